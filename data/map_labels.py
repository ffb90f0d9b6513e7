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
ROUNDS = 3


@dataclass(frozen=True)
class Label:
    """A name broken into lines; its middle (grid metres); the line that leads to it if it stands beside its ward."""

    text: str
    easting_m: float
    northing_m: float
    leader: Box | None = None


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


def place_wards(ground: Ground, shapes: dict[str, object], names: dict[str, str], fixed: dict[str, tuple[float, float]]) -> dict[str, Label]:
    """Place the label of every ward: first those with least room, then each again, now that all others stand.

    `fixed` are middles chosen by hand.
    """
    middles = {code: _middle(shape) for code, shape in shapes.items()}
    order = sorted(shapes, key=lambda code: (code not in fixed, shapely.area(shapes[code])))
    placed: dict[str, tuple[list[str], tuple[float, float], float]] = {}
    for code in order * ROUNDS:
        if code in placed:
            ground.take(_box(ground, placed[code]), -1)
        placed[code] = _by_hand(ground, names[code], fixed[code]) if code in fixed else _best(ground, code, names[code], middles[code])
        ground.take(_box(ground, placed[code]))
    return {code: _label(ground, found, middles[code]) for code, found in placed.items()}


def place_neighbour(ground: Ground, code: str, name: str, shape) -> Label | None:
    """Place a neighbour's name on what is seen of it; None: there is no room."""
    for lines in broken(name)[:2]:
        size = size_em(lines, has_figure=False)
        cost, spot, share = best_place(ground, code, _middle(shape), size)
        if share >= NEIGHBOUR_LEAST and cost < ON_TAKEN * 0.2:
            ground.take(ground.box(spot, size))
            return Label("\n".join(lines), *spot)
    return None


def _middle(shape) -> tuple[float, float]:
    return tuple(shapely.get_coordinates(shapely.maximum_inscribed_circle(shape, tolerance=20))[0])


def _best(ground: Ground, code: str, name: str, middle: tuple[float, float]):
    found = [(best_place(ground, code, middle, size_em(lines)), lines) for lines in broken(name)]
    (_, spot, share), lines = min(found, key=lambda option: option[0][0])
    return lines, spot, share


def _by_hand(ground: Ground, name: str, spot: tuple[float, float]):
    lines = min(broken(name), key=lambda way: size_em(way)[0] ** 2 + size_em(way)[1] ** 2)
    return lines, spot, 1.0


def _box(ground: Ground, found) -> Box:
    lines, spot, _ = found
    return ground.box(spot, size_em(lines))


def _label(ground: Ground, found, middle: tuple[float, float]) -> Label:
    lines, spot, share = found
    box = _box(ground, found)
    if share >= BESIDE or (box[0] < middle[0] < box[2] and box[1] < middle[1] < box[3]):
        return Label("\n".join(lines), *spot)
    end = (float(np.clip(middle[0], box[0], box[2])), float(np.clip(middle[1], box[1], box[3])))
    return Label("\n".join(lines), *spot, leader=(*middle, *end))
