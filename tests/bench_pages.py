"""Each page in a real browser, beside its floor: changes of the last month that are known to the server, and ones that are new to it."""

import os
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlencode

from bench_choices import PAGES, asked_of, label, walk
from bench_clock import Timed, browser, tab
from bench_floor import floor_app, record
from bench_ratios import Pairs, spread
from bench_server import megabytes
from browser import served

HERE = Path(__file__).resolve().parent


def states_of(edition: Path, page: str) -> tuple[list[tuple[str, int]], dict[str, str]]:
    """Give the two windows between which a page's known changes go to and fro, and its link's own words."""
    return asked_of(edition, page).windows()[:2], PAGES[page][1]


@contextmanager
def floor_files(edition: Path, pages: list[str]):
    """Record the pages on an edition; give the folder of an app that replays them."""
    os.environ["DASHBOARD_EDITION"] = str(edition)
    recordings = {}
    for page in PAGES:  # a bar has a link to each page, so each is there
        windows, own = states_of(edition, page)
        recordings[page] = {label(month): record(page, **asked_of(edition, page).link(month, months, own)) for month, months in windows} if page in pages else {"": []}
    with tempfile.TemporaryDirectory() as folder:
        yield floor_app(Path(folder), recordings, "last_month").parent


def measure(edition: Path, pages: list[str], pairs: int) -> tuple[list[dict], float]:
    """Time each page and its floor in turns; give the rows of the table, and the server's memory at the end in megabytes."""
    with ExitStack() as held:
        floor = held.enter_context(served(folder=held.enter_context(floor_files(edition, pages)), PYTHONPATH=str(HERE)))
        ours = held.enter_context(served(edition))
        chromium = held.enter_context(browser())
        return [_measured(chromium, ours, floor, edition, page, pairs) for page in pages], megabytes(ours)


def _measured(chromium, ours: str, floor: str, edition: Path, page: str, pairs: int) -> dict:
    path, (windows, own) = PAGES[page][0], states_of(edition, page)
    tabs = {name: tab(chromium, url) for name, url in (("floor", floor), ("cached", ours), ("new", ours))}
    first, asked = asked_of(edition, page).link(*windows[0], own), walk(edition, page)
    opened = {"floor": tabs["floor"].open(path), "cached": tabs["cached"].open(f"{path}?{urlencode(first)}")}
    for name in ("floor", "cached"):
        tabs[name].choose(label(windows[1][0])), tabs[name].choose(label(windows[0][0]))  # both are known from here on
    taken, walked = Pairs(), [next(asked), next(asked), next(asked)][2]
    length = None
    for number in range(pairs):
        known = label(windows[(number + 1) % 2][0])
        month, months = walked
        if months != length:  # the months of one length are all asked for: on with the next, from the month before
            tabs["new"].open(f"{path}?{urlencode(asked_of(edition, page).link(windows[0][0], months, own))}")
            length = months
        times = {name: tabs[name].choose(label(month) if name == "new" else known) for name in ("floor", "cached", "new")}
        taken.add(**{name: time for name, (time, _) in times.items()}, **{f"{name}_bytes": size for name, (_, size) in times.items()})
        walked = _next_new(asked, month)
    for one in tabs.values():
        one.page.context.close()
    row = _row(page, opened, taken)
    print({word: value for word, value in row.items() if word != "taken"}, file=sys.stderr, flush=True)  # a run is long: what is done is told
    return row


def _next_new(asked, month: str) -> tuple[str, int]:
    """Take the next window whose last month is another than the one before: a choice must change."""
    return next(window for window in asked if window[0] != month)


def _row(page: str, opened: dict[str, float], taken: Pairs) -> dict:
    return {"page": Path(page).stem, "floor ms": f"{taken.median('floor'):.0f}", "cached ms": f"{taken.median('cached'):.0f}", "new ms": f"{taken.median('new'):.0f}",
            "cached / floor": spread(taken.ratio("cached", "floor")), "new / floor": spread(taken.ratio("new", "floor")),
            "first visit ms": f"{opened['cached']:.0f}", "its floor ms": f"{opened['floor']:.0f}",
            "KB a change": f"{taken.median('new_bytes') / 1000:.0f}", "floor KB": f"{taken.median('floor_bytes') / 1000:.0f}", "taken": taken.as_dict()}
