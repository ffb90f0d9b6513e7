"""The illustrative sample reproduces every published figure, and its invented parts add up."""

import json
from pathlib import Path

import pandas as pd
import pytest
import shapely
from pandas.testing import assert_frame_equal

from data.contracts import EXTRACTS
from data.illustrative import illustrative_extracts

GOLDEN = Path(__file__).parent / "golden"
TUNBRIDGE_WELLS, TONBRIDGE_AND_MALLING, MEDWAY = "E07000116", "E07000115", "E06000035"
ASSESSMENT = pd.read_csv(GOLDEN / "assessment_2020.csv", encoding="utf-8").set_index("category_code")
NEIGHBOUR = pd.read_csv(GOLDEN / "tonbridge_and_malling_2021.csv", encoding="utf-8").set_index("category_code")
AROUND = pd.read_csv(GOLDEN / "before_and_within_2020.csv", encoding="utf-8")
TYPES_OF_CRIME = ["violent_crime", "burglary_residential", "criminal_damage", "robbery", "shoplifting",
                  "theft_from_vehicle", "theft_of_vehicle", "drug_offences"]
PARTS = [("victim_based_crime", "all_crime"), ("sexual_offences", "violent_crime"), ("drug_trafficking", "drug_offences"),
         ("asb_rowdy_nuisance", "asb_incidents"), ("asb_gathering_covid_tag", "asb_rowdy_nuisance")]


@pytest.fixture(scope="module")
def sample():
    return illustrative_extracts()


@pytest.fixture(scope="module")
def by_district(sample):
    return sample["crime"].groupby(["district_code", "category_code", "month"])["crimes"].sum()


@pytest.fixture(scope="module")
def by_category(sample):
    """One row per month, district and ward; one column per category."""
    keys = ["month", "district_code", "ward_code"]
    return sample["crime"].fillna({"ward_code": ""}).pivot(index=keys, columns="category_code", values="crimes")


def crimes(by_district, district, category, first, last):
    return int(by_district[district, category][first:last].sum())


def kent_rank(sample, by_district, category, year, by_volume=False):
    residents = sample["residents"].query("year == @year").set_index("area_code")["residents"]
    counts = by_district.xs(category, level="category_code").unstack().loc[:, f"{year}-01":f"{year}-12"].sum(axis=1)
    measure = counts if by_volume else counts / residents.reindex(counts.index) * 1000
    return int(measure.drop(MEDWAY).rank(method="min")[TUNBRIDGE_WELLS])


def percent(now, before):
    return round(100 * (now - before) / before, 1)


@pytest.mark.parametrize("category", ASSESSMENT.index)
def test_counts_and_changes_are_the_published_ones(by_district, category):
    published = ASSESSMENT.loc[category]
    before = crimes(by_district, TUNBRIDGE_WELLS, category, "2019-01", "2019-12")
    now = crimes(by_district, TUNBRIDGE_WELLS, category, "2020-01", "2020-12")
    assert (before, now, now - before) == (published.crimes_2019, published.crimes_2020, published.change_published)
    assert percent(now, before) == published.change_pct_published


@pytest.mark.parametrize("year", [2019, 2020])
@pytest.mark.parametrize("category", ASSESSMENT.dropna(subset="rank_2020").index)
def test_ranks_in_kent_are_the_published_ones(sample, by_district, category, year):
    assert kent_rank(sample, by_district, category, year) == ASSESSMENT.at[category, f"rank_{year}"]


def test_borough_has_the_fewest_crimes_in_2020_too(sample, by_district):
    assert kent_rank(sample, by_district, "all_crime", 2020, by_volume=True) == 1


@pytest.mark.parametrize("published", list(AROUND.itertuples()), ids=lambda row: f"{row.category_code}-{row.year}")
def test_figures_around_the_assessment_are_the_published_ones(by_district, published):
    now, after = (crimes(by_district, TUNBRIDGE_WELLS, published.category_code, f"{year}-01", f"{year}-12")
                  for year in (published.year, published.year + 1))
    assert pd.isna(published.crimes) or now == published.crimes
    assert pd.isna(published.change_pct_after) or percent(after, now) == published.change_pct_after


def test_no_gathering_is_tagged_before_the_pandemic(by_district):
    assert crimes(by_district, TUNBRIDGE_WELLS, "asb_gathering_covid_tag", "2017-01", "2020-02") == 0


@pytest.mark.parametrize("category", NEIGHBOUR.index)
def test_neighbour_reproduces_its_update_of_september_2021(by_district, category):
    published = NEIGHBOUR.loc[category]
    before = crimes(by_district, TONBRIDGE_AND_MALLING, category, "2019-10", "2020-09")
    now = crimes(by_district, TONBRIDGE_AND_MALLING, category, "2020-10", "2021-09")
    assert pd.isna(published.crimes) or (now, before) == (published.crimes, published.crimes_before)
    assert percent(now, before) == published.change_pct


def test_trafficking_and_possession_make_drug_offences(by_category):
    assert (by_category["drug_trafficking"] + by_category["drug_possession"] == by_category["drug_offences"]).all()


@pytest.mark.parametrize(("part", "whole"), PARTS)
def test_a_part_never_exceeds_its_whole(by_category, part, whole):
    assert (by_category[part] <= by_category[whole]).all()


def test_types_of_crime_add_up_to_at_most_all_crime(by_category):
    assert (by_category[TYPES_OF_CRIME].sum(axis=1) <= by_category["all_crime"]).all()


def test_every_month_area_and_category_has_a_row(by_category):
    assert by_category.notna().all(axis=None)
    assert by_category.groupby("month").size().to_dict() == dict.fromkeys(pd.date_range("2017-01", "2023-03", freq="MS"), 33)


def test_few_crimes_are_not_placed_in_a_ward(by_category):
    borough = by_category.xs(TUNBRIDGE_WELLS, level="district_code")["all_crime"]
    assert 0.002 < borough.xs("", level="ward_code").sum() / borough.sum() < 0.02


def test_no_year_begins_with_a_jump(by_district):
    months = by_district.xs("all_crime", level="category_code").unstack("district_code")
    into_january = months.pct_change().loc[lambda steps: (steps.index.month == 1) & (steps.index.year != 2021)].iloc[1:]
    assert into_january.abs().max(axis=None) < 0.2  # January 2021: the third lockdown


def test_town_centre_has_more_crime_per_resident_than_the_countryside(sample):
    wards = sample["areas"].query("area_level == 'ward'").set_index("area_code")["setting"]
    residents = sample["residents"].query("year == 2020").set_index("area_code")["residents"].reindex(wards.index)
    counts = sample["crime"].query("category_code == 'all_crime' and month >= '2020-01-01' and month <= '2020-12-01'")
    counts = counts.groupby("ward_code")["crimes"].sum().reindex(wards.index)
    rate = counts.groupby(wards).sum() / residents.groupby(wards).sum() * 1000
    assert rate["Town centre"] > rate["Other urban"] > rate["Rural"] > 10


def test_wards_make_the_borough_and_leave_its_neighbours_alone(sample):
    shapes = sample["areas"].assign(shape=shapely.from_geojson(sample["areas"]["boundary"]))
    wards, districts = (shapes.query("area_level == @level").set_index("area_code")["shape"] for level in ("ward", "district"))
    assert shapely.coverage_is_valid(wards) and shapely.coverage_is_valid(districts)
    assert shapely.union_all(wards).symmetric_difference(districts[TUNBRIDGE_WELLS]).area < 1e-9
    assert all(json.loads(text)["type"] == "Polygon" for text in sample["areas"]["boundary"])


def test_every_area_is_named_classed_and_counted(sample):
    areas = sample["areas"].set_index("area_code")
    assert areas["area_level"].value_counts().to_dict() == {"ward": 20, "district": 13}
    assert areas.loc["E05005134", ["area_name", "rural_urban", "setting"]].tolist() == ["Culverden", "Urban", "Town centre"]
    assert areas.loc["E05005138", ["area_name", "rural_urban", "setting"]].tolist() == ["Paddock Wood East", "Rural", "Rural"]
    assert set(sample["residents"].query("year == 2020")["area_code"]) == set(areas.index)
    assert set(sample["residents"].query("year == 2021")["basis"]) == {"Census 2021"}


def test_extracts_have_the_columns_of_their_contracts(sample):
    for name, rows in sample.items():
        assert list(rows.columns) == list(EXTRACTS[name].columns)
        required = [column for column in rows if column not in EXTRACTS[name].nullable]
        assert rows[required].notna().all(axis=None), name


def test_sample_is_the_same_each_time(sample):
    for name, rows in illustrative_extracts().items():
        assert_frame_equal(rows, sample[name])
