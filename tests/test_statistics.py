"""Intervals, against the test vectors of the conventions and a worked example."""

import pytest

from queries.statistics import poisson_interval, wilson


@pytest.mark.parametrize(("count", "low", "high"), [(39, 28, 53), (7830, 7658, 8005)])
def test_interval_of_a_large_count(count, low, high):
    assert tuple(round(end) for end in poisson_interval(count)) == (low, high)


@pytest.mark.parametrize(("count", "low", "high"), [
    (12, 6.19, 20.96), (0, 0, 3.69), (1, 0.03, 5.57), (9, 4.12, 17.08)])  # below 10: the usual table of exact limits
def test_interval_of_a_small_count(count, low, high):
    assert poisson_interval(count) == pytest.approx((low, high), abs=0.005)


@pytest.mark.parametrize(("how_many", "all_of_them", "low", "high"), [
    (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)])  # Newcombe 1998, table I
def test_interval_of_a_share(how_many, all_of_them, low, high):
    assert wilson(how_many, all_of_them) == pytest.approx((low, high), abs=0.00006)


def test_share_of_nothing_has_no_interval():
    with pytest.raises(ValueError, match="0 of 0"):
        wilson(0, 0)


def test_lorries_have_the_same_interval(ask):
    for row in ask("lorries", last_month="2022-12", months=60).itertuples():
        assert (row.hgv_pct_low / 100, row.hgv_pct_high / 100) == pytest.approx(wilson(row.with_hgv, row.collisions))
