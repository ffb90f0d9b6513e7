"""Draws boundaries: what `areas` stores of them, and the maps; takes seconds where they are many."""

import pandas as pd
import shapely

from data.outlines import outlines, simplified_boundaries

LONG = 20_000  # points of all shapes; Kent's 41,000 take five seconds


def drawn(areas: pd.DataFrame, full: dict[str, object]) -> tuple[pd.Series, pd.DataFrame]:
    """Give the areas' boundaries as they are stored, and the extract `outlines`, of shapes in grid metres by area code."""
    boundaries = simplified_boundaries(areas, full)
    return boundaries, outlines(areas.assign(boundary=boundaries), full)


def is_long(shapes: dict[str, object]) -> bool:
    """Say whether it takes seconds to draw these shapes."""
    return int(shapely.get_num_coordinates(list(shapes.values())).sum()) > LONG
