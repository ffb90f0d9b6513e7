"""Editions that differ by one number, swapped under readers, and what each figure must then be: counted by pandas alone."""

import os
import random
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from literal_editions import SAMPLE, altered_sample
from raw_files import HOME

TABLES = {name: pd.read_parquet(SAMPLE / f"{name}.parquet") for name in ("crime", "areas", "categories")}
CRIME = TABLES["crime"].query("series == 'partner' and district_code == @HOME and ward_code.notna()").assign(month=lambda rows: rows["month"].astype("datetime64[s]"))
NAMES = TABLES["areas"].set_index("area_code")["area_name"]
LABELS = TABLES["categories"].query("series == 'partner' and not is_sensitive and category_code in @CRIME.category_code.unique()").set_index("category_code")["category_label"]


@dataclass(frozen=True)
class Asked:
    """A reader's filters."""

    category: str
    last_month: str
    months: int
    wards: tuple[str, ...] = ()

    @classmethod
    def any(cls, chance: random.Random, wards: bool = False) -> "Asked":
        """Choose filters whose window and the one before are in the sample; with `wards` one to three of these too."""
        return cls(chance.choice(list(LABELS.index)), f"{chance.randint(2019, 2022)}-{chance.randint(1, 12):02}", chance.choice((1, 3, 6, 12)),
                   tuple(chance.sample(sorted(CRIME["ward_code"].unique()), chance.randint(1, 3))) if wards else ())

    def expected(self) -> dict[str, int]:
        """Count the crimes in the sample as shipped: of each ward by its name, or where wards are chosen of all these by month."""
        last = pd.Timestamp(f"{self.last_month}-01")
        rows = CRIME[(CRIME["category_code"] == self.category) & (CRIME["month"] <= last) & (CRIME["month"] > last - pd.DateOffset(months=self.months))]
        if not self.wards:
            return {NAMES[code]: int(crimes) for code, crimes in rows.groupby("ward_code")["crimes"].sum().items()}
        by_month = rows[rows["ward_code"].isin(self.wards)].groupby("month")["crimes"].sum()
        return {f"{month:%Y-%m}": int(by_month.get(month, 0)) for month in pd.date_range(end=last, periods=self.months, freq="MS")}


@dataclass
class Swapped:
    """A folder of editions: in the edition n all crimes are n times those of the sample; one of them is current."""

    folder: Path
    editions: int
    since: list[tuple[float, int]] = field(default_factory=list)

    def __post_init__(self):
        for number in range(1, self.editions + 1):
            altered_sample(self.folder / f"edition-{number}", "crime", f"select * replace (cast(crimes * {number} as integer) as crimes) from crime")
        self.swap(1)

    def swap(self, number: int) -> None:
        """Make an edition the current one, as a build does."""
        pointer = self.folder / ".pointer"
        pointer.write_text(f"edition-{number}\n", encoding="utf-8")
        self.since.append((time.monotonic(), number))
        os.replace(pointer, self.folder / "current")

    def keep_swapping(self, every_s: float, until: threading.Event) -> None:
        """Swap to the next edition now and then, from the last to the first."""
        while not until.wait(every_s):
            self.swap(self.since[-1][1] % self.editions + 1)

    def current_between(self, start: float, end: float) -> set[int]:
        """List the editions that were current at some time between two."""
        after = [at for at, _ in self.since[1:]] + [float("inf")]
        return {number for (at, number), gone in zip(list(self.since), after) if at <= end and gone >= start - 1}


def right(found: dict[str, int], asked: Asked, numbers: set[int]) -> bool:
    """Say whether all figures are those of one of the editions for these filters."""
    expected = asked.expected()
    return set(found) == set(expected) and any(all(found[ward] == number * crimes for ward, crimes in expected.items()) for number in numbers)
