"""Screens roads for the criteria of fixed cameras: the sets of collisions that lie within reach of each other.

Criteria of the Safety Camera Partnership, in force from 2007: at least three people killed or seriously injured within
1.5 km in three years. Open data can't show whether speed was a cause, so this is a first screening.
"""

from collections import Counter
from functools import reduce
from itertools import groupby
from math import dist
from operator import itemgetter, or_

import numpy as np
import pandas as pd

from queries.columns import Columns, as_rows

MET, ONE_SHORT = 3, 2  # people killed or seriously injured
PEOPLE, AT_M = "killed_or_seriously_injured", ("easting_m", "northing_m")
STRETCH_M, REPEAT_M = 1500, 300  # reach on a numbered road; on roads without a number
COLUMNS = {"site_no": "Int64", "road": object, "place": object, "killed_or_seriously_injured": "Int64", "collisions": "Int64",
           "is_met": bool, "is_stretch": bool, "first_date": "datetime64[us]", "last_date": "datetime64[us]", "longitude": float,
           "latitude": float, "extent_m": "Int64"}


def sites(rows: Columns) -> Columns:
    """List where the criteria are met or one short, most people first: one row per site, columns as COLUMNS."""
    listed = camera_sites(as_rows(points(rows)))
    return {name: pd.array([site[name] for site in listed], dtype=kind) for name, kind in COLUMNS.items()}


def camera_sites(screened: list[dict]) -> list[dict]:
    """Sum up each site of the collisions that `points` gave."""
    return [_site(list(part)) for _, part in groupby(screened, itemgetter("site_no"))]


def points(rows: Columns) -> Columns:
    """Give the collisions of those sites: one row per collision, with its site_no."""
    roads, people, day = np.where(pd.isna(rows["road"]), "", rows["road"]), np.asarray(rows[PEOPLE], int), np.asarray(rows["date"])
    at_m = [np.asarray(rows[side], float) for side in AT_M]
    found = []
    for road in sorted(set(roads)):
        part = np.flatnonzero(roads == road)
        if people[part].sum() >= ONE_SHORT:
            is_near = _distances(*(side[part] for side in at_m)) <= (STRETCH_M if road else REPEAT_M)
            found += [part[at] for at in _sets(people[part].tolist(), [_bits(row) for row in is_near]) if road or len(at) > 1]
    is_chosen = np.asarray(rows["is_chosen"], bool)
    found = [at for at in found if people[at].sum() >= ONE_SHORT and is_chosen[at].any()]  # listed is a site that touches a chosen ward
    found.sort(key=lambda at: (-people[at].sum(), day[at].min(), at[0]))
    listed = np.concatenate([np.zeros(0, int), *found])
    return {name: values[listed] for name, values in rows.items()} | {"site_no": np.repeat(np.arange(1, len(found) + 1), [len(at) for at in found])}


def heaviest(people: list[int], near: list[int], among: int) -> list[int]:
    """Find the set of collisions, all near each other, with the most people; ties to the earliest.

    `near`: for each collision, a number whose bit k is set where collision k is near it; `among`: bits of those to look at. Gives
    positions in order.
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

    extend([], 0, among)
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


def _sets(people: list[int], near: list[int]) -> list[list[int]]:
    """Take sets of collisions that are all near each other, most people first, until too few are left: their places."""
    taken = []
    for left in _chains(near):  # a set never reaches beyond its chain
        while sum(people[at] for at in _places(left)) >= ONE_SHORT:
            taken.append(heaviest(people, near, left))
            left &= ~sum(1 << at for at in taken[-1])
    return taken


def _chains(near: list[int]) -> list[int]:
    """Give the sets that hang together, whose collisions are each near another: a bit for each, by the first of them."""
    chains, left = [], (1 << len(near)) - 1
    while left:
        chain, told = 0, left & -left
        while told:
            chain |= told
            told = reduce(or_, (near[at] for at in _places(told))) & ~chain
        chains.append(chain)
        left &= ~chain
    return chains


def _places(bits: int) -> list[int]:
    return [at for at in range(bits.bit_length()) if bits >> at & 1]


def _bits(flags: np.ndarray) -> int:
    """Put a row of flags into one number, the first as its lowest bit."""
    return int.from_bytes(np.packbits(flags, bitorder="little").tobytes(), "little")


def _distances(east: np.ndarray, north: np.ndarray) -> np.ndarray:
    return np.hypot(east[:, None] - east, north[:, None] - north)


def _site(part: list[dict]) -> dict:
    people, road, wards, days = sum(row[PEOPLE] for row in part), part[0]["road"], Counter(row["ward_name"] for row in part), [row["date"] for row in part]
    middle, at_m = {side: sum(row[side] for row in part) / len(part) for side in ("longitude", "latitude")}, [tuple(row[side] for side in AT_M) for row in part]
    return {"site_no": part[0]["site_no"], "road": road, "place": min(wards, key=lambda name: (-wards[name], name)), PEOPLE: people, "collisions": len(part),
            "is_met": people >= MET, "is_stretch": road is not None, "first_date": min(days), "last_date": max(days), **middle,
            "extent_m": round(max(dist(one, other) for one in at_m for other in at_m))}
