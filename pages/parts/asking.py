"""Asks the queries and remembers; says plainly where the edition can't be read, and comes back by itself."""

from datetime import date
from typing import NoReturn

import pandas as pd
import streamlit as st

from queries import NoEdition, edition, fetch, hold_edition

CANNOT_READ = "The figures can’t be read at the moment. This page looks again every few seconds."
LOOK_AGAIN_S = 5


@st.cache_data(show_spinner=False, max_entries=4000)
def _answer(name: str, fingerprint: str, today: date, words: tuple) -> pd.DataFrame:
    return fetch(name, **{word: list(value) if isinstance(value, tuple) else value for word, value in words})


@st.cache_resource(show_spinner=False, max_entries=1)
def _forget_others(fingerprint: str) -> None:
    _answer.clear()


def keep_to_one_edition() -> None:
    """Read a whole page from the edition that is current as it opens; end the page where there is none."""
    try:
        hold_edition()
    except NoEdition as error:
        stop_plainly(error)


def answer(name: str, words: tuple) -> pd.DataFrame:
    """Answer a question for (word, value) pairs, remembered for each edition; end the page where the edition can't be read."""
    try:
        _forget_others(edition().fingerprint)
        return _answer(name, edition().fingerprint, date.today(), words)  # what is overdue changes with the day
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
