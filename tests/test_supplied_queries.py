"""What is asked of others' measures, promises, deprivation and harm weights: literal rows in, literal answers out."""

from datetime import date, timedelta

import duckdb
import pandas as pd
import pytest

from data.contracts import column_types
from literal_editions import SAMPLE, altered_sample
from test_road_queries import open_sample

HOME, SHERWOOD = "E07000116", "E05005146"
SUPPLIED = ("measures", "deprivation", "promises", "harm_weights")
CALLS = "Calls to the domestic abuse helpline"
TODAY = date.today()


def test_extracts_that_an_edition_lacks_are_empty_and_have_the_columns_of_their_contracts():
    with duckdb.connect() as opened:
        open_sample(opened, without=SUPPLIED)
        for name in SUPPLIED:
            assert {row[0]: row[1] for row in opened.execute(f"describe {name}").fetchall()} == column_types(name)


@pytest.mark.parametrize(("last_month", "months", "value", "before"), [
    ("2020-12", 12, 1576, 1180),  # data/reference/sample_measures.csv: 327 + 437 + 437 + 375; 294 + 295 + 298 + 293
    ("2020-06", 3, 437, 295),
    ("2018-12", 12, 1012, None),  # nothing is held before 2018
    ("2020-11", 12, None, None),  # no whole quarters fill it
    ("2023-06", 12, None, 1503),  # the last quarter isn't there yet; 387 + 368 + 364 + 384
])
def test_measure_has_a_total_where_whole_periods_fill_the_window(ask, last_month, months, value, before):
    row = ask("measures_in_window", last_month=last_month, months=months).set_index("measure").loc[CALLS]
    assert [None if pd.isna(figure) else figure for figure in (row["value"], row["value_before"])] == [value, before]


def test_period_stands_beside_the_same_a_year_earlier(ask):
    rows = ask("measures")
    row = rows[(rows["measure"] == CALLS) & (rows["period_start"] == "2020-04-01")].iloc[0]
    assert (row["value"], row["value_before"], row["change"], row["change_pct"]) == (437, 295, 142, 48.1)
    leap = rows[(rows["measure"] == CALLS) & (rows["period_start"] == "2020-01-01")].iloc[0]
    assert leap["value_before"] == 294


def test_gap_within_a_window_leaves_no_total(ask, tmp_path):
    holed = altered_sample(tmp_path / "holed", "measures", "select * from measures where period_start <> '2020-04-01'")
    rows = ask("measures_in_window", holed, last_month="2020-12").set_index("measure")
    assert rows["value"].isna().all() and rows.loc[CALLS, "value_before"] == 1180


def test_measures_of_another_district_are_its_own(ask):
    rows = ask("measures_in_window", district="E07000111", last_month="2020-12")
    assert rows[["measure", "value", "value_before"]].values.tolist() == [["High-need domestic abuse cases", 103, 88]]


@pytest.mark.parametrize(("days", "status", "is_overdue"), [(-1, "open", True), (0, "open", False), (1, "open", False), (-1, "answered", False),
                                                            (-1, "withdrawn", False)])
def test_promise_is_overdue_when_its_day_is_past_and_it_is_open(ask, tmp_path, days, status, is_overdue):
    edition = altered_sample(tmp_path / "edition", "promises",
                             f"select * replace (date '{TODAY + timedelta(days=days)}' as due, '{status}' as status) from promises limit 1")
    assert ask("promises", edition)["is_overdue"].tolist() == [is_overdue]


def test_overdue_promises_come_first_the_longest_waiting_on_top(ask):
    rows = ask("promises")
    assert rows["is_overdue"].tolist() == sorted(rows["is_overdue"], reverse=True) and rows["due"].head(3).is_monotonic_increasing


def test_ward_with_its_deprivation_and_its_rate(ask):
    row = ask("deprivation_by_ward", category="violent_crime", last_month="2020-12").set_index("ward_code").loc[SHERWOOD]
    wards = ask("crime_by_ward", category="violent_crime", last_month="2020-12").set_index("ward_code").loc[SHERWOOD]
    assert (row["decile"], row["vintage"], row["is_withheld"]) == (4.0, "IMD2019", False)
    assert (row["crimes"], row["residents"], row["per_1000"]) == tuple(wards[["crimes", "residents", "per_1000"]])


@pytest.mark.parametrize("name", ["deprivation_by_ward", "deprivation_by_third"])
@pytest.mark.parametrize("category", ["domestic_abuse_incidents", "sexual_offences", "hate_crime", "hate_race"])
def test_sensitive_partner_category_has_no_figure_below_the_district(ask, name, category):
    rows = ask(name, category=category, last_month="2020-11")
    assert rows["is_withheld"].all() and rows[["crimes", "per_1000"]].isna().all(axis=None) and len(rows) > 2


def test_window_that_lacks_a_month_has_no_rate_by_deprivation(ask):
    assert ask("deprivation_by_ward", last_month="2023-12")["crimes"].isna().all()


def test_thirds_hold_every_ward_once_from_the_most_deprived(ask):
    wards, thirds = ask("deprivation_by_ward", last_month="2020-12"), ask("deprivation_by_third", last_month="2020-12")
    assert thirds["wards"].tolist() == [7, 7, 6] and thirds["crimes"].sum() == wards["crimes"].sum()
    assert thirds["residents"].sum() == wards["residents"].sum() and thirds["decile_to"].head(2).le(thirds["decile_from"].tail(2).tolist()).all()


def test_ward_without_deprivation_is_in_no_third(ask, tmp_path):
    edition = altered_sample(tmp_path / "edition", "deprivation", f"select * from deprivation where area_code <> '{SHERWOOD}'")
    assert ask("deprivation_by_third", edition)["wards"].sum() == 19
    assert pd.isna(ask("deprivation_by_ward", edition).set_index("ward_code").at[SHERWOOD, "decile"])


def test_risk_map_has_no_harm_until_weights_are_adopted(ask):
    rows = ask("risk_map", last_month="2020-12").set_index("category_code")
    assert rows[["weight", "harm", "harm_pct"]].isna().all(axis=None)
    assert rows.loc["robbery", ["crimes", "crimes_before", "change", "change_pct", "rank"]].tolist() == [39, 67, -28, -41.8, 1]
    assert "all_crime" not in rows.index and "drug_possession" not in rows.index


def test_harm_is_crimes_times_the_adopted_weight(ask, tmp_path):
    weights = "select * from (values ('robbery', 2.5::double, 'Plan', date '2022-01-01'), ('shoplifting', 0.5, 'Plan', date '2022-01-01')) " \
              "as t(category_code, weight, source, adopted_on)"
    rows = ask("risk_map", altered_sample(tmp_path / "edition", "harm_weights", weights), last_month="2020-12")
    assert rows[["category_code", "harm"]].head(2).values.tolist() == [["shoplifting", 564 * 0.5], ["robbery", 39 * 2.5]]
    assert rows["harm_pct"].head(2).round(1).tolist() == [74.3, 25.7] and rows["harm"].isna().sum() == len(rows) - 2


def test_the_published_rise_in_helpline_calls_is_in_the_sample():
    calls = pd.read_parquet(SAMPLE / "measures.parquet").query("measure == @CALLS")
    by_year = calls.groupby(pd.to_datetime(calls["period_start"]).dt.year)["value"].sum()
    assert 390 <= by_year[2020] - by_year[2019] < 400  # 'up just under 400': published_figures.csv
