"""Repeat locations: three points or more, each within 100 m of another. Finds them, and sums up what lies there."""

from collections import Counter
from collections.abc import Iterable
from math import floor

import numpy as np
import pandas as pd

from queries.columns import Columns, as_rows

REACH_M, LEAST = 100, 3
SEVERAL = 3  # different people, from which a place is said to be reported by several
SEVERITIES = ("Fatal", "Serious", "Slight")
KINDS = {"place": object, "ward_name": object, "people": object, "setting": object, "longitude": float, "latitude": float,
         "first_date": "datetime64[us]", "last_date": "datetime64[us]"}  # all others are whole numbers
COLLISION_COLUMNS = ("cluster_no", "place", "ward_name", "longitude", "latitude", "collisions", "first_date", "last_date", "fatal", "serious", "slight", "ksi",
                     "easting_m", "northing_m")
REPORT_COLUMNS = ("cluster_no", "place", "ward_name", "longitude", "latitude", "reports", "first_date", "last_date", "people", "duplicates", "setting",
                  "collisions", "easting_m", "northing_m")


def collision_places(rows: list[dict]) -> list[dict]:
    """Sum up each repeat location of collisions, most collisions first, then most killed or seriously injured; columns as COLLISION_COLUMNS.

    rows: of collision_points, or of the file of collision_clusters.
    """
    places = sorted(_places(rows), key=lambda part: (-len(part), -sum(row["severity"] != "Slight" for row in part), *_first(part, "collision_id")))
    return [{"cluster_no": number, "place": _road(part), **_where(part), "collisions": len(part) if part[0].get("is_whole", True) else None, **_severities(part)}
            for number, part in enumerate(places, start=1)]


def collision_clusters(rows: Columns) -> Columns:
    """Sum up each repeat location of collisions: one row each."""
    return _columns(collision_places(as_rows(rows)), COLLISION_COLUMNS)


def near_miss_clusters(rows: Columns) -> Columns:
    """Sum up each repeat location of near misses, most reports first: one row each. Of those who reported, only whether they are several."""
    return _columns([{"cluster_no": number, "place": _usual(sorted(_said(part, "place"))), **_where(part), "reports": len(part) if part[0]["is_whole"] else None,
                    "people": _people(part), "duplicates": sum(row["is_duplicate"] is True for row in part), "setting": _usual(sorted(_said(part, "setting"))),
                    "collisions": len(set().union(*(row["collisions_near"] for row in part))) if part[0]["are_injuries_known"] else None}
                   for number, part in enumerate(_reported(rows), start=1)], REPORT_COLUMNS)


def near_miss_cluster_reports(rows: Columns) -> Columns:
    """Give the reports of those places, each with its cluster_no: one row per report, oldest first in each place."""
    number_of = {row["report_id"]: number for number, part in enumerate(_reported(rows), start=1) for row in part}
    numbers = np.array([number_of.get(report, 0) for report in rows["report_id"]], int)
    listed = np.argsort(numbers, kind="stable")[np.count_nonzero(numbers == 0):]
    return {"cluster_no": pd.array(numbers[listed], dtype="Int64")} | {name: values[listed] for name, values in rows.items() if name not in ("easting_m", "northing_m")}


def chains(easting_m: np.ndarray, northing_m: np.ndarray, reach_m: float = REACH_M) -> np.ndarray:
    """Number the chains of points within which every point is at most reach_m from another one: each point's chain."""
    from scipy.sparse import coo_array  # loaded when first needed: a tenth of a second
    from scipy.sparse.csgraph import connected_components
    from scipy.spatial import KDTree

    near = KDTree(np.column_stack([easting_m, northing_m])).query_pairs(reach_m, output_type="ndarray")
    count = len(easting_m)
    return connected_components(coo_array((np.ones(len(near), bool), near.T), shape=(count, count)), directed=False)[1]


def _places(rows: list[dict]) -> list[list[dict]]:
    """Give the rows of each repeat location."""
    placed = [row for row in rows if row["easting_m"] is not None]
    if len(placed) < LEAST:
        return []
    parts: dict[int, list[dict]] = {}
    for row, chain in zip(placed, chains(*(np.array([row[side] for row in placed], float) for side in ("easting_m", "northing_m"))).tolist()):
        parts.setdefault(chain, []).append(row)
    return [part for part in parts.values() if len(part) >= LEAST]


def _reported(rows: Columns) -> list[list[dict]]:
    return sorted(_places(as_rows(rows)), key=lambda part: (-len(part), *_first(part, "report_id")))


def _first(part: list[dict], key: str) -> tuple:
    return min(row["date"] for row in part), min(row[key] for row in part)


def _where(part: list[dict]) -> dict:
    middle = {side: sum(row[side] for row in part) / len(part) for side in ("longitude", "latitude", "easting_m", "northing_m")}
    wards = sorted(row["ward_name"] for row in part if isinstance(row["ward_code"], str))
    return middle | {side: floor(middle[side] + 0.5) for side in ("easting_m", "northing_m")} | {
        "ward_name": _usual(wards) or "Not placed in a ward", "first_date": min(row["date"] for row in part), "last_date": max(row["date"] for row in part)}


def _road(part: list[dict]) -> str | None:
    """Name the road of most collisions; of several, the one of the first class and number."""
    return _usual(road for _, _, road in sorted((row["road_class"], row["road_number"], row["road"]) for row in part if isinstance(row["road"], str)))


def _severities(part: list[dict]) -> dict:
    fatal, serious, slight = (sum(row["severity"] == one for row in part) for one in SEVERITIES)
    return {"fatal": fatal, "serious": serious, "slight": slight, "ksi": fatal + serious}


def _people(part: list[dict]) -> str:
    reporters = _said(part, "reporter_key")
    return "several people" if len(set(reporters)) >= SEVERAL else "not known" if len(reporters) < len(part) else "fewer than 3 people"


def _said(part: list[dict], name: str) -> list[str]:
    return [row[name] for row in part if isinstance(row[name], str)]


def _usual(values: Iterable[str]) -> str | None:
    """Give the value that is there most often, the first of several that are; None where there is none."""
    return next((value for value, _ in Counter(values).most_common(1)), None)


def _columns(places: list[dict], names: tuple[str, ...]) -> Columns:
    return {name: pd.array([place[name] for place in places], dtype=KINDS.get(name, "Int64")) for name in names}
