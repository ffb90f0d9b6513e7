"""An answer that says a change or a position says how clear it is, and no share of a few."""

import pytest
from asked import answered

from pages.parts.formats import share
from pages.parts.outcome_findings import convicted
from pages.parts.verdicts import CLEAR

PHRASES = ("a clear rise", "a clear fall", "no clear change")


@pytest.mark.parametrize("question", ["Q17", "Q26", "Q31", "Q32", "Q37", "Q38", "Q39"])
def test_each_change_has_its_verdict(question, sample):
    answer = answered(question)
    changes = sum(name.split()[0] in ("change", "ksi_before") for name in answer.figures)
    assert changes and sum(answer.sentence.count(phrase) for phrase in PHRASES) == changes
    assert CLEAR in answer.caution


def test_no_clear_change_at_all_is_said_without_others(sample):
    assert answered("Q28", last_month="2023-03", months=3).sentence.endswith("no clear change. All 14 are too small to tell from chance.")


def test_the_lowest_district_says_who_is_too_close(sample):
    assert answered("Q14").sentence.endswith("Sevenoaks and Tonbridge and Malling are too close to call with Tunbridge Wells.")


def test_a_few_court_results_have_no_share(sample):
    answer = answered("Q05", last_month="2023-03", months=3)
    assert "1 ended in a conviction: under 0.1% of all recorded; 3 with a court result so far, too few for a share of these." in answer.sentence
    row = {"recorded": 2010, "convicted": 1, "with_court_result": 3, "conviction_pct": 0.05, "conviction_pct_low": 0.01, "conviction_pct_high": 0.3,
           "convicted_of_court_pct": 33.3, "convicted_of_court_pct_low": 6.1, "convicted_of_court_pct_high": 79.2}
    said = convicted(row, "partner", "The force")
    assert said.endswith("3 have a court result: too few for a share of these.") and "33" not in said


@pytest.mark.parametrize(("value", "said"), [(0.0, "0.0%"), (0.04, "under 0.1%"), (0.06, "0.1%"), (12.5, "12.5%")])
def test_a_share_that_is_more_than_none_is_not_written_as_none(value, said):
    assert share(value) == said
