"""Intervals at 95% of counts and of shares; tests of change; limits of usual months and of wards' rates."""

from dataclasses import dataclass

import numpy as np
from scipy import special  # what scipy.stats gives too, which takes half a second more to load

LEVEL = 0.95
EXACT_BELOW = 10  # smaller counts: exact Poisson; from here: Byar's approximation
FEW = 10  # two counts that are both below this tell nothing
LEAST_MONTHS, MOST_MONTHS = 12, 36  # of history
MOST_ALIKE = 0.7
RANGE_FACTOR = 2.66  # of an XmR chart: 3 / 1.128


def poisson_interval(count: int) -> tuple[float, float]:
    """Give the interval of a count: exact Poisson below 10, Byar's approximation from 10.

    Source: Fingertips technical guide, Office for Health Improvement and Disparities.
    """
    tail = (1 - LEVEL) / 2
    if count < EXACT_BELOW:
        return (float(special.gammaincinv(count, tail)) if count else 0.0, float(special.gammaincinv(count + 1, 1 - tail)))
    z = special.ndtri(1 - tail)
    low = count * (1 - 1 / (9 * count) - z / (3 * np.sqrt(count))) ** 3
    more = count + 1
    high = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
    return float(low), float(high)


def wilson(how_many: int, all_of_them: int) -> tuple[float, float]:
    """Give the Wilson score interval of a share, as shares from 0 to 1; raises ValueError for a share of nothing."""
    if all_of_them < 1 or not 0 <= how_many <= all_of_them:
        raise ValueError(f"{how_many} of {all_of_them} is no share.")
    z = special.ndtri(1 - (1 - LEVEL) / 2)
    middle = how_many + z**2 / 2
    reach = z * np.sqrt(how_many * (all_of_them - how_many) / all_of_them + z**2 / 4)
    return float((middle - reach) / (all_of_them + z**2)), float((middle + reach) / (all_of_them + z**2))


@dataclass(frozen=True)
class Spread:
    """How the months of some series vary, an array each: times Poisson (with what likeness adds), likeness, months."""

    dispersion: np.ndarray
    likeness: np.ndarray
    months: np.ndarray


def spread(histories: np.ndarray) -> Spread:
    """Measure how the months of each row vary: Pearson's chi-square about their mean over n - 1, at least 1.

    Months that follow each other are alike: lag-1 autocorrelation r, plus 1/n for its bias, none below 1.645/sqrt(n), at
    most 0.7, multiplies it by (1 + r)/(1 - r). `histories`: series by months, oldest first, NaN where one is not held.
    """
    histories = np.atleast_2d(np.asarray(histories, float))
    months = np.isfinite(histories).sum(axis=1)
    whole = np.maximum(months, 1)
    mean = np.nansum(histories, axis=1) / whole
    away = np.nan_to_num(histories - mean[:, None])
    squares = (away**2).sum(axis=1)
    dispersion = np.maximum(_over(squares, mean * np.maximum(months - 1, 1)), 1)
    likeness = _over((away[:, 1:] * away[:, :-1]).sum(axis=1), squares) + 1 / whole
    likeness = np.where((likeness < 1.645 / np.sqrt(whole)) | (squares == 0), 0, np.minimum(likeness, MOST_ALIKE))
    return Spread(dispersion * (1 + likeness) / (1 - likeness), likeness, months)


def compare(now, before, these: Spread, those: Spread | None = None, *, exposure=1.0) -> dict[str, np.ndarray]:
    """Test whether counts differ by more than chance: their ratio, its 95% interval and the p-value, an array each.

    Log of the rate ratio, its variance dispersion times 1/count for each side, Student's t on n - 1 months of the shorter
    history; half a crime is added to both where one count is 0, which then has a p-value but no ratio. `those`: the spread of the second counts where they are
    of another series; `exposure`: the first one's residents over the second's. NaN where history or counts are too few.
    """
    those = those or these
    now, before = (np.asarray(side, float) for side in (now, before))
    half = np.where((now == 0) | (before == 0), 0.5, 0.0)
    months = np.minimum(these.months, those.months)
    is_told = (np.fmax(now, before) >= FEW) & (months >= LEAST_MONTHS) & np.isfinite(now + before + exposure)
    with np.errstate(divide="ignore", invalid="ignore"):
        log_ratio = np.log((now + half) / (before + half) / exposure)
        error = np.sqrt(these.dispersion / (now + half) + those.dispersion / (before + half))
        free = np.maximum(months - 1, 1)
        reach = special.stdtrit(free, 1 - (1 - LEVEL) / 2) * error
        found = {"ratio": np.exp(log_ratio), "ratio_low": np.exp(log_ratio - reach), "ratio_high": np.exp(log_ratio + reach),
                 "p_value": 2 * special.stdtr(free, -np.abs(log_ratio) / error)}
    has_ratio = is_told & (half == 0)
    return {name: np.where(is_told if name == "p_value" else has_ratio, values, np.nan) for name, values in found.items()}


def discoveries(p_values, rate: float = 1 - LEVEL) -> np.ndarray:
    """Mark the p-values that stand when many are looked at (Benjamini and Hochberg 1995); NaN is none and not counted."""
    p_values = np.asarray(p_values, float)
    known = np.sort(p_values[np.isfinite(p_values)])
    under = known[known <= rate * np.arange(1, len(known) + 1) / max(len(known), 1)]
    return p_values <= under.max(initial=-1.0)


def month_limits(months) -> tuple[float, float, float]:
    """Give the lower limit, the mean and the upper limit of usual months: NaN with fewer than 12.

    XmR chart: mean and 2.66 times the mean moving range either side; where the mean is below 10, a Poisson chart (the
    same share outside, 0.27%).
    """
    months = np.asarray(months, float)
    held = months[np.isfinite(months)]
    if len(held) < LEAST_MONTHS:
        return float("nan"), float("nan"), float("nan")
    mean, reach = held.mean(), RANGE_FACTOR * np.nanmean(np.abs(np.diff(months)))
    if mean < FEW:
        return float(_poisson_quantile(special.ndtr(-3), mean)), float(mean), float(_poisson_quantile(special.ndtr(3), mean))
    return float(max(mean - reach, 0)), float(mean), float(mean + reach)


def funnel(expected, level: float) -> tuple[np.ndarray, np.ndarray]:
    """Give the limits of counts about what is expected (Spiegelhalter 2005: exact Poisson, interpolated between counts)."""
    return tuple(_poisson_point(np.asarray(expected, float), tail) for tail in ((1 - level) / 2, (1 + level) / 2))


def _poisson_point(expected: np.ndarray, tail: float) -> np.ndarray:
    reached = _poisson_quantile(tail, expected)
    with np.errstate(invalid="ignore", divide="ignore"):
        just = np.exp(special.xlogy(reached, expected) - expected - special.gammaln(reached + 1))  # the chance of just this count
        return np.maximum(reached - (special.pdtr(reached, expected) - tail) / just, 0)


def _poisson_quantile(tail: float, expected):
    """Give the least count whose chance of being reached at most is `tail` or more."""
    above = np.ceil(special.pdtrik(tail, expected))
    below = np.maximum(above - 1, 0)
    return np.where(np.equal(expected, 0), 0.0, np.where(special.pdtr(below, expected) >= tail, below, above))


def _over(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    return np.divide(above, below, out=np.zeros_like(above, dtype=float), where=below > 0)
