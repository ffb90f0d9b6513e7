"""The words, tables and chart of outcomes, from literal rows."""

import pytest

from pages.parts import outcome_findings as findings
from pages.parts import outcome_tables as tables
from pages.parts.cohorts import WITH_COURTS, WITHOUT_COURTS, cohorts, pieces

NONE = dict.fromkeys(("arrests", "charged", "convicted", "with_court_result", "still_open", "out_of_court", "charge_pct", "charge_pct_low", "charge_pct_high",
                      "conviction_pct", "conviction_pct_low", "conviction_pct_high", "convicted_of_court_pct", "convicted_of_court_pct_low",
                      "convicted_of_court_pct_high", "open_pct", "charged_not_convicted", "closed_without_charge", "ended_otherwise"))
POLICE = NONE | {"recorded": 200, "charged": 20, "charge_pct": 10.0, "charge_pct_low": 6.6, "charge_pct_high": 14.9, "still_open": 30, "open_pct": 15.0,
                 "out_of_court": 10, "closed_without_charge": 150, "ended_otherwise": 140, "is_withheld": False, "is_few": False}
COURTS = POLICE | {"convicted": 12, "conviction_pct": 6.0, "conviction_pct_low": 3.5, "conviction_pct_high": 10.2, "with_court_result": 15,
                   "convicted_of_court_pct": 80.0, "convicted_of_court_pct_low": 54.8, "convicted_of_court_pct_high": 93.0, "charged_not_convicted": 8, "arrests": 44}


def ward(name, pct, is_few=False):
    return POLICE | {"ward_name": name, "ward_code": f"code of {name}", "charge_pct": pct, "is_few": is_few}


def test_prosecuted_is_said_with_its_likely_range():
    assert findings.prosecuted(POLICE) == "20 of 200 crimes recorded were prosecuted so far: 10.0% (likely range 6.6% to 14.9%)."


def test_both_conviction_figures_are_said_in_words():
    assert findings.convicted(COURTS, "partner", "Northern Police") == (
        "12 ended in a conviction so far: 6.0% of all crimes recorded (likely range 3.5% to 10.2%), and 80.0% of the 15 crimes that have a court result "
        "(likely range 54.8% to 93.0%).")


@pytest.mark.parametrize(("series", "why"), [("police_uk", "The open files of Northern Police carry no court results"),
                                             ("partner", "The files given carry no court results for these months; Northern Police holds them")])
def test_convictions_that_are_not_known_are_never_none(series, why):
    assert findings.convicted(POLICE, series, "Northern Police") == f"Convictions: not in this data. {why}; they come from a police extract."


def test_nothing_is_said_of_a_window_without_figures():
    row = POLICE | NONE | {"recorded": None}
    assert [findings.prosecuted(row), findings.convicted(row, "partner", "X"), findings.arrests(row, "X"), findings.still_open(row, "2022-03-01")] == [""] * 4
    assert ">no total<" in tables.figures(row, []) and ">0<" not in tables.figures(row, [])


def test_none_convicted_is_said_as_such():
    row = COURTS | {"convicted": 0, "conviction_pct": 0.0, "conviction_pct_low": 0.0, "with_court_result": 0}
    assert findings.convicted(row, "partner", "X").startswith("0 ended in a conviction so far: 0.0%") and findings.convicted(row, "partner", "X").endswith("None has a court result yet.")


def test_figures_that_the_data_lack_say_so_and_withheld_ones_are_withheld():
    assert tables.figures(POLICE, []).count("not in this data") == 2
    assert tables.figures(POLICE | NONE | {"is_withheld": True}, []).count("withheld") == 5
    assert "not in this data" not in tables.figures(COURTS, [])


def test_wards_are_in_the_order_of_their_share_and_few_cases_come_after_by_name():
    rows = tables.wards([ward("Ash", 4.0), ward("Birch", 90.0, is_few=True), ward("Cedar", 12.0), ward("Alder", 1.0, is_few=True),
                         ward("Nowhere", 0.0) | {"ward_code": None, "recorded": 0}], POLICE, "All of it")
    assert [row["ward_name"] for row in rows] == ["All of it", "Cedar", "Ash", "Alder", "Birch"]
    assert [row.get("group") for row in rows] == [None, None, None, findings.FEW, findings.FEW]


def test_no_share_is_printed_of_fewer_than_ten_crimes():
    rows = tables.wards([ward("Ash", 50.0, is_few=True) | {"recorded": 4, "charged": 2}], POLICE, "All of it")
    assert [(row["charged"], row["charge_pct"], bool(row["range"])) for row in rows] == [(20, 10.0, True), (2, None, False)]


def test_columns_that_no_row_has_are_left_out():
    assert not {"arrests", "convicted"} & {column.key for column in tables.columns([POLICE], "ward_name", "Ward")}
    assert {"arrests", "convicted"} <= {column.key for column in tables.columns([POLICE, COURTS], "ward_name", "Ward")}


def test_file_has_the_likely_ranges_as_figures():
    headings = [column.heading for column in tables.file_columns([COURTS], "ward_name", "Ward")]
    assert headings[4:7] == ["Share prosecuted", "Share prosecuted: likely from", "Share prosecuted: likely to"] and "Likely range" not in headings


def test_newest_month_is_named_as_unfinished():
    months = [POLICE | {"recorded_month": "2022-01-01", "open_pct": 2.0}, POLICE | {"recorded_month": "2022-02-01", "open_pct": 40.0}]
    said = findings.unfinished(months, "2022-02-01")
    assert "recorded in February 2022, 40.0% are still open" in said and "recorded in January 2022, 2.0%" in said and said.endswith("are not a fall.")


def test_a_bar_is_stacked_from_what_went_furthest_to_the_still_open_and_is_whole():
    chart = cohorts([COURTS | {"recorded_month": "2022-01-01"}, NONE | {"recorded_month": "2022-02-01", "recorded": None}]).to_dict()
    bars = [layer["data"]["values"][0] for layer in chart["layer"] if layer["mark"]["type"] == "rect"]
    assert [(bar["from_pct"], bar["until_pct"]) for bar in bars] == [(0, 6), (6, 10), (10, 85), (85, 100)]
    assert all(len(layer["data"]["values"]) == 1 for layer in chart["layer"] if layer["mark"]["type"] == "rect")


def test_pieces_depend_on_whether_convictions_are_known():
    assert pieces([POLICE]) == WITHOUT_COURTS and pieces([POLICE, COURTS]) == WITH_COURTS
