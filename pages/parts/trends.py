"""Rows by month in, chart out: rolling rates, monthly counts, seasons."""

import altair as alt
import pandas as pd

from pages.parts import formats
from pages.parts.chart_rows import Layer, drawn_from
from pages.parts.drawing import Drawing, every_month, framed, moment, next_month, round_top, written
from pages.parts.lines import (
    COMPARED, LINE_HEIGHT, SECOND_OF_TWO, STRONG, event_lanes, event_layers, labelled_lines, with_gutter)
from pages.parts.palette import EARLIER, FOCUS, GREY_TEXT, HAIRLINE, LAND, MUTED

RATE = "Recorded per 1,000 residents, in the 12 months to each point"
EARLIER_YEARS = ({"colour": EARLIER, "width": 2, "dash": [1, 0], "is_strong": False},
                 {"colour": EARLIER, "width": 2, "dash": [7, 3], "is_strong": False},
                 {"colour": EARLIER, "width": 1.5, "dash": [2, 3], "is_strong": False})


def rolling_rate(rows, *, district_label: str, county_label: str, events=(), measure: str = RATE,
                 height: int | None = None, font_px: int = 13) -> Drawing:
    """Draw the 12-month rate of the district, strong, and of the county, dashed, with each December's figure.

    Rows of the query crime_by_month with county_per_1000_12m; events: date, event.
    """
    months = every_month(formats.records(rows))
    district, county = (_rates(months, key) for key in ("per_1000_12m", "county_per_1000_12m"))
    decembers = [point | {"is_below": (there["value"] or 0) >= point["value"]}
                 for month, point, there in zip(months, district, county)
                 if month["month"].month == 12 and point["value"] is not None]
    if decembers and decembers[-1]["at"] == district[-1]["at"]:
        decembers[-1]["shown"] = ""
    series = [{"label": district_label, "style": STRONG, "points": district},
              {"label": county_label, "style": COMPARED, "points": county}]
    return over_time(series, months, events, decembers, measure, height, font_px)


def rural_urban_lines(rows, *, events=(), measure: str = RATE, height: int | None = None,
                      font_px: int = 13) -> Drawing:
    """Draw the 12-month rates of urban and rural wards; rows: month, rural_urban, per_1000_12m."""
    found = formats.records(rows)
    every = every_month([{"month": row["month"]} for row in found])
    series = []
    for name, style in (("Urban", STRONG), ("Rural", SECOND_OF_TWO)):
        months = every_month([{"month": month["month"]} for month in every]
                             + [row for row in found if row["rural_urban"] == name])
        series.append({"label": f"{name} wards", "style": style, "points": _rates(months, "per_1000_12m")})
    return over_time(series, every, events, [], measure, height, font_px)


def monthly_counts(rows, *, chosen_from, chosen_to, events=(), measure: str = "Crimes recorded each month", unit: str = "Crimes",
                   height: int | None = None, font_px: int = 13) -> Drawing:
    """Draw a bar a month, the chosen window strong; a month without a figure is hatched and says 'no data'.

    Rows of the query crime_by_month; chosen_from and chosen_to: first days of the window's first and last month.
    """
    months = every_month(formats.records(rows))
    first, last = pd.Timestamp(chosen_from), pd.Timestamp(chosen_to)
    bars = [{"at": moment(row["month"]), "until": moment(next_month(row["month"])), "value": row.get("crimes"),
             "told": formats.month_name(row["month"]), "figure": formats.count(row.get("crimes")),
             "fill": FOCUS.both if first <= row["month"] <= last else MUTED.both} for row in months]
    x, placed = with_gutter(time_axis(months), 0), placed_events(events, months, font_px)
    lanes_px = len({event["lane"] for event in placed}) * LINE_HEIGHT * font_px
    top = round_top(max((bar["value"] or 0 for bar in bars), default=0))
    y = alt.Y("value:Q", scale=alt.Scale(domain=[0, top], nice=False, range=[alt.ExprRef("height"), round(lanes_px)]),
              axis=alt.Axis(grid=True, tickCount=4, format=",~f"))
    known = drawn_from([bar for bar in bars if bar["value"] is not None]).mark_rect(xOffset=1, x2Offset=-1).encode(
        x=x, x2=alt.X2("until:Q"), y=y, y2=alt.Y2Datum(0), color=alt.Color("fill:N", scale=None),
        tooltip=[alt.Tooltip("told:N", title="Month"), alt.Tooltip("figure:N", title=unit)])
    layers = [known, *_missing(bars, x, lanes_px, font_px), *event_layers(placed, x, font_px)]
    return framed(layers, height=height or 18 * font_px, font_px=font_px, measure=measure)


def running_total(rows, *, events=(), measure: str, height: int | None = None, font_px: int = 13) -> Drawing:
    """Draw a count that only grows; rows: month, reports_so_far."""
    months = every_month(formats.records(rows))
    points = [{"at": moment(next_month(row["month"])), "value": row.get("reports_so_far"), "shown": formats.count(row.get("reports_so_far")),
               "figure": formats.count(row.get("reports_so_far")), "told": f"to the end of {formats.month_name(row['month'])}"} for row in months]
    return over_time([{"label": "reports", "style": STRONG, "points": points}], months, events, [], measure, height, font_px)


def seasons(rows, *, measure: str = "Crimes recorded each month", height: int | None = None,
            font_px: int = 13) -> Drawing:
    """Draw January to December, a line a year, the newest strong; the four newest years of rows (month, crimes)."""
    months = every_month(formats.records(rows))
    years = sorted({row["month"].year for row in months}, reverse=True)[:4]
    styles = (STRONG, *EARLIER_YEARS)
    series = [{"label": str(year), "style": style, "points": [
        {"at": row["month"].month, "value": row.get("crimes"), "shown": "", "told": formats.month_name(row["month"]),
         "figure": formats.count(row.get("crimes"))} for row in months if row["month"].year == year]}
        for year, style in reversed(list(zip(years, styles)))]
    x = alt.X("at:Q", scale=alt.Scale(domain=[1, 12], nice=False, rangeMin=8), axis=alt.Axis(
        values=list(range(1, 13)), labelExpr="slice('JFMAMJJASOND', datum.value - 1, datum.value)", grid=False))
    return labelled_lines(series, x=x, measure=measure, height=height, font_px=font_px)


def over_time(series: list[dict], months: list[dict], events, marked: list[dict], measure: str, height: int | None,
              font_px: int) -> Drawing:
    """Draw lines (as labelled_lines takes them) over the months, with the events that fall among them."""
    return labelled_lines(series, x=time_axis(months), events=placed_events(events, months, font_px), marked=marked,
                          measure=measure, height=height, font_px=font_px)


def _rates(months: list[dict], key: str) -> list[dict]:
    """A 12-month rate stands at the end of its last month."""
    return [{"at": moment(next_month(row["month"])), "value": row.get(key), "shown": formats.rate(row.get(key)),
             "figure": formats.rate(row.get(key)), "told": f"12 months to {formats.month_name(row['month'])}"}
            for row in months]


def placed_events(events, months: list[dict], font_px: int) -> list[dict]:
    if not months:
        return []
    return event_lanes(formats.records(events), months[0]["month"], next_month(months[-1]["month"]), font_px)


def time_axis(months: list[dict]) -> alt.X:
    """A year's name stands at the start of its January; with two years or fewer, quarters are named as well."""
    days = [row["month"] for row in months] + [next_month(row["month"]) for row in months[-1:]]
    is_long = len(months) > 24
    named = [day for day in days if day.month == 1 or (not is_long and day.month in (4, 7, 10))]
    words = "utcFormat(datum.value, '%Y')" if is_long else (
        "utcmonth(datum.value) == 0 ? utcFormat(datum.value, '%b %Y') : utcFormat(datum.value, '%b')")
    ends = [moment(day) for day in days[:1] + days[-1:]]
    return alt.X("at:Q", scale=alt.Scale(domain=ends, nice=False, zero=False, rangeMin=0), axis=alt.Axis(
        values=[moment(day) for day in named if day != days[-1]], labelExpr=words, labelAlign="left", labelOffset=3,
        ticks=True, tickSize=16, labelPadding=-12, grid=False))


def _missing(bars: list[dict], x: alt.X, lanes_px: float, font_px: int) -> list[Layer]:
    runs = []
    for before, bar in zip([None, *bars], bars):
        if bar["value"] is not None:
            continue
        if runs and before is not None and before["value"] is None:
            runs[-1]["until"] = bar["until"]
        else:
            runs.append({"at": bar["at"], "until": bar["until"], "words": "no data"})
    source = drawn_from([run | {"middle": (run["at"] + run["until"]) // 2} for run in runs])
    box = source.mark_rect(fill=_hatch(), stroke=None).encode(
        x=x, x2=alt.X2("until:Q"), y=alt.YValue(round(lanes_px)), y2=alt.Y2Value("height"))
    words = source.encode(x=alt.X("middle:Q", scale=x["scale"], axis=x["axis"]), text=alt.Text("words:N"),
                          y=alt.YValue(alt.ExprRef(f"(height + {lanes_px:.0f}) / 2")))
    return [box, *written(words, angle=270, align="center", fontSize=font_px - 1, color=GREY_TEXT.both)]


def _hatch(stripes: int = 60) -> dict:
    """Vega has no hatching: a gradient of hard steps stands for it."""
    stops = []
    for number in range(stripes):
        colour = (HAIRLINE if number % 4 == 0 else LAND).both
        stops += [{"offset": number / stripes, "color": colour}, {"offset": (number + 1) / stripes, "color": colour}]
    return {"gradient": "linear", "x1": 0, "y1": 0, "x2": 0, "y2": 1, "stops": stops}
