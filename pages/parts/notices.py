"""Tells a reader what of a link could not be taken."""

from pages.parts import formats

REPLACED = "This link was made with another edition of the figures; they may have been revised since."


def not_held(word: str, given: object) -> str:
    """Say that a choice is not among these figures."""
    shown = ", ".join(given) if isinstance(given, (tuple, list)) else str(given)
    what = {"last_month": "month", "months": "number of months", "rural_urban": "kind of area", "series": "source"}.get(word, word.rstrip("s"))
    return f"The link asks for the {what} {formats.quoted(shown)}, which these figures do not have. You see the usual choice instead."


def no_such_wards(kind: str) -> str:
    """Say that nothing of what is chosen is held as this kind of ward."""
    return f"These figures hold no {kind.lower()} wards of what is chosen. You see all of it instead."
