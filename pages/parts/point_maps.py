"""Rows in, map out: points and repeat locations, as a picture to read and as a map to explore."""

from pages.parts import formats
from pages.parts.deck_layers import EMPTY_STYLE, Deck, explored_neighbours, view_of
from pages.parts.drawing import Drawing
from pages.parts.map_layers import Ground, framed, over, under
from pages.parts.place_layers import names
from pages.parts.point_decks import POINT_TOOLTIP, explored_dots, explored_land, explored_places, explored_rings, explored_scale
from pages.parts.point_layers import Look, dots, key, land, placed_dots
from pages.parts.ring_layers import drawn_rings, placed_rings


def point_map(points, rings, outlines, places, *, looks: tuple[Look, ...], look_column: str, told: dict[str, str], ring_words: str = "",
              chosen=(), font_px: int = 12) -> Drawing:
    """Draw a district's points over its wards, repeat locations as rings, the towns enlarged.

    Records of a query of points (easting_m, northing_m, what `told` names; `look_column` holds each one's look), lettered
    rings (repeat_locations.lettered), rows of outlines and map_places. A click selects 'ward' by ward_code or 'repeat' by letter.
    """
    ground = Ground(formats.records(outlines), font_px)
    points = [{key: point[key] for key in (*told, "easting_m", "northing_m")} | {"look": point[look_column] if look_column else ""}
              for point in points if point["easting_m"] is not None]
    placed = placed_dots(points, ground)
    circles = placed_rings(rings, ground)
    return framed([*under(ground), *land(ground, chosen), *over(ground), *dots(placed, looks, ground, told),
                   *names(formats.records(places), circles, ground, chosen), *drawn_rings(circles, ground),
                   *key(ground, looks, ring_words if circles else "", is_grouped=any(mark["number"] > 1 for mark in placed))], ground)


def explore_points(points, rings, wards, places, *, looks: tuple[Look, ...], look_column: str, told: str, neighbours=(), chosen=(),
                   is_dark: bool = False) -> Deck:
    """Make the same map to zoom, hover and click; nothing of it comes from the network.

    Rows as for point_map, and of the queries wards and neighbours; `told`: the one column that the hover shows. Objects: 'wards' with
    ward_code, 'rings' with letter.
    """
    areas = [row for row in formats.records(wards) if row["boundary"]]
    points = [{key: point[key] for key in ("longitude", "latitude", "month_name", told)} | {"look": point[look_column] if look_column else ""}
              for point in points if point["longitude"] is not None]
    layers = [*explored_neighbours(formats.records(neighbours), is_dark), explored_land(areas, chosen, is_dark),
              *explored_dots(points, looks, told, is_dark), *explored_places(formats.records(places), is_dark),
              *explored_rings([ring for ring in rings if ring["letter"]], is_dark)]
    view = view_of(areas)
    deck = Deck(layers=[*layers, *explored_scale(view, is_dark)], map_provider=None, initial_view_state=view, tooltip=POINT_TOOLTIP)
    deck.map_style = EMPTY_STYLE
    return deck
