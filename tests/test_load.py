"""Many sessions at once while editions are swapped: every figure is right for its filters and of one edition. The expected is counted by pandas alone."""

import os
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from queries import edition, fetch, hold_edition
from raw_files import HOME
from swaps import Asked, Swapped, right

SESSIONS, QUERIES, A_PAGE = 8, int(os.environ.get("LOAD_QUERIES", "75")), 3  # LOAD_QUERIES=150: twice as long


@pytest.fixture
def editions(tmp_path, monkeypatch):
    """Three editions, one of them current."""
    found = Swapped(tmp_path / "editions", 3)
    monkeypatch.setenv("DASHBOARD_EDITION", str(found.folder))
    return found


def crimes(asked):
    """Ask for the crimes of each month in the wards that are chosen."""
    rows = fetch("crime_by_category_month", district=HOME, series="partner", category=asked.category, wards=list(asked.wards), last_month=asked.last_month,
                 months=asked.months).query("category_code == @asked.category")
    return {f"{row.month:%Y-%m}": int(row.crimes) for row in rows.itertuples()}


def session(editions, seed):
    """Open pages of a few questions each; give what was wrong: filters, figures, and pages of more than one edition."""
    chance, wrong = random.Random(seed), []
    for _ in range(QUERIES // A_PAGE):
        start, of = time.monotonic(), []
        hold_edition()
        for _ in range(A_PAGE):
            asked = Asked.any(chance, wards=True)
            found = crimes(asked)
            numbers = editions.current_between(start, time.monotonic())
            of.append({number for number in numbers if right(found, asked, {number})})
            wrong += [(asked, found)] * (not of[-1])
        wrong += [("a page of two editions", of)] * (not set.intersection(*of))
    return wrong


def test_sessions_never_see_each_others_figures_nor_two_editions_at_once(editions):
    until = threading.Event()
    with ThreadPoolExecutor(SESSIONS + 1) as pool:
        swapping = pool.submit(editions.keep_swapping, 1, until)
        running = [pool.submit(session, editions, seed) for seed in range(SESSIONS)]
        wrong = [each for one in running for each in one.result()]
        until.set()
        swapping.result()
    assert wrong == []
    assert len(editions.since) > 3


def test_a_wrong_figure_would_be_noticed(editions):
    asked = Asked.any(random.Random(1), wards=True)
    found = crimes(asked)
    assert right(found, asked, {1}) and not right(found, asked, {2, 3})
    ward = next(iter(found))
    assert not right(found | {ward: found[ward] + 1}, asked, {1})
    editions.swap(2)
    assert right(crimes(asked), asked, {2})


def test_a_page_keeps_to_the_edition_it_began_with(editions):
    hold_edition()
    before = edition().fingerprint
    editions.swap(2)
    assert edition().fingerprint == before
    hold_edition()
    assert edition().fingerprint != before
