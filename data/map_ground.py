"""A panel of a map as a grid of cells: whose land each is, what is taken, and where a label serves its area best."""

import math

import numpy as np
import shapely

from data.map_panels import Box

CELL_EM = 0.4
REACH_EM = 14.0  # how far from its area's middle a label may stand
ON_BUSY, ON_LINE = 0.2, 0.5  # what a label loses in a box drawn again elsewhere, and on its edge
FAR = 0.035  # an em away from its area's middle
ON_TAKEN = 6.0  # and on what is taken


class Ground:
    """A panel as a grid of cells: whose land each is, and what is taken."""

    def __init__(self, frame: Box, metres_per_em: float):
        self.frame, self.metres_per_em, self.cell = frame, metres_per_em, CELL_EM * metres_per_em
        self.xs = np.arange(frame[0] + self.cell / 2, frame[2], self.cell)
        self.ys = np.arange(frame[1] + self.cell / 2, frame[3], self.cell)
        self.owner = np.full((len(self.ys), len(self.xs)), -1, dtype=np.int32)
        self.numbers: dict[str, int] = {}
        self.costs = np.zeros(self.owner.shape)
        self.busy = np.zeros(self.owner.shape)
        self.taken = np.zeros(self.owner.shape, dtype=np.int32)

    def own(self, code: str, shape, cost: float) -> None:
        """Give the cells within the shape to an area; a label of another area there costs this much."""
        rows, columns = self.cells(shapely.bounds(shape))
        grid = np.meshgrid(self.xs[columns], self.ys[rows])
        shapely.prepare(shape)
        inside = shapely.contains_xy(shape, *grid)
        self.owner[rows, columns][inside] = self.numbers.setdefault(code, len(self.numbers))
        self.costs[rows, columns][inside] = cost

    def cells(self, box: Box) -> tuple[slice, slice]:
        """Find the rows and columns of cells that a box touches."""
        return (self._between(box[1], box[3], self.frame[1], len(self.ys)), self._between(box[0], box[2], self.frame[0], len(self.xs)))

    def _between(self, low: float, high: float, start: float, count: int) -> slice:
        first, last = math.floor((low - start) / self.cell), math.ceil((high - start) / self.cell)
        return slice(min(max(first, 0), count), min(max(last, 0), count))

    def take(self, box: Box, by: int = 1) -> None:
        """Mark a box as taken, or free it again (by=-1)."""
        self.taken[self.cells(box)] += by

    def avoid(self, box: Box) -> None:
        """Make labels dear within a box, of whatever area, and dearer on its edges."""
        rows, columns = self.cells(box)
        self.busy[rows, columns] += ON_BUSY
        for edge in ((rows, slice(columns.start, columns.start + 1)), (rows, slice(columns.stop - 1, columns.stop)),
                     (slice(rows.start, rows.start + 1), columns), (slice(rows.stop - 1, rows.stop), columns)):
            self.busy[edge] += ON_LINE

    def box(self, middle: tuple[float, float], size: tuple[float, float]) -> Box:
        """Draw a box of a size in em around a point."""
        across, up = (em * self.metres_per_em / 2 for em in size)
        return middle[0] - across, middle[1] - up, middle[0] + across, middle[1] + up


def sums(values: np.ndarray, rows: int, columns: int) -> np.ndarray:
    """Sum every block of so many rows and columns; [y, x] is the block that starts there."""
    total = np.zeros((values.shape[0] + 1, values.shape[1] + 1))
    total[1:, 1:] = values.cumsum(axis=0).cumsum(axis=1)
    return total[rows:, columns:] - total[:-rows, columns:] - total[rows:, :-columns] + total[:-rows, :-columns]


def best_place(ground: Ground, code: str, middle: tuple[float, float], size: tuple[float, float]):
    """Find the place where a label of this size serves its area best: cost, middle, share of it on its area."""
    near = ground.cells(ground.box(middle, (size[0] + 2 * REACH_EM, size[1] + 2 * REACH_EM)))
    columns, rows = (int(np.ceil(em / CELL_EM)) for em in size)
    own, blocks = ground.owner[near] == ground.numbers[code], rows * columns
    share = sums(own, rows, columns) / blocks
    across = ground.xs[near[1].start] + (np.arange(share.shape[1]) + (columns - 1) / 2) * ground.cell
    up = ground.ys[near[0].start] + (np.arange(share.shape[0]) + (rows - 1) / 2) * ground.cell
    away = np.hypot(across - middle[0], (up - middle[1])[:, None]) / ground.metres_per_em
    overlap = sums(ground.taken[near] > 0, rows, columns) / blocks
    cost = (1 - share + sums(np.where(own, 0, ground.costs[near]) + ground.busy[near], rows, columns) / blocks + FAR * away
            + np.where(overlap > 0, ON_TAKEN * (0.2 + overlap), 0))
    row, column = np.unravel_index(cost.argmin(), cost.shape)
    return float(cost[row, column]), (float(across[column]), float(up[row])), float(share[row, column])
