"""Figures as readers see them: thousands commas, a true minus sign, nothing for a null."""

from collections.abc import Iterable
from functools import lru_cache

import pandas as pd

PLAIN = frozenset((str, int, bool, type(None)))  # what is told at once, without pandas
MINUS = "\N{MINUS SIGN}"


def is_null(value: object) -> bool:
    """Tell whether a cell holds no figure (None, NaN, NaT or NA)."""
    kind = type(value)
    if kind in PLAIN:
        return value is None
    return value != value if kind is float else bool(pd.api.types.is_scalar(value) and pd.isna(value))


def records(rows: pd.DataFrame | Iterable[dict]) -> list[dict]:
    """Copy rows into plain dictionaries, with None for every null and Python's own numbers."""
    if isinstance(rows, pd.DataFrame):
        names = list(rows.columns)
        return [dict(zip(names, values)) for values in zip(*(_column(rows[name]) for name in names))]
    return [{key: value if (kind := type(value)) in PLAIN or kind is float and value == value else _plain(value) for key, value in row.items()} for row in rows]


def _column(values: pd.Series) -> list:
    gone = values.isna()
    return [None if is_gone else value for value, is_gone in zip(values.tolist(), gone.tolist())] if gone.any() else values.tolist()


def _plain(value: object) -> object:
    if is_null(value):
        return None
    return value.item() if hasattr(value, "item") else value


def count(value: float | None) -> str:
    """Write 7830 as '7,830'."""
    return "" if is_null(value) else _true_minus(f"{value:,.0f}")


def change(value: float | None) -> str:
    """Write 91 as '+91', -778 with a true minus sign and 0 as '0'."""
    return "" if is_null(value) else _signed(f"{value:+,.0f}")


def percent(value: float | None) -> str:
    """Write a change of -9.04 percent with its sign and one decimal; 0 as '0.0%'."""
    return "" if is_null(value) else _signed(f"{value:+,.1f}") + "%"


def share(value: float | None) -> str:
    """Write a part of a whole, in percent, as '12.5%'; one that is more than none is never '0.0%'."""
    return "" if is_null(value) else "under 0.1%" if 0 < value < 0.05 else f"{value:,.1f}%"


def rate(value: float | None, decimals: int = 1) -> str:
    """Write 65.83 per 1,000 as '65.8'."""
    return "" if is_null(value) else _true_minus(f"{value:,.{decimals}f}")


def rank(value: float | None) -> str:
    """Write rank 3 as '3'."""
    return count(value)


def ordinal(value: float | None) -> str:
    """Write rank 3 as '3rd'."""
    if is_null(value):
        return ""
    whole = int(value)
    ending = "th" if whole % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(whole % 10, "th")
    return f"{whole:,}{ending}"


@lru_cache(maxsize=1000)  # a page writes the same months hundreds of times
def month_name(value: object) -> str:
    """Write the first day of a month as 'January 2020'."""
    return pd.Timestamp(value).strftime("%B %Y")


def _signed(text: str) -> str:
    is_zero = not text.strip("+-0.,")
    return text.lstrip("+-") if is_zero else _true_minus(text)


def _true_minus(text: str) -> str:
    is_zero = not text.strip("-0.,")
    return text.lstrip("-") if is_zero else text.replace("-", MINUS)


def quoted(text: str) -> str:
    """Quote what a link says, 40 characters of it, in Markdown that makes no link, picture or mark of it."""
    plain = "".join(character if character.isprintable() and character != "`" else " " for character in text[:40]).strip()
    return f"‘`{plain}`’" if plain else "‘’"
