"""Ward boundaries: GeoJSON in degrees."""

import json
import re

import numpy as np
import pandas as pd
import shapely

from data.inputs import RawFile
from data.problems import BuildStopped, Problem
NAME = r"[^\W\d_].*"  # begins with a letter


def ward_vintage(content: bytes) -> str | None:
    """Say which vintage ('WD22') a ward boundary file is of; None: it isn't one."""
    named = re.search(rb'"(WD\d\d)CD"\s*:', content[:20000])
    return named[1].decode() if named and b'"FeatureCollection"' in content[:20000] else None


def ward_shapes(raw: RawFile, content: bytes) -> pd.DataFrame:
    """Read a file of ward boundaries; raise BuildStopped where it is no whole GeoJSON in degrees."""
    vintage = ward_vintage(content)
    try:
        whole = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BuildStopped([Problem(raw.name, "bytes that are not UTF-8", "UTF-8 text", "Download it again.")]) from error
    except (ValueError, RecursionError) as error:
        raise BuildStopped([Problem(raw.name, f"broken JSON ({getattr(error, 'msg', error)})", "a whole GeoJSON file",
                                    "The file was cut or changed: download it again.", row=getattr(error, "lineno", None))]) from error
    features = whole.get("features") if isinstance(whole, dict) else None
    if not isinstance(features, list) or not features or not all(isinstance(each, dict) and isinstance(each.get("properties"), dict) for each in features):
        raise BuildStopped([Problem(raw.name, "no list of wards with their properties", "a whole GeoJSON file", "Download it again.", "features")])
    year = vintage[2:]
    wanted = {"ward_code": f"{vintage}CD", "ward_name": f"{vintage}NM", "district_code": f"LAD{year}CD", "district_name": f"LAD{year}NM"}
    missing = sorted({name for feature in features for name in wanted.values() if name not in feature["properties"]})
    if missing:
        raise BuildStopped([Problem(raw.name, "no such property", "it on every ward", "Download the file with all its properties.", name)
                            for name in missing])
    shapes = np.array([_shape(raw, number, feature) for number, feature in enumerate(features, 1)], dtype=object)
    _check_degrees(raw, shapes)
    _check_codes(raw, features, wanted)
    rows = {plain: [feature["properties"][name] for feature in features] for plain, name in wanted.items()}
    return pd.DataFrame(rows | {"vintage": vintage, "shape": shapely.make_valid(shapes)})


def _shape(raw: RawFile, number: int, feature: dict):
    """Read a ward's outline; raise BuildStopped where it has none with an area."""
    try:
        shape = shapely.from_geojson(json.dumps(feature.get("geometry")))
        is_area = shape.geom_type in ("Polygon", "MultiPolygon") and shapely.area(shape) > 0
    except (shapely.errors.ShapelyError, AttributeError, RecursionError):
        is_area = False
    if not is_area:
        raise BuildStopped([Problem(raw.name, "no outline with an area", "a Polygon or MultiPolygon", "Download it again.", "geometry", number)])
    return shape


def _check_codes(raw: RawFile, features: list[dict], wanted: dict[str, str]) -> None:
    """Raise BuildStopped where a ward's or district's code is none, a name is empty, or a ward is there twice."""
    problems, seen = [], set()
    for number, given in enumerate((feature["properties"] for feature in features), 1):
        for plain, pattern in (("ward_code", r"[EWSN]\d{8}"), ("district_code", r"[EWSN]\d{8}"), ("ward_name", NAME), ("district_name", NAME)):
            value = given[wanted[plain]]
            if not isinstance(value, str) or not re.fullmatch(pattern, value):
                expected = "an ONS code, such as E05005133" if plain.endswith("code") else "a name"
                problems.append(Problem(raw.name, f"'{value}'", expected, "Download it again.", wanted[plain], number))
        code = given[wanted["ward_code"]]
        if str(code) in seen:
            problems.append(Problem(raw.name, f"'{code}' again", "each ward once", "Download it again.", wanted["ward_code"], number))
        seen.add(str(code))
    if problems:
        raise BuildStopped(problems[:20])


def _check_degrees(raw: RawFile, shapes: np.ndarray) -> None:
    bounds = shapely.bounds(shapes)
    outside = np.flatnonzero((bounds[:, 0] < -9) | (bounds[:, 2] > 3) | (bounds[:, 1] < 49) | (bounds[:, 3] > 61))
    if len(outside):
        x, y = bounds[outside[0], :2]
        raise BuildStopped([Problem(raw.name, f"the coordinates {x:.0f}, {y:.0f}", "longitude and latitude in degrees (WGS84)",
                                    "Download the boundaries as GeoJSON in WGS84 (EPSG:4326), not in British National Grid metres.",
                                    "geometry", int(outside[0]) + 1)])
