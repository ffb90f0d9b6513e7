"""Invents the sample's near-miss reports: repeat locations as typed, all others well apart."""

from hashlib import sha256

import numpy as np
import pandas as pd

from data.areas import reference
from data.illustrative_crime import apportion
from data.illustrative_sites import in_degrees, points_in, ward_cells
from data.illustrative_wards import wards

MONTHS = pd.period_range("2021-04", "2023-03", freq="M")
REPORTS = 250
WORDS_ONLY, PAIRS, DUPLICATES = 14, 6, 7  # reports without a point; second reports nearby; the same sent again
REPORTERS = 110  # people who report anywhere
NO_KEY = 0.08  # share of reports without a reporter key
ALONE_M = 180  # least distance from any other report
CLUSTERS_APART_M = 400
EDGE_M = 70  # least distance from the edge of a ward
STEP_M = 10  # points are rounded to this
CORNER_M, LANE_STEP_M = 30, 40  # how far a corner's reports lie from its middle; between a lane's reports
PUBLICITY = 1.2  # by how much publicity raises reports in its month and, half as much, in the next
ROAD_NAMES = {"Town centre": "street", "Other urban": "road", "Rural": "lane"}
# What reports say: words and weights
KINDS = {"Passed too close": 30, "Too fast": 28, "Pulled out or turned across": 18, "Overtook dangerously": 10,
         "Did not stop at a crossing": 7, "Lost control": 5, "Something else": 3}
CAUSES = {"Speed": 34, "Poor visibility": 18, "Parked vehicles": 14, "Road layout": 13, "Not paying attention": 13, "Road surface": 6,
          "Overgrown hedge or verge": 5, "Large vehicle on a narrow road": 5, "Something else": 2}
ROAD_USERS = {"Driver": 38, "Cyclist": 21, "Pedestrian": 23, "Horse rider": 11, "Witness": 7}


def near_misses(places: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Make the extract `near_misses` for the sample's areas, the same row for row each time."""
    cells = ward_cells(places)
    repeats = _repeats(cells, rng)
    alone = _alone(cells, repeats, REPORTS - len(repeats) - WORDS_ONLY - PAIRS - DUPLICATES, rng)
    rows = pd.concat([repeats, alone[PAIRS:], _in_words(rng), alone[:PAIRS], _beside(alone[:PAIRS], rng)], ignore_index=True)
    rows = _said(rows, rng)
    rows["month"] = _months(len(rows) + DUPLICATES, rng)[:len(rows)]
    rows = _dated(rows, rng)
    rows = pd.concat([rows.assign(is_duplicate=False), _again(rows[:-2 * PAIRS])], ignore_index=True)
    rows = rows.sort_values(["date", "time", "is_duplicate"], kind="stable", ignore_index=True)
    rows["report_id"] = [f"sample-report-{number:03}" for number in range(1, len(rows) + 1)]
    return in_degrees(rows)


def _repeats(cells: pd.Series, rng: np.random.Generator) -> pd.DataFrame:
    """Put the typed repeat locations in their wards, each report on the 10 m grid."""
    middles, parts = np.empty((0, 2)), []
    for typed in reference("sample_near_miss_places").itertuples():
        inner = cells[typed.ward_code].buffer(-120)
        middle = _apart(inner, middles, CLUSTERS_APART_M, rng)
        middles = np.vstack([middles, middle])
        count = int(typed.reports)
        corner = STEP_M * np.floor(rng.random((count, 2)) * (2 * CORNER_M / STEP_M + 1)) - CORNER_M
        lane = np.column_stack([LANE_STEP_M * (np.arange(count) % 5 - 2), np.zeros(count)])
        points = middle + (lane if typed.layout == "lane" else corner)
        people = int(typed.reporters)
        keys = [_key(f"{typed.place} {number % people}") if people else None for number in range(count)]
        parts.append(pd.DataFrame({"easting_m": points[:, 0], "northing_m": points[:, 1], "place": typed.place, "ward_code": typed.ward_code,
                                   "reporter_key": keys, "kind": typed.kind, "cause": typed.cause}))
    return pd.concat(parts, ignore_index=True)


def _alone(cells: pd.Series, repeats: pd.DataFrame, count: int, rng: np.random.Generator) -> pd.DataFrame:
    """Put single reports in wards by weight, none near another."""
    weights = reference("sample_roads_wards").set_index("ward_code")["near_misses"].astype(float).reindex(cells.index)
    taken, rows = repeats[["easting_m", "northing_m"]].to_numpy(), []
    for number, ward in enumerate(_pick(weights.to_dict(), count, rng), 1):
        point = _apart(cells[ward].buffer(-EDGE_M), taken, ALONE_M, rng)
        taken = np.vstack([taken, point])
        rows.append((*point[0], _place_name(ward, number), ward))
    return pd.DataFrame(rows, columns=["easting_m", "northing_m", "place", "ward_code"])


def _apart(shape, taken: np.ndarray, least_m: float, rng: np.random.Generator) -> np.ndarray:
    """Draw a point of the 10 m grid in a shape, at least so far from every taken one."""
    while True:
        point = STEP_M * np.round(points_in(shape, 1, rng) / STEP_M)
        if not len(taken) or np.hypot(*(taken - point).T).min() >= least_m:
            return point


def _beside(rows: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Report again, by someone else, 30 to 60 m beside: twice is not yet a repeat location."""
    return rows.assign(easting_m=rows["easting_m"] + STEP_M * (3 + np.floor(4 * rng.random(len(rows)))))


def _in_words(rng: np.random.Generator) -> pd.DataFrame:
    chosen = _pick(dict.fromkeys(wards()["ward_code"], 1), WORDS_ONLY, rng)
    return pd.DataFrame({"place": [_place_name(ward, number) for number, ward in enumerate(chosen, REPORTS)], "easting_m": np.nan,
                         "northing_m": np.nan, "ward_code": None})


def _said(rows: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Fill in what was reported; horse riders report from the country only."""
    is_rural = rows["ward_code"].map(wards().set_index("ward_code")["setting"]) == "Rural"
    drawn = {"kind": _pick(KINDS, len(rows), rng), "cause": _pick(CAUSES, len(rows), rng)}
    users = pd.Series(_pick(ROAD_USERS, len(rows), rng))
    strangers = pd.Series([_key(f"anywhere {int(number)}") for number in np.floor(rng.random(len(rows)) * REPORTERS)])
    strangers = strangers.where(rng.random(len(rows)) >= NO_KEY, None)
    is_repeat = rows["kind"].notna()
    return rows.assign(
        kind=rows["kind"].fillna(pd.Series(drawn["kind"])), cause=rows["cause"].fillna(pd.Series(drawn["cause"])),
        road_user=users.where((users != "Horse rider") | is_rural, "Pedestrian"),
        reporter_key=rows["reporter_key"].where(is_repeat, strangers), is_seen_before=rng.random(len(rows)) < np.where(is_repeat, 0.7, 0.35))


def _months(count: int, rng: np.random.Generator) -> np.ndarray:
    """Spread reports over the months: many when the register opens, more after publicity; in any order."""
    level = 1 + 1.5 * np.exp(-np.arange(len(MONTHS)) / 3)
    for date in pd.to_datetime(reference("sample_near_miss_events")["date"]):
        at = MONTHS.get_loc(date.to_period("M"))
        level[at:at + 2] += [PUBLICITY, PUBLICITY / 2]
    months = np.repeat(MONTHS.to_timestamp().to_numpy(), apportion(count, level))
    return months[np.argsort(rng.random(count), kind="stable")]


def _dated(rows: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    days = np.floor(rng.random(len(rows)) * rows["month"].dt.days_in_month).astype(int)
    hours = reference("sample_roads_hours").set_index("hour")["weekday"].astype(float).to_dict()
    minutes = np.floor(rng.random(len(rows)) * 12).astype(int) * 5
    times = [f"{int(hour):02}:{minute:02}" for hour, minute in zip(_pick(hours, len(rows), rng), minutes)]
    return rows.assign(date=rows["month"] + pd.to_timedelta(days, unit="D"), time=times)


def _again(rows: pd.DataFrame) -> pd.DataFrame:
    """Send some reports twice: same reporter, place and hour."""
    known = rows[rows["reporter_key"].notna() & rows["easting_m"].notna()]
    return known.iloc[np.linspace(0, len(known) - 1, DUPLICATES).astype(int)].assign(is_duplicate=True)


def _place_name(ward: str, number: int) -> str:
    named = wards().set_index("ward_code").loc[ward]
    return f"Sample {ROAD_NAMES[named['setting']]} {number + 13}, {named['ward_name']}"


def _pick(weights: dict, count: int, rng: np.random.Generator) -> list:
    bounds = np.cumsum(list(weights.values()))
    values = list(weights)
    return [values[at] for at in np.searchsorted(bounds, rng.random(count) * bounds[-1], side="right")]


def _key(person: str) -> str:
    return sha256(f"sample reporter {person}".encode()).hexdigest()[:16]
