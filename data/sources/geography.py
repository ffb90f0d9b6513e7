"""Ward boundaries, LSOA lookups, rural-urban classes: where things are."""

import json
import re
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import shapely

from data.inputs import RawFile, Table
from data.problems import BuildStopped, Problem

LSOA = r"lsoa(\d\d)_code"


@dataclass
class Geography:
    """What is known of places: wards of one vintage with their shapes, and what the lookups say of each LSOA."""

    wards: pd.DataFrame  # ward_code, ward_name, district_code, district_name, vintage, shape (WGS84)
    vintage: str
    lsoa_district: dict[str, str] = field(default_factory=dict)
    lsoa_wards: dict[str, dict[int, str]] = field(default_factory=dict)  # LSOA -> ward vintage's year -> best-fit ward
    lsoa_classes: dict[str, dict[str, str]] = field(default_factory=dict)  # '11' or '21' -> LSOA -> Urban or Rural
    lsoa_new: dict[str, set[str]] = field(default_factory=dict)  # LSOA 2021 -> its LSOAs of 2011
    lsoa_centres: dict[str, tuple[float, float]] = field(default_factory=dict)

    def __post_init__(self):
        self.year = int(self.vintage[2:])
        self.ward_district = dict(zip(self.wards["ward_code"], self.wards["district_code"]))


def ward_vintage(content: bytes) -> str | None:
    """Say which vintage ('WD22') a ward boundary file is of; None: it isn't one."""
    named = re.search(rb'"(WD\d\d)CD"\s*:', content[:20000])
    return named[1].decode() if named and b'"FeatureCollection"' in content[:20000] else None


def ward_shapes(raw: RawFile, content: bytes) -> pd.DataFrame:
    """Read a file of ward boundaries; raise BuildStopped where it is no whole GeoJSON in degrees."""
    vintage = ward_vintage(content)
    try:
        features = json.loads(content.decode("utf-8-sig"))["features"]
    except UnicodeDecodeError as error:
        raise BuildStopped([Problem(raw.name, "bytes that are not UTF-8", "UTF-8 text", "Download it again.")]) from error
    except json.JSONDecodeError as error:
        raise BuildStopped([Problem(raw.name, f"broken JSON ({error.msg})", "a whole GeoJSON file",
                                    "The file was cut: download it again.", row=error.lineno)]) from error
    year = vintage[2:]
    wanted = {"ward_code": f"{vintage}CD", "ward_name": f"{vintage}NM", "district_code": f"LAD{year}CD", "district_name": f"LAD{year}NM"}
    missing = sorted({name for feature in features for name in wanted.values() if name not in feature["properties"]})
    if missing:
        raise BuildStopped([Problem(raw.name, "no such property", "it on every ward", "Download the file with all its properties.", name)
                            for name in missing])
    shapes = shapely.from_geojson([json.dumps(feature["geometry"]) for feature in features])
    _check_degrees(raw, shapes)
    rows = {plain: [feature["properties"][name] for feature in features] for plain, name in wanted.items()}
    return pd.DataFrame(rows | {"vintage": vintage, "shape": shapely.make_valid(shapes)})


def add_lookup(geography: Geography, kind: str, table: Table) -> None:
    """Take in one lookup or classification of LSOAs."""
    frame = table.frame.apply(lambda column: column.str.strip())
    if kind == "lsoa_change":
        for old, new in zip(frame["lsoa11_code"], frame["lsoa21_code"]):
            geography.lsoa_new.setdefault(new, set()).add(old)
    for lsoa in (name for name in frame if re.fullmatch(LSOA, name)):
        for column in frame:
            if re.fullmatch(r"ltla\d\d_code", column):
                geography.lsoa_district.update(zip(frame[lsoa], frame[column]))
            if re.fullmatch(r"ward\d\d_code", column):
                for code, ward in zip(frame[lsoa], frame[column]):
                    geography.lsoa_wards.setdefault(code, {})[int(column[4:6])] = ward
    if kind == "rural_urban":
        _add_classes(geography, table, frame)
    if kind == "lsoa_centres":
        places = zip(pd.to_numeric(frame["longitude"]), pd.to_numeric(frame["latitude"]))
        geography.lsoa_centres.update(zip(frame["lsoa_code"], places))


def best_fit(geography: Geography, lsoa: str) -> str | None:
    """Name the LSOA's best-fit ward among the chosen wards: by its own lookup nearest in time, else by its 2011 parts'."""
    own = _looked_up(geography, lsoa)
    if own:
        return own
    parts = {_looked_up(geography, old) for old in geography.lsoa_new.get(lsoa, ())}
    return parts.pop() if len(parts) == 1 else None


def _looked_up(geography: Geography, lsoa: str) -> str | None:
    found = geography.lsoa_wards.get(lsoa, {})
    by_nearness = sorted(found, key=lambda year: (abs(year - geography.year), year))
    return next((found[year] for year in by_nearness if found[year] in geography.ward_district), None)


def _add_classes(geography: Geography, table: Table, frame: pd.DataFrame) -> None:
    lsoa = next(name for name in frame if re.fullmatch(LSOA, name))
    code = next(name for name in frame if re.fullmatch(r"ruc\d\d_code", name))
    # RUC 2011: A1 to C2 are urban, D1 to F2 rural. RUC 2021: UN1, UF1 urban; RLN1, RSF1 and the like rural
    is_urban = frame[code].str.match(r"[ABC]\d|U")
    known = frame[code].str.fullmatch(r"[A-F]\d|U[NF]\d|R[LS][NF]\d")
    if not known.all():
        at = int(np.argmin(known.to_numpy(dtype=bool)))
        raise BuildStopped([table.problem(at, code, frame[code].iat[at], "a code of the rural-urban classification", "Download it again.")])
    geography.lsoa_classes.setdefault(lsoa[4:6], {}).update(zip(frame[lsoa], np.where(is_urban, "Urban", "Rural")))


def _check_degrees(raw: RawFile, shapes: np.ndarray) -> None:
    bounds = shapely.bounds(shapes)
    outside = np.flatnonzero((bounds[:, 0] < -9) | (bounds[:, 2] > 3) | (bounds[:, 1] < 49) | (bounds[:, 3] > 61))
    if len(outside):
        x, y = bounds[outside[0], :2]
        raise BuildStopped([Problem(raw.name, f"the coordinates {x:.0f}, {y:.0f}", "longitude and latitude in degrees (WGS84)",
                                    "Download the boundaries as GeoJSON in WGS84 (EPSG:4326), not in British National Grid metres.",
                                    "geometry", int(outside[0]) + 1)])
