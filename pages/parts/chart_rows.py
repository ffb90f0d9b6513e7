"""How rows travel inside a chart: a layer of its own, said in Altair's words."""

from functools import partialmethod

import altair as alt


class Layer:
    """One layer of a chart: its rows, which go into the chart as they are, its mark and what it encodes.

    Its channels, scales and selections are Altair's. Altair's own Chart copies and looks over all that it has at each word
    that is added and again as it is written: that took a third of the time of a page of charts.
    """

    def __init__(self, rows: list[dict], **parts: object):
        self.rows, self.parts = rows, parts

    def encode(self, **channels: object) -> "Layer":
        """Add channels, in the place of those of the same name."""
        return self._with(encoding=self.parts.get("encoding", {}) | channels)

    def add_params(self, *picks: alt.Parameter) -> "Layer":
        """Add selections, which `drawing.layered` gives to the whole chart."""
        return self._with(params=[pick.param for pick in picks])

    def transform_calculate(self, **formulas: str) -> "Layer":
        """Add fields that the browser works out."""
        return self._with(transform=[{"calculate": formula, "as": name} for name, formula in formulas.items()]) if formulas else self

    def to_dict(self, written: dict) -> dict:
        """Write the layer as Vega-Lite has it; `written`: what of the chart is written already, by identity, for layers share their scales."""
        return {"data": {"values": self.rows}} | {name: _plain(part, written) for name, part in self.parts.items()}

    def _with(self, **parts: object) -> "Layer":
        return Layer(self.rows, **self.parts | parts)

    def _marked(self, kind: str, **style: object) -> "Layer":
        return self._with(mark={"type": kind} | style)

    mark_bar, mark_geoshape, mark_line = partialmethod(_marked, "bar"), partialmethod(_marked, "geoshape"), partialmethod(_marked, "line")
    mark_point, mark_rect = partialmethod(_marked, "point"), partialmethod(_marked, "rect")
    mark_rule, mark_text = partialmethod(_marked, "rule"), partialmethod(_marked, "text")


def drawn_from(rows: list[dict], **parts: object) -> Layer:
    """Start a layer whose data travel inside the chart."""
    return Layer(rows, **parts)


def _plain(part: object, written: dict) -> object:
    if isinstance(part, dict):
        return {name: _plain(value, written) for name, value in part.items()}
    if isinstance(part, list):
        return [_plain(value, written) for value in part]
    if not hasattr(part, "to_dict"):
        return part
    if id(part) not in written:
        written[id(part)] = part, part.to_dict(validate=False)  # kept with its own, so that its identity stays its own
    return written[id(part)][1]
