"""The published files that are kept beside the repository, built and counted again by other means."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import duckdb
import pandas as pd
import pytest
import shapely

from data.build import build
from data.checks import failures

ROOT = Path(__file__).parent.parent
REAL = ROOT.parent / "shared" / "real"
GEOGRAPHY = REAL / "geography"
HOME, FOLKESTONE_AND_HYTHE, MEDWAY = "E07000116", "E07000112", "E06000035"
WINDOW = {"last_month": "2022-12", "months": 9}
MONTHS = [f"2022-{month:02d}" for month in range(4, 13)]
LIMIT_S, LIMIT_GIB = 30, 1.5  # of the processor: what the clock says depends on who else works
NAMES = {  # as they begin LSOA names; Folkestone and Hythe was Shepway
    "Ashford": "E07000105", "Canterbury": "E07000106", "Dartford": "E07000107", "Dover": "E07000108", "Gravesham": "E07000109",
    "Maidstone": "E07000110", "Sevenoaks": "E07000111", "Shepway": "E07000112", "Folkestone and Hythe": "E07000112", "Swale": "E07000113",
    "Thanet": "E07000114", "Tonbridge and Malling": "E07000115", "Tunbridge Wells": "E07000116", "Medway": "E06000035",
}
pytestmark = pytest.mark.skipif(not REAL.is_dir() and os.environ.get("CI") != "true", reason="needs the published files in ../shared/real")


def build_apart(vintage, out):
    """Build in a process of its own; give the edition's folder, and print what it took."""
    assert REAL.is_dir(), "the published files are not in ../shared/real"
    command = [sys.executable, "-m", "data", "build", str(REAL), "--home", HOME, "--wards", vintage, "--out", str(out)]
    printed = out.with_suffix(".txt")
    with printed.open("w", encoding="utf-8") as stdout:
        process = subprocess.Popen(command, cwd=ROOT, stdout=stdout, stderr=subprocess.DEVNULL)
        if sys.platform == "linux":
            used = os.wait4(process.pid, 0)[2]
            seconds, gib = used.ru_utime + used.ru_stime, used.ru_maxrss / 2**20
            print(f"{vintage}: {seconds:.1f} s of the processor, {gib:.2f} GiB")
            assert seconds < LIMIT_S and gib < LIMIT_GIB
        else:
            process.wait()
    return Path(printed.read_text(encoding="utf-8").strip())


@pytest.fixture(scope="module")
def wards_to_2024(tmp_path_factory):
    return build_apart("WD22", tmp_path_factory.mktemp("real") / "WD22")


@pytest.fixture(scope="module")
def wards_from_2024(tmp_path_factory):
    return build_apart("WD25", tmp_path_factory.mktemp("real") / "WD25")


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


# The second count: pandas and shapely, sharing no code with the build


def table(name):
    return pd.read_csv(GEOGRAPHY / name, dtype=str, encoding="utf-8")


@pytest.fixture(scope="module")
def recount():
    """Count rows of April to December 2022: one row per district, ward ('' for none) and crime type."""
    parts = [pd.read_csv(REAL / "police_uk" / month / f"{month}-kent-street.csv", encoding="utf-8") for month in MONTHS]
    rows = pd.concat(parts).dropna(subset="LSOA code")
    rows["district"] = own_districts(rows)
    rows = rows.dropna(subset="district")
    spots = rows[["district", "LSOA code", "Longitude", "Latitude"]].drop_duplicates()
    spots["ward"] = own_wards(spots)
    return rows.merge(spots).groupby(["district", "ward", "Crime type"]).size()


def own_districts(rows):
    old, new = table("lookup_lsoa11_lsoa21_ltla22_KENT_MEDWAY.csv"), table("lookup_lsoa21_ward24_ltla24_KENT_MEDWAY.csv")
    known = {**dict(zip(old["lsoa11_code"], old["ltla22_code"])), **dict(zip(old["lsoa21_code"], old["ltla22_code"])),
             **dict(zip(new["lsoa21_code"], new["ltla24_code"]))}
    return rows["LSOA code"].map(known).fillna(rows["LSOA name"].str[:-5].map(NAMES))


def own_wards(spots):
    """Try every ward of the spot's district; else take the LSOA's best-fit ward where it is one of them."""
    wards = ward_shapes()
    fits = best_fits()
    return [next((code for code, shape in wards[spot.district] if shape.covers(shapely.Point(spot.Longitude, spot.Latitude))),
                 next((code for code in fits.get(spot.lsoa, ()) if code in dict(wards[spot.district])), ""))
            for spot in spots.rename(columns={"LSOA code": "lsoa"}).itertuples()]


def ward_shapes():
    wards = {}
    for file in GEOGRAPHY.glob("WD22_*.geojson"):
        for feature in json.loads(file.read_text(encoding="utf-8"))["features"]:
            shape = shapely.geometry.shape(feature["geometry"])
            shapely.prepare(shape)
            wards.setdefault(feature["properties"]["LAD22CD"], []).append((feature["properties"]["WD22CD"], shape))
    return {district: sorted(pairs, key=lambda pair: pair[0]) for district, pairs in wards.items()}


def best_fits():
    """List each LSOA's best-fit wards: by its own lookups, else by its parts of 2011 where they agree."""
    old, new = table("lookup_lsoa11_ward17_KENT_MEDWAY.csv"), table("lookup_lsoa21_ward24_ltla24_KENT_MEDWAY.csv")
    by_old = dict(zip(old["lsoa11_code"], old["ward17_code"]))
    fits = {code: [ward] for code, ward in zip(new["lsoa21_code"], new["ward24_code"])}
    for code, ward in by_old.items():
        fits.setdefault(code, []).append(ward)
    change = table("lookup_lsoa11_lsoa21_ltla22_KENT_MEDWAY.csv")
    for code, parts in change.groupby("lsoa21_code")["lsoa11_code"]:
        found = {by_old.get(part) for part in parts}
        if code not in by_old and len(found) == 1 and None not in found:
            fits.setdefault(code, []).append(found.pop())
    return fits


def with_all_crime(counts):
    """Put beside the 14 types their sum without anti-social behaviour; types as codes."""
    named = counts.rename("crimes").reset_index()
    named["category"] = named.pop("Crime type").str.lower().str.replace(" ", "_").str.replace("-", "_")
    whole = named[named["category"] != "anti_social_behaviour"].assign(category="all_crime")
    keys = [column for column in named if column != "crimes"]
    return pd.concat([named, whole]).groupby(keys)["crimes"].sum().to_dict()


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
