"""Invents the sample's collisions: when they happened, to whom and how badly; casualties come from the same rows."""

import numpy as np
import pandas as pd

from data.areas import reference
from data.illustrative_casualties import casualties, first_casualty
from data.illustrative_crime import MONTHS, apportion, lockdown_strength
from data.illustrative_sites import add_sites

LOCKDOWN_RESPONSE = -0.5  # what a full lockdown does to a month's collisions
UNEVENNESS = 0.3  # how far a month's collisions may lie from their season, as a share
SCHOOL_AGE = (5, 15)
USERS = ["is_hgv", "is_pedestrian", "is_cyclist", "is_motorcyclist", "is_car"]


def road_extracts(places: pd.DataFrame, rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    """Make the extracts `collisions` and `casualties` for the sample's areas, the same row for row each time."""
    rows = first_casualty(_kinds(_months(rng), rng), rng)
    rows["date"] = _dates(rows, rng)
    rows["time"] = _times(rows, rng)
    rows = rows.sort_values(["date", "time", "district_code"], kind="stable", ignore_index=True)
    rows["collision_id"] = [f"sample-{date:%Y}-{number:05}" for number, date in enumerate(rows["date"], 1)]
    return {"collisions": add_sites(rows, places, rng), "casualties": casualties(rows, rng)}


def draw(weights: np.ndarray, chance: np.ndarray) -> np.ndarray:
    """Choose by weights along the last axis: one index for each number from 0 to 1 in `chance`."""
    bounds = np.cumsum(weights, axis=-1) / np.sum(weights, axis=-1, keepdims=True)
    return np.minimum((chance[..., None] >= bounds).sum(axis=-1), bounds.shape[-1] - 1)


def _months(rng: np.random.Generator) -> pd.DataFrame:
    """List a row for every collision: its district and month, each period's total as typed."""
    season = reference("sample_seasons").set_index("season").loc["roads"].astype(float).to_numpy()
    shape = season[MONTHS.month - 1] * (1 + LOCKDOWN_RESPONSE * lockdown_strength())
    parts = []
    for period in reference("sample_roads_totals").itertuples():
        months = pd.period_range(period.first_month, periods=int(period.months), freq="M")
        uneven = 1 + UNEVENNESS * (2 * rng.random(len(months)) - 1)
        counts = apportion(int(period.collisions), shape[MONTHS.get_indexer(months)] * uneven)
        parts.append(pd.DataFrame({"month": np.repeat(months.to_timestamp(), counts), "district_code": period.district_code}))
    return pd.concat(parts, ignore_index=True)


def _kinds(rows: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Draw each collision's kind and severity."""
    kinds = reference("sample_roads_kinds").drop(columns="source")
    share = kinds["share_pct"].astype(float).to_numpy()
    rows = rows.join(kinds.iloc[draw(share, rng.random(len(rows)))].reset_index(drop=True))
    rows[USERS] = rows[USERS] == "true"
    fatal, serious = rows["fatal_pct"].astype(float), rows["serious_pct"].astype(float)
    which = draw(np.column_stack([fatal, serious, 100 - fatal - serious]), rng.random(len(rows)))
    return rows.assign(severity=np.array(["Fatal", "Serious", "Slight"])[which], vehicles=rows["vehicles"].astype(int))


def _dates(rows: pd.DataFrame, rng: np.random.Generator) -> pd.Series:
    days = np.floor(rng.random(len(rows)) * rows["month"].dt.days_in_month).astype(int)
    return rows["month"] + pd.to_timedelta(days, unit="D")


def _times(rows: pd.DataFrame, rng: np.random.Generator) -> np.ndarray:
    """Draw a time as text: by weekday or weekend; children on foot are hurt on their way to and from school."""
    hours = reference("sample_roads_hours").set_index("hour").drop(columns="source").astype(float)
    is_weekend = rows["date"].dt.day_of_week >= 5
    is_pupil = (rows["road_user"] == "Pedestrian") & rows["age_years"].between(*SCHOOL_AGE) & ~is_weekend
    pattern = np.select([is_pupil, is_weekend], ["child_pedestrian", "weekend"], "weekday")
    hour = draw(hours[pattern].to_numpy().T, rng.random(len(rows)))
    minute = np.floor(rng.random(len(rows)) * 12).astype(int) * 5
    return np.array([f"{at:02}:{past:02}" for at, past in zip(hour, minute)])
