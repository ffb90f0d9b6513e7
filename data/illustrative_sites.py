"""Invents where the sample's collisions happened: on straight lines with invented numbers, or anywhere in a cell."""

import numpy as np
import pandas as pd
import shapely

from data.areas import reference
from data.illustrative_areas import TO_DEGREES, TO_GRID
from data.illustrative_wards import wards

ON_LINES = 0.45  # share of the home district's collisions on its numbered roads
UNPLACED = 0.008  # share that lies just beyond its boundary, as a few real ones do
BEYOND_M = 250
AT_CROSSINGS = {"line": 0.45, "minor": 0.25}  # shares that lie at a crossing
CROSSINGS_PER_WARD = 3
AROUND_CROSSING_M, BESIDE_ROAD_M = 25, 8
MINOR_IS_C = 0.2
MIDDLE_SHARE = 0.6  # other districts: within a disc of this share of the radius of a circle of their area
OTHER_ROADS = {"A": 0.4, "B": 0.12, "C": 0.1, "Unclassified": 0.38}
OTHER_NUMBERS = {"A": (9941, 9942, 9943, 9944), "B": (9951, 9952, 9953)}
# Class of a place -> speed limits and their weights on minor roads
MINOR_LIMITS = {"Urban": {20: 10, 30: 85, 40: 5}, "Rural": {30: 35, 40: 20, 60: 45}}


def add_sites(rows: pd.DataFrame, places: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Add to collisions their point, ward, road and speed limit; metres on the British National Grid."""
    rows = rows.assign(ward_code=None, road_class="Unclassified", road_number=pd.NA, easting_m=0.0, northing_m=0.0, rural_urban_site=None,
                       speed_limit_mph=0)
    cells, home = ward_cells(places), wards()["district_code"].iat[0]
    is_home = rows["district_code"] == home
    placed = [_home_sites(rows[is_home].copy(), cells, rng)]
    placed += [_other_sites(part.copy(), shape, area_km2, rng) for part, shape, area_km2 in _others(rows[~is_home], places)]
    return in_degrees(pd.concat(placed).sort_index())


def ward_cells(places: pd.DataFrame) -> pd.Series:
    """Give the wards' shapes in metres of the British National Grid, by ward code."""
    in_wards = places[places["area_level"] == "ward"].set_index("area_code")["boundary"]
    return in_wards.map(_grid_shape)


def in_degrees(rows: pd.DataFrame) -> pd.DataFrame:
    """Round points to whole metres and add longitude and latitude of the rounded points; null points stay null."""
    east, north = np.round(rows["easting_m"].astype(float)), np.round(rows["northing_m"].astype(float))
    longitude, latitude = TO_DEGREES.transform(east.to_numpy(), north.to_numpy())
    known = east.notna().to_numpy()
    return rows.assign(easting_m=east, northing_m=north, longitude=np.where(known, np.round(longitude, 5), np.nan),
                       latitude=np.where(known, np.round(latitude, 5), np.nan))


def points_in(shape: shapely.Geometry, count: int, rng: np.random.Generator) -> np.ndarray:
    """Draw points anywhere in a shape: an array of `count` rows of easting and northing."""
    west, south, east, north = shape.bounds
    found = np.empty((0, 2))
    while len(found) < count:
        tried = np.array([west, south]) + rng.random((4 * count + 20, 2)) * [east - west, north - south]
        found = np.vstack([found, tried[shapely.contains_xy(shape, tried[:, 0], tried[:, 1])]])
    return found[:count]


def _home_sites(rows: pd.DataFrame, cells: pd.Series, rng: np.random.Generator) -> pd.DataFrame:
    borough = shapely.union_all(cells.to_numpy())
    share = rng.random(len(rows))
    which = np.select([share < UNPLACED, share < UNPLACED + ON_LINES], ["beyond", "line"], "minor")
    put = {"beyond": lambda part: _beyond(part, borough, rng), "line": lambda part: _on_lines(part, borough, rng),
           "minor": lambda part: _in_wards(part, cells, rng)}
    rows = pd.concat([place(rows[which == name].copy()) for name, place in put.items()]).sort_index()
    points = shapely.points(np.round(rows["easting_m"]), np.round(rows["northing_m"]))
    at, held_by = shapely.STRtree(cells.to_numpy()).query(points, predicate="within")
    rows.iloc[at, rows.columns.get_loc("ward_code")] = cells.index.to_numpy()[held_by]
    rows["rural_urban_site"] = rows["ward_code"].map(wards().set_index("ward_code")["rural_urban"])
    return _with_limits(rows, rng)


def _beyond(rows: pd.DataFrame, borough: shapely.Geometry, rng: np.random.Generator) -> pd.DataFrame:
    edge = borough.buffer(BEYOND_M).exterior
    rows[["easting_m", "northing_m"]] = shapely.get_coordinates(shapely.line_interpolate_point(edge, rng.random(len(rows)), normalized=True))
    return rows


def _on_lines(rows: pd.DataFrame, borough: shapely.Geometry, rng: np.random.Generator) -> pd.DataFrame:
    """Put collisions along the numbered lines, many of them at a line's crossings."""
    lines = reference("sample_roads_lines")
    weights = lines["weight"].astype(float).to_numpy().cumsum()
    chosen = lines.iloc[np.searchsorted(weights, rng.random(len(rows)) * weights[-1], side="right")]
    along, crossings = rng.random(len(rows)), chosen["crossings"].astype(int).to_numpy()
    is_crossing = rng.random(len(rows)) < AT_CROSSINGS["line"]
    along = np.where(is_crossing, (np.floor(along * crossings) + 0.5) / crossings, along)
    shapes = {number: _line(line, borough) for number, line in lines.set_index("road_number").iterrows()}
    points = shapely.get_coordinates([shapes[number].interpolate(share, normalized=True) for number, share in zip(chosen["road_number"], along)])
    reach = np.where(is_crossing, AROUND_CROSSING_M, BESIDE_ROAD_M)
    rows[["easting_m", "northing_m"]] = points + reach[:, None] * (2 * rng.random((len(rows), 2)) - 1)
    rows["road_class"], rows["road_number"] = chosen["road_class"].to_numpy(), chosen["road_number"].astype(int).to_numpy()
    return rows


def _line(line: pd.Series, borough: shapely.Geometry) -> shapely.Geometry:
    ends = [TO_GRID.transform(float(line[f"{end}_longitude"]), float(line[f"{end}_latitude"])) for end in ("from", "to")]
    inside = shapely.LineString(ends).intersection(borough.buffer(-2 * AROUND_CROSSING_M))
    return max(shapely.get_parts(inside), key=shapely.length)


def _in_wards(rows: pd.DataFrame, cells: pd.Series, rng: np.random.Generator) -> pd.DataFrame:
    """Put collisions on minor roads anywhere in a ward, some of them at its crossings."""
    weights = reference("sample_roads_wards").set_index("ward_code")["minor_collisions"].astype(float).reindex(cells.index).to_numpy().cumsum()
    chosen = np.searchsorted(weights, rng.random(len(rows)) * weights[-1], side="right")
    points = np.empty((len(rows), 2))
    for at, cell in enumerate(cells):
        here = np.flatnonzero(chosen == at)
        points[here] = points_in(cell, len(here), rng)
        crossings = points_in(cell.buffer(-2 * AROUND_CROSSING_M), CROSSINGS_PER_WARD, rng)
        moved = here[rng.random(len(here)) < AT_CROSSINGS["minor"]]
        nearest = crossings[np.floor(rng.random(len(moved)) * CROSSINGS_PER_WARD).astype(int)]
        points[moved] = nearest + AROUND_CROSSING_M * (2 * rng.random((len(moved), 2)) - 1)
    rows[["easting_m", "northing_m"]] = points
    rows["road_class"] = np.where(rng.random(len(rows)) < MINOR_IS_C, "C", "Unclassified")
    return rows


def _others(rows: pd.DataFrame, places: pd.DataFrame):
    shapes = places[places["area_level"] == "district"].set_index("area_code")["boundary"]
    areas = reference("sample_districts").set_index("district_code")["area_km2"].astype(float)
    for district, part in rows.groupby("district_code"):
        yield part, _grid_shape(shapes[district]), areas[district]


def _other_sites(rows: pd.DataFrame, shape: shapely.Geometry, area_km2: float, rng: np.random.Generator) -> pd.DataFrame:
    disc = shape.representative_point().buffer(MIDDLE_SHARE * np.sqrt(area_km2 * 1e6 / np.pi))
    rows[["easting_m", "northing_m"]] = points_in(shape.intersection(disc), len(rows), rng)
    bounds = np.cumsum(list(OTHER_ROADS.values()))[:-1]
    rows["road_class"] = np.array(list(OTHER_ROADS))[np.searchsorted(bounds, rng.random(len(rows)), side="right")]
    chance = rng.random(len(rows))
    rows["road_number"] = [OTHER_NUMBERS[road][int(at * len(OTHER_NUMBERS[road]))] if road in OTHER_NUMBERS else pd.NA
                           for road, at in zip(rows["road_class"], chance)]
    rows["rural_urban_site"] = np.where(rng.random(len(rows)) < 0.6, "Urban", "Rural")
    return _with_limits(rows, rng)


def _with_limits(rows: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Give each collision a speed limit: numbered roads their own outside towns, 30 in them."""
    rural = reference("sample_roads_lines").set_index("road_number")["rural_speed_limit_mph"].astype(int)
    own = rows["road_number"].astype("string").map(rural)
    for site, limits in MINOR_LIMITS.items():
        here = (rows["rural_urban_site"].fillna("Rural") == site).to_numpy()
        bounds = np.cumsum(list(limits.values()))
        drawn = np.array(list(limits))[np.searchsorted(bounds, rng.random(here.sum()) * bounds[-1], side="right")]
        rows.loc[here, "speed_limit_mph"] = np.where(own[here].notna() & (site == "Rural"), own[here].fillna(0).astype(int), drawn)
    return rows


def _grid_shape(boundary: str) -> shapely.Geometry:
    return shapely.transform(shapely.from_geojson(boundary), TO_GRID.transform, interleaved=False)
