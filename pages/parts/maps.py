"""Rows in, picture out: a district's wards coloured by their rate, named, the towns enlarged."""

from bisect import bisect_right

import altair as alt

from pages.parts import formats
from pages.parts.map_layers import Ground, box_shape, feature, framed, is_ward, layer, line_shape, over, text, under
from pages.parts.palette import ACCENT, CLASS_COLOURS, CLASS_INK, EARLIER, GREY_TEXT, GROUND, INK

LEAST_SHARE = 0.2  # of the wards in each class, where round figures allow
STEPS = (100, 50, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01)
NO_FIGURE = "no figure"


def class_breaks(rows) -> tuple[float, float]:
    """Choose two round figures that part the wards' rates into three classes of about equal size."""
    rates = sorted(row["per_1000"] for row in formats.records(rows) if row["ward_code"] and row["per_1000"])
    if not rates:
        return 1, 2
    thirds = rates[len(rates) // 3], rates[2 * len(rates) // 3]
    options = [tuple(round(round(rate / step) * step, 2) for rate in thirds) for step in STEPS]
    usable = [breaks for breaks in options if 0 < breaks[0] < breaks[1]]
    balanced = [breaks for breaks in usable if _smallest_class(rates, breaks) >= LEAST_SHARE * len(rates)]
    return next(iter(balanced + usable), (thirds[0] / 2, thirds[0]))


def class_of(per_1000: float | None, breaks: tuple[float, float]) -> int | None:
    """Tell a rate's class: 0, 1 or 2 from low to high; None: no figure."""
    return None if formats.is_null(per_1000) else bisect_right(breaks, per_1000)


def class_words(breaks: tuple[float, float], per_1000_label: str = "per 1,000") -> tuple[str, str, str]:
    """Name the three classes, as 'under 50 per 1,000', '50 to under 80', '80 or more'."""
    low, high = (f"{edge:g}" for edge in breaks)
    return f"under {low} {per_1000_label}", f"{low} to under {high}", f"{high} or more"


def ward_map(rows, outlines, *, breaks: tuple[float, float], chosen=(), per_1000_label: str = "per 1,000",
             font_px: int = 12) -> alt.LayerChart:
    """Draw the wards of one map in three classes, each with its name and rate; a click selects 'ward' by ward_code.

    rows: query crime_by_ward; outlines: the extract's rows of one map_code. The size in pixels follows the font's:
    the names were placed for that proportion, so show the chart at its own width.
    """
    figures = {row["ward_code"]: row for row in formats.records(rows) if row["ward_code"]}
    ground = Ground(formats.records(outlines), font_px)
    wards = [_ward(row, figures.get(row["area_code"], {}), breaks, row["area_code"] in chosen)
             for row in ground.outlines if is_ward(row)]
    return framed([
        *under(ground),
        _ward_layer(wards, ground),
        *over(ground),
        *_labels([ward for ward in wards if ward["label"]], ground),
        *_key(ground, breaks, per_1000_label, has_gaps=any(ward["class"] is None for ward in wards)),
    ], ground)


def _smallest_class(rates: list[float], breaks: tuple[float, float]) -> int:
    return min(sum(class_of(rate, breaks) == number for rate in rates) for number in range(3))


def _ward(row: dict, figures: dict, breaks: tuple[float, float], is_chosen: bool) -> dict:
    """Join a ward's outline with its figures and how they are drawn and told."""
    rate, number = figures.get("per_1000"), class_of(figures.get("per_1000"), breaks)
    missing = "withheld" if figures.get("is_withheld") else NO_FIGURE
    return row | {
        "ward_code": row["area_code"], "ward": figures.get("ward_name") or row["area_name"], "class": number, "is_chosen": is_chosen,
        "rate": formats.rate(rate, 0 if breaks[1] >= 20 else 1 if breaks[1] >= 2 else 2) or missing,
        "crimes": formats.count(figures.get("crimes")) or missing, "residents": formats.count(figures.get("residents")) or "not known",
        "fill": GROUND.both if number is None else CLASS_COLOURS[number].both,
    }


def _ward_layer(wards: list[dict], ground: Ground) -> alt.Chart:
    """Draw the wards, the chosen last so that its outline is whole."""
    told = {"ward": "Ward", "crimes": "Count", "residents": "Residents", "rate": "Per 1,000"}
    rows = [feature(ground.shape(ward), **{key: ward[key] for key in ("ward_code", "fill", *told)}, **_border(ward))
            for ward in sorted(wards, key=lambda ward: ward["is_chosen"])]
    pick = alt.selection_point(name="ward", fields=["ward_code"], toggle=False)
    return layer(rows, ground).mark_geoshape(strokeJoin="round", cursor="pointer").encode(
        fill=alt.Fill("fill:N", scale=None), stroke=alt.Stroke("border:N", scale=None),
        strokeWidth=alt.StrokeWidth("border_px:Q", scale=None),
        tooltip=[alt.Tooltip(f"{key}:N", title=title) for key, title in told.items()]).add_params(pick)


def _border(ward: dict) -> dict:
    if ward["is_chosen"]:
        return {"border": ACCENT.both, "border_px": 3}
    return {"border": EARLIER.both if ward["class"] is None else GROUND.both, "border_px": 1}


def _labels(wards: list[dict], ground: Ground) -> list[alt.Chart]:
    """Name the wards with their rates, on the class's colour or, beside the ward, at the end of a line."""
    rows = [_label(ward, ground) for ward in wards]
    leaders = [feature(line_shape(*_leader(ward, ground))) for ward in wards if ward["leader_m"]]
    lines = [layer(leaders, ground).mark_geoshape(filled=False, stroke=INK.both, strokeWidth=1, tooltip=None)] if leaders else []
    plain = [row for row in rows if not row["is_chosen"]]
    strong = [row for row in rows if row["is_chosen"]]
    return [*lines, *text(plain, ground, fontWeight=500), *text(strong, ground, fontWeight=800)]


def _label(ward: dict, ground: Ground) -> dict:
    easting, northing = ground.at(ward["panel"], ward["label_easting_m"], ward["label_northing_m"])
    is_beside = ward["leader_m"] is not None or ward["class"] is None
    return {"easting": easting, "northing": northing, "words": f"{ward['label']}\n{ward['rate']}", "is_chosen": ward["is_chosen"],
            "ink": INK.both if is_beside else CLASS_INK[ward["class"]].both, "halo": GROUND.both if is_beside else ward["fill"]}


def _leader(ward: dict, ground: Ground) -> tuple:
    ends = [float(place) for place in ward["leader_m"].split(",")]
    return ground.at(ward["panel"], *ends[:2]), ground.at(ward["panel"], *ends[2:])


def _key(ground: Ground, breaks: tuple[float, float], per_1000_label: str, *, has_gaps: bool) -> list[alt.Chart]:
    """Draw the classes' key above the map, from the left."""
    entries = [*zip(class_words(breaks, per_1000_label), (colour.both for colour in CLASS_COLOURS))]
    entries += [(NO_FIGURE, GROUND.both)] if has_gaps else []
    swatches, words, left, level, em = [], [], ground.frame[0] + 0.1 * ground.em, ground.frame[3] + 1.4 * ground.em, ground.em
    for entry, colour in entries:
        swatches.append(feature(box_shape((left, level - 0.5 * em, left + 1.8 * em, level + 0.5 * em)), fill=colour))
        words.append({"easting": left + 2.3 * em, "northing": level, "words": entry})
        left += (3.6 + 0.5 * len(entry)) * em
    drawn = layer(swatches, ground).mark_geoshape(stroke=GREY_TEXT.both, strokeWidth=0.5, tooltip=None).encode(
        fill=alt.Fill("fill:N", scale=None))
    return [drawn, *text(words, ground, align="left")]
