"""Downloads: from a server on this machine that answers as the publishers do, whole and with faults."""

import csv
import json
import re
import zipfile
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from data.__main__ import main
from data.addresses import COLUMNS, SHIPPED, addresses
from data.answers import DownloadStopped
from data.build import build
from data.download import Network
from data.downloads import download, planned
from data.folders import find_files
from data.problems import BuildStopped
from pages.parts.about_tables import sources
from publishers import Publishers
from raw_files import HOME, LOOKUPS, NAMES, WARDS, street_rows

COLLISIONS = ("collision_index,collision_year,police_force,date,time,collision_severity,first_road_class,first_road_number,speed_limit,urban_or_rural_area,"
              "longitude,latitude,location_easting_osgr,location_northing_osgr,local_authority_district,local_authority_ons_district")
CASUALTIES = "collision_index,vehicle_reference,casualty_reference,casualty_severity,casualty_type,age_of_casualty,age_band_of_casualty"
RUC_2011 = "Rural Urban Classification (2011) of Lower Layer Super Output Areas in England and Wales_new"
FAULTS = ("drop", "truncate", "429", "500", "503", "html", "html as data")


def as_csv(rows):
    return "".join(",".join(f'"{cell}"' if "," in str(cell) else str(cell) for cell in row) + "\r\n" for row in rows).encode()


def months_to(newest, count):
    first = int(newest[:4]) * 12 + int(newest[5:]) - count
    return [f"{at // 12}-{at % 12 + 1:02d}" for at in range(first, first + count)]


def tiny_months(newest, count=3, crimes=None):
    """An archive's members: the home force's street files, and another's."""
    members = {}
    for month in months_to(newest, count):
        members[f"{month}/{month}-kent-street.csv"] = as_csv(street_rows(month, *([crimes] if crimes else [])))
        members[f"{month}/{month}-kent-stop-and-search.csv"] = b"Type,Date\r\n"
        members[f"{month}/{month}-essex-street.csv"] = as_csv(street_rows(month)) * 50
    return members


def tiny_roads(server, kind="last-5-years", year=2021, days=("05/03/2021", "06/03/2021")):
    rows = [f"{year}{force}{number},{year},{force},{day},12:00,3,3,26,30,2,0.25,51.12,557000,139000,-1,{HOME}" for number, day in enumerate(days) for force in (46, 47)]
    names = [row.split(",")[0] for row in rows]
    files = {"collision": [COLLISIONS, *rows], "casualty": [CASUALTIES, *(f"{name},1,1,3,0,30,6" for name in names)],
             "vehicle": ["collision_index,vehicle_reference,vehicle_type", *(f"{name},1,9" for name in names)]}
    for word, lines in files.items():
        server.documents[f"/road-accidents-safety-data/dft-road-casualty-statistics-{word}-{kind}.csv"] = ("\r\n".join(lines) + "\r\n").encode()


def feature(properties, geometry=None):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def tiny_places(server):
    for service, vintage in (("Wards_December_2022_Boundaries_UK_BGC", "WD22"), ("WD_MAY_2025_UK_BGC_V2", "WD25")):
        year = vintage[2:]
        server.tables[service] = [
            feature({f"WD{year}CD": code, f"wd{year}nm": name, f"LAD{year}CD": district, f"LAD{year}NM": NAMES[district], "OBJECTID": 1},
                    {"type": "Polygon", "coordinates": [[(west, south), (east, south), (east, north), (west, north), (west, south)]]})
            for code, name, district, (west, south, east, north) in WARDS[vintage]]
    districts = {new: district for _, new, district in LOOKUPS["lookup_lsoa11_lsoa21_ltla22.csv"][1:]}
    wards = dict(zip(districts, (row[0] for row in WARDS["WD22"])))
    server.tables["LSOA11_LSOA21_LAD22_EW_LU_v5"] = [feature({"F_LSOA11CD": old, "LSOA11CD": old, "LSOA21CD": new, "LAD22CD": district})
                                                     for old, new, district in LOOKUPS["lookup_lsoa11_lsoa21_ltla22.csv"][1:]]
    server.tables["LSOA21_WD22_LAD22_EW_LU_v3"] = [feature({"LSOA21CD": lsoa, "WD22CD": wards[lsoa], "LAD22CD": districts[lsoa]}) for lsoa in districts]
    server.tables["LSOA21_WD25_LAD25_EW_LU_v2"] = [feature({"LSOA21CD": lsoa, "WD25CD": next(row[0] for row in WARDS["WD25"] if row[2] == districts[lsoa]),
                                                            "LAD25CD": districts[lsoa]}) for lsoa in districts]
    server.tables["LSOA11_WD17_EW_LU_c65dfe9ca2fa4b0fa578b65a4d5c9856"] = [feature({"LSOA11CD": lsoa, "WD17CD": ward}) for lsoa, ward in LOOKUPS["lookup_lsoa11_ward17.csv"][1:]]
    server.tables[RUC_2011] = [feature({"LSOA11CD": lsoa, "RUC11CD": code}) for lsoa, code in LOOKUPS["ruc11_lsoa11.csv"][1:]]
    for year, service in ((11, "LSOA_Dec_2011_PWC_in_England_and_Wales_2022"), (21, "LLSOA_Dec_2021_PWC_for_England_and_Wales_2022")):
        server.tables[service] = [feature({f"LSOA{year}CD": lsoa}, {"type": "Point", "coordinates": [0.25, 51.12]}) for lsoa in districts]
    server.tables["LSOA21_RUC21_EW_LU"] = [feature({"LSOA21CD": lsoa, "RUC21CD": "UN1"}) for lsoa in districts]
    for lsoa, district in districts.items():
        server.residents.setdefault("NM_2014_1TYPE151", []).append((district, 2022, lsoa, "A place", 200, 900))
    server.residents["NM_2002_1"] = [(district, year, district, name, 200, 1800) for district, name in NAMES.items() for year in (2021, 2022)]
    server.residents["NM_2014_1TYPE182"] = [(row[2], 2022, row[0], row[1], age, 91 if age == 200 else 1)
                                            for row in WARDS["WD25"] for age in (200, *range(101, 192))]


def tiny_publishers():
    publishers = Publishers()
    publishers.archive("2022-03", tiny_months("2022-03"))
    tiny_roads(publishers)
    tiny_places(publishers)
    return publishers


@pytest.fixture
def server():
    """The publishers of tiny files, whole and in good order."""
    publishers = tiny_publishers()
    yield publishers
    publishers.close()


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """What arrives without any fault."""
    folder, publishers = tmp_path_factory.mktemp("good"), tiny_publishers()
    download(HOME, 1, folder / "raw", lambda line: None, publishers.write_addresses(folder / "addresses.csv"))
    publishers.close()
    return contents(folder / "raw")


@pytest.fixture
def order(server, tmp_path):
    """Order the tiny files, without waiting between tries; give the folder."""
    table = server.write_addresses(tmp_path / "addresses.csv")

    def make(folder=tmp_path / "raw", years=1, run=download, said=None, timeout=10.0, network=None):
        waits, lines = [], said if said is not None else []
        run(HOME, years, folder, lines.append, table, network or Network(lines.append, waits.append, timeout))
        return folder
    return make


def contents(folder):
    """Every file that a build would read."""
    return {raw.name: raw.read() for raw in find_files([folder])}


def hidden(folder):
    return sorted(file.name for file in folder.rglob(".*") if file.is_file())


def test_download_then_build(order, built):
    raw = order()
    assert sorted(contents(raw)) == sorted([
        "geography/WD22.geojson", "geography/WD25.geojson", "geography/lookup_lsoa11_lsoa21_ltla22.csv", "geography/lookup_lsoa11_ward17.csv",
        "geography/lookup_lsoa21_ward22_ltla22.csv", "geography/lookup_lsoa21_ward25_ltla25.csv", "geography/lsoa_centres_2011.csv",
        "geography/lsoa_centres_2021.csv", "geography/ruc11_lsoa11.csv", "geography/ruc21_lsoa21.csv",
        *(f"police_uk/{month}/{month}-kent-street.csv" for month in ("2022-01", "2022-02", "2022-03")), "residents/district_residents.csv",
        "residents/residents_lsoa21.csv", "residents/ward_residents_by_age.csv",
        *(f"road_safety/dft-road-casualty-statistics-{word}-last-5-years.csv" for word in ("casualty", "collision", "vehicle"))])
    edition = built(raw)
    about = json.loads((edition / "edition.json").read_text(encoding="utf-8"))
    assert about["extracts"]["crime"]["months"] == ["2022-01", "2022-03"] and about["extracts"]["collisions"]["rows"] == 2
    assert about["extracts"]["casualties"]["rows"] == 2 and about["extracts"]["residents_by_age"]["rows"] > 0
    assert hidden(raw) == []


def test_every_file_has_its_origin_time_and_hash_in_the_edition(order, built):
    edition = built(order())
    about = json.loads((edition / "edition.json").read_text(encoding="utf-8"))
    files = [file for source in about["extracts"]["crime"]["sources"] for file in source["files"]]
    assert len(files) == 3
    for file in files:
        assert file["address"].endswith("/data/archive/2022-03.zip") and re.fullmatch(r"[0-9a-f]{64}", file["sha256"])
        assert file["fetched_at"][:10] >= f"{date.today():%Y}"
    assert f"Kent Police through data.police.uk (fetched from 127.0.0.1, {date.today():%B %Y})" in {row["publisher"] for row in sources(about)}


def test_what_is_there_and_unchanged_is_not_fetched_again(order, server):
    raw = order()
    before, server.asked, server.sent = contents(raw), [], {}
    said = []
    order(said=said)
    assert said[-1].startswith("Fetched 0 files") and contents(raw) == before
    assert not [path for path in server.asked if "arcgis" in path or "dataset" in path]


def test_a_revised_month_and_a_new_one_are_fetched_alone(order, server):
    raw = order()
    revised = tiny_months("2022-04", 4) | {"2022-02/2022-02-kent-street.csv": as_csv(street_rows("2022-02", (("Drugs", "northgate"),)))}
    server.archive("2022-04", revised)
    said = []
    order(said=said)
    assert [line.split(":")[0] for line in said if line.startswith("police_uk/")] == [f"police_uk/{month}/{month}-kent-street.csv" for month in ("2022-02", "2022-04")]
    assert contents(raw)["police_uk/2022-02/2022-02-kent-street.csv"].count(b"\n") == 2


def test_a_file_changed_by_hand_is_fetched_again(order):
    raw = order()
    file = raw / "police_uk" / "2022-02" / "2022-02-kent-street.csv"
    whole = file.read_bytes()
    file.write_bytes(whole[:-1] + b"x")
    order()
    assert file.read_bytes() == whole


def test_another_police_area_s_files_are_not_taken_for_its_own(order, server):
    raw = order()
    noted = json.loads((raw / "downloads.json").read_text(encoding="utf-8"))
    (raw / "downloads.json").write_text(json.dumps(noted | {"police_force": "Essex Police"}), encoding="utf-8")
    said = []
    order(said=said)
    assert sum(line.startswith("road_safety/") for line in said) == 3 and sum(line.startswith("geography/") for line in said) == 10


def test_older_archives_complete_the_history(order, server):
    server.archive("2021-12", tiny_months("2021-12", 3))
    said = []
    raw = order(said=said)
    months = sorted(name[10:17] for name in contents(raw) if name.startswith("police_uk/"))
    assert months == months_to("2022-03", 6)
    assert "Not published any more: 2021-04, 2021-05, 2021-06, 2021-07, 2021-08, 2021-09." in said


def test_list_of_months_that_is_ahead_of_the_archives(order, server):
    server.documents["/api/crimes-street-dates"] = b'[{"date": "2022-04"}]'
    assert "police_uk/2022-03/2022-03-kent-street.csv" in contents(order())


def test_roads_are_cut_to_the_police_area(order):
    found = contents(order())
    rows = found["road_safety/dft-road-casualty-statistics-collision-last-5-years.csv"].decode().splitlines()
    assert [row.split(",")[0] for row in rows] == ["collision_index", "2021460", "2021461"]
    assert [row.split(",")[0] for row in found["road_safety/dft-road-casualty-statistics-vehicle-last-5-years.csv"].decode().splitlines()[1:]] == ["2021460", "2021461"]


def test_provisional_roads_are_those_after_the_final_ones(order, server):
    year = date.today().year
    tiny_roads(server, f"provisional-{year}", year, ("05/03/2021", f"06/01/{year}"))
    raw = order()
    name = f"road_safety/dft-road-casualty-statistics-collision-provisional-{year}.csv"
    assert [row.split(",")[0] for row in contents(raw)[name].decode().splitlines()[1:]] == [f"{year}461"]
    tiny_roads(server, year=year, days=(f"31/12/{year}",))
    order()
    assert name not in contents(raw)


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("only", ["/data/archive", "/road-accidents", "/"])
def test_a_fault_that_passes_leaves_no_trace(order, server, good, fault, only):
    server.faults, server.only = [fault] * 5, only
    raw = order()
    server.faults = []
    assert contents(raw) == good and hidden(raw) == []


@pytest.mark.parametrize(("fault", "only"), [("drop", "/data/archive"), ("html as data", "/data/archive"), ("truncate", "/road-accidents"), ("html", "/road-accidents"),
                                             ("429", "/ESMAR"), ("500", "/api/crimes"), ("503", "/api/v01"), ("html as data", "/ESMAR"), ("html as data", "/api/v01")])
def test_a_fault_that_stays_is_one_clear_message_and_the_next_run_goes_on(order, server, good, fault, only):
    server.faults, server.only = [fault] * 200, only
    with pytest.raises(DownloadStopped) as error:
        order()
    lines = error.value.report().splitlines()
    assert lines[0] == "Stopped: 1 problem. What arrived whole stays." and len(lines) == 2 and server.address in lines[1]
    server.faults = []
    assert contents(order()) == good


def test_a_stall_ends_by_the_time_limit(order, server, good):
    server.faults, server.only = ["stall"], "/road-accidents"
    said = []
    assert contents(order(timeout=0.3, said=said)) == good and any("trying again" in line for line in said)


def test_a_cut_file_is_gone_on_with(order, server):
    path = "/road-accidents-safety-data/dft-road-casualty-statistics-collision-last-5-years.csv"
    server.faults, server.only = ["truncate"], path
    order()
    assert server.sent[path] == len(server.documents[path])


def test_a_killed_download_is_gone_on_with_and_half_a_file_is_no_file(order, server, tmp_path):
    path = "/road-accidents-safety-data/dft-road-casualty-statistics-collision-last-5-years.csv"
    server.faults, server.only = ["truncate", *["500"] * 5], path
    raw = tmp_path / "raw"
    with pytest.raises(DownloadStopped):
        order()
    assert [name for name in hidden(raw) if name.endswith(".part")] and not [name for name in contents(raw) if "road" in name]
    order()
    assert server.sent[path] == len(server.documents[path]) and hidden(raw) == []


def test_a_file_that_changed_between_two_tries_is_not_put_together_of_both(order, server):
    path = "/road-accidents-safety-data/dft-road-casualty-statistics-collision-last-5-years.csv"
    server.faults, server.only = ["truncate", "change"], path
    server.later = lambda: tiny_roads(server, days=("07/03/2021", "08/03/2021", "09/03/2021"))
    text = contents(order())["road_safety/dft-road-casualty-statistics-collision-last-5-years.csv"].decode()
    assert re.findall(r"0\d/03/2021", text) == ["07/03/2021", "08/03/2021", "09/03/2021"]


@pytest.mark.parametrize("at", [1, 2, 3])
def test_an_archive_that_changes_mid_way_is_begun_anew(order, server, at):
    newer = tiny_months("2022-03", crimes=(("Drugs", "northgate"),))
    server.archive("2022-03", tiny_months("2022-03") | {"2022-01/2022-01-aaa-street.csv": bytes(range(256)) * 2000}, zipfile.ZIP_STORED)
    server.faults, server.only = [""] * at + ["change"], "/data/archive"
    server.later = lambda: server.archive("2022-03", newer)
    said = []
    found = contents(order(said=said))
    wanted = {f"police_uk/{name}": content for name, content in newer.items() if name.endswith("kent-street.csv")}
    assert {name: content for name, content in found.items() if name.startswith("police_uk/")} == wanted
    assert any("beginning anew" in line for line in said)


def test_a_server_without_ranges_gives_the_archive_whole(order, server, good):
    server.has_ranges = False
    said = []
    raw = order(said=said)
    assert contents(raw) == good and hidden(raw) == []
    assert any("the server gives no parts: fetching the archive whole" in line for line in said)


def test_a_damaged_archive_is_one_clear_message(order, server):
    whole = server.documents["/data/archive/2022-03.zip"]
    at = whole.index(b"2022-02-kent-street.csv") + 60
    server.documents["/data/archive/2022-03.zip"] = whole[:at] + bytes(255 - byte for byte in whole[at:at + 40]) + whole[at + 40:]
    with pytest.raises(DownloadStopped, match="1 problem") as error:
        order()
    assert "2022-03.zip: found an archive that changed while it was read, or is damaged" in error.value.report()


def test_members_of_another_kind_are_not_taken(order, server, tmp_path):
    server.archive("2022-03", tiny_months("2022-03") | {"2022-02/2022-02-kent-street.csv": b"a,b\r\n1,2\r\n"})
    with pytest.raises(DownloadStopped) as error:
        order()
    assert "2022-02-kent-street.csv: found no column 'crime_id'; expected a file of police crimes, street level." in error.value.report()
    assert "police_uk/2022-02/2022-02-kent-street.csv" not in contents(tmp_path / "raw") and hidden(tmp_path / "raw") == []


def test_a_long_wait_that_the_server_asks_for_is_said(order, server, monkeypatch):
    monkeypatch.setattr("data.download.LONGEST_WAIT", 0.5)
    server.faults, server.only = ["429"], "/data/archive"
    with pytest.raises(DownloadStopped) as error:
        order()
    assert "status 429 (tried 1 time)" in error.value.report()


def test_the_wait_that_the_server_asks_for_is_kept(server, tmp_path):
    server.faults, server.only = ["503"], "/api/crimes"
    waits = []
    Network(print, waits.append).text(f"{server.address}/api/crimes-street-dates", json.loads)
    assert len(waits) == 1 and waits[0] >= 1


def test_what_is_not_needed_may_be_missing_and_is_said(order, server, good):
    said = []
    del server.tables[RUC_2011]
    assert good.keys() - contents(order(said=said)).keys() == {"geography/ruc11_lsoa11.csv"}
    assert any(line.startswith("Without rural-urban classification of 2011: ") for line in said)


def test_what_is_needed_may_not_be_missing(order, server):
    del server.tables["WD_MAY_2025_UK_BGC_V2"]
    with pytest.raises(DownloadStopped, match="1 problem") as error:
        order()
    assert "error 400 Invalid URL" in error.value.report()


@settings(max_examples=10, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(faults=st.lists(st.sampled_from(["", *FAULTS, "ignore range"]), max_size=12))
def test_any_sequence_of_faults_ends_whole_or_with_one_message(order, server, good, tmp_path_factory, faults):
    folder = tmp_path_factory.mktemp("faults")
    server.faults, server.only = list(faults), ""
    try:
        order(folder)
    except DownloadStopped as error:
        assert len(error.problems) == 1
        assert all(good[name] == content for name, content in contents(folder).items())
    server.faults = []
    assert contents(order(folder)) == good and hidden(folder) == []


def test_dry_run_says_every_address_and_writes_nothing(order, server, tmp_path):
    server.archive("2022-03", tiny_months("2022-03", 12))
    lines = []
    order(tmp_path / "none", run=lambda *words: lines.extend(planned(*words)))
    assert not (tmp_path / "none").exists()
    said = {line.split("?")[0].split("  ")[0] for line in lines}
    server.asked = []
    order()
    assert {server.address + path.replace(" ", "%20") for path in server.asked} <= said
    size = len(server.documents["/data/archive/2022-03.zip"]) / 1e6
    assert any(f"{size:,.1f} MB; only the files of Kent Police" in line for line in lines)


def test_dry_run_without_a_network_says_the_addresses_all_the_same(server, order, tmp_path):
    server.close()
    lines = []
    order(tmp_path / "none", run=lambda *words: lines.extend(planned(*words)), timeout=0.5)
    assert len(lines) > 30 and not (tmp_path / "none").exists()


def test_command_line(server, tmp_path, capsys):
    table = server.write_addresses(tmp_path / "addresses.csv")
    assert main(["download", "--home", HOME, "--years", "1", "--to", str(tmp_path / "raw"), "--addresses", str(table)]) == 0
    out, err = capsys.readouterr()
    assert "police_uk/2022-03/2022-03-kent-street.csv" in out.splitlines() and "Fetched 19 files" in err
    assert main(["download", "--home", "E99999999", "--to", str(tmp_path / "raw"), "--addresses", str(table)]) == 1
    assert "--home: found 'E99999999'" in capsys.readouterr().err


def test_two_downloads_at_once_into_one_folder_are_refused(order, tmp_path):
    from data.workplace import alone

    (tmp_path / "raw").mkdir()
    with alone(tmp_path / "raw", "download"), pytest.raises(BuildStopped) as error:
        order()
    assert "another download at work here" in error.value.report()


def test_every_address_has_its_publisher_licence_purpose_and_how_it_was_found():
    with SHIPPED.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert len(rows) == len(addresses()) == 21
    assert all(row["address"].startswith("https://") and row["verified"] in ("yes", "no") for row in rows)
    assert all(row[name] for row in rows for name in ("publisher", "licence", "purpose", "found_in"))


@pytest.mark.parametrize(("text", "said"), [
    ("name,kind\nx,y\n", "column 'address': found no such column"),
    (",".join(COLUMNS) + "\n" + "x,wards,ftp://there" + "," * (len(COLUMNS) - 3) + "\n", "row 2: found 'ftp://there'; expected an address of the web"),
])
def test_a_table_of_addresses_that_is_wrong_is_said(tmp_path, text, said):
    (tmp_path / "addresses.csv").write_text(text, encoding="utf-8")
    with pytest.raises(BuildStopped) as error:
        addresses(tmp_path / "addresses.csv")
    assert said in error.value.report()
