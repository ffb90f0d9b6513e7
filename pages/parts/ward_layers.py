"""The layers of a picture of wards: filled by class, named with their rates, keyed."""

import altair as alt

from pages.parts import formats
from pages.parts.chart_rows import Layer
from pages.parts.map_layers import Ground, layer, text
from pages.parts.map_shapes import box_shape, feature, line_shape
from pages.parts.palette import ACCENT, CLASS_COLOURS, CLASS_INK, EARLIER, GREY_TEXT, GROUND, INK

TOLD = {"ward": "Ward", "crimes": "Count", "residents": "Residents", "rate": "Per 1,000 residents"}
ON_A_WARD = "click[event.item && event.item.datum && event.item.datum.ward_code]"  # not on a neighbour or a line
NO_FIGURE = "no figure"


def drawn_ward(outline: dict, figures: dict, number: int | None, decimals: int, *, is_chosen: bool) -> dict:
    """Join a ward's outline, its figures and its class (null: no figure) with how they are drawn and told."""
    missing = "withheld" if figures.get("is_withheld") else NO_FIGURE
    return outline | {
        "ward_code": outline["area_code"], "ward": outline["area_name"], "is_chosen": is_chosen, "has_figure": number is not None,
        "rate": formats.rate(figures.get("per_1000"), decimals) or missing,
        "crimes": formats.count(figures.get("crimes")) or missing,
        "residents": formats.count(figures.get("residents")) or "not known",
        "fill": (GROUND if number is None else CLASS_COLOURS[number]).both,
        "ink": (INK if number is None else CLASS_INK[number]).both,
    }


def filled(wards: list[dict], ground: Ground) -> Layer:
    """Fill the wards, the chosen last so that its outline is whole; a click selects 'ward' by ward_code."""
    rows = [feature(ground.shape(ward), **{key: ward[key] for key in ("ward_code", "fill", *TOLD)}, **_border(ward))
            for ward in sorted(wards, key=lambda ward: ward["is_chosen"])]
    pick = alt.selection_point(name="ward", fields=["ward_code"], toggle=False, on=ON_A_WARD)
    return layer(rows, ground).mark_geoshape(strokeJoin="round", cursor="pointer").encode(
        fill=alt.Fill("fill:N", scale=None), stroke=alt.Stroke("border:N", scale=None),
        strokeWidth=alt.StrokeWidth("border_px:Q", scale=None),
        tooltip=[alt.Tooltip(f"{key}:N", title=title) for key, title in TOLD.items()]).add_params(pick)


def named(wards: list[dict], ground: Ground) -> list[Layer]:
    """Write each ward's name and rate, on its class's colour or, beside the ward, at the end of a line."""
    wards = [ward for ward in wards if ward["label"]]
    labels = [_label(ward, ground) for ward in wards]
    leaders = [feature(line_shape(*_leader(ward, ground))) for ward in wards if ward["leader_m"]]
    source = layer(leaders, ground)
    lines = [source.mark_geoshape(filled=False, stroke=GROUND.both, strokeWidth=2.8, tooltip=None),
             source.mark_geoshape(filled=False, stroke=INK.both, strokeWidth=1.2, tooltip=None)] if leaders else []
    return [*lines, *text([label for label in labels if not label["is_chosen"]], ground, fontWeight=500),
            *text([label for label in labels if label["is_chosen"]], ground, fontWeight=800)]


def key(ground: Ground, names: tuple[str, ...], *, has_gaps: bool) -> list[Layer]:
    """Draw the classes' key above the map, from the left."""
    entries = [*zip(names, (colour.both for colour in CLASS_COLOURS))] + [(NO_FIGURE, GROUND.both)] * has_gaps
    swatches, words, left, level, em = [], [], ground.frame[0] + 0.1 * ground.em, ground.frame[3] + 1.4 * ground.em, ground.em
    for entry, colour in entries:
        swatches.append(feature(box_shape((left, level - 0.5 * em, left + 1.8 * em, level + 0.5 * em)), fill=colour))
        words.append({"easting": left + 2.3 * em, "northing": level, "words": entry})
        left += (3.6 + 0.5 * len(entry)) * em
    drawn = layer(swatches, ground).mark_geoshape(stroke=GREY_TEXT.both, strokeWidth=0.5, tooltip=None).encode(
        fill=alt.Fill("fill:N", scale=None))
    return [drawn, *text(words, ground, align="left")]


def _border(ward: dict) -> dict:
    if ward["is_chosen"]:
        return {"border": ACCENT.both, "border_px": 3}
    return {"border": (GROUND if ward["has_figure"] else EARLIER).both, "border_px": 1}


def _label(ward: dict, ground: Ground) -> dict:
    easting, northing = ground.at(ward["panel"], ward["label_easting_m"], ward["label_northing_m"])
    is_beside = ward["leader_m"] is not None
    return {"easting": easting, "northing": northing, "words": f"{ward['label']}\n{ward['rate']}", "is_chosen": ward["is_chosen"],
            "ink": INK.both if is_beside else ward["ink"], "halo": GROUND.both if is_beside else ward["fill"]}


def _leader(ward: dict, ground: Ground) -> tuple:
    ends = [float(place) for place in ward["leader_m"].split(",")]
    return ground.at(ward["panel"], *ends[:2]), ground.at(ward["panel"], *ends[2:])
