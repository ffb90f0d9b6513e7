"""Places the sample's crimes of its home district in wards."""

import numpy as np
import pandas as pd

from data.areas import reference
from data.illustrative_crime import lockdown_strength

UNPLACED = 0.008  # share of crimes that carry no ward
# How the ward's share of crime moves while everyone stays at home.
LOCKDOWN_SHIFT = {"Town centre": -0.25, "Other urban": 0.08, "Rural": 0.15}


def wards() -> pd.DataFrame:
    """Read the sample's wards, as text, and give each its setting."""
    table = reference("sample_wards")
    is_centre = table["ward_code"].isin(reference("town_centre_wards")["ward_code"])
    urban = is_centre.map({True: "Town centre", False: "Other urban"})
    return table.assign(setting=urban.where(table["rural_urban"] == "Urban", table["rural_urban"]))


def place_in_wards(parts: dict[str, np.ndarray], rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Draw a ward for every crime: part -> months by wards, and in the last column those not placed in one."""
    patterns = reference("sample_parts").set_index("part")["ward_pattern"]
    return {part: _draw(counts, _shares(patterns[part]), rng) for part, counts in parts.items()}


def _shares(pattern: str) -> np.ndarray:
    """Give each month its wards' shares of crime and the unplaced share; rows add up to 1."""
    table = wards()
    relative_rate = reference("sample_ward_patterns").set_index("ward_code")[pattern].astype(float)
    usual = table["residents_2019"].astype(float) * table["ward_code"].map(relative_rate)
    shift = np.outer(lockdown_strength(), table["setting"].map(LOCKDOWN_SHIFT))
    weights = usual.to_numpy() * (1 + shift)
    placed = (1 - UNPLACED) * weights / weights.sum(axis=1, keepdims=True)
    return np.column_stack([placed, np.full(len(placed), UNPLACED)])


def _draw(counts: np.ndarray, shares: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    bounds = shares.cumsum(axis=1)[:, :-1]
    drawn = [np.bincount(np.searchsorted(bounds[month], rng.random(count), side="right"), minlength=shares.shape[1])
             for month, count in enumerate(counts)]
    return np.array(drawn)
