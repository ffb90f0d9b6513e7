"""The benchmark measures what it says: scaled editions are editions, the floor replays its page, pandas gives the same figures."""

import shutil

import pandas as pd
import pytest

from bench import parse
from bench_choices import HOME, asked_of, changes, label, walk
from bench_figures import Pandas, WholeTables, differences
from bench_floor import floor_app, record
from bench_ratios import Pairs, spread, table
from data.checks import failures
from scaled_editions import SAMPLE, SIZES, Size, scaled_edition, scaled_extracts
from streamlit.testing.v1 import AppTest
from visible import opened

TINY = Size(districts=15, crimes=30_000)
WINDOW = {"district": HOME, "last_month": "2022-12", "months": 12}
WARDS = "pages/2_Wards.py"


@pytest.fixture(scope="module", params=[Pandas, lambda folder: Pandas(folder, each_crime=True), WholeTables], ids=["counts", "a row a crime", "whole tables"])
def tables(request, tiny):
    """The tiny edition in pandas, each way."""
    return request.param(tiny)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """The sample with two districts more, and some crimes of the police's open data."""
    return scaled_edition(tmp_path_factory.mktemp("scaled") / "tiny", TINY)


def test_a_scaled_edition_that_lost_a_file_is_noticed(tiny, tmp_path):
    assert failures(tiny) == []
    shutil.copytree(tiny, tmp_path / "broken", ignore=shutil.ignore_patterns("outcomes.parquet", "residents.parquet"))
    assert [problem.file for problem in failures(tmp_path / "broken")] == ["residents.parquet"]


def test_a_scaled_edition_has_what_was_asked_for(tiny):
    areas, crime, places = (pd.read_parquet(tiny / f"{name}.parquet") for name in ("areas", "crime", "crime_places"))
    assert (areas["area_level"] == "district").sum() == 15
    police = crime[(crime["series"] == "police_uk") & (crime["category_code"] != "all_crime")]
    assert police["crimes"].sum() == places["crimes"].sum() == pytest.approx(30_000, rel=0.05)
    assert police["month"].nunique() == 36 and police["category_code"].nunique() == 14
    wards = areas[areas["area_level"] == "ward"]
    assert set(wards["district_code"]) == set(areas.loc[areas["area_level"] == "district", "area_code"])
    assert set(wards["area_code"]) <= set(pd.read_parquet(tiny / "residents.parquet")["area_code"]) and wards["boundary"].notna().all()


def test_an_invented_district_has_collisions_that_keep_their_casualties(tiny):
    collisions, casualties = (pd.read_parquet(tiny / f"{name}.parquet") for name in ("collisions", "casualties"))
    invented = collisions[collisions["district_code"] == "E07100014"]
    assert len(invented) > 500 and invented["ward_code"].str.startswith("E05100").any()
    assert set(invented["collision_id"]) <= set(casualties["collision_id"])


@pytest.mark.parametrize("question", ["crime_summary", "crime_by_ward", "crime_by_district", "casualties_by_ward", "near_misses_by_setting", "outcomes_by_ward"])
def test_the_home_districts_figures_are_the_samples(tiny, ask, question):
    words = {} if question == "near_misses_by_setting" else WINDOW
    scaled, sample = ask(question, tiny, **words), ask(question, SAMPLE, **words)
    pd.testing.assert_frame_equal(scaled, sample)
    assert len(sample)


def test_all_districts_of_one_county_are_of_one_police_force_too():
    areas = scaled_extracts(Size(districts=16, crimes=100, is_one_county=True))["areas"]
    assert areas[["county_code", "police_force"]].drop_duplicates().to_numpy().tolist() == [["E10000016", "Kent Police"]]
    assert (areas["area_level"] == "district").sum() == 16


@pytest.mark.parametrize("question", ["crime_by_ward", "crime_by_month", "crime_by_district", "casualties_by_ward"])
def test_pandas_gives_the_figures_of_the_queries(tables, tiny, ask, question):
    found = getattr(tables, question)("police_uk", "2022-12", 12)
    fetched = ask(question, tiny, series="police_uk", **WINDOW)
    assert len(found) and differences(question, found, fetched) == []
    wrong = found.assign(**{found.columns[0]: found[found.columns[0]] + 1})
    assert len(differences(question, wrong, fetched)) >= len(found)


def html_tables(app):
    return [element.value for element in app.markdown if "<table" in element.value]


def test_the_floor_makes_as_many_of_each_element_as_its_page(sample, tmp_path):
    states = {(label(month), 12): record(WARDS, district=HOME, series="partner", last_month=month, months="12") for month in ("2020-12", "2020-11")}
    folder = floor_app(tmp_path, {"dashboard.py": {}, WARDS: states}, ("last_month", "months")).parent
    for other in ("1_Questions", "3_Trends", "4_Comparison", "5_Outcomes", "6_Road_casualties", "7_Near_misses", "8_About_the_data"):
        (folder / "pages" / f"{other}.py").touch()  # what the bar links to
    app = AppTest.from_file(folder / "dashboard.py", default_timeout=30).switch_page(WARDS).run()
    assert not app.exception
    page = opened(WARDS, district=HOME, series="partner", last_month="2020-12", months="12")
    for name in ("vega_lite_chart", "markdown", "selectbox", "multiselect", "segmented_control", "download_button", "page_link", "popover"):
        assert len(app.get(name)) == len(page.get(name)) > 0, name
    tables = html_tables(app)
    assert tables == html_tables(page) and len(tables) > 1
    app.selectbox(key="last_month").set_value("November 2020").run()
    assert not app.exception and len(html_tables(app)) == len(tables) and html_tables(app) != tables


def test_changes_are_to_other_windows_each_time_and_within_the_edition(tiny):
    asked, windows = asked_of(tiny), walk(tiny, "dashboard.py")
    first = [next(windows) for _ in range(52)]
    assert asked.series == "police_uk" and len(set(first)) == 52 and not set(first) & set(asked.known())
    assert all(pd.Timestamp(month) - pd.DateOffset(months=11 + months) >= asked.months[0] for month, months in first)


def test_a_step_shows_a_window_for_the_first_time_or_is_not_counted(tiny):
    steps, (first, _) = changes(tiny, "dashboard.py", 60), asked_of(tiny).known()
    shown = [first, *(window for window, _ in steps)]
    new = [window for window, is_new in steps if is_new]
    assert len(new) == len(set(new)) == 60 and not {window for window, is_new in steps if not is_new} & set(new)
    for (month, months), (window, is_new) in zip(shown, steps):
        assert window[1 if is_new else 0] == (months if is_new else month) and window != (month, months)  # one choice is changed at a time


def test_ratios_are_of_pairs_and_have_their_quartiles():
    pairs = Pairs()
    for ours, floor in ((2, 1), (9, 3), (8, 2), (5, 1), (1, 1)):
        pairs.add(ours=ours, floor=floor)
    assert pairs.ratio("ours", "floor") == (2, 3, 4) and pairs.median("ours") == 5
    assert spread((2, 3, 4)) == "3.00 (2.00 to 4.00)"
    assert table([{"page": "Home", "ms": "5"}]) == "| page | ms |\n| --- | --- |\n| Home | 5 |"


def test_an_unknown_size_is_refused_by_name(capsys):
    with pytest.raises(SystemExit):
        parse(["--sizes", "sample,moon"])
    assert f"--sizes: moon is not one of sample, {', '.join(SIZES)}" in capsys.readouterr().err
