"""The layers of a picture of points: the wards as quiet land, the points by look, the key."""

import json
import math
from dataclasses import dataclass

import altair as alt
import pandas as pd

from pages.parts.chart_rows import Layer
from pages.parts.map_layers import PLACED, Ground, is_ward, layer, text
from pages.parts.map_shapes import feature
from pages.parts.palette import ACCENT, FOCUS, GROUND, HOME_LAND, INK, SECOND, Colour
from pages.parts.ward_layers import ON_A_WARD

MOST_MARKS = 600  # of one map: more points are drawn together, a mark for those that nearly touch
FIRST_STEP_EM = 0.25
PANELS = ("whole", "towns")


@dataclass(frozen=True)
class Look:
    """How the points of one kind are drawn: the value of the column that tells it, its shape, colour and size in em."""

    value: str
    words: str
    shape: str
    colour: Colour
    size_em: float
    is_outlined: bool = False


SEVERITIES = (Look("Slight", "slightly hurt", "circle", FOCUS, 0.46),
              Look("Serious", "seriously hurt", "square", SECOND, 0.66, True),
              Look("Fatal", "someone killed", "diamond", ACCENT, 1.0, True))
REPORTS = (Look("", "one report", "circle", FOCUS, 0.5),)


def land(ground: Ground, chosen) -> list[Layer]:
    """Fill the district's wards, the chosen outlined; a click selects 'ward' by ward_code."""
    wards = sorted((row for row in ground.outlines if is_ward(row)), key=lambda row: row["area_code"] in chosen)
    rows = [feature(ground.shape(row), ward_code=row["area_code"], ward=row["area_name"], **_border(row["area_code"] in chosen)) for row in wards]
    pick = alt.selection_point(name="ward", fields=["ward_code"], toggle=False, on=ON_A_WARD)
    return [layer(rows, ground).mark_geoshape(strokeJoin="round", cursor="pointer", fill=HOME_LAND.both).encode(
        stroke=alt.Stroke("border:N", scale=None), strokeWidth=alt.StrokeWidth("border_px:Q", scale=None),
        tooltip=[alt.Tooltip("ward:N", title="Ward")]).add_params(pick)]


def _border(is_chosen: bool) -> dict:
    return {"border": ACCENT.both, "border_px": 3} if is_chosen else {"border": GROUND.both, "border_px": 1}


def placed_dots(points: list[dict], ground: Ground) -> list[dict]:
    """Place points (look, easting_m, northing_m) in each panel that shows them, as marks with their number."""
    spots = [(point, *spot) for point in points if point["easting_m"] is not None for spot in where(ground, point["easting_m"], point["northing_m"])]
    placed = [point | {"easting": easting, "northing": northing, "number": 1} for panel in PANELS for point, shown_in, easting, northing in spots if shown_in == panel]
    return placed if len(placed) <= MOST_MARKS else together(pd.DataFrame(placed), ground.em).to_dict("records")


def dots(placed: list[dict], looks: tuple[Look, ...], ground: Ground, told: dict[str, str]) -> list[Layer]:
    """Draw placed points in the order of their looks, each a shape and colour of its own.

    `told` maps the points' columns to their headings in the hover.
    """
    return [_dots([point for point in placed if point["look"] == look.value], look, ground, told) for look in looks]


def where(ground: Ground, easting_m: float, northing_m: float) -> list[tuple[str, float, float]]:
    """List the panels that show a place, and where: the whole map unless the enlarged towns cover it, and the towns."""
    return [(panel, *ground.at(panel, easting_m, northing_m)) for panel, is_shown in _panels(ground, easting_m, northing_m).items() if is_shown]


def is_enlarged(ground: Ground, easting_m: float, northing_m: float) -> bool:
    """Tell whether the enlarged towns show a place."""
    return "towns" in ground.frames and bool(_is_in(ground.frames["towns"], easting_m, northing_m))


def _panels(ground: Ground, easting_m: float, northing_m: float) -> dict[str, bool]:
    """Tell of each panel whether it shows a place."""
    whole = _is_in(ground.frame, easting_m, northing_m)
    if "towns" not in ground.frames:
        return {"whole": whole}
    return {"whole": whole and not _is_in(ground.drawn["towns"], easting_m, northing_m),
            "towns": _is_in(ground.frames["towns"], easting_m, northing_m)}


def _is_in(box, easting_m: float, northing_m: float) -> bool:
    return box[0] <= easting_m <= box[2] and box[1] <= northing_m <= box[3]


def together(points: pd.DataFrame, em: float) -> pd.DataFrame:
    """Draw points of one look that nearly touch as one mark with their `number`, where there are too many to draw each.

    points: look, easting, northing (metres of the map) and more, of which a mark keeps that of its first point.
    """
    marks, step = points.assign(number=1, east=points["easting"], north=points["northing"]), FIRST_STEP_EM * em
    while len(marks) > MOST_MARKS:
        cells = [marks["look"], marks["easting"] // step, marks["northing"] // step]
        marks = marks.groupby(cells, sort=False).agg({name: "sum" if name in ("number", "east", "north") else "first" for name in marks})
        marks = marks.assign(easting=marks["east"] / marks["number"], northing=marks["north"] / marks["number"]).reset_index(drop=True)
        step *= 1.5
    return marks.drop(columns=["east", "north"])


def _dots(points: list[dict], look: Look, ground: Ground, told: dict[str, str]) -> Layer:
    is_grouped = any(point["number"] > 1 for point in points)
    told = {"number": "Points here"} if is_grouped else told
    alike = {key: points[0][key] for key in told if len({point[key] for point in points}) == 1}  # said once, not in each of hundreds of points
    least = (look.size_em * ground.font_px) ** 2
    rows = [{"easting": round(point["easting"]), "northing": round(point["northing"])}
            | ({"area": round(least * 0.7 * math.sqrt(point["number"]), 1)} if is_grouped else {}) | {key: point[key] for key in told if key not in alike} for point in points]
    size = alt.Size("area:Q", scale=None, legend=None) if is_grouped else alt.SizeValue(round(least, 1))
    return layer(rows, ground).transform_calculate(**{key: json.dumps(value) for key, value in alike.items()}).mark_point(
        shape=look.shape, filled=True, fill=look.colour.both, fillOpacity=0.85 if not look.is_outlined else 1,
        stroke=INK.both if look.is_outlined else GROUND.both, strokeWidth=1 if look.is_outlined else 0.4, opacity=1).encode(
        **PLACED, size=size,
        tooltip=[alt.Tooltip(f"{key}:N", title=title) for key, title in told.items()])


def key(ground: Ground, looks: tuple[Look, ...], ring_words: str, *, is_grouped: bool) -> list[Layer]:
    """Draw the key above the map, from the left: each look, then the ring; `is_grouped`: a larger mark stands for more."""
    left, level, em, words, layers = ground.frame[0] + 0.6 * ground.em, ground.frame[3] + 1.4 * ground.em, ground.em, [], []
    for look in [*reversed(looks), Look("ring", ring_words, "circle", GROUND, 1.1)] if ring_words else [*reversed(looks)]:
        is_ring = look.value == "ring"
        layers.append(layer([{"easting": left, "northing": level}], ground).mark_point(
            shape=look.shape, filled=True, size=(max(look.size_em, 0.6) * ground.font_px) ** 2, fill=look.colour.both, opacity=1, tooltip=None,
            stroke=(ACCENT if is_ring else INK if look.is_outlined else GROUND).both, strokeWidth=2.5 if is_ring else 1).encode(
            **PLACED))
        words.append({"easting": left + 0.9 * em, "northing": level, "words": (said := look.words + " (larger: more)" * (is_grouped and look is looks[0]))})
        left += (2.6 + 0.49 * len(said)) * em
    return [*layers, *text(words, ground, align="left")]
