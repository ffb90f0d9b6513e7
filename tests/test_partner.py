"""The partnership's monthly counts on the project's template: what is taken, and what stops the build."""

import json
import shutil

import duckdb
import pytest

from built_editions import report
from data.problems import BuildStopped
from raw_files import EASTFIELD, HOME, NEIGHBOUR, NORTHGATE, PARTNER_HEADER, SOUTHMEAD, write_table

GOOD = (
    ("2022-01", HOME, NORTHGATE, "all_crime", "7"),
    ("2022-01", HOME, "", "all_crime", "2"),
    ("2022-01", HOME, NORTHGATE, "drug_offences", "3"),
    ("2022-01", HOME, NORTHGATE, "drug_possession", "2"),
    ("2022-01", HOME, NORTHGATE, "drug_trafficking", "1"),
    ("2022-01", NEIGHBOUR, EASTFIELD, "all_crime", "5"),
)


@pytest.fixture
def counts(raw):
    """Write partnership counts beside the other raw files."""
    def write(*rows, header=PARTNER_HEADER, name="partner.csv"):
        return write_table(raw / name, [header, *rows])
    return write


@pytest.fixture
def stopped(raw, built, counts):
    """Build with these counts; give the report's lines after the first."""
    def lines(*rows, **named):
        counts(*rows, **named)
        with pytest.raises(BuildStopped) as error:
            built(raw)
        return error.value.report().splitlines()[1:]
    return lines


def partner_rows(edition):
    return duckdb.execute(f"""select strftime(month, '%Y-%m'), district_code, ward_code, category_code, crimes
        from read_parquet('{edition.as_posix()}/crime.parquet') where series = 'partner' order by all""").fetchall()


def test_counts_are_taken_as_given_and_an_empty_ward_is_the_remainder(raw, built, counts, ask):
    counts(*GOOD)
    edition = built(raw)
    assert partner_rows(edition) == sorted(
        [(month, district, ward or None, category, int(crimes)) for month, district, ward, category, crimes in GOOD],
        key=lambda row: (row[0], row[1], row[2] or "~", row[3]))
    wards = ask("crime_by_ward", edition, last_month="2022-01", months=1)
    assert dict(zip(wards["ward_name"], wards["crimes"])) == {"Northgate": 7, "Southmead": 0, "Not placed in a ward": 2}
    assert ask("words", edition)["series"].tolist() == ["partner"]


def test_edition_with_partner_counts_is_restricted(raw, built, counts):
    counts(*GOOD)
    about = json.loads((built(raw) / "edition.json").read_text(encoding="utf-8"))
    assert (about["kind"], about["series"]) == ("restricted", ["partner", "police_uk"])


def test_series_are_never_added_up(raw, built, counts, ask):
    counts(*GOOD)
    edition = built(raw)
    found = {series: ask("crime_summary", edition, series=series, last_month="2022-01", months=1)["crimes"].iat[0] for series in ("partner", "police_uk")}
    assert found == {"partner": 9, "police_uk": 5}


def test_provisional_months_are_marked(raw, built, counts):
    counts((*GOOD[0], "yes"), (*GOOD[1], ""), ("2022-02", *GOOD[0][1:], "no"), header=(*PARTNER_HEADER, "provisional"))
    rows = duckdb.execute(f"select month(month), is_provisional from read_parquet('{built(raw).as_posix()}/coverage.parquet') "
                          "where extract = 'crime.partner' order by 1").fetchall()
    assert rows == [(1, True), (2, False)]


def test_month_can_be_written_with_its_first_day(raw, built, counts):
    counts(("2022-01-01", *GOOD[0][1:]))
    assert partner_rows(built(raw))[0][0] == "2022-01"


def test_file_given_twice_counts_once(raw, built, counts):
    counts(*GOOD)
    once = partner_rows(built(raw))
    counts(*reversed(GOOD), name="copy.csv")
    assert partner_rows(built(raw)) == once


@pytest.mark.parametrize(("at", "value", "expected"), [
    (4, "-3", "column 'crimes', row 3: found '-3'; expected a whole number, 0 or more, without commas. Give the count as digits."),
    (4, "2.5", "column 'crimes', row 3: found '2.5'; expected a whole number, 0 or more, without commas. Give the count as digits."),
    (4, "1,234", "column 'crimes', row 3: found '1,234'; expected a whole number, 0 or more, without commas. Give the count as digits."),
    (4, "", "column 'crimes', row 3: found ''; expected a whole number, 0 or more, without commas. Give the count as digits."),
    (4, "<5", "column 'crimes', row 3: found '<5'; expected a whole number, 0 or more, without commas. Give the count as digits."),
    (2, "E05999099", f"column 'ward_code', row 3: found 'E05999099'; expected a ward of {HOME} in the chosen boundaries, or nothing. "
                     "Use that vintage's ward codes, or build with the other --wards."),
    (2, EASTFIELD, f"column 'ward_code', row 3: found '{EASTFIELD}'; expected a ward of {HOME} in the chosen boundaries, or nothing. "
                   "Use that vintage's ward codes, or build with the other --wards."),
    (1, "E07000061", "column 'district_code', row 3: found 'E07000061'; expected a district of the police area. Use the ONS code, as E07000116."),
    (3, "witchcraft", "column 'category_code', row 3: found 'witchcraft'; expected a category of data/reference/categories.csv. "
                      "Use a code of that list."),
    (0, "01/2022", "column 'month', row 3: found '01/2022'; expected a month such as 2022-12. Write the month so."),
    (0, "2022-13", "column 'month', row 3: found '2022-13'; expected a month such as 2022-12. Write the month so."),
    (0, "Jan 2022", "column 'month', row 3: found 'Jan 2022'; expected a month such as 2022-12. Write the month so."),
    (0, "2098-01", "column 'month', row 3: found '2098-01'; expected a month that has begun. Write the month in which they were recorded."),
    (0, "2022-01-31", "column 'month', row 3: found '2022-01-31'; expected a month such as 2022-12. Write the month so."),
])
def test_value_that_cannot_be_counted_stops_the_build(stopped, at, value, expected):
    row = ["2022-01", HOME, SOUTHMEAD, "all_crime", "4"]
    row[at] = value
    assert f"- partner.csv, {expected}" in stopped(GOOD[0], tuple(row))


def test_row_given_twice_in_a_file_stops_the_build(stopped):
    assert stopped(*GOOD[:2], GOOD[0]) == [
        f"- partner.csv, column 'crimes', row 4: found '7' for 2022-01, {NORTHGATE}, all_crime again; expected one row for each month, district, ward "
        "and category. Keep the right one."]


def test_other_count_in_another_file_stops_the_build(stopped, counts):
    counts(GOOD[0])
    assert stopped((*GOOD[0][:4], "8"), name="revised.csv") == [
        f"- revised.csv, column 'crimes', row 2: found '8' for 2022-01, {NORTHGATE}, all_crime again; expected one row for each month, district, ward "
        "and category. Keep the right one."]


def test_missing_column_stops_the_build(stopped):
    lines = stopped(*(row[:4] for row in GOOD), header=PARTNER_HEADER[:4])
    assert lines == ["- partner.csv, column 'crimes', row 1: found no such column; expected it, in a file of partnership's monthly counts. "
                     "Get the file again with all its columns."]


@pytest.mark.parametrize(("rows", "problem"), [
    ([(NORTHGATE, "drug_offences", "3"), (NORTHGATE, "drug_possession", "4")],
     f"row 4: found '4' for 2022-01, {NORTHGATE}, drug_possession; expected at most the 3 of drug_offences"),
    ([(NORTHGATE, "drug_offences", "3"), (NORTHGATE, "drug_possession", "1"), (NORTHGATE, "drug_trafficking", "1")],
     f"row 3: found '3' for 2022-01, {NORTHGATE}, drug_offences; expected the 2 of drug_trafficking and drug_possession together"),
    ([(NORTHGATE, "robbery", "8")], f"row 3: found '8' for 2022-01, {NORTHGATE}, robbery; expected at most the 7 of all_crime"),
    ([("", "all_crime", "2"), ("", "robbery", "10")],
     f"row 4: found '10' for 2022-01, the whole of {HOME}, robbery; expected at most the 9 of all_crime"),
])
def test_parts_that_do_not_fit_their_whole_stop_the_build(stopped, rows, problem):
    assert stopped(GOOD[0], *(("2022-01", HOME, *row) for row in rows)) == [f"- partner.csv, column 'crimes', {problem}. Mend the counts."]


def test_parts_are_compared_with_their_whole_in_another_file(stopped, counts):
    counts(GOOD[0], name="all.csv")
    assert stopped(("2022-01", HOME, NORTHGATE, "robbery", "8"), name="types.csv") == [
        f"- types.csv, column 'crimes', row 2: found '8' for 2022-01, {NORTHGATE}, robbery; expected at most the 7 of all_crime. Mend the counts."]


def test_ward_left_out_of_a_month_stops_the_build(stopped, counts):
    counts(GOOD[0], ("2022-01", HOME, SOUTHMEAD, "all_crime", "4"), name="january.csv")
    assert stopped(("2022-02", HOME, NORTHGATE, "all_crime", "3"), name="february.csv") == [
        f"- february.csv, column 'ward_code': found no row for 2022-02, {SOUTHMEAD}, all_crime; expected a row for each ward of {HOME} that another "
        "month of the category has. Write 0 rows: a ward without crimes has a row with 0."]


def test_month_with_the_remainder_alone_stops_the_build_where_wards_are_given(stopped):
    assert stopped(GOOD[0], ("2022-02", HOME, "", "all_crime", "3")) == [
        f"- partner.csv, column 'ward_code': found no row for 2022-02, {NORTHGATE}, all_crime; expected a row for each ward of {HOME} that another "
        "month of the category has. Write 0 rows: a ward without crimes has a row with 0."]


def test_ward_with_0_and_a_remainder_in_some_months_are_taken(raw, built, counts):
    counts(*GOOD[:2], ("2022-02", HOME, NORTHGATE, "all_crime", "0"))
    assert len(partner_rows(built(raw))) == 3


def test_categories_without_all_crime_stop_the_build(stopped):
    assert stopped(*GOOD, ("2022-02", HOME, "", "sexual_offences", "4")) == [
        "- partner.csv, column 'category_code', row 8: found no all_crime for 2022-02, E07000116; expected all_crime beside the other categories. "
        "Give all crime too for that month and district."]


@pytest.mark.parametrize(("mark", "name"), [(";", "semicolons"), ("\t", "tabs")])
def test_template_saved_without_commas_stops_the_build(raw, stopped, mark, name):
    (raw / "saved.csv").write_text("\r\n".join(mark.join(row) for row in (PARTNER_HEADER, *GOOD)), encoding="utf-8-sig", newline="")
    assert stopped(*GOOD) == [f"- saved.csv, row 1: found columns parted by {name}; expected commas, in a file of partnership's monthly counts. "
                              "Save it with commas."]


def test_template_without_rows_is_listed(raw, built, counts):
    counts()
    assert {"file": "partner.csv", "why": "no rows"} in report(built(raw))["skipped"]


@pytest.mark.parametrize("street", ["none", "not recognised"])
def test_partner_counts_alone_make_an_edition(raw, built, counts, ask, street):
    counts(*GOOD)
    shutil.rmtree(raw / "police")
    if street == "not recognised":
        write_table(raw / "2022-01-kent-street.csv", [("Crime ID", "Kind"), ("1", "Burglary")])
    edition = built(raw)
    assert json.loads((edition / "edition.json").read_text(encoding="utf-8"))["series"] == ["partner"]
    assert ask("crime_summary", edition, last_month="2022-01", months=1)["crimes"].iat[0] == 9


def test_incidents_and_hate_crime_may_exceed_all_crime(raw, built, counts):
    counts(("2022-01", HOME, NORTHGATE, "all_crime", "1"), ("2022-01", HOME, NORTHGATE, "asb_incidents", "5"),
           ("2022-01", HOME, NORTHGATE, "domestic_abuse_incidents", "5"))
    assert len(partner_rows(built(raw))) == 3


def test_category_counted_for_the_district_alone_is_its_remainder(raw, built, counts):
    counts(*GOOD, ("2022-01", HOME, "", "sexual_offences", "4"))
    assert ("2022-01", HOME, None, "sexual_offences", 4) in partner_rows(built(raw))
