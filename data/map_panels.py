"""Lays out a district's map: how large it is drawn, and which crowded part is drawn again enlarged, and where.

Sizes on the page are in em, the height of its labels' type: a map drawn at any font size is the same picture.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np
import shapely

Box = tuple[float, float, float, float]  # minx, miny, maxx, maxy in British National Grid metres

MAP_EM = (53.0, 38.0)
MARGIN_EM = 1.3
TITLE_EM = 1.7  # above the enlarged part
INSET_SIDES_EM = (27.0, 24.0, 21.0, 18.0, 15.0)
ENLARGEMENTS = (1.6, 1.9, 2.2, 2.6, 3.1, 3.8, 4.6)
STEPS = 24  # a window's places to try across the district
MOSTLY = 0.8  # of a ward within the window, from which it is labelled there
EDGE = 0.04  # of the window's side, beyond its wards
ROOM = 0.8  # of a label's size, the radius that a ward needs to hold it
FULL = 0.5  # share of the enlarged part that its labels can cover
TRIED = 7  # layouts with an enlarged part


@dataclass(frozen=True)
class Panel:
    """A part of a map: what it shows, and where it is drawn in the metres of the whole map."""

    name: str  # 'whole' or 'towns'
    frame: Box
    drawn: Box
    metres_per_em: float


@dataclass(frozen=True)
class Crowd:
    """A district's wards as arrays: the room that each has, the room that its label needs, and its bounds."""

    radius: np.ndarray  # metres
    label: np.ndarray  # em
    bounds: np.ndarray  # metres, (n, 4)

    def fit(self, metres_per_em: float | np.ndarray) -> np.ndarray:
        """Say how well each label fits its ward, from 0 to a little above 1."""
        ratio = self.radius / metres_per_em / (ROOM * self.label)
        return np.minimum(ratio, 1) + 0.05 * np.minimum(ratio, 2)


def layouts(shapes: list, label_sizes: list[tuple[float, float]]) -> list[list[Panel]]:
    """List ways to lay out the map of wards' shapes (grid metres) with labels of these sizes (em), likeliest first.

    The first shows the whole only; each of the others the whole and one part of it enlarged.
    """
    district = shapely.union_all(shapes)
    crowd = Crowd(np.array([_radius(shape) for shape in shapes]), np.array([np.sqrt(w * h) for w, h in label_sizes]),
                  shapely.bounds(shapes))
    alone = _metres_per_em(district.bounds)
    whole = _frame(district.bounds, alone, (0, 0))
    found = sorted((option for side in INSET_SIDES_EM for option in _enlarged(district, crowd, side)), key=lambda option: -option[0])
    return [[Panel("whole", whole, whole, alone)]] + [_both(district.bounds, *option[1:]) for option in found[:TRIED]]


def _radius(shape) -> float:
    """Measure the room in a ward: between its largest inscribed circle and the circle of its area."""
    inscribed = shapely.length(shapely.maximum_inscribed_circle(shape, tolerance=50))
    return float(np.sqrt(inscribed * np.sqrt(shapely.area(shape) / np.pi)))


def _metres_per_em(bounds: Box) -> float:
    width, height = bounds[2] - bounds[0], bounds[3] - bounds[1]
    return max(width / (MAP_EM[0] - 2 * MARGIN_EM), height / (MAP_EM[1] - 2 * MARGIN_EM))


def _frame(bounds: Box, metres_per_em: float, push: tuple[int, int]) -> Box:
    """Frame the district on the map, pushed to a side (-1, 0 or 1 across and up)."""
    edges = []
    for low, high, em, side in ((bounds[0], bounds[2], MAP_EM[0], push[0]), (bounds[1], bounds[3], MAP_EM[1], push[1])):
        margin = MARGIN_EM * metres_per_em
        spare = em * metres_per_em - (high - low) - 2 * margin
        start = low - margin - spare * (1 + side) / 2
        edges.append((start, start + em * metres_per_em))
    (left, right), (bottom, top) = edges
    return left, bottom, right, top


def _inset(frame: Box, metres_per_em: float, side_em: float, corner: tuple[int, int]) -> Box:
    """Place the enlarged part in a corner of the whole map's frame, its title above it inside the frame."""
    side, edge, title = side_em * metres_per_em, 0.1 * metres_per_em, TITLE_EM * metres_per_em
    left = frame[0] + edge if corner[0] < 0 else frame[2] - edge - side
    bottom = frame[1] + edge if corner[1] < 0 else frame[3] - title - side
    return left, bottom, left + side, bottom + side


def with_title(drawn: Box, metres_per_em: float) -> Box:
    """Add to the enlarged part the strip above it that holds its title."""
    return drawn[0], drawn[1], drawn[2], drawn[3] + TITLE_EM * metres_per_em


def _enlarged(district, crowd: Crowd, side_em: float):
    """Yield the best window for each corner: score, metres per em, inset's side in em, corner, window."""
    shapely.prepare(district)
    for corner in product((-1, 1), (-1, 1)):
        scale = _scale_beside(district, side_em, corner)
        windows = [] if scale is None else list(_windows(district.bounds, crowd, scale, side_em))
        if windows:
            score, window = max(windows, key=lambda option: option[0])
            yield score, scale, side_em, corner, window


def _scale_beside(district, side_em: float, corner: tuple[int, int]) -> float | None:
    """Find the largest drawing of the district that leaves the corner free, in metres per em."""
    fitted = _metres_per_em(district.bounds)
    for scale in fitted * np.geomspace(1, 2.2, 28):
        inset = _inset(_frame(district.bounds, scale, (-corner[0], -corner[1])), scale, side_em, corner)
        clear = shapely.box(*with_title(inset, scale)).buffer(0.8 * scale, join_style="mitre")
        if not shapely.intersects(district, clear):
            return float(scale)
    return None


def _windows(bounds: Box, crowd: Crowd, scale: float, side_em: float):
    """Score windows over the district, at several enlargements: (score, window)."""
    across, up = (grid.ravel() for grid in np.meshgrid(np.linspace(bounds[0], bounds[2], STEPS), np.linspace(bounds[1], bounds[3], STEPS)))
    low, high = crowd.bounds[:, :2], crowd.bounds[:, 2:]
    on_whole = crowd.fit(scale)
    for enlargement in ENLARGEMENTS:
        half = side_em * scale / enlargement / 2
        shared = [np.clip(np.minimum(high[:, axis, None], middle + half) - np.maximum(low[:, axis, None], middle - half), 0, None)
                  / (high - low)[:, axis, None] for axis, middle in enumerate((across, up))]
        inside = shared[0] * shared[1] >= MOSTLY
        fuller = (inside * crowd.label[:, None] ** 2).sum(axis=0) / (FULL * side_em**2)
        enlarged = crowd.fit(scale / enlargement)[:, None] / np.maximum(fuller, 1)
        scores = np.where(inside, enlarged, on_whole[:, None]).mean(axis=0)
        at = int(scores.argmax())
        if inside[:, at].any():
            yield float(scores[at]), _around(crowd.bounds[inside[:, at]], 2 * half)


def _around(bounds: np.ndarray, side_m: float) -> Box:
    """Draw a square window around the wards with these bounds, at most so large and no larger than they need."""
    low, high = bounds[:, :2].min(axis=0), bounds[:, 2:].max(axis=0)
    half = min(side_m, (high - low).max() * (1 + EDGE)) / 2
    (x, y) = (low + high) / 2
    return float(x - half), float(y - half), float(x + half), float(y + half)


def _both(bounds: Box, scale: float, side_em: float, corner: tuple[int, int], window: Box) -> list[Panel]:
    whole = _frame(bounds, scale, (-corner[0], -corner[1]))
    return [Panel("whole", whole, whole, scale),
            Panel("towns", window, _inset(whole, scale, side_em, corner), (window[2] - window[0]) / side_em)]


def share_seen(window: Box, shape) -> float:
    """Measure how much of a ward's bounds lies within a window, from 0 to 1."""
    left, bottom, right, top = shapely.bounds(shape)
    seen = max(0, min(right, window[2]) - max(left, window[0])) * max(0, min(top, window[3]) - max(bottom, window[1]))
    return float(seen / ((right - left) * (top - bottom)))
