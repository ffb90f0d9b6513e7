"""Finds questions by everyday words: a word counts for more the fewer questions have it."""

import difflib
import math
import re
from collections.abc import Iterable

from pages.parts.questions import Question, questions

SILENT = set("a an and any are as at be been by can did do does for from had has have how i in is it me more most much my of on or our "
             "s show t tell than that the their there these they this to us was we were what when where which who why with you your "
             "many number".split())
ENDINGS = ("ings", "ing", "edly", "ed", "ers", "er", "ies", "es", "s", "y")
OWN_WORDS, QUESTION_WORDS = 2.0, 1.0  # a search word of the table counts double a word of the question
CLOSE = 0.84  # how alike two words must be to pass for one, misspelt


def stems(text: str) -> list[str]:
    """Split a text into the stems of its telling words."""
    return [_stem(word) for word in re.findall(r"[a-z0-9%]+", text.lower().replace("-", " ").replace("'", "").replace("’", "")) if word not in SILENT]


def _stem(word: str) -> str:
    ending = next((ending for ending in ENDINGS if word.endswith(ending) and len(word) - len(ending) >= 3), "")
    return word.removesuffix(ending)


def found(text: str, among: Iterable[Question], wards: dict[str, str]) -> list[Question]:
    """Rank the questions that a text may mean, best first; those that share no word with it are left out.

    wards: ward code to name; a ward's name in the text speaks for the questions with a ward in them.
    """
    named = wards_in(text, wards)
    asked = set(stems(_without(text, " ".join(wards[code] for code in named))))
    every = [(question, set(stems(question.search)), set(stems(question.text))) for question in among]
    known = set().union(*(own | others for _, own, others in every))
    asked = {word if word in known else _meant(word, known) for word in asked}
    weight = {word: math.log(1 + len(every) / sum(word in own | others for _, own, others in every)) for word in asked & known}
    scored = [(sum(weight[word] * (OWN_WORDS * (word in own) + QUESTION_WORDS * (word in others)) for word in weight), question) for question, own, others in every]
    if named:
        scored = [(score + ("wards" in question.blanks) * (1 if score or not weight else 0), question) for score, question in scored]
    return [question for score, question in sorted(scored, key=lambda pair: -pair[0]) if score]


def _meant(word: str, known: set[str]) -> str:
    """Give the known word that a misspelt one is close to; people misspell the first letter least."""
    return next(iter(difflib.get_close_matches(word, [other for other in known if other[0] == word[0]], 1, CLOSE)), word)


def wards_in(text: str, wards: dict[str, str]) -> tuple[str, ...]:
    """Find the wards (codes) that a text names: by the whole name, else by a part of it or by the two words with which it begins.

    A name that is also an everyday word must have its capital.
    """
    said = _spaced(text)
    for names_of in (lambda name: [name], lambda name: re.split(r" and |, ", name), lambda name: [" ".join(name.split()[:2])] if len(name.split()) > 2 else []):
        named = tuple(code for code, name in wards.items() if any(_spaced(part) in said and _is_name(part, text) for part in names_of(name)))
        if named:
            return named
    return ()


def _is_name(part: str, text: str) -> bool:
    everyday = {word for question in questions().values() for word in stems(question.search)}
    return not {_stem(part.lower())} & everyday or part in text


def _spaced(text: str) -> str:
    return f" {' '.join(re.findall('[a-z]+', text.lower()))} "


def _without(text: str, name: str) -> str:
    words = [re.escape(word) for word in name.split() if len(word) > 3]
    return re.sub(rf"\b({'|'.join(words)})\b", " ", text, flags=re.IGNORECASE) if words else text
