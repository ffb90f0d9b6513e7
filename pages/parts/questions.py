"""The questions that members put on record, a row each of questions.csv, and who holds what an edition may lack."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pages.parts.compared import Compared

FOLDER = Path(__file__).parent
BLANKS = {"ward": "wards", "category": "category", "district": "district"}
IN_BRACKETS = re.compile(r" \([^)]*\{[^)]*\)")
IN_GENERAL = {"ward": "each ward", "category": "one type of crime", "district": "another district"}


@dataclass(frozen=True)
class Question:
    """A row of questions.csv.

    extracts: those it needs, the first one gives its months; category: the codes that it is about, in order of preference;
    changed: choices that it fixes; queries: by name (or the key before its '@') which one, and the choices changed for it; is_own_total: whether its figures are the
    district's own totals, of which the sample's are published.
    """

    id: str
    group: str
    text: str
    search: str
    extracts: tuple[str, ...]
    categories: tuple[str, ...]
    changed: dict[str, str]
    queries: dict[str, tuple[str, dict[str, str]]]
    answer: str
    page: str
    is_own_total: bool

    @property
    def blanks(self) -> tuple[str, ...]:
        """List the choices that the question leaves open, besides the period."""
        return tuple(word for blank, word in BLANKS.items() if f"{{{blank}}}" in self.text)

    @property
    def has_period(self) -> bool:
        """Say whether its figures are those of a period; promises are as they stand."""
        return self.extract != "promises"

    @property
    def extract(self) -> str:
        """Name the extract whose months are its periods, as pages do."""
        return self.extracts[0]

    def filled(self, **names: str) -> str:
        """Write the question with names in its blanks."""
        return self.text.format(**names)

    def in_general(self, county: Compared) -> str:
        """Write the question without choices: a blank in brackets is left out, another stays general."""
        return IN_BRACKETS.sub("", self.text).format(county=county.area, county_name=county.name, **IN_GENERAL)


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


def _table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((FOLDER / f"{name}.csv").read_text(encoding="utf-8").splitlines()))


def _pairs(pairs: list[str]) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in pairs)


def _asked_of(queries: str) -> dict[str, tuple[str, dict[str, str]]]:
    asked = {}
    for name, *changed in (query.split(":") for query in queries.split()):
        key, _, query = name.rpartition("@")
        asked[key or query] = query, _pairs(changed)
    return asked
