"""Writes editions to ask: small ones from literal rows, and copies of the sample in which one extract is altered."""

import hashlib
import json
import shutil
from pathlib import Path

import duckdb

from data.contracts import column_types
from raw_files import HOME, NEIGHBOUR, NORTHGATE, SOUTHMEAD

SAMPLE = Path(__file__).parent.parent / "data" / "sample"
ASHFORD, DOVER, MEDWAY = "E07000105", "E07000108", "E06000035"
KENT = "E10000016"
DISTRICTS = ((HOME, "Tunbridge Wells", KENT), (NEIGHBOUR, "Tonbridge and Malling", KENT), (ASHFORD, "Ashford", KENT), (DOVER, "Dover", KENT),
             (MEDWAY, "Medway", MEDWAY))
WARDS = ((NORTHGATE, "Northgate", "Urban", "Other urban"), (SOUTHMEAD, "Southmead", "Rural", "Rural"))
CATEGORIES = (("police_uk", "all_crime", "All crime", None, True, False, False, 1, "Every crime."),)


def literal_edition(folder: Path, crime: list[tuple], residents: list[tuple], home: str = HOME, forces: dict[str, str] = {}) -> Path:
    """Write an edition of four districts of Kent, two wards and Medway; `home`: whose edition it is; `forces`: of other police forces than Kent's.

    `crime` rows: month as '2020-01', area code (a ward's belongs to the home district), crimes. `residents` rows: area
    code, year, residents, basis.
    """
    folder.mkdir(parents=True)
    wards = {code for code, *_ in WARDS}
    rows = {
        "areas": [(code, name, "district", code, county, forces.get(code, "Kent Police"), None, None, None, 0.5, 51.2, "LAD22") for code, name, county in DISTRICTS]
        + [(code, name, "ward", HOME, KENT, "Kent Police", *kind, None, 0.5, 51.2, "WD22") for code, name, *kind in WARDS],
        "categories": CATEGORIES,
        "crime": [("police_uk", f"{month}-01", HOME if area in wards else area, area if area in wards else None, "all_crime", crimes)
                  for month, area, crimes in crime],
        "residents": residents,
    }
    about = {"fingerprint": hashlib.sha256(repr((home, rows)).encode()).hexdigest(), "home_district": home, "extracts": {}}
    for extract in rows:
        types = column_types(extract)
        with duckdb.connect() as connection:
            connection.execute(f"create table {extract} ({', '.join(f'{column} {type}' for column, type in types.items())})")
            connection.executemany(f"insert into {extract} values ({', '.join('?' * len(types))})", rows[extract])
            _save(connection, folder, extract, f"select * from {extract}", about)
    _describe(folder, about)
    return folder


def altered_sample(folder: Path, extract: str, select: str) -> Path:
    """Copy the sample with one extract replaced by a select from it, and edition.json saying so."""
    shutil.copytree(SAMPLE, folder)
    about = json.loads((folder / "edition.json").read_text(encoding="utf-8"))
    with duckdb.connect() as connection:
        connection.execute(f"create table {extract} as select * from read_parquet('{(folder / extract).as_posix()}.parquet')")
        _save(connection, folder, extract, select, about)
    about["fingerprint"] = hashlib.sha256(select.encode()).hexdigest()
    _describe(folder, about)
    return folder


def restricted_sample(folder: Path, **more) -> Path:
    """Copy the sample and call it restricted; `more` of what edition.json says."""
    shutil.copytree(SAMPLE, folder)
    _describe(folder, json.loads((folder / "edition.json").read_text(encoding="utf-8")) | {"kind": "restricted"} | more)
    return folder


def _save(connection, folder: Path, extract: str, select: str, about: dict) -> None:
    file = folder / f"{extract}.parquet"
    connection.execute(f"copy ({select}) to '{file.as_posix()}' (format parquet)")
    described = about["extracts"].setdefault(extract, {})
    described["sha256"] = hashlib.sha256(file.read_bytes()).hexdigest()
    described["rows"] = connection.execute(f"select count(*) from ({select})").fetchone()[0]


def _describe(folder: Path, about: dict) -> None:
    (folder / "edition.json").write_text(json.dumps(about), encoding="utf-8")
