"""The layers of a map of points to explore, drawn on a canvas by deck.gl without anything from the network."""

import json
import math

import pydeck

from pages.parts.deck_layers import METRES_PER_DEGREE, channels
from pages.parts.drawing import FONT
from pages.parts.palette import ACCENT, GREY_TEXT, GROUND, HOME_LAND, INK
from pages.parts.point_layers import Look

POINT_TOOLTIP = {"html": "{told}", "style": {"fontFamily": FONT, "color": GROUND.light, "backgroundColor": INK.light}}
MOST_TOLD = 2000
SCALE_M, BELOW_PX = 5000, 235
SIGNS = {"circle": "●", "square": "■", "diamond": "◆"}


def explored_land(wards: list[dict], chosen, is_dark: bool) -> pydeck.Layer:
    """Draw the wards as quiet land; a click selects one."""
    rows = [{"type": "Feature", "geometry": json.loads(ward["boundary"]), "ward_code": ward["ward_code"], "told": ward["ward_name"],
             "line": channels(ACCENT if ward["ward_code"] in chosen else GROUND, is_dark), "line_px": 4 if ward["ward_code"] in chosen else 1.5}
            for ward in sorted(wards, key=lambda ward: ward["ward_code"] in chosen)]
    return pydeck.Layer("GeoJsonLayer", rows, id="wards", pickable=True, stroked=True, filled=True, get_fill_color=channels(HOME_LAND, is_dark),
                        get_line_color="line", get_line_width="line_px", line_width_units="'pixels'")


def explored_dots(points: list[dict], looks: tuple[Look, ...], told: str, is_dark: bool) -> list[pydeck.Layer]:
    """Draw every point, a layer a look. Above MOST_TOLD points the hover gives the month only, so that the page stays light."""
    key = told if len(points) <= MOST_TOLD else "month_name"
    return [(_circles if look.shape == "circle" else _signs)([point for point in points if point["look"] == look.value], key, look, is_dark) for look in looks]


def _circles(points: list[dict], told: str, look: Look, is_dark: bool) -> pydeck.Layer:
    together: dict[str, list] = {}
    for point in points:
        together.setdefault(point[told], []).append(_at(point))
    rows = [{"type": "Feature", "told": words, "geometry": {"type": "MultiPoint", "coordinates": places}} for words, places in together.items()]
    return pydeck.Layer("GeoJsonLayer", rows, id=f"points_{look.value}", pickable=True, point_type="'circle'", stroked=False,
                        get_fill_color=[*channels(look.colour, is_dark), 200], get_point_radius=25, point_radius_min_pixels=2.5, point_radius_max_pixels=8)


def _signs(points: list[dict], told: str, look: Look, is_dark: bool) -> pydeck.Layer:
    rows = [{"p": _at(point), "told": point[told], "sign": SIGNS[look.shape]} for point in points]
    return pydeck.Layer("TextLayer", rows, id=f"points_{look.value}", pickable=True, get_position="p", get_text="sign",
                        get_color=channels(look.colour, is_dark), get_size=110, size_units="'meters'", size_min_pixels=19, size_max_pixels=34,
                        character_set="'auto'", font_family=f"'{FONT}'", font_settings={"fontSize": 64})


def _at(point: dict) -> list[float]:
    return [round(point["longitude"], 4), round(point["latitude"], 4)]  # to about 10 m


def explored_places(places: list[dict], is_dark: bool) -> list[pydeck.Layer]:
    """Write the names of towns and villages."""
    rows = [{"p": [place["longitude"], place["latitude"]], "words": place["place_name"], "size_m": 760 if place["place_kind"] == "town" else 600,
             "ink": channels(GREY_TEXT if place["place_kind"] == "outside" else INK, is_dark)} for place in places]
    return [pydeck.Layer("TextLayer", rows, id="places", pickable=False, get_position="p", get_text="words", get_size="size_m", size_units="'meters'",
                         size_min_pixels=9, size_max_pixels=16, get_color="ink", get_pixel_offset=[0, 14], font_family=f"'{FONT}'", font_weight=600, character_set="'auto'", font_settings={"fontSize": 64})]


def explored_scale(view: pydeck.ViewState, is_dark: bool) -> list[pydeck.Layer]:
    """Draw a true length under the district."""
    degrees = SCALE_M / (METRES_PER_DEGREE * math.cos(math.radians(view.latitude)))
    south = view.latitude - BELOW_PX * 360 / 512 / 2 ** view.zoom * math.cos(math.radians(view.latitude))
    ends = [[view.longitude, south], [view.longitude + degrees, south]]
    return [pydeck.Layer("PathLayer", [{"path": ends}], id="scale", get_path="path", get_width=2.5, width_units="'pixels'", get_color=channels(INK, is_dark)),
            pydeck.Layer("TextLayer", [{"p": ends[0], "words": f"{SCALE_M // 1000} km"}], id="scale_words", get_position="p", get_text="words", get_size=14,
                         get_color=channels(INK, is_dark), get_text_anchor="'start'", get_pixel_offset=[0, -11], font_family=f"'{FONT}'")]


def explored_rings(rings: list[dict], is_dark: bool) -> list[pydeck.Layer]:
    """Draw repeat locations as rings with their letter; a click selects one."""
    rows = [{"p": [ring["longitude"], ring["latitude"]], "letter": ring["letter"], "px": 8 + 2.2 * ring["count"] ** 0.5,
             "told": f"<b>{ring['letter']}: {ring['place']}</b><br>{ring['count']}, {ring['first']} to {ring['latest']}"} for ring in rings]
    return [pydeck.Layer("ScatterplotLayer", rows, id="rings", pickable=True, get_position="p", get_radius="px", radius_units="'pixels'",
                         filled=True, stroked=True, get_fill_color=[*channels(GROUND, is_dark), 225], get_line_color=channels(ACCENT, is_dark),
                         line_width_units="'pixels'", get_line_width=3),
            pydeck.Layer("TextLayer", rows, id="letters", pickable=False, get_position="p", get_text="letter", get_size=14,
                         get_color=channels(INK, is_dark), font_family=f"'{FONT}'", font_weight=700)]
