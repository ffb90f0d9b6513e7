"""Whatever is typed for a window, the answer is a window or a sentence."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pages.parts.periods import Period, month_list, months_before, named_periods
from queries import QuestionError, edition
from queries.parameters import complete

MONTHS = st.dates(date(1950, 1, 1), date(2049, 12, 31)).map(lambda day: day.replace(day=1))
TYPED = st.one_of(st.text(max_size=9), st.from_regex(r"\d{1,3}", fullmatch=True), st.from_regex(r"\d{4}-\d{2}", fullmatch=True), st.integers())
FREELY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def sample(monkeypatch):
    monkeypatch.setenv("DASHBOARD_EDITION", str(Path(__file__).parent.parent / "data" / "sample"))
    return edition()


def understood(name, value, current):
    """Give the word's value, or None where it is refused in one line that names it."""
    try:
        return complete({name}, {name: value}, current)[name]
    except QuestionError as error:
        assert str(error).startswith(f"{name}={value} is not allowed; ")


@FREELY
@given(value=TYPED)
def test_months_is_a_whole_number_from_1_to_60_or_refused(sample, value):
    found = understood("months", value, sample)
    assert (found is not None) == (str(value) in {form.format(number) for number in range(1, 61) for form in ("{}", "{:02}", "{:03}")})
    assert found is None or found == int(value)


@FREELY
@given(value=TYPED)
def test_last_month_is_a_month_or_refused(sample, value):
    found = understood("last_month", value, sample)
    assert found is None or (found == value and re.fullmatch("(19|20)[0-9]{2}-(0[1-9]|1[0-2])", found))


@pytest.mark.parametrize("value", ["\N{SUPERSCRIPT TWO}", "\N{ARABIC-INDIC DIGIT ONE}", "1.0", " 1", "-1", "1e1", ""])
def test_digits_of_another_kind_are_refused(sample, value):
    assert understood("months", value, sample) is None


@pytest.mark.parametrize("value", ["\N{FULLWIDTH DIGIT TWO}020-12", "2020-12\n", "2020-1", "2020-00", "0000-12"])
def test_months_of_another_form_are_refused(sample, value):
    assert understood("last_month", value, sample) is None


def test_words_left_out_are_the_editions_own(sample):
    wanted = {"district", "series", "last_month", "months", "category", "wards", "rural_urban"}
    assert complete(wanted, {}, sample) == {"district": "E07000116", "series": "partner", "last_month": "2020-12", "months": 12, "category": "all_crime",
                                            "wards": [], "rural_urban": "All"}


@given(MONTHS, st.integers(0, 400), st.integers(0, 400))
def test_stepping_back_by_months_adds_up(month, first, second):
    assert months_before(months_before(month, first), second) == months_before(month, first + second)


@given(MONTHS, st.integers(1, 60))
def test_window_has_its_months_and_the_same_a_year_before(last, months):
    period = Period(f"{last:%Y-%m}", months)
    assert len(period.all_months) == months
    assert (period.all_months[0], period.all_months[-1]) == (period.first, period.last)
    assert period.year_before.all_months == [months_before(month, 12) for month in period.all_months]


@given(MONTHS, st.integers(0, 90))
def test_named_windows_lie_within_what_is_there(newest, length):
    present = [months_before(newest, back) for back in range(length + 1)]
    named = named_periods(present)
    assert all(present[-1] <= period.first and period.last <= newest for period in named)
    assert len(set(named.values())) == len(named)
    assert (length >= 11) == (Period(f"{newest:%Y-%m}", 12) in named)


@pytest.mark.parametrize(("newest", "first", "expected"), [
    (date(2020, 12, 1), date(2020, 1, 1), ["January to December 2020 (latest 12 months)", "April to December 2020 (financial year to date)",
                                           "October to December 2020 (last quarter)"]),
    (date(2021, 3, 1), date(2020, 1, 1), ["April 2020 to March 2021 (latest 12 months)", "January to March 2021 (last quarter)", "January to December 2020"]),
    (date(2021, 2, 1), date(2020, 12, 1), []),
    (date(2021, 2, 1), date(2020, 10, 1), ["October to December 2020 (last quarter)"]),
])
def test_named_windows_in_words(newest, first, expected):
    present = [month for back in range(40) if first <= (month := months_before(newest, back))]
    assert list(named_periods(present).values()) == expected


def test_nothing_present_names_nothing():
    assert named_periods([]) == {}


@pytest.mark.parametrize(("missing", "expected"), [
    ([], ""), ([date(2021, 1, 1)], "January 2021"), ([date(2021, 2, 1), date(2021, 1, 1)], "January and February 2021"),
    ([date(2021, 1, 1), date(2020, 12, 1)], "December 2020 to January 2021"),
    ([date(2021, month, 1) for month in (1, 2, 3, 5)], "January to March 2021 and May 2021"),
    ([date(2021, month, 1) for month in (1, 3, 5)], "January 2021, March 2021 and May 2021"),
])
def test_missing_months_in_words(missing, expected):
    assert month_list(missing) == expected


@given(st.sets(MONTHS, max_size=12), st.randoms())
def test_missing_months_in_words_do_not_know_their_order(missing, chance):
    mixed = chance.sample(sorted(missing), len(missing))
    assert month_list(mixed) == month_list(sorted(missing))
