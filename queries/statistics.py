"""Intervals at 95% of counts and of shares."""

import numpy as np
from scipy.stats import chi2, norm

LEVEL = 0.95
EXACT_BELOW = 10  # smaller counts: exact Poisson; from here: Byar's approximation


def poisson_interval(count: int) -> tuple[float, float]:
    """Give the interval of a count: exact Poisson below 10, Byar's approximation from 10.

    Source: Fingertips technical guide, Office for Health Improvement and Disparities.
    """
    tail = (1 - LEVEL) / 2
    if count < EXACT_BELOW:
        return (float(chi2.ppf(tail, 2 * count) / 2) if count else 0.0, float(chi2.ppf(1 - tail, 2 * count + 2) / 2))
    z = norm.ppf(1 - tail)
    low = count * (1 - 1 / (9 * count) - z / (3 * np.sqrt(count))) ** 3
    more = count + 1
    high = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
    return float(low), float(high)


def wilson(how_many: int, all_of_them: int) -> tuple[float, float]:
    """Give the Wilson score interval of a share, as shares from 0 to 1; raises ValueError for a share of nothing."""
    if all_of_them < 1 or not 0 <= how_many <= all_of_them:
        raise ValueError(f"{how_many} of {all_of_them} is no share.")
    z = norm.ppf(1 - (1 - LEVEL) / 2)
    middle = how_many + z**2 / 2
    reach = z * np.sqrt(how_many * (all_of_them - how_many) / all_of_them + z**2 / 4)
    return float((middle - reach) / (all_of_them + z**2)), float((middle + reach) / (all_of_them + z**2))
