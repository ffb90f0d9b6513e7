"""The questions that members put on record, a row each of questions.csv, and how one is asked and answered."""

import csv
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from pages.parts import answers_comparison, answers_crime, answers_matters, answers_near_misses, answers_people, answers_roads, words
from pages.parts.answer import Answer, Asked
from pages.parts.formats import records
from pages.parts.periods import months_before

FOLDER = Path(__file__).parent
ANSWERS = {name: function for module in (answers_crime, answers_comparison, answers_matters, answers_near_misses, answers_people, answers_roads)
           for name, function in vars(module).items() if getattr(function, "__module__", "") == module.__name__ and not name.startswith("_")}
BLANKS = {"ward": "wards", "category": "category", "district": "district"}
IN_GENERAL = {"ward": "each ward", "category": "one type of crime", "district": "another district"}
ROAD_YEAR_ENDS = 6  # June: the partnership's road-safety year


@dataclass(frozen=True)
class Question:
    """A row of questions.csv.

    extracts: those it needs, the first one gives its months; category: the codes that it is about, in order of preference;
    changed: choices that it fixes; queries: name to the choices changed for it; is_own_total: whether its figures are the
    district's own totals, of which the sample's are published.
    """

    id: str
    group: str
    text: str
    search: str
    extracts: tuple[str, ...]
    categories: tuple[str, ...]
    changed: dict[str, str]
    queries: dict[str, dict[str, str]]
    answer: str
    page: str
    is_own_total: bool

    @property
    def blanks(self) -> tuple[str, ...]:
        """List the choices that the question leaves open, besides the period."""
        return tuple(word for blank, word in BLANKS.items() if f"{{{blank}}}" in self.text)

    @property
    def extract(self) -> str:
        """Name the extract whose months are its periods, as pages do."""
        return self.extracts[0]

    def filled(self, **names: str) -> str:
        """Write the question with names in its blanks; one without a name stays general."""
        return self.text.format(**(IN_GENERAL | {blank: name for blank, name in names.items() if name}))


@cache
def questions() -> dict[str, Question]:
    """List the questions by id, in the order of the page."""
    return {row["id"]: Question(row["id"], row["group"], row["question"], row["search"], tuple(row["extracts"].split()), tuple(row["category"].split()),
                                _pairs(row["changed"].split()), _asked_of(row["queries"]), row["answer"], row["page"], row["is_own_total"] == "yes")
            for row in _table("questions")}


@cache
def holders() -> dict[str, dict[str, str]]:
    """Tell by extract what it is, how it is said to be lacking, who holds it and its source line."""
    return {row["extract"]: row for row in _table("holders")}


def choices_of(question: Question, words: dict, categories: Callable[[str], list[str]], held: list[str]) -> dict:
    """Give the choices with which a question is asked: those it leaves open as chosen, the others its own.

    categories(series): the codes of a series; held: the edition's series. A category that the chosen series lacks is looked
    for in the others.
    """
    own = {"category": words["category"] if "category" in question.blanks else "all_crime",
           "wards": list(words["wards"]) if "wards" in question.blanks else [], "rural_urban": "All"}
    asked = dict(words) | own | {word: value for word, value in question.changed.items() if word not in ("wards", "last_month", "months")}
    asked["months"] = int(question.changed.get("months", words["months"]))
    if question.changed.get("last_month"):
        asked["last_month"] = _last_june(words["last_month"])
    for series in [words["series"], *held]:
        found = next((code for code in question.categories if code in categories(series)), None)
        if found:
            return asked | {"series": series, "category": question.changed.get("category", found)}
    return asked


def answer_for(question: Question, words: dict, fetch: Callable, about: dict) -> Answer:
    """Answer a question for the reader's choices.

    words: the choices as the queries take them, all of them given; fetch(name, **words) answers a query with a frame;
    about: what edition.json says.
    """
    def categories(series: str) -> list[str]:
        return list(fetch("categories", series=series)["category_code"])
    choices = choices_of(question, words, categories, about["series"])
    asked = _asked(choices, fetch, about)
    for extract in _missing(question, choices, about, categories):
        return _not_held(asked, question, extract)
    rows = {name: records(fetch(name, **(choices | changed))) for name, changed in question.queries.items()}
    return _completed(ANSWERS[question.answer](asked, rows), asked, question)


def _asked(choices: dict, fetch: Callable, about: dict) -> Asked:
    districts = records(fetch("districts", **choices))
    name = next(row["district_name"] for row in districts if row["district_code"] == choices["district"])
    category = next((row for row in records(fetch("categories", **choices)) if row["category_code"] == choices["category"]), {})
    wards = [row["ward_name"] for row in records(fetch("wards", **choices)) if row["ward_code"] in choices["wards"]]
    return Asked(choices, about.get("place_names", {}).get(choices["district"], name), name, about["county_name"],
                 sum(bool(row["is_in_county"]) for row in districts), wards, category, about)


def _missing(question: Question, choices: dict, about: dict, categories: Callable[[str], list[str]]) -> list[str]:
    lacking = [extract for extract in question.extracts if not about["extracts"].get(extract, {}).get("rows")]
    has_category = not question.categories or any(code in categories(choices["series"]) for code in question.categories)
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
    sources = [words.source(asked.words["series"], asked.about)] * is_crime + [holders()[extract]["source"] for extract in question.extracts]
    published = [asked.words["district"], asked.words["last_month"], asked.words["months"]] in asked.about.get("published_windows", [])
    is_as_published = question.is_own_total and published and not asked.words["wards"]
    return replace(answer, caution=answer.caution or usual, source=" ".join(filter(None, sources)).format(force=asked.about["police_force"]),
                   is_invented=asked.about["kind"] == "illustrative" and bool(answer.figures) and (answer.is_invented or not is_as_published))


def _last_june(last_month: str) -> str:
    last = date.fromisoformat(f"{last_month}-01")
    return f"{months_before(last, (last.month - ROAD_YEAR_ENDS) % 12):%Y-%m}"


def _table(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _pairs(pairs: list[str]) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in pairs)


def _asked_of(queries: str) -> dict[str, dict[str, str]]:
    return {name: _pairs(changed) for name, *changed in (query.split(":") for query in queries.split())}
