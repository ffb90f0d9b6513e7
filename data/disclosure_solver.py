"""Withholds small cells, and enough others that no withheld one can be told from all that is published."""

import numpy as np

from data.areas import reference
from data.disclosure_ranges import Ranges

GROUP_COST, OTHER_COST, ZERO_COST = 20, 40, 10**5  # what withholding a group, another table's cell, a nought loses, in counts
IMPLIED = {"crimes": (), "charged": ("crimes",), "convicted": ("crimes", "charged"), "arrests": ()}  # a nought of these means a nought of it
DEPTH = 4  # how deep categories lie in each other


class Protection(Ranges):
    """Withholds cell after cell until each withheld one spans enough."""

    def protect(self) -> np.ndarray:
        """Withhold until every withheld cell spans enough, or as much as withholding everything near it would give; say which are given."""
        self._add_smallest()
        self._show_noughts()
        self._settle()
        part, category = (np.array([cell[name] for cell in self.cells]) for name in ("part", "category_code"))
        nearer = (lambda told: np.isin(part, part[told]), lambda told: np.isin(category, category[told]), lambda told: np.ones(len(part), dtype=bool))
        for reaches in nearer:  # where a cell can still be told: its ward, then its category, then all of the year
            if not (told := self._told()):
                break
            self.withheld |= reaches(told)
            self._show_noughts()
            self._settle()
        return ~self.withheld

    def _settle(self) -> None:
        """Withhold more until every withheld cell spans enough, those first that are offered."""
        for is_turn in (self.is_offered, np.ones(len(self.cells), dtype=bool)):
            self._widen_together()
            while (open_cells := np.flatnonzero(self._unresolved() & is_turn)).size:
                cell = open_cells[np.argmin(self.value[open_cells])]
                self._widen(cell)
                if self._lacks(cell):
                    self._repair(cell)
                self.need[cell] = min(self.need[cell], self._spans()[cell])
        self._show_noughts()

    def _show_noughts(self) -> None:
        """Show what a shown nought implies: no crimes, no charges; no charges, no convictions; none of a whole, none of its parts."""
        nested = list(reference("category_parts")[["whole_code", "part_code"]].itertuples(index=False, name=None))
        at = {(*table, cell["part"]): number for number, (table, cell) in enumerate(zip(self.table, self.cells))}
        for (figure, code, place), cell in [*at.items()] * DEPTH:
            wholes = [(figure, whole, place) for whole, part in nested if part == code] + [(more, code, place) for more in IMPLIED[figure]]
            shown = [at[whole] for whole in wholes if whole in at and not self.withheld[at[whole]]]
            if any(self.value[whole] == 0 for whole in shown):
                self.withheld[cell] = False

    def _add_smallest(self) -> None:
        """Withhold the smallest other wards of the table until what is withheld could be shared out otherwise."""
        wards = {}
        for cell, table in enumerate(self.table):
            if len(self.cells[cell]["unknowns"]) == min(len(self.cells[other]["unknowns"]) for other in wards.get(table, [cell])):
                wards.setdefault(table, []).append(cell)
        for cells in wards.values():
            hidden = [cell for cell in cells if self.withheld[cell]]
            others = sorted((cell for cell in cells if not self.withheld[cell] and self.value[cell]), key=lambda cell: self.value[cell])
            while hidden and others and (len(hidden) < 2 or sum(self.value[cell] - 1 for cell in hidden) < self.span):
                hidden.append(others.pop(0))
                self.withheld[hidden[-1]] = True

    def _candidates(self, cell: int) -> list[int]:
        """List the given cells that could shield one, the least loss first: of its table, then of its ward and its groups."""
        mine, touching = set(self.cells[cell]["unknowns"]), []
        near = set(np.flatnonzero((abs(self.rules.T) @ (abs(self.rules) @ np.isin(np.arange(len(self.truth)), list(mine)).astype(float))) > 0)) | mine
        for other in np.flatnonzero(~self.withheld):
            unknowns = self.cells[other]["unknowns"]
            if near & set(unknowns):
                cost = self.value[other] + (GROUP_COST if len(unknowns) > len(mine) else 0) + (0 if self.table[other] == self.table[cell] else OTHER_COST)
                touching.append((cost + (0 if self.value[other] else ZERO_COST), other))
        return [other for _, other in sorted(touching)]

    def _repair(self, cell: int) -> None:
        """Withhold more and more of the cells near one until it spans enough, then give back what was not needed."""
        waiting, added, step = self._candidates(cell), [], 1
        before = self.least.copy(), self.greatest.copy()
        while waiting and self._lacks(cell):
            taken, waiting, step = waiting[:step], waiting[step:], step * 2
            self.withheld[taken] = True
            added += taken
            self._widen(cell)
        goal = min(self.need[cell], self._spans()[cell])
        chunk = len(added)
        for size in [2**power for power in range(chunk.bit_length(), -1, -1)]:
            for start in range(0, len(added), size):
                self._give_back(cell, [one for one in added[start:start + size] if self.withheld[one]], goal, before)
        self.least, self.greatest = before[0], before[1]
        self.need[cell] = goal
        self._widen(cell)

    def _give_back(self, cell: int, some: list[int], goal: int, before: tuple[np.ndarray, np.ndarray]) -> None:
        if not some:
            return
        self.withheld[some] = False
        self.least, self.greatest = before[0].copy(), before[1].copy()
        self.need[cell], kept = goal, self.need[cell]
        self._widen(cell)
        if self._lacks(cell):
            self.withheld[some] = True
        self.need[cell] = kept
