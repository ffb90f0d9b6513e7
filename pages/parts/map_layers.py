"""What every borough map shares: the frame in National Grid metres, the ground, the enlarged towns, scale bars, names.

Everything is placed in the metres of the whole map, so that an enlarged part is polygons scaled, and a scale bar a line.
"""

import json

import altair as alt

from pages.parts.chart_rows import Layer, drawn_from
from pages.parts.drawing import FONT, Drawing, layered
from pages.parts.map_shapes import box_edges, box_of, box_shape, feature, line_shape
from pages.parts.palette import GREY_TEXT, GROUND, INK, LAND

STRIP_EM = 2.6  # above the map: the key on the left, the scale on the right
LINE_EM = 1.2
PLACED = {"longitude": alt.Longitude("easting:Q"), "latitude": alt.Latitude("northing:Q")}  # written out: Altair is slow to read short forms
WHOLE_BAR_M, TOWNS_BAR_M = 5000, 1000


class Ground:
    """A district's map as the extract `outlines` lays it out: frames, and where each point of a panel is drawn."""

    def __init__(self, outlines: list[dict], font_px: int):
        self.outlines, self.font_px = outlines, font_px
        self.frames = {row["panel"]: box_of(row["frame_m"]) for row in outlines}
        self.drawn = {row["panel"]: box_of(row["drawn_m"]) for row in outlines}
        self.em = next(row["metres_per_em"] for row in outlines if row["panel"] == "whole")
        self.frame = self.frames["whole"]
        self.top = self.frame[3] + STRIP_EM * self.em

    @property
    def width_px(self) -> int:
        return round((self.frame[2] - self.frame[0]) / self.em * self.font_px)

    @property
    def height_px(self) -> int:
        return round((self.top - self.frame[1]) / self.em * self.font_px)

    def at(self, panel: str, easting_m: float, northing_m: float) -> tuple[float, float]:
        """Move a point of a panel to where it is drawn."""
        frame, drawn = self.frames[panel], self.drawn[panel]
        enlarged = (drawn[2] - drawn[0]) / (frame[2] - frame[0])
        return drawn[0] + (easting_m - frame[0]) * enlarged, drawn[1] + (northing_m - frame[1]) * enlarged

    def shape(self, row: dict) -> dict:
        """Read an area's outline as GeoJSON where it is drawn."""
        geometry = json.loads(row["outline"])
        return geometry | {"coordinates": self._moved(row["panel"], geometry["coordinates"])}

    def _moved(self, panel: str, coordinates: list) -> list:
        if panel == "whole":
            return coordinates
        if isinstance(coordinates[0], (int, float)):
            return [round(place) for place in self.at(panel, *coordinates)]
        return [self._moved(panel, part) for part in coordinates]


def is_ward(row: dict) -> bool:
    """Tell a ward of the map from a neighbouring district."""
    return row["area_level"] == "ward"


def layer(rows: list[dict], ground: Ground) -> Layer:
    """Start a layer in the map's metres; its data travel inside the chart."""
    pixels = ground.font_px / ground.em  # a metre
    projection = alt.Projection(type="identity", reflectY=True, scale=pixels,
                                translate=[-ground.frame[0] * pixels, ground.top * pixels])
    return drawn_from(rows, projection=projection)


def under(ground: Ground) -> list[Layer]:
    """Draw what lies under the wards: neighbouring land, and a clear ground for the enlarged towns."""
    neighbours = [feature(ground.shape(row)) for row in ground.outlines if not is_ward(row)]
    layers = [layer(neighbours, ground).mark_geoshape(fill=LAND.both, stroke=GROUND.both, strokeWidth=1.5, tooltip=None)] if neighbours else []
    if "towns" in ground.drawn:
        clear = ground.drawn["towns"]
        layers.append(layer([feature(box_shape(clear))], ground).mark_geoshape(fill=GROUND.both, tooltip=None))
    return layers


def over(ground: Ground) -> list[Layer]:
    """Draw what lies over the wards: the frames of the enlarged towns, the scale bars, the neighbours' names."""
    lines, words = _scale_bar(ground, "whole")
    if "towns" in ground.drawn:
        more_lines, more_words = _scale_bar(ground, "towns")
        drawn = ground.drawn["towns"]
        frames = [feature(box_edges(box), width=1.2) for box in (drawn, ground.frames["towns"])]
        title = {"easting": drawn[0], "northing": drawn[3] + 0.8 * ground.em, "words": "The towns, enlarged"}
        lines, words = lines + more_lines + frames, words + more_words + [title]
    bars = [line | {"width": line["width"] + 3} for line in lines if line["geometry"]["type"] == "LineString"]
    drawn = [layer(rows, ground).mark_geoshape(filled=False, stroke=colour.both, tooltip=None).encode(
        strokeWidth=alt.StrokeWidth("width:Q", scale=None)) for rows, colour in ((bars, GROUND), (lines, INK))]
    names = [_name(ground, row) for row in ground.outlines if not is_ward(row) and row["label"]]
    return [*drawn, *text(words, ground, align="left"),
            *text(names, ground, fontStyle="italic", color=GREY_TEXT.both, halo=LAND.both)]


def text(rows: list[dict], ground: Ground, *, halo: str = GROUND.both, **style: object) -> list[Layer]:
    """Write `words` at easting, northing (the middle of all its lines), on a halo; colours may be in the rows."""
    if not rows:
        return []
    rows = [row | {"northing": row["northing"] + row["words"].count("\n") / 2 * LINE_EM * ground.em} for row in rows]
    source = layer(rows, ground).encode(**PLACED, text=alt.Text("words:N"))
    style = {"fontSize": ground.font_px, "font": FONT, "lineHeight": LINE_EM * ground.font_px, "lineBreak": "\n",
             "baseline": "middle", "color": INK.both} | style
    below = source.mark_text(**style | {"color": halo, "stroke": halo, "strokeWidth": ground.font_px / 3.5, "strokeJoin": "round"})
    above = source.mark_text(**style)
    if "ink" in rows[0]:
        inked = alt.Color("ink:N", scale=None)
        below = below.encode(color=alt.Color("halo:N", scale=None), stroke=alt.Stroke("halo:N", scale=None))
        above = above.encode(color=inked)
    return [below, above]


def framed(layers: list[Layer], ground: Ground) -> Drawing:
    """Join a map's layers into one chart of a fixed size in pixels."""
    config = alt.Config(font=FONT, background="transparent", padding=0, view=alt.ViewConfig(stroke=None, clip=True), mark=alt.MarkConfig(aria=False))
    return layered(layers, width=ground.width_px, height=ground.height_px, autosize={"type": "none"},
                   usermeta={"embedOptions": {"renderer": "svg", "actions": False}}, config=config)


def _scale_bar(ground: Ground, panel: str) -> tuple[list[dict], list[dict]]:
    """Draw a true length: above the whole map at its right, in the enlarged towns at the bottom left."""
    length, em, frame = (WHOLE_BAR_M if panel == "whole" else TOWNS_BAR_M), ground.em, ground.drawn[panel]
    drawn = length * (frame[2] - frame[0]) / (ground.frames[panel][2] - ground.frames[panel][0])
    left, level = (frame[2] - drawn - em, frame[3] + 0.7 * em) if panel == "whole" else (frame[0] + 0.7 * em, frame[1] + 0.7 * em)
    return ([feature(line_shape((left, level), (left + drawn, level)), width=2)],
            [{"easting": left, "northing": level + 0.85 * em, "words": f"{length // 1000} km"}])


def _name(ground: Ground, row: dict) -> dict:
    easting, northing = ground.at(row["panel"], row["label_easting_m"], row["label_northing_m"])
    return {"easting": easting, "northing": northing, "words": row["label"]}
