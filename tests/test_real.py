"""The published files that are kept beside the repository, built and counted again by other means."""

import json
import os
import zipfile
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from data.build import build
from data.checks import failures
from real_edition import build_apart
from recount import GEOGRAPHY, REAL, recounted, with_all_crime

HOME, FOLKESTONE_AND_HYTHE, MEDWAY = "E07000116", "E07000112", "E06000035"
WINDOW = {"last_month": "2022-12", "months": 9}
LIMIT_S, LIMIT_GIB = 30, 1.5  # of the processor: what the clock says depends on who else works
pytestmark = pytest.mark.skipif(not REAL.is_dir() and os.environ.get("CI") != "true", reason="needs the published files in ../shared/real")


def within_limits(took):
    """Print what a build took, which must be within the limits; give the edition's folder."""
    if "seconds" in took:
        print(f"{took['seconds']:.1f} s of the processor, {took['gib']:.2f} GiB")
        assert took["seconds"] < LIMIT_S and took["gib"] < LIMIT_GIB
    return Path(took["folder"])


@pytest.fixture(scope="module")
def wards_to_2024(real_build):
    return within_limits(real_build)


@pytest.fixture(scope="module")
def wards_from_2024(tmp_path_factory):
    return within_limits(build_apart("WD25", tmp_path_factory.mktemp("real")))


def summary(ask, edition, **choices):
    return ask("crime_summary", edition, series="police_uk", **choices).set_index("category_code")


@pytest.mark.parametrize(("category", "now", "before"), [("all_crime", 5713, 5849), ("anti_social_behaviour", 860, 1045)])
def test_borough_from_april_to_december_2022(ask, wards_to_2024, category, now, before):
    row = summary(ask, wards_to_2024, **WINDOW).loc[category]
    assert (row["crimes"], row["crimes_before"]) == (now, before)


def test_ward_from_april_to_december_2022(ask, wards_to_2024):
    row = ask("crime_by_ward", wards_to_2024, **WINDOW).set_index("ward_name").loc["Goudhurst and Lamberhurst"]
    assert (row["crimes"], row["crimes_before"]) == (135, 177)


def test_district_that_most_rows_call_by_its_old_name(ask, wards_to_2024):
    assert summary(ask, wards_to_2024, district=FOLKESTONE_AND_HYTHE, **WINDOW).at["all_crime", "crimes"] == 7535


def test_wards_since_2024_make_the_same_borough(ask, wards_from_2024):
    wards = ask("crime_by_ward", wards_from_2024, **WINDOW)
    assert wards["ward_code"].notna().sum() == 14
    assert wards["crimes"].sum() == summary(ask, wards_from_2024, **WINDOW).at["all_crime", "crimes"] == 5713


def test_months_that_were_not_given_are_named_and_leave_no_change(ask, wards_to_2024):
    row = summary(ask, wards_to_2024, last_month="2022-12", months=12).loc["all_crime"]
    assert row[["crimes_before", "change", "change_pct", "rank_before"]].isna().all() and row["crimes"] > 5713
    assert (row["months_present"], row["months_present_before"], row["missing_months_before"]) == (12, 10, "January 2021, February 2021")


def test_window_over_2023_has_no_total(ask, wards_to_2024):
    row = summary(ask, wards_to_2024, last_month="2024-02", months=12).loc["all_crime"]
    assert row[["crimes", "change", "rank"]].isna().all() and row["months_present"] == 2
    assert row["missing_months"].startswith("March 2023, April 2023, ") and row["missing_months"].endswith(", December 2023")


def test_edition_opens_on_the_last_month_of_twelve_whole_ones(ask, wards_to_2024):
    assert ask("words", wards_to_2024)["last_month"].tolist() == ["2022-12"]


def test_contracts_hold_and_every_row_is_accounted_for(wards_to_2024):
    assert failures(wards_to_2024) == []
    found = json.loads((wards_to_2024 / "edition.json").read_text(encoding="utf-8"))["report"]
    rows = sum(len(pd.read_csv(file, usecols=["Month"], encoding="utf-8")) for file in REAL.glob("police_uk/*/*-street.csv"))
    assert found["rows_read"] == rows == found["rows_counted"] + sum(found["rows_dropped"].values())


def test_zip_and_folders_together_and_apart_give_the_same(tmp_path):
    folders, archive = [REAL / "police_uk" / month for month in ("2022-11", "2022-12")], tmp_path / "latest.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as opened:
        for file in (file for folder in folders for file in folder.glob("*.csv")):
            opened.write(file, f"{file.parent.name}/{file.name}")
    crimes = [crime_rows(build([*police, GEOGRAPHY / f"WD22_{MEDWAY}.geojson", *sorted(GEOGRAPHY.glob("lookup*.csv"))], MEDWAY, None,
                               tmp_path / "editions", lambda text: None))
              for police in (folders, [archive], [archive, *reversed(folders)])]
    assert len(crimes[0]) > 400 and crimes[0] == crimes[1] == crimes[2]


def crime_rows(edition):
    return duckdb.execute(f"select * from read_parquet('{(edition / 'crime.parquet').as_posix()}') order by all").fetchall()


@pytest.fixture(scope="module")
def recount():
    return recounted()


def test_every_ward_and_category_agrees_with_the_second_count(wards_to_2024, recount):
    built = duckdb.execute(f"""
        select district_code, coalesce(ward_code, ''), category_code, sum(crimes)
        from read_parquet('{(wards_to_2024 / 'crime.parquet').as_posix()}')
        where month between '2022-04-01' and '2022-12-01' group by all having sum(crimes) > 0""").fetchall()
    assert {row[:3]: row[3] for row in built} == with_all_crime(recount)
    assert len({ward for _, ward, _, _ in built}) == 293 + 1


def test_every_answer_about_a_ward_agrees_with_the_second_count(ask, wards_to_2024, recount):
    counted = with_all_crime(recount)
    for category in {category for _, _, category in counted}:
        rows = ask("crime_by_ward", wards_to_2024, category=category, **WINDOW).fillna({"ward_code": ""})
        assert dict(zip(rows["ward_code"], rows["crimes"])) == {ward: counted.get((HOME, ward, category), 0) for ward in rows["ward_code"]}


def test_every_answer_about_a_district_agrees_with_the_second_count(ask, wards_to_2024, recount):
    counted = with_all_crime(recount.groupby(["district", "Crime type"]).sum())
    answered = {}
    for category in {category for _, category in counted}:
        rows = ask("crime_by_district", wards_to_2024, category=category, **WINDOW)
        answered |= {(district, category): crimes for district, crimes in zip(rows["district_code"], rows["crimes"]) if crimes}
    assert answered == counted
