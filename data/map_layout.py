"""Chooses a district's map: of several layouts the one whose labels stand best, with all its labels."""

from dataclasses import dataclass

import shapely

from data.map_ground import Ground
from data.map_labels import Label, Labels, middle_of, place_neighbour, typical_size_em
from data.map_panels import MOSTLY, Panel, layouts, share_seen, with_title

ON_OTHER_WARD, ON_NEIGHBOUR = 0.9, 0.12  # what a label loses there
PRICE_OF_TOWNS = 1.0  # what an enlarged part must save, as labels off their wards
PRICE_OF_A_CUT = 1.0  # a ward half of which is in the enlarged part
SCALE_BAR_EM = (4.5, 2.4)
ROUNDS = 2  # after the first

Shapes = dict[str, object]  # by area code, in British National Grid metres


@dataclass(frozen=True)
class Subject:
    """What a map shows: a district's wards, the districts around it, all names, and labels' middles chosen by hand."""

    wards: Shapes
    neighbours: Shapes
    names: dict[str, str]
    fixed: dict[str, tuple[float, float]]


def lay_out(subject: Subject) -> list[tuple[Panel, dict[str, Label]]]:
    """Lay out a map: its panels, each with its labels by area code."""
    options = layouts(list(subject.wards.values()), [typical_size_em(subject.names[code]) for code in subject.wards])
    middles = {code: middle_of(shape) for code, shape in subject.wards.items()}
    tried = [[_placed(panel, panels, subject, middles) for panel in panels] for panels in options]
    panels, chosen = min(zip(options, tried), key=lambda option: _cost(*option, subject.wards))
    for _ in range(ROUNDS):
        for labels in chosen:
            labels.place()
    found = [(panel, labels.labels()) for panel, labels in zip(panels, chosen)]
    found[0][1].update(_neighbours(chosen[0].ground, subject))
    return found


def _placed(panel: Panel, panels: list[Panel], subject: Subject, middles: dict[str, tuple[float, float]]) -> Labels:
    """Place the labels of the wards that this panel names."""
    window = next((part.frame for part in panels if part.name == "towns"), None)
    here = {code: shape for code, shape in subject.wards.items()
            if (window is not None and share_seen(window, shape) >= MOSTLY) == (panel.name == "towns")}
    labels = Labels(_ground(panel, panels, subject), here, middles, subject.names, subject.fixed)
    labels.place()
    return labels


def _ground(panel: Panel, panels: list[Panel], subject: Subject) -> Ground:
    """Mark whose land a panel shows, and what labels must leave free."""
    ground, em = Ground(panel.frame, panel.metres_per_em), panel.metres_per_em
    for code, shape in subject.neighbours.items():
        ground.own(code, shape, ON_NEIGHBOUR)
    for code, shape in subject.wards.items():
        ground.own(code, shape, ON_OTHER_WARD)
    if panel.name == "towns":
        left, bottom = panel.frame[:2]
        ground.take((left, bottom, left + SCALE_BAR_EM[0] * em, bottom + SCALE_BAR_EM[1] * em))
    for towns in panels[1:] if panel.name == "whole" else []:
        ground.take(with_title(towns.drawn, em))
        ground.avoid(towns.frame)
    return ground


def _cost(panels: list[Panel], placed: list[Labels], wards: Shapes) -> float:
    """Weigh a layout: its labels, and for an enlarged part its price and the wards that its window cuts in two."""
    seen = [share_seen(panel.frame, shape) for panel in panels[1:] for shape in wards.values()]
    cut = sum(4 * share * (1 - share) for share in seen)
    return sum(labels.cost for labels in placed) + PRICE_OF_TOWNS * (len(panels) - 1) + PRICE_OF_A_CUT * cut


def _neighbours(ground: Ground, subject: Subject) -> dict[str, Label]:
    """Place the neighbours' names where there is room left for them."""
    seen = {code: shapely.clip_by_rect(shape, *ground.frame) for code, shape in subject.neighbours.items()}
    placed = {code: place_neighbour(ground, code, subject.names[code], shape) for code, shape in seen.items() if shapely.area(shape) > 0}
    return {code: label for code, label in placed.items() if label}
