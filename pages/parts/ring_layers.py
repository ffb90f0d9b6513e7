"""Rings of a picture: one for each repeat location, sized and numbered by its count, lettered as in the list beside."""

import math

import altair as alt

from pages.parts.chart_rows import Layer
from pages.parts.map_layers import PLACED, Ground, layer, text
from pages.parts.palette import ACCENT, GROUND, HOME_LAND
from pages.parts.point_layers import where

GAP_EM = 0.35  # between rings
ROUNDS = 60
ON_A_RING = "click[event.item && event.item.datum && event.item.datum.letter]"  # or on its number or letter; not on a point
TOLD = {"letter": "Letter in the list", "place": "Repeat location", "count": "Number", "first": "First", "latest": "Latest"}

Ring = dict


def placed_rings(rows: list[dict], ground: Ground) -> list[Ring]:
    """Place lettered repeat locations where their largest panel shows them, pushed apart so that none touch.

    rows: letter, count, easting_m, northing_m, place, first, latest. Added: easting, northing, radius (metres of the map).
    """
    rings = []
    for row in rows:
        panels = where(ground, row["easting_m"], row["northing_m"])
        if row["letter"] and panels:
            panel, easting, northing = panels[-1]
            rings.append(row | {"panel": panel, "easting": easting, "northing": northing, "radius": _radius_em(row["count"]) * ground.em})
    for _ in range(ROUNDS):
        if not any([_push(one, other, GAP_EM * ground.em) for number, one in enumerate(rings) for other in rings[:number]]):
            break
    return [ring | _letter_place(ring, rings, ground) for ring in rings]


def _radius_em(count: int) -> float:
    return min(0.45 + 0.24 * math.sqrt(count), 2)


def _push(one: Ring, other: Ring, gap: float) -> bool:
    """Move two rings apart by half of what they overlap each; tell whether they did."""
    across, up = one["easting"] - other["easting"], one["northing"] - other["northing"]
    apart = math.hypot(across, up) or 1.0
    overlap = one["radius"] + other["radius"] + gap - apart
    if overlap <= 1:
        return False
    across, up = (across / apart, up / apart) if apart > 1 else (1.0, 0.0)
    for ring, way in ((one, 0.5), (other, -0.5)):
        ring["easting"] += way * overlap * across
        ring["northing"] += way * overlap * up
    return True


def _letter_place(ring: Ring, rings: list[Ring], ground: Ground) -> dict:
    """Put a ring's letter at the side of it that has most room."""
    reach = ring["radius"] + 0.62 * ground.em
    sides = [(math.cos(angle) * reach, math.sin(angle) * reach) for angle in (0.7, 2.44, -0.7, -2.44, 1.57, -1.57)]
    spots = [(ring["easting"] + across, ring["northing"] + up) for across, up in sides]
    room = [min((math.hypot(spot[0] - other["easting"], spot[1] - other["northing"]) - other["radius"] for other in rings if other is not ring),
                default=9 * ground.em) for spot in spots]
    best = next((spot for spot, free in zip(spots, room) if free > 0.8 * ground.em), spots[room.index(max(room))])
    return {"letter_easting": best[0], "letter_northing": best[1]}


def drawn_rings(rings: list[Ring], ground: Ground) -> list[Layer]:
    """Draw rings: a disc of the page's ground with the count inside, the letter outside."""
    if not rings:
        return []
    pixels = ground.font_px / ground.em
    discs = [{key: ring[key] for key in TOLD} | {"easting": ring["easting"], "northing": ring["northing"],
                                                 "area": math.pi * (ring["radius"] * pixels) ** 2} for ring in rings]
    pick = alt.selection_point(name="repeat", fields=["letter"], toggle=False, on=ON_A_RING)
    disc = layer(discs, ground).mark_point(
        shape="circle", filled=True, fill=GROUND.both, stroke=ACCENT.both, strokeWidth=2.6 * ground.font_px / 12, opacity=1, cursor="pointer").encode(
        **PLACED, size=alt.Size("area:Q", scale=None, legend=None),
        tooltip=[alt.Tooltip(f"{key}:N", title=title) for key, title in TOLD.items()]).add_params(pick)
    numbers = [{"easting": ring["easting"], "northing": ring["northing"], "words": str(ring["count"]), "letter": ring["letter"]} for ring in rings]
    letters = [{"easting": ring["letter_easting"], "northing": ring["letter_northing"], "words": ring["letter"], "letter": ring["letter"]} for ring in rings]
    inside = [drawn.encode(tooltip=alt.TooltipValue(None)) for drawn in text(numbers, ground, fontWeight="bold", tooltip=None)]
    return [disc, *inside[-1:], *text(letters, ground, fontWeight="bold", halo=HOME_LAND.both, fontSize=1.08 * ground.font_px)]
