"""A corpus of damaged inputs, made from tiny files of every real format, and what must become of each."""

import csv
import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook

from raw_files import (EASTFIELD, HOME, LOOKUPS, NEIGHBOUR, NORTHGATE, OUTCOME_HEADER, PARTNER_HEADER, SOUTHMEAD, WESTWOOD, street_rows, write_table,
                       write_wards)

REPORTED, SAME, COUNTED, UNSEEN = "reported", "built the same", "built with a counted reason", "not detectable"
ROADS = {
    "collisions": [("collision_index", "location_easting_osgr", "location_northing_osgr", "longitude", "latitude", "collision_severity", "date", "time",
                    "local_authority_ons_district", "first_road_class", "first_road_number", "speed_limit", "urban_or_rural_area"),
                   ("2022460001", "558000", "139000", "0.25", "51.12", "1", "14/01/2022", "08:30", HOME, "3", "264", "60", "2"),
                   ("2022460002", "565000", "139200", "0.35", "51.12", "3", "31/12/2022", "17:05", HOME, "6", "0", "30", "1")],
    "casualties": [("collision_index", "vehicle_reference", "casualty_reference", "casualty_severity", "casualty_type", "age_of_casualty",
                    "age_band_of_casualty"),
                   ("2022460001", "1", "1", "1", "9", "44", "7"), ("2022460001", "2", "2", "3", "0", "9", "2"), ("2022460002", "1", "1", "3", "5", "30", "6")],
    "vehicles": [("collision_index", "vehicle_reference", "vehicle_type"), ("2022460001", "1", "9"), ("2022460001", "2", "21"), ("2022460002", "1", "5")],
}
NEAR_MISSES = [
    ("report_id", "date", "time", "latitude", "longitude", "easting", "northing", "place", "who_was_reporting", "what_happened", "what_contributed",
     "seen_before", "reporter"),
    ("R1", "2022-01-31", "08:30", "51.12", "0.25", "", "", "Mill Lane", "Cyclist", "Passed too close", "Speed", "Yes", "a"),
    ("R2", "2022-02-01", "09:30", "", "", "565000", "139200", "High Street", "Pedestrian", "Passed too close", "Speed", "No", "b")]
AGES = [*map(str, range(90)), "90+"]
TABLES = {  # kind -> file, rows, the kinds that it needs beside it
    "street": ("police/2022-02-kent-street.csv", street_rows("2022-02"), ()),
    "police_outcomes": ("police/2022-02-kent-outcomes.csv", [OUTCOME_HEADER, *(
        (f"2022-02-{number}", "2022-02", "Kent Police", "Kent Police", "", "", "No location", "", "", outcome)
        for number, outcome in ((0, "Suspect charged"), (1, "Unable to prosecute suspect")))], ("street",)),
    "partner": ("partner.csv", [PARTNER_HEADER, *((month, HOME, ward, "all_crime", count) for month in ("2022-01", "2022-02")
                                                  for ward, count in ((NORTHGATE, "7"), (SOUTHMEAD, "3"), ("", "2")))], ()),
    "partner_arrests": ("arrests.csv", [(*PARTNER_HEADER[:4], "arrests"), ("2022-01", HOME, NORTHGATE, "all_crime", "5"), ("2022-01", HOME, "", "all_crime", "1")],
                        ("partner",)),
    "partner_outcomes": ("partner_outcomes.csv", [
        ("recorded_month", "outcome_month", "district_code", "ward_code", "category_code", "outcome_group", "crimes"),
        ("2022-01", "2022-02", HOME, NORTHGATE, "all_crime", "prosecuted", "4"), ("2022-01", "", HOME, NORTHGATE, "all_crime", "still_open", "3"),
        ("2022-01", "", HOME, SOUTHMEAD, "all_crime", "still_open", "3"), ("2022-01", "", HOME, "", "all_crime", "still_open", "2")], ("partner",)),
    "lsoa_change": ("places/lookup_lsoa11_lsoa21_ltla22.csv", LOOKUPS["lookup_lsoa11_lsoa21_ltla22.csv"], ()),
    "lsoa_ward": ("places/lookup_lsoa11_ward17.csv", LOOKUPS["lookup_lsoa11_ward17.csv"], ()),
    "rural_urban": ("places/ruc11_lsoa11.csv", LOOKUPS["ruc11_lsoa11.csv"], ()),
    "lsoa_residents": ("places/population20_lsoa11.csv", LOOKUPS["population20_lsoa11.csv"], ()),
    "lsoa_centres": ("places/centres.csv", [("lsoa_code", "latitude", "longitude"), ("E01999001", "51.12", "0.25"), ("E01999002", "51.12", "0.35")], ("index",)),
    "district_residents": ("places/district_residents.csv", LOOKUPS["district_residents.csv"], ()),
    "ward_residents": ("places/wards_mid-2020.csv", [
        ("Ward Code 1", "Ward Name 1", "LA Code (2021 boundaries)", "LA name (2021 boundaries)", "All Ages", *AGES),
        *((f"E0500100{number}", name, code, "A name", str(90 + older), *["1"] * 90, str(older)) for number, (name, code, older) in enumerate(
            (("Northgate", HOME, 9), ("Southmead", HOME, 7), ("Eastfield", NEIGHBOUR, 5), ("Westwood", NEIGHBOUR, 3))))], ()),
    "collisions": ("roads/collisions.csv", ROADS["collisions"], ("casualties", "vehicles")),
    "casualties": ("roads/casualties.csv", ROADS["casualties"], ("collisions", "vehicles")),
    "vehicles": ("roads/vehicles.csv", ROADS["vehicles"], ("collisions", "casualties")),
    "near_misses": ("near_misses.csv", NEAR_MISSES, ()),
    "measures": ("measures.csv", [("measure", "organisation", "area_code", "period_start", "period_end", "value", "unit"),
                                  ("Calls to the helpline", "Support service", HOME, "2022-01-01", "2022-03-31", "41", "calls"),
                                  ("Calls to the helpline", "Support service", NEIGHBOUR, "2022-01-01", "2022-03-31", "40", "calls")], ()),
    "promises": ("promises.csv", [("date", "meeting", "question", "owner", "due", "answer", "link", "status"),
                                  ("2022-01-10", "Overview and Scrutiny", "How many letters were sent?", "Road safety officer", "2022-02-10", "", "", "open"),
                                  ("2022-01-10", "Overview and Scrutiny", "Which roads are next?", "Road safety officer", "2022-02-10", "", "", "open")], ()),
    "harm_weights": ("harm_weights.csv", [("category_code", "weight", "source", "adopted_on"), ("robbery", "2.5", "Partnership, January 2022", "2022-01-10"),
                                          ("burglary", "1.5", "Partnership, January 2022", "2022-01-10")], ()),
    "index": ("index.csv", [("lsoa11_code", "IMD_rank", "IMD_decile", "IMD_score"), ("E01999001", "5", "2", "40.5"), ("E01999002", "20000", "7", "12.5"),
                            ("E01999003", "9", "9", "5.5"), ("E01999004", "8", "8", "6.5")], ()),
}
PLACES = ("lsoa_change", "lsoa_ward", "rural_urban", "lsoa_residents", "district_residents")
BOUNDARIES, WORKBOOK, ZIP = "places/WD22.geojson", "near_misses.xlsx", "police/latest.zip"


@dataclass(frozen=True)
class Damaged:
    """A damaged input: the file's new bytes, what must become of it, and the bytes that would give the same edition (None: no file)."""

    kind: str
    damage: str
    content: bytes
    expected: str
    like: bytes | None = None

    @property
    def name(self) -> str:
        return f"{self.kind}: {self.damage}"

    @property
    def file(self) -> str:
        return {"boundaries": BOUNDARIES, "workbook": WORKBOOK, "zip": ZIP}.get(self.kind) or TABLES[self.kind][0]


def text_of(rows) -> bytes:
    """Write rows as the publishers do."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def files_beside(kind: str) -> tuple[str, ...]:
    """Name the kinds of the files among which a kind's damaged file is read, and its own: the same names are the same files."""
    return tuple(sorted({*PLACES, "street", *((kind, *TABLES[kind][2]) if kind in TABLES else {kind} - {"boundaries"})}))


def write_base(folder: Path, kind: str) -> None:
    """Write the files among which a kind's damaged file is read, and itself undamaged."""
    write_wards(folder / "places", "WD22")
    write_table(folder / "police" / "2022-01-kent-street.csv", street_rows("2022-01"))
    for each in set(files_beside(kind)) & set(TABLES):
        write_table(folder / TABLES[each][0], TABLES[each][1])
    if kind == "workbook":
        (folder / WORKBOOK).write_bytes(workbook(NEAR_MISSES))
    if kind == "zip":
        (folder / TABLES["street"][0]).unlink()
        (folder / ZIP).write_bytes(packed({"2022-02-kent-street.csv": text_of(street_rows("2022-02"))}))


# Damages that any table may have. (rows) -> bytes

def _changed(rows, at: int, column: int, value: str):
    return [tuple(value if (number, place) == (at, column) else cell for place, cell in enumerate(row)) for number, row in enumerate(rows)]


def _cut_in_row(rows) -> bytes:
    whole = text_of(rows)
    last = len(text_of(rows[-1:]))
    return whole[:-last + len(rows[-1][0]) // 2]


ANY_TABLE: dict[str, tuple[Callable, str]] = {
    "cut inside the last row": (_cut_in_row, REPORTED),
    "cut in a quoted field": (lambda rows: text_of(rows[:-1]) + b'"' + text_of(rows[-1:])[:9], REPORTED),
    "first column missing": (lambda rows: text_of([row[1:] for row in rows]), REPORTED),
    "last column missing": (lambda rows: text_of([row[:-1] for row in rows]), REPORTED),
    "first column twice": (lambda rows: text_of([(row[0], *row) for row in rows]), REPORTED),
    "columns in another order": (lambda rows: text_of([row[::-1] for row in rows]), SAME),
    "first two headings swapped": (lambda rows: text_of([(rows[0][1], rows[0][0], *rows[0][2:]), *rows[1:]]), REPORTED),
    "not UTF-8": (lambda rows: text_of([*rows[:1], (rows[1][0] + "\u00e9", *rows[1][1:]), *rows[2:]]).decode().encode("latin-1"), REPORTED),
    "UTF-16": (lambda rows: text_of(rows).decode().encode("utf-16"), REPORTED),
    "UTF-16 without a mark": (lambda rows: text_of(rows).decode().encode("utf-16-le"), REPORTED),
    "byte-order mark": (lambda rows: b"\xef\xbb\xbf" + text_of(rows), SAME),
    "line feeds alone": (lambda rows: text_of(rows).replace(b"\r\n", b"\n"), SAME),
    "every value quoted": (lambda rows: b"".join(b",".join(b'"%s"' % cell.encode() for cell in row) + b"\r\n" for row in rows), SAME),
    "semicolons": (lambda rows: text_of(rows).replace(b",", b";"), REPORTED),
    "tabs": (lambda rows: text_of(rows).replace(b",", b"\t"), REPORTED),
    "a comma too many": (lambda rows: text_of(rows[:1]) + text_of(rows[1:2]).replace(b"\r\n", b",204\r\n") + text_of(rows[2:]), REPORTED),
    "a quote too many": (lambda rows: text_of(rows[:1]) + b'"' + text_of(rows[1:]), REPORTED),
    "a zero byte": (lambda rows: text_of(_changed(rows, 1, 0, rows[1][0] + "\0")), REPORTED),
    "a huge field": (lambda rows: text_of(_changed(rows, 1, len(rows[0]) - 1, "x" * 3_000_000)), REPORTED),
    "a web page": (lambda rows: b"<!DOCTYPE html>\n<html><body><h1>502 Bad Gateway</h1></body></html>\n", REPORTED),
    "a workbook under its name": (lambda rows: workbook(rows), REPORTED),
    "empty": (lambda rows: b"", COUNTED),
    "only its header": (lambda rows: text_of(rows[:1]), COUNTED),
    "header cut": (lambda rows: text_of(rows[:1])[:12], COUNTED),
    "the header again in the middle": (lambda rows: text_of([*rows, *rows]), REPORTED),
    "every row twice": (lambda rows: text_of([*rows, *rows[1:]]), REPORTED),
    "empty lines at the end": (lambda rows: text_of(rows) + b"\r\n\r\n", SAME),
    "a title above": (lambda rows: b"Downloaded today" + b"\r\n\r\n" + text_of(rows), SAME),
    "cut at the end of a line": (lambda rows: text_of(rows[:-1]), UNSEEN),
}
# kind -> damage -> what becomes of it there, where that is not the usual
NOT_KNOWN = dict.fromkeys(("first column missing", "last column missing"), COUNTED)  # too few columns are left to know the kind: it is skipped
ONCE = {"every row twice": SAME}  # the same row given twice counts once
ELSEWHERE: dict[str, dict[str, str]] = {
    "street": {"cut at the end of a line": SAME},  # the last row has no location and is not counted anyway
    "police_outcomes": ONCE,
    "partner_outcomes": {"cut at the end of a line": REPORTED},  # they must add up to the crimes
    "lsoa_change": NOT_KNOWN | ONCE | {"first two headings swapped": SAME},  # here each LSOA of 2021 but one has its code of 2011
    "lsoa_ward": NOT_KNOWN | ONCE, "rural_urban": NOT_KNOWN | ONCE, "lsoa_residents": NOT_KNOWN | ONCE, "district_residents": ONCE, "ward_residents": ONCE,
    "lsoa_centres": ONCE | dict.fromkeys(("cut at the end of a line", "empty", "only its header", "header cut", *NOT_KNOWN), SAME),  # all LSOAs have a best fit
    "collisions": dict.fromkeys(("empty", "only its header", "header cut"), REPORTED),  # the casualties' collisions are not there
    "vehicles": NOT_KNOWN,
    "near_misses": ONCE | {"the header again in the middle": SAME, "first two headings swapped": COUNTED, "first column missing": UNSEEN, "last column missing": SAME},
    "measures": ONCE | {"first two headings swapped": UNSEEN}, "promises": ONCE,
    "index": ONCE | {"first column missing": COUNTED, "last column missing": UNSEEN},
}
# Damages that no check can see, and what warns of them or limits their harm
NOT_SEEN = {
    "cut at the end of a line": "a month with under three quarters of its neighbours' rows is warned of, and the build's summary counts the rows read",
    "first two headings swapped": "both are free text: the pages show them beside each other",
    "first column missing": "the register's own number is optional: the build's summary lists the columns",
    "last column missing": "the reporter, and an index's score, are optional: the build's summary lists the columns",
    "what_happened '=1+1'": "a formula that no program has worked out yet is an empty cell",
}
EMPTIED, WITHOUT_ROW = "as with the value empty", "as without the row"
NUMBERS = dict.fromkeys(("-5", "1,204", "many", "1e3", "\u0663", "99999999999999999999", "NaN"), REPORTED)
CODES = dict.fromkeys(("", "E0799", "Tunbridge Wells", "=1+1"), REPORTED)
MONTHS = dict.fromkeys(("02/2022", "Feb-22", "2022-13", "2999-01", "0001-01", "2022-02-30", "", "44593"), REPORTED)
DAYS = dict.fromkeys(("2022/02/30", "31/02/2022", "Feb 2022", "2022", "=TODAY()"), REPORTED)
FORMULAS = dict.fromkeys(("=HYPERLINK(1)", "+1", "-1+2", "@SUM(A1)", "\t=1"), REPORTED)
SAID_WRONG = dict.fromkeys(("maybe", "=1+1"), WITHOUT_ROW)
VALUES: dict[str, dict[str, dict[str, str]]] = {
    "street": {"Month": MONTHS, "Longitude": dict.fromkeys(("0", "51.12", "0,25", "east", "inf", "558000"), REPORTED),
               "Latitude": dict.fromkeys(("0", "0.25", "", "nan"), REPORTED), "LSOA code": dict.fromkeys(("E0199", "Mill Lane", "=1"), REPORTED),
               "LSOA name": dict.fromkeys(("Mill Lane", "E01999001"), REPORTED), "Location": dict.fromkeys(("=1+1", "+44", "@home", "-1"), REPORTED),
               "Crime type": dict.fromkeys(("", "burglary", "Under investigation"), REPORTED), "Last outcome category": {"Burglary": REPORTED}},
    "police_outcomes": {"Month": MONTHS, "Outcome type": dict.fromkeys(("", "Burglary", "=1"), REPORTED), "Crime ID": {"": REPORTED}},
    "partner": {"month": MONTHS, "crimes": NUMBERS, "district_code": CODES, "category_code": {"witchcraft": REPORTED, "": REPORTED},
                "ward_code": {"E05": REPORTED, WESTWOOD: REPORTED, "Northgate": REPORTED}},
    "partner_arrests": {"month": MONTHS, "arrests": NUMBERS, "district_code": CODES},
    "partner_outcomes": {"recorded_month": MONTHS, "outcome_month": {name: REPORTED for name in MONTHS if name}, "crimes": NUMBERS | {"5": REPORTED},
                         "outcome_group": {"jailed": REPORTED, "": REPORTED}},
    "lsoa_change": {"lsoa11_code": CODES}, "lsoa_ward": {"lsoa11_code": CODES, "ward17_code": {"E0599": REPORTED, "=1": REPORTED}},
    "rural_urban": {"ruc11_code": {"Z9": REPORTED, "": REPORTED, "Urban": REPORTED}},
    "lsoa_residents": {"residents": {name: REPORTED for name in (*NUMBERS, "") if name != "1,204"}, "lsoa11_code": CODES},
    "lsoa_centres": {"latitude": dict.fromkeys(("", "0", "0.25", "north"), REPORTED), "longitude": dict.fromkeys(("0,25", "51.12"), REPORTED)},
    "district_residents": {"year": dict.fromkeys(("", "22", "mid-2022", "99999"), REPORTED), "residents": {name: REPORTED for name in NUMBERS if name != "1,204"},
                           "basis": {"a guess": REPORTED, "": REPORTED}, "area_code": CODES},
    "ward_residents": {"All Ages": NUMBERS, "44": {"": REPORTED, "11": REPORTED}, "LA Code (2021 boundaries)": CODES},
    "collisions": {"date": dict.fromkeys(("2022-31-01", "31.12.2022", "", "yesterday"), WITHOUT_ROW), "collision_severity": dict.fromkeys(("0", "Fatal", ""), WITHOUT_ROW),
                   "latitude": dict.fromkeys(("0", "0.25", "51,12", "north"), EMPTIED), "speed_limit": dict.fromkeys(("300", "thirty", "=1"), EMPTIED),
                   "time": {"25:99": EMPTIED, "=1": EMPTIED}, "first_road_number": dict.fromkeys(("A264", "-5", "1e9"), EMPTIED),
                   "local_authority_ons_district": {"E99999999": WITHOUT_ROW}},
    "casualties": {"casualty_severity": dict.fromkeys(("", "4", "Slight"), WITHOUT_ROW), "age_of_casualty": dict.fromkeys(("old", "999", "-7", "4,4"), EMPTIED),
                   "casualty_type": {"500": EMPTIED, "Car": EMPTIED}, "collision_index": {"0000000000": WITHOUT_ROW}},
    "vehicles": {"vehicle_type": {"500": EMPTIED, "Car": EMPTIED}, "collision_index": {"0000000000": WITHOUT_ROW}},
    "near_misses": {"date": dict.fromkeys(("", "31/02/2022", "2022-31-01", "2999-01-01", "soon"), WITHOUT_ROW), "time": dict.fromkeys(("25:99", "noon"), WITHOUT_ROW),
                    "latitude": dict.fromkeys(("0", "0.25", "", "51,12", "1e1", "9" * 400), WITHOUT_ROW), "what_happened": SAID_WRONG, "seen_before": SAID_WRONG,
                    "place": dict.fromkeys(("=1+1", "ring 07700 900123", "a@example.org", "@SUM(A1)"), EMPTIED)},
    "measures": {"value": NUMBERS, "period_end": DAYS, "measure": FORMULAS, "area_code": CODES, "unit": {"": REPORTED, "buckets": REPORTED}},
    "promises": {"due": DAYS, "question": FORMULAS, "link": {"javascript:alert(1)": REPORTED}, "status": {"": REPORTED}, "owner": {"Cllr Quill": REPORTED}},
    "harm_weights": {"weight": NUMBERS, "adopted_on": DAYS, "source": FORMULAS, "category_code": CODES},
    "index": {"IMD_decile": dict.fromkeys(("0", "11", "2.5", "", "many"), REPORTED), "IMD_score": dict.fromkeys(("", "101", "4,5"), REPORTED), "lsoa11_code": CODES},
}


def workbook(rows, change: Callable = lambda sheet: None) -> bytes:
    """Write rows as a workbook's first sheet."""
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(list(row))
    change(book)
    book.save(out)
    return out.getvalue()


def packed(members: dict[str, bytes], **options) -> bytes:
    """Write a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def tables() -> list[Damaged]:
    """Damage each table in every way that any may have, and in single values."""
    made = []
    for kind, (_, rows, _) in TABLES.items():
        for damage, (change, usual) in ANY_TABLE.items():
            expected = ELSEWHERE.get(kind, {}).get(damage, usual)
            made.append(Damaged(kind, damage, change(rows), expected))
        for heading, values in VALUES[kind].items():
            at = rows[0].index(heading)
            for value, expected in values.items():
                like = {EMPTIED: text_of(_changed(rows, 1, at, "")), WITHOUT_ROW: text_of(rows[:1] + rows[2:])}.get(expected)
                made.append(Damaged(kind, f"{heading} '{value[:30]}'", text_of(_changed(rows, 1, at, value)), expected if like is None else COUNTED, like))
    return made


def boundaries() -> list[Damaged]:
    """Damage a file of ward boundaries."""
    def whole(change=lambda features: None):
        features = [{"type": "Feature", "properties": {"WD22CD": code, "WD22NM": name, "LAD22CD": district, "LAD22NM": "A district"},
                     "geometry": {"type": "Polygon", "coordinates": [[[x, y], [x + 0.1, y], [x + 0.1, y + 0.05], [x, y + 0.05], [x, y]]]}}
                    for code, name, district, x, y in ((NORTHGATE, "Northgate", HOME, 0.2, 51.1), (SOUTHMEAD, "Southmead", HOME, 0.3, 51.1),
                                                       (EASTFIELD, "Eastfield", NEIGHBOUR, 0.2, 51.15), (WESTWOOD, "Westwood", NEIGHBOUR, 0.3, 51.15))]
        change(features)
        return json.dumps({"type": "FeatureCollection", "features": features}).encode()

    def of_first(**changed):
        return whole(lambda features: features[0].update(changed))

    def property_of_first(name, value):
        return whole(lambda features: features[0]["properties"].update({name: value}))

    def shape_of_first(kind, coordinates):
        return of_first(geometry={"type": kind, "coordinates": coordinates})
    good = whole()
    contents = {
        "cut": good[:-40], "cut in a name": good[:good.index(b"Northgate") + 4], "not UTF-8": good.replace(b"Northgate", b"North\xe9gate"),
        "UTF-16": good.decode().encode("utf-16"), "a web page": ANY_TABLE["a web page"][0](()), "a workbook": workbook([("WD22CD",)]),
        "a list": b"[" + good + b"]", "features are no list": b'{"type": "FeatureCollection", "features": {"WD22CD": 1}}', "no features": b'{"type": "FeatureCollection", "features": [], "x": {"WD22CD": 1}}',
        "a feature is null": whole(lambda features: features.append(None)), "properties null": of_first(properties=None), "geometry null": of_first(geometry=None),
        "geometry missing": whole(lambda features: features[0].pop("geometry")), "a point": shape_of_first("Point", [0.2, 51.1]),
        "a line": shape_of_first("LineString", [[0.2, 51.1], [0.3, 51.1]]), "no area": shape_of_first("Polygon", [[[0.2, 51.1], [0.3, 51.1], [0.2, 51.1], [0.2, 51.1]]]),
        "two corners": shape_of_first("Polygon", [[[0.2, 51.1], [0.3, 51.1]]]), "an open ring": shape_of_first("Polygon", [[[0.2, 51.1], [0.3, 51.1], [0.3, 51.15], [0.2, 51.15]]]),
        "no coordinates": shape_of_first("Polygon", []), "words for coordinates": shape_of_first("Polygon", [[["a", "b"]] * 4]),
        "coordinates changed over": shape_of_first("Polygon", [[[51.1, 0.2], [51.1, 0.3], [51.15, 0.3], [51.1, 0.2]]]),
        "metres": shape_of_first("Polygon", [[[558000, 139000], [559000, 139000], [559000, 140000], [558000, 139000]]]),
        "zero coordinates": shape_of_first("Polygon", [[[0, 0], [0.1, 0], [0.1, 0.1], [0, 0]]]), "not a number": good.replace(b"51.1,", b"NaN,", 1).replace(b"51.1]", b"NaN]", 1),
        "endless": good.replace(b"51.1]", b"1e999]", 1), "deeply nested": good.replace(b'"coordinates": [[[', b'"coordinates": ' + b"[" * 100_000, 1),
        "a ward twice": whole(lambda features: features.append(features[0])), "no ward code": property_of_first("WD22CD", ""), "a number for a code": property_of_first("WD22CD", 5),
        "a damaged code": property_of_first("LAD22CD", "E0700011"), "a name that is null": property_of_first("WD22NM", None), "a formula for a name": property_of_first("WD22NM", "=1+1"),
        "a property missing": whole(lambda features: features[0]["properties"].pop("WD22NM")), "empty": b"", "home is not there": whole(lambda features: features.__delitem__(slice(0, 2)))}
    return [Damaged("boundaries", damage, content, REPORTED) for damage, content in contents.items()]


def _member_flags(content: bytes, flags: int) -> bytes:
    """Set the general flags of every member, in its own header and in the list."""
    found = bytearray(content)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for start in (match.start() for match in re.finditer(re.escape(mark), content)):
            found[start + at:start + at + 2] = struct.pack("<H", flags)
    return bytes(found)


GIGABYTE = 1 << 30


def bomb(others: bytes = packed({}), name: str = "2022-03-kent-street.csv") -> bytes:
    """Pack a gigabyte of spaces as a member of a small zip, beside the members of another."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    megabyte = packer.compress(b" " * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    squeezed = megabyte * 1024 + packer.flush()
    checked = 0
    for _ in range(64):
        checked = zlib.crc32(b" " * (GIGABYTE >> 6), checked)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(others)) as old, zipfile.ZipFile(out, "w") as archive:
        for info in old.infolist():
            if info.filename != name:
                archive.writestr(info.filename, old.read(info.filename))
        archive.writestr(name, squeezed)
    found = bytearray(out.getvalue())
    for mark, method, sums in ((b"PK\x03\x04", 8, 14), (b"PK\x01\x02", 10, 16)):
        at = found.rindex(mark)
        found[at + method:at + method + 2] = struct.pack("<H", zipfile.ZIP_DEFLATED)
        found[at + sums:at + sums + 12] = struct.pack("<III", checked, len(squeezed), GIGABYTE)
    return bytes(found)


def zips() -> list[Damaged]:
    """Damage a zip of street files."""
    name, content = "2022-02-kent-street.csv", text_of(street_rows("2022-02"))
    good = packed({name: content})
    large = bomb()
    declared_less = large.replace(struct.pack("<I", GIGABYTE), struct.pack("<I", 1000))
    body = good.index(name.encode()) + len(name) + 20
    twice = io.BytesIO()
    with zipfile.ZipFile(twice, "w") as archive:
        archive.writestr(name, content)
        archive.writestr("x" + name[1:], content[:50])
    contents = {
        "cut": good[:-30], "cut in half": good[:len(good) // 2], "a damaged byte in a member": good[:body] + bytes([good[body] ^ 255]) + good[body + 1:],
        "a web page": ANY_TABLE["a web page"][0](()), "text": content, "a password": _member_flags(good, 1), "another way of packing": good.replace(b"\x08\x00", b"\x63\x00"),
        "a member cut inside a row": packed({name: _cut_in_row(street_rows("2022-02"))}), "a member not UTF-8": packed({name: content.replace(b"Mill", b"Mi\xe9l")}),
        "a member that is a web page": packed({name: ANY_TABLE["a web page"][0](())}),
        "a gigabyte of zeros": large, "a gigabyte that says it is little": declared_less, "a name above": packed({f"../../{name}": content}),
        "a name from the root": packed({f"/etc/{name}": content}), "a name of a drive": packed({f"C:\\{name}": content}), "a name above, as in Windows": packed({f"..\\{name}": content}),
        "two members of a name": twice.getvalue().replace(b"x" + name[1:].encode(), name.encode()), "empty": b""}
    made = [Damaged("zip", damage, found, REPORTED) for damage, found in contents.items() if damage != "empty"]
    return [*made, Damaged("zip", "empty", b"", REPORTED), Damaged("zip", "no members", packed({}), COUNTED), Damaged("zip", "a zip in it", packed({"more.zip": good}), COUNTED),
            Damaged("zip", "a folder, and notes", packed({"2022-02/": b"", "notes.txt": b"none", f"2022-02/{name}": content}), SAME), Damaged("zip", "bytes before it", b"#!/bin/sh\n" + good, SAME)]


def workbooks() -> list[Damaged]:
    """Damage a workbook of near misses."""
    good = workbook(NEAR_MISSES)

    def of(*rows, change=lambda sheet: None):
        return workbook([NEAR_MISSES[0], *rows], change)

    def with_part(part: str, content: bytes):
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for info in old.infolist():
                new.writestr(info.filename, content if info.filename == part else old.read(info.filename))
        return out.getvalue()
    first, second = NEAR_MISSES[1:]
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    laughs = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{entities}]><worksheet><sheetData><row><c t="inlineStr"><is><t>&a9;</t></is></c></row></sheetData></worksheet>'
    reported = {
        "cut": good[:-100], "cut in half": good[:len(good) // 2], "text under its name": text_of(NEAR_MISSES), "a web page": ANY_TABLE["a web page"][0](()),
        "with a password": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "a sheet that is no XML": with_part("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row>"),
        "a sheet of a gigabyte": bomb(good, "xl/worksheets/sheet1.xml"), "a billion laughs": with_part("xl/worksheets/sheet1.xml", laughs.encode()),
        "a column missing": workbook([row[:1] + row[2:] for row in NEAR_MISSES]), "a column twice": workbook([(*row, row[1]) for row in NEAR_MISSES])}
    made = [Damaged("workbook", damage, content, REPORTED) for damage, content in reported.items()]
    without_first = of(second)
    for heading, values in {"date": ("31/02/2022", "=1/0", "#N/A", 999999, True), "latitude": ("0", "north", "=1"), "what_happened": ("=1+1", "maybe")}.items():
        at = NEAR_MISSES[0].index(heading)
        for value in values:
            is_unseen = (heading, value) == ("what_happened", "=1+1")  # a formula that no program has worked out yet is an empty cell
            made.append(Damaged("workbook", f"{heading} {value!r}", of((*first[:at], value, *first[at + 1:]), second), UNSEEN if is_unseen else COUNTED,
                                None if is_unseen else without_first))
    return [*made, Damaged("workbook", "empty", b"", COUNTED), Damaged("workbook", "no rows", of(), COUNTED),
            Damaged("workbook", "another sheet first", workbook([("Read me",)]), COUNTED),
            Damaged("workbook", "empty rows between and below", workbook([NEAR_MISSES[0], (), first, (), second], lambda book: book.active.cell(5000, 3, "")), SAME),
            Damaged("workbook", "columns in another order", workbook([row[::-1] for row in NEAR_MISSES]), SAME)]


def corpus() -> list[Damaged]:
    """Make all damaged inputs."""
    return [*tables(), *boundaries(), *zips(), *workbooks()]
