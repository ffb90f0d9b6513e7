"""Where figures are missing, a page says which and why; it never shows a part as the whole, nor a traceback."""

import json
from pathlib import Path

import pandas as pd
import pytest
from visible import PAGES, opened, table, title, words

from data.editions import write_edition
from pages.parts.trends import RATE

SAMPLE = Path(__file__).resolve().parent.parent / "data" / "sample"
MISSING = pd.to_datetime(["2019-05-01", "2019-06-01"])


def write_changed(folder, change):
    """Write the sample again with its extracts changed, as an edition that keeps every contract."""
    about = json.loads((SAMPLE / "edition.json").read_text(encoding="utf-8"))
    extracts = {name: pd.read_parquet(SAMPLE / f"{name}.parquet") for name in about["extracts"]}
    notes = {name: {"sources": extract["sources"], "known_gaps": []} for name, extract in about["extracts"].items() if "sources" in extract}
    write_edition(folder, extracts | change(extracts), about | {"extracts": notes, "tag": "With gaps"})
    return folder


@pytest.fixture(scope="module")
def with_gaps(tmp_path_factory):
    """An edition that lacks two months of 2019 and the crimes of one district in one month of 2018."""
    def change(extracts):
        coverage, kept = extracts["coverage"], {}
        for name, month in (("crime", "month"), ("outcomes", "recorded_month"), ("arrests", "month")):
            rows, months = extracts[name], pd.to_datetime(extracts[name][month])
            kept[name] = rows[~(months.isin(MISSING) | ((rows["district_code"] == "E07000105") & (months == "2018-03-01")))]
        is_whole = ~pd.to_datetime(coverage["month"]).isin(MISSING)
        return kept | {"coverage": coverage.assign(is_complete=is_whole)}
    return write_changed(tmp_path_factory.mktemp("gaps") / "edition", change)


@pytest.fixture
def gaps(with_gaps, monkeypatch):
    monkeypatch.setenv("DASHBOARD_EDITION", str(with_gaps))


@pytest.fixture(scope="module")
def without_wards(tmp_path_factory):
    """An edition that knows districts only."""
    def change(extracts):
        areas, residents, outlines = (extracts[name] for name in ("areas", "residents", "outlines"))
        districts = areas[areas["area_level"] == "district"]
        whole = {}
        for name, count in (("crime", "crimes"), ("outcomes", "crimes"), ("arrests", "arrests")):
            rows = extracts[name].assign(ward_code=None)
            keys = [column for column in rows if column != count]
            whole[name] = rows.groupby(keys, as_index=False, dropna=False)[count].sum()
        unplaced = {name: extracts[name].assign(ward_code=None) for name in ("collisions", "near_misses")}
        return unplaced | whole | {"areas": districts, "residents": residents[residents["area_code"].isin(districts["area_code"])],
                "outlines": outlines.head(0), "former_wards": extracts["former_wards"].head(0), "deprivation": extracts["deprivation"].head(0)}
    return write_changed(tmp_path_factory.mktemp("districts") / "edition", change)


@pytest.mark.parametrize("page", ["dashboard.py", "pages/2_Wards.py", "pages/4_Comparison.py"])
def test_a_window_with_missing_months_has_no_total_and_names_them(gaps, page):
    app = opened(page, last_month="2019-12")
    assert not app.exception
    assert "There is no total for January to December 2019: the figures for May and June 2019 are missing." in words(app)


def test_home_gives_no_figure_for_a_window_with_missing_months(gaps):
    app = opened(last_month="2019-12")
    row = table(app, "Crimes and incidents by category")["All crime"]
    assert not any(cell.strip("–").replace(",", "").isdigit() for heading, cell in row.items() if heading != "36 months" and "2018" not in heading)


def test_home_gives_no_change_where_the_year_before_lacks_months(gaps):
    app = opened()
    seen = words(app)
    assert "Recorded crime 7,830" in seen
    assert "Can't be compared with the year before: the figures for May and June 2019 are missing." in seen
    assert "\N{MINUS SIGN}778" not in seen and "fell by 778" not in seen


def test_wards_have_no_rates_in_a_window_with_missing_months(gaps):
    app = opened("pages/2_Wards.py", last_month="2019-12")
    counts = {row["2019"] for row in table(app, "All crime by ward").values()}
    assert not any(count.replace(",", "").isdigit() for count in counts)


def test_lines_begin_with_the_first_month_that_has_a_figure(gaps):
    specs = [json.loads(chart.proto.spec) for chart in opened("pages/3_Trends.py", last_month="2018-06").get("vega_lite_chart")]
    begun = [layer["encoding"]["x"]["scale"]["domain"][0] for spec in specs if spec.get("title", {}).get("text") == RATE for layer in spec["layer"][-1:]]
    assert begun == 2 * [pd.Timestamp("2017-01-01").timestamp() * 1000]


def test_one_districts_missing_month_takes_all_positions_away(gaps):
    app = opened("pages/4_Comparison.py", last_month="2018-12")
    assert "There is no position to give" in words(app)
    assert {row["By rate 2018"] for row in table(app, "All crime: rates").values()} == {"–", "not ranked"}


@pytest.mark.parametrize("page", PAGES)
def test_no_page_breaks_on_gaps(gaps, page):
    for last_month in ("2019-12", "2016-12"):
        assert not opened(page, last_month=last_month).exception


def test_about_names_the_missing_months(gaps):
    assert "Partnership counts: January 2017 to March 2023; May and June 2019 missing" in words(opened("pages/8_About_the_data.py"))


@pytest.mark.parametrize("page", PAGES)
def test_an_absent_edition_is_said_in_words(page, monkeypatch, tmp_path):
    monkeypatch.setenv("DASHBOARD_EDITION", str(tmp_path))
    app = opened(page)
    assert not app.exception
    assert "No readable edition in" in app.error[0].value and "python -m data build" in app.error[0].value


@pytest.mark.parametrize("page", PAGES)
def test_an_edition_without_wards_opens_every_page(page, monkeypatch, without_wards):
    monkeypatch.setenv("DASHBOARD_EDITION", str(without_wards))
    app = opened(page)
    assert not app.exception and title(app)


def test_a_new_edition_shows_without_a_restart(monkeypatch, with_gaps):
    app = opened()
    assert "\N{MINUS SIGN}778" in words(app)
    monkeypatch.setenv("DASHBOARD_EDITION", str(with_gaps))
    assert "\N{MINUS SIGN}778" not in words(app.run()) and not app.exception
