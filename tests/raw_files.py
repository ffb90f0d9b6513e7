"""Writes tiny raw files to build from: two districts of two square wards each. All but the district codes is invented."""

import csv
import json
from pathlib import Path

HOME, NEIGHBOUR = "E07000116", "E07000115"
NORTHGATE, SOUTHMEAD, EASTFIELD, WESTWOOD = "E05999001", "E05999002", "E05999003", "E05999004"
WHOLE_HOME, WHOLE_NEIGHBOUR = "E05999011", "E05999012"
NAMES = {HOME: "Tunbridge Wells", NEIGHBOUR: "Tonbridge and Malling"}
WARDS = {
    "WD22": [
        (NORTHGATE, "Northgate", HOME, (0.20, 51.10, 0.30, 51.15)),
        (SOUTHMEAD, "Southmead", HOME, (0.30, 51.10, 0.40, 51.15)),
        (EASTFIELD, "Eastfield", NEIGHBOUR, (0.20, 51.15, 0.30, 51.20)),
        (WESTWOOD, "Westwood", NEIGHBOUR, (0.30, 51.15, 0.40, 51.20)),
    ],
    "WD25": [
        (WHOLE_HOME, "Allgate", HOME, (0.20, 51.10, 0.40, 51.15)),
        (WHOLE_NEIGHBOUR, "Allfield", NEIGHBOUR, (0.20, 51.15, 0.40, 51.20)),
    ],
}
STREET_HEADER = ("Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location", "LSOA code", "LSOA name",
                 "Crime type", "Last outcome category", "Context")
OUTCOME_HEADER = (*STREET_HEADER[:9], "Outcome type")
PARTNER_HEADER = ("month", "district_code", "ward_code", "category_code", "crimes")
SPOTS = {  # longitude, latitude, LSOA code, LSOA name
    "northgate": ("0.25", "51.12", "E01999001", "Tunbridge Wells 001A"),
    "southmead": ("0.35", "51.12", "E01999002", "Tunbridge Wells 001B"),
    "eastfield, under an old name": ("0.25", "51.17", "E01999003", "Shepway 001A"),
    "westwood, by its code of 2021": ("0.35", "51.17", "E01999014", "Tonbridge and Malling 001B"),
    "southmead, drawn across the border": ("0.35", "51.16", "E01999002", "Tunbridge Wells 001B"),
    "northgate, code in no lookup": ("0.25", "51.12", "E01998001", "Tunbridge Wells 009Z"),
    "home, in no ward": ("0.50", "51.50", "E01998002", "Tunbridge Wells 009Y"),
    "another police area": ("0.28", "50.77", "E01997001", "Eastbourne 001A"),
    "no location": ("", "", "", ""),
}
CRIMES = (  # one month's: crime type, spot
    ("Burglary", "northgate"), ("Burglary", "southmead"), ("Anti-social behaviour", "northgate"),
    ("Drugs", "eastfield, under an old name"), ("Drugs", "westwood, by its code of 2021"),
    ("Robbery", "southmead, drawn across the border"), ("Shoplifting", "northgate, code in no lookup"),
    ("Shoplifting", "home, in no ward"), ("Drugs", "another police area"), ("Drugs", "no location"),
)
LOOKUPS = {
    "lookup_lsoa11_lsoa21_ltla22.csv": (
        ("lsoa11_code", "lsoa21_code", "ltla22_code"),
        ("E01999001", "E01999001", HOME), ("E01999002", "E01999002", HOME),
        ("E01999003", "E01999003", NEIGHBOUR), ("E01999004", "E01999014", NEIGHBOUR)),
    "lookup_lsoa11_ward17.csv": (
        ("lsoa11_code", "ward17_code"),
        ("E01999001", NORTHGATE), ("E01999002", SOUTHMEAD), ("E01999003", EASTFIELD), ("E01999004", WESTWOOD)),
    "ruc11_lsoa11.csv": (
        ("lsoa11_code", "ruc11_code"),
        ("E01999001", "C1"), ("E01999002", "D1"), ("E01999003", "C1"), ("E01999004", "E2")),
    "population20_lsoa11.csv": (
        ("lsoa11_code", "residents"),
        ("E01999001", "1000"), ("E01999002", "500"), ("E01999003", "800"), ("E01999004", "1200")),
    "district_residents.csv": (
        ("area_code", "year", "residents", "basis"),
        (HOME, "2021", "1500", "mid-year estimate"), (HOME, "2022", "2000", "mid-year estimate"),
        (NEIGHBOUR, "2021", "2000", "mid-year estimate"), (NEIGHBOUR, "2022", "2500", "mid-year estimate")),
}


def write_table(file: Path, rows: list[tuple]) -> Path:
    """Write rows, the header first, as the publishers do: UTF-8, lines ended by CRLF."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows(rows)
    return file


def street_rows(month: str, crimes=CRIMES) -> list[tuple]:
    """Make a month's rows, the header first, of (crime type, spot); anti-social behaviour has no Crime ID."""
    rows = [("" if kind == "Anti-social behaviour" else f"{month}-{number}", month, "Kent Police", "Kent Police", *SPOTS[spot][:2],
             "On or near Mill Lane" if SPOTS[spot][0] else "No location", *SPOTS[spot][2:], kind, "", "")
            for number, (kind, spot) in enumerate(crimes)]
    return [STREET_HEADER, *rows]


def street_file(folder: Path, month: str) -> Path:
    """Name a month's street file as the publisher lays it out."""
    return folder / month / f"{month}-kent-street.csv"


def write_street(folder: Path, month: str, crimes=CRIMES) -> Path:
    """Write a month's street file."""
    return write_table(street_file(folder, month), street_rows(month, crimes))


def write_outcomes(folder: Path, month: str, *outcomes: tuple[str, str]) -> Path:
    """Write a month's outcomes file of (Crime ID, outcome)."""
    rows = [(crime, month, "Kent Police", "Kent Police", "", "", "No location", "", "", outcome) for crime, outcome in outcomes]
    return write_table(folder / month / f"{month}-kent-outcomes.csv", [OUTCOME_HEADER, *rows])


def write_wards(folder: Path, vintage: str) -> Path:
    """Write ward boundaries as GeoJSON in degrees."""
    year = vintage[2:]
    features = [{"type": "Feature",
                 "properties": {f"{vintage}CD": code, f"{vintage}NM": name, f"LAD{year}CD": district, f"LAD{year}NM": NAMES[district]},
                 "geometry": {"type": "Polygon", "coordinates": [_corners(*box)]}}
                for code, name, district, box in WARDS[vintage]]
    file = folder / f"{vintage}.geojson"
    folder.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return file


def write_places(folder: Path) -> Path:
    """Write boundaries, lookups, classes and residents of 2022's wards."""
    write_wards(folder, "WD22")
    for name, rows in LOOKUPS.items():
        write_table(folder / name, rows)
    return folder


def _corners(west: float, south: float, east: float, north: float) -> list[tuple[float, float]]:
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]
