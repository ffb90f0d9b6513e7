"""Verdicts in the answers: the sample's changes judged again by plain arithmetic, breaks, short histories, what is withheld."""

from math import exp, log
from pathlib import Path

import pandas as pd
import pytest
from scipy.stats import t

from literal_editions import DOVER, altered_sample, literal_edition
from queries.statistics import compare, discoveries, spread
from queries.verdicts import FALL, NO_CHANGE, NOT_COMPARED, RISE, TOO_FEW
from raw_files import HOME, NEIGHBOUR

SAMPLE = Path(__file__).parent.parent / "data" / "sample"
BOROUGH, SEVENOAKS, TONBRIDGE_AND_MALLING = "E07000116", "E07000111", "E07000115"
SENSITIVE = ["sexual_offences", "hate_crime", "domestic_abuse_incidents"]
NUMBERS = ["verdict", "ratio", "ratio_low", "ratio_high", "p_value", "dispersion", "likeness", "history_months"]


@pytest.fixture(scope="module")
def crime():
    return by_month(pd.read_parquet(SAMPLE / "crime.parquet", engine="pyarrow"))


@pytest.fixture(scope="module")
def hurt():
    """One row per person hurt on the roads."""
    collisions, casualties = (pd.read_parquet(SAMPLE / f"{name}.parquet", engine="pyarrow") for name in ("collisions", "casualties"))
    return by_month(casualties.merge(collisions[["collision_id", "date", "district_code", "ward_code"]], on="collision_id").assign(month=lambda rows: rows["date"], crimes=1))


def by_month(rows):
    return rows.assign(month=pd.PeriodIndex(pd.to_datetime(rows["month"]), freq="M"))


def judged(rows, last_month="2020-12", months=12, first="2017-01"):
    """Judge again from rows of month and crimes, month by month: verdict, ratio and its interval."""
    last = pd.Period(last_month, "M")
    counts = rows.groupby("month")["crimes"].sum()
    count = lambda end: sum(counts.get(end - back, 0) for back in range(months))  # noqa: E731
    start = last - months
    history = [counts.get(start - back, 0) for back in reversed(range(36)) if start - back >= pd.Period(first, "M")]
    now, before, held = count(last), count(last - 12), len(history)
    if max(now, before) < 10:
        return TOO_FEW, None, None
    mean = sum(history) / held
    squares = sum((month - mean) ** 2 for month in history)
    variation = max(1, squares / mean / (held - 1)) if mean else 1
    alike = sum((one - mean) * (other - mean) for one, other in zip(history, history[1:])) / squares + 1 / held if squares else 0
    alike = 0 if alike < 1.645 / held**0.5 else min(alike, 0.7)
    more = 0.5 if 0 in (now, before) else 0
    error = (variation * (1 + alike) / (1 - alike) * (1 / (now + more) + 1 / (before + more))) ** 0.5
    moved, reach = log((now + more) / (before + more)), t.ppf(0.975, held - 1) * error
    return NO_CHANGE if abs(moved) < reach else RISE if moved > 0 else FALL, exp(moved - reach), exp(moved + reach)


def agrees(row, expected):
    verdict, low, high = expected
    assert row["verdict"] == verdict
    if low and row["crimes"] and row["crimes_before"]:
        assert (row["ratio_low"], row["ratio_high"]) == pytest.approx((low, high))
    else:
        assert pd.isna(row["ratio_low"])


def test_the_published_year_is_judged_as_expected(ask):
    summary = ask("crime_summary", last_month="2020-12").set_index("category_code")
    unclear = ["violent_crime", *SENSITIVE, "drug_offences", "drug_trafficking", "drug_possession", "theft_of_vehicle"]
    assert set(summary.loc[unclear, "verdict"]) == {NO_CHANGE}
    assert summary.loc[["all_crime", "shoplifting", "asb_incidents"], "verdict"].tolist() == [FALL, FALL, RISE]
    assert summary.at["violent_crime", "change_pct"] == 2.5


@pytest.mark.parametrize(("last_month", "months"), [("2020-12", 12), ("2019-12", 12), ("2022-03", 12), ("2021-06", 3), ("2020-05", 1), ("2018-12", 12)])
def test_every_category_is_judged_as_by_plain_arithmetic(ask, crime, last_month, months):
    rows = crime[crime["district_code"] == BOROUGH]
    summary = ask("crime_summary", last_month=last_month, months=months)
    for row in summary.to_dict("records"):
        agrees(row, judged(rows[rows["category_code"] == row["category_code"]], last_month, months))
    assert summary["verdict"].nunique() > 1


@pytest.mark.parametrize("category", ["all_crime", "shoplifting", "robbery"])
def test_every_ward_is_judged_as_by_plain_arithmetic(ask, crime, category):
    rows = crime[(crime["district_code"] == BOROUGH) & (crime["category_code"] == category)]
    for row in ask("crime_by_ward", last_month="2020-12", category=category).to_dict("records"):
        agrees(row, judged(rows[rows["ward_code"].isna() if pd.isna(row["ward_code"]) else rows["ward_code"] == row["ward_code"]]))


def test_each_setting_is_judged_as_by_plain_arithmetic(ask, crime):
    wards = ask("crime_by_ward", last_month="2020-12").dropna(subset="ward_code")
    rows = crime[crime["category_code"] == "all_crime"]
    for row in ask("crime_by_setting", last_month="2020-12").to_dict("records"):
        agrees(row, judged(rows[rows["ward_code"].isin(wards.loc[wards["setting"] == row["setting"], "ward_code"])]))


def test_chosen_wards_are_judged_together(ask, crime):
    wards = ["E05005136", "E05005141"]
    rows = crime[(crime["category_code"] == "all_crime") & crime["ward_code"].isin(wards)]
    agrees(ask("crime_summary", last_month="2020-12", wards=wards).iloc[0].to_dict(), judged(rows))


def test_every_district_is_judged_as_by_plain_arithmetic(ask, crime):
    rows = crime[crime["category_code"] == "burglary_residential"]
    for row in ask("crime_by_district", last_month="2020-12", category="burglary_residential").to_dict("records"):
        agrees(row, judged(rows[rows["district_code"] == row["district_code"]]))


@pytest.mark.parametrize(("name", "column"), [("casualties_by_ward", "ward_code"), ("casualties_by_district", "district_code")])
def test_people_hurt_are_judged_as_by_plain_arithmetic(ask, hurt, name, column):
    first = str(hurt["month"].min())
    for row in ask(name, last_month="2020-12").to_dict("records"):
        rows = hurt[hurt[column].isna() & (hurt["district_code"] == BOROUGH) if pd.isna(row[column]) else hurt[column] == row[column]]
        agrees(row | {"crimes": row["all_casualties"], "crimes_before": row["all_casualties_before"]}, judged(rows, first=first))
        worst = {key.removeprefix("ksi_"): value for key, value in row.items() if key.startswith("ksi_")}
        agrees(worst | {"crimes": row["ksi"], "crimes_before": row["ksi_before"]}, judged(rows[rows["severity"] != "Slight"], first=first))


def test_two_neighbours_are_too_close_to_call(ask):
    rows = ask("crime_by_district", last_month="2020-12").set_index("district_code")
    assert set(rows.index[rows["too_close"]]) == {SEVENOAKS, TONBRIDGE_AND_MALLING}
    seen_from_there = ask("crime_by_district", last_month="2020-12", district=SEVENOAKS).set_index("district_code")
    assert seen_from_there.at[BOROUGH, "too_close"] and not seen_from_there.at[SEVENOAKS, "too_close"]


def test_each_category_has_its_own_ties(ask):
    """The same as one category at a time, and none with itself."""
    every = ask("crime_by_district_and_category", last_month="2020-12").set_index(["category_code", "district_code"])["too_close"]
    for category in ("all_crime", "asb_incidents", "robbery"):
        alone = ask("crime_by_district", last_month="2020-12", category=category).query("is_ranked").set_index("district_code")["too_close"]
        assert every[category].to_dict() == alone.to_dict()
    assert not every.xs(BOROUGH, level="district_code").any()


def test_two_rates_are_compared_as_by_plain_arithmetic(ask, crime):
    """The log of the rates' ratio against each one's own variation, on 35 degrees of freedom."""
    rows = crime[crime["category_code"] == "robbery"].groupby(["district_code", "month"])["crimes"].sum()
    variation = {}
    for code, months in rows.groupby(level=0):
        months = months[code]["2017-01":"2019-12"]
        away = months - months.mean()
        alike = (away * away.shift()).sum() / (away**2).sum() + 1 / 36
        alike = 0 if alike < 1.645 / 6 else min(alike, 0.7)
        variation[code] = max(1, (away**2).sum() / months.mean() / 35) * (1 + alike) / (1 - alike)
    told = ask("crime_by_district", last_month="2020-12", category="robbery").set_index("district_code")
    ours = told.loc[BOROUGH]
    for code, row in told.drop(BOROUGH).iterrows():
        error = (variation[code] / row["crimes"] + variation[BOROUGH] / ours["crimes"]) ** 0.5
        assert row["too_close"] == (abs(log(row["per_1000"] / ours["per_1000"])) < t.ppf(0.975, 35) * error)
    assert told["too_close"].nunique() == 2


def test_rates_are_compared_not_counts(tmp_path, ask):
    """24 months of 100 each: the neighbour has twice the people, Dover as many again; 2% more crimes can't be told."""
    months = [f"{year}-{month:02d}" for year in (2018, 2019, 2020) for month in range(1, 13)]
    made = literal_edition(tmp_path / "edition", [(month, code, crimes) for month in months for code, crimes in ((HOME, 100), (NEIGHBOUR, 100), (DOVER, 102))],
                           [(HOME, 2020, 1000, "mid-year estimate"), (NEIGHBOUR, 2020, 2000, "mid-year estimate"), (DOVER, 2020, 1000, "mid-year estimate")])
    rows = ask("crime_by_district", made, last_month="2020-12").set_index("district_code")["too_close"]
    assert (rows[HOME], rows[NEIGHBOUR], rows[DOVER]) == (False, False, True)
    assert rows.drop([HOME, NEIGHBOUR, DOVER]).isna().all()


@pytest.fixture
def with_break(tmp_path):
    """The sample, whose crime series is said to break on a day."""
    return lambda day, topic: altered_sample(tmp_path / f"{topic}{day}", "events", "select * from events union all select "
                                             f"date '{day}', '{topic}', 'Counted in another way', true")


@pytest.mark.parametrize(("day", "is_crossed"), [("2019-01-01", False), ("2019-01-02", True), ("2019-06-01", True), ("2020-12-31", True), ("2021-01-01", False)])
def test_a_window_across_a_break_is_not_compared_and_says_why(ask, with_break, day, is_crossed):
    row = ask("crime_summary", with_break(day, "crime"), last_month="2020-12").iloc[0]
    if is_crossed:
        assert (row["verdict"], row["verdict_why"]) == (NOT_COMPARED, f"a break in the series, {pd.Timestamp(day):%B %Y}: Counted in another way")
        assert row[NUMBERS[1:]].isna().all()
    else:
        assert row["verdict"] != NOT_COMPARED and row["verdict_why"] is None
    assert row["change"] == -778


def test_the_history_begins_at_the_last_break(ask, with_break):
    assert ask("crime_summary", with_break("2018-10-01", "all"), last_month="2020-12")["history_months"].iat[0] == 15


@pytest.mark.parametrize("topic", ["roads", "residents"])
def test_a_break_in_something_else_changes_nothing(ask, with_break, topic):
    assert ask("crime_summary", with_break("2019-06-01", topic), last_month="2020-12")["verdict"].iat[0] == FALL


def test_roads_have_breaks_of_their_own(ask, with_break):
    rows = ask("casualties_by_district", with_break("2019-06-01", "roads"), last_month="2020-12")
    assert set(rows["verdict"]) == set(rows["ksi_verdict"]) == {NOT_COMPARED}


def test_twelve_months_before_are_enough(ask):
    """The sample begins in January 2017, so that January and February 2018 have twelve months before them."""
    row = ask("crime_summary", last_month="2018-02", months=2).set_index("category_code").loc["all_crime"]
    assert row["history_months"] == 12 and row["verdict"] in (RISE, FALL, NO_CHANGE)
    assert ask("crime_summary", last_month="2017-12")["verdict"].isna().all()  # nothing to compare with


def test_fewer_than_twelve_months_before_are_too_little(tmp_path, ask):
    months = [f"2019-{month:02d}" for month in range(6, 13)] + ["2020-06"]
    made = literal_edition(tmp_path / "edition", [(month, HOME, 50) for month in months], [(HOME, 2020, 1000, "mid-year estimate")])
    row = ask("crime_summary", made, last_month="2020-06", months=1).iloc[0]
    assert (row["verdict"], row["verdict_why"]) == (NOT_COMPARED, "too little history: fewer than 12 months before this period")


def test_periods_that_overlap_are_not_compared(ask):
    assert set(ask("crime_summary", last_month="2020-12", months=14)["verdict_why"]) == {"the two periods overlap"}


def test_a_window_that_lacks_months_has_no_verdict(ask):
    for name in ("crime_summary", "crime_by_ward", "crime_by_district"):
        rows = ask(name, last_month="2023-05", months=4)
        assert rows[NUMBERS].isna().all(axis=None), name


def not_judged(rows):
    """Say whether no row is judged: those with both counts say why, the others have no verdict at all."""
    has_both = rows["change"].notna()
    assert (rows.loc[has_both, "verdict"] == "Can't be compared").all() and rows.loc[has_both, "verdict_why"].str.contains("its months are withheld").all()
    return rows.loc[~has_both, "verdict"].isna().all() and rows[[name for name in NUMBERS if not name.startswith("verdict")]].isna().all(axis=None)


@pytest.mark.parametrize("category", SENSITIVE)
def test_cells_below_the_district_are_not_judged_by_their_withheld_months(ask, category):
    wards = ask("crime_by_ward", category=category, last_month="2020-12")
    assert not_judged(wards) and len(wards) == 21
    for part in ({"wards": ["E05005136"]}, {"rural_urban": "Rural"}):
        assert not_judged(ask("crime_summary", last_month="2020-12", **part).query("category_code == @category"))
        months = ask("crime_by_month", last_month="2020-12", category=category, **part)
        assert months[["limit_low", "limit_mean", "limit_high", "is_outside"]].isna().all(axis=None)
    listed = ask("measures_scanned", last_month="2020-12")
    assert not (listed["category_code"].isin(SENSITIVE) & listed["ward_code"].notna()).any()


# Usual months, the funnel

def test_limits_of_the_months_are_those_of_an_xmr_chart(ask, crime):
    months = crime[(crime["district_code"] == BOROUGH) & (crime["category_code"] == "all_crime")].groupby("month")["crimes"].sum()["2018-01":"2020-12"]
    reach = 2.66 * months.diff().abs().mean()
    rows = ask("crime_by_month", last_month="2020-12", months=36)
    assert (rows["limit_low"].iat[0], rows["limit_high"].iat[0]) == pytest.approx((months.mean() - reach, months.mean() + reach))
    assert rows["is_outside"].tolist() == [bool(abs(count - months.mean()) > reach) for count in months]


def test_limits_are_made_afresh_after_a_break(ask, with_break):
    rows = ask("crime_by_month", with_break("2019-07-01", "crime"), last_month="2020-12", months=36)
    assert rows["limit_mean"].nunique() == 2
    assert rows["limit_mean"].iat[0] == pytest.approx(rows["crimes"].iloc[:18].mean()) and rows["limit_mean"].iat[-1] == pytest.approx(rows["crimes"].iloc[18:].mean())


def test_the_funnel_stands_about_the_rate_of_all_wards(ask):
    rows = ask("ward_funnel", last_month="2020-12")
    wards = ask("crime_by_ward", last_month="2020-12").dropna(subset="ward_code")
    assert set(rows["all_per_1000"].round(9)) == {round(1000 * wards["crimes"].sum() / wards["residents"].sum(), 9)}
    assert (rows["low_998"] < rows["low_95"]).all() and (rows["high_95"] < rows["high_998"]).all()
    widths = (rows["high_95"] - rows["low_95"]).tolist()
    assert widths == sorted(widths, reverse=True)  # by residents, fewest first


# What stands out

def test_what_stands_out_is_what_the_correction_leaves(ask, crime):
    """Step up through the p-values of all measures, found one at a time by the other questions."""
    parts = [ask("crime_summary", last_month="2020-12").assign(area_name="Tunbridge Wells")]
    for category in parts[0]["category_code"]:
        if category in SENSITIVE:
            continue  # the months of a ward are withheld
        parts.append(ask("crime_by_ward", last_month="2020-12", category=category).dropna(subset="ward_code").query("not is_withheld")
                     .assign(category_code=category, area_name=lambda rows: rows["ward_name"]))
    every = pd.concat(parts)
    tested = every.dropna(subset="p_value").sort_values("p_value")
    keep = max((place for place, p in enumerate(tested["p_value"], 1) if p <= 0.05 * place / len(tested)), default=0)
    scanned = ask("measures_scanned", last_month="2020-12")
    listed = scanned.head(keep)
    assert 0 < keep == scanned["stands_out"].sum() and listed["stands_out"].all() and len(scanned) == len(every)
    assert set(zip(listed["category_code"], listed["area_name"])) == set(zip(tested["category_code"][:keep], tested["area_name"][:keep]))
    assert listed["p_value"].is_monotonic_increasing and set(listed["verdict"]) <= {RISE, FALL}
    assert (scanned["verdict"] == TOO_FEW).sum() == (every["verdict"] == TOO_FEW).sum()


def shuffled(crime, number):
    """Deal the months of 2017 to 2020 out again, the same way for every area and category, so that nothing changed."""
    months = pd.period_range("2017-01", "2020-12", freq="M")
    dealt = dict(zip(months, pd.Series(months).sample(frac=1, random_state=number)))
    kept = crime[crime["month"].isin(months)]
    return kept.assign(month=kept["month"].map(dealt))


def measures(crime):
    """Put every measure's 48 months under each other, each category in the borough and in its wards."""
    rows = crime[crime["district_code"] == BOROUGH]
    borough = rows.groupby(["category_code", "month"])["crimes"].sum().unstack("month")
    wards = rows[~rows["category_code"].isin(SENSITIVE)].groupby(["ward_code", "category_code", "month"])["crimes"].sum().unstack("month", fill_value=0)
    return pd.concat([borough, wards]).sort_index(axis=1).to_numpy(float)


def test_where_nothing_changed_the_list_is_mostly_empty(crime):
    empty = 0
    for number in range(200):
        months = measures(shuffled(crime, number))
        assert months.shape == (318, 48)
        found = compare(months[:, 36:].sum(axis=1), months[:, 24:36].sum(axis=1), spread(months[:, :36]))
        empty += not discoveries(found["p_value"]).any()
    assert empty >= 180


def test_and_so_is_that_of_a_shuffled_edition(ask, tmp_path, crime):
    """Three of those samples through the whole question."""
    for number in range(3):
        dealt = shuffled(crime, number).assign(month=lambda rows: rows["month"].dt.to_timestamp())
        file = tmp_path / f"{number}.parquet"
        dealt.to_parquet(file)
        made = altered_sample(tmp_path / str(number), "crime", f"select * replace (cast(month as date) as month) from read_parquet('{file.as_posix()}')")
        scanned = ask("measures_scanned", made, last_month="2020-12")
        assert len(scanned) == 318 and not scanned["stands_out"].any()


def test_nothing_stands_out_of_a_window_across_a_break(ask, with_break):
    scanned = ask("measures_scanned", with_break("2019-06-01", "crime"), last_month="2020-12")
    assert not scanned["stands_out"].any() and scanned["why_not"].str.startswith("a break in the series, June 2019").all()


def test_a_part_of_the_district_is_scanned_by_itself(ask):
    assert len(ask("measures_scanned", last_month="2020-12", wards=["E05005136"])) == 15  # the 18 categories of the sample but for 3 that are sensitive
    rural = ask("measures_scanned", last_month="2020-12", rural_urban="Rural")
    assert set(rural["ward_code"]) <= set(ask("crime_by_ward", last_month="2020-12", rural_urban="Rural")["ward_code"])
    assert len(rural) == 9 * 15
