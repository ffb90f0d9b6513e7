"""Tables and figures as text: what a reader, a screen reader and a printer get."""

from datetime import date

import pandas as pd
import pytest

from pages.parts import formats
from pages.parts.tables import Column, html_table, sparkline

COLUMNS = [
    Column("category", "Category"), Column("crimes", "2020", "count"), Column("change", "Change", "change"),
    Column("change_pct", "% change", "percent", is_wide=True), Column("rank", "Rank", "rank", hint="1 is the lowest rate"),
]


@pytest.fixture
def rows():
    return [
        {"category": "All crime", "crimes": 7830, "change": -778, "change_pct": -9.04, "rank": 1, "level": 0},
        {"category": "Drugs <all>", "crimes": 219, "change": 13, "change_pct": 6.31, "rank": None, "level": 1},
        {"category": "Hate crime", "crimes": None, "change": None, "change_pct": None, "rank": None, "level": 1,
         "group": "Counted separately", "blank": "withheld"},
    ]


@pytest.mark.parametrize(("written", "expected"), [
    (formats.count(7830), "7,830"), (formats.count(0), "0"), (formats.count(None), ""),
    (formats.change(91), "+91"), (formats.change(-1778), "\N{MINUS SIGN}1,778"), (formats.change(0), "0"),
    (formats.percent(-9.04), "\N{MINUS SIGN}9.0%"), (formats.percent(58.0), "+58.0%"), (formats.percent(-0.01), "0.0%"),
    (formats.share(12.46), "12.5%"), (formats.rate(65.83), "65.8"), (formats.rate(138.6, 0), "139"),
    (formats.rate(float("nan")), ""), (formats.rank(3.0), "3"), (formats.count(pd.NA), ""),
    (formats.ordinal(1), "1st"), (formats.ordinal(2), "2nd"), (formats.ordinal(11), "11th"), (formats.ordinal(23), "23rd"),
    (formats.month_name(date(2020, 1, 1)), "January 2020"),
])
def test_figures_are_written_as_readers_see_them(written, expected):
    assert written == expected


def test_records_turn_every_null_into_none():
    frame = pd.DataFrame({"crimes": pd.array([1, None], dtype="Int64"), "month": pd.to_datetime(["2020-01-01", None])})
    assert formats.records(frame) == [{"crimes": 1, "month": pd.Timestamp("2020-01-01")}, {"crimes": None, "month": None}]


def test_headings_head_their_columns_and_rows(rows):
    table = html_table(rows, COLUMNS, caption="Crimes by category")
    assert '<caption class="unseen">Crimes by category</caption>' in table
    assert '<th scope="col">Category</th><th scope="col" class="figure">2020</th>' in table
    assert '<th scope="col" class="figure" title="1 is the lowest rate">Rank</th>' in table
    assert '<tr class="level-0"><th scope="row">All crime</th><td class="figure">7,830</td>' in table
    assert '<td class="figure wide">\N{MINUS SIGN}9.0%</td>' in table


def test_a_table_without_rows_says_so():
    assert '<tbody><tr><td colspan="5">Nothing to list</td></tr></tbody>' in html_table([], COLUMNS, caption="Crimes")


def test_a_group_is_headed_once_and_its_nulls_say_why(rows):
    table = html_table([*rows, rows[-1]], COLUMNS, caption="Crimes")
    assert table.count('<tr class="group"><th scope="colgroup" colspan="5">Counted separately</th></tr>') == 1
    assert '<th scope="row">Hate crime</th><td class="figure"><span class="blank">withheld</span></td>' in table
    assert ">0<" not in table


def test_nulls_have_words_by_column_or_say_no_figure(rows):
    rows[1]["blank"] = {"rank": "not ranked"}
    rows[1]["change"] = None
    table = html_table(rows[1:2], COLUMNS, caption="Crimes")
    assert '<span class="blank">not ranked</span>' in table
    assert '<span class="blank">no figure</span>' in table


def test_every_text_is_escaped_and_the_table_is_one_line(rows):
    table = html_table(rows, COLUMNS, caption="A & B\nC")
    assert "Drugs &lt;all&gt;" in table and "A &amp; B" in table
    assert "\n" not in table


def test_a_row_can_be_chosen_and_any_column_can_head_the_rows(rows):
    columns = [Column("rank", "Rank", "rank"), Column("category", "Category")]
    table = html_table(rows[:1], columns, caption="Crimes", stub="category", row_class=lambda row: "chosen")
    assert '<tr class="level-0 chosen"><td class="figure">1</td><th scope="row">All crime</th></tr>' in table


def test_a_cell_may_hold_a_spark_line():
    table = html_table([{"ward": "Park", "months": sparkline([1, 2])}], [Column("ward", "Ward"), Column("months", "2 months", "html")],
                       caption="Wards")
    assert '<td><svg class="spark"' in table


def test_a_spark_line_stands_on_zero_and_breaks_at_a_missing_month():
    drawn = sparkline([0, 4, None, 4], strong=2, width=34, height=10, title="Four < five")
    assert drawn.startswith('<svg class="spark" width="34" height="10"') and 'aria-hidden="true"' in drawn
    assert "<title>Four &lt; five</title>" in drawn
    assert 'd="M2 9h.1L12 2"' in drawn  # zero on the baseline, the largest two pixels under the top
    assert 'd="M32 2h.1"' in drawn  # alone beyond the gap


def test_a_spark_line_of_nothing_draws_its_baseline():
    assert sparkline([None, None]).count("<path") == 1
