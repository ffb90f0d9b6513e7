"""What values an outsider must reckon with for each withheld cell, given all that is published."""

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from data.disclosure_cells import Tables

SECONDS = 20  # for one question to the solver


class Ranges:
    """Which cells of a table are withheld, and between which values each lies as far as an outsider can tell."""

    def __init__(self, tables: Tables, most_withheld: int, least_span: int) -> None:
        self.truth, self.cells, self.span = np.array(tables.truth), tables.cells, least_span
        self.value, self.most = (np.array([cell[name] for cell in tables.cells], dtype=int) for name in ("value", "most"))
        self.table = [(cell["figure"], cell["category_code"]) for cell in tables.cells]
        self.sums = tables.matrix([(cell["unknowns"], [1] * len(cell["unknowns"])) for cell in tables.cells])
        self.rules = tables.matrix([rule[:2] for rule in tables.rules])
        self.every = sparse.vstack([self.rules, self.sums]).tocsc()
        self.low, self.high = (np.array([rule[at] for rule in tables.rules], dtype=float) for at in (2, 3))
        # What public counts alone bound below the span is withheld whatever it is, so that nothing is learnt of it
        self.is_offered = np.array([cell["is_offered"] for cell in tables.cells], dtype=bool)
        self.is_bound = (self.most > 0) & ((self.most <= least_span) | ~self.is_offered)
        self.withheld = self.is_bound | (self.value > 0) & (self.value <= most_withheld)
        self.least, self.greatest = self.value.copy(), self.value.copy()
        self.need = np.minimum(least_span, self.most)

    def _told(self) -> list[int]:
        """List the withheld cells that span too little, and less than if nothing at all were given."""
        self.least, self.greatest, self.need = self.value.copy(), self.value.copy(), np.minimum(self.span, self.most)
        self._widen_together()
        for cell in np.flatnonzero(self._unresolved()):
            self._widen(cell)
        suspects, found, kept = np.flatnonzero(self._unresolved()), self._spans(), self.withheld
        self.withheld = np.ones(len(self.cells), dtype=bool)
        for cell in suspects:
            self._widen(cell)
        self.withheld, best = kept, self._spans()
        self.need = np.minimum(self.need, np.where(np.isin(np.arange(len(best)), suspects), best, self.need))
        self.least, self.greatest = np.where(best > found, self.value, self.least), np.where(best > found, self.value, self.greatest)
        return [cell for cell in suspects if found[cell] < min(best[cell], self.need[cell])]

    def _spans(self) -> np.ndarray:
        return self.greatest - self.least

    def _lacks(self, cell: int) -> bool:
        return self._spans()[cell] < self.need[cell]

    def _unresolved(self) -> np.ndarray:
        return self.withheld & (self._spans() < self.need)

    def _bounds(self) -> tuple[np.ndarray, np.ndarray]:
        """Bound every cell: given ones by their value; withheld ones are known to be no nought where all noughts are shown."""
        hides_nought = {table for table, hidden, value, bound in zip(self.table, self.withheld, self.value, self.is_bound) if hidden and value == 0 and not bound}
        is_open = self.is_bound | np.array([table in hides_nought for table in self.table], dtype=bool)
        return np.where(self.withheld, np.where(is_open, 0, 1), self.value), np.where(self.withheld, np.inf, self.value)

    def _solve(self, weights: dict[int, float]) -> None:
        """Find the whole numbers that fit all that is published and have the least weighted sum; widen what each cell can be."""
        objective = np.zeros(len(self.truth))
        for cell, weight in weights.items():
            objective[self.cells[cell]["unknowns"]] += weight
        low, high = self._bounds()
        low, high = np.append(self.low, low), np.append(self.high, high)
        found = milp(objective, integrality=np.ones(len(self.truth)), bounds=Bounds(0, np.inf), constraints=LinearConstraint(self.every, low, high),
                     options={"time_limit": SECONDS, "presolve": False})  # HiGHS 1.12 now and then goes wrong on these with it
        whole = None if found.x is None else np.rint(found.x)
        if whole is not None and np.all((self.every @ whole >= low) & (self.every @ whole <= high)):
            values = (self.sums @ whole).astype(int)
            self.least, self.greatest = np.minimum(self.least, values), np.maximum(self.greatest, values)

    def _widen(self, cell: int) -> None:
        """Ask the solver for the side on which there is likely room, then if need be for the other."""
        for sign in (1, -1) if self.value[cell] > self.span else (-1, 1):
            if self._lacks(cell):
                self._solve({cell: sign})

    def _widen_together(self) -> None:
        """Ask for one cell of every table at once, then of every ward, until each withheld cell had its turn."""
        for kinds in (self.table, [cell["part"] for cell in self.cells]):
            tried: set[int] = set()
            while turn := {kinds[cell]: cell for cell in np.flatnonzero(self._unresolved()) if cell not in tried}:
                tried |= set(turn.values())
                self._solve({cell: 1.0 if self.value[cell] > self.span else -1.0 for cell in turn.values()})
