"""Lines over time: each labelled at its end, broken where a figure is missing, with events above them."""

import altair as alt
import pandas as pd

from pages.parts.chart_rows import Layer, drawn_from
from pages.parts.drawing import Drawing, framed, moment, kept_apart, lines_of, round_top, width_of, written
from pages.parts.palette import EARLIER, FOCUS, GREY_TEXT, INK, SECOND

LINE_HEIGHT = 1.2  # of the font size
LABEL_LETTERS = 19
NARROW_PLOT = 20  # times the font size: event labels keep apart in a plot of this width or more
STRONG = {"colour": FOCUS, "width": 3, "dash": [1, 0], "is_strong": True}
COMPARED = {"colour": EARLIER, "width": 2, "dash": [6, 4], "is_strong": False}
SECOND_OF_TWO = {"colour": SECOND, "width": 2.5, "dash": [8, 3], "is_strong": False}


def labelled_lines(series: list[dict], *, x: alt.X, events: list[dict] = (), marked: list[dict] = (), measure: str,
                   height: int | None, font_px: int) -> Drawing:
    """Draw lines on a zero-based scale.

    series: label, style (STRONG, ...), points of at, value (null: a gap), shown, told (tooltip heading).
    x: the scale of `at`, without its range. events: lane, at, event, align. marked: points drawn as dots.
    """
    height = height or 23 * font_px
    series = [one for one in series if any(point["value"] is not None for point in one["points"])]
    lanes_px = sum(1 for _ in {event["lane"] for event in events}) * LINE_HEIGHT * font_px
    top = round_top(max((point["value"] or 0 for one in series for point in one["points"]), default=0))
    y = alt.Y("value:Q", scale=alt.Scale(domain=[0, top], nice=False, range=[alt.ExprRef("height"), round(lanes_px)]),
              axis=alt.Axis(grid=True, tickCount=5, format=",~f"))
    labels = _end_labels(series, top, lanes_px, height, font_px)
    x = with_gutter(x, width_of([line for label in labels for line in label["lines"]], font_px) + 14)
    layers = [
        *event_layers(events, x, font_px),
        *[_line(one, x, y) for one in series],
        *_dots(marked, x, y, font_px),
        *[layer for label in labels for layer in _label(label, x, font_px)],
        _hover(series, x, y),
    ]
    return framed(layers, height=height, font_px=font_px, measure=measure)


def with_gutter(x: alt.X, pixels: float) -> alt.X:
    """Keep so many pixels free at the right end of a scale."""
    x = x.copy(deep=True)
    x["scale"]["rangeMax"] = alt.ExprRef(f"max(60, width - {pixels:.0f})")
    return x


def event_lanes(events: list[dict], first: pd.Timestamp, last: pd.Timestamp, font_px: int) -> list[dict]:
    """Give each event (date, event) between two days a lane and a side, so that no labels overlap."""
    narrow_px = NARROW_PLOT * font_px
    placed, ends = [], []  # ends: how far right each lane is taken, in pixels
    for event in sorted(events, key=lambda one: pd.Timestamp(one["date"])):
        day = pd.Timestamp(event["date"])
        if not first <= day <= last:
            continue
        at, width = (day - first) / (last - first) * narrow_px, width_of([event["event"]], font_px - 1) + 10
        is_left = at + width > narrow_px
        start = at - width if is_left else at
        lane = next((number for number, end in enumerate(ends) if end <= start), len(ends))
        ends[lane:lane + 1] = [start + width]
        placed.append({"at": moment(day), "event": event["event"], "lane": lane, "align": "right" if is_left else "left"})
    return placed


def event_layers(events: list[dict], x: alt.X, font_px: int) -> list[Layer]:
    """Draw each event as a thin rule with its words at the top."""
    layers = []
    for event in events:
        middle = (event["lane"] + 0.5) * LINE_HEIGHT * font_px
        source = drawn_from([event]).encode(x=x)
        is_right = event["align"] == "right"
        layers.append(source.mark_rule(color=EARLIER.both, strokeWidth=1).encode(
            y=alt.YValue(round(middle - font_px / 2)), y2=alt.Y2Value("height")))
        layers += written(source.encode(y=alt.YValue(round(middle)), text=alt.Text("event:N")), align=event["align"],
                          dx=-4 if is_right else 4, fontSize=font_px - 1, color=GREY_TEXT.both)
    return layers


def _line(one: dict, x: alt.X, y: alt.Y) -> Layer:
    style = one["style"]
    return drawn_from(one["points"]).mark_line(
        color=style["colour"].both, strokeWidth=style["width"], strokeDash=style["dash"], strokeCap="butt",
        invalid="break-paths-show-path-domains").encode(x=x, y=y)


def _end_labels(series: list[dict], top: float, lanes_px: float, height: int, font_px: int) -> list[dict]:
    labels, plot_px = [], height - 3 * LINE_HEIGHT * font_px - lanes_px
    for one in series:
        last = [point for point in one["points"] if point["value"] is not None][-1]
        lines = [last["shown"]] * bool(last["shown"]) + lines_of(one["label"], LABEL_LETTERS)
        labels.append({"at": last["at"], "lines": lines, "is_strong": one["style"]["is_strong"],
                       "part": last["value"] / top, "lanes_px": lanes_px})
    tall = [len(label["lines"]) * LINE_HEIGHT * font_px + 4 for label in labels]
    middles = [(1 - label["part"]) * plot_px for label in labels]
    return [label | {"shift": apart - middle}
            for label, middle, apart in zip(labels, middles, kept_apart(middles, tall, plot_px + font_px))]


def _label(label: dict, x: alt.X, font_px: int) -> list[Layer]:
    line_px = LINE_HEIGHT * font_px
    first_line = label["shift"] - (len(label["lines"]) - 1) / 2 * line_px
    y = alt.YValue(alt.ExprRef(f"height - {label['part']:.4f} * (height - {label['lanes_px']:.0f}) + {first_line:.1f}"))
    source = drawn_from([label]).encode(x=x, y=y, text=alt.Text("lines:N"))
    return written(source, align="left", dx=9, fontSize=font_px, lineHeight=line_px,
                   fontWeight="bold" if label["is_strong"] else "normal",
                   color=INK.both if label["is_strong"] else GREY_TEXT.both)


def _dots(marked: list[dict], x: alt.X, y: alt.Y, font_px: int) -> list[Layer]:
    source = drawn_from(list(marked)).encode(x=x, y=y)
    dots = source.mark_point(filled=True, size=5 * font_px, color=FOCUS.both, opacity=1)
    return [dots, *[layer for is_below in (False, True) for layer in written(
        drawn_from([point for point in marked if point["is_below"] is is_below]).encode(x=x, y=y, text=alt.Text("shown:N")),
        dy=(1 if is_below else -1) * font_px, fontSize=font_px, fontWeight="bold")]]


def _hover(series: list[dict], x: alt.X, y: alt.Y) -> Layer:
    points = [point | {"label": one["label"]} for one in series for point in one["points"] if point["value"] is not None]
    return drawn_from(points).mark_point(size=250, opacity=0, filled=True, clip=True).encode(x=x, y=y, tooltip=[
        alt.Tooltip("label:N", title="Line"), alt.Tooltip("told:N", title="When"), alt.Tooltip("figure:N", title="Figure")])
