"""What the benchmark asks for: each page by its link, and changes of the last month that are ever new or known."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import pandas as pd

HOME = "E07000116"
# Page -> its part of the address, and what its link has besides the choices
PAGES = {
    "dashboard.py": ("", {}),
    "pages/1_Questions.py": ("Questions", {"question": "Q06"}),
    "pages/2_Wards.py": ("Wards", {}),
    "pages/3_Trends.py": ("Trends", {}),
    "pages/4_Comparison.py": ("Comparison", {}),
    "pages/5_Outcomes.py": ("Outcomes", {}),
    "pages/6_Road_casualties.py": ("Road_casualties", {}),
    "pages/7_Near_misses.py": ("Near_misses", {}),
    "pages/8_About_the_data.py": ("About_the_data", {}),
}
LENGTHS = (12, 6, 3, 9, 2, 4, 5, 7, 8, 10, 11)  # of windows, in months


@dataclass(frozen=True)
class Asked:
    """The series that an edition is asked for, and the months that it has of a page's extract."""

    series: str
    months: tuple[pd.Timestamp, ...]

    def windows(self) -> list[tuple[str, int]]:
        """List windows that are there as well as the same months a year before: last month and length, all of one length after each other."""
        return [(f"{month:%Y-%m}", length) for length in LENGTHS for month in self.months if month - pd.DateOffset(months=11 + length) >= self.months[0]]

    def known(self) -> list[tuple[str, int]]:
        """Give two windows of one length, between which a known change goes to and fro."""
        return next(alike[:2] for length in LENGTHS if len(alike := [window for window in self.windows() if window[1] == length]) > 1)

    def link(self, last_month: str, months: int, own: dict[str, str] | None = None) -> dict[str, str]:
        """Write the words of a link."""
        return {"district": HOME, "series": self.series, "last_month": last_month, "months": str(months)} | (own or {})


def asked_of(edition: Path, page: str = "") -> Asked:
    """Say what to ask of an edition: of the police's open data where it is held, else of the partnership's."""
    coverage = pd.read_parquet(edition / "coverage.parquet")
    series = "police_uk" if "crime.police_uk" in set(coverage["extract"]) else "partner"
    extract = {"pages/7_Near_misses.py": "near_misses", "pages/6_Road_casualties.py": "collisions", "pages/5_Outcomes.py": f"outcomes.{series}"}.get(page, f"crime.{series}")
    held = coverage[(coverage["extract"] == extract) & coverage["is_complete"]]
    return Asked(series, tuple(sorted(pd.to_datetime(held["month"]))))


def label(last_month: str) -> str:
    """Write a month as the page does."""
    return f"{pd.Timestamp(last_month):%B %Y}"


def walk(edition: Path, page: str) -> Iterator[tuple[str, int]]:
    """Give windows that are ever others, and other than the two known ones, until all of the edition's were given; then they come again."""
    asked = asked_of(edition, page)
    return cycle([window for window in asked.windows() if window not in asked.known()])


def changes(edition: Path, page: str, count: int) -> list[tuple[tuple[str, int], bool]]:
    """List a reader's steps until `count` windows were shown for the first time: each step's window, and whether it is such a one.

    Another number of months is a step of its own, which shows a window that is not counted, then or later.
    """
    shown, passed, steps = asked_of(edition, page).known()[0], [], []
    for window in walk(edition, page):
        if sum(is_new for _, is_new in steps) == count:
            return steps
        if window[1] != shown[1]:
            shown = (shown[0], window[1])
            passed.append(shown)
            steps.append((shown, False))
        if window not in passed:
            shown = window
            steps.append((shown, True))
