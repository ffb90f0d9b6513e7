"""Many small panels in one chart, laid out by hand so that the whole is as wide as its container."""

import altair as alt

from pages.parts import formats
from pages.parts.chart_rows import Layer, drawn_from
from pages.parts.drawing import Drawing, every_month, framed, written
from pages.parts.palette import ACCENT, EARLIER, FOCUS, GREY_TEXT, HAIRLINE, INK, LAND

LATEST = 12  # months drawn strong
STATES = {
    "complete": {"sign": "\N{CHECK MARK}", "fill": LAND.both, "outline": LAND.both, "ink": FOCUS.both},
    "provisional": {"sign": "P", "fill": "transparent", "outline": FOCUS.both, "ink": INK.both},
    "missing": {"sign": "\N{MULTIPLICATION SIGN}", "fill": "transparent", "outline": EARLIER.both, "ink": ACCENT.both},
}
KEY = ", ".join(f"{look['sign']} {state}" for state, look in STATES.items())


def small_multiples(rows, *, columns: int = 4, font_px: int = 13) -> Drawing:
    """Draw a panel a category, in the order given, each on its own zero-based scale.

    rows: category_code, category_label, month, crimes, crimes_12m. At the right of a panel's name stands its last
    crimes_12m; the small figure over its line is its highest month, the top of its scale.
    """
    categories = [every_month(months) for months in _grouped(formats.records(rows), "category_code").values()]
    panel_px = round(10.4 * font_px)
    span = max((len(months) for months in categories), default=2) - 1
    step = span * 1.12
    panels = [_panel(months, place % columns * step, place // columns * panel_px, span, panel_px, font_px)
              for place, months in enumerate(categories)]
    height = panel_px * -(-len(panels) // columns)
    x, y = _plane(step * (columns - 1) + span, height)
    small = {"fontSize": font_px - 2, "color": GREY_TEXT.both}
    limit = alt.ExprRef(f"width / {columns} - {5 * font_px}")
    layers = [
        drawn_from([rule for panel in panels for rule in panel["rules"]]).mark_rule(color=HAIRLINE.both).encode(
            x=x, x2=alt.X2("x2:Q"), y=y),
        *_panel_lines(panels, x, y),
        *_texts([panel["title"] for panel in panels], x, y, align="left", fontWeight="bold", fontSize=font_px, limit=limit),
        *_texts([panel["total"] for panel in panels], x, y, align="right", fontSize=font_px),
        *_texts([words for panel in panels for words in panel["left_words"]], x, y, align="left", **small),
        *_texts([panel["last_month"] for panel in panels], x, y, align="right", **small),
    ]
    return framed(layers, height=height, font_px=font_px)


def _panel(months: list[dict], left: float, above: float, span: int, panel_px: float, font_px: int) -> dict:
    right, named = left + span, months[0]
    top = max((month.get("crimes") or 0 for month in months), default=0) or 1
    ceiling, floor = above + 2.8 * font_px, above + panel_px - 2.4 * font_px
    points = [{
        "panel": named["category_code"], "label": named["category_label"], "x": left + place,
        "y": None if month.get("crimes") is None else round(floor - month["crimes"] / top * (floor - ceiling), 1),
        "told": formats.month_name(month["month"]), "figure": formats.count(month.get("crimes")) or "no data",
    } for place, month in enumerate(months)]
    title, under = above + 0.8 * font_px, floor + 0.9 * font_px
    return {
        "points": points,
        "rules": [{"x": left, "x2": right, "y": ceiling}, {"x": left, "x2": right, "y": floor}],
        "title": {"x": left, "y": title, "words": named["category_label"]},
        "total": {"x": right, "y": title, "words": formats.count(months[-1].get("crimes_12m")) or "no total"},
        "left_words": [{"x": left, "y": above + 2.1 * font_px, "words": formats.count(top)},
                       {"x": left, "y": under, "words": f"{months[0]['month']:%b %Y}"}],
        "last_month": {"x": right, "y": under, "words": f"{months[-1]['month']:%b %Y}"},
    }


def _panel_lines(panels: list[dict], x: alt.X, y: alt.Y) -> list[Layer]:
    earlier = [point for panel in panels for point in panel["points"][:1 - LATEST]]
    latest = [point for panel in panels for point in panel["points"][-LATEST:]]
    tooltip = [alt.Tooltip("label:N", title="Category"), alt.Tooltip("told:N", title="Month"),
               alt.Tooltip("figure:N", title="Recorded")]

    def line(points: list[dict], colour, width: float) -> Layer:
        return drawn_from(points).mark_line(
            color=colour.both, strokeWidth=width, invalid="break-paths-show-path-domains").encode(
            x=x, y=y, detail=alt.Detail("panel:N"))
    known = [point for panel in panels for point in panel["points"] if point["y"] is not None]
    hover = drawn_from(known).mark_point(size=80, opacity=0, filled=True, clip=True).encode(x=x, y=y, tooltip=tooltip)
    return [line(earlier, EARLIER, 1.5), line(latest, FOCUS, 2.5), hover]


def month_calendar(rows, *, columns: int = 2, font_px: int = 13) -> Drawing:
    """Draw a block an extract, years down and months across, each month's state as a sign in a cell.

    rows: extract (its label), year, month_no (1 to 12), state ('complete', 'provisional' or 'missing').
    """
    blocks = list(_grouped(formats.records(rows), "extract").items())
    row_px, step = round(1.7 * font_px), 16.0
    years = max((len({row["year"] for row in found}) for _, found in blocks), default=0)
    block_px = row_px * (years + 2.6)
    cells, words, letters = [], [], []
    for place, (extract, found) in enumerate(blocks):
        left, above = place % columns * step, place // columns * block_px
        words.append({"x": left, "y": above + row_px * 0.5, "words": extract, "weight": "bold"})
        letters += [{"x": left + 2.5 + number, "y": above + row_px * 1.5, "words": "JFMAMJJASOND"[number]}
                    for number in range(12)]
        for down, (year, in_year) in enumerate(sorted(_grouped(found, "year").items())):
            top = above + row_px * (down + 2)
            words.append({"x": left, "y": top + row_px / 2, "words": str(year), "weight": "normal"})
            cells += [_cell(row, left, top, row_px) for row in in_year]
    height = round(block_px * -(-len(blocks) // columns))
    x, y = _plane(step * (columns - 1) + 14, height)
    layers = [*_cells(cells, x, y, font_px), *_texts(letters, x, y, fontSize=font_px - 2, color=GREY_TEXT.both)]
    for weight in ("bold", "normal"):
        layers += _texts([word for word in words if word["weight"] == weight], x, y, align="left", fontSize=font_px,
                         fontWeight=weight)
    return framed(layers, height=height + 2 * font_px, font_px=font_px, measure=KEY)


def _cell(row: dict, left: float, top: float, row_px: float) -> dict:
    start = left + 1 + row["month_no"]
    return {"x": start + 0.06, "x2": start + 0.94, "middle_x": start + 0.5, "y": top + 2, "y2": top + row_px - 2,
            "middle_y": top + row_px / 2, "state": row["state"], "extract": row["extract"],
            "month": formats.month_name(f"{row['year']}-{row['month_no']:02d}-01"), **STATES[row["state"]]}


def _cells(cells: list[dict], x: alt.X, y: alt.Y, font_px: int) -> list[Layer]:
    source = drawn_from(cells)
    box = source.mark_rect(strokeWidth=1).encode(
        x=x, x2=alt.X2("x2:Q"), y=y, y2=alt.Y2("y2:Q"), fill=alt.Fill("fill:N", scale=None), stroke=alt.Stroke("outline:N", scale=None),
        tooltip=[alt.Tooltip(f"{key}:N", title=key.capitalize()) for key in ("extract", "month", "state")])
    sign = source.mark_text(fontSize=font_px - 1, fontWeight="bold", baseline="middle").encode(
        x=alt.X("middle_x:Q"), y=alt.Y("middle_y:Q"), text=alt.Text("sign:N"), color=alt.Color("ink:N", scale=None))
    return [box, sign]


def _plane(width: float, height: float) -> tuple[alt.X, alt.Y]:
    """Lay a plane over the chart: x in months, stretched to the width; y in pixels from the top."""
    return (alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, width], nice=False, zero=False, padding=0)),
            alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, height], range=[0, alt.ExprRef("height")], nice=False)))


def _texts(words: list[dict], x: alt.X, y: alt.Y, **style: object) -> list[Layer]:
    return written(drawn_from(words).encode(x=x, y=y, text=alt.Text("words:N")), halo=False, **style)


def _grouped(rows: list[dict], key: str) -> dict:
    groups: dict = {}
    for row in rows:
        groups.setdefault(row[key], []).append(row)
    return groups
