"""Road casualty files in every naming in use become collisions and casualties: all counted, placed, or reported."""

import csv
import json
import os
import zipfile
from datetime import date
from pathlib import Path

import duckdb
import pytest

from damage_runs import draw_once
from data.build import build
from data.checks import failures
from data.problems import BuildStopped
from raw_files import HOME, NEIGHBOUR, NORTHGATE, SOUTHMEAD, write_table

REAL = Path(__file__).parent.parent.parent / "shared" / "real"
HARTLEPOOL = "E06000001"
BEFORE_2019 = {
    "collisions": ("Accident_Index", "Location_Easting_OSGR", "Location_Northing_OSGR", "Longitude", "Latitude", "Police_Force", "Accident_Severity",
                   "Date", "Time", "Local_Authority_(District)", "1st_Road_Class", "1st_Road_Number", "Speed_limit", "Urban_or_Rural_Area"),
    "casualties": ("Accident_Index", "Vehicle_Reference", "Casualty_Reference", "Casualty_Severity", "Casualty_Type", "Age_of_Casualty",
                   "Age_Band_of_Casualty"),
    "vehicles": ("Accident_Index", "Vehicle_Reference", "Vehicle_Type"),
}
TODAY = {  # old name -> today's, where lower case is not enough
    "Accident_Index": "collision_index", "Accident_Severity": "collision_severity", "Local_Authority_(District)": "local_authority_district",
    "1st_Road_Class": "first_road_class", "1st_Road_Number": "first_road_number",
}
NORTH, SOUTH = ("558000", "139000", "0.25", "51.12"), ("565000", "139200", "0.35", "51.12")
COLLISIONS = (
    ("2022460001", *NORTH, "46", "1", "04/01/2022", "08:30", "543", "3", "264", "60", "2"),
    ("2022460002", *SOUTH, "46", "3", "31/12/2022", "-1", "543", "6", "0", "30", "1"),
    ("2022460003", "-1", "-1", "-1", "-1", "46", "2", "02/02/2022", "17:05", "543", "-1", "-1", "-1", "3"),
    ("2022460004", "558000", "144500", "0.25", "51.17", "46", "3", "02/02/2022", "17:05", "542", "4", "2027", "99", "1"),
    ("2022470005", "560000", "100000", "0.28", "50.77", "47", "2", "02/02/2022", "17:05", "559", "3", "27", "30", "1"),
)
CASUALTIES = (
    ("2022460001", "1", "1", "1", "9", "44", "7"), ("2022460001", "2", "2", "3", "0", "9", "2"), ("2022460002", "1", "1", "3", "97", "-1", "-1"),
    ("2022460003", "1", "1", "2", "1", "80", "11"), ("2022460004", "1", "1", "3", "21", "30", "6"), ("2022470005", "1", "1", "2", "9", "30", "6"),
)
VEHICLES = (("2022460001", "1", "9"), ("2022460001", "2", "21"), ("2022460002", "1", "97"), ("2022460003", "1", "1"), ("2022460004", "1", "98"),
            ("2022470005", "1", "9"))
ROWS = {"collisions": COLLISIONS, "casualties": CASUALTIES, "vehicles": VEHICLES}


@pytest.fixture
def roads(raw):
    """Write the three files beside the other raw files; a kind's rows or names can be others, or None for no file."""
    def write(folder="roads", naming=lambda name: name, **others):
        for kind, rows in (ROWS | others).items():
            if rows is not None:
                write_table(raw / folder / f"{kind}.csv", [tuple(naming(name) for name in BEFORE_2019[kind]), *rows])
        return raw / folder
    return write


def todays(name):
    return TODAY.get(name, name.lower())


def of_2023(name):
    return todays(name).replace("collision_index", "accident_index")


def read(edition, extract, columns="*", where="true"):
    return duckdb.execute(f"select {columns} from read_parquet('{(edition / extract).as_posix()}.parquet') where {where} order by all").fetchall()


def said(edition):
    return json.loads((edition / "edition.json").read_text(encoding="utf-8"))["report"]["roads"]


def test_codes_become_words_and_points_get_their_ward(roads, raw, built):
    roads()
    edition = built(raw)
    assert read(edition, "collisions", """collision_id, date, time, district_code, ward_code, severity, speed_limit_mph, road_class, road_number,
        rural_urban_site, easting_m""") == [
        ("2022460001", date(2022, 1, 4), "08:30", HOME, NORTHGATE, "Fatal", 60, "A", 264, "Rural", 558000),
        ("2022460002", date(2022, 12, 31), None, HOME, SOUTHMEAD, "Slight", 30, "Unclassified", None, "Urban", 565000),
        ("2022460003", date(2022, 2, 2), "17:05", HOME, None, "Serious", None, None, None, None, None),
        ("2022460004", date(2022, 2, 2), "17:05", NEIGHBOUR, "E05999003", "Slight", None, "B", 2027, "Urban", 558000)]
    assert read(edition, "casualties") == [
        ("2022460001", 1, "Fatal", "Car occupant", 44, "36 to 45", None), ("2022460001", 2, "Slight", "Pedestrian", 9, "6 to 10", None),
        ("2022460002", 1, "Slight", "Motorcyclist", None, None, None), ("2022460003", 1, "Serious", "Cyclist", 80, "76 and over", None),
        ("2022460004", 1, "Slight", "Goods vehicle occupant", 30, "26 to 35", None)]


def test_who_was_involved_is_told_from_vehicles_and_casualties(roads, raw, built):
    roads()
    assert read(built(raw), "collisions", "collision_id, is_hgv, is_pedestrian, is_cyclist, is_motorcyclist, is_car, vehicles") == [
        ("2022460001", True, True, False, False, True, 2), ("2022460002", False, False, False, True, False, 1),
        ("2022460003", False, False, True, False, False, 1), ("2022460004", False, False, False, False, False, 1)]


@pytest.mark.parametrize("naming", [todays, of_2023])
def test_every_naming_gives_the_same(roads, raw, built, naming):
    roads()
    once = built(raw)
    roads(naming=naming)
    again = built(raw)
    assert [read(again, extract) for extract in ("collisions", "casualties", "coverage")] == [
        read(once, extract) for extract in ("collisions", "casualties", "coverage")]


def test_ons_district_is_taken_where_it_is_known_and_the_number_elsewhere(roads, raw, built):
    folder = roads()
    rows = [(*row, code) for row, code in zip(COLLISIONS, (HOME, "-1", "E07000116", "E07000115", "E07000061"))]
    rows[0] = tuple("-1" if value == "543" else value for value in rows[0])
    write_table(folder / "collisions.csv", [(*BEFORE_2019["collisions"], "local_authority_ons_district"), *rows])
    assert [row[0] for row in read(built(raw), "collisions", "district_code")] == [NEIGHBOUR, HOME, HOME, HOME]


@pytest.mark.parametrize("name", ["casualty_adjusted_serious", "casualty_adjusted_severity_serious"])
def test_adjusted_severity_is_taken_under_both_its_names(roads, raw, built, name):
    folder = roads()
    write_table(folder / "casualties.csv", [(*BEFORE_2019["casualties"], name), (*CASUALTIES[0], "0"), (*CASUALTIES[2], "0.0288"), (*CASUALTIES[3], "-1")])
    assert read(built(raw), "casualties", "adjusted_serious") == [(0.0,), (0.0288,), (None,)]


def test_rows_in_are_rows_kept_and_rows_left_out_by_reason(roads, raw, built):
    roads(collisions=(*COLLISIONS, ("2022460006", *NORTH, "46", "3", "04/01/2022", "08:30", "9999", "3", "1", "30", "1"),
                      ("2022460007", *NORTH, "46", "3", "soon", "08:30", "543", "3", "1", "30", "1")))
    found = said(built(raw))
    assert (found["rows_read"], found["rows_kept"]) == ({"collisions": 7, "casualties": 6, "vehicles": 6}, {"collisions": 4, "casualties": 5, "vehicles": 5})
    assert found["rows_dropped"] == {
        "collisions": {"outside the police area": 1, "a district that is not known": 1, "no readable date": 1},
        "casualties": {"collision: outside the police area": 1}, "vehicles": {"collision: outside the police area": 1}}
    assert found["collisions_unplaced"] == 1


def test_what_has_no_counterpart_is_named(roads, raw, built):
    roads(casualties=(*CASUALTIES[1:5], ("2022460099", "1", "1", "3", "9", "20", "4")), vehicles=VEHICLES[:2])
    alone = said(built(raw))["alone"]
    assert {what: each["such_as"] for what, each in alone.items()} == {
        "casualties without a collision": ["2022460099"], "vehicles without a collision": [], "collisions without a casualty": [],
        "collisions without a vehicle": ["2022460002", "2022460003", "2022460004"]}


def test_without_vehicles_who_was_involved_is_not_known(roads, raw, built):
    roads(vehicles=None)
    assert set(read(built(raw), "collisions", "is_hgv, is_car, vehicles")) == {(None, None, None)}


def test_year_without_its_casualties_is_not_whole(roads, raw, built):
    roads(casualties=None)
    assert {row[0] for row in read(built(raw), "coverage", "is_complete", "extract = 'collisions'")} == {False}


def test_every_month_of_a_given_year_is_covered_and_a_year_between_is_missing(roads, raw, built):
    later = tuple(value.replace("2022", "2024") for value in COLLISIONS[0]), tuple(value.replace("2022", "2024") for value in CASUALTIES[0])
    roads()
    roads("later", collisions=(later[0],), casualties=(later[1],), vehicles=None)
    rows = read(built(raw), "coverage", "year(month), count(*), bool_and(is_complete)", "extract = 'collisions' group by 1")
    assert rows == [(2022, 12, True), (2023, 12, False), (2024, 12, True)]


def test_provisional_file_ends_with_its_last_month(roads, raw, built):
    folder = roads(collisions=COLLISIONS[2:], casualties=CASUALTIES[3:], vehicles=None)
    (folder / "collisions.csv").rename(folder / "dft-road-casualty-statistics-collision-provisional-2022.csv")
    assert read(built(raw), "coverage", "month(month), is_provisional", "extract = 'collisions'") == [(1, True), (2, True)]


def test_year_within_a_file_of_many_years_counts_once(roads, raw, built):
    once = [read(edition, "casualties") for edition in [built(raw / "places", roads())]]
    roads("many_years")
    edition = built(raw)
    assert [read(edition, "casualties")] == once
    assert said(edition)["rows_dropped"]["collisions"] == {"outside the police area": 2, "given twice": 4}


def test_collision_given_twice_with_other_values_stops_the_build(roads, raw, built):
    roads()
    changed = tuple("2" if at == 6 else value for at, value in enumerate(COLLISIONS[1]))
    roads("revised", collisions=(changed,), casualties=None, vehicles=None)
    with pytest.raises(BuildStopped) as error:
        built(raw)
    assert error.value.report().splitlines()[1:] == [
        "- roads/collisions.csv: found other values than another file for 1 collisions (such as 2022460002); expected each collision once, or twice "
        "alike. Keep the file of the newer release."]


def test_zip_gives_the_same_as_folders(roads, raw, built, tmp_path):
    folder = roads()
    with zipfile.ZipFile(tmp_path / "stats19.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for file in folder.iterdir():
            archive.write(file, f"any/{file.name}")
    assert read(built(raw / "places", tmp_path / "stats19.zip"), "collisions") == read(built(raw / "places", folder), "collisions")


def test_row_that_is_cut_stops_the_build(roads, raw, built):
    file = roads() / "collisions.csv"
    file.write_text(file.read_text(encoding="utf-8")[:-30], encoding="utf-8", newline="")
    with pytest.raises(BuildStopped) as error:
        built(raw)
    assert error.value.report().splitlines()[1].startswith("- roads/collisions.csv, row 6: found a row that can't be read (")


def test_column_that_is_missing_stops_the_build(roads, raw, built):
    folder = roads()
    write_table(folder / "casualties.csv", [BEFORE_2019["casualties"][:-1], *(row[:-1] for row in CASUALTIES)])
    with pytest.raises(BuildStopped) as error:
        built(raw)
    assert error.value.report().splitlines()[1:] == [
        "- roads/casualties.csv, column 'age_band_of_casualty', row 1: found no such column; expected it, in a file of road casualties (STATS19). "
        "Get the file again with all its columns."]


def test_code_that_the_guide_lacks_is_null_and_reported(roads, raw, built):
    roads(casualties=(("2022460001", "1", "1", "1", "777", "44", "7"), *CASUALTIES[1:]))
    edition = built(raw)
    assert said(edition)["unknown_codes"] == {"road_user '777'": 1}
    assert read(edition, "casualties", "road_user", "casualty_no = 1 and severity = 'Fatal'") == [(None,)]


def test_district_without_boundaries_has_its_name_and_no_wards(roads, tmp_path):
    edition = build([roads()], HOME, None, tmp_path / "editions", lambda text: None)
    assert failures(edition) == []
    assert read(edition, "areas", "area_code, area_name, boundary, longitude") == [
        (NEIGHBOUR, "Tonbridge and Malling", None, None), (HOME, "Tunbridge Wells", None, None)]
    assert read(edition, "collisions", "count(*), count(ward_code)") == [(4, 0)]


needs_real = pytest.mark.skipif(not REAL.is_dir() and os.environ.get("CI") != "true", reason="needs the published files in ../shared/real")


def severities(edition, extract, where):
    return dict(duckdb.execute(f"select t.severity, count(*) from '{edition.as_posix()}/{extract}.parquet' as t "
                               f"join '{edition.as_posix()}/collisions.parquet' as c using (collision_id) where {where} group by 1").fetchall())


def with_ons_codes(header, rows):
    """Give the home district by its ONS code, its old number gone, as files of today do."""
    if "Local_Authority_(District)" not in header:
        return header, rows
    at = header.index("Local_Authority_(District)")
    coded = [[*row[:at], "-1", *row[at + 1:], HOME] if row[at] == "543" else [*row, "-1"] for row in rows]
    return [*header, "local_authority_ons_district"], coded


@needs_real
@pytest.mark.parametrize(("naming", "districts"), [(lambda name: name, lambda *table: table), (todays, lambda *table: table), (todays, with_ons_codes),
                                                   (lambda name: todays(name).replace("collision_index", "accident_index"), with_ons_codes)])
def test_published_files_of_2017_in_every_naming(naming, districts, tmp_path, monkeypatch):
    draw_once(monkeypatch.setattr)  # the boundaries are the same
    for file in (REAL / "stats19").glob("*_2017_police46.csv"):
        with file.open(encoding="utf-8-sig", newline="") as opened:
            header, *rows = csv.reader(opened)
        header, rows = districts(header, rows)
        write_table(tmp_path / "roads" / file.name, [tuple(naming(name) for name in header), *rows])
    edition = build([tmp_path / "roads", REAL / "geography"], HOME, "WD22", tmp_path / "editions", lambda text: None)
    here, = read(edition, "areas", "area_code", "area_name = 'Goudhurst and Lamberhurst'")
    assert severities(edition, "collisions", f"c.district_code = '{HOME}'") == {"Fatal": 5, "Serious": 46, "Slight": 235}
    assert severities(edition, "casualties", f"c.district_code = '{HOME}'") == {"Fatal": 7, "Serious": 51, "Slight": 323}
    assert severities(edition, "casualties", f"c.ward_code = '{here[0]}'") == {"Fatal": 1, "Serious": 4, "Slight": 35}
    assert read(edition, "collisions", "count(*)", f"district_code = '{HOME}' and ward_code is null") == [(3,)]


@needs_real
def test_published_sample_of_2023_builds_with_its_own_district_as_home(tmp_path):
    edition = build([REAL / "stats19" / "header_2023"], HARTLEPOOL, None, tmp_path / "editions", lambda text: None)
    assert severities(edition, "collisions", "true") == {"Fatal": 1, "Serious": 1, "Slight": 6}
    assert severities(edition, "casualties", "true") == {"Fatal": 1, "Serious": 1, "Slight": 10}
    assert failures(edition) == []
