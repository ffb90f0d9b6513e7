"""Sensitive figures of the partnership are given below borough level only for fixed years, whichever way they are asked for."""

import pandas as pd
import pytest

from literal_editions import SAMPLE, altered_sample

SENSITIVE = ["sexual_offences", "hate_crime", "domestic_abuse_incidents"]
STRANDS = ["hate_race", "hate_disability"]
PARTS = [{"wards": ["E05005136"]}, {"wards": ["E05005136", "E05005141"]}, {"rural_urban": "Urban"}, {"rural_urban": "Rural"},
         {"rural_urban": "Town centre"}, {"rural_urban": "Other urban"}, {"rural_urban": "Rural", "wards": ["E05005138"]}]
NOT_FIGURES = ["category_code", "category_label", "month", "year", "ward_code", "ward_name", "rural_urban", "setting", "wards", "is_withheld", "is_withheld_before", "residents",
               "residents_before", "residents_year", "residents_basis", "basis", "months_present", "months_present_before", "parent_code",
               "counts_in_all_crime", "is_incident", "is_sensitive", "missing_months", "missing_months_before", "county_per_1000", "county_crimes_12m",
               "county_per_1000_12m", "county_crimes", "district_per_1000", "is_ranked"]


def figures(rows):
    return rows.drop(columns=[column for column in NOT_FIGURES if column in rows])


@pytest.fixture(scope="module")
def with_strands(tmp_path_factory):
    """The sample, where a tenth of violent crime is said to be of each strand: invented."""
    strands = " union all ".join(f"select series, month, district_code, ward_code, '{strand}', crimes // 10 from crime "
                                 "where category_code = 'violent_crime'" for strand in STRANDS)
    return altered_sample(tmp_path_factory.mktemp("strands") / "edition", "crime", f"select * from crime union all {strands}")


@pytest.fixture(scope="module")
def with_places(tmp_path_factory):
    """The sample, with one place at which sexual offences and shoplifting are said to be recorded: invented."""
    months = "select unnest(generate_series(date '2020-01-01', date '2020-12-01', interval 1 month)) as month"
    rows = " union all ".join(f"select 'partner' as series, month, 'E07000116' as district_code, 'E05005136' as ward_code, '{category}' as category_code, "
                              f"'On or near Mill Lane' as place, 0.26 as longitude, 51.13 as latitude, 2 as crimes from ({months})"
                              for category in ("sexual_offences", "shoplifting"))
    return altered_sample(tmp_path_factory.mktemp("places") / "edition", "crime_places", rows)


@pytest.mark.parametrize("category", SENSITIVE)
def test_borough_figures_are_given(ask, category):
    summary = ask("crime_summary", last_month="2020-12").set_index("category_code").loc[category]
    assert summary["crimes"] > 0 and not summary["is_withheld"]
    assert ask("crime_by_month", last_month="2020-12", category=category)["crimes_12m"].iat[-1] == summary["crimes"]


@pytest.mark.parametrize("part", PARTS, ids=str)
@pytest.mark.parametrize("category", SENSITIVE)
def test_no_question_gives_them_for_a_part_of_the_borough_and_a_year_of_ones_own(ask, category, part):
    asked = part | {"last_month": "2020-11"}
    summary = ask("crime_summary", **asked).query("category_code == @category")
    assert summary["is_withheld"].all() and figures(summary).isna().all(axis=None)
    assert figures(ask("crime_by_category_month", **asked).query("category_code == @category")).isna().all(axis=None)
    for name in ("crime_by_ward", "crime_by_month"):
        assert figures(ask(name, category=category, **asked)).isna().all(axis=None), name


@pytest.mark.parametrize(("last_month", "months"), [("2020-11", 12), ("2020-12", 1), ("2021-12", 36)])
@pytest.mark.parametrize("category", SENSITIVE)
def test_no_ward_and_no_setting_has_them_and_nor_has_the_remainder(ask, category, last_month, months):
    for name in ("crime_by_ward", "crime_by_setting"):
        rows = ask(name, category=category, last_month=last_month, months=months)
        assert len(rows) and rows["is_withheld"].all() and figures(rows).isna().all(axis=None)


@pytest.mark.parametrize("category", SENSITIVE)
def test_wards_of_a_fixed_year_have_them_where_they_are_not_small(ask, category):
    rows = ask("crime_by_ward", category=category, last_month="2020-12").dropna(subset="crimes")
    extract = pd.read_parquet(SAMPLE / "crime.parquet").query("category_code == @category and district_code == 'E07000116'")
    counted = extract[pd.to_datetime(extract["month"]).dt.year == 2020].groupby("ward_code")["crimes"].sum()
    assert len(rows) >= 12 and all(counted[row.ward_code] == row.crimes and (row.crimes > 4 or row.crimes == 0) for row in rows.dropna(subset="ward_code").itertuples())


@pytest.mark.parametrize("wards", [["E05005136", "E05005141"], ["E05005136"]])
def test_several_wards_together_have_none_and_nor_has_a_ward_of_a_class(ask, wards):
    part = {"wards": wards} if len(wards) > 1 else {"wards": wards, "rural_urban": "Rural"}
    summary = ask("crime_summary", last_month="2020-12", **part).query("category_code == 'domestic_abuse_incidents'")
    assert summary["is_withheld"].all() and summary[["crimes", "crimes_before", "change"]].isna().all(axis=None)


def test_no_place_has_them(ask, with_places):
    assert ask("crime_places", with_places, category="shoplifting", last_month="2020-12")["crimes"].tolist() == [24]
    assert len(ask("crime_places", with_places, category="sexual_offences", last_month="2020-12")) == 0


@pytest.mark.parametrize("strand", STRANDS)
def test_strands_of_hate_crime_are_not_even_given_for_the_borough(ask, with_strands, strand):
    summary = ask("crime_summary", with_strands).set_index("category_code").loc[strand]
    assert summary["is_withheld"]
    assert summary[["crimes", "crimes_before", "change", "change_pct", "per_1000", "per_1000_before"]].isna().all()
    assert figures(ask("crime_by_category_month", with_strands).query("category_code == @strand")).isna().all(axis=None)
    for name in ("crime_by_month", "crime_by_year", "crime_by_ward", "crime_by_setting"):
        assert figures(ask(name, with_strands, category=strand)).isna().all(axis=None), name
    assert strand not in set(ask("crime_by_district_and_category", with_strands)["category_code"])


@pytest.mark.parametrize("strand", STRANDS)
def test_strands_have_no_rank_and_no_county_figure_either(ask, with_strands, strand):
    summary = ask("crime_summary", with_strands).set_index("category_code").loc[strand]
    assert summary[["rank", "rank_before", "rank_volume", "rank_volume_before"]].isna().all()
    districts = ask("crime_by_district", with_strands, category=strand)
    assert len(districts) == 13 and districts[["crimes", "crimes_before", "per_1000", "per_1000_before", "rank", "rank_before", "rank_volume"]].isna().all(axis=None)
    assert districts[["county_crimes", "county_per_1000"]].isna().all(axis=None)
    assert ask("crime_by_month", with_strands, category=strand)[["county_crimes_12m", "county_per_1000_12m"]].isna().all(axis=None)
    assert ask("crime_by_year", with_strands, category=strand)["county_per_1000"].isna().all()


def test_open_data_is_not_withheld(ask, raw, built):
    edition = built(raw)
    rows = ask("crime_by_ward", edition, category="shoplifting", last_month="2022-01", months=1)
    assert not rows["is_withheld"].any() and rows["crimes"].tolist() == [1, 0, 1]
