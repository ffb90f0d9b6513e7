"""The ward map as a picture and to explore: every ward named, nothing from the network, nothing lost where a figure is."""

import json
import re

import pandas as pd
import pytest

from pages.parts.maps import class_breaks, class_names, class_of, explore_map, ward_map

SQUARE = "[[[{0},{1}],[{0},{3}],[{2},{3}],[{2},{1}],[{0},{1}]]]"


def outline(code, name, box, *, panel="whole", level="ward", label=None, at=(None, None), leader=None):
    whole = "550000,140000,570000,150000"
    return {"panel": panel, "area_code": code, "area_name": name, "area_level": level,
            "outline": '{"type":"Polygon","coordinates":' + SQUARE.format(*box) + "}", "label": label, "label_easting_m": at[0],
            "label_northing_m": at[1], "leader_m": leader, "frame_m": whole if panel == "whole" else "556000,144000,558000,146000",
            "drawn_m": whole if panel == "whole" else "550000,140000,555000,145000", "metres_per_em": 377.0 if panel == "whole" else 150.0}


@pytest.fixture
def outlines():
    return pd.DataFrame([
        outline("E05000001", "Upper Weald", (558000, 140000, 566000, 150000), label="Upper\nWeald", at=(562000, 146000)),
        outline("E05000002", "St James'", (556000, 144000, 558000, 146000)),
        outline("E05000002", "St James'", (556000, 144000, 558000, 146000), panel="towns", label="St James'", at=(557000, 145000)),
        outline("E05000003", "Little Wood", (566000, 149000, 567000, 150000), label="Little Wood", at=(568500, 147000), leader="566500,149500,568000,148000"),
        outline("E07000900", "Next Door", (567000, 140000, 570000, 150000), level="district", label="Next Door", at=(568500, 142000)),
    ])


@pytest.fixture
def rows():
    return pd.DataFrame([
        {"ward_code": "E05000001", "ward_name": "Upper Weald", "crimes": 210, "residents": 5000, "per_1000": 42.0, "is_withheld": False},
        {"ward_code": "E05000002", "ward_name": "St James'", "crimes": 570, "residents": 6000, "per_1000": 95.0, "is_withheld": False},
        {"ward_code": "E05000003", "ward_name": "Little Wood", "crimes": None, "residents": 2000, "per_1000": None, "is_withheld": True},
        {"ward_code": None, "ward_name": "Not placed in a ward", "crimes": 9, "residents": None, "per_1000": None, "is_withheld": False},
    ])


def data_of(chart):
    """All rows of all layers, in the order in which they are drawn."""
    spec = chart.to_dict()
    kept = spec.get("datasets", {})
    return [row for layer in spec["layer"] for row in layer["data"].get("values") or kept[layer["data"]["name"]]]


def words_of(chart):
    return [row["words"] for row in data_of(chart) if "words" in row]


def test_the_picture_names_every_ward_with_its_rate(rows, outlines):
    words = words_of(ward_map(rows, outlines, breaks=(50, 80)))
    assert {"Upper\nWeald\n42", "St James'\n95", "Little Wood\nwithheld"} <= set(words)
    assert {"Next Door", "The towns, enlarged", "5 km", "1 km"} <= set(words)


def test_the_key_says_the_classes_and_that_a_figure_is_missing(rows, outlines):
    assert class_names((50, 80)) == ("under 50 per 1,000", "50 to under 80", "80 or more")
    assert {*class_names((50, 80)), "no figure"} <= set(words_of(ward_map(rows, outlines, breaks=(50, 80))))
    assert "no figure" not in words_of(ward_map(rows.assign(per_1000=42.0), outlines, breaks=(50, 80)))


def test_a_withheld_ward_tells_no_figure(rows, outlines):
    drawn = [row for row in data_of(ward_map(rows, outlines, breaks=(50, 80))) if row.get("ward_code") == "E05000003"]
    assert [(row["rate"], row["crimes"]) for row in drawn] == [("withheld", "withheld")]


def test_a_ward_without_residents_says_no_figure(rows, outlines):
    unknown = rows.assign(residents=None, per_1000=None, is_withheld=False)
    drawn = [row for row in data_of(ward_map(unknown, outlines, breaks=(50, 80))) if row.get("ward_code") == "E05000001"]
    assert [(row["rate"], row["crimes"], row["residents"]) for row in drawn] == [("no figure", "210", "not known")]


def test_the_enlarged_ward_is_drawn_twice_and_can_be_chosen_in_both(rows, outlines):
    drawn = [row["geometry"]["coordinates"][0][:3:2] for row in data_of(ward_map(rows, outlines, breaks=(50, 80)))
             if row.get("ward_code") == "E05000002"]
    assert drawn == [[[556000, 144000], [558000, 146000]], [[550000, 140000], [555000, 145000]]]


def test_the_chosen_ward_is_outlined_and_its_name_heavier(rows, outlines):
    chart = ward_map(rows, outlines, breaks=(50, 80), chosen=["E05000002"])
    widths = {row["ward_code"]: row["border_px"] for row in data_of(chart) if "border_px" in row}
    assert widths == {"E05000001": 1, "E05000002": 3, "E05000003": 1}
    heavy = [layer for layer in chart.to_dict()["layer"] if layer["mark"].get("fontWeight") == 800]
    assert len(heavy) == 2  # halo and text


def test_a_click_answers_with_the_ward_code(rows, outlines):
    (param,) = ward_map(rows, outlines, breaks=(50, 80)).to_dict()["params"]
    assert (param["name"], param["select"]["type"], param["select"]["fields"]) == ("ward", "point", ["ward_code"])


def test_the_size_follows_the_type(rows, outlines):
    small, large = (ward_map(rows, outlines, breaks=(50, 80), font_px=size).to_dict() for size in (12, 24))
    assert (small["width"], large["width"]) == (637, 1273)  # 20,000 m at 377 m an em
    assert large["height"] == pytest.approx(2 * small["height"], abs=1)


def test_nothing_of_a_map_comes_from_the_network(rows, outlines):
    boundaries = boundaries_of(rows)
    for text in (ward_map(rows, outlines, breaks=(50, 80)).to_json(), explore_map(rows, boundaries, breaks=(50, 80)).to_json()):
        addresses = set(re.findall(r"https?://[^\"\s]+", text))
        assert all(address.startswith("https://vega.github.io/schema/") for address in addresses)  # a name, not fetched


def boundaries_of(rows):
    known = rows[rows["ward_code"].notna()]
    west = [0.1, 0.2, 0.3]
    return known[["ward_code", "ward_name"]].assign(
        longitude=[value + 0.05 for value in west], latitude=51.15,
        boundary=['{"type":"Polygon","coordinates":' + SQUARE.format(value, 51.1, value + 0.1, 51.2) + "}" for value in west])


def test_exploring_keeps_every_ward_with_its_words(rows):
    deck = json.loads(explore_map(rows, boundaries_of(rows), breaks=(50, 80), chosen=["E05000001"]).to_json())
    wards, names = deck["layers"][-2:]
    assert (wards["id"], wards["pickable"], names["pickable"]) == ("wards", True, False)
    assert sorted((row["ward_code"], row["rate"], row["line_px"]) for row in wards["data"]) == [
        ("E05000001", "42", 4), ("E05000002", "95", 1), ("E05000003", "withheld", 1)]
    assert sorted(row["words"] for row in names["data"]) == ["Little Wood\nwithheld", "St James'\n95", "Upper Weald\n42"]
    assert deck["mapStyle"].startswith("data:application/json,")


@pytest.mark.parametrize(("rates", "breaks"), [
    ([28, 28, 33, 37, 38, 42, 44, 45, 47, 50, 54, 60, 63, 69, 72, 72, 85, 95, 98, 139], (40, 60)),
    ([0.6, 0.9, 1.1, 1.9, 2.4, 2.6, 4.1, 4.4, 5.2], (2, 4)),
    ([7.0], (3.5, 7.0)),
    ([0, 0, 0], (1, 2)),
    ([None, None], (1, 2)),
])
def test_classes_part_at_round_figures(rates, breaks):
    rows = pd.DataFrame({"ward_code": [f"E0500{number:04}" for number in range(len(rates))], "per_1000": rates})
    assert class_breaks(rows) == breaks


@pytest.mark.parametrize(("rate", "number"), [(None, None), (float("nan"), None), (0, 0), (49.9, 0), (50, 1), (79.9, 1), (80, 2)])
def test_a_rate_on_a_break_is_in_the_upper_class(rate, number):
    assert class_of(rate, (50, 80)) == number
