"""Makes the extract `outlines`, from which each district's map is drawn, and the boundaries that `areas` stores."""

import json
from pathlib import Path

import pandas as pd
import shapely
from pyproj import Transformer

from data.map_labels import Label
from data.map_layout import Subject, lay_out
from data.map_panels import Box, Panel

TO_GRID = Transformer.from_crs(4326, 27700, always_xy=True).transform
TO_DEGREES = Transformer.from_crs(27700, 4326, always_xy=True).transform
WARD_LABELS = Path(__file__).parent / "reference" / "ward_labels.csv"
LARGEST_MAP = 60_000  # characters of outlines
TOLERANCES_M = (15, 25, 40, 60, 90, 130, 190, 280, 400, 600, 900, 1400)
LAYOUT_M = 40  # tolerance of the shapes that labels are placed on
LEAST_ISLAND_M2 = 20_000
LEAST_PER_POINT = 15  # characters that a point takes
DEGREE_DECIMALS = 5
COLUMNS = ["map_code", "panel", "area_code", "outline", "label", "label_easting_m", "label_northing_m", "leader_m", "frame_m", "drawn_m", "metres_per_em"]


class Shapes:
    """Every area's shape in grid metres, simplified so that neighbours keep their shared edges."""

    def __init__(self, areas: pd.DataFrame, full: dict[str, object] | None):
        shapes = full or grid_shapes(areas)
        known = areas[[shapes.get(code) is not None for code in areas["area_code"]]]
        wards = known[known["area_level"] == "ward"]
        self.wards = wards.groupby("district_code")["area_code"].agg(list).to_dict()
        self.districts = [code for code in known.loc[known["area_level"] == "district", "area_code"]]
        bare = [code for code in self.districts if code not in self.wards]
        self.pieces = list(wards["area_code"]) + bare
        self.full = [shapes[code] for code in self.pieces]
        self.simplified: dict[int, dict[str, object]] = {}

    def at(self, tolerance_m: int) -> dict[str, object]:
        """Give each area's shape, simplified to a tolerance in metres; a district is the union of its wards."""
        if tolerance_m not in self.simplified:
            pieces = [tidied(shape) for shape in shapely.coverage_simplify(self.full, tolerance_m)]
            shapes = dict(zip(self.pieces, pieces))
            joined = {code: shapely.union_all([shapes[ward] for ward in self.wards[code]]) for code in self.wards}
            self.simplified[tolerance_m] = shapes | joined
        return self.simplified[tolerance_m]

    def around(self, district: str) -> list[str]:
        """List the other districts that touch a district."""
        shapes = self.at(LAYOUT_M)
        near = shapes[district].buffer(500)
        return [code for code in self.districts if code != district and shapely.intersects(near, shapes[code])]


def grid_shapes(areas: pd.DataFrame) -> dict[str, object]:
    """Read boundaries (WGS84 GeoJSON text) as shapes in British National Grid metres, by area code."""
    known = areas[areas["boundary"].notna()]
    shapes = shapely.from_geojson(known["boundary"].to_numpy(dtype=object))
    return dict(zip(known["area_code"], shapely.transform(shapes, TO_GRID, interleaved=False)))


def tidied(shape):
    """Drop islands too small to see, but never the largest part, and wind rings as GeoJSON wants them."""
    parts = sorted(shapely.get_parts(shape), key=shapely.area, reverse=True)
    return shapely.orient_polygons(shapely.union_all(parts[:1] + [part for part in parts[1:] if part.area >= LEAST_ISLAND_M2]))


def text_of(shape, decimals: int) -> str:
    """Write a shape as compact GeoJSON geometry with so many decimals."""
    def rounded(value):
        if isinstance(value, (list, tuple)):
            return [rounded(part) for part in value]
        return round(value, decimals) if decimals else round(value)
    geometry = json.loads(shapely.to_geojson(shape))
    return json.dumps({"type": geometry["type"], "coordinates": rounded(geometry["coordinates"])}, separators=(",", ":"))


def simplified_boundaries(areas: pd.DataFrame, full: dict[str, object] | None = None) -> pd.Series:
    """Make the boundaries that `areas` stores: as fine as lets any district's map with its neighbours stay small.

    `full`: shapes in grid metres by area code; without it the areas' own boundaries are simplified.
    """
    shapes = Shapes(areas, full)
    maps = [shapes.wards[district] + shapes.around(district) for district in shapes.wards]
    for tolerance in TOLERANCES_M:
        drawn = shapes.at(tolerance)
        if max((_least_length([drawn[code] for code in codes]) for codes in maps), default=0) <= LARGEST_MAP:
            texts = _in_degrees(drawn)
            if max((sum(len(texts[code]) for code in codes) for codes in maps), default=0) <= LARGEST_MAP:
                break
    else:
        texts = _in_degrees(drawn)
    return areas["area_code"].map(texts).where(areas["area_code"].isin(list(texts)), None)


def _in_degrees(drawn: dict[str, object]) -> dict[str, str]:
    return {code: text_of(shapely.transform(shape, TO_DEGREES, interleaved=False), DEGREE_DECIMALS) for code, shape in drawn.items()}


def _least_length(shapes: list) -> int:
    """Estimate from below how long the shapes' text is, without writing it."""
    return LEAST_PER_POINT * int(shapely.get_num_coordinates(shapes).sum())


def outlines(areas: pd.DataFrame, full: dict[str, object] | None = None) -> pd.DataFrame:
    """Make the extract `outlines`: one row per map, panel and area, in whole grid metres.

    `full`: shapes in grid metres by area code; without it they are read from the areas' boundaries.
    """
    shapes = Shapes(areas, full)
    names, fixed = dict(zip(areas["area_code"], areas["area_name"])), _moved_by_hand()
    rows = [row for district in shapes.wards for row in _map(district, shapes, names, fixed)]
    return pd.DataFrame(rows, columns=COLUMNS)


def _map(district: str, shapes: Shapes, names: dict[str, str], fixed: dict[str, tuple[float, float]]) -> list[tuple]:
    """Lay out one district's map and draw it as finely as its size allows."""
    others, drawn = [code for code in shapes.districts if code != district], shapes.at(LAYOUT_M)
    parts = lay_out(Subject({code: drawn[code] for code in shapes.wards[district]}, {code: drawn[code] for code in others}, names, fixed))
    for tolerance, coarser in zip(TOLERANCES_M, TOLERANCES_M[1:]):
        seen = [(panel, labels.get(code), code, cut) for panel, labels in parts
                for code in shapes.wards[district] + others * (panel.name == "whole")
                if not (cut := _cut(shapes.at(tolerance if panel.name == "towns" else coarser)[code], panel.frame)).is_empty]
        if _least_length([cut for *_, cut in seen]) <= LARGEST_MAP:
            rows = [_row(district, *one) for one in seen]
            if sum(len(row[3]) for row in rows) <= LARGEST_MAP:
                return rows
    return [_row(district, *one) for one in seen]


def _cut(shape, frame: Box):
    """Cut a shape to a frame, without the lines and points that are left where it only touches."""
    parts = shapely.get_parts(shapely.clip_by_rect(shape, *frame))
    return shapely.orient_polygons(shapely.multipolygons(parts[shapely.get_dimensions(parts) == 2]))


def _row(district: str, panel: Panel, label: Label | None, code: str, cut) -> tuple:
    placed = (label.text, round(label.easting_m), round(label.northing_m)) if label else (None, None, None)
    leader = _box_text(label.leader) if label and label.leader else None
    return (district, panel.name, code, text_of(cut, 0), *placed, leader, _box_text(panel.frame), _box_text(panel.drawn),
            panel.metres_per_em)


def _box_text(box: Box) -> str:
    return ",".join(str(round(edge)) for edge in box)


def _moved_by_hand() -> dict[str, tuple[float, float]]:
    table = pd.read_csv(WARD_LABELS, encoding="utf-8", comment="#")
    return {row.ward_code: (row.easting_m, row.northing_m) for row in table.itertuples()}
