"""Measures, promises, harm weights and deprivation: what the templates take, and what stops the build."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from built_editions import read
from raw_files import HOME, NEIGHBOUR, NORTHGATE, SOUTHMEAD, write_table

TEMPLATES = Path(__file__).parent.parent / "data" / "templates"
TOMORROW = f"{date.today() + timedelta(days=1):%Y-%m-%d}"
NOT_WORDS = "expected words, not beginning with = + - or @ and without an e-mail address or telephone number. Write it in plain words."
NO_NAME = ("expected a role or a team, and no councillor's or other person's name. Write who owes or asked it by role, as 'Road safety officer'.")
GOOD = {
    "measures": {"measure": "Calls to the helpline", "organisation": "Support service", "area_code": HOME, "period_start": "2022-01-01",
                 "period_end": "31/03/2022", "value": "41", "unit": "Calls"},
    "promises": {"date": "2022-01-10", "meeting": "Overview and Scrutiny", "question": "How many speeding letters were sent?",
                 "owner": "Road safety officer", "due": "2022-02-10", "answer": "", "link": "", "status": "open"},
    "harm_weights": {"category_code": "robbery", "weight": "2.5", "source": "Partnership, January 2022", "adopted_on": "2022-01-10"},
}


@pytest.fixture
def write(raw):
    """Write a template filled with rows, each a good one but for the cells given."""
    def filled(kind, *changes, name=None):
        header = list(GOOD[kind])
        rows = [GOOD[kind] | change for change in changes]
        return write_table(raw / (name or f"{kind}.csv"), [header, *([row[column] for column in header] for row in rows)])
    return filled


@pytest.mark.parametrize("kind", GOOD)
def test_template_asks_for_what_is_read(kind):
    assert (TEMPLATES / f"{kind}.csv").read_text(encoding="utf-8").strip().split(",") == list(GOOD[kind])


def test_measures_are_taken_as_given(raw, built, write):
    write("measures", {}, {"measure": "Patrols", "area_code": SOUTHMEAD, "value": "12.5", "unit": "hours"})
    days = (date(2022, 1, 1), date(2022, 3, 31))
    assert sorted(read(built(raw), "measures")) == [
        ("Calls to the helpline", "Support service", HOME, *days, 41.0, "calls"), ("Patrols", "Support service", SOUTHMEAD, *days, 12.5, "hours")]


@pytest.mark.parametrize(("column", "value", "expected"), [
    ("measure", "=1+1", f"found '=1+1'; {NOT_WORDS}"),
    ("organisation", "ring 07700 900123", f"found 'ring 07700 900123'; {NOT_WORDS}"),
    ("area_code", "E07000061", "found 'E07000061'; expected a district or ward of this edition. Use the ONS code, as E07000116."),
    ("area_code", NORTHGATE, f"found '{NORTHGATE}'; expected a district, where people are counted. "
                             "Give one number for the whole district: small ones can identify someone."),
    ("period_start", "spring", "found 'spring'; expected a day such as 2022-12-31 or 31/12/2022. Write the day so."),
    ("period_end", "2021-12-31", "found '2021-12-31'; expected a day on or after period_start. Give the period's last day."),
    ("period_end", TOMORROW, f"found '{TOMORROW}'; expected a period that is over. Give it when its last day is past."),
    ("value", "1,204", "found '1,204'; expected a number, 0 or more, without commas. Give digits; leave the row out where it is not known."),
    ("value", "-1", "found '-1'; expected a number, 0 or more, without commas. Give digits; leave the row out where it is not known."),
    ("value", "<5", "found '<5'; expected a number, 0 or more, without commas. Give digits; leave the row out where it is not known."),
])
def test_measure_that_cannot_be_used_stops_the_build(write, stopped, column, value, expected):
    write("measures", {"measure": "Another"}, {column: value})
    assert stopped() == [f"- measures.csv, column '{column}', row 3: {expected}"]


def test_unknown_unit_stops_the_build(write, stopped):
    write("measures", {"unit": "buckets"})
    assert "column 'unit', row 2: found 'buckets'; expected one of calls, cases," in stopped()[0]


@pytest.mark.parametrize("other", [{"period_end": "2022-12-31", "value": "170"}, {"period_start": "2022-03-31", "period_end": "2022-06-30"},
                                   {"value": "42"}])
def test_day_counted_twice_stops_the_build(write, stopped, other):
    write("measures", {})
    write("measures", other, name="other.csv")
    assert [line for line in stopped() if "expected periods that follow each other. Give each day once: quarters or their year, not both." in line]


def test_same_row_in_two_files_counts_once(raw, built, write):
    for kind in GOOD:
        write(kind, {})
        write(kind, {}, name=f"again_{kind}.csv")
    edition = built(raw)
    assert [len(read(edition, kind)) for kind in GOOD] == [1, 1, 1]


def test_promises_are_taken_as_given(raw, built, write):
    write("promises", {}, {"question": "And the cameras?", "answer": "See the page.", "link": "Road_casualties?months=36", "status": "Answered"})
    day, due = date(2022, 1, 10), date(2022, 2, 10)
    assert sorted(read(built(raw), "promises"), key=str) == sorted([
        (day, "Overview and Scrutiny", "How many speeding letters were sent?", "Road safety officer", due, None, None, "open"),
        (day, "Overview and Scrutiny", "And the cameras?", "Road safety officer", due, "See the page.", "Road_casualties?months=36", "answered")], key=str)


@pytest.mark.parametrize(("column", "value", "expected"), [
    ("owner", "Cllr Quillfeather", NO_NAME), ("question", "Mrs Quill asked about speeding", NO_NAME),
    ("question", "", NOT_WORDS), ("owner", "zeb.quill@example.org", NOT_WORDS), ("answer", "@SUM(A1)", NOT_WORDS),
    ("due", "2022-01-09", "expected a day on or after date. Give the day by which it was promised."),
    ("status", "soon", "expected one of open, answered, withdrawn. Write one of them."),
    *(("link", link, "expected a page of the dashboard, such as Road_casualties?months=36, an https address, or nothing. "
                     "Copy what stands after the last / of the page's address.")
      for link in ("javascript:alert(1)", "//example.org", "http://example.org", "https://example.org/<script>", "/Home", "data:text/html,x")),
])
def test_promise_that_cannot_be_shown_stops_the_build(write, stopped, column, value, expected):
    write("promises", {"question": "Another?"}, {column: value})
    assert stopped() == [f"- promises.csv, column '{column}', row 3: found '{value}'; {expected}"]


@pytest.mark.parametrize("question", ["Who sees the Near Miss Register?", "What changed from 2019-2020 to 2020-2021?", "Will every councillor be told?"])
def test_question_that_only_looks_personal_is_taken(raw, built, write, question):
    write("promises", {"question": question})
    assert read(built(raw), "promises")[0][2] == question


@pytest.mark.parametrize("link", ["https://example.org/minutes.pdf", "Road_casualties", "?months=12&wards=E05999001,E05999002", "Trends?category=hate_crime"])
def test_link_to_a_page_or_a_safe_address_is_taken(raw, built, write, link):
    write("promises", {"link": link})
    assert read(built(raw), "promises")[0][6] == link


def test_answered_promise_needs_its_answer(write, stopped):
    write("promises", {"status": "answered"})
    assert stopped() == ["- promises.csv, column 'answer', row 2: found ''; expected an answer or a link, where the status is answered. Give one, or write open."]


def test_promise_told_in_two_ways_stops_the_build(write, stopped):
    write("promises", {}, {"due": "2022-03-10"})
    assert stopped() == ["- promises.csv, column 'question', row 3: found 'How many speeding letters were sent?' again; "
                         "expected each promise of a meeting once. Keep the row that holds today."]


def test_harm_weights_are_taken_as_given(raw, built, write):
    write("harm_weights", {}, {"category_code": "shoplifting", "weight": "0"})
    adopted = date(2022, 1, 10)
    assert sorted(read(built(raw), "harm_weights")) == [("robbery", 2.5, "Partnership, January 2022", adopted), ("shoplifting", 0.0, "Partnership, January 2022", adopted)]


@pytest.mark.parametrize(("changes", "expected"), [
    ([{"category_code": "piracy"}], "column 'category_code', row 2: found 'piracy'; expected a category of data/reference/categories.csv. Use a code of that list."),
    ([{}, {"weight": "3"}], "column 'category_code', row 3: found 'robbery'; expected each category once. Keep the weight in force."),
    ([{"weight": "high"}], "column 'weight', row 2: found 'high'; expected a number, 0 or more, without commas. Give digits."),
    ([{"adopted_on": TOMORROW}], f"column 'adopted_on', row 2: found '{TOMORROW}'; expected a day that is past. Give the day on which the partnership adopted it."),
])
def test_harm_weight_that_cannot_be_used_stops_the_build(write, stopped, changes, expected):
    write("harm_weights", *changes)
    assert stopped() == [f"- harm_weights.csv, {expected}"]


def test_two_weights_of_a_category_in_two_files_stop_the_build(write, stopped):
    write("harm_weights", {})
    write("harm_weights", {"weight": "3"}, name="other.csv")
    assert stopped() == ["- harm weights, column 'category_code': found two weights for robbery; expected one for each category. Keep the file in force."]


@pytest.mark.parametrize("kind", GOOD)
def test_what_is_not_open_makes_an_edition_restricted(raw, built, write, kind):
    write(kind, {})
    about = json.loads((built(raw) / "edition.json").read_text(encoding="utf-8"))
    assert (about["kind"], len(about["extracts"][kind]["sources"])) == ("restricted", 1)


# Deprivation: LSOA 1 has 1,000 residents in Northgate, LSOA 2 has 500 in Southmead, 3 and 4 are the neighbour's

INDEX = ("lsoa11_code", "IMD_rank", "IMD_decile", "IMD_score")
INDEX_ROWS = (("E01999001", "5", "2.0", "40.5"), ("E01999002", "20000", "7.0", "12.5"), ("E01999003", "9", "9", "5"), ("E01999004", "8", "8", "6"))
HERE = f"area_code in ('{NORTHGATE}', '{SOUTHMEAD}')"


def test_ward_has_the_mean_of_its_neighbourhoods_weighted_by_residents(raw, built):
    write_table(raw / "places" / "lookup_lsoa11_ward17.csv", [("lsoa11_code", "ward17_code"), ("E01999001", NORTHGATE), ("E01999002", NORTHGATE)])
    write_table(raw / "index.csv", [INDEX, *INDEX_ROWS])
    # (2 * 1000 + 7 * 500) / 1500 = 3.67; (40.5 * 1000 + 12.5 * 500) / 1500 = 31.17; 1000 of 1500 in a most deprived decile
    assert read(built(raw), "deprivation", HERE) == [(NORTHGATE, 3.7, 31.2, "IMD2019", 66.7)]


def test_published_headings_are_known_and_a_file_without_scores_has_none(raw, built):
    header = ("LSOA code (2011)", "Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)",
              "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)")
    write_table(raw / "index.csv", [header, *(row[:3] for row in INDEX_ROWS)])
    assert sorted(read(built(raw), "deprivation", HERE)) == [(NORTHGATE, 2.0, None, "IMD2019", 100.0), (SOUTHMEAD, 7.0, None, "IMD2019", 0.0)]


def test_index_of_the_wards_own_time_is_chosen(raw, built):
    write_table(raw / "index.csv", [INDEX, *INDEX_ROWS])
    write_table(raw / "newer.csv", [("lsoa21_code", *INDEX[1:]), ("E01999001", "5", "1", "60"), ("E01999002", "5", "1", "60")])
    assert {row[3] for row in read(built(raw, wards="WD22"), "deprivation")} == {"IMD2019"}


def test_ward_whose_neighbourhoods_have_no_residents_has_no_row(raw, built):
    (raw / "places" / "population20_lsoa11.csv").unlink()
    write_table(raw / "index.csv", [INDEX, *INDEX_ROWS])
    assert read(built(raw), "deprivation") == []


@pytest.mark.parametrize(("row", "expected"), [
    (("E01999001", "5", "11", "40"), "column 'IMD_decile', row 2: found '11'; expected a whole number from 1 to 10. Get the file again."),
    (("E01999001", "5", "2", "high"), "column 'IMD_score', row 2: found 'high'; expected a score from 0 to 100. Get the file again."),
    (("Northgate", "5", "2", "40"), "column 'lsoa11_code', row 2: found 'Northgate'; expected the code of an LSOA, such as E01024805. Get the file again."),
])
def test_damaged_index_stops_the_build(raw, stopped, row, expected):
    write_table(raw / "index.csv", [INDEX, row])
    assert stopped() == [f"- index.csv, {expected}"]


def test_published_index_alone_leaves_an_edition_of_open_data(raw, built):
    write_table(raw / "index.csv", [INDEX, *INDEX_ROWS])
    about = json.loads((built(raw) / "edition.json").read_text(encoding="utf-8"))
    assert (about["kind"], about["extracts"]["deprivation"]["rows"]) == ("published", 4)


def test_neighbour_is_an_area_too(raw, built, write):
    write("measures", {"area_code": NEIGHBOUR})
    assert read(built(raw), "measures")[0][2] == NEIGHBOUR
