"""The same figures with and without what is held ready: sums made when an edition is opened, small extracts in memory, remembered answers.

SCALED_EDITIONS=DIR asks the editions of other sizes too, which `python -m tests.bench --keep DIR` makes.
"""

import os
import random
import sys
from functools import cache
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from bench_choices import PAGES, asked_of
from literal_editions import SAMPLE
from pages.parts import asking
from queries import fetch, questions, words_of
from raw_files import HOME
from scaled_editions import SIZES
from visible import opened, words

READS = sys.modules["queries.edition"]  # its name in the package is that of a function
KEPT = Path(os.environ.get("SCALED_EDITIONS", "nowhere"))
EDITIONS = {"sample": SAMPLE} | {size: KEPT / size for size in SIZES if (KEPT / size / "edition.json").is_file()}
TIMES = {"sample": 4}  # choices of each question; of larger editions fewer, for all is counted anew for each answer


@cache
def from_detail(current, stamps):
    """Open an edition with nothing held ready: every extract is read from its file, and every sum made, when a question is asked."""
    connection = duckdb.connect(config={"threads": 1})
    for file in sorted(current.folder.glob("*.parquet")):
        connection.execute(f"create view {file.stem} as select * from read_parquet('{file.as_posix()}')")
    connection.execute("create table home as select ?::varchar as district_code", [current.home])
    for file in READS.SHARED_SQL:
        connection.execute(file.read_text(encoding="utf-8").replace("\ncreate table ", "\ncreate view ").replace("create view if not exists home", "create table if not exists home"))
    return connection


@pytest.fixture(params=EDITIONS)
def folder(request, monkeypatch):
    """An edition's folder; it is the one that is asked."""
    monkeypatch.setenv("DASHBOARD_EDITION", str(EDITIONS[request.param]))
    return EDITIONS[request.param]


@cache
def offered(folder):
    """List what an edition's questions can be asked for: series, categories, districts, and the home district's wards."""
    areas = pd.read_parquet(folder / "areas.parquet", columns=["area_code", "area_level", "district_code"])
    kinds = duckdb.sql(f"select distinct series, category_code from read_parquet('{(folder / 'crime.parquet').as_posix()}')").fetchall()
    return sorted(kinds), sorted(areas.query("area_level == 'district'")["area_code"]), sorted(areas.query("area_level == 'ward' and district_code == @HOME")["area_code"])


def any_choice(folder, chance, name):
    """Choose the words of a question: the whole borough, wards of it, a group of them, or another district."""
    kinds, districts, wards = offered(folder)
    series, category = chance.choice(kinds)
    last_month, months = chance.choice(asked_of(folder).windows())
    chosen = {"series": series, "category": category, "last_month": last_month, "months": months, "district": chance.choice([HOME, HOME, chance.choice(districts)])}
    if chosen["district"] == HOME:
        chosen |= chance.choice([{}, {"wards": chance.sample(wards, 2)}, {"rural_urban": "Rural"}, {"rural_urban": "Urban"}])
    return {word: value for word, value in chosen.items() if word in words_of(name) | {"district", "series"}}


@pytest.mark.parametrize("name", questions())
def test_a_question_gives_the_same_with_nothing_held_ready(folder, name, monkeypatch):
    chance = random.Random(name)
    asked = [any_choice(folder, chance, name) for _ in range(TIMES.get(folder.name, 2))]
    held = [fetch(name, **chosen) for chosen in asked]
    monkeypatch.setattr(READS, "_connect", from_detail)
    for chosen, found in zip(asked, held):
        pd.testing.assert_frame_equal(fetch(name, **chosen), found, rtol=1e-9)


def shown(page, folder):
    """Open a page; give its words and what its charts draw."""
    asked = asked_of(folder, page)
    app = opened(page, **asked.link(*asked.known()[0], PAGES[page][1]))
    assert not app.exception
    return words(app), [chart.proto.spec for chart in app.get("vega_lite_chart")]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_the_same_with_nothing_held_ready_nor_remembered(folder, page, monkeypatch):
    asking.forget()
    first, remembered = shown(page, folder), shown(page, folder)
    asking.forget()
    monkeypatch.setattr(READS, "_connect", from_detail)
    assert first == remembered == shown(page, folder)


def test_with_nothing_held_ready_no_sum_is(monkeypatch):
    monkeypatch.setenv("DASHBOARD_EDITION", str(SAMPLE))
    current = READS.edition()
    tables = "select table_name from duckdb_tables() order by 1"
    assert from_detail(current, ()).execute(tables).fetchall() == [("home",)]
    ready = {name for name, in READS.connection(current).execute(tables).fetchall()}
    assert {"district_months", "district_casualties", "outcome_categories", "district_residents", "crime", "areas"} <= ready
