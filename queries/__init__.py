"""Answers questions from the current edition: `fetch` (a frame), `fetch_rows` (plain dictionaries) and `edition` are all there is, the kinds of ward, what a cache of their answers needs, and the sums of two answers."""

from queries.answers import fetch, fetch_rows, questions, words_of
from queries.camera_screening import camera_sites
from queries.edition import Edition, NoEdition, edition, hold_edition
from queries.parameters import CLASSES, QuestionError
from queries.repeat_locations import collision_places

__all__ = ["CLASSES", "Edition", "NoEdition", "QuestionError", "camera_sites", "collision_places", "edition", "fetch", "fetch_rows", "hold_edition", "questions", "words_of"]
