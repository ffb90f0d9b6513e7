"""Each page in a real browser, beside its floor: changes of the last month that are known to the server, and ones that are new to it."""

import os
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlencode

from bench_choices import PAGES, asked_of, label, walk
from bench_clock import browser, tab
from bench_floor import floor_app, record
from bench_ratios import Pairs, spread
from bench_server import megabytes
from browser import served

HERE = Path(__file__).resolve().parent


@contextmanager
def floor_files(edition: Path, pages: list[str]):
    """Record the pages on an edition; give the folder of an app that replays them."""
    os.environ["DASHBOARD_EDITION"] = str(edition)
    recordings = {}
    for page in PAGES:  # a bar has a link to each page, so each is there
        asked, own = asked_of(edition, page), PAGES[page][1]
        recordings[page] = {label(month): record(page, **asked.link(month, months, own)) for month, months in asked.known()} if page in pages else {"": []}
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
    """Time a page and its floor in turns; the two known windows were seen before, the others never."""
    (path, own), asked, windows = PAGES[page], asked_of(edition, page), walk(edition, page)
    known = asked.known()
    tabs = {name: tab(chromium, url) for name, url in (("floor", floor), ("cached", ours), ("new", ours))}
    opened = {name: tabs[name].open(f"{path}?{urlencode(asked.link(*known[0], own))}") for name in ("floor", "cached")}
    for name in ("floor", "cached"):
        tabs[name].choose(label(known[1][0])), tabs[name].choose(label(known[0][0]))
    taken, length = Pairs(), None
    for number in range(pairs):
        month, months = next(windows)
        if months != length:  # a window of this length whose end is another month's, so that what follows is a change
            tabs["new"].open(f"{path}?{urlencode(asked.link(next(one for one in known if one[0] != month)[0], months, own))}")
            length = months
        times = {name: tabs[name].choose(label(month if name == "new" else known[(number + 1) % 2][0])) for name in tabs}
        taken.add(**{name: time for name, (time, _) in times.items()}, **{f"{name}_bytes": size for name, (_, size) in times.items()})
    for one in tabs.values():
        one.page.context.close()
    row = _row(page, opened, taken)
    print({word: value for word, value in row.items() if word != "taken"}, file=sys.stderr, flush=True)  # a run is long: what is done is told
    return row


def _row(page: str, opened: dict[str, float], taken: Pairs) -> dict:
    return {"page": Path(page).stem, "floor ms": f"{taken.median('floor'):.0f}", "cached ms": f"{taken.median('cached'):.0f}", "new ms": f"{taken.median('new'):.0f}",
            "cached / floor": spread(taken.ratio("cached", "floor")), "new / floor": spread(taken.ratio("new", "floor")),
            "first visit ms": f"{opened['cached']:.0f}", "its floor ms": f"{opened['floor']:.0f}",
            "KB a change": f"{taken.median('new_bytes') / 1000:.0f}", "floor KB": f"{taken.median('floor_bytes') / 1000:.0f}", "taken": taken.as_dict()}
