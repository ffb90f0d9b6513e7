"""The reader's choices: one plain dictionary in the session, read from the link and written back to it."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from pages.parts import notices
from pages.parts.asking import answer, answer_records
from pages.parts.periods import Period
from pages.parts.states import STATES
from queries import CLASSES, QuestionError, edition

WORDS = ("district", "last_month", "months", "series", "category", "wards", "rural_urban")
PAGE_WORDS = ("question", "said", "projection", "view", *STATES)  # words of the link of one page only, which no query takes: the asked question, the figures read out
ALWAYS_WRITTEN = ("district", "last_month", "months", "series")
USUAL_MONTHS = {"near_misses": 24}  # the window in which a page on this extract opens; of others 12
BY_SERIES = ("crime", "outcomes")  # extracts whose months differ between the series


@dataclass(frozen=True)
class Filters:
    """What is asked for, in the words of links, queries and SQL."""

    district: str
    last_month: str
    months: int
    series: str
    category: str
    wards: tuple[str, ...]
    rural_urban: str

    @property
    def period(self) -> Period:
        """Give the window."""
        return Period(self.last_month, self.months)

    @property
    def is_part(self) -> bool:
        """Say whether only a part of the district is chosen."""
        return bool(self.wards) or self.rural_urban != "All"

    def words(self) -> dict:
        """Give the choices as the keywords of `fetch`."""
        return {word: list(value) if word == "wards" else value for word, value in vars(self).items()}


def ask(name: str, filters: Filters | None = None, **changed) -> pd.DataFrame:
    """Answer a question for the reader's choices, some of them changed; remembered until the edition changes."""
    return answer(name, (filters.words() if filters else {}) | changed)


def ask_records(name: str, filters: Filters | None = None, **changed) -> list[dict]:
    """Answer a question as `ask` does, with plain dictionaries: None for every null, Python's own numbers."""
    return answer_records(name, (filters.words() if filters else {}) | changed)


def months_present(filters: Filters, extract: str = "crime") -> list:
    """List the months for which the district has figures of an extract."""
    if extract == "crime":
        return [row["month"].date() for row in ask_records("months_present", filters, category="all_crime")]
    name = coverage_name(extract, filters.series)
    return [row["month"].date() for row in ask_records("coverage") if row["extract"] == name and row["is_complete"]]


def coverage_name(extract: str, series: str) -> str:
    """Name an extract as `coverage` does."""
    return f"{extract}.{series}" if extract in BY_SERIES else extract


def read_choices(extract: str = "crime") -> list[str]:
    """Take the choices from the link where it is not the one written last; give notices of what could not be taken.

    Until a reader chooses a period, each page opens on the usual one of its extract.
    """
    link = {word: ",".join(st.query_params.get_all(word)) for word in st.query_params if word not in PAGE_WORDS}
    choices = st.session_state.setdefault("choices", {})
    if link and link != st.session_state.get("written"):
        choices.clear()
        choices.update({word: link[word] for word in WORDS if link.get(word)})
        st.session_state["is_period_chosen"] = "last_month" in choices or "months" in choices
    if not st.session_state.get("is_period_chosen"):
        choices.pop("last_month", None), choices.pop("months", None)
    is_replaced = bool(link.get("edition")) and link["edition"] != edition().fingerprint[:8]
    found = [notices.REPLACED] * (is_replaced and not st.query_params.get("said"))
    for word in WORDS:
        choices[word], notice = _checked(word, choices)
        found += notice
    if not st.session_state.get("is_period_chosen"):
        choices.update(usual_period(extract, months_present(chosen(), extract), chosen().last_month))
    return found


def usual_period(extract: str, months: list, last_month: str) -> dict:
    """Give the extract's own window where it has one, or where the edition's last month is not among its months."""
    present = [f"{month:%Y-%m}" for month in months]
    if not present or (extract not in USUAL_MONTHS and last_month in present):
        return {}
    return {"last_month": present[-1], "months": min(USUAL_MONTHS.get(extract, 12), len(present))}


def chosen() -> Filters:
    """Give the session's choices."""
    return Filters(**{word: st.session_state["choices"][word] for word in WORDS})


def choose(**changed) -> None:
    """Change some choices; a new district has none of the old one's wards, and what was read out was for the old ones.

    Of wards and a kind of ward that none of them is, the one chosen last stays.
    """
    choices = st.session_state["choices"]
    for word, gives_way in (("wards", {"rural_urban": "All"}), ("rural_urban", {"wards": ()})):
        if word in changed and _checked("rural_urban", choices | changed)[1]:
            changed |= gives_way
    st.session_state["is_period_chosen"] = st.session_state.get("is_period_chosen", False) or bool({"last_month", "months"} & set(changed))
    if changed.get("district", choices["district"]) != choices["district"]:
        changed = {"wards": ()} | changed
    choices.update(changed)
    st.query_params.pop("said", None)


def link_words(filters: Filters) -> dict[str, str]:
    """Write the choices as a link does: codes, defaults left out but for the words that give a figure its meaning."""
    words = {word: ",".join(value) if word == "wards" else str(value) for word, value in vars(filters).items()}
    usual = {"category": "all_crime", "wards": "", "rural_urban": "All"}
    return {word: value for word, value in words.items() if word in ALWAYS_WRITTEN or value != usual[word]} | {"edition": edition().fingerprint[:8]}


def write_choices(filters: Filters, own: dict[str, str]) -> None:
    """Put the choices, and the page's own words, into its address."""
    st.session_state["written"] = words = link_words(filters)
    if words | own != {word: ",".join(st.query_params.get_all(word)) for word in st.query_params}:
        st.query_params.from_dict(words | own)


def _checked(word: str, choices: dict) -> tuple[object, list[str]]:
    """Let the queries judge a word (they know what is allowed); on nonsense take the default and say so."""
    given = choices.get(word)
    context = {other: choices[other] for other in WORDS[:WORDS.index(word)] if other in ("district", "series", "wards")}
    try:
        return _value(word, given, context), []
    except QuestionError:
        is_kind = word == "rural_urban" and given in CLASSES
        return _value(word, None, context), [notices.no_such_wards(given) if is_kind else notices.not_held(word, given)]


def _value(word: str, given: object, context: dict) -> object:
    asked = {key: list(value) if isinstance(value, tuple) else value for key, value in (context | {word: given}).items()}
    found = ask_records("words", None, **{key: value for key, value in asked.items() if value not in (None, [], "")})[0][word]
    if word == "wards":
        return tuple(found)
    return int(found) if word == "months" else str(found)
