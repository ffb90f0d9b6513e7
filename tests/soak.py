"""Many readers for many minutes while editions are swapped: python tests/soak.py --sessions 30 --minutes 10 --swaps 20"""

import argparse
import os
import random
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from browser import served
from swaps import LABELS, Asked, Swapped, right
from websocket_reader import Page, Reader

WARD_CRIMES = 1  # the place of the crimes among the cells of the table of wards


def server_megabytes() -> float:
    """Give the memory of the process that this one started (Linux)."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "stat").read_text(encoding="utf-8").rsplit(") ", 1)[1].split()
            if int(words[1]) == os.getpid() and b"streamlit" in (folder / "cmdline").read_bytes():
                lines = (folder / "status").read_text(encoding="utf-8").splitlines()
                return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))
        except OSError:
            continue
    return float("nan")


def figures(page: Page, label: str) -> dict[str, int]:
    """Read the crimes of each ward from the table of wards."""
    rows = page.table(f"{label} by ward")
    return {ward: int(cells[WARD_CRIMES].replace(",", "")) for ward, cells in rows.items() if ward != "Not placed in a ward"}


def read(url: str, seed: int, editions: Swapped, until: threading.Event) -> dict[str, int]:
    """Open pages with ever other filters until told to stop; count those that were right, wrong or had an error."""
    chance, found = random.Random(seed), dict.fromkeys(("pages", "figures", "wrong", "errors"), 0)
    reader = Reader(url)
    while not until.is_set():
        asked, start = Asked.any(chance), time.monotonic()
        page = reader.open("Wards", f"district=E07000116&series=partner&category={asked.category}&last_month={asked.last_month}&months={asked.months}")
        seen = figures(page, LABELS[asked.category])
        found["pages"] += 1
        found["figures"] += len(seen)
        found["errors"] += page.exceptions + len(page.errors)
        if not right(seen, asked, editions.current_between(start, time.monotonic())):
            found["wrong"] += 1
            print(asked, page.errors, seen, asked.expected(), flush=True)
    reader.close()
    return found


def main() -> int:
    """Run the readers and print what was found; 1 where a figure was wrong, an error was seen or memory grew by more than a fifth."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sessions", type=int, default=30)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--swaps", type=int, default=20)
    given = parser.parse_args()
    memory, until = {}, threading.Event()
    with tempfile.TemporaryDirectory() as folder:
        editions = Swapped(Path(folder), given.swaps + 1)
        with served(editions.folder) as url, ThreadPoolExecutor(given.sessions + 1) as pool:
            began = time.monotonic()
            swapping = pool.submit(editions.keep_swapping, 60 * given.minutes / (given.swaps + 1), until)
            reading = [pool.submit(read, url, seed, editions, until) for seed in range(given.sessions)]
            while time.monotonic() - began < 60 * given.minutes:
                time.sleep(min(30, 6 * given.minutes))
                memory[round((time.monotonic() - began) / 60, 1)] = round(server_megabytes())
                print(memory, flush=True)
            until.set()
            swapping.result()
            each = [one.result() for one in reading]
    total = {key: sum(one[key] for one in each) for key in each[0]}
    at_minute_2 = next((value for minute, value in memory.items() if minute >= 2), float("nan"))
    print(total | {"sessions": given.sessions, "swaps": len(editions.since) - 1, "memory at minute 2": at_minute_2, "memory at the end": list(memory.values())[-1]})
    return int(bool(total["wrong"] or total["errors"] or list(memory.values())[-1] > 1.2 * at_minute_2))


if __name__ == "__main__":
    sys.exit(main())
