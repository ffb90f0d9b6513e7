"""The layers of a map of wards to explore, drawn on a canvas by deck.gl without anything from the network."""

import json
import math
from urllib.parse import quote

import pydeck

from pages.parts.drawing import FONT, lines_of
from pages.parts.palette import ACCENT, GREY_TEXT, GROUND, INK, LAND, Colour, plain
from pages.parts.ward_layers import TOLD

EMPTY_STYLE = "data:application/json," + quote(json.dumps({"version": 8, "sources": {}, "layers": []}))  # without it one is fetched
TOOLTIP = {"html": "<b>{ward}</b>" + "".join(f"<br>{title}: {{{key}}}" for key, title in TOLD.items() if key != "ward"),
           "style": {"fontFamily": FONT, "color": GROUND.light, "backgroundColor": INK.light}}
VIEW_PX = (600, 480)
METRES_PER_DEGREE = 111_320
LETTERS_PER_LINE = 14


class Deck(pydeck.Deck):
    """A map that travels without the blanks that pydeck puts between its figures: they are two thirds of many points."""

    def to_json(self) -> str:
        """Write the map as JSON."""
        return json.dumps(json.loads(super().to_json()), separators=(",", ":"))


def explored_neighbours(districts: list[dict], is_dark: bool) -> list[pydeck.Layer]:
    """Draw the neighbouring districts (boundary, district_name, longitude, latitude) faint, with their names."""
    land = [{"type": "Feature", "geometry": json.loads(district["boundary"])} for district in districts]
    rows = [{"at": [district["longitude"], district["latitude"]], "words": district["district_name"]} for district in districts]
    return [
        pydeck.Layer("GeoJsonLayer", land, id="neighbours", pickable=False, stroked=True, filled=True, get_fill_color=channels(LAND, is_dark),
                     get_line_color=channels(GROUND, is_dark), get_line_width=1.5, line_width_units="'pixels'"),
        pydeck.Layer("TextLayer", rows, id="neighbour_names", pickable=False, get_position="at", get_text="words", get_size=13,
                     get_color=channels(GREY_TEXT, is_dark), font_family=f"'{FONT}'", character_set="'auto'", font_settings={"fontSize": 64})]


def explored_areas(wards: list[dict], is_dark: bool) -> pydeck.Layer:
    """Draw the wards' boundaries, filled by class; a click selects one."""
    rows = [{"type": "Feature", "geometry": json.loads(ward["boundary"])} | {key: ward[key] for key in ("ward_code", *TOLD)} | {
        "fill": _channels(ward["fill"], is_dark), "line": _channels((ACCENT if ward["is_chosen"] else GROUND).both, is_dark),
        "line_px": 4 if ward["is_chosen"] else 1} for ward in sorted(wards, key=lambda ward: ward["is_chosen"])]
    return pydeck.Layer(
        "GeoJsonLayer", rows, id="wards", pickable=True, stroked=True, filled=True, get_fill_color="fill", get_line_color="line",
        get_line_width="line_px", line_width_units="'pixels'", auto_highlight=True, highlight_color=[*channels(ACCENT, is_dark), 60])


def explored_names(wards: list[dict], is_dark: bool) -> pydeck.Layer:
    """Write each ward's name and rate in type that grows with the zoom until it reads well."""
    rows = [{"at": [ward["longitude"], ward["latitude"]], "words": "\n".join([*lines_of(ward["ward"], LETTERS_PER_LINE), ward["rate"]]),
             "size_m": _extent_m(ward) / 9, "ink": _channels(ward["ink"], is_dark)} for ward in wards]
    return pydeck.Layer(
        "TextLayer", rows, id="names", pickable=False, get_position="at", get_text="words", get_size="size_m", size_units="'meters'",
        size_max_pixels=15, get_color="ink", font_family=f"'{FONT}'", font_weight=600, character_set="'auto'",
        font_settings={"fontSize": 64})


def view_of(wards: list[dict]) -> pydeck.ViewState:
    """Look at all wards at once, straight down."""
    points = [point for ward in wards for point in _points(ward)]
    west, east = min(point[0] for point in points), max(point[0] for point in points)
    south, north = min(point[1] for point in points), max(point[1] for point in points)
    latitude = (south + north) / 2
    height = (north - south) / math.cos(math.radians(latitude))
    zoom = min(math.log2(pixels * 360 / 512 / degrees) for pixels, degrees in zip(VIEW_PX, (east - west, height)))
    return pydeck.ViewState(longitude=(west + east) / 2, latitude=latitude, zoom=round(zoom, 2), min_zoom=round(zoom - 1, 2), max_zoom=16)


def _points(ward: dict) -> list[list[float]]:
    def flat(part: list) -> list:
        return [part] if isinstance(part[0], (int, float)) else [point for piece in part for point in flat(piece)]
    return flat(json.loads(ward["boundary"])["coordinates"])


def _extent_m(ward: dict) -> float:
    """Measure the shorter side of the ward's bounds, in metres."""
    longitudes, latitudes = zip(*_points(ward))
    across = (max(longitudes) - min(longitudes)) * math.cos(math.radians(ward["latitude"]))
    return METRES_PER_DEGREE * min(across, max(latitudes) - min(latitudes))


def _channels(both: str, is_dark: bool) -> list[int]:
    return list(bytes.fromhex(plain(both, is_dark=is_dark)[1:]))


def channels(colour: Colour, is_dark: bool) -> list[int]:
    """Write a colour as red, green and blue, 0 to 255: a canvas can't follow the page's theme."""
    return _channels(colour.both, is_dark)
