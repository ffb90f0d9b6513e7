"""Asks the questions of pages/parts/questions.csv of an edition, as the page does but without it."""

from pages.parts.answer import Answer
from pages.parts.answering import answer_for, asked_words
from pages.parts.choices import coverage_name, usual_period
from pages.parts.questions import questions
from queries import edition, fetch_rows

FETCHED: dict = {}  # edition, query and words -> rows: questions share their queries, and an edition never changes


def fetch_once(name: str, **words):
    """Answer a query of the current edition, each once in a run."""
    asked = edition().folder, edition().fingerprint, name, repr(sorted(words.items()))
    if asked not in FETCHED:
        FETCHED[asked] = fetch_rows(name, **words)
    return [row.copy() for row in FETCHED[asked]]


def months_of(extract: str, words: dict) -> list:
    """List the months whose periods a question on this extract offers."""
    if extract == "crime":
        return [row["month"].date() for row in fetch_once("months_present", district=words["district"], series=words["series"])]
    name = coverage_name(extract, words["series"])
    return [row["month"].date() for row in fetch_once("coverage") if row["extract"] == name and row["is_complete"]]


def choices(question_id: str, **chosen) -> dict:
    """Give all words of a question on the current edition: those chosen, else those that its page opens with."""
    words = fetch_once("words", **chosen)[0]
    words |= {"wards": list(words["wards"]), "months": int(words["months"])}
    if not {"last_month", "months"} & set(chosen):
        extract = questions()[question_id].extract
        words |= usual_period(extract, months_of(extract, words), words["last_month"])
    return words


def answered(question_id: str, **chosen) -> Answer:
    """Answer a question on the current edition (DASHBOARD_EDITION) for some choices, the others as its page opens."""
    return answer_for(questions()[question_id], choices(question_id, **chosen), fetch_once, edition().about)


def asked_with(question_id: str, **chosen) -> dict:
    """Give the words with which the question's own queries are asked: its fixed choices put in."""
    return asked_words(questions()[question_id], choices(question_id, **chosen), fetch_once, edition().about)
