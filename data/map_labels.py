"""Places names on a map so that none overlap, each on its ward where there is room, else beside it with a line."""

from dataclasses import dataclass

import numpy as np
import shapely

from data.map_panels import Box

CELL_EM = 0.3
LINE_EM = 1.2
FIGURE_EM = 4.6  # room for the widest text beneath a name: 'no figure'
LETTER_EM = {letter: em for letters, em in (("iljIt.,' ’", 0.29), ("frs-", 0.43), ("mwMW&", 0.82),
                                           ("ABCDEFGHJKLNOPQRSTUVXYZ", 0.62)) for letter in letters}
PLAIN_LETTER_EM = 0.54
ON_OTHER_WARD, ON_NEIGHBOUR, ON_LINE = 0.55, 0.12, 0.35  # what a label loses, beside 1 for each part of it off its ward
FAR = 0.035  # an em away from its ward's middle
BESIDE = 0.35  # share of a label on its ward under which a line leads to it
NEIGHBOUR_LEAST = 0.97


@dataclass(frozen=True)
class Label:
    """A name broken into lines; its middle and its leading line's ends (grid metres), if it stands beside its ward."""

    text: str
    easting_m: float
    northing_m: float
    leader: Box | None


def broken(name: str) -> list[list[str]]:
    """Break a name into one, two, three and four lines, each time as evenly as can be."""
    words = name.replace("St ", "St\N{NO-BREAK SPACE}").split(" ")
    ways = [_evenly(words, lines) for lines in range(1, min(len(words), 4) + 1)]
    return [[line.replace("\N{NO-BREAK SPACE}", " ") for line in way] for way in ways]


def _evenly(words: list[str], lines: int) -> list[str]:
    if lines == 1:
        return [" ".join(words)]
    ways = ([" ".join(words[:first]), *_evenly(words[first:], lines - 1)] for first in range(1, len(words) - lines + 2))
    return min(ways, key=lambda way: max(len(line) for line in way))


def size_em(lines: list[str], *, has_figure: bool = True) -> tuple[float, float]:
    """Estimate a label's width and height in em, its figure beneath included."""
    widest = max(sum(LETTER_EM.get(letter, PLAIN_LETTER_EM) for letter in line) for line in lines)
    return max(widest, FIGURE_EM * has_figure) + 0.4, LINE_EM * (len(lines) + has_figure) + 0.2


class Ground:
    """A panel as a grid of cells: whose land each is, and what is taken."""

    def __init__(self, frame: Box, metres_per_em: float):
        self.frame, self.metres_per_em, self.cell = frame, metres_per_em, CELL_EM * metres_per_em
        self.xs = np.arange(frame[0] + self.cell / 2, frame[2], self.cell)
        self.ys = np.arange(frame[1] + self.cell / 2, frame[3], self.cell)
        self.owner = np.full((len(self.ys), len(self.xs)), "", dtype=object)
        self.costs = np.zeros(self.owner.shape)
        self.taken = np.zeros(self.owner.shape, dtype=np.int32)

    def own(self, code: str, shape, cost: float) -> None:
        """Give the cells within the shape to an area; a label of another area there costs this much."""
        rows, columns = self.cells(shapely.bounds(shape))
        grid = np.meshgrid(self.xs[columns], self.ys[rows])
        shapely.prepare(shape)
        inside = shapely.contains_xy(shape, *grid)
        self.owner[rows, columns][inside] = code
        self.costs[rows, columns][inside] = cost

    def cells(self, box: Box) -> tuple[slice, slice]:
        """Find the rows and columns of cells that a box touches."""
        def between(low: float, high: float, start: float, count: int) -> slice:
            first, last = np.clip([np.floor((low - start) / self.cell), np.ceil((high - start) / self.cell)], 0, count)
            return slice(int(first), int(last))
        return (between(box[1], box[3], self.frame[1], len(self.ys)), between(box[0], box[2], self.frame[0], len(self.xs)))

    def take(self, box: Box, by: int = 1) -> None:
        """Mark a box as taken, or free it again (by=-1)."""
        self.taken[self.cells(box)] += by

    def avoid_line(self, box: Box) -> None:
        """Make labels dear on the edges of a box."""
        rows, columns = self.cells(box)
        for edge in ((rows, slice(columns.start, columns.start + 1)), (rows, slice(columns.stop - 1, columns.stop)),
                     (slice(rows.start, rows.start + 1), columns), (slice(rows.stop - 1, rows.stop), columns)):
            self.costs[edge] += ON_LINE

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
    """Find the free place where a label of this size serves its area best: cost, middle, share on its area; None: no room."""
    columns, rows = (int(np.ceil(em / CELL_EM)) for em in size)
    if rows > len(ground.ys) or columns > len(ground.xs):
        return None
    own = ground.owner == code
    share = sums(own, rows, columns) / (rows * columns)
    away = np.hypot(ground.xs[0] + (np.arange(share.shape[1]) + (columns - 1) / 2) * ground.cell - middle[0],
                    (ground.ys[0] + (np.arange(share.shape[0]) + (rows - 1) / 2) * ground.cell - middle[1])[:, None])
    cost = 1 - share + sums(np.where(own, 0, ground.costs), rows, columns) / (rows * columns) + FAR * away / ground.metres_per_em
    cost[sums(ground.taken > 0, rows, columns) > 0] = np.inf
    row, column = np.unravel_index(cost.argmin(), cost.shape)
    if not np.isfinite(cost[row, column]):
        return None
    place = (ground.xs[column] + (columns - 1) / 2 * ground.cell, ground.ys[row] + (rows - 1) / 2 * ground.cell)
    return cost[row, column], place, share[row, column]
