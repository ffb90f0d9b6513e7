"""Rows in, charts of limits out: wards' rates between the limits of chance, months between those of usual months."""

import altair as alt

from pages.parts import formats
from pages.parts.chart_rows import Layer, drawn_from
from pages.parts.drawing import Drawing, every_month, framed, moment, next_month, round_top, width_of, written
from pages.parts.lines import COMPARED, STRONG
from pages.parts.palette import ACCENT, EARLIER, FOCUS, GREY_TEXT, INK
from pages.parts.trends import over_time

LIMITS = {"95": ("19 in 20 wards", [6, 4], 1.5, -2), "998": ("nearly all wards", [1, 0], 1, -13)}  # words, dashes, width, label shifted down
NARROW_PX = 900  # of the plot, for which names are chosen
MEASURE = "Rate per 1,000 residents (upwards) against residents of the ward (to the right)"


def ward_funnel(rows, *, chosen=(), measure: str = MEASURE, height: int = 380, font_px: int = 13) -> Drawing:
    """Draw a dot a ward with the 95% and 99.8% limits about the rate of all; names where a ward is outside or chosen.

    Rows of the query ward_funnel.
    """
    wards = [row | {"is_strong": row["ward_code"] in chosen} for row in formats.records(rows) if row["per_1000"] is not None]
    if not wards:
        return framed([drawn_from([]).mark_point()], height=height, font_px=font_px, measure=measure)
    ends = [wards[0]["residents"], wards[-1]["residents"]]
    span = ends[1] - ends[0] or 1
    top = round_top(max(max(row["per_1000"], row["high_998"]) for row in wards))
    gutter = width_of([words for words, *_ in LIMITS.values()], font_px) + 14
    x = alt.X("residents:Q", scale=alt.Scale(domain=[ends[0] - 0.1 * span, ends[1] + 0.04 * span], nice=False, zero=False, rangeMin=8,
                                             rangeMax=alt.ExprRef(f"max(60, width - {gutter:.0f})")), axis=alt.Axis(format=",.0f", tickCount=6, grid=False))
    y = alt.Y("value:Q", scale=alt.Scale(domain=[0, top], nice=False), axis=alt.Axis(grid=True, tickCount=5))
    layers = [layer for name in LIMITS for layer in _limits(wards, name, x, y, font_px)]
    named = _named(wards, ends, top, height, font_px)
    return framed([*layers, *_middle(wards, x, y, font_px), *_dots(wards, named, x, y, font_px)], height=height, font_px=font_px, measure=measure)


def usual_months(rows, *, events=(), measure: str = "Crimes recorded each month, and the limits of usual months", height: int | None = None,
                 font_px: int = 13) -> Drawing:
    """Draw each month's count between its limits, what is outside marked; rows of crime_by_month."""
    months = every_month(formats.records(rows))
    counts, low, high = (_in_month(months, key) for key in ("crimes", "limit_low", "limit_high"))
    outside = [point | {"is_below": point["value"] < month["limit_low"]} for month, point in zip(months, counts) if month.get("is_outside")]
    series = [{"label": "recorded", "style": STRONG, "points": counts}, {"label": "usual, at most", "style": COMPARED, "points": high},
              {"label": "usual, at least", "style": COMPARED, "points": low}]
    return over_time(series, months, events, outside, measure, height, font_px)


def _limits(wards: list[dict], name: str, x: alt.X, y: alt.Y, font_px: int) -> list[Layer]:
    words, dash, width, down = LIMITS[name]
    layers = []
    for end in ("low", "high"):
        points = [{"residents": row["residents"], "value": row[f"{end}_{name}"], "words": words} for row in wards]
        layers.append(drawn_from(points).mark_line(color=EARLIER.both, strokeDash=dash, strokeWidth=width).encode(x=x, y=y))
    last = drawn_from([points[-1]]).encode(x=x, y=y, text=alt.Text("words:N"))
    return [*layers, *written(last, align="left", dx=8, dy=down, fontSize=font_px - 1, color=GREY_TEXT.both)]


def _middle(wards: list[dict], x: alt.X, y: alt.Y, font_px: int) -> list[Layer]:
    rate = wards[0]["all_per_1000"]
    ends = drawn_from([{"residents": row["residents"], "value": rate} for row in (wards[0], wards[-1])])
    words = drawn_from([{"residents": wards[-1]["residents"], "value": rate, "words": f"all wards {formats.rate(rate)}"}]).encode(x=x, y=y, text=alt.Text("words:N"))
    return [ends.mark_line(color=INK.both, strokeWidth=1.5).encode(x=x, y=y), *written(words, align="left", dx=8, dy=6, fontSize=font_px - 1, fontWeight="bold")]


def _named(wards: list[dict], ends: list[float], top: float, height: int, font_px: int) -> set[str]:
    """Choose the wards whose names have room in a plot of a laptop's width: the chosen first, then the farthest from the rest."""
    outside = [row for row in wards if row["is_strong"] or not row["low_998"] <= row["per_1000"] <= row["high_998"]]
    taken, named = [], set()
    for row in sorted(outside, key=lambda row: (not row["is_strong"], -abs(row["per_1000"] / row["all_per_1000"] - 1))):
        at = (row["residents"] - ends[0]) / ((ends[1] - ends[0]) or 1) * NARROW_PX, row["per_1000"] / top * height
        half = width_of([row["ward_name"]], font_px) / 2
        if all(abs(at[0] - other[0]) > half + wide or abs(at[1] - other[1]) > 1.4 * font_px for *other, wide in taken):
            taken.append((*at, half))
            named.add(row["ward_code"])
    return named


def _dots(wards: list[dict], names: set[str], x: alt.X, y: alt.Y, font_px: int) -> list[Layer]:
    dots = [{"residents": row["residents"], "value": row["per_1000"], "name": row["ward_name"], "people": formats.count(row["residents"]),
             "rate": formats.rate(row["per_1000"]), "fill": (ACCENT if row["is_strong"] else FOCUS).both, "size": 110 if row["is_strong"] else 55,
             "is_named": row["ward_code"] in names} for row in wards]
    source = drawn_from(dots).mark_point(filled=True, opacity=1).encode(
        x=x, y=y, color=alt.Color("fill:N", scale=None), size=alt.Size("size:Q", scale=None),
        tooltip=[alt.Tooltip("name:N", title="Ward"), alt.Tooltip("rate:N", title="Per 1,000"), alt.Tooltip("people:N", title="Residents")])
    named = drawn_from([dot for dot in dots if dot["is_named"]]).encode(x=x, y=y, text=alt.Text("name:N"))
    return [source, *written(named, align="center", dy=-0.95 * font_px, fontSize=font_px - 1)]


def _in_month(months: list[dict], key: str) -> list[dict]:
    """A month's own count stands in its middle."""
    return [{"at": (moment(row["month"]) + moment(next_month(row["month"]))) // 2, "value": row.get(key), "shown": formats.count(row.get(key)),
             "figure": formats.count(row.get(key)), "told": formats.month_name(row["month"])} for row in months]
