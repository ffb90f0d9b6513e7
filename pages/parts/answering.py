"""Asks a question of queries and has its answer written: without a page, so that tests and others can."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from pages.parts import answers_changes, answers_comparison, answers_crime, answers_matters, answers_near_misses, answers_outcomes, answers_people, answers_roads, words
from pages.parts.answer import Answer, Asked
from pages.parts.compared import compared
from pages.parts.periods import is_published, months_before
from pages.parts.questions import Question, holders
from pages.parts.verdicts import CLEAR

MODULES = (answers_changes, answers_comparison, answers_crime, answers_matters, answers_near_misses, answers_outcomes, answers_people, answers_roads)
ANSWERS = {name: function for module in MODULES
           for name, function in vars(module).items() if getattr(function, "__module__", "") == module.__name__ and not name.startswith("_")}
HAS_SERIES = ("crime", "outcomes")  # extracts whose source is that of the chosen series
ROAD_YEAR_ENDS = 6  # June: the partnership's road-safety year


def asked_words(question: Question, words: dict, fetch: Callable, about: dict) -> dict:
    """Give the choices with which a question is asked: those it leaves open as chosen, the others its own.

    A category that the chosen series lacks is looked for in the edition's others. Arguments: as of answer_for.
    """
    own = {"category": words["category"] if "category" in question.blanks else "all_crime",
           "wards": list(words["wards"]) if "wards" in question.blanks else [], "rural_urban": "All"}
    asked = dict(words) | own | {word: value for word, value in question.changed.items() if word not in ("wards", "last_month", "months")}
    asked["months"] = int(question.changed.get("months", words["months"]))
    if question.changed.get("last_month"):
        asked["last_month"] = _last_june(words["last_month"])
    for series in [words["series"], *about["series"]]:
        found = next((code for code in question.categories if code in _codes(fetch, series)), None)
        if found:
            return asked | {"series": series, "category": question.changed.get("category", found)}
    return asked | {"category": asked["category"] if asked["category"] in _codes(fetch, asked["series"]) else "all_crime"}


def answer_for(question: Question, words: dict, fetch: Callable, about: dict) -> Answer:
    """Answer a question for the reader's choices.

    words: the choices as the queries take them, all of them given; fetch(name, **words) answers a query with plain dictionaries;
    about: what edition.json says.
    """
    choices = asked_words(question, words, fetch, about)
    asked = _asked(choices, fetch, about)
    for extract in _missing(question, asked, fetch):
        return _not_held(asked, question, extract)
    rows = {key: fetch(name, **(choices | changed)) for key, (name, changed) in question.queries.items()}
    return _completed(ANSWERS[question.answer](asked, rows), asked, question)


def _asked(choices: dict, fetch: Callable, about: dict) -> Asked:
    districts = fetch("districts", **choices)
    name = next(row["district_name"] for row in districts if row["district_code"] == choices["district"])
    category = next((row for row in fetch("categories", **choices) if row["category_code"] == choices["category"]), {})
    wards = [row["ward_name"] for row in fetch("wards", **choices) if row["ward_code"] in choices["wards"]]
    return Asked(choices, about.get("place_names", {}).get(choices["district"], name), name, compared(about),
                 sum(bool(row["is_in_county"]) for row in districts), wards, category, about)


def _missing(question: Question, asked: Asked, fetch: Callable) -> list[str]:
    lacking = [extract for extract in question.extracts if not asked.about["extracts"].get(extract, {}).get("rows")
               or extract == "near_misses" and asked.words["district"] != asked.about["home_district"]]  # one council's register
    has_category = not question.categories or bool(set(question.categories) & _codes(fetch, asked.words["series"]))
    return lacking + ["partner"] * (not lacking and not has_category)


def _not_held(asked: Asked, question: Question, extract: str) -> Answer:
    holder = holders()[extract]
    return Answer(f"This can't be answered from these figures: {holder['lacking']}. "
                  f"{holder['holder'].format(force=asked.about['police_force'])}", is_missing=True)


def _completed(answer: Answer, asked: Asked, question: Question) -> Answer:
    """Add the caution and the source of the question's extract, and whether the sample invented its figures."""
    is_crime = question.extract == "crime"
    cautions = words.cautions(asked.category, asked.period) if is_crime and asked.category else []
    usual = {"collisions": words.ROADS, "near_misses": words.NEAR_MISSES}.get(question.extract, " ".join(cautions))
    sources = [words.source(asked.words["series"], asked.about, _residents(answer.rows))] * (question.extract in HAS_SERIES) + [holders()[extract]["source"] for extract in question.extracts]
    compares = is_crime or question.extract == "collisions" and any(name.endswith("_before") or "fewer" in name for name in answer.figures)
    said = answer.caution or usual
    cautions_said = [said, *(one for one in words.of_period(asked.period) if compares and answer.figures and one not in said)] + [CLEAR] * ("clear " in answer.sentence)
    published = is_published(asked.about, asked.words["district"], asked.period) and not asked.words["wards"]
    return replace(answer, own_total=answer.own_total if published else "", caution=" ".join(filter(None, cautions_said)), source=" ".join(filter(None, sources)).format(force=asked.about["police_force"]),
                   is_invented=asked.about["kind"] == "illustrative" and bool(answer.figures) and (answer.is_invented or not (question.is_own_total and published)))


def _residents(rows: list[dict]) -> str:
    """Name the residents behind the rates of an answer's table; '' where it has none."""
    row = next((row for row in rows if row.get("per_1000") is not None or row.get("per_1000_12m") is not None), {})
    basis = row.get("residents_basis")
    return words.residents_line(row["residents_year"], basis) if basis and row.get("residents_year") else words.residents_basis(basis)


def _codes(fetch: Callable, series: str) -> set[str]:
    return {row["category_code"] for row in fetch("categories", series=series)}


def _last_june(last_month: str) -> str:
    last = date.fromisoformat(f"{last_month}-01")
    return f"{months_before(last, (last.month - ROAD_YEAR_ENDS) % 12):%Y-%m}"
