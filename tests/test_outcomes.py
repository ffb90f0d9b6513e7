"""What became of crimes: the police's outcomes files and the partnership's templates become extracts, each crime once."""

from pathlib import Path

import pandas as pd
import pytest

from built_editions import read, report
from data.areas import reference
from data.columns import OUTCOME_GROUPS
from data.sources.outcomes import furthest
from raw_files import HOME, NORTHGATE, SOUTHMEAD, write_outcomes, write_street, write_table
from visible import opened, words

TEMPLATES = Path(__file__).parent.parent / "data" / "templates"
CHARGED, NO_SUSPECT, UNABLE = "Suspect charged", "Investigation complete; no suspect identified", "Unable to prosecute suspect"
# The names in the publisher's API documentation ('Outcomes for a specific crime'), and those of its files where they differ
PUBLISHED = {
    "court_convicted": ["Offender deprived of property", "Offender fined", "Offender given absolute discharge", "Offender given community sentence",
                        "Offender given conditional discharge", "Offender given suspended prison sentence", "Offender sent to prison",
                        "Offender otherwise dealt with", "Offender ordered to pay compensation"],
    "court_not_convicted": ["Court case unable to proceed", "Defendant found not guilty"],
    "court_result_unavailable": ["Court result unavailable"],
    "prosecuted": [CHARGED, "Suspect charged as part of another case", "Awaiting court outcome", "Defendant sent to Crown Court"],
    "out_of_court": ["Local resolution", "Offender given a caution", "Offender given a drugs possession warning", "Offender given a penalty notice",
                     "Offender given penalty notice"],
    "no_suspect": [NO_SUSPECT], "evidential_difficulties": [UNABLE],
    "not_in_public_interest": ["Formal action is not in the public interest", "Further action is not in the public interest",
                               "Further investigation is not in the public interest"],
    "other_agency": ["Action to be taken by another organisation"],
    "still_open": ["Under investigation", "Status update unavailable"],
}


def outcomes(edition, columns="ward_code, category_code, outcome_group, is_charged, is_convicted, crimes", where="crimes > 0 and category_code <> 'all_crime'"):
    return sorted(pd.DataFrame(read(edition, "outcomes", where), columns=[
        "series", "recorded_month", "outcome_month", "district_code", "ward_code", "category_code", "outcome_group", "is_charged", "is_convicted",
        "crimes"])[columns.split(", ")].astype(object).where(lambda rows: rows.notna(), None).itertuples(index=False, name=None), key=str)


def of_crime(edition, ward, category, month="2022-01-01"):
    """Give the groups of a ward's crimes of a category, recorded in a month."""
    return outcomes(edition, "outcome_group, is_convicted", f"ward_code = '{ward}' and category_code = '{category}' and recorded_month = '{month}' and crimes > 0")


@pytest.mark.parametrize(("group", "text"), [(group, text) for group, texts in PUBLISHED.items() for text in texts])
def test_every_published_outcome_has_its_group(group, text):
    assert reference("outcome_groups").set_index("outcome").at[text, "outcome_group"] == group


def test_groups_of_the_table_are_those_of_the_contract_and_go_from_court_to_open():
    table = reference("outcome_groups").astype({"rank": int})
    assert set(table["outcome_group"]) == set(OUTCOME_GROUPS) and table["outcome"].is_unique and table["source"].notna().all()
    ranks = table.groupby("outcome_group")["rank"].unique().map(list).to_dict()
    assert ranks == {"court_convicted": [5], "court_not_convicted": [5], "court_result_unavailable": [4], "prosecuted": [3], "out_of_court": [2],
                     "no_suspect": [1], "evidential_difficulties": [1], "not_in_public_interest": [1], "other_agency": [1], "still_open": [0]}


@pytest.mark.parametrize(("given", "kept"), [
    ([("2022-01", "prosecuted", 3), ("2022-03", "no_suspect", 1)], ("2022-01", "prosecuted")),
    ([("2022-02", "out_of_court", 2), ("2022-01", "prosecuted", 3)], ("2022-01", "prosecuted")),
    ([("2022-01", "court_convicted", 5), ("2022-02", "court_result_unavailable", 4)], ("2022-01", "court_convicted")),
    ([("2022-01", "court_not_convicted", 5), ("2022-02", "court_convicted", 5)], ("2022-02", "court_convicted")),
    ([("2022-03", "no_suspect", 1), ("2022-02", "evidential_difficulties", 1)], ("2022-03", "no_suspect")),
    ([("2022-02", "no_suspect", 1), ("2022-02", "evidential_difficulties", 1)], ("2022-02", "evidential_difficulties")),
    ([("2022-01", "no_suspect", 1), ("2022-04", "still_open", 0)], ("2022-01", "no_suspect")),
])
def test_furthest_outcome_counts_and_of_equal_ones_the_latest(given, kept):
    rows = pd.DataFrame([("one", pd.Timestamp(f"{month}-01"), group, rank) for month, group, rank in given],
                        columns=["crime_id", "month", "outcome_group", "rank"])
    for order in (rows, rows.iloc[::-1]):
        found = furthest(order)
        assert [(f"{row.month:%Y-%m}", row.outcome_group) for row in found.itertuples()] == [kept]


def test_outcomes_are_joined_to_crimes_by_their_id(raw, built):
    write_outcomes(raw / "police", "2022-01", ("2022-01-0", CHARGED), ("2022-01-3", NO_SUSPECT), ("2022-01-3", "Local resolution"))
    write_outcomes(raw / "police", "2022-02", ("2022-01-1", UNABLE), ("2022-02-0", NO_SUSPECT))
    edition = built(raw)
    assert of_crime(edition, NORTHGATE, "burglary") == [("prosecuted", None)]
    assert of_crime(edition, SOUTHMEAD, "burglary") == [("evidential_difficulties", None)]
    assert of_crime(edition, NORTHGATE, "burglary", "2022-02-01") == [("no_suspect", None)]
    assert outcomes(edition, "outcome_group, crimes", "district_code = 'E07000115' and category_code = 'drugs' and recorded_month = '2022-01-01' and crimes > 0") == [
        ("out_of_court", 1), ("still_open", 1)]
    assert outcomes(edition, "crimes", "category_code = 'anti_social_behaviour'") == []


def test_outcomes_and_still_open_make_the_crimes_recorded(raw, built):
    write_outcomes(raw / "police", "2022-01", ("2022-01-0", CHARGED))
    write_outcomes(raw / "police", "2022-02", ("2022-02-1", UNABLE))
    edition = built(raw)
    recorded = {(row[1], row[2], row[3], row[4]): row[5] for row in read(edition, "crime", "category_code <> 'anti_social_behaviour'")}
    added = {}
    for row in read(edition, "outcomes"):
        key = (row[1], row[3], row[4], row[5])
        added[key] = added.get(key, 0) + row[9]
    assert added == recorded


def test_months_are_followed_only_while_no_file_is_missing(raw, built):
    write_street(raw / "police", "2022-03")
    for month in ("2022-01", "2022-03"):
        write_outcomes(raw / "police", month, (f"{month}-0", CHARGED))
    edition = built(raw)
    assert {month for month, in outcomes(edition, "recorded_month", "true")} == {pd.Timestamp("2022-03-01").date()}
    assert [(str(month), whole) for _, month, whole, *_ in read(edition, "coverage", "extract = 'outcomes.police_uk'")] == [("2022-03-01", True)]


def test_convictions_are_known_only_where_every_file_has_court_results(raw, built):
    write_outcomes(raw / "police", "2022-01", ("2022-01-0", CHARGED))
    write_outcomes(raw / "police", "2022-02", ("2022-01-0", "Offender fined"), ("2022-02-0", "Offender sent to prison"), ("2022-02-1", "Court result unavailable"))
    edition = built(raw)
    assert of_crime(edition, NORTHGATE, "burglary") == [("court_convicted", None)]
    assert of_crime(edition, NORTHGATE, "burglary", "2022-02-01") == [("court_convicted", True)]
    assert of_crime(edition, SOUTHMEAD, "burglary", "2022-02-01") == [("court_result_unavailable", None)]
    assert of_crime(edition, NORTHGATE, "shoplifting", "2022-02-01") == [("still_open", False)]


def test_outcome_rows_are_all_accounted_for(raw, built):
    write_outcomes(raw / "police", "2022-02", ("2022-02-0", CHARGED), ("2022-01-0", CHARGED), ("2022-02-9", UNABLE), ("nobody", UNABLE), ("nothing", UNABLE))
    write_table(raw / "again" / "2022-02-kent-outcomes.csv", [row.split(",") for row in (
        raw / "police" / "2022-02" / "2022-02-kent-outcomes.csv").read_text(encoding="utf-8").splitlines()])
    assert report(built(raw))["outcomes"] == {"rows_read": 10, "rows_given_twice": 5, "rows_of_crimes_followed": 1, "rows_of_earlier_crimes": 1,
                                              "rows_of_crimes_left_out": 1, "rows_of_no_crime": 2}


@pytest.mark.parametrize(("rows", "said"), [
    ([("2022-02-0", "Abducted by aliens")], "column 'Outcome type', row 2: found 'Abducted by aliens'; expected an outcome of data/reference/outcome_groups.csv. "
     "Download the file again; if the publisher has a new outcome, add it to that table."),
    ([("2022-02-0", CHARGED), ("", CHARGED)], "column 'Crime ID', row 3: found ''; expected the ID of the crime. Download the file again."),
    ([("2022-02-0", "")], "column 'Outcome type', row 2: found ''; expected an outcome of data/reference/outcome_groups.csv. "
     "Download the file again; if the publisher has a new outcome, add it to that table."),
])
def test_value_that_the_publisher_does_not_document_stops_the_build(raw, stopped, rows, said):
    write_outcomes(raw / "police", "2022-02", *rows)
    assert stopped() == [f"- police/2022-02/2022-02-kent-outcomes.csv, {said}"]


def test_unknown_last_outcome_in_a_street_file_stops_the_build(raw, stopped):
    file = raw / "police" / "2022-02" / "2022-02-kent-street.csv"
    rows = [line.split(",") for line in file.read_text(encoding="utf-8").splitlines()]
    rows[4][10] = "Lost"
    write_table(file, rows)
    assert stopped() == ["- police/2022-02/2022-02-kent-street.csv, column 'Last outcome category', row 5: found 'Lost'; expected an outcome of "
                         "data/reference/outcome_groups.csv. Download the file again; if the publisher has a new outcome, add it to that table."]


def test_cut_file_other_month_missing_column_and_second_release_stop_the_build(raw, stopped):
    file = write_outcomes(raw / "police", "2022-02", ("2022-02-0", CHARGED))
    good = file.read_bytes()
    file.write_bytes(good[:-5])
    assert "an end inside the row" in stopped()[0]
    file.write_bytes(good.replace(b"2022-02,Kent", b"2022-01,Kent", 1))
    assert "column 'Month', row 2: found '2022-01'; expected 2022-02, the month of the file" in stopped()[0]
    file.write_bytes(good.replace(b"Outcome type", b"Kind", 1))
    assert "column 'Outcome type', row 1: found no such column; expected it, in a file of police outcomes" in stopped()[0]
    file.write_bytes(good)
    write_outcomes(raw / "second", "2022-02", ("2022-02-0", UNABLE))
    assert "found other rows than police/2022-02/2022-02-kent-outcomes.csv; expected one file for 2022-02, Kent Police" in stopped()[0]


def template(name):
    return tuple((TEMPLATES / f"{name}.csv").read_text(encoding="utf-8").strip().split(","))


@pytest.fixture
def partner(raw):
    """Write counts of crimes of January 2022, and outcomes and arrests on their templates."""
    def write(outcome_rows=(), arrest_rows=()):
        write_table(raw / "crimes.csv", [template("partner_counts"), ("2022-01", HOME, NORTHGATE, "all_crime", "5", ""), ("2022-01", HOME, "", "all_crime", "1", "")])
        for name, rows in (("partner_outcomes", outcome_rows), ("partner_arrests", arrest_rows)):
            if rows:
                write_table(raw / f"{name}.csv", [template(name), *rows])
    return write


GOOD = [("2022-01", "2022-03", HOME, NORTHGATE, "all_crime", "court_convicted", "1", ""), ("2022-01", "", HOME, NORTHGATE, "all_crime", "still_open", "4", ""),
        ("2022-01", "2022-02", HOME, "", "all_crime", "no_suspect", "1", "yes")]


def test_partner_outcomes_and_arrests_are_taken_as_given(raw, built, partner):
    partner(GOOD, [("2022-01", HOME, NORTHGATE, "all_crime", "3", ""), ("2022-01", HOME, "", "all_crime", "0", "")])
    edition = built(raw)
    assert outcomes(edition, "ward_code, outcome_group, is_charged, is_convicted, crimes", "series = 'partner'") == sorted([
        (NORTHGATE, "court_convicted", True, True, 1), (NORTHGATE, "still_open", False, False, 4), (None, "no_suspect", False, False, 1)], key=str)
    assert sorted((row[3], row[5]) for row in read(edition, "arrests") if row[3]) == [(NORTHGATE, 3)]
    assert {(row[0], row[3]) for row in read(edition, "coverage", "extract like '%partner'")} == {
        ("crime.partner", False), ("outcomes.partner", True), ("arrests.partner", False)}


def test_partner_outcomes_without_court_rows_have_no_convictions(raw, built, partner):
    partner([("2022-01", "2022-03", HOME, NORTHGATE, "all_crime", "prosecuted", "5", ""), GOOD[2]])
    assert {convicted for convicted, in outcomes(built(raw), "is_convicted", "series = 'partner'")} == {None}


@pytest.mark.parametrize(("rows", "said"), [
    (GOOD[1:], f"found outcomes of 4 crimes for 2022-01, {NORTHGATE}, all_crime; expected the 5 crimes of the monthly counts"),
    ([*GOOD, ("2022-02", "", HOME, NORTHGATE, "all_crime", "still_open", "1", "")], f"found outcomes of 1 crimes for 2022-02, {NORTHGATE}, all_crime; "
     "expected those crimes in the monthly counts"),
    ([(*GOOD[0][:5], "guilty", "1", ""), *GOOD[1:]], "column 'outcome_group', row 2: found 'guilty'; expected one of prosecuted, out_of_court"),
    ([("2022-01", "2021-12", *GOOD[0][2:]), *GOOD[1:]], "column 'outcome_month', row 2: found '2021-12'; expected the month of recording or a later one"),
    ([GOOD[0], ("2022-01", "2022-02", *GOOD[1][2:]), GOOD[2]], "column 'outcome_month', row 3: found '2022-02'; expected nothing, for crimes still open"),
    ([*GOOD, GOOD[0]], "found '1' for 2022-01"),
    ([("01/2022", *GOOD[0][1:]), *GOOD[1:]], "column 'recorded_month', row 2: found '01/2022'; expected a month such as 2022-12"),
])
def test_partner_outcomes_that_cannot_be_right_stop_the_build(stopped, partner, rows, said):
    partner(rows)
    assert any(said in line for line in stopped())


def test_page_without_outcomes_of_its_source_names_the_other(raw, built, partner, monkeypatch):
    partner()
    write_outcomes(raw / "police", "2022-02", ("2022-02-0", CHARGED))
    monkeypatch.setenv("DASHBOARD_EDITION", str(built(raw)))
    app = opened("pages/5_Outcomes.py")
    assert not app.exception and "These figures hold no outcomes of crimes from partnership counts." in words(app)
    assert "This edition has outcomes from police open data: choose that source under 'More'." in words(app)
    assert "1 of 5 crimes recorded were prosecuted so far" in words(opened("pages/5_Outcomes.py", series="police_uk"))


def test_outcomes_without_any_monthly_counts_stop_the_build(raw, stopped):
    write_table(raw / "partner_outcomes.csv", [template("partner_outcomes"), *GOOD])
    assert any("expected those crimes in the monthly counts" in line for line in stopped())


def test_arrests_without_the_crimes_of_their_month_stop_the_build(stopped, partner):
    partner(GOOD, [("2022-02", HOME, "", "all_crime", "3", "")])
    assert stopped() == [f"- partner_arrests.csv, column 'arrests', row 2: found arrests for 2022-02, {HOME}, all_crime; expected a row for the crimes in the "
                         "monthly counts. Give the crimes of that month too."]
