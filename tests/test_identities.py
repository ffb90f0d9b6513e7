"""What must hold between any two answers: parts make the whole, and one question says what another does."""

from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from pages.parts import asking
from pages.parts.asking import answer, answer_records
from pages.parts.formats import records
from queries import edition, fetch, fetch_rows, questions
from queries.edition import connection
from raw_files import HOME

SAMPLE = Path(__file__).parent.parent / "data" / "sample"
WINDOWS = [("2020-12", 12), ("2019-03", 3), ("2021-09", 24), ("2018-06", 1)]


@pytest.fixture(autouse=True)
def sample(monkeypatch):
    monkeypatch.setenv("DASHBOARD_EDITION", str(SAMPLE))


def total(column):
    return int(column.dropna().sum())


@pytest.mark.parametrize(("last_month", "months"), WINDOWS)
def test_wards_and_what_no_ward_holds_make_the_district(last_month, months):
    for row in fetch("crime_summary", last_month=last_month, months=months).itertuples():
        wards = fetch("crime_by_ward", last_month=last_month, months=months, category=row.category_code)
        if row.is_sensitive:
            assert (wards["crimes"].isna() == wards["is_withheld"]).all() and (wards["crimes"].isna().any() or total(wards["crimes"]) == row.crimes)
        else:
            assert (total(wards["crimes"]), total(wards["crimes_before"])) == (row.crimes, row.crimes_before), row.category_code
            assert wards["ward_code"].isna().tolist() == [False] * 20 + [True]


@pytest.mark.parametrize(("last_month", "months"), WINDOWS)
@pytest.mark.parametrize("category", ["all_crime", "asb_incidents"])
def test_settings_make_the_wards(last_month, months, category):
    window = {"last_month": last_month, "months": months, "category": category}
    wards = fetch("crime_by_ward", **window).dropna(subset="ward_code")
    settings = fetch("crime_by_setting", **window)
    assert settings["setting"].tolist() == ["Town centre", "Other urban", "Rural"] and settings["wards"].sum() == 20
    for column in ("crimes", "crimes_before", "residents"):
        assert total(settings[column]) == total(wards[column])


@pytest.mark.parametrize(("last_month", "months"), WINDOWS)
def test_urban_and_rural_make_the_wards(last_month, months):
    window = {"last_month": last_month, "months": months}
    urban, town_centre, other_urban, rural = (fetch("crime_summary", rural_urban=kind, **window)["crimes"].iat[0]
                                              for kind in ("Urban", "Town centre", "Other urban", "Rural"))
    assert urban == town_centre + other_urban
    assert urban + rural == total(fetch("crime_by_ward", **window).dropna(subset="ward_code")["crimes"])


@pytest.mark.parametrize(("last_month", "months"), WINDOWS)
@pytest.mark.parametrize("name", ["crime_summary", "crime_by_ward", "crime_by_setting"])
def test_change_is_this_window_minus_the_one_before(name, last_month, months):
    rows = fetch(name, last_month=last_month, months=months)
    known = rows.dropna(subset=["crimes", "crimes_before"])
    assert len(known) and (known["change"] == known["crimes"] - known["crimes_before"]).all()
    assert rows["change"].isna().eq(rows["crimes"].isna() | rows["crimes_before"].isna()).all()


def test_one_ward_says_the_same_by_every_route():
    window = {"last_month": "2020-12", "months": 12}
    ward = {"wards": ["E05005136"]}
    found = fetch("crime_by_ward", **window, **ward)
    assert len(found) == 1
    crimes = found["crimes"].iat[0]
    assert fetch("crime_summary", **window, **ward)["crimes"].iat[0] == crimes
    assert total(fetch("crime_by_month", **window, **ward)["crimes"]) == crimes
    assert fetch("crime_by_month", **window, **ward)["crimes_12m"].iat[-1] == crimes
    assert fetch("crime_by_year", **window, **ward)["crimes"].iat[0] == crimes
    months = fetch("crime_by_category_month", **window, **ward)
    assert total(months.loc[months["category_code"] == "all_crime", "crimes"]) == crimes


@pytest.mark.parametrize("category", ["all_crime", "shoplifting", "hate_crime"])
def test_urban_and_rural_wards_side_by_side_are_those_chosen_alone(category):
    window, figures = {"last_month": "2020-12", "months": 36, "category": category}, ["month", "crimes", "crimes_12m", "per_1000_12m"]
    both = fetch("crime_by_class_month", **window)
    assert len(both) == 2 * 36
    for kind, rows in both.groupby("rural_urban"):
        alone = fetch("crime_by_month", **window, rural_urban=kind)
        assert_frame_equal(rows[figures].reset_index(drop=True), alone[figures], check_dtype=False)


def test_urban_and_rural_wards_have_the_crimes_of_the_file():
    detail, areas = (pd.read_parquet(SAMPLE / f"{name}.parquet") for name in ("crime", "areas"))
    kinds = detail["ward_code"].map(areas.set_index("area_code")["rural_urban"])
    asked = (detail["district_code"] == HOME) & (detail["category_code"] == "shoplifting") & (pd.to_datetime(detail["month"]) == "2020-12-01")
    both = fetch("crime_by_class_month", last_month="2020-12", months=1, category="shoplifting").set_index("rural_urban")["crimes"]
    assert both.to_dict() == detail[asked].groupby(kinds)["crimes"].sum().to_dict() and both.min() > 0


def test_county_is_the_sum_of_its_districts():
    districts = fetch("crime_by_district", last_month="2020-12").query("is_ranked")
    county = districts.filter(like="county_").drop_duplicates().squeeze()
    assert (total(districts["crimes"]), total(districts["residents"]), len(districts)) == (county.county_crimes, county.county_residents, county.county_districts)
    assert county.county_per_1000 == pytest.approx(1000 * total(districts["crimes"]) / total(districts["residents"]))
    assert fetch("crime_by_month", last_month="2020-12")["county_crimes_12m"].iat[-1] == county.county_crimes


def test_what_is_summed_at_the_opening_is_the_detail(sample):
    crime = pd.read_parquet(SAMPLE / "crime.parquet").assign(month=lambda rows: rows["month"].astype("datetime64[s]"))
    asked = connection(edition())
    summed = asked.execute("select * replace (month::timestamp_s as month) from district_months").df().set_index(["series", "district_code", "month", "category_code"])["crimes"]
    assert summed.to_dict() == crime.groupby(["series", "district_code", "month", "category_code"])["crimes"].sum().to_dict()


@pytest.mark.parametrize("words", [{}, {"last_month": "2019-06", "months": 7}, {"rural_urban": "Rural"}, {"last_month": "2031-01"}], ids=str)
@pytest.mark.parametrize("name", questions())
def test_plain_rows_are_those_of_the_frame(name, words):
    told = [[(column, type(value), str(value)) for column, value in row.items()] for rows in (fetch_rows(name, **words), records(fetch(name, **words))) for row in rows]
    assert told[:len(told) // 2] == told[len(told) // 2:]


def test_what_a_page_remembers_is_what_the_question_gives(sample):
    words = {"district": HOME, "series": "partner", "last_month": "2020-12", "months": 12, "category": "all_crime", "wards": [], "rural_urban": "All"}
    given = records(fetch("crime_by_ward", **words))
    first, again = (answer_records("crime_by_ward", words) for _ in range(2))
    first[0]["crimes"] = -1  # what one page does with its rows is nothing to another
    frame = answer("crime_by_ward", words)
    frame["crimes"] = -1
    assert again == given == answer_records("crime_by_ward", words) == records(answer("crime_by_ward", words))


def test_a_choice_that_a_question_does_not_depend_on_is_no_other_question(sample, monkeypatch):
    asked = []
    asking.forget()
    monkeypatch.setattr("pages.parts.asking.fetch", lambda name, **words: asked.append((name, words)) or fetch(name, **words))
    words = {"district": HOME, "series": "partner", "months": 12, "last_month": "2019-11", "wards": [], "rural_urban": "All"}
    for category in ("all_crime", "robbery"):
        answer("wards", words | {"category": category})
        answer("crime_by_ward", words | {"category": category})
    assert [name for name, _ in asked] == ["wards", "crime_by_ward", "crime_by_ward"]
