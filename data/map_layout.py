"""Chooses a district's map: of several layouts the one whose labels stand best, with all its labels."""

import shapely

from data.map_ground import Ground
from data.map_labels import Label, Labels, place_neighbour, typical_size_em
from data.map_panels import MOSTLY, Panel, layouts, share_seen, with_title

ON_OTHER_WARD, ON_NEIGHBOUR = 0.9, 0.12  # what a label loses there
PRICE_OF_TOWNS = 1.0  # what an enlarged part must save, as labels off their wards
PRICE_OF_A_CUT = 1.0  # a ward half of which is in the enlarged part
SCALE_BAR_EM = (4.5, 2.4)
ROUNDS = 2  # after the first

Shapes = dict[str, object]


def lay_out(wards: Shapes, neighbours: Shapes, names: dict[str, str], fixed: dict[str, tuple[float, float]]) -> list[tuple[Panel, dict[str, Label]]]:
    """Lay out a map of wards (shapes in grid metres) among neighbouring districts: its panels, each with its labels.

    `fixed`: middles of labels chosen by hand, in grid metres, by ward code.
    """
    options = layouts(list(wards.values()), [typical_size_em(names[code]) for code in wards])
    tried = [[_placed(panel, panels, wards, neighbours, names, fixed) for panel in panels] for panels in options]
    panels, chosen = min(zip(options, tried), key=lambda option: _cost(*option, wards))
    for _ in range(ROUNDS):
        for labels in chosen:
            labels.place()
    found = [(panel, labels.labels()) for panel, labels in zip(panels, chosen)]
    found[0][1].update(_neighbours(chosen[0].ground, neighbours, names))
    return found


def _cost(panels: list[Panel], placed: list[Labels], wards: Shapes) -> float:
    """Weigh a layout: its labels, and for an enlarged part its price and the wards that its window cuts in two."""
    cut = [seen * (1 - seen) * 4 for panel in panels[1:] for shape in wards.values() for seen in [share_seen(panel.frame, shape)]]
    return sum(labels.cost for labels in placed) + PRICE_OF_TOWNS * (len(panels) - 1) + PRICE_OF_A_CUT * sum(cut)


def _placed(panel: Panel, panels: list[Panel], wards: Shapes, neighbours: Shapes, names: dict[str, str],
            fixed: dict[str, tuple[float, float]]) -> Labels:
    """Place the labels of the wards that this panel names."""
    ground, towns = Ground(panel.frame, panel.metres_per_em), next((part for part in panels if part.name == "towns"), None)
    for code, shape in neighbours.items():
        ground.own(code, shape, ON_NEIGHBOUR)
    for code, shape in wards.items():
        ground.own(code, shape, ON_OTHER_WARD)
    if panel.name == "towns":
        left, bottom = panel.frame[:2]
        ground.take((left, bottom, left + SCALE_BAR_EM[0] * panel.metres_per_em, bottom + SCALE_BAR_EM[1] * panel.metres_per_em))
    elif towns:
        ground.take(with_title(towns.drawn, panel.metres_per_em))
        ground.avoid(towns.frame)
    here = {code: shape for code, shape in wards.items()
            if (towns is not None and share_seen(towns.frame, shape) >= MOSTLY) == (panel.name == "towns")}
    labels = Labels(ground, here, names, fixed)
    labels.place()
    return labels


def _neighbours(ground: Ground, neighbours: Shapes, names: dict[str, str]) -> dict[str, Label]:
    """Place the neighbours' names where there is room left for them."""
    seen = {code: shapely.clip_by_rect(shape, *ground.frame) for code, shape in neighbours.items()}
    placed = {code: place_neighbour(ground, code, names[code], shape) for code, shape in seen.items() if shapely.area(shape) > 0}
    return {code: label for code, label in placed.items() if label}
