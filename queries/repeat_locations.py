"""Repeat locations: three points or more, each within 100 m of another. Finds them, and sums up what lies there."""

from collections import Counter
from collections.abc import Iterable
from math import floor

import numpy as np
import pandas as pd

REACH_M, LEAST = 100, 3
SEVERAL = 3  # different people, from which a place is said to be reported by several
SEVERITIES = ("Fatal", "Serious", "Slight")


def collision_clusters(rows: pd.DataFrame) -> pd.DataFrame:
    """Sum up each repeat location of collisions, most collisions first, then most killed or seriously injured: one row each."""
    def told(part: dict[str, list]) -> dict:
        severity = Counter(part["severity"])
        fatal, serious, slight = (severity[one] for one in SEVERITIES)
        return {"place": usual(part["road"]), **_where(part), "collisions": len(part["date"]) if part["is_whole"][0] else None, **_days(part),
                "fatal": fatal, "serious": serious, "slight": slight, "ksi": fatal + serious, **_grid(part)}

    places = sorted(_places(rows), key=lambda part: (-len(part["date"]), -sum(one != "Slight" for one in part["severity"]), min(part["date"]), min(part["collision_id"])))
    return _numbered([told(part) for part in places], ("place", "ward_name", "longitude", "latitude", "collisions", "first_date", "last_date", "fatal",
                                                       "serious", "slight", "ksi", "easting_m", "northing_m"))


def near_miss_clusters(rows: pd.DataFrame) -> pd.DataFrame:
    """Sum up each repeat location of near misses, most reports first: one row each. Of those who reported, only whether they are several."""
    def told(part: dict[str, list]) -> dict:
        reporters = [key for key in part["reporter_key"] if isinstance(key, str)]
        people = "several people" if len(set(reporters)) >= SEVERAL else "not known" if len(reporters) < len(part["date"]) else "fewer than 3 people"
        return {"place": usual(sorted(filter(_is_said, part["place"]))), **_where(part), "reports": len(part["date"]) if part["is_whole"][0] else None, **_days(part),
                "people": people, "duplicates": sum(part["is_duplicate"]), "setting": usual(sorted(filter(_is_said, part["setting"]))),
                "collisions": len(set().union(*part["collisions_near"])) if part["are_injuries_known"][0] else None, **_grid(part)}

    return _numbered([told(part) for part in _reported(rows)], ("place", "ward_name", "longitude", "latitude", "reports", "first_date", "last_date", "people",
                                                                "duplicates", "setting", "collisions", "easting_m", "northing_m"))


def near_miss_cluster_reports(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the reports of those places, each with its cluster_no: one row per report, oldest first in each place."""
    at = {report: number for number, part in enumerate(_reported(rows), start=1) for report in part["report_id"]}
    numbers = rows["report_id"].map(at)
    listed = rows.assign(cluster_no=numbers)[numbers.notna()].sort_values("cluster_no", kind="stable")
    return listed.astype({"cluster_no": "Int64"})[["cluster_no", *rows.columns.drop(["easting_m", "northing_m"])]].reset_index(drop=True)


def chains(easting_m: np.ndarray, northing_m: np.ndarray, reach_m: float = REACH_M) -> np.ndarray:
    """Number the chains of points within which every point is at most reach_m from another one: each point's chain."""
    from scipy.sparse import coo_array  # loaded when first needed: a tenth of a second
    from scipy.sparse.csgraph import connected_components
    from scipy.spatial import KDTree

    near = KDTree(np.column_stack([easting_m, northing_m])).query_pairs(reach_m, output_type="ndarray")
    count = len(easting_m)
    return connected_components(coo_array((np.ones(len(near), bool), near.T), shape=(count, count)), directed=False)[1]


def usual(values: Iterable[str]) -> str | None:
    """Give the value that is there most often, the first of several that are; None where there is none."""
    return next((value for value, _ in Counter(filter(_is_said, values)).most_common(1)), None)


def _places(rows: pd.DataFrame) -> list[dict[str, list]]:
    """Give the rows of each repeat location, column by column."""
    if len(rows) < LEAST:
        return []
    chain = chains(*(rows[side].to_numpy(float) for side in ("easting_m", "northing_m")))
    order, sizes = np.argsort(chain, kind="stable"), np.bincount(chain)
    kept = order[sizes[chain[order]] >= LEAST]
    values, ends = {name: rows[name].array.take(kept).tolist() for name in rows}, np.cumsum(sizes[sizes >= LEAST])
    return [{name: column[start:end] for name, column in values.items()} for start, end in zip([0, *ends], ends)]


def _reported(rows: pd.DataFrame) -> list[dict[str, list]]:
    return sorted(_places(rows), key=lambda part: (-len(part["date"]), min(part["date"]), min(part["report_id"])))


def _where(part: dict[str, list]) -> dict:
    return {"ward_name": usual(sorted(filter(_is_said, part["ward_name"]))) or "Not placed in a ward",
            **{side: sum(part[side]) / len(part[side]) for side in ("longitude", "latitude")}}


def _days(part: dict[str, list]) -> dict:
    return {"first_date": min(part["date"]), "last_date": max(part["date"])}


def _grid(part: dict[str, list]) -> dict:
    return {side: floor(sum(part[side]) / len(part[side]) + 0.5) for side in ("easting_m", "northing_m")}


def _is_said(value) -> bool:
    return isinstance(value, str)


def _numbered(places: list[dict], columns: tuple[str, ...]) -> pd.DataFrame:
    kinds = {"longitude": float, "latitude": float, "first_date": "datetime64[us]", "last_date": "datetime64[us]",
             **dict.fromkeys(("place", "ward_name", "people", "setting"), object)}
    listed = {name: pd.array([place[name] for place in places], dtype=kinds.get(name, "Int64")) for name in columns}
    return pd.DataFrame({"cluster_no": pd.array(range(1, len(places) + 1), dtype="Int64")} | listed)
