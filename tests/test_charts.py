"""Charts: what their specification says, and that nothing is drawn where there is no figure."""

import json
from datetime import date

import altair as alt
import pandas as pd
import pytest

from pages.parts import charts, palette, panels, trends
from pages.parts.chart_rows import drawn_from
from pages.parts.drawing import every_month, kept_apart, round_top
from pages.parts.lines import event_lanes


@pytest.fixture
def wards():
    def ward(code, name, crimes, residents, per_1000, is_withheld=False):
        return {"ward_code": code, "ward_name": name, "crimes": crimes, "crimes_before": None, "residents": residents,
                "per_1000": per_1000, "is_withheld": is_withheld}
    return pd.DataFrame([
        ward("E05000001", "Alder", 1253, 20000, 62.65), ward("E05000002", "Birch", 800, 5755, 139.0),
        ward("E05000003", "St Cedar's", None, 4000, None, is_withheld=True), ward("E05000004", "Dogwood", 80, 4000, 20.0),
        ward(None, "Not placed in a ward", 41, None, None)])


@pytest.fixture
def districts():
    def district(code, name, crimes, per_1000, rank, rank_before, is_ranked=True):
        return {"district_code": code, "district_name": name, "crimes": crimes, "residents": 100000, "per_1000": per_1000,
                "rank": rank, "rank_before": rank_before, "is_ranked": is_ranked}
    return [district("E07000002", "Northton", 9040, 90.4, 2, 1), district("E07000001", "Southton", 6580, 65.8, 1, 2),
            district("E06000001", "Bayport", 5000, 50.0, None, None, is_ranked=False)]


def ward_chart(wards, **choices):
    return charts.ward_bars(wards, borough_per_1000=65.8, breaks=(50, 80), **choices).to_dict()


def layers_with(spec, field):
    """Rows of every layer whose text is a field."""
    return [layer["data"]["values"] for layer in spec["layer"] if layer["encoding"].get("text", {}).get("field") == field]


def names_in_order(spec):
    return next(layer["encoding"]["y"]["scale"]["domain"] for layer in spec["layer"] if "field" in layer["encoding"].get("y", {}))


def values_of(spec, key):
    return [row[key] for layer in spec["layer"] for row in layer.get("data", spec.get("data", {})).get("values", []) if key in row]


def test_wards_stand_in_order_of_rate_and_those_without_a_figure_last(wards):
    assert names_in_order(ward_chart(wards))[1:-1] == ["Birch", "Alder", "Dogwood", "St Cedar's"]


def test_wards_may_stand_by_count_or_name(wards):
    assert names_in_order(ward_chart(wards, order="crimes"))[1:-1] == ["Alder", "Birch", "Dogwood", "St Cedar's"]
    assert names_in_order(ward_chart(wards, order="name"))[1:-1] == ["Alder", "Birch", "Dogwood", "St Cedar's"]


def test_a_ward_shows_its_rate_and_its_count_and_the_maps_colour(wards):
    bars = {row["name"]: row for row in ward_chart(wards)["layer"][0]["data"]["values"]}
    assert (bars["Birch"]["shown"], bars["Birch"]["beside"]) == ("139", "800")
    assert (bars["Alder"]["shown"], bars["Alder"]["beside"]) == ("63", "1,253")
    assert [bars[name]["fill"] for name in ("Dogwood", "Alder", "Birch")] == [one.both for one in palette.CLASS_COLOURS]


def test_a_withheld_ward_has_words_and_no_bar(wards):
    spec = ward_chart(wards)
    assert "St Cedar's" not in [row["name"] for row in spec["layer"][0]["data"]["values"]]
    assert [[row["shown"] for row in rows] for rows in layers_with(spec, "shown") if rows[0]["value"] is None] == [["withheld"]] * 2


def test_the_borough_is_a_labelled_rule_of_rates_only(wards):
    assert "Borough 66" in values_of(ward_chart(wards), "label")
    assert not values_of(ward_chart(wards, order="crimes"), "label")


def test_a_click_selects_the_ward_by_its_code(wards):
    pick, = ward_chart(wards)["params"]
    assert pick["name"] == "ward" and pick["select"]["fields"] == ["ward_code"]


def test_a_chosen_ward_is_outlined_and_bold(wards):
    spec = ward_chart(wards, chosen=("E05000003", "E05000004"))
    outlined = next(layer for layer in spec["layer"] if "stroke" in layer["encoding"])
    assert [row["name"] for row in outlined["data"]["values"]] == ["Dogwood"]
    assert '"St Cedar\'s"' in spec["layer"][0]["encoding"]["y"]["axis"]["labelFontWeight"]["condition"]["test"]


def test_districts_rank_from_the_lowest_and_the_unranked_stands_apart(districts):
    spec = charts.district_bars(districts, home="E07000001", county_per_1000=80.0, previous_label="2019").to_dict()
    assert names_in_order(spec)[1:-1] == ["Southton", "Northton", " ", "Bayport"]
    bars = {row["name"]: row for row in spec["layer"][0]["data"]["values"]}
    assert bars["Southton"]["fill"] == palette.FOCUS.both and bars["Northton"]["fill"] == palette.MUTED.both
    assert bars["Bayport"]["rank"] == "not ranked" and bars["Bayport"]["fill"] == "transparent"
    assert "County 80.0" in values_of(spec, "label") and "position, 2019" in values_of(spec, "words")


def months_of(figures, first="2019-11-01"):
    return [{"month": month, "crimes": figure, "crimes_12m": None, "per_1000_12m": figure, "county_per_1000_12m": 90.0}
            for month, figure in zip(pd.date_range(first, periods=len(figures), freq="MS"), figures)]


def test_a_rolling_rate_breaks_where_it_is_null_and_marks_decembers():
    spec = trends.rolling_rate(months_of([70.0, 72.46, None, 66.0]), district_label="Southton", county_label="Kent",
                               events=[{"date": date(2020, 1, 23), "event": "Lockdown"}]).to_dict()
    district = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "line")
    assert [point["value"] for point in district["data"]["values"]] == [70.0, 72.46, None, 66.0]
    assert district["mark"]["invalid"] == "break-paths-show-path-domains"
    assert [rows[0]["shown"] for rows in layers_with(spec, "shown")] == ["72.5"] * 2
    assert [rows[0]["lines"] for rows in layers_with(spec, "lines")] == [["66.0", "Southton"]] * 2 + [["90.0", "Kent"]] * 2
    assert "Lockdown" in values_of(spec, "event")


def test_a_rolling_rate_of_nothing_draws_no_line():
    spec = trends.rolling_rate(months_of([None, None]), district_label="Southton", county_label="").to_dict()
    assert [layer["data"]["values"][0]["value"] for layer in spec["layer"] if layer["mark"]["type"] == "line"] == [90.0]


def test_a_month_without_a_row_or_a_figure_is_hatched_and_not_zero():
    rows = months_of([5, None, 7, 8, 9])
    del rows[2]
    spec = trends.monthly_counts(rows, chosen_from="2020-02-01", chosen_to="2020-03-01").to_dict()
    bars = spec["layer"][0]["data"]["values"]
    assert [(bar["value"], bar["fill"] == palette.FOCUS.both) for bar in bars] == [(5, False), (8, True), (9, True)]
    gap, = next(layer["data"]["values"] for layer in spec["layer"] if isinstance(layer["mark"].get("fill"), dict))
    assert gap["words"] == "no data"
    assert (gap["at"], gap["until"]) == (1575158400000, 1580515200000)  # 1 December 2019 to 1 February 2020


def test_seasons_show_the_four_newest_years_with_the_newest_strong():
    spec = trends.seasons(months_of(list(range(60)), first="2016-01-01")).to_dict()
    lines = [layer for layer in spec["layer"] if layer["mark"]["type"] == "line"]
    assert [rows[0]["lines"] for rows in layers_with(spec, "lines")[::2]] == [["2017"], ["2018"], ["2019"], ["2020"]]
    assert lines[-1]["mark"]["color"] == palette.FOCUS.both
    assert len({json.dumps([line["mark"]["strokeDash"], line["mark"]["color"]]) for line in lines}) == 4


def test_urban_and_rural_differ_by_more_than_colour():
    rows = [{"month": month, "rural_urban": kind, "per_1000_12m": 50.0} for kind in ("Rural", "Urban")
            for month in pd.date_range("2020-01-01", periods=3, freq="MS")]
    spec = trends.rural_urban_lines(rows).to_dict()
    lines = [layer["mark"] for layer in spec["layer"] if layer["mark"]["type"] == "line"]
    assert lines[0]["strokeDash"] != lines[1]["strokeDash"]
    assert [rows[0]["lines"][1] for rows in layers_with(spec, "lines")[::2]] == ["Urban wards", "Rural wards"]


def test_small_multiples_keep_the_order_given_and_leave_a_gap():
    rows = [row | {"category_code": code, "category_label": label, "crimes_12m": total}
            for code, label, total in (("robbery", "Robbery", None), ("burglary", "Burglary", 1281))
            for row in months_of([3] * 12 + [None] + [4] * 12)]
    spec = panels.small_multiples(rows, columns=2).to_dict()
    assert [row["words"] for row in layers_with(spec, "words")[0]] == ["Robbery", "Burglary"]
    assert [row["words"] for row in layers_with(spec, "words")[1]] == ["no total", "1,281"]
    earlier, latest = [layer["data"]["values"] for layer in spec["layer"] if layer["mark"]["type"] == "line"]
    assert len(latest) == 24 and [point["y"] for point in earlier if point["y"] is None] == [None, None]


def test_a_calendar_says_each_state_with_a_sign():
    rows = [{"extract": "Crime", "year": 2020, "month_no": number, "state": state}
            for number, state in enumerate(("complete", "provisional", "missing"), start=1)]
    spec = panels.month_calendar(rows).to_dict()
    assert [row["sign"] for row in layers_with(spec, "sign")[0]] == ["\N{CHECK MARK}", "P", "\N{MULTIPLICATION SIGN}"]
    assert spec["title"]["text"] == "\N{CHECK MARK} complete, P provisional, \N{MULTIPLICATION SIGN} missing"


def test_every_chart_is_svg_in_our_type_at_the_size_asked(wards):
    spec = ward_chart(wards, font_px=24)
    assert spec["usermeta"]["embedOptions"]["renderer"] == "svg"
    assert spec["width"] == "container" and spec["config"]["font"].startswith("Source Sans")
    assert spec["config"]["axis"]["labelFontSize"] == 24
    assert "https://" not in json.dumps({key: value for key, value in spec.items() if key != "$schema"})


def test_event_labels_that_would_overlap_get_lanes_of_their_own():
    first, last = pd.Timestamp("2018-01-01"), pd.Timestamp("2021-01-01")
    events = [{"date": date(2020, 3, 23), "event": "First lockdown"}, {"date": date(2020, 4, 23), "event": "Shops close"},
              {"date": date(2018, 2, 1), "event": "New form"}, {"date": date(2015, 1, 1), "event": "Long before"}]
    placed = {event["event"]: event for event in event_lanes(events, first, last, 13)}
    assert "Long before" not in placed
    assert placed["First lockdown"]["lane"] != placed["Shops close"]["lane"]
    assert (placed["New form"]["align"], placed["First lockdown"]["align"]) == ("left", "right")


def test_labels_keep_apart_and_above_the_bottom():
    assert kept_apart([50, 52], [16, 16], 100) == [50, 66]
    assert kept_apart([95, 96], [16, 16], 100) == [76, 92]


def test_months_without_a_row_are_filled_and_scales_end_on_round_figures():
    filled = every_month([{"month": "2020-03-01", "crimes": 2}, {"month": "2020-01-01", "crimes": 1}])
    assert [row.get("crimes") for row in filled] == [1, None, 2]
    assert [round_top(largest) for largest in (0, 7.2, 98, 652)] == [1.0, 8.0, 100.0, 800.0]


def test_a_layer_says_what_altairs_own_chart_says():
    rows, pick = [{"at": 1, "value": 2, "told": "a"}], alt.selection_point(name="one", fields=["at"], toggle=False)
    x = alt.X("at:Q", scale=alt.Scale(domain=[0, 1], rangeMax=alt.ExprRef("width - 3")), axis=alt.Axis(values=[0, 1], labelFontWeight=alt.condition("datum.value > 0", alt.value("bold"), alt.value("normal"))))

    def drawn(start):
        source = start.encode(x=x, y=alt.YValue(alt.ExprRef("height / 2")), tooltip=[alt.Tooltip("told:N", title="Told"), alt.Tooltip("at:Q")])
        yield source.mark_text(align="left", dy=-3, stroke=None, opacity=alt.ExprRef("width > 9 ? 1 : 0")).encode(text=alt.Text("told:N"), tooltip=alt.TooltipValue(None))
        yield source.mark_bar(height=alt.RelativeBandSize(band=0.5), fill={"gradient": "linear", "stops": [{"offset": 0, "color": "red"}]}).encode(x2=alt.X2("value:Q"))
        yield source.transform_calculate(more="datum.at + 1").mark_rect(strokeDash=[3, 2]).encode(color=alt.Color("told:N", scale=None)).add_params(pick)
    ours, altairs = drawn(drawn_from(rows)), drawn(alt.Chart(alt.Data(values=rows)))
    for one, other in zip(ours, altairs, strict=True):
        assert one.to_dict({}) == {word: value for word, value in other.to_dict(validate=False, context={"top_level": False}).items() if word != "name"}


def test_layers_that_share_a_scale_write_it_once():
    asked = []

    class Counted(alt.X):
        def to_dict(self, *given, **more):
            asked.append(self)
            return super().to_dict(*given, **more)
    x, written = Counted("at:Q", scale=alt.Scale(domain=[0, 1])), {}
    first, second = (drawn_from([{"at": at}]).mark_point().encode(x=x).to_dict(written) for at in (0, 1))
    assert asked == [x] and first["encoding"] == second["encoding"] == {"x": {"field": "at", "type": "quantitative", "scale": {"domain": [0, 1]}}}


def test_exports_get_plain_colours():
    text = f'{{"fill": "{palette.FOCUS.both}"}}'
    assert palette.plain(text) == '{"fill": "#12436D"}'
    assert palette.plain(text, is_dark=True) == '{"fill": "#6BACE6"}'


def luminance(colour):
    parts = [int(colour[place:place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear))


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_is_readable_on_its_ground(theme):
    pairs = [(palette.INK, palette.GROUND), (palette.GREY_TEXT, palette.GROUND), (palette.GREY_TEXT, palette.LAND),
             (palette.FOCUS, palette.GROUND), (palette.ACCENT, palette.GROUND), *zip(palette.CLASS_INK, palette.CLASS_COLOURS)]
    assert all(contrast(getattr(ink, theme), getattr(ground, theme)) >= 4.5 for ink, ground in pairs)
