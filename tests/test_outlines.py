"""Map outlines: cut to their frames, borders shared, every ward named once, small enough to send."""

import itertools
import json
import math

import pandas as pd
import pytest
import shapely

from data import outlines as module
from data.map_labels import broken, size_em
from data.outlines import outlines, simplified_boundaries

HOME, NEXT_DOOR, FAR_AWAY = "E07000901", "E07000902", "E07000903"
# Kilometres from the south-west corner: six town wards of 1 km among four large ones, twenty km by ten
COUNTRY = {"West Meadow": (0, 0, 6, 10), "East Meadow": (9, 0, 20, 10), "Northern Hill": (6, 6, 9, 10), "Southern Vale": (6, 0, 9, 4)}
TOWN = {f"{name} Street": (6 + column, 4 + row, 7 + column, 5 + row)
        for (row, column), name in zip(itertools.product((0, 1), (0, 1, 2)), ("Mill", "Bridge", "Church", "Market", "Castle", "Station"))}


def grid(*kilometres):
    return shapely.box(*(start + 1000 * km for start, km in zip((550_000, 140_000) * 2, kilometres)))


def waved(shape, every_m=20):
    """Bend a shape's borders, so that there is something to simplify; neighbours bend alike."""
    dense = shapely.transform(shapely.segmentize(shape, every_m), lambda points: points.round(3))
    return shapely.transform(dense, lambda x, y: (x + 15 * _wave(x, y), y + 15 * _wave(y, x)), interleaved=False)


def _wave(a, b):
    return (((a + 2 * b) / 170) % 2 - 1) ** 2


def noded(boxes):
    """Give every box the corners of its neighbours, as real boundaries have them."""
    faces = shapely.get_parts(shapely.polygonize([shapely.node(shapely.union_all(shapely.boundary(list(boxes.values()))))]))
    return {name: next(face for face in faces if shapely.covers(box, face)) for name, box in boxes.items()}


def places(boxes):
    """Make areas with these wards (by name, boxes in km) and two other districts, one unmapped; and their shapes in metres."""
    boxes = {name: grid(*box) for name, box in boxes.items()} | {"Next Door": grid(20, -5, 40, 15)}
    shapes = {name: waved(shape) for name, shape in noded(boxes).items()}
    codes = {"Next Door": NEXT_DOOR} | {name: f"E05009{number:03}" for number, name in enumerate(boxes) if name != "Next Door"}
    rows = [(HOME, "Toyshire", "district", HOME), (FAR_AWAY, "Far Away", "district", FAR_AWAY)]
    rows += [(code, name, "district" if code == NEXT_DOOR else "ward", NEXT_DOOR if code == NEXT_DOOR else HOME) for name, code in codes.items()]
    areas = pd.DataFrame(rows, columns=["area_code", "area_name", "area_level", "district_code"]).assign(boundary=None)
    return areas, {codes[name]: shape for name, shape in shapes.items()}


@pytest.fixture(scope="module")
def toyshire():
    areas, shapes = places(COUNTRY | TOWN)
    return areas, shapes, outlines(areas, shapes).merge(areas, on="area_code")


def box_of(text):
    return shapely.box(*(float(edge) for edge in text.split(",")))


def test_every_ward_is_named_once(toyshire):
    _, _, rows = toyshire
    named = rows[(rows["area_level"] == "ward") & rows["label"].notna()]
    assert sorted(named["area_name"]) == sorted(COUNTRY | TOWN)
    assert [label.replace("\n", " ") for label in named["label"]] == list(named["area_name"])


def test_the_crowded_wards_are_enlarged_and_named_there(toyshire):
    _, _, rows = toyshire
    assert set(rows.loc[(rows["panel"] == "towns") & rows["label"].notna(), "area_name"]) == set(TOWN)


def test_wards_with_room_for_their_names_need_no_enlarging():
    areas, shapes = places({"Northern Hill": (0, 5, 20, 10), "Southern Vale": (0, 0, 20, 5)})
    assert set(outlines(areas, shapes)["panel"]) == {"whole"}


def test_outlines_are_whole_metres_within_their_frame(toyshire):
    _, _, rows = toyshire
    for row in rows.itertuples():
        shape = shapely.from_geojson(row.outline)
        assert shapely.covers(box_of(row.frame_m).buffer(1), shape)
        assert all(place == int(place) for place in shapely.get_coordinates(shape).flat)


def test_the_enlarged_part_covers_no_ward(toyshire):
    _, _, rows = toyshire
    drawn = box_of(rows.loc[rows["panel"] == "towns", "drawn_m"].iat[0])
    wards = shapely.from_geojson(rows.loc[(rows["panel"] == "whole") & (rows["area_level"] == "ward"), "outline"].to_numpy(dtype=object))
    assert not shapely.intersects(drawn, wards).any()


def test_names_do_not_overlap(toyshire):
    _, _, rows = toyshire
    for _, panel in rows[rows["label"].notna()].groupby("panel"):
        boxes = []
        for row in panel.itertuples():
            across, up = (em * row.metres_per_em / 2 for em in size_em(row.label.split("\n"), has_figure=row.area_level == "ward"))
            boxes.append(shapely.box(row.label_easting_m - across, row.label_northing_m - up, row.label_easting_m + across, row.label_northing_m + up))
        overlaps = [shapely.area(shapely.intersection(one, other)) for one, other in itertools.combinations(boxes, 2)]
        assert max(overlaps, default=0) == 0


def test_neighbours_are_context_on_the_whole_map_only(toyshire):
    _, _, rows = toyshire
    others = rows[rows["area_level"] == "district"]
    assert others[["area_name", "panel"]].to_numpy().tolist() == [["Next Door", "whole"]]


def test_simplified_borders_stay_shared(toyshire):
    areas, shapes, rows = toyshire
    whole = rows[(rows["panel"] == "whole") & (rows["area_level"] == "ward")]
    drawn = shapely.from_geojson(whole["outline"].to_numpy(dtype=object))
    assert shapely.coverage_is_valid([polygon for shape in drawn for polygon in shapely.get_parts(shape)])
    assert shapely.get_num_coordinates(drawn).sum() < shapely.get_num_coordinates([shapes[code] for code in whole["area_code"]]).sum() / 2


def test_stored_boundaries_share_borders_in_degrees(toyshire):
    areas, shapes, _ = toyshire
    stored = areas.assign(boundary=simplified_boundaries(areas, shapes)).set_index("area_code")["boundary"]
    assert stored.isna()[FAR_AWAY] and stored.isna().sum() == 1
    wards = shapely.from_geojson(stored[stored.index.str.startswith("E05")].to_numpy(dtype=object))
    assert shapely.coverage_is_valid(wards)
    assert shapely.area(shapely.union_all(wards)) == pytest.approx(shapely.area(shapely.from_geojson(stored[HOME])))


def test_a_map_is_at_most_60_kb(toyshire):
    areas, shapes, rows = toyshire
    assert sum(len(shapely.to_geojson(shape)) for shape in shapes.values()) > 120_000
    assert rows["outline"].str.len().sum() <= 60_000
    assert simplified_boundaries(areas, shapes).dropna().str.len().sum() - len(simplified_boundaries(areas, shapes)[0]) <= 60_000


def test_stored_boundaries_give_the_same_map_as_full_ones(toyshire):
    areas, shapes, rows = toyshire
    stored = outlines(areas.assign(boundary=simplified_boundaries(areas, shapes)))
    assert stored[["panel", "area_code"]].to_numpy().tolist() == rows[["panel", "area_code"]].to_numpy().tolist()


def test_a_name_moved_by_hand_stands_there(tmp_path, monkeypatch):
    table = tmp_path / "ward_labels.csv"
    table.write_text("ward_code,easting_m,northing_m\nE05009000,552000,143000\n", encoding="utf-8")
    monkeypatch.setattr(module, "WARD_LABELS", table)
    areas, shapes = places(COUNTRY)
    row = outlines(areas, shapes).query("area_code == 'E05009000' and panel == 'whole'").iloc[0]
    assert (row["label_easting_m"], row["label_northing_m"], row["leader_m"]) == (552_000, 143_000, None)


@pytest.mark.parametrize(("name", "lines"), [
    ("Park", [["Park"]]),
    ("St Mark's", [["St Mark's"]]),
    ("Goudhurst and Lamberhurst", [["Goudhurst and Lamberhurst"], ["Goudhurst and", "Lamberhurst"]]),
    ("Pembury & Capel", [["Pembury & Capel"], ["Pembury &", "Capel"]]),
])
def test_names_break_where_a_reader_would(name, lines):
    assert broken(name) == lines


def test_wards_that_overlap_are_drawn_all_the_same():
    areas, shapes = places(COUNTRY)
    spread = {code: shape.buffer(30) for code, shape in shapes.items()}
    assert outlines(areas, spread).query("panel == 'whole'")["area_code"].nunique() == 5


def test_outlines_read_as_geojson_polygons(toyshire):
    _, _, rows = toyshire
    assert {json.loads(text)["type"] for text in rows["outline"]} <= {"Polygon", "MultiPolygon"}
    assert all(math.isfinite(value) for value in rows["metres_per_em"])
