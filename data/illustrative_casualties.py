"""Invents the people hurt in the sample's collisions: road users, severities, ages."""

import numpy as np
import pandas as pd

from data.areas import reference
from data.sources.residents import AGE_BANDS, age_band

MOST_MORE = 4  # at most so many people are hurt besides the first
AGE_UNKNOWN = 0.012
# Severity of the collision -> chances that someone else hurt in it is killed, seriously or slightly injured
OTHERS_SEVERITY = {"Fatal": (0.2, 0.3, 0.5), "Serious": (0.0, 0.15, 0.85), "Slight": (0.0, 0.0, 1.0)}
SEVERITIES = np.array(["Fatal", "Serious", "Slight"])


def first_casualty(rows: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Add to collisions the age of the person hurt worst: age_years, null where unknown."""
    return rows.assign(age_years=_ages(rows["road_user"], rng))


def casualties(rows: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """List who was hurt in each collision: the first as the collision says, the others no worse."""
    first = rows[["collision_id", "severity", "road_user", "age_years"]].assign(casualty_no=1)
    hurt = rows.loc[np.repeat(rows.index, _how_many_more(rows, rng))]
    chances = np.array([OTHERS_SEVERITY[severity] for severity in hurt["severity"]]).cumsum(axis=1)
    severity = SEVERITIES[(rng.random(len(hurt))[:, None] >= chances[:, :2]).sum(axis=1)]
    others = pd.DataFrame({
        "collision_id": hurt["collision_id"], "severity": severity, "road_user": hurt["also_hurt"],
        "age_years": _ages(hurt["also_hurt"], rng).to_numpy(), "casualty_no": hurt.groupby(level=0).cumcount() + 2})
    both = pd.concat([first, others], ignore_index=True).sort_values(["collision_id", "casualty_no"], ignore_index=True)
    known = both["age_years"].notna()
    both.loc[known, "age_band"] = [age_band(int(age)) for age in both.loc[known, "age_years"]]
    return both.assign(adjusted_serious=(both["severity"] == "Serious").astype(float))


def _how_many_more(rows: pd.DataFrame, rng: np.random.Generator) -> np.ndarray:
    """Draw how many others are hurt, by chance alone about the kind's mean."""
    mean = rows["also_hurt_mean"].astype(float).to_numpy()
    chance, term, below = rng.random(len(rows)), np.exp(-mean), np.zeros(len(rows))
    more = np.zeros(len(rows), dtype=int)
    for count in range(MOST_MORE):
        below += term
        more += chance >= below
        term = term * mean / (count + 1)
    return more


def _ages(users: pd.Series, rng: np.random.Generator) -> pd.Series:
    """Draw ages: the band by road user, any year of the band alike."""
    weights = reference("sample_roads_ages").set_index("road_user").drop(columns="source").astype(float)
    bounds = weights.div(weights.sum(axis=1), axis=0).cumsum(axis=1).loc[users].to_numpy()[:, :-1]
    band = (rng.random(len(users))[:, None] >= bounds).sum(axis=1)
    low, high = np.array(list(AGE_BANDS.values()))[band].T
    age = low + np.floor(rng.random(len(users)) * (high - low + 1))
    return pd.Series(np.where(rng.random(len(users)) < AGE_UNKNOWN, np.nan, age), index=users.index)
