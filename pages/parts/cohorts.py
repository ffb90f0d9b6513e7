"""Rows by month of recording in, chart out: what became of each month's crimes, the unfinished pale."""

from dataclasses import dataclass

import altair as alt

from pages.parts import formats
from pages.parts.chart_rows import drawn_from
from pages.parts.drawing import Drawing, every_month, framed, moment, next_month
from pages.parts.lines import LINE_HEIGHT, event_layers, with_gutter
from pages.parts.palette import EARLIER, FOCUS, GROUND, LAND, MUTED, SECOND
from pages.parts.trends import placed_events, time_axis


@dataclass(frozen=True)
class Piece:
    """A part of a month's crimes: its column, its words, its colour (none: pale, in a dashed frame)."""

    key: str
    label: str
    colour: str = ""

    @property
    def swatch(self) -> str:
        """Give its looks as CSS for a key."""
        return f"background:{self.colour}" if self.colour else f"background:{LAND.both};outline:1px dashed {EARLIER.both}"


OPEN = Piece("still_open", "Still open")
WITH_COURTS = (Piece("convicted", "Convicted", FOCUS.both), Piece("charged_not_convicted", "Prosecuted, not convicted so far", SECOND.both),
               Piece("closed_without_charge", "Closed without prosecution", MUTED.both), OPEN)
WITHOUT_COURTS = (Piece("charged", "Prosecuted", FOCUS.both), Piece("out_of_court", "Settled out of court", SECOND.both),
                  Piece("ended_otherwise", "Closed otherwise", MUTED.both), OPEN)


def pieces(rows) -> tuple[Piece, ...]:
    """Choose the parts that the rows of outcomes_by_month have: with convictions, or without."""
    return WITH_COURTS if any(row["convicted"] is not None for row in formats.records(rows)) else WITHOUT_COURTS


def cohorts(rows, *, events=(), measure: str = "Share of the crimes recorded each month", height: int | None = None, font_px: int = 13) -> Drawing:
    """Draw each month's crimes as one bar of 100%, from the bottom what went furthest; the still open pale at the top.

    Rows of the query outcomes_by_month; events: date, event. A month without figures stays empty.
    """
    months = [row | {"month": row["recorded_month"]} for row in formats.records(rows) if row["recorded"] and row["charged"] is not None]
    if not months:
        return framed([drawn_from([]).mark_point()], height=font_px, font_px=font_px)
    parts = pieces(months)
    every = every_month(months)
    placed = placed_events(events, every, font_px)
    lanes_px = len({event["lane"] for event in placed}) * LINE_HEIGHT * font_px
    x = with_gutter(time_axis(every), 0)
    y = alt.Y("until_pct:Q", scale=alt.Scale(domain=[0, 100], nice=False, range=[alt.ExprRef("height"), round(lanes_px)]),
              axis=alt.Axis(grid=True, values=[0, 25, 50, 75, 100], labelExpr="datum.value + '%'"))
    tooltip = [alt.Tooltip("told:N", title="Recorded in"), alt.Tooltip("recorded:N", title="Crimes"),
               *[alt.Tooltip(f"{part.key}:N", title=part.label) for part in parts]]
    layers = []
    for number, part in enumerate(parts):
        looks = {"fill": part.colour} if part.colour else {"fill": LAND.both, "stroke": EARLIER.both, "strokeWidth": 1, "strokeDash": [3, 2]}
        layers.append(drawn_from([_bar(row, parts, number) for row in months]).mark_rect(xOffset=1, x2Offset=-1, **looks).encode(
            x=x, x2=alt.X2("until:Q"), y=y, y2=alt.Y2("from_pct:Q"), tooltip=tooltip))
    edges = drawn_from([_bar(row, parts, number) for row in months for number in range(1, len(parts))]).mark_rule(
        color=GROUND.both, strokeWidth=1, xOffset=1, x2Offset=-1).encode(x=x, x2=alt.X2("until:Q"), y=alt.Y("from_pct:Q", scale=y["scale"], axis=y["axis"]))
    return framed([*layers, edges, *event_layers(placed, x, font_px)], height=height or 23 * font_px, font_px=font_px, measure=measure)


def _bar(row: dict, parts: tuple[Piece, ...], number: int) -> dict:
    below = sum(row[part.key] or 0 for part in parts[:number])
    counts = {part.key: formats.count(row[part.key]) for part in parts}
    return counts | {"at": moment(row["month"]), "until": moment(next_month(row["month"])), "from_pct": 100 * below / row["recorded"],
                     "until_pct": 100 * (below + (row[parts[number].key] or 0)) / row["recorded"], "told": formats.month_name(row["month"]),
                     "recorded": formats.count(row["recorded"])}
