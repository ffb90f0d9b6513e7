"""What every chart shares: the frame, text with a halo, labels that keep apart, gaps for what is missing."""

import json
import math
import textwrap
from dataclasses import dataclass
from functools import cache, lru_cache

import altair as alt
import pandas as pd
from altair.utils.schemapi import disable_debug_mode

from pages.parts.chart_rows import Layer
from pages.parts.palette import GREY_TEXT, GROUND, HAIRLINE, INK

FONT = "Source Sans, sans-serif"
LETTER_WIDTH = 0.53  # of the font size, on average
LONGEST_MONTH = pd.Timedelta(days=31)
disable_debug_mode()  # checking every piece against Vega-Lite's schema is half of a chart's time; the tests check whole charts


@dataclass(frozen=True)
class Drawing:
    """A whole chart as Vega-Lite has it."""

    spec: dict

    def to_dict(self, validate: bool = True) -> dict:
        """Give the specification; raise jsonschema's ValidationError where it is to be checked and wrong."""
        if validate:
            alt.LayerChart.validate(json.loads(json.dumps(self.spec)))
        return self.spec

    def to_json(self, **how) -> str:
        """Give the specification as text."""
        return json.dumps(self.to_dict(), **how)


def layered(layers: list[Layer], **more) -> Drawing:
    """Lay layers over each other; a click or a hover that one of them asks for is the whole chart's."""
    drawn, params, written_once = [], [], {}
    for number, each in enumerate(layers):
        layer = each.to_dict(written_once)
        if asked := layer.pop("params", None):
            layer["name"] = f"view_{number}"
            params += [param | {"views": [layer["name"]]} for param in asked]
        drawn.append(layer)
    more = {word: value.to_dict(validate=False) if hasattr(value, "to_dict") else value for word, value in more.items()}
    return Drawing({"$schema": alt.SCHEMA_URL, "layer": drawn} | ({"params": params} if params else {}) | more)


def framed(layers: list, *, height: int, font_px: int, measure: str = "") -> Drawing:
    """Join layers into one chart as wide as its container; `measure` is the small line above it.

    height: of everything, in pixels, so that inside the chart only the signal `height` knows the plot's own.
    """
    title = alt.Title(measure, anchor="start", frame="bounds", fontSize=font_px, fontWeight="normal", color=GREY_TEXT.both, offset=10)
    return layered([layer for layer in layers if layer.rows] or layers[:1], width="container", height=height, **({"title": title} if measure else {}),
                   usermeta={"embedOptions": {"renderer": "svg", "actions": False}}, config=_config(font_px))


@cache
def _config(font_px: int) -> dict:
    return alt.Config(font=FONT, background="transparent", padding=2, view=alt.ViewConfig(stroke=None), mark=alt.MarkConfig(aria=False),
                      axis=_axes(font_px)).to_dict(validate=False)


def _axes(font_px: int) -> alt.AxisConfig:
    return alt.AxisConfig(
        aria=False, labelColor=INK.both, labelFontSize=font_px, labelLimit=15 * font_px, labelPadding=6,
        domain=False, ticks=False, tickColor=HAIRLINE.both, gridColor=HAIRLINE.both, title=None)


def written(source: Layer, *, halo: bool = True, **style: object) -> list[Layer]:
    """Draw the text of an encoded layer, on a halo in the ground's colour."""
    style = {"color": INK.both, "baseline": "middle"} | style
    halo_style = style | {"color": GROUND.both, "stroke": GROUND.both, "strokeWidth": 4, "strokeJoin": "round"}
    return [source.mark_text(**halo_style)] * halo + [source.mark_text(**style)]


def lines_of(text: str, letters: int) -> list[str]:
    """Break a label into lines of at most so many letters, at spaces."""
    return textwrap.wrap(text, letters, break_long_words=False) or [""]


def width_of(texts: list[str], font_px: int) -> float:
    """Estimate in pixels how wide the longest of these texts is drawn."""
    return max((len(text) for text in texts), default=0) * font_px * LETTER_WIDTH


def kept_apart(middles: list[float], heights: list[float], bottom: float) -> list[float]:
    """Push labels' middles apart so that none overlap and none pass the bottom (pixels, down)."""
    order = sorted(range(len(middles)), key=lambda place: middles[place])
    placed, edge = dict(enumerate(middles)), -math.inf
    for place in order:
        placed[place] = max(middles[place], edge + heights[place] / 2)
        edge = placed[place] + heights[place] / 2
    edge = bottom
    for place in reversed(order):
        placed[place] = min(placed[place], edge - heights[place] / 2)
        edge = placed[place] - heights[place] / 2
    return [placed[place] for place in range(len(middles))]


def round_top(largest: float) -> float:
    """Round a scale's upper end up to a figure that reads well (1, 2, 2.5, 4, 5, 6, 8 times a power of ten)."""
    if largest <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(largest))
    return next(step * power for step in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if step * power >= largest)


def every_month(rows: list[dict]) -> list[dict]:
    """Sort rows by `month` and put a row with nothing else in it where a month is missing."""
    by_month = {pd.Timestamp(row["month"]): row for row in rows}
    if not by_month:
        return []
    months, last = [min(by_month)], max(by_month)
    while months[-1] < last:
        months.append(next_month(months[-1]))
    return [{**by_month.get(month, {}), "month": month} for month in months]


def moment(day: object) -> int:
    """Write a day as milliseconds since 1970, UTC: browsers read a date's text in their own time zone."""
    return round(pd.Timestamp(day).timestamp() * 1000)


@lru_cache(maxsize=1000)
def next_month(month: pd.Timestamp) -> pd.Timestamp:
    """Give the first day after the month: where its bar ends and its 12-month figure stands."""
    return (pd.Timestamp(month).replace(day=1) + LONGEST_MONTH).replace(day=1)
