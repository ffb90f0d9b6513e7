"""Charts and maps as pictures: large, in plain colours, with what must be said of them inside."""

import json
import re
import struct
import time
from html import unescape
from io import BytesIO

import pytest
from PIL import Image
from visible import PAGES, opened

from pages.parts.kept import Page, Picture, View
from pages.parts.pictures import chart_png, framed_png, framed_svg
from queries import fetch

WITH_CHARTS = [page for page in PAGES if page not in ("dashboard.py", "pages/1_Questions.py")]


def size(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", png[16:24])


def words_of(svg: str) -> str:
    """Give what is written in a picture."""
    return " ".join(unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)", svg))


def colours(png: bytes) -> int:
    """Count the colours of a picture: an empty one has one."""
    return len(Image.open(BytesIO(png)).convert("RGB").resize((400, 300)).getcolors(120_000))


@pytest.mark.parametrize("page", WITH_CHARTS)
def test_each_chart_of_a_page_is_a_picture_with_title_caution_source_and_link(page):
    app = opened(page)
    kept = app.session_state["kept"]
    pictures = [(view, picture) for view in kept.views for picture in view.pictures]
    assert len(pictures) == len(app.get("vega_lite_chart")) > 0
    for view, picture in pictures:
        svg = framed_svg(picture, view, kept)
        said = words_of(svg)
        assert "light-dark" not in svg and "currentColor" not in svg
        assert " ".join(view.title.split()) in said and kept.measure.split(" · ")[0][:40] in said and kept.edition[:40] in said
        assert all(caution[:40] in said for caution in kept.cautions) and kept.link[:40] in said
    png = framed_png(*reversed(pictures[0]), kept)
    assert size(png)[0] >= 2000 and colours(png) > 20


def test_a_picture_asks_for_nothing_from_elsewhere():
    kept = opened("pages/2_Wards.py").session_state["kept"]
    for view in kept.views:
        for picture in view.pictures:
            assert '"url"' not in json.dumps(picture.spec, default=str)


def test_the_figures_of_a_picture_are_those_of_the_query():
    kept = opened("pages/2_Wards.py").session_state["kept"]
    bars = next(picture for view in kept.views for picture in view.pictures if picture.name == "ward_bars")
    said = words_of(framed_svg(bars, View("Wards"), kept))
    rows = fetch("crime_by_ward").dropna(subset="ward_code")
    assert len(rows) == 20 and all(f"{row.crimes:,}" in said and row.ward_name in said for row in rows.itertuples())


def test_marks_and_signs_in_a_title_are_shown_as_they_are():
    spec = {"$schema": "x", "width": 200, "height": 50, "data": {"values": [{"a": 1}]}, "mark": "bar", "encoding": {"x": {"field": "a", "type": "quantitative"}}}
    page = Page(measure="a & b", cautions=("1 < 2",), source="'s' \"q\"", link="?" + "x" * 300)
    svg = framed_svg(Picture("p", spec, ""), View("<b>&"), page)
    assert "&lt;b&gt;&amp;" in svg and "1 &lt; 2" in svg and "x" * 300 not in svg
    assert size(framed_png(Picture("p", spec, ""), View("<b>&"), page))[0] >= 2000


def test_a_map_of_many_points_is_drawn_in_seconds():
    kept = opened("pages/7_Near_misses.py").session_state["kept"]
    near = next(picture for view in kept.views for picture in view.pictures if picture.name == "near_map")
    began = time.monotonic()
    assert size(chart_png(near))[0] == 2400
    assert time.monotonic() - began < 20


def test_the_map_can_be_saved_while_it_is_explored():
    app = opened("pages/2_Wards.py")
    app.session_state["map_form"] = "Explore"
    app.run()
    assert len(app.get("deck_gl_json_chart")) == 1
    assert [picture.name for view in app.session_state["kept"].views for picture in view.pictures] == ["ward_map", "ward_bars"]
