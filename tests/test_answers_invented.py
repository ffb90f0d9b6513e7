"""In the sample, what is invented is marked so in every sentence, and what is a fact or as published is not."""

import pytest
from asked import answered
from visible import opened, words

from pages.parts.minutes import parts

MARK = " (invented)."


def test_rates_of_years_that_are_not_published_are_marked(sample):
    assert all(part.endswith(MARK) for part in parts(answered("Q15", category="burglary_residential")))


def test_a_change_from_a_year_that_is_not_published_is_marked(sample):
    assert parts(answered("Q12", category="burglary_residential", last_month="2019-12", months=12))[-1].endswith(MARK)
    assert not parts(answered("Q12", category="burglary_residential"))[-1].endswith(MARK)


@pytest.mark.parametrize(("question", "said"), [("Q11", "a clear fall."), ("Q33", "no clear change."), ("Q26", "came in January 2016.")])
def test_a_fact_and_a_published_total_are_not_marked(question, said, sample):
    first, *rest = parts(answered(question))
    assert first.endswith(said) and rest[-1].endswith(MARK)


def test_an_own_total_outside_the_published_years_is_marked(sample):
    assert parts(answered("Q33", last_month="2021-12", months=12))[0].endswith(MARK)


def test_a_page_says_that_its_own_district_is_invented_too_outside_the_published_years():
    assert "other districts: invented" not in words(opened("pages/4_Comparison.py", last_month="2022-12"))
