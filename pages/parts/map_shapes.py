"""Shapes of a map as GeoJSON, in British National Grid metres."""

Box = tuple[float, float, float, float]  # minx, miny, maxx, maxy


def feature(geometry: dict, **properties: object) -> dict:
    """Write a GeoJSON feature whose properties a layer can encode by name."""
    return {"type": "Feature", "geometry": geometry} | properties


def box_shape(box: Box) -> dict:
    """Write a box as a GeoJSON polygon."""
    left, bottom, right, top = box
    return {"type": "Polygon", "coordinates": [[[left, bottom], [left, top], [right, top], [right, bottom], [left, bottom]]]}


def box_edges(box: Box) -> dict:
    """Write a box's edges as GeoJSON lines: they enclose nothing, so that a click goes through to the ward beneath."""
    (ring,) = box_shape(box)["coordinates"]
    return {"type": "MultiLineString", "coordinates": [list(edge) for edge in zip(ring, ring[1:])]}


def line_shape(*points: tuple[float, float]) -> dict:
    """Write points as a GeoJSON line."""
    return {"type": "LineString", "coordinates": [list(point) for point in points]}


def box_of(text: str) -> Box:
    """Read a box, as 'minx,miny,maxx,maxy'."""
    return tuple(float(edge) for edge in text.split(","))
