"""Answers questions from the current edition: `fetch` and `edition` are all there is, and what a cache of their answers needs."""

from queries.answers import fetch, questions, words_of
from queries.edition import Edition, NoEdition, edition, hold_edition
from queries.parameters import QuestionError

__all__ = ["Edition", "NoEdition", "QuestionError", "edition", "fetch", "hold_edition", "questions", "words_of"]
