"""Gives the shares of crimes prosecuted and convicted their Wilson intervals at 95%."""

import numpy as np
import pandas as pd

from queries.columns import Columns
from queries.statistics import wilson

SHARES = {  # share in percent -> the crimes it counts, of which crimes
    "charge_pct": ("charged", "recorded"),
    "conviction_pct": ("convicted", "recorded"),
    "convicted_of_court_pct": ("convicted", "with_court_result"),
}


def with_intervals(rows: Columns) -> Columns:
    """Add `_low` and `_high` in percent to each share; null where the share is."""
    ends = {}
    for share, (some, whole) in SHARES.items():
        low, high = np.array([_interval(*counts) for counts in zip(rows[some], rows[whole])], float).reshape(-1, 2).T
        ends |= {f"{share}_low": low, f"{share}_high": high}
    return rows | ends


def _interval(some: int, whole: int) -> tuple[float | None, float | None]:
    if pd.isna(some) or pd.isna(whole) or not whole:
        return None, None
    low, high = wilson(int(some), int(whole))
    return 100 * low, 100 * high
