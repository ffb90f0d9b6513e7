"""Many sessions at once, without browsers: each changes a choice every few seconds, and waits for its whole page."""

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

from bench_choices import PAGES, asked_of
from bench_server import megabytes
from browser import served
from websocket_reader import Reader

EVERY_S = 5


def read(url: str, seed: int, edition: Path, pages: list[str], until: threading.Event) -> tuple[list[float], int]:
    """Open pages with ever other choices, a change every few seconds; give the milliseconds of each and the number of errors."""
    chance, times, errors = random.Random(seed), [], 0
    reader = Reader(url)
    until.wait(chance.random() * EVERY_S)
    while not until.is_set():
        page = chance.choice(pages)
        asked = asked_of(edition, page)
        link, began = asked.link(*chance.choice(asked.windows()), PAGES[page][1]), time.monotonic()
        found = reader.open(PAGES[page][0], urlencode(link))
        times.append(1000 * (time.monotonic() - began))
        errors += found.exceptions + len(found.errors)
        until.wait(max(0, EVERY_S - (time.monotonic() - began)))
    reader.close()
    return times, errors


def measure(edition: Path, pages: list[str], seconds: float, many: tuple[int, ...] = (1, 5, 20)) -> list[dict]:
    """Time the server with so many sessions at once; give the rows of the table."""
    rows = []
    with served(edition) as url:
        warm = Reader(url)
        for page in pages:  # what the first visit of a page costs is measured elsewhere
            warm.open(PAGES[page][0], urlencode(asked_of(edition, page).link(*asked_of(edition, page).known()[0], PAGES[page][1])))
        warm.close()
        for sessions in many:
            until = threading.Event()
            with ThreadPoolExecutor(sessions) as pool:
                reading = [pool.submit(read, url, 100 * sessions + number, edition, pages, until) for number in range(sessions)]
                time.sleep(seconds)
                until.set()
                each = [one.result() for one in reading]
            rows.append(_row(sessions, [ms for times, _ in each for ms in times], sum(errors for _, errors in each), megabytes(url)))
    for row in rows:
        row["p95 / one session's"] = f"{row['taken']['p95'] / rows[0]['taken']['p95']:.2f}"
    return rows


def _row(sessions: int, times: list[float], errors: int, memory: float) -> dict:
    p95 = quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]
    return {"sessions": sessions, "changes": len(times), "median ms": f"{median(times):.0f}", "p95 ms": f"{p95:.0f}", "errors": errors, "server MB": f"{memory:.0f}",
            "taken": {"p95": p95, "ms": [round(ms, 1) for ms in times]}}
