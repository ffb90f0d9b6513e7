"""What is recognised and wrong stops the build with a report, and the edition that serves goes on serving."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from data.build import build
from data.problems import BuildStopped
from raw_files import CRIMES, HOME, street_file, street_rows, write_places, write_street, write_table, write_wards

FEBRUARY = "police/2022-02/2022-02-kent-street.csv"


@pytest.fixture(scope="module")
def editions(tmp_path_factory):
    """A folder of editions with one that was built from the tiny raw files."""
    folder = tmp_path_factory.mktemp("good")
    write_street(write_places(folder / "raw"), "2022-01")
    return build([folder / "raw"], HOME, None, folder / "editions", lambda text: None).parent


@pytest.fixture
def serving(editions, tmp_path):
    """The edition that is current before the damage is done."""
    pointer = Path(shutil.copytree(editions, tmp_path / "editions")) / "current"
    return pointer.with_name(pointer.read_text(encoding="utf-8").strip())


@pytest.fixture
def february(raw):
    return street_file(raw / "police", "2022-02")


@pytest.fixture
def stopped(raw, built, serving):
    """Build from the damaged files; give the report's lines, once it is sure that nothing was changed."""
    def lines(*more, **choices):
        before = {file: file.read_bytes() for file in serving.parent.rglob("*") if file.is_file()}
        with pytest.raises(BuildStopped) as error:
            built(raw, *more, **choices)
        assert {file: file.read_bytes() for file in serving.parent.rglob("*") if file.is_file()} == before
        return error.value.report().splitlines()
    return lines


def changed(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")


def test_file_cut_inside_a_row(stopped, february):
    february.write_bytes(february.read_bytes()[:-30])
    assert stopped() == [
        "Stopped: 1 problem. Nothing was changed.",
        f"- {FEBRUARY}, row 11: found an end inside the row; expected a line end after the last row. The file was cut: download it again."]


def test_row_with_too_few_values(stopped, february):
    changed(february, "\n2022-02-1,", "\n2022-02-1;")
    assert stopped()[1:] == [f"- {FEBRUARY}, row 3: found 11 values; expected 12 values. The row was cut or damaged: get the file again."]


def test_month_that_is_not_its_files(stopped, february):
    changed(february, "2022-02-1,2022-02,", "2022-02-1,2022-03,")
    assert stopped()[1:] == [f"- {FEBRUARY}, column 'Month', row 3: found '2022-03'; expected 2022-02, the month of the file. Download the file again."]


@pytest.mark.parametrize("column", ["Crime type", "LSOA code", "Falls within"])
def test_missing_column(stopped, february, column):
    at = street_rows("2022-02")[0].index(column)
    write_table(february, [row[:at] + row[at + 1:] for row in street_rows("2022-02")])
    assert stopped()[1:] == [f"- {FEBRUARY}, column '{column}', row 1: found no such column; expected it, in a file of police crimes, street level. "
                             "Get the file again with all its columns."]


def test_column_given_twice(stopped, february):
    write_table(february, [(*row, row[-1]) for row in street_rows("2022-02")])
    assert stopped()[1:] == [f"- {FEBRUARY}, column 'Context', row 1: found the column twice; expected each column once. Take one of them out."]


def test_file_parted_by_semicolons(stopped, february):
    february.write_text(february.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8", newline="")
    assert stopped()[1:] == [f"- {FEBRUARY}, row 1: found columns parted by semicolons; expected commas, in a file of police crimes, street level. "
                             "Save it with commas."]


def test_two_files_for_one_month_with_different_rows(stopped, raw):
    write_table(raw / "revised" / "2022-02-kent-street.csv", street_rows("2022-02", CRIMES[1:]))
    assert stopped()[1:] == ["- revised/2022-02-kent-street.csv, column 'Month', row 2: found other rows than "
                             f"{FEBRUARY}; expected one file for 2022-02, Kent Police. Keep the file of the newer release."]


def test_file_that_is_not_utf_8(stopped, february):
    changed(february, "Mill Lane", "Café Lane")
    february.write_bytes(february.read_text(encoding="utf-8").encode("latin-1"))
    assert stopped()[1:] == [f"- {FEBRUARY}, row 2: found byte 0xe9, which is not UTF-8; expected UTF-8 text. "
                             "Save it as 'CSV UTF-8', or download it again."]


def test_file_of_a_spreadsheet_in_utf_16(stopped, february):
    february.write_bytes(february.read_text(encoding="utf-8").encode("utf-16"))
    assert stopped()[1].startswith(f"- {FEBRUARY}, row 1: found byte 0xff, which is not UTF-8")


def test_boundaries_in_metres_of_the_national_grid(stopped, raw):
    file = raw / "places" / "WD22.geojson"
    whole = json.loads(file.read_text(encoding="utf-8"))
    whole["features"][1]["geometry"]["coordinates"] = [[[558000, 139000], [559000, 139000], [559000, 140000], [558000, 139000]]]
    file.write_text(json.dumps(whole), encoding="utf-8")
    assert stopped()[1:] == ["- places/WD22.geojson, column 'geometry', row 2: found the coordinates 558000, 139000; expected longitude and latitude in "
                             "degrees (WGS84). Download the boundaries as GeoJSON in WGS84 (EPSG:4326), not in British National Grid metres."]


def test_boundaries_cut_short(stopped, raw):
    file = raw / "places" / "WD22.geojson"
    file.write_bytes(file.read_bytes()[:-40])
    assert stopped()[1].startswith("- places/WD22.geojson, row 1: found broken JSON (")


def test_boundaries_without_their_district(stopped, raw):
    changed(raw / "places" / "WD22.geojson", "LAD22CD", "LAD_CODE")
    assert stopped()[1:] == ["- places/WD22.geojson, column 'LAD22CD': found no such property; expected it on every ward. "
                             "Download the file with all its properties."]


@pytest.mark.parametrize(("old", "new", "expected"), [
    ("Burglary", "Witchcraft", "column 'Crime type', row 2: found 'Witchcraft'; expected one of the publisher's 14 crime types."),
    ("0.25,51.12", "51.12,0.25", "column 'Latitude', row 2: found '0.25'; expected degrees between 49 and 61."),
    ("0.25,51.12", "0.25,", "column 'Latitude', row 2: found ''; expected both coordinates or none."),
    ("0.25,51.12", "east,51.12", "column 'Longitude', row 2: found 'east'; expected degrees between -9 and 3, not 0."),
    ("2022-02-0,2022-02", "2022-02-0,Feb 2022", "column 'Month', row 2: found 'Feb 2022'; expected a month such as 2022-12."),
])
def test_value_that_the_publisher_does_not_document(stopped, february, old, new, expected):
    changed(february, old, new)
    assert any(line.startswith(f"- {FEBRUARY}, {expected}") for line in stopped())


def test_every_problem_of_every_file_is_in_one_report(stopped, raw, february):
    write_street(raw / "police", "2022-03")
    changed(february, "Burglary", "Witchcraft")
    changed(street_file(raw / "police", "2022-03"), "Burglary", "Alchemy")
    assert stopped()[0] == "Stopped: 2 problems. Nothing was changed."


def test_damaged_zip(stopped, raw, february):
    archive = raw / "latest.zip"
    with zipfile.ZipFile(archive, "w") as opened:
        opened.write(february, FEBRUARY)
    archive.write_bytes(archive.read_bytes()[:-60])
    assert stopped()[1].startswith("- latest.zip: found a damaged zip (")


def test_wards_of_a_vintage_that_was_not_given(stopped):
    assert stopped(wards="WD25")[1:] == ["- ward boundaries: found WD22; expected WD25. Give the boundary files of that vintage, as GeoJSON in WGS84."]


def test_path_that_is_not_there(stopped, raw):
    assert stopped(raw / "nowhere")[1] == f"- {raw / 'nowhere'}: found nothing there; expected a folder, a zip or a file. Give the right path."


@pytest.mark.parametrize(("name", "header", "row", "expected"), [
    ("population19.csv", ("lsoa11_code", "residents"), ("E01999001", "many"),
     "population19.csv, column 'residents', row 2: found 'many'; expected a whole number."),
    ("population.csv", ("lsoa11_code", "residents"), ("E01999001", "9"), "population.csv, column 'year': found no year; expected the year of its residents."),
    ("ruc.csv", ("lsoa11_code", "ruc11_code"), ("E01999001", "Z9"),
     "ruc.csv, column 'ruc11_code', row 2: found 'Z9'; expected a code of the rural-urban classification."),
    ("districts.csv", ("area_code", "year", "residents", "basis"), (HOME, "2022", "9", "a guess"),
     "districts.csv, column 'basis', row 2: found 'a guess'; expected 'mid-year estimate' or 'Census 2021'."),
])
def test_lookup_or_residents_that_cannot_be_read(stopped, raw, name, header, row, expected):
    write_table(raw / name, [header, row])
    assert stopped()[1].startswith(f"- {expected}")


def test_home_that_is_no_district(raw, serving, tmp_path):
    with pytest.raises(BuildStopped, match="1 problem"):
        build([raw], "E07999999", None, serving.parent, lambda text: None)
    assert (serving.parent / "current").read_text(encoding="utf-8") == f"{serving.name}\n"


def test_boundaries_without_the_home_district(stopped, raw):
    file = write_wards(raw / "places", "WD22")
    whole = json.loads(file.read_text(encoding="utf-8"))
    whole["features"] = whole["features"][2:]
    file.write_text(json.dumps(whole), encoding="utf-8")
    assert stopped()[1:] == [f"- ward boundaries: found no ward of {HOME} in WD22; expected the home district's wards. "
                             "Give the boundary file that holds them, or another --wards."]
