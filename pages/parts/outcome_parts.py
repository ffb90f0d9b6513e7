"""What the page on outcomes asks beyond the reader's window: every month that is followed, the edition's other sources."""

import pandas as pd

from pages.parts.choices import Filters, ask, ask_records, months_present

MOST_MONTHS = 36


def cohort_rows(filters: Filters) -> list[dict]:
    """Give the newest months of recording that these figures follow, at most three years."""
    held = months_present(filters, "outcomes")
    return ask_records("outcomes_by_month", filters, last_month=f"{held[-1]:%Y-%m}", months=min(MOST_MONTHS, len(held)))


def unfinished_mark(followed_to: object) -> list[dict]:
    """Mark from where on crimes have been followed for less than six months."""
    return [{"date": pd.Timestamp(followed_to) - pd.DateOffset(months=5), "event": "newest six months"}]


def other_sources(filters: Filters) -> list[str]:
    """List the edition's other series that hold outcomes of crimes."""
    held = {extract.partition(".")[2] for extract in ask("coverage")["extract"] if extract.startswith("outcomes.")}
    return sorted(held - {filters.series})
