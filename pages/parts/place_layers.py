"""Names on a picture of points: towns and villages first, then wards, each where there is room for it."""

from pages.parts.chart_rows import Layer
from pages.parts.drawing import LETTER_WIDTH
from pages.parts.map_layers import LINE_EM, Ground, is_ward, text
from pages.parts.map_shapes import Box
from pages.parts.palette import GREY_TEXT, HOME_LAND, INK, LAND
from pages.parts.point_layers import is_enlarged, where

# Where a name may stand from its place, in em to the right and up: on it, under, above, to either side
SIDES = ((0, 0), (0, -1.1), (0, 1.1), (0, -1.9), (0, 1.9), (2.6, 0), (-2.6, 0), (2.6, 1.2), (-2.6, 1.2), (2.6, -1.2), (-2.6, -1.2),
         (0, -2.9), (0, 2.9), (2.6, 2.4), (-2.6, 2.4), (2.6, -2.4), (-2.6, -2.4))
NEAR_SIDES = 3  # a ward's name stays by its middle: only the first of these
KINDS = ("town", "village", "ward", "outside")  # in order of who finds room first
STYLES = {"town": {"fontWeight": 600}, "village": {"fontWeight": 500}, "ward": {"color": GREY_TEXT.both},
          "outside": {"color": GREY_TEXT.both, "fontStyle": "italic", "halo": LAND.both}}


def names(places: list[dict], rings: list[dict], ground: Ground, chosen=()) -> list[Layer]:
    """Write the names of towns, villages and wards that find room beside the rings and each other; the chosen wards' always.

    places: place_name, place_kind, easting_m, northing_m.
    """
    wanted = _places(places, ground) + _wards(ground, {place["place_name"] for place in places}, chosen)
    written = fitted(sorted(wanted, key=lambda name: (not name["is_chosen"], KINDS.index(name["kind"]))), _taken(rings, ground), ground)
    layers = [drawn for kind in KINDS for drawn in text([name for name in written if name["kind"] == kind and not name["is_chosen"]], ground,
                                                        **{"halo": HOME_LAND.both} | STYLES[kind])]
    return layers + text([name for name in written if name["is_chosen"]], ground, fontWeight=800, color=INK.both, halo=HOME_LAND.both)


def fitted(wanted: list[dict], taken: list[Box], ground: Ground) -> list[dict]:
    """Give each name the first free spot around its place; leave out those with none."""
    taken, written = list(taken), []
    for name in wanted:
        boxes = [_box(name, across * ground.em, up * ground.em, ground) for across, up in SIDES[:NEAR_SIDES if name["kind"] == "ward" and not name["is_chosen"] else None]]
        free = [box for box in boxes if _is_within(box, name["frame"]) and not any(_overlap(box, other) for other in taken)]
        if free or name["is_chosen"]:
            box = (free or boxes)[0]
            taken.append(box)
            written.append(name | {"easting": (box[0] + box[2]) / 2, "northing": (box[1] + box[3]) / 2})
    return written


def _places(places: list[dict], ground: Ground) -> list[dict]:
    found = []
    for place in places:
        panels = where(ground, place["easting_m"], place["northing_m"])
        if panels:
            panel, easting, northing = panels[-1]
            found.append(_name(place["place_name"], place["place_kind"], panel, (easting, northing), ground))
    return found


def _wards(ground: Ground, named: set[str], chosen) -> list[dict]:
    """List the wards' names where their map has them, but for those that are a place's too."""
    return [_name(row["label"], "ward", row["panel"], ground.at(row["panel"], row["label_easting_m"], row["label_northing_m"]), ground)
            | {"is_chosen": row["area_code"] in chosen}
            for row in ground.outlines if is_ward(row) and row["label"] and (row["area_code"] in chosen or row["area_name"] not in named)
            and not (row["area_code"] not in chosen and row["panel"] == "whole" and is_enlarged(ground, row["label_easting_m"], row["label_northing_m"]))]


def _name(words: str, kind: str, panel: str, at: tuple[float, float], ground: Ground) -> dict:
    return {"words": words, "kind": kind, "at": at, "frame": ground.drawn[panel], "is_chosen": False}


def _taken(rings: list[dict], ground: Ground) -> list[Box]:
    """List what no name may cover: rings and their letters, the neighbours' names, the edges of the enlarged towns, their bar."""
    em = ground.em
    boxes = [(ring["easting"] - ring["radius"], ring["northing"] - ring["radius"], ring["easting"] + ring["radius"], ring["northing"] + ring["radius"])
             for ring in rings]
    boxes += [(ring["letter_easting"] - 0.4 * em, ring["letter_northing"] - 0.5 * em, ring["letter_easting"] + 0.4 * em, ring["letter_northing"] + 0.5 * em)
              for ring in rings]
    boxes += [_box(_name(row["label"], "outside", row["panel"], ground.at(row["panel"], row["label_easting_m"], row["label_northing_m"]), ground), 0, 0, ground)
              for row in ground.outlines if not is_ward(row) and row["label"]]
    if "towns" in ground.drawn:
        left, bottom, right, top = ground.drawn["towns"]
        boxes += [(left, top, left + 9 * em, top + 1.5 * em), (left, bottom, left + 4 * em, bottom + 2.2 * em)]
        boxes += [*_edges((left, bottom, right, top), em), ground.frames["towns"]]  # what is enlarged is named there
    return boxes


def _edges(box: Box, em: float) -> list[Box]:
    left, bottom, right, top = box
    thin = 0.1 * em
    return [(left - thin, bottom, left + thin, top), (right - thin, bottom, right + thin, top),
            (left, bottom - thin, right, bottom + thin), (left, top - thin, right, top + thin)]


def _box(name: dict, across: float, up: float, ground: Ground) -> Box:
    lines = name["words"].split("\n")
    width, height = max(len(line) for line in lines) * LETTER_WIDTH * ground.em, len(lines) * LINE_EM * ground.em
    # A name beside its place stands off it by its own half width
    easting = name["at"][0] + across + (width / 2 if across > 0 else -width / 2 if across < 0 else 0) * (0.6 if across else 0)
    northing = name["at"][1] + up
    return easting - width / 2, northing - height / 2, easting + width / 2, northing + height / 2


def _is_within(box: Box, frame: Box) -> bool:
    return frame[0] <= box[0] and frame[1] <= box[1] and box[2] <= frame[2] and box[3] <= frame[3]


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
