"""Places names on a map so that none overlap, each on its ward where there is room, else beside it with a line."""

import re
from dataclasses import dataclass

import numpy as np
import shapely

from data.map_ground import ON_TAKEN, Ground, best_place
from data.map_panels import Box

LINE_EM = 1.2
FIGURE_EM = 4.6  # room for the widest text beneath a name: 'no figure'
LETTER_EM = {letter: em for letters, em in (("iljIt.,' ’", 0.29), ("frs-", 0.43), ("mwMW&", 0.82),
                                           ("ABCDEFGHJKLNOPQRSTUVXYZ", 0.62)) for letter in letters}
PLAIN_LETTER_EM = 0.54
GLUED = re.compile(r"(?<=\bSt) | (?=(?:and|&|with|on|in|upon)\b)| (?=&)")
BESIDE = 0.35  # share of a label on its ward under which a line leads to it
NEIGHBOUR_LEAST = 0.97  # share of a neighbour's name that must lie on its land


@dataclass(frozen=True)
class Label:
    """A name broken into lines; its middle (grid metres); the line that leads to it if it stands beside its ward."""

    text: str
    easting_m: float
    northing_m: float
    leader: Box | None = None


@dataclass(frozen=True)
class Placed:
    """Where a label stands: its lines, its middle, its share on its ward, and how bad that is."""

    lines: list[str]
    spot: tuple[float, float]
    share: float
    cost: float


def broken(name: str) -> list[list[str]]:
    """Break a name into one, two, three and four lines, each time as evenly as can be."""
    words = GLUED.sub("\N{NO-BREAK SPACE}", name).split(" ")
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


def typical_size_em(name: str) -> tuple[float, float]:
    """Estimate the size of the name's most compact label."""
    return min((size_em(lines) for lines in broken(name)), key=lambda size: size[0] * size[1] + abs(size[0] - size[1]))


class Labels:
    """The wards' labels of one panel while they find their places."""

    def __init__(self, ground: Ground, shapes: dict[str, object], middles: dict[str, tuple[float, float]], names: dict[str, str],
                 fixed: dict[str, tuple[float, float]]):
        self.ground, self.middles, self.names, self.fixed = ground, middles, names, fixed
        self.order = sorted(shapes, key=lambda code: (code not in fixed, shapely.area(shapes[code])))
        self.placed: dict[str, Placed] = {}

    def place(self) -> None:
        """Place every label: first those chosen by hand and those with least room; again: each anew, the worst first."""
        for code in sorted(self.order, key=lambda code: -self.placed[code].cost) if self.placed else self.order:
            if code in self.placed:
                self.ground.take(self._box(code), -1)
            self.placed[code] = self._by_hand(code) if code in self.fixed else self._best(code)
            self.ground.take(self._box(code))

    @property
    def cost(self) -> float:
        """Add up how badly the labels stand: one far off its ward weighs more than several a little over its edge."""
        return sum(placed.cost**2 for placed in self.placed.values())

    def labels(self) -> dict[str, Label]:
        """Give the labels as they stand, by ward code."""
        return {code: self._label(code) for code in self.order}

    def _best(self, code: str) -> "Placed":
        options = [(lines, *best_place(self.ground, code, self.middles[code], size_em(lines))) for lines in broken(self.names[code])]
        lines, cost, spot, share = min(options, key=lambda option: option[1])
        return Placed(lines, spot, share, cost)

    def _by_hand(self, code: str) -> "Placed":
        lines = min(broken(self.names[code]), key=lambda way: size_em(way)[0] ** 2 + size_em(way)[1] ** 2)
        return Placed(lines, self.fixed[code], 1.0, 0.0)

    def _box(self, code: str) -> Box:
        return self.ground.box(self.placed[code].spot, size_em(self.placed[code].lines))

    def _label(self, code: str) -> Label:
        placed, (x, y), box = self.placed[code], self.middles[code], self._box(code)
        is_on_ward = placed.share >= BESIDE or (box[0] < x < box[2] and box[1] < y < box[3])
        end = float(np.clip(x, box[0], box[2])), float(np.clip(y, box[1], box[3]))
        return Label("\n".join(placed.lines), *placed.spot, leader=None if is_on_ward else (x, y, *end))


def place_neighbour(ground: Ground, code: str, name: str, shape) -> Label | None:
    """Place a neighbour's name on what is seen of it; None: there is no room."""
    for lines in broken(name)[:2]:
        size = size_em(lines, has_figure=False)
        cost, spot, share = best_place(ground, code, middle_of(shape), size)
        if share >= NEIGHBOUR_LEAST and cost < ON_TAKEN * 0.2:
            ground.take(ground.box(spot, size))
            return Label("\n".join(lines), *spot)
    return None


def middle_of(shape) -> tuple[float, float]:
    """Find the point of a shape that is farthest from its edge."""
    return tuple(shapely.get_coordinates(shapely.maximum_inscribed_circle(shape, tolerance=20))[0].tolist())
