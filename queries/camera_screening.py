"""Screens roads for the criteria of fixed cameras: the sets of collisions that lie within reach of each other.

Criteria of the Safety Camera Partnership, in force from 2007: at least three people killed or seriously injured within
1.5 km in three years. Open data can't show whether speed was a cause, so this is a first screening.
"""

from collections import Counter

import numpy as np
import pandas as pd

MET, ONE_SHORT = 3, 2  # people killed or seriously injured
PEOPLE, AT_M = "killed_or_seriously_injured", ("easting_m", "northing_m")
STRETCH_M, REPEAT_M = 1500, 300  # reach on a numbered road; on roads without a number
COLUMNS = {"site_no": "Int64", "road": object, "place": object, "killed_or_seriously_injured": "Int64", "collisions": "Int64",
           "is_met": bool, "is_stretch": bool, "first_date": "datetime64[us]", "last_date": "datetime64[us]", "longitude": float,
           "latitude": float, "extent_m": "Int64"}


def sites(rows: pd.DataFrame) -> pd.DataFrame:
    """List where the criteria are met or one short, most people first: one row per site, columns as COLUMNS."""
    screened = points(rows)
    values, starts = {name: screened[name].tolist() for name in screened}, np.flatnonzero(np.diff(screened["site_no"].to_numpy(int), prepend=0))
    listed = [_site({name: column[start:end] for name, column in values.items()}) for start, end in zip(starts, [*starts[1:], len(screened)])]
    return pd.DataFrame(listed, columns=list(COLUMNS)).astype(COLUMNS)


def points(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the collisions of those sites: one row per collision, with its site_no."""
    roads, people, day = rows["road"].fillna("").to_numpy(object), rows[PEOPLE].to_numpy(int), rows["date"].to_numpy()
    found = []
    for road in sorted(set(roads)):
        part = np.flatnonzero(roads == road)
        if people[part].sum() >= ONE_SHORT:
            found += [part[at] for at in _sets(rows.iloc[part], STRETCH_M if road else REPEAT_M) if road or len(at) > 1]
    is_chosen = rows["is_chosen"].to_numpy(bool)
    found = [at for at in found if people[at].sum() >= ONE_SHORT and is_chosen[at].any()]  # listed is a site that touches a chosen ward
    found.sort(key=lambda at: (-people[at].sum(), day[at].min(), at[0]))
    listed = rows.iloc[np.concatenate([np.zeros(0, int), *found])]
    return listed.assign(site_no=np.repeat(np.arange(1, len(found) + 1), [len(at) for at in found]))


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


def _sets(rows: pd.DataFrame, reach_m: int) -> list[np.ndarray]:
    """Take sets of collisions that are all within reach of each other, most people first, until too few are left: places of rows."""
    from scipy.sparse.csgraph import connected_components  # a fifth of a second to load, for one page

    is_near = _distances(*(rows[side].to_numpy(float) for side in AT_M)) <= reach_m
    people = rows[PEOPLE].to_numpy(int)
    chain, taken = connected_components(is_near)[1], []
    for which in range(chain.max() + 1):  # a set never reaches beyond its chain
        left = np.flatnonzero(chain == which)
        while people[left].sum() >= ONE_SHORT:
            near = [sum(1 << k for k in np.flatnonzero(row).tolist()) for row in is_near[np.ix_(left, left)]]
            found = left[heaviest(people[left].tolist(), near)]
            taken.append(found)
            left = np.setdiff1d(left, found)
    return taken


def _distances(east: np.ndarray, north: np.ndarray) -> np.ndarray:
    return np.hypot(east[:, None] - east, north[:, None] - north)


def _site(part: dict[str, list]) -> tuple:
    people, road, wards = sum(part[PEOPLE]), part["road"][0], Counter(part["ward_name"])
    is_stretch, place = isinstance(road, str), min(wards, key=lambda name: (-wards[name], name))
    extent = _distances(*(np.array(part[side], float) for side in AT_M)).max()
    return (part["site_no"][0], road if is_stretch else None, place, people, len(part["road"]), people >= MET, is_stretch, min(part["date"]), max(part["date"]),
            np.mean(part["longitude"]), np.mean(part["latitude"]), int(round(extent)))
