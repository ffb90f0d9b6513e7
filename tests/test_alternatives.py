"""The words of charts and maps: rows in, what the chart shows out."""

from datetime import date

import pandas as pd
import pytest
from visible import PAGES, opened

from pages.parts import alternatives

MONTHS = pd.DataFrame([{"month": pd.Timestamp(2020, month, 1), "crimes": crimes} for month, crimes in ((1, 40), (2, 1200), (3, None), (4, 35), (5, 50))])
WARDS = [{"ward_code": name, "ward_name": name, "per_1000": rate} for name, rate in (("Ash", 12.0), ("Beech", 30.5), ("Cedar", None), ("Dale", 48.25), ("Elm", 19.0))]


def test_months_say_both_ends_and_both_extremes():
    assert alternatives.over_months("Burglary", MONTHS) == "Burglary: 40 in January 2020, 50 in May 2020; highest 1,200 in February 2020, lowest 35 in April 2020."


def test_a_count_that_only_grows_says_its_ends():
    rows = [{"month": date(2021, month, 1), "so_far": 10 * month} for month in (1, 2, 3)]
    assert alternatives.over_months("Reports", rows, "so_far") == "Reports: 10 in January 2021, 30 in March 2021."


def test_months_without_figures_say_so():
    assert alternatives.over_months("Burglary", MONTHS[2:3]) == "Burglary: no figures."


def test_bars_say_the_highest_the_lowest_what_is_marked_and_the_whole():
    assert alternatives.compared("Wards", WARDS, "ward_name", whole=("all wards", 25.04), strong=("Elm",)) == (
        "Wards, per 1,000 residents: highest Dale 48.2, Beech 30.5 and Elm 19.0; lowest Ash 12.0; marked: Elm 19.0; all wards 25.0.")


def test_a_map_counts_its_classes():
    assert alternatives.in_classes(WARDS, (15, 30)) == "Of 5 wards, 1 under 15, 1 from 15 to under 30, 2 at 30 or more and 1 without a rate."


def test_a_funnel_names_who_is_outside():
    rows = [{"ward_name": name, "per_1000": rate, "low_998": 10, "high_998": 20} for name, rate in (("Ash", 21), ("Beech", 15), ("Dale", 25))]
    assert alternatives.funnel(rows).endswith("Above the 99.8% limits: Ash and Dale. Below: none.")


def test_categories_are_compared_with_the_year_before():
    rows = [{"category_code": code, "crimes_12m": total} for code, totals in (("a", [9] * 12 + [8, 7]), ("b", [5] * 12 + [6, 6]), ("c", [None] * 13 + [4])) for total in totals]
    assert "A panel of months for each of 3 categories" in alternatives.categories(rows) and alternatives.categories(rows).endswith("hold fewer in 1 of them and more in 1.")


def test_cohorts_say_the_first_and_the_newest_month():
    rows = [{"recorded_month": date(2020, 1, 1), "charge_pct": 12.5, "open_pct": 1.0}, {"recorded_month": date(2020, 2, 1), "charge_pct": 3.0, "open_pct": None}]
    assert "of those recorded in January 2020, 12.5% were prosecuted and 1.0% are still open; of those recorded in February 2020, 3.0% were prosecuted." in alternatives.cohorts(rows)


def test_a_map_of_points_counts_them_and_names_its_places():
    points = [{"severity": severity} for severity in ("Slight", "Slight", "Serious")]
    rings = [{"letter": "A", "place": "Mill Lane", "count": 3}]
    assert alternatives.points("Our borough", alternatives.by_severity(points), rings) == (
        "Map of Our borough: 3 collisions, someone seriously hurt in 1 and someone slightly hurt in 2; 1 repeat location, first A, Mill Lane (3).")
    assert alternatives.points("Our borough", "0 near misses reported", []) == "Map of Our borough: 0 near misses reported; no repeat location."


def test_a_calendar_counts_months_by_state():
    assert alternatives.calendar([{"extract": "Crime", "state": "complete"}] * 3 + [{"extract": "Crime", "state": "missing"}]) == "Crime: 3 months complete and 1 month missing."


@pytest.mark.parametrize("page", [page for page in PAGES if page.partition("_")[2] not in ("Questions.py", "")])
def test_every_chart_of_the_sample_tells_its_figures_and_that_they_are_invented(page):
    told = [chart.proto.alt for chart in opened(page).get("vega_lite_chart")]
    assert told and all(any(letter.isdigit() for letter in one) for one in told)
    assert all(one.endswith(" (invented)") for one in told) or "About" in page


@pytest.mark.parametrize(("page", "key", "caption"), [
    ("pages/3_Trends.py", "seasons", "All crime, January to December of each year"), ("pages/3_Trends.py", "rural_urban", "Rates of urban and rural wards"),
    ("pages/3_Trends.py", "multiples", "Every category, month by month"), ("pages/5_Outcomes.py", "cohorts", "What became of each month’s crimes"),
    ("pages/7_Near_misses.py", "near_months", "Near misses, month by month"), ("pages/8_About_the_data.py", "calendar", "Which months are there")])
def test_a_chart_without_a_table_beside_it_offers_its_figures_as_one(page, key, caption):
    app = opened(page)
    app.session_state[f"table_of_{key}"] = True
    app.run()
    assert not app.exception and any(f">{caption}</caption>" in element.value for element in app.markdown)
