"""Maps of points and rings: what is drawn where, how many marks, what travels to the browser, and nothing from outside."""

import json
import math
import random

import pandas as pd
import pytest

from pages.parts import point_layers, repeat_locations
from pages.parts.map_layers import Ground
from pages.parts.place_layers import fitted
from pages.parts.point_layers import REPORTS, SEVERITIES, together, where
from pages.parts.point_maps import explore_points, point_map
from pages.parts.ring_layers import GAP_EM, placed_rings

EDGE = json.dumps({"type": "Polygon", "coordinates": [[[0, 0], [0, 10000], [20000, 10000], [20000, 0], [0, 0]]]})
DEGREES = json.dumps({"type": "Polygon", "coordinates": [[[0.1, 51], [0.1, 51.2], [0.5, 51.2], [0.5, 51], [0.1, 51]]]})
WHOLE = {"panel": "whole", "area_code": "E05000001", "area_name": "Alder", "area_level": "ward", "outline": EDGE, "label": "Alder",
         "label_easting_m": 15000, "label_northing_m": 8000, "leader_m": None, "frame_m": "0,-10000,20000,10000", "drawn_m": "0,-10000,20000,10000",
         "metres_per_em": 400.0}
TOWNS = WHOLE | {"panel": "towns", "label": None, "frame_m": "2000,2000,6000,6000", "drawn_m": "0,-10000,8000,-2000", "metres_per_em": 200.0}
OUTLINES = [WHOLE, TOWNS]
WARDS = [{"ward_code": "E05000001", "ward_name": "Alder", "boundary": DEGREES, "longitude": 0.3, "latitude": 51.1}]
PLACES = [{"place_name": "Oakham", "place_kind": "village", "easting_m": 12000, "northing_m": 5000, "longitude": 0.3, "latitude": 51.1}]
GROUND = Ground(OUTLINES, 12)


def ring(count, easting_m, northing_m, letter="A"):
    return {"letter": letter, "count": count, "easting_m": easting_m, "northing_m": northing_m, "place": "Lane", "first": "1 May 2021",
            "latest": "2 May 2022", "longitude": 0.3, "latitude": 51.1}


def point(severity="Slight", easting_m=12000, northing_m=4000):
    return {"severity": severity, "easting_m": easting_m, "northing_m": northing_m, "longitude": 0.3, "latitude": 51.1, "day": "1 May 2021",
            "month_name": "May 2021", "told": "1 May 2021"}


def marks(chart):
    return [layer for layer in chart.to_dict()["layer"] if layer["mark"]["type"] == "point"]


def drawn(points, rings=(), **more):
    return point_map(points, list(rings), OUTLINES, PLACES, looks=SEVERITIES, look_column="severity", told={"day": "When"}, **more)


def test_a_place_in_the_towns_is_drawn_twice_and_enlarged():
    assert where(GROUND, 4000, 4000) == [("whole", 4000, 4000), ("towns", 4000, -6000)]
    assert where(GROUND, 12000, 4000) == [("whole", 12000, 4000)]


def test_a_place_under_the_enlarged_towns_or_off_the_map_is_not_drawn():
    assert where(GROUND, 4000, -5000) == [] and where(GROUND, 90000, 4000) == []


def test_each_severity_has_its_own_shape_and_colour():
    looks = {look.value: (look.shape, look.colour) for look in SEVERITIES}
    assert [looks[severity][0] for severity in ("Fatal", "Serious", "Slight")] == ["diamond", "square", "circle"]
    assert len({colour for _, colour in looks.values()}) == 3


def test_every_point_is_a_mark_of_its_severity():
    layers = marks(drawn([point("Slight"), point("Slight", 13000), point("Fatal", 15000)]))
    counted = {(layer["mark"]["shape"], len(layer["data"]["values"])) for layer in layers if "size" in layer["encoding"]}
    assert {("circle", 2), ("diamond", 1)} <= counted


def test_a_point_without_a_place_is_not_drawn():
    assert drawn([point() | {"easting_m": None}]).to_dict()


def test_too_many_points_become_fewer_marks_that_keep_their_number():
    random.seed(1)
    points = pd.DataFrame([{"look": look, "easting": random.uniform(0, 20000), "northing": random.uniform(0, 10000)} for look in ("Slight", "Fatal") * 10000])
    found = together(points, GROUND.em)
    assert len(found) <= point_layers.MOST_MARKS and list(found.groupby("look")["number"].sum()) == [10000, 10000]
    middle = (found["easting"] * found["number"]).sum() / 20000
    assert middle == pytest.approx(points["easting"].mean())


def test_rings_never_touch():
    rings = placed_rings([ring(9, 4000, 4000, "A"), ring(8, 4010, 4000, "B"), ring(3, 4000, 4020, "C"), ring(3, 4000, 4020, "D")], GROUND)
    for one in rings:
        for other in rings:
            apart = math.hypot(one["easting"] - other["easting"], one["northing"] - other["northing"])
            assert one is other or apart >= one["radius"] + other["radius"] + 0.5 * GAP_EM * GROUND.em


def test_a_ring_grows_with_its_number():
    few, many = placed_rings([ring(3, 12000, 4000, "A"), ring(14, 16000, 4000, "B")], GROUND)
    assert few["radius"] < many["radius"]


def test_a_name_moves_off_a_ring_or_stays_away():
    name = {"words": "Oakham", "kind": "village", "at": (12000, 5000), "frame": GROUND.frame, "is_chosen": False}
    taken = [(11000, 4800, 13000, 5200)]
    (moved,) = fitted([name], taken, GROUND)
    assert moved["northing"] != 5000
    assert fitted([name], [GROUND.frame], GROUND) == []


def test_letters_follow_the_order_and_end_at_z():
    rows = [{"place": f"Lane {number}", "ward_name": "Alder", "reports": 30 - number, "first_date": "2021-05-01", "last_date": "2022-05-02",
             "longitude": 0.3, "latitude": 51.1} for number in range(28)]
    found = repeat_locations.lettered(rows, PLACES, "reports")
    assert [row["letter"] for row in found[:2]] + [row["letter"] for row in found[25:]] == ["A", "B", "Z", "", ""]


@pytest.mark.parametrize(("place", "is_road", "named"), [(None, False, "near Oakham"), ("Sample lane", False, "Sample lane"), ("A9911", True, "A9911 near Oakham")])
def test_a_repeat_location_without_a_name_is_near_a_place(place, is_road, named):
    row = {"place": place, "reports": 3, "first_date": "2021-05-01", "last_date": "2022-05-02", "longitude": 0.31, "latitude": 51.1}
    assert repeat_locations.lettered([row], PLACES, "reports", is_road=is_road)[0]["place"] == named


def test_the_explored_map_holds_every_point_and_asks_for_nothing():
    deck = explore_points([point(), point("Serious"), point("Fatal")], [ring(3, 12000, 4000)], WARDS, PLACES, looks=SEVERITIES, look_column="severity", told="told",
                          neighbours=[{"district_name": "Elmham", "boundary": DEGREES, "longitude": 0.6, "latitude": 51.3}])
    sent = deck.to_json()
    assert '"map_style"' not in sent or "http" not in deck.map_style
    assert {layer["id"] for layer in json.loads(sent)["layers"]} >= {"wards", "points_Slight", "points_Serious", "points_Fatal", "rings", "neighbours"}
    assert "Elmham" in sent and json.loads(sent)["layers"][0]["id"] == "neighbours"


def test_twenty_thousand_points_are_under_a_megabyte_in_both_forms():
    random.seed(2)
    points = [{"easting_m": random.uniform(0, 20000), "northing_m": random.uniform(0, 10000), "longitude": random.uniform(0.1, 0.5),
               "latitude": random.uniform(51, 51.2), "day": f"{number % 28 + 1} May 2021", "month_name": f"May {2000 + number % 20}", "told": "Too fast"}
              for number in range(20000)]
    picture = point_map(points, [], OUTLINES, PLACES, looks=REPORTS, look_column="", told={"day": "Day"}).to_json(indent=None)
    explored = explore_points(points, [], WARDS, PLACES, looks=REPORTS, look_column="", told="told").to_json()
    assert len(picture) < 1_000_000 and len(explored) < 1_000_000
