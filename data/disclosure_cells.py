"""What an outsider knows of a year: unknown numbers, the public rules that bind them, and the sums of them that might be given."""

from dataclasses import dataclass, field

import numpy as np
from scipy import sparse


@dataclass
class Tables:
    """One district's year: unknowns, the public rules that bind them (low <= rules x <= high), and the cells that might be given."""

    truth: list[int] = field(default_factory=list)
    rules: list[tuple[list[int], list[int], float, float]] = field(default_factory=list)  # unknowns, their factors, low, high
    cells: list[dict] = field(default_factory=list)  # figure, category_code, part, value, most (what is public allows), unknowns

    def unknown(self, value: int) -> int:
        """Add an unknown number; give its place."""
        self.truth.append(int(value))
        return len(self.truth) - 1

    def rule(self, plus: list[int], minus: list[int], low: float, high: float) -> None:
        """Say that what is added less what is taken lies between two public bounds; left out where the figures contradict it."""
        said = sum(self.truth[one] for one in plus) - sum(self.truth[one] for one in minus)
        if low <= said <= high:
            self.rules.append(([*plus, *minus], [1] * len(plus) + [-1] * len(minus), low, high))

    def cell(self, figure: str, category: str, part: str, unknowns: list[int], most: float, is_offered: bool = True) -> None:
        """Add a cell that might be given: the sum of some unknowns, which what is public allows to be `most` at most."""
        value = sum(self.truth[one] for one in unknowns)
        self.cells.append({"figure": figure, "category_code": category, "part": part, "value": value, "most": max(most, value),
                           "unknowns": unknowns, "is_offered": is_offered})

    def matrix(self, rows: list[tuple[list[int], list[int]]]) -> sparse.csr_array:
        """Write sums of unknowns as a matrix."""
        at = [(row, unknown, factor) for row, (unknowns, factors) in enumerate(rows) for unknown, factor in zip(unknowns, factors)]
        row, column, factor = zip(*at) if at else ((), (), ())
        return sparse.csr_array((np.array(factor, dtype=float), (row, column)), shape=(len(rows), len(self.truth)))
