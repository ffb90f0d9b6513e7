"""Last steps of questions: is a change clear, who is too close to call, what stands out, which months are usual.

Each takes a question's columns, an array a name, and gives those of its answer: frames are made of them once, if at all.
"""

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from queries.columns import Columns
from queries.statistics import FEW, LEAST_MONTHS, LEVEL, MOST_MONTHS, Spread, compare, discoveries, funnel, month_limits, poisson_interval, spread

RISE, FALL, NO_CHANGE, TOO_FEW, NOT_COMPARED = "Clear rise", "Clear fall", "No clear change", "Too few to tell", "Can't be compared"
FEW_SAID = f"both counts are under {FEW}"
SHORT_SAID = f"too little history: fewer than {LEAST_MONTHS} months before this period"
FUNNEL_LEVELS = {"95": 0.95, "998": 0.998}  # conventions: limits of a funnel


def changes(rows: Columns) -> Columns:
    """Judge each row's crimes against crimes_before by its `history`: adds verdict, verdict_why and the numbers behind."""
    return _joined(rows, _judged(rows, "crimes", "history"), without=("history", "why_not"))


def casualty_changes(rows: Columns) -> Columns:
    """Judge all casualties (verdict, ...) and those killed or seriously injured (ksi_verdict, ...)."""
    both = _judged(rows, "all_casualties", "history") | _judged(rows, "ksi", "ksi_history", "ksi_")
    return _joined(rows, both, without=("history", "ksi_history", "why_not"))


def comparisons(rows: Columns) -> Columns:
    """Judge each district's change, and whether its rate is too close to the chosen district's to be called (too_close).

    against_pct_low and _high: within which percentages its rate differs from the chosen district's, at 95%.
    """
    return _joined(rows, _against(rows) | _judged(rows, "crimes", "history"), without=("is_chosen", "history", "why_not"))


def ties(rows: Columns) -> Columns:
    """Say of each category and district whether its rate is too close to the chosen district's to be called (too_close, against_pct_low)."""
    return _joined(rows, _against(rows), without=("is_chosen", "history", "residents", "against_pct_high"))


def _against(rows: Columns) -> dict:
    """Compare each row with that of the chosen district, in the same category where the rows are of several; unknown where it has none."""
    counts, people, is_mine = _figures(rows["crimes"]), _figures(rows["residents"]), np.asarray(rows["is_chosen"], bool)
    kinds = pd.factorize(rows["category_code"])[0] if "category_code" in rows else np.zeros(len(counts), int)
    mine = np.full(kinds.max(initial=0) + 1, -1)
    mine[kinds[is_mine]] = np.flatnonzero(is_mine)
    own = mine[kinds]  # for each row, where the chosen district's stands
    these = spread(_histories(rows["history"]))
    tested = compare(counts, counts[own], these, Spread(these.dispersion[own], these.likeness[own], these.months[own]), exposure=people / people[own])
    percent = {f"against_pct_{end}": np.where(is_mine, np.nan, (tested[f"ratio_{end}"] - 1) * 100) for end in ("low", "high")}
    is_few = np.fmax(counts, counts[own]) < FEW
    is_known = (np.isfinite(tested["p_value"]) | is_few) & np.isfinite(counts / people) & (own >= 0)
    return {"too_close": pd.arrays.BooleanArray((is_few | (tested["p_value"] >= 1 - LEVEL)) & ~is_mine, ~is_known)} | percent


def standing_out(rows: Columns) -> Columns:
    """Judge each row, and mark the clear changes that stand when so many are looked at (stands_out): these first, most striking first."""
    judged = _joined(rows, _judged(rows, "crimes", "history"), without=("history",))
    stands_out = discoveries(judged["p_value"])
    order = np.argsort(np.where(stands_out, judged["p_value"], np.inf), kind="stable")
    return {name: values[order] for name, values in (judged | {"stands_out": stands_out}).items()}


def usual_months(rows: Columns) -> Columns:
    """Add the limits of usual months (limit_low, limit_mean, limit_high), made afresh after a break, and who is outside."""
    crimes, stretches = _figures(rows["crimes"]), np.asarray(rows["breaks_so_far"])
    made = {stretch: month_limits(crimes[stretches == stretch]) for stretch in set(stretches.tolist())}
    low, mean, high = np.array([made[stretch] for stretch in stretches.tolist()]).reshape(-1, 3).T
    outside = pd.arrays.BooleanArray((crimes < low) | (crimes > high), np.isnan(crimes + mean))
    return _joined(rows, {"limit_low": low, "limit_mean": mean, "limit_high": high, "is_outside": outside}, without=("breaks_so_far",))


def ward_limits(rows: Columns) -> Columns:
    """Add the funnel's limits for each ward's residents at 95% and 99.8%, as rates per 1,000."""
    residents = _figures(rows["residents"])
    limits = {}
    for name, level in FUNNEL_LEVELS.items():
        low, high = funnel(_figures(rows["all_per_1000"]) * residents / 1000, level)
        limits |= {f"low_{name}": low / residents * 1000, f"high_{name}": high / residents * 1000}
    return rows | limits


def rate_ranges(rows: Columns) -> Columns:
    """Add the 95% interval of each rate (per_1000_low, per_1000_high): that of its count, by its residents."""
    ends = [poisson_interval(int(count)) if np.isfinite(count) else (np.nan, np.nan) for count in _figures(rows["crimes"])]
    low, high = 1000 * np.array(ends).reshape(-1, 2).T / _figures(rows["residents"])
    return rows | {"per_1000_low": low, "per_1000_high": high}


def _joined(rows: Columns, columns: Columns, without: tuple[str, ...]) -> Columns:
    """Put columns beside those of rows, and leave some out."""
    return {name: values for name, values in (rows | columns).items() if name not in without}


def _judged(rows: Columns, count: str, history: str, prefix: str = "") -> dict:
    now, before = _figures(rows[count]), _figures(rows[f"{count}_before"])
    usual = spread(_histories(rows[history]))
    is_asked = np.isfinite(now + before) & pd.isna(rows["why_not"])
    tested = {name: np.where(is_asked, values, np.nan) for name, values in compare(now, before, usual).items()}
    words = [_verdict(*row) for row in zip(now, before, rows["why_not"], usual.months, tested["p_value"])]
    known = np.isfinite(tested["p_value"])
    behind = {"dispersion": np.where(known, usual.dispersion, np.nan), "likeness": np.where(known, usual.likeness, np.nan)}
    percent = {f"change_pct_{end}": (tested[f"ratio_{end}"] - 1) * 100 for end in ("low", "high")}
    verdicts = {name: np.array([word[at] for word in words], dtype=object) for at, name in enumerate(("verdict", "verdict_why"))}
    said = verdicts | tested | percent | behind | {"history_months": pd.arrays.IntegerArray(usual.months, ~known)}
    return {prefix + name: values for name, values in said.items()}


def _verdict(now: float, before: float, why_not: object, months: int, p_value: float) -> tuple[str | None, str | None]:
    if np.isnan(now) or np.isnan(before):
        return None, None
    if not pd.isna(why_not):
        return NOT_COMPARED, str(why_not)
    if max(now, before) < FEW:
        return TOO_FEW, FEW_SAID
    if months < LEAST_MONTHS:
        return NOT_COMPARED, SHORT_SAID
    if p_value >= 1 - LEVEL:
        return NO_CHANGE, None
    return (RISE if now > before else FALL), None


def _figures(column: np.ndarray | ExtensionArray) -> np.ndarray:
    return column.astype(float) if isinstance(column, np.ndarray) else column.to_numpy(float, na_value=np.nan)


def _histories(lists: np.ndarray) -> np.ndarray:
    """Put lists of months under each other, the newest at the right; NaN where there is none."""
    table = np.full((len(lists), MOST_MONTHS), np.nan)
    for row, months in enumerate(lists):
        if months is not None and np.ndim(months) and len(months):
            table[row, -len(months):] = months.astype(float).filled(np.nan) if isinstance(months, np.ma.MaskedArray) else months
    return table
