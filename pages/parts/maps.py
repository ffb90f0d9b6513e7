"""Rows in, map out: wards in three classes by their rate, as a picture to read and as a map to explore."""

from bisect import bisect_right

from pages.parts import formats
from pages.parts.deck_layers import EMPTY_STYLE, TOOLTIP, Deck, explored_areas, explored_names, explored_neighbours, view_of
from pages.parts.drawing import Drawing
from pages.parts.map_layers import Ground, framed, is_ward, over, under
from pages.parts.ward_layers import drawn_ward, filled, key, named

LEAST_SHARE = 0.2  # of the wards in each class, where round figures allow
STEPS = (100, 50, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01)


def class_breaks(rows) -> tuple[float, float]:
    """Choose two round figures that part the wards' rates into three classes of about equal size."""
    rates = sorted(row["per_1000"] for row in formats.records(rows) if row["ward_code"] and row["per_1000"])
    if not rates:
        return 1, 2
    thirds = rates[len(rates) // 3], rates[2 * len(rates) // 3]
    options = [tuple(round(round(rate / step) * step, 2) for rate in thirds) for step in STEPS]
    usable = [breaks for breaks in options if 0 < breaks[0] < breaks[1]]
    balanced = [breaks for breaks in usable if _smallest_class(rates, breaks) >= LEAST_SHARE * len(rates)]
    return next(iter(balanced + usable), (thirds[0] / 2, thirds[0]))


def class_of(per_1000: float | None, breaks: tuple[float, float]) -> int | None:
    """Tell a rate's class: 0, 1 or 2 from low to high; None: no figure."""
    return None if formats.is_null(per_1000) else bisect_right(breaks, per_1000)


def class_names(breaks: tuple[float, float], per_1000_label: str = "per 1,000") -> tuple[str, str, str]:
    """Name the three classes, as 'under 50 per 1,000', '50 to under 80', '80 or more'."""
    low, high = (f"{edge:g}" for edge in breaks)
    return f"under {low} {per_1000_label}", f"{low} to under {high}", f"{high} or more"


def ward_map(rows, outlines, *, breaks: tuple[float, float], chosen=(), per_1000_label: str = "per 1,000",
             font_px: int = 12) -> Drawing:
    """Draw a district's wards, each with its name and rate, the towns enlarged; a click selects 'ward' by ward_code.

    Rows of the queries crime_by_ward and outlines. The size in pixels follows the font's (53 times as wide): names
    were placed for that proportion, so the chart is shown at its own width.
    """
    ground = Ground(formats.records(outlines), font_px)
    wards = _joined(rows, [row for row in ground.outlines if is_ward(row)], breaks, chosen)
    has_gaps = any(not ward["has_figure"] for ward in wards)
    return framed([*under(ground), filled(wards, ground), *over(ground), *named(wards, ground),
                   *key(ground, class_names(breaks, per_1000_label), has_gaps=has_gaps)], ground)


def explore_map(rows, boundaries, *, breaks: tuple[float, float], neighbours=(), chosen=(), is_dark: bool = False) -> Deck:
    """Make the map to zoom, hover and click, its wards the layer 'wards'; nothing of it comes from the network.

    Rows of the queries crime_by_ward, wards and neighbours. Its canvas can't follow the page's theme: `is_dark` says which it is.
    """
    places = [row | {"area_code": row["ward_code"], "area_name": row["ward_name"]} for row in formats.records(boundaries) if row["boundary"]]
    wards = _joined(rows, places, breaks, chosen)
    layers = [*explored_neighbours(formats.records(neighbours), is_dark), explored_areas(wards, is_dark), explored_names(wards, is_dark)]
    deck = Deck(layers=layers, map_provider=None, initial_view_state=view_of(wards), tooltip=TOOLTIP)
    deck.map_style = EMPTY_STYLE
    return deck


def _joined(rows, places: list[dict], breaks: tuple[float, float], chosen) -> list[dict]:
    """Give each ward's place its figures, its class and its colours."""
    figures = {row["ward_code"]: row for row in formats.records(rows) if row["ward_code"]}
    decimals = 0 if breaks[1] >= 20 else 1 if breaks[1] >= 2 else 2
    return [drawn_ward(place, row := figures.get(place["area_code"], {}), class_of(row.get("per_1000"), breaks), decimals,
                       is_chosen=place["area_code"] in chosen) for place in places]


def _smallest_class(rates: list[float], breaks: tuple[float, float]) -> int:
    return min(sum(class_of(rate, breaks) == number for rate in rates) for number in range(3))
