"""The published files beside the repository, served as their publishers serve them: downloaded and built, against built from the folder."""

import csv
import io
import json
import os
import re
import zipfile

import duckdb
import pytest

from data.build import build
from data.download import Network
from data.downloads import download
from publishers import Publishers
from raw_files import HOME
from recount import GEOGRAPHY, REAL
from test_download import RUC_2011, feature

MONTHS = ["2022-01", "2022-02", "2022-03"]
WARD24 = "LSOA21_WD24_LAD24_EW_LU"
SAME = {"crime": "*", "crime_places": "*", "outcomes": "*", "coverage": "*", "collisions": "*", "casualties": "*", "areas": "*", "residents_by_age": "*",
        "residents": "area_code, year, residents"}  # the service of figures calls all of them mid-year estimates
FOLDER = [*(REAL / "police_uk" / month for month in MONTHS), *REAL.glob("stats19/*_2017_*.csv"), GEOGRAPHY,
          *(REAL / "population" / name for name in ("SAPE23DT8a_mid2020_persons_kent.csv", "census2021_lsoa21_KENT_MEDWAY.csv", "district_residents.csv"))]
pytestmark = pytest.mark.skipif(not REAL.is_dir() and os.environ.get("CI") != "true", reason="needs the published files in ../shared/real")


def rows_of(file):
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def lookup(file, fields):
    return [feature({new: row[old] for new, old in fields.items()}) for row in rows_of(GEOGRAPHY / file)]


def serve_police(server):
    """One archive: an older month, the last ones, other forces' files between the home force's."""
    members = {f"{file.parent.name}/{file.name}": file.read_bytes() for month in ("2021-03", *MONTHS) for file in (REAL / "police_uk" / month).glob("*.csv")}
    others = {name.replace("kent", force): content[:200_000] for name, content in members.items() for force in ("essex", "leicestershire", "sussex")}
    server.archive("2022-03", members | others | {f"{month}/{month}-kent-stop-and-search.csv": b"Type,Date\r\n" * 9000 for month in MONTHS})


def serve_roads(server):
    """The home force's rows among those of another."""
    for word, name in (("collision", "Accidents"), ("casualty", "Casualties"), ("vehicle", "Vehicles")):
        lines = (REAL / "stats19" / f"{name}_2017_police46.csv").read_text(encoding="utf-8-sig").splitlines()
        others = [re.sub(r"^2017\d\d", "201747", line) for line in lines[1:400]]
        if word == "collision":
            others = [",".join([*line.split(",")[:5], "47", *line.split(",")[6:]]) for line in others]
        server.documents[f"/road-accidents-safety-data/dft-road-casualty-statistics-{word}-last-5-years.csv"] = "\r\n".join([lines[0], *others, *lines[1:], ""]).encode()


def serve_places(server):
    for service, vintage in (("Wards_December_2022_Boundaries_UK_BGC", "WD22"), ("WD_MAY_2025_UK_BGC_V2", "WD25")):
        server.tables[service] = [each for file in sorted(GEOGRAPHY.glob(f"{vintage}_*.geojson")) for each in json.loads(file.read_text(encoding="utf-8"))["features"]]
    tables = {
        "LSOA11_LSOA21_LAD22_EW_LU_v5": ("lookup_lsoa11_lsoa21_ltla22_KENT_MEDWAY.csv", {"LSOA11CD": "lsoa11_code", "LSOA21CD": "lsoa21_code", "LAD22CD": "ltla22_code"}),
        "LSOA11_WD17_EW_LU_c65dfe9ca2fa4b0fa578b65a4d5c9856": ("lookup_lsoa11_ward17_KENT_MEDWAY.csv", {"LSOA11CD": "lsoa11_code", "WD17CD": "ward17_code"}),
        WARD24: ("lookup_lsoa21_ward24_ltla24_KENT_MEDWAY.csv", {"LSOA21CD": "lsoa21_code", "WD24CD": "ward24_code", "LAD24CD": "ltla24_code"}),
        RUC_2011: ("ruc11_lsoa11_KENT_MEDWAY.csv", {"LSOA11CD": "lsoa11_code", "RUC11CD": "ruc11_code"}),
        "LSOA21_RUC21_EW_LU": ("ruc21_lsoa21_KENT_MEDWAY.csv", {"LSOA21CD": "lsoa21_code", "RUC21CD": "ruc21_code"})}
    server.tables |= {service: lookup(*table) for service, table in tables.items()}
    centres = rows_of(GEOGRAPHY / "lsoa_centres_kent.csv")
    for year, service in ((11, "LSOA_Dec_2011_PWC_in_England_and_Wales_2022"), (21, "LLSOA_Dec_2021_PWC_for_England_and_Wales_2022")):
        server.tables[service] = [feature({f"LSOA{year}CD": row["lsoa_code"]}, {"type": "Point", "coordinates": [float(row["longitude"]), float(row["latitude"])]})
                                  for row in centres]


def serve_residents(server):
    people = REAL / "population"
    server.residents["NM_2002_1"] = [(row["area_code"], row["year"], row["area_code"], row["area_name"], 200, row["residents"]) for row in rows_of(people / "district_residents.csv")]
    districts = {each["properties"]["LSOA21CD"]: each["properties"]["LAD22CD"] for each in server.tables["LSOA11_LSOA21_LAD22_EW_LU_v5"]}
    server.residents["NM_2014_1TYPE151"] = [(districts[row["lsoa21_code"]], 2021, row["lsoa21_code"], "", 200, row["residents"])
                                            for row in rows_of(people / "census2021_lsoa21_KENT_MEDWAY.csv")]
    codes = {(each["properties"]["LAD22CD"], each["properties"]["WD22NM"]): each["properties"]["WD22CD"] for each in server.tables["Wards_December_2022_Boundaries_UK_BGC"]}
    with (people / "SAPE23DT8a_mid2020_persons_kent.csv").open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.reader(opened))
    at = next(number for number, row in enumerate(rows) if row and row[0].startswith("Ward Code"))
    place = {name: rows[at].index(next(heading for heading in rows[at] if re.fullmatch(name, heading))) for name in (r"Ward Name 1", r"LA Code.*", r"All Ages|Total", "0", r"90\+")}
    for row in rows[at + 1:]:
        name, district, total, first, last = (place[key] for key in place)
        for age, number in ((200, row[total]), *zip(range(101, 192), row[first:last + 1])):
            server.residents.setdefault("NM_2014_1TYPE182", []).append(
                (row[district], 2020, codes.get((row[district], row[name]), ""), row[name], age, number.replace(",", "").strip()))


@pytest.fixture(scope="module")
def downloaded(tmp_path_factory):
    """Download the real files from the server; give the folder and the server."""
    assert REAL.is_dir(), "the published files are not in ../shared/real"
    folder, server = tmp_path_factory.mktemp("downloaded"), Publishers()
    for serve in (serve_police, serve_roads, serve_places, serve_residents):
        serve(server)
    shipped = server.address + f"/ESMARspQHYMw9BZ9/arcgis/rest/services/{WARD24}/FeatureServer/0/query"
    ward24 = {"name": "lsoa21_ward24", "kind": "lookup", "address": shipped, "where": "LAD24CD", "fields": "LSOA21CD WD24CD LAD24CD", "needed": "yes",
              "file": "geography/lookup_lsoa21_ward24_ltla24.csv", "keep_days": "365", "publisher": "Office for National Statistics"}
    table = server.write_addresses(folder / "addresses.csv", ("lsoa21_ward22", "lsoa21_ward25"), [ward24])
    download(HOME, 1, folder / "raw", lambda line: None, table, Network(lambda line: None, lambda seconds: None))
    yield folder / "raw", server
    server.close()


def test_police_files_arrive_as_they_were_published(downloaded):
    raw, _ = downloaded
    names = sorted(file.relative_to(raw / "police_uk").as_posix() for file in raw.glob("police_uk/*/*.csv"))
    assert names == sorted(f"{file.parent.name}/{file.name}" for month in MONTHS for file in (REAL / "police_uk" / month).glob("*.csv"))
    assert all((raw / "police_uk" / name).read_bytes() == (REAL / "police_uk" / name).read_bytes() for name in names)


def test_hardly_more_of_the_archive_is_read_than_the_wanted_members_hold(downloaded):
    _, server = downloaded
    address = "/data/archive/2022-03.zip"
    sent = server.sent[address]
    with zipfile.ZipFile(io.BytesIO(server.documents[address])) as archive:
        held = sum(info.compress_size for info in archive.infolist() if re.fullmatch(r".*-kent-(street|outcomes)\.csv", info.filename) and info.filename[:7] in MONTHS)
    print(f"{sent:,} bytes read, {held:,} held by the wanted members: {100 * (sent / held - 1):.2f}% more; {len(server.documents[address]):,} in the archive")
    assert sent < 1.05 * held


def test_download_then_build_gives_the_figures_of_the_folder(downloaded, tmp_path):
    editions = [build(given, HOME, "WD22", tmp_path / "editions", lambda line: None) for given in ([downloaded[0]], FOLDER)]
    for extract, columns in SAME.items():
        found = [duckdb.execute(f"select {columns} from read_parquet('{(edition / extract).as_posix()}.parquet') order by all").fetchall() for edition in editions]
        assert found[0] and found[0] == found[1], extract
