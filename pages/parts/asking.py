"""Asks the queries and remembers; says plainly where the edition can't be read, and comes back by itself."""

from datetime import date
from functools import lru_cache
from typing import NoReturn

import pandas as pd
import streamlit as st

from queries import NoEdition, camera_sites, collision_places, edition, fetch, fetch_rows, hold_edition, words_of

CANNOT_READ = "The figures can’t be read at the moment. This page looks again every few seconds."
LOOK_AGAIN_S = 5
MOST_ANSWERS = 4000
FILTERS = frozenset(("last_month", "months", "category", "wards", "rural_urban"))  # a choice that a question does not depend on makes no other question of it
CONTEXT = frozenset(("district", "series"))  # by which the other words are judged


@st.cache_resource(show_spinner=False, max_entries=MOST_ANSWERS)
def _answer(name: str, as_rows: bool, fingerprint: str, today: date, words: tuple) -> pd.DataFrame | list[dict]:
    """Ask, once for all who want the same at the same time: the others wait for it."""
    asked = {word: list(value) if isinstance(value, tuple) else value for word, value in words}
    return fetch_rows(name, **asked) if as_rows else fetch(name, **asked)


@lru_cache(maxsize=MOST_ANSWERS)
def _held(name: str, as_rows: bool, fingerprint: str, today: date, words: tuple) -> pd.DataFrame | list[dict]:
    """Give what is remembered: nobody is handed this frame or these rows, only copies.

    Streamlit's own memory takes 0.1 ms to find an answer, and a page looks forty times.
    """
    _forget_others(fingerprint)
    return _answer(name, as_rows, fingerprint, today, words)


@st.cache_resource(show_spinner=False, max_entries=1)
def _forget_others(fingerprint: str) -> None:
    forget()


def forget() -> None:
    """Forget all answers."""
    _held.cache_clear()
    _answer.clear()


def keep_to_one_edition() -> None:
    """Read a whole page from the edition that is current as it opens; end the page where there is none."""
    try:
        hold_edition()
    except NoEdition as error:
        stop_plainly(error)


def answer(name: str, words: dict) -> pd.DataFrame:
    """Answer a question for words and their values, remembered for each edition; end the page where the edition can't be read."""
    return _remembered(name, words, as_rows=False).copy(deep=False)  # pandas copies what is changed, when it is changed


def answer_records(name: str, words: dict) -> list[dict]:
    """Answer a question as `answer` does, with plain dictionaries."""
    return [row.copy() for row in _remembered(name, words, as_rows=True)]


def _remembered(name: str, words: dict, *, as_rows: bool) -> pd.DataFrame | list[dict]:
    asked = words_of(name) | CONTEXT
    pairs = tuple(sorted((word, tuple(value) if isinstance(value, list) else value) for word, value in words.items() if word in asked or word not in FILTERS))
    try:
        return _held(name, as_rows, edition().fingerprint, date.today(), pairs)  # what is overdue changes with the day
    except NoEdition as error:
        stop_plainly(error)


def stop_plainly(error: NoEdition) -> NoReturn:
    """Say that the figures can't be read, and end the page; it looks again by itself until they can."""
    st.error(f"{CANNOT_READ} {error}")
    _look_again()
    st.stop()


@st.fragment(run_every=LOOK_AGAIN_S)
def _look_again() -> None:
    try:
        hold_edition()
        fetch("districts")
    except NoEdition:
        return
    st.rerun()
