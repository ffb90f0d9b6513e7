"""Screens roads for the criteria of fixed cameras: the sets of collisions that lie within reach of each other.

Criteria of the Safety Camera Partnership, in force from 2007: at least three people killed or seriously injured within
1.5 km in three years. Open data can't show whether speed was a cause, so this is a first screening.
"""

import numpy as np
import pandas as pd

MET, ONE_SHORT = 3, 2  # people killed or seriously injured
STRETCH_M, REPEAT_M = 1500, 300  # reach on a numbered road; on roads without a number
COLUMNS = {"site_no": "Int64", "road": object, "place": object, "killed_or_seriously_injured": "Int64", "collisions": "Int64",
           "is_met": bool, "is_stretch": bool, "first_date": "datetime64[us]", "last_date": "datetime64[us]", "longitude": float,
           "latitude": float, "extent_m": "Int64"}


def sites(rows: pd.DataFrame) -> pd.DataFrame:
    """List where the criteria are met or one short, most people first: one row per site, columns as COLUMNS."""
    listed = [_site(number, part) for number, part in points(rows).groupby("site_no")]
    return pd.DataFrame(listed, columns=list(COLUMNS)).astype(COLUMNS)


def points(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the collisions of those sites: one row per collision, with its site_no."""
    found = []
    for road, part in rows.groupby(rows["road"].fillna("")):
        found += [part.loc[at] for at in _sets(part, STRETCH_M if road else REPEAT_M)]
    found = [part for part in found if _is_listed(part)]
    found.sort(key=lambda part: (-part["killed_or_seriously_injured"].sum(), part["date"].min(), part.index[0]))
    numbered = [part.assign(site_no=number) for number, part in enumerate(found, 1)]
    return pd.concat(numbered) if numbered else rows.head(0).assign(site_no=pd.Series(dtype="Int64"))


def heaviest(people: list[int], near: list[int]) -> list[int]:
    """Find the set of collisions, all near each other, with the most people; ties to the earliest.

    `near`: for each collision, a number whose bit k is set where collision k is near it. Gives positions in order.
    """
    best: list[int] = []
    most = 0

    def extend(chosen: list[int], weight: int, left: int) -> None:
        nonlocal best, most
        if weight > most:
            best, most = chosen, weight
        while left and weight + _at_most(left, people, near) > most:
            first = left & -left
            left ^= first
            at = first.bit_length() - 1
            extend([*chosen, at], weight + people[at], left & near[at])

    extend([], 0, (1 << len(people)) - 1)
    return best


def _at_most(left: int, people: list[int], near: list[int]) -> int:
    """Bound the people of any set within `left`: of two collisions too far apart, one falls away."""
    total = 0
    while left:
        first = left & -left
        left ^= first
        at = first.bit_length() - 1
        far = left & ~near[at]
        other = far & -far
        left ^= other
        total += max(people[at], people[other.bit_length() - 1] if far else 0)
    return total


def _sets(rows: pd.DataFrame, reach_m: int) -> list[list[int]]:
    """Take sets of collisions that are all within reach of each other, most people first, until too few are left."""
    from scipy.sparse.csgraph import connected_components  # a fifth of a second to load, for one page

    is_near = _distances(rows) <= reach_m
    people = rows["killed_or_seriously_injured"].to_numpy(int)
    chain, taken = connected_components(is_near)[1], []
    for which in range(chain.max() + 1):  # a set never reaches beyond its chain
        left = np.flatnonzero(chain == which)
        while people[left].sum() >= ONE_SHORT:
            near = [sum(1 << k for k in np.flatnonzero(row).tolist()) for row in is_near[np.ix_(left, left)]]
            found = left[heaviest(people[left].tolist(), near)]
            taken.append(rows.index[found].tolist())
            left = np.setdiff1d(left, found)
    return taken


def _distances(rows: pd.DataFrame) -> np.ndarray:
    east, north = rows["easting_m"].to_numpy(float), rows["northing_m"].to_numpy(float)
    return np.hypot(east[:, None] - east, north[:, None] - north)


def _is_listed(part: pd.DataFrame) -> bool:
    """Keep what meets the criteria or is one short, and touches a chosen ward; without a road number, only what repeats."""
    is_enough = part["killed_or_seriously_injured"].sum() >= ONE_SHORT and (part["road"].notna().all() or len(part) > 1)
    return bool(is_enough and part["is_chosen"].any())


def _site(number: int, part: pd.DataFrame) -> tuple:
    people, road = int(part["killed_or_seriously_injured"].sum()), part["road"].iat[0]
    is_stretch = isinstance(road, str)
    extent, ward = _distances(part).max(), part["ward_name"].mode().iat[0]
    return (number, road if is_stretch else None, ward, people, len(part), people >= MET, is_stretch, part["date"].min(), part["date"].max(),
            part["longitude"].mean(), part["latitude"].mean(), int(round(extent)))
