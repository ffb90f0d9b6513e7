"""Rows in, sentences out: what the dashboard says aloud, worked out by hand from a few literal rows."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some
from visible import plain

from pages.parts import area_findings, findings, summary_table, words
from pages.parts.periods import Period, join_words, month_list, months_before, named_periods

YEAR_2020 = Period("2020-12", 12)
MINUS = "\N{MINUS SIGN}"


def category(code, crimes, before, rank=None, rank_before=None, **more):
    change = None if None in (crimes, before) else crimes - before
    return {"category_code": code, "category_label": code.capitalize().replace("_", " "), "crimes": crimes, "crimes_before": before, "change": change,
            "change_pct": 100 * change / before if change is not None and before else None, "rank": rank, "rank_before": rank_before,
            "rank_volume": rank, "rank_volume_before": rank_before, "parent_code": None, "is_withheld": False, "counts_in_all_crime": True,
            "missing_months_before": None, "is_part": False, "is_ranked": True, "is_incident": False, "is_sensitive": False} | more


def ward(code, name, crimes, change, per_1000, **more):
    return {"ward_code": code, "ward_name": name, "crimes": crimes, "change": change, "per_1000": per_1000, "is_withheld": False} | more


@pytest.fixture
def summary():
    return [
        category("all_crime", 7830, 8608, 1, 1),
        category("robbery", 39, 67, 1, 4),
        category("asb", 2354, 1490, 5, 1, counts_in_all_crime=False),
        category("gatherings", 377, 0, parent_code="asb", counts_in_all_crime=False),
    ]


def test_home_says_the_change_the_position_and_what_moved_most(summary):
    assert findings.home_sentences([*summary, category("damage", 900, 905, 2, 2), category("drugs", 210, 206, 4, 4)], "Ourtown", "Shire", 12, YEAR_2020) == [
        "Recorded crime fell by 778 to 7,830 (down 9.0%), in a year of lockdowns.",
        "Ourtown had the lowest recorded crime rate of the 12 Shire districts and the fewest crimes. "
        "3 of 5 crime types were among Shire’s lowest three, against 3 the year before.",
        "Asb rose by 864 (up 58.0%); 377 were gatherings.",
    ]


def test_home_says_nothing_of_what_it_does_not_know():
    assert findings.home_sentences([category("all_crime", None, 8608)], "Ourtown", "Shire", 12, YEAR_2020) == []
    assert findings.home_sentences([category("all_crime", 7830, None)], "Ourtown", "Shire", 12, YEAR_2020) == ["7,830 crimes were recorded."]


@pytest.mark.parametrize(("change", "percent", "said"), [
    (-778, -9.04, "fell by 778 (down 9.0%)"), (864, 58.0, "rose by 864 (up 58.0%)"), (0, 0.0, "did not change"), (5, None, "rose by 5"),
])
def test_a_change_is_said_by_number_then_percent(change, percent, said):
    assert findings.moved(change, percent) == said


@pytest.mark.parametrize(("rank", "said"), [(1, "Lowest of 12"), (2, "2nd lowest"), (3, "3rd lowest"), (11, "11th lowest"), (12, "Highest of 12"),
                                            (None, "no position")])
def test_a_position_is_counted_from_the_lowest(rank, said):
    assert findings.position(rank, 12) == said


def test_wards_are_told_by_the_highest_and_the_lowest_rate():
    rows = [ward("W1", "Hill", 300, 10, 60.0), ward("W2", "Vale", 90, -4, 30.0), ward(None, "Not placed", 5, 1, None)]
    assert area_findings.wards_finding(rows, (), 40.0, YEAR_2020).startswith("Hill has the highest recorded rate, 60.0 per 1,000 residents, 1.5 times")
    assert area_findings.wards_finding(rows, (), 40.0, YEAR_2020).endswith("Vale the lowest, 30.0")
    assert area_findings.wards_finding(rows, ("W2",), 40.0, YEAR_2020) == \
        "Vale: 90 recorded, 4 fewer than the year before, 30.0 per 1,000 residents (all wards 40.0)"


def test_wards_that_share_the_lowest_rate_are_not_told_as_one():
    rows = [ward("W1", "Hill", 3, 1, 0.6), ward("W2", "Vale", 0, -4, 0.0), ward("W3", "Dale", 0, 0, 0.0)]
    assert "Vale the lowest" not in area_findings.wards_finding(rows, (), 0.2, YEAR_2020)


def test_districts_with_equal_rates_have_no_gap_between_them():
    rows = [{"district_code": code, "district_name": code, "per_1000": 0.0, "residents": 100_000, "rank": 1, "is_ranked": True} for code in ("D1", "D2")]
    assert "0 more" not in area_findings.county_finding(rows, "D1", "Shire", YEAR_2020)


def test_withheld_wards_are_said_to_be_so():
    assert area_findings.wards_finding([ward("W1", "Hill", None, None, None, is_withheld=True)], (), None, YEAR_2020) == words.WITHHELD


@pytest.mark.parametrize(("home", "said"), [
    ("D1", "One had the lowest rate of 3, 40.0 per 1,000 residents; 500 more would have matched Two’s rate"),
    ("D2", "Two had the 2nd lowest rate of 3, 45.0 per 1,000 residents; 1,000 more would have matched Three’s rate and 1,000 fewer would have matched One’s rate"),
    ("D4", "Apart is not one of Shire’s districts and is not ranked with them"),
])
def test_a_district_is_told_with_its_gap_in_crimes(home, said):
    def district(code, name, per_1000, residents, rank):
        return {"district_code": code, "district_name": name, "per_1000": per_1000, "residents": residents, "rank": rank, "is_ranked": rank is not None}
    rows = [district("D1", "One", 40.0, 100_000, 1), district("D2", "Two", 45.0, 200_000, 2), district("D3", "Three", 50.0, 100_000, 3),
            district("D4", "Apart", 90.0, 100_000, None)]
    assert area_findings.county_finding(rows, home, "Shire", YEAR_2020) == said


@pytest.mark.parametrize(("category_code", "period", "said"), [
    ("robbery", Period("2019-12", 12), [words.ALL_CRIME]),
    ("violence_and_sexual_offences", Period("2019-12", 12), [words.COMING_FORWARD]),
    ("all_crime", Period("2022-12", 12), [words.ALL_CRIME, "The year before included lockdowns."]),
    ("all_crime", YEAR_2020, [words.ALL_CRIME, "This period included lockdowns."]),
    ("robbery", Period("2019-12", 24), [words.ALL_CRIME, words.OVERLAP]),
])
def test_cautions_stand_beside_their_figure(category_code, period, said):
    assert words.cautions(category(category_code, 1, 1), period) == said


def test_a_part_of_a_category_has_its_parents_caution():
    assert words.caution_of(category("asb_rowdy", 1, 1, parent_code="asb_incidents", is_incident=True)) == words.REPORTING
    assert words.caution_of(category("hate_race", 1, 1, parent_code="hate_crime", is_sensitive=True)) == words.COMING_FORWARD


@pytest.mark.parametrize(("period", "said", "short"), [
    (YEAR_2020, "January to December 2020", "2020"), (Period("2020-03", 12), "April 2019 to March 2020", "2019/20"),
    (Period("2020-05", 1), "May 2020", "May 2020"), (Period("2020-09", 12), "October 2019 to September 2020", "Year to Sep 2020"),
    (Period("2020-12", 24), "January 2019 to December 2020", "Jan 2019 to Dec 2020"), (Period("2021-03", 9), "July 2020 to March 2021", "Jul 2020 to Mar 2021"),
])
def test_a_period_is_written_in_words(period, said, short):
    assert (period.words(), period.short()) == (said, short)


@pytest.mark.parametrize(("months", "said"), [
    ([date(2021, 1, 1), date(2021, 2, 1)], "January and February 2021"), ([date(2020, 12, 1), date(2021, 1, 1)], "December 2020 to January 2021"),
    ([date(2019, 5, 1), date(2019, 6, 1), date(2019, 7, 1), date(2020, 1, 1)], "May to July 2019 and January 2020"), ([date(2020, 1, 1)], "January 2020"),
])
def test_missing_months_are_named_in_runs(months, said):
    assert month_list(months) == said


def test_periods_worth_naming_lie_within_the_months_present():
    named = named_periods([months_before(date(2020, 8, 1), back) for back in range(20)])  # January 2019 to August 2020
    assert named == {
        Period("2020-08", 12): "September 2019 to August 2020 (latest 12 months)", Period("2020-08", 5): "April to August 2020 (financial year to date)",
        Period("2020-06", 3): "April to June 2020 (last quarter)", Period("2020-03", 12): "April 2019 to March 2020 (financial year)",
        Period("2019-12", 12): "January to December 2019",
    }


@given(some.dates(date(1990, 1, 1), date(2090, 1, 1)), some.integers(1, 60))
def test_a_period_has_as_many_months_as_it_says(day, months):
    period = Period(f"{day:%Y-%m}", months)
    assert len(period.all_months) == len(set(period.all_months)) == months
    assert period.all_months[0] == period.first and period.all_months[-1] == period.last == day.replace(day=1)
    assert [month.replace(year=month.year - 1) for month in period.all_months] == period.year_before.all_months


@pytest.mark.parametrize(("listed", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
def test_words_are_joined_as_in_speech(listed, said):
    assert join_words(listed) == said


def test_the_headline_figures_are_counted_changed_and_placed(summary):
    seen = plain(summary_table.answer(summary[0], "Shire", 12, YEAR_2020, ["A <b> sentence."], ""))
    assert seen.startswith(f"Recorded crime 7,830 8,608 in 2019 Change {MINUS}778 {MINUS}9.0% Position in Shire, by rate Lowest of 12")
    assert seen.endswith("A <b> sentence.")


def test_parts_stand_under_their_category_and_apart_from_crimes(summary):
    shown = summary_table.grouped(summary, [], [])
    assert [(row["category_code"], row["level"], row["group"]) for row in shown] == [
        ("all_crime", 0, ""), ("robbery", 1, ""), ("asb", 1, summary_table.APART), ("gatherings", 2, summary_table.APART)]


def test_priorities_take_their_category_with_its_parts(summary):
    shown = summary_table.grouped(summary, [{"priority": "Nuisance", "category_code": "asb"}], [])
    assert [(row["category_code"], row["group"]) for row in shown] == [
        ("asb", "Nuisance"), ("gatherings", "Nuisance"), ("all_crime", "Other categories"), ("robbery", "Other categories")]


@pytest.mark.parametrize(("row", "said"), [
    (category("robbery", None, None, is_withheld=True), "withheld"), (category("robbery", 39, None), "months missing"),
])
def test_a_null_is_said_in_words(row, said):
    blank = summary_table.blank(row)
    assert said == (blank if isinstance(blank, str) else blank["crimes_before"])
