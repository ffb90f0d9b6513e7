"""Paired measurements and what is said of them: medians, and the quartiles of the ratio."""

import time
from dataclasses import dataclass, field
from statistics import median, quantiles


@dataclass
class Pairs:
    """Measurements taken in turns, by what was measured."""

    taken: dict[str, list[float]] = field(default_factory=dict)

    def add(self, **measured: float) -> None:
        """Add one round of measurements."""
        for name, value in measured.items():
            self.taken.setdefault(name, []).append(value)

    def median(self, name: str) -> float:
        """Give the middle of what was measured."""
        return median(self.taken[name])

    def ratio(self, name: str, against: str) -> tuple[float, float, float]:
        """Give the quartiles of the ratio within each round: lower, median, upper."""
        each = [one / other for one, other in zip(self.taken[name], self.taken[against], strict=True)]
        return tuple(quantiles(each, n=4, method="inclusive")) if len(each) > 1 else (each[0],) * 3

    def as_dict(self) -> dict[str, list[float]]:
        """Give every measurement, to be written down."""
        return {name: [round(value, 3) for value in values] for name, values in self.taken.items()}


def milliseconds(call) -> tuple[float, object]:
    """Time a call; give the milliseconds and what it gave."""
    began = time.perf_counter()
    made = call()
    return 1000 * (time.perf_counter() - began), made


def spread(ratio: tuple[float, float, float]) -> str:
    """Write a ratio with its quartiles: '1.21 (1.15 to 1.30)'."""
    lower, middle, upper = ratio
    return f"{middle:.2f} ({lower:.2f} to {upper:.2f})"


def table(rows: list[dict[str, object]]) -> str:
    """Write rows as a Markdown table."""
    if not rows:
        return ""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    lines = [columns, ["---"] * len(columns), *([str(row.get(column, "")) for column in columns] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
