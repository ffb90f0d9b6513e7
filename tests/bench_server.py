"""What a server costs: from its start to the first page painted, its memory, and the build of an edition."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from bench_choices import PAGES
from bench_clock import browser, tab
from bench_ratios import Pairs, spread
from browser import ROOT, served
from recount import REAL


def megabytes(url: str) -> float:
    """Give the memory of the server of an address that this process started (Linux)."""
    port = f"--server.port={url.rsplit(':', 1)[1]}".encode()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if port in (folder / "cmdline").read_bytes().split(b"\0"):
                lines = (folder / "status").read_text(encoding="utf-8").splitlines()
                return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))
        except OSError:
            continue
    return float("nan")


def starts(edition: Path, floor_folder: Path, pairs: int, page: str = "dashboard.py") -> dict:
    """Time from a server's start to its first page painted, the dashboard's and the floor's in turns."""
    taken, path = Pairs(), PAGES[page][0]
    with browser() as chromium:
        for _ in range(pairs):
            times = {}
            for name, more in (("floor", {"folder": floor_folder, "PYTHONPATH": str(Path(__file__).parent)}), ("ours", {"edition": edition})):
                began = time.monotonic()
                with served(**more) as url:
                    one = tab(chromium, url)
                    ready = time.monotonic()
                    times[name] = 1000 * (ready - began) + one.open(path)
                    one.page.context.close()
            taken.add(**times)
    return {"page": page, "floor ms": f"{taken.median('floor'):.0f}", "ours ms": f"{taken.median('ours'):.0f}", "ours / floor": spread(taken.ratio("ours", "floor")), "taken": taken.as_dict()}


def builds(pairs: int) -> list[dict]:
    """Time a build from the open data beside the project and DuckDB's own reading of the same CSVs, each in a process of its own."""
    if not REAL.is_dir():
        return []
    taken = Pairs()
    with tempfile.TemporaryDirectory() as folder:
        read = [sys.executable, str(Path(__file__)), str(REAL), str(Path(folder) / "read.duckdb")]
        build = [sys.executable, "-m", "data", "build", str(REAL), "--home", "E07000116", "--wards", "WD22", "--out", str(Path(folder) / "editions")]
        for _ in range(pairs):
            (read_s, read_mb), (build_s, build_mb) = _run(read), _run(build)
            Path(folder, "read.duckdb").unlink()
            shutil.rmtree(Path(folder, "editions"))
            taken.add(read=read_s, build=build_s, read_mb=read_mb, build_mb=build_mb)
    return [{"DuckDB reads s": f"{taken.median('read'):.1f}", "build s": f"{taken.median('build'):.1f}", "build / read": spread(taken.ratio("build", "read")),
             "DuckDB peak MB": f"{taken.median('read_mb'):.0f}", "build peak MB": f"{taken.median('build_mb'):.0f}", "taken": taken.as_dict()}]


def _run(command: list[str]) -> tuple[float, float]:
    """Run a command; give its seconds and its greatest memory in megabytes."""
    began = time.monotonic()
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(running.pid, 0)
    assert status == 0, command
    return time.monotonic() - began, used.ru_maxrss / 1024


def read_all(folder: Path, database: Path) -> int:
    """Read all columns of every CSV below a folder into tables, one for each heading; give the number of rows."""
    alike: dict[bytes, list[str]] = {}
    for file in sorted(folder.rglob("*.csv")):
        with file.open("rb") as lines:
            alike.setdefault(lines.readline(), []).append(file.as_posix())
    with duckdb.connect(str(database)) as connection:
        return sum(connection.execute(f"create table read_{number} as select * from read_csv({files}, all_varchar = true, ignore_errors = true, encoding = 'utf-8')").fetchone()[0]
                   for number, files in enumerate(alike.values()))


if __name__ == "__main__":
    print(read_all(Path(sys.argv[1]), Path(sys.argv[2])))
