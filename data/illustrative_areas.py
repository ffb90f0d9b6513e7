"""Makes the sample's areas: real names, codes and classes, schematic boundaries."""

import json

import numpy as np
import pandas as pd
import shapely
from pyproj import Transformer

from data.areas import reference
from data.illustrative_wards import wards

TO_GRID = Transformer.from_crs(4326, 27700, always_xy=True)
TO_DEGREES = Transformer.from_crs(27700, 4326, always_xy=True)
BEYOND_M = 40_000  # how far beyond the outermost middle a cell may run before it is cut
REACH = 1.2  # how far a place's disc reaches beyond a circle of its own area, so that neighbours meet
WARD_VINTAGE, DISTRICT_VINTAGE = "WD22", "LAD22"


def areas() -> pd.DataFrame:
    """List the sample's districts and wards in the columns of the extract `areas`."""
    in_wards, districts = wards(), reference("sample_districts")
    ward_cells, district_cells = _coverage(in_wards, districts)
    in_wards = in_wards.rename(columns={"ward_code": "area_code", "ward_name": "area_name"}).assign(
        area_level="ward", vintage=WARD_VINTAGE, boundary=[_geojson(cell) for cell in ward_cells])
    districts = districts.rename(columns={"district_name": "area_name"}).assign(
        area_code=districts["district_code"], area_level="district", vintage=DISTRICT_VINTAGE,
        boundary=[_geojson(cell) for cell in district_cells])
    forces = reference("districts")[["district_code", "county_code", "police_force"]]
    both = pd.concat([districts, in_wards], ignore_index=True).merge(forces, on="district_code", how="left")
    return both.astype({"longitude": float, "latitude": float})


def residents() -> pd.DataFrame:
    """List residents of the sample's districts and wards by year."""
    districts = reference("sample_district_residents").rename(columns={"district_code": "area_code"})
    in_wards = wards().rename(columns={"ward_code": "area_code"}).melt(
        "area_code", ["residents_2017", "residents_2019", "residents_2020"], "year", "residents")
    in_wards = in_wards.assign(year=in_wards["year"].str.removeprefix("residents_"), basis="mid-year estimate")
    both = pd.concat([districts, in_wards], ignore_index=True)
    return both[["area_code", "year", "residents", "basis"]].astype({"year": int, "residents": int})


def _coverage(in_wards: pd.DataFrame, districts: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Draw cells of wards and districts that share their edges; the home district is what its wards make."""
    is_home = districts["district_code"].isin(in_wards["district_code"]).to_numpy()
    ward_cells = _cells(in_wards)
    borough = shapely.union_all(ward_cells)
    neighbours = [_largest_part(cell.difference(borough)) for cell in _cells(districts[~is_home])]
    shared = np.array(shapely.coverage_clean(shapely.set_precision([*ward_cells, *neighbours], 1)))
    ward_cells, neighbours = shared[:len(ward_cells)], shared[len(ward_cells):]
    district_cells = np.full(len(districts), shapely.union_all(ward_cells))
    district_cells[~is_home] = neighbours
    return ward_cells, district_cells


def _points(places: pd.DataFrame) -> np.ndarray:
    east, north = TO_GRID.transform(places["longitude"].astype(float).to_numpy(), places["latitude"].astype(float).to_numpy())
    return shapely.points(np.round(east), np.round(north))


def _cells(places: pd.DataFrame) -> np.ndarray:
    """Draw a cell around each place: what lies nearer to it than to any other, within a rounded outline of all."""
    points = _points(places)
    nearer = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points), extend_to=_frame(points)))
    order = shapely.STRtree(nearer).query(points, predicate="within")[1]
    cells = shapely.intersection(nearer[order], _outline(points, places["area_km2"].astype(float).to_numpy()))
    return shapely.set_precision(cells, 1)


def _frame(points: np.ndarray) -> shapely.Geometry:
    return shapely.multipoints(points).buffer(BEYOND_M).envelope


def _outline(points: np.ndarray, area_km2: np.ndarray) -> shapely.Geometry:
    """Draw a smooth line around discs as large as the places."""
    radius_m = REACH * np.sqrt(area_km2 * 1e6 / np.pi)
    land = shapely.union_all(shapely.buffer(points, radius_m, quad_segs=6))
    bay_m = radius_m.max() / 2  # narrower bays and necks are smoothed away
    rounded = land.buffer(bay_m, quad_segs=6).buffer(-1.3 * bay_m, quad_segs=6).buffer(0.3 * bay_m, quad_segs=6)
    return shapely.Polygon(rounded.exterior).simplify(100)


def _largest_part(shape: shapely.Geometry) -> shapely.Geometry:
    return max(shapely.get_parts(shape), key=shapely.area)


def _geojson(shape: shapely.Geometry) -> str:
    degrees = shapely.transform(shape, lambda at: np.round(np.column_stack(TO_DEGREES.transform(at[:, 0], at[:, 1])), 5))
    return json.dumps(shapely.geometry.mapping(degrees), separators=(",", ":"))
