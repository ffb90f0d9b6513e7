"""Bars in ranked order: name, bar, figure at its end, further figures in columns, the line compared with."""

import json

import altair as alt

from pages.parts.chart_rows import Layer, drawn_from
from pages.parts.drawing import Drawing, framed, width_of, written
from pages.parts.palette import GREY_TEXT, GROUND, INK

HEADER, GAP, FOOTER = "", " ", "  "  # rows of the chart that hold no bar
BAND = 0.72  # of a row's height
LEAST_BAR_PX = 80  # where bars would be shorter than this, the columns give way: the table has them


def ranked_bars(bars: list[dict], names: list[str], *, heading: str, columns: dict[str, str], rule: dict | None,
                selected: str, row_px: int, font_px: int) -> Drawing:
    """Draw bars in the order of `names`, top to bottom.

    bars: name, code, value (null: no bar), shown, fill, outline, dash, is_strong, and the keys of `columns`, which
    maps a key to its heading. rule: value, label. A click selects `selected` by `<selected>_code`.
    """
    rows = [HEADER, *names, FOOTER]
    edges, gutter = _column_edges(bars, columns, font_px)
    figure_px = width_of([bar["shown"] for bar in bars], font_px) + font_px
    gutter += figure_px
    is_roomy = f"width >= {gutter + LEAST_BAR_PX:.0f}"
    largest = max([bar["value"] or 0 for bar in bars] + [rule["value"] if rule else 0])
    x = alt.X("end:Q", axis=None, scale=alt.Scale(
        domain=[0, largest or 1], nice=False, zero=True, rangeMin=0,
        rangeMax=alt.ExprRef(f"width - ({is_roomy} ? {gutter:.0f} : {figure_px:.0f})")))
    y = _names(rows, [bar["name"] for bar in bars if bar["is_strong"]])
    bars = [bar | {"end": bar["value"] or 0, f"{selected}_code": bar["code"]} for bar in bars]
    layers = [
        *_bars([bar for bar in bars if bar["value"] is not None], x, y),
        *_rule(rule, x, y, font_px),
        *_figures(bars, x, y, font_px),
        *_columns(bars, columns, edges, y, font_px, is_roomy),
        *_heading(heading, alt.XValue(0), y, align="left", fontSize=font_px - 1),
        _click_target(bars, {"shown": heading} | columns, y, selected),
    ]
    return framed(layers, height=row_px * len(rows), font_px=font_px)


def _column_edges(bars: list[dict], columns: dict[str, str], font_px: int) -> tuple[dict[str, float], float]:
    """Measure how far left of the chart's right end each column's right edge lies, and all columns together."""
    edges, used = {}, 0.0
    for key in reversed(columns):
        edges[key] = used
        used += width_of([columns[key]] + [bar[key] for bar in bars], font_px) + font_px
    return edges, used


def _names(rows: list[str], strong: list[str]) -> alt.Y:
    is_strong = alt.condition(f"indexof({json.dumps(strong)}, datum.value) >= 0", alt.value("bold"), alt.value("normal"))
    return alt.Y("name:N", sort=rows, scale=alt.Scale(domain=rows, paddingInner=0, paddingOuter=0),
                 axis=alt.Axis(labelFontWeight=is_strong))


def _bars(bars: list[dict], x: alt.X, y: alt.Y) -> list[Layer]:
    plain, outlined = drawn_from(bars), drawn_from([bar for bar in bars if bar["outline"]])
    height = alt.RelativeBandSize(band=BAND)
    return [
        plain.mark_bar(height=height).encode(x=x, y=y, color=alt.Color("fill:N", scale=None)),
        outlined.mark_bar(height=height, filled=False, strokeWidth=2).encode(
            x=x, y=y, stroke=alt.Stroke("outline:N", scale=None),
            strokeDash=alt.StrokeDash("dash:N", scale=None)),
    ]


def _rule(rule: dict | None, x: alt.X, y: alt.Y, font_px: int) -> list[Layer]:
    if not rule:
        return []
    source = drawn_from([{"end": rule["value"], "name": FOOTER, "label": rule["label"]}]).encode(x=x)
    source_line = source.encode(y=alt.YValue(round(1.3 * font_px)), y2=alt.Y2Value("height"))
    under = source_line.mark_rule(strokeWidth=1.5, color=GROUND.both)
    line = source_line.mark_rule(strokeDash=[5, 4], strokeWidth=1.5, color=INK.both)
    return [under, line, *written(source.encode(y=y, text=alt.Text("label:N")), align="left", dx=5, fontSize=font_px)]


def _figures(bars: list[dict], x: alt.X, y: alt.Y, font_px: int) -> list[Layer]:
    known = [bar for bar in bars if bar["value"] is not None]
    unknown = [bar for bar in bars if bar["value"] is None]
    place = {"align": "left", "dx": 5, "fontSize": font_px}
    return [
        *written(drawn_from(known).encode(x=x, y=y, text=alt.Text("shown:N")), fontWeight="bold", **place),
        *written(drawn_from(unknown).encode(x=x, y=y, text=alt.Text("shown:N")), color=GREY_TEXT.both, fontStyle="italic", **place),
    ]


def _columns(bars: list[dict], columns: dict[str, str], edges: dict[str, float], y: alt.Y, font_px: int,
             is_roomy: str) -> list[Layer]:
    layers = []
    for key, heading in columns.items():
        right = alt.XValue(alt.ExprRef(f"width - {edges[key]:.0f}"))
        style = {"align": "right", "opacity": alt.ExprRef(f"{is_roomy} ? 1 : 0")}
        layers += written(drawn_from(bars).encode(x=right, y=y, text=alt.Text(f"{key}:N")), fontSize=font_px,
                          color=GREY_TEXT.both, **style)
        layers += _heading(heading, right, y, fontSize=font_px - 1, **style)
    return layers


def _heading(words: str, x: alt.XValue, y: alt.Y, **style: object) -> list[Layer]:
    source = drawn_from([{"name": HEADER, "words": words}]).encode(x=x, y=y, text=alt.Text("words:N"))
    return written(source, halo=False, color=GREY_TEXT.both, **style)


def _click_target(bars: list[dict], told: dict[str, str], y: alt.Y, selected: str) -> Layer:
    """Lay a clear bar over each row's whole width, so that short bars are as easy to hit as long ones."""
    tooltip = [alt.Tooltip("name:N", title=selected.capitalize())] + [
        alt.Tooltip(f"{key}:N", title=title) for key, title in told.items()]
    pick = alt.selection_point(name=selected, fields=[f"{selected}_code"], toggle=False)
    return drawn_from(bars).mark_bar(opacity=0, height=alt.RelativeBandSize(band=1), cursor="pointer").encode(
        x=alt.XValue(0), x2=alt.X2Value("width"), y=y, tooltip=tooltip).add_params(pick)
