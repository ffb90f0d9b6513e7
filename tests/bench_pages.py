"""Each page in a real browser, beside its floor: changes of the last month that are known to the server, and ones that are new to it."""

import os
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from itertools import cycle
from pathlib import Path
from urllib.parse import urlencode

from bench_choices import PAGES, asked_of, changes, label
from bench_clock import browser, tab
from bench_floor import floor_app, record
from bench_ratios import Pairs, spread
from bench_server import megabytes
from browser import served

HERE = Path(__file__).resolve().parent


KEYS = ("last_month", "months")  # the choices by whose values a floor tells its recordings apart


@contextmanager
def floor_files(edition: Path, pages: list[str], windows=lambda page: []):
    """Record the pages on an edition, at the windows every benchmark knows and at those given for a page; give the folder of an app that replays them."""
    os.environ["DASHBOARD_EDITION"] = str(edition)
    recordings = {}
    for page in PAGES:  # a bar has a link to each page, so each is there
        asked, own = asked_of(edition, page), PAGES[page][1]
        at = [*asked.known(), *windows(page)] if page in pages else []
        recordings[page] = {(label(month), months): record(page, **asked.link(month, months, own)) for month, months in at}
    with tempfile.TemporaryDirectory() as folder:
        yield floor_app(Path(folder), recordings, KEYS).parent


def measure(edition: Path, pages: list[str], pairs: int) -> tuple[list[dict], float]:
    """Time each page and its floors in turns; give the rows of the table, and the server's memory at the end in megabytes."""
    def new_windows(page: str) -> list[tuple[str, int]]:
        return [window for window, _ in changes(edition, page, pairs)]

    with ExitStack() as held:
        floors = [held.enter_context(floor_files(edition, pages, *more)) for more in ((), (new_windows,))]
        floor, new_floor = (held.enter_context(served(folder=folder, PYTHONPATH=str(HERE))) for folder in floors)
        ours = held.enter_context(served(edition))
        urls = {"floor": floor, "cached": ours, "new floor": new_floor, "new": ours}
        chromium = held.enter_context(browser())
        return [_measured(chromium, urls, edition, page, pairs) for page in pages], megabytes(ours)


def _measured(chromium, urls: dict[str, str], edition: Path, page: str, pairs: int) -> dict:
    """Time a page and its floors in turns, each in a tab of its own that is as warm as the others: two go to and fro between known windows,
    two show the same windows for the first time (the server keeps what it answered, and Streamlit and the browser what they sent).
    """
    (path, own), asked = PAGES[page], asked_of(edition, page)
    known = asked.known()
    tabs = {name: tab(chromium, url) for name, url in urls.items()}
    opened = {name: one.open(f"{path}?{urlencode(asked.link(*known[0], own))}") for name, one in tabs.items()}
    for one in tabs.values():
        one.choose(label(known[1][0])), one.choose(label(known[0][0]))
    taken, back_and_forth = Pairs(), cycle((known[1], known[0]))
    for window, is_new in changes(edition, page, pairs):
        if not is_new:
            tabs["new floor"].set_number(window[1]), tabs["new"].set_number(window[1])
            continue
        other = next(back_and_forth)
        times = {name: one.choose(label((window if name.startswith("new") else other)[0])) for name, one in tabs.items()}
        taken.add(**{name: time for name, (time, _) in times.items()}, **{f"{name} bytes": size for name, (_, size) in times.items()})
    for one in tabs.values():
        one.page.context.close()
    row = _row(page, opened, taken)
    print({word: value for word, value in row.items() if word != "taken"}, file=sys.stderr, flush=True)  # a run is long: what is done is told
    return row


def _row(page: str, opened: dict[str, float], taken: Pairs) -> dict:
    return {"page": Path(page).stem, **{f"{name} ms": f"{taken.median(name):.0f}" for name in ("floor", "cached", "new floor", "new")},
            "cached / floor": spread(taken.ratio("cached", "floor")), "new / its floor": spread(taken.ratio("new", "new floor")),
            "new / known floor": spread(taken.ratio("new", "floor")),
            "first visit ms": f"{opened['cached']:.0f}", "its floor ms": f"{opened['floor']:.0f}",
            "KB a change": f"{taken.median('new bytes') / 1000:.0f}", "floor KB": f"{taken.median('new floor bytes') / 1000:.0f}", "taken": taken.as_dict()}
