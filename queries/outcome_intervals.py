"""Gives the shares of crimes prosecuted and convicted their Wilson intervals at 95%."""

import pandas as pd

from queries.statistics import wilson

SHARES = {  # share in percent -> the crimes it counts, of which crimes
    "charge_pct": ("charged", "recorded"),
    "conviction_pct": ("convicted", "recorded"),
    "convicted_of_court_pct": ("convicted", "with_court_result"),
}


def with_intervals(rows: pd.DataFrame) -> pd.DataFrame:
    """Add `_low` and `_high` in percent to each share; null where the share is."""
    for share, (some, whole) in SHARES.items():
        ends = [_interval(*counts) for counts in zip(rows[some], rows[whole])]
        rows[f"{share}_low"], rows[f"{share}_high"] = (pd.Series([end[at] for end in ends], index=rows.index, dtype=float) for at in (0, 1))
    return rows


def _interval(some: int, whole: int) -> tuple[float | None, float | None]:
    if pd.isna(some) or pd.isna(whole) or not whole:
        return None, None
    low, high = wilson(int(some), int(whole))
    return 100 * low, 100 * high
