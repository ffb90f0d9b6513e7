"""The test of change, BH, and limits: worked out by hand, against scipy's and statsmodels' own, and by simulation."""

import numpy as np
import pytest
import statsmodels.api as models
from hypothesis import assume, given, settings
from hypothesis import strategies as some
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.rates import confint_poisson, test_poisson_2indep as two_rates
from statsmodels.tsa.stattools import acf

from queries.statistics import compare, discoveries, funnel, month_limits, poisson_interval, spread, wilson

TRIALS = 2000
NO_HISTORY = [[np.nan] * 36]
STEADY = [[10.0] * 24]


def change(now, before, history=STEADY):
    return {name: float(value[0]) for name, value in compare([now], [before], spread(history)).items()}


@pytest.mark.parametrize(("months", "dispersion", "likeness"), [
    ([10] * 12, 1, 0),  # varies less than Poisson: taken as Poisson
    ([0, 10] * 6, 300 / 5 / 11, 0),  # 12 months 5 away from a mean of 5; neighbours are unlike
    ([0] * 6 + [10] * 6, 300 / 5 / 11 * 1.7 / 0.3, 0.7),  # likeness 225/300 + 1/12, at most 0.7
    ([0] * 12, 1, 0),
    ([0, 10] * 6 + [np.nan] * 24, 300 / 5 / 11, 0),  # months that are not held are left out
])
def test_how_the_months_vary(months, dispersion, likeness):
    measured = spread([months])
    assert (measured.dispersion[0], measured.likeness[0]) == pytest.approx((dispersion, likeness))
    assert measured.months[0] == np.isfinite(months).sum()


@pytest.mark.parametrize(("run", "likeness"), [
    (3, 14 / 36),  # runs of 3 months alike: 11 changes, so (24 - 11)/36 + 1/36, above 1.645/6 = 0.274 and below 0.7
    (2, 0),  # 17 changes: (18 - 17)/36 + 1/36 = 0.056, below it
])
def test_weak_likeness_is_taken_as_none(run, likeness):
    assert spread([np.repeat([6.0, 4.0] * 9, run)[:36]]).likeness[0] == pytest.approx(likeness)


def test_a_change_by_hand():
    """log(200/120) = 0.5108, its error sqrt(1/200 + 1/120) = 0.1155; t of 23 at 97.5% is 2.0687."""
    found = change(200, 120)
    assert (found["ratio"], found["ratio_low"], found["ratio_high"]) == pytest.approx((1.6667, 1.3125, 2.1164), abs=0.0002)
    assert found["p_value"] == pytest.approx(0.00019, abs=0.00001)


def test_the_dispersion_widens_the_interval():
    low, high = (np.log(change(200, 120, [[0.0, 20.0] * 12])[end] / (200 / 120)) for end in ("ratio_low", "ratio_high"))
    assert high == pytest.approx(2.0687 * np.sqrt(240 / 23 * (1 / 200 + 1 / 120)), rel=0.0001)
    assert low == pytest.approx(-high)


@pytest.mark.parametrize(("now", "before", "history"), [(9, 9, STEADY), (0, 0, STEADY), (50, 100, NO_HISTORY), (50, 100, [[10.0] * 11]),
                                                        (np.nan, 100, STEADY), (100, np.nan, STEADY)])
def test_what_tells_too_little_has_no_verdict(now, before, history):
    assert all(np.isnan(value) for value in change(now, before, history).values())


def test_none_against_ten_is_told_and_has_no_ratio():
    """With a half added to both: log(0.5/10.5) = -3.0445, error sqrt(2 + 1/10.5) = 1.4475, t = 2.103."""
    found = change(0, 10)
    assert found["p_value"] == pytest.approx(2 * stats.t.sf(2.1033, 23), abs=0.0002)
    assert np.isnan(found["ratio"]) and np.isnan(found["ratio_low"])


# The same by other programs

@given(some.integers(0, 20_000))
def test_interval_of_a_count_is_that_of_others(count):
    """Exact below 10; Byar's approximation is within 0.1% of a crime's root from there."""
    exact = confint_poisson(count, 1, method="exact-c")
    assert poisson_interval(count) == pytest.approx(exact, abs=1e-9 if count < 10 else 0.02 + 0.0001 * count**0.5)


@given(some.integers(1, 5000), some.data())
def test_interval_of_a_share_is_that_of_others(all_of_them, data):
    how_many = data.draw(some.integers(0, all_of_them))
    expected = stats.binomtest(how_many, all_of_them).proportion_ci(method="wilson")
    assert wilson(how_many, all_of_them) == pytest.approx((expected.low, expected.high), abs=1e-9)
    assert wilson(how_many, all_of_them) == pytest.approx(proportion_confint(how_many, all_of_them, method="wilson"), abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(some.lists(some.integers(0, 400), min_size=12, max_size=36), some.integers(1, 9000), some.integers(1, 9000))
def test_a_change_is_that_of_others(months, now, before):
    assume(sum(months) and len(set(months)) > 1 and max(now, before) >= 10)
    count, usual = len(months), spread([months])
    fitted = models.GLM(months, np.ones(count), family=models.families.Poisson()).fit(scale="X2")
    likeness = acf(np.asarray(months, float), nlags=1, fft=False)[1] + 1 / count
    likeness = 0 if likeness < 1.645 / count**0.5 else min(likeness, 0.7)
    dispersion = max(fitted.scale, 1) * (1 + likeness) / (1 - likeness)
    assert usual.dispersion[0] == pytest.approx(dispersion)
    poisson = two_rates(now, 1, before, 1, method="wald-log", compare="ratio")
    assert change(now, before, [months])["p_value"] == pytest.approx(2 * stats.t.sf(abs(poisson.statistic) / dispersion**0.5, count - 1))


@given(some.lists(some.floats(0, 1), min_size=1, max_size=60))
def test_discoveries_are_those_of_others(p_values):
    assert discoveries(p_values).tolist() == multipletests(p_values, 0.05, method="fdr_bh")[0].tolist()


def test_what_was_not_tested_is_not_counted_among_the_many():
    assert discoveries([0.04, np.nan, np.nan]).tolist() == [True, False, False]
    assert discoveries([np.nan]).tolist() == [False] and discoveries([]).tolist() == []


# Limits

def test_limits_of_months_by_hand():
    """100 and 110 in turn: the mean moving range is 10, so 105 and 26.6 either side."""
    assert month_limits([100, 110] * 6) == pytest.approx((105 - 26.6, 105, 105 + 26.6))


def test_limits_of_small_months_are_poisson():
    """Of a mean of 4, a Poisson count is above 11 in 0.09% and below 0 never (usual tables)."""
    low, mean, high = month_limits([4] * 12)
    assert (low, mean, high) == (0, 4, 11)
    assert stats.poisson.sf(high, 4) < 0.00135 < stats.poisson.sf(high - 1, 4)


def test_too_few_months_have_no_limits():
    assert np.isnan(month_limits([5] * 11)).all() and np.isnan(month_limits([5] * 11 + [np.nan] * 5)).all()


@given(some.floats(1, 5000), some.sampled_from([0.95, 0.998]))
def test_a_funnel_is_the_poisson_count_at_its_level(expected, level):
    low, high = funnel([expected], level)
    tail = (1 - level) / 2
    assert stats.poisson.ppf(tail, expected) - 1 <= low[0] <= stats.poisson.ppf(tail, expected)
    assert stats.poisson.ppf(1 - tail, expected) - 1 <= high[0] <= stats.poisson.ppf(1 - tail, expected)
    assert 0 <= low[0] < expected < high[0]


# How often it is wrong, and what it finds

def months_of(chance, mean, dispersion, shape):
    """Draw months that vary `dispersion` times as much as Poisson."""
    return chance.poisson(mean, shape) if dispersion == 1 else chance.negative_binomial(mean / (dispersion - 1), 1 / dispersion, shape)


def clear(months):
    """Judge the last of four years against the third by the first three."""
    found = compare(months[:, 36:].sum(axis=1), months[:, 24:36].sum(axis=1), spread(months[:, :36]))
    return found["p_value"] < 0.05


@pytest.mark.parametrize("a_year", [12, 50, 200, 1000, 3000])
@pytest.mark.parametrize("dispersion", [1, 1.5, 2, 3, 4])
def test_where_nothing_changed_few_are_called_clear(dispersion, a_year):
    months = months_of(np.random.default_rng(round(100 * dispersion) + a_year), a_year / 12, dispersion, (TRIALS, 48))
    assert clear(months).mean() <= 0.06


@pytest.mark.parametrize("a_year", [200, 1000, 3000])
@pytest.mark.parametrize("dispersion", [1.5, 2, 4])
def test_and_not_many_more_where_months_are_alike(dispersion, a_year):
    chance, mean = np.random.default_rng(round(100 * dispersion) + a_year), a_year / 12
    away = chance.normal(size=(TRIALS, 48))
    for month in range(1, 48):
        away[:, month] = 0.5 * away[:, month - 1] + 0.75**0.5 * away[:, month]
    assert clear(np.maximum(np.round(mean + (dispersion * mean) ** 0.5 * away), 0)).mean() <= 0.12


@pytest.mark.parametrize(("dispersion", "least"), [(1, 0.95), (1.25, 0.90), (2, 0.75)])
def test_a_doubling_is_found(dispersion, least):
    chance = np.random.default_rng(7)
    months = np.hstack([months_of(chance, 50 / 12, dispersion, (TRIALS, 36)), months_of(chance, 100 / 12, dispersion, (TRIALS, 12))])
    assert clear(months).mean() >= least
