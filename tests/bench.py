"""The dashboard beside its floor, pandas and bare DuckDB, in one run: python -m tests.bench --sizes sample,kent --pairs 30"""

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent)]

import duckdb
import streamlit

import bench_figures
import bench_pages
import bench_server
import bench_sessions
from bench_choices import PAGES
from bench_ratios import table
from scaled_editions import SIZES, kept_edition

PARTS = ("pages", "figures", "start", "sessions", "build")


def parse(arguments: list[str] | None) -> argparse.Namespace:
    """Read what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure the dashboard beside its floor, pandas and bare DuckDB.")
    parser.add_argument("--sizes", default="sample,kent", help=f"of {', '.join(['sample', *SIZES])}")
    parser.add_argument("--parts", default="pages,figures", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--pages", default=",".join(Path(page).stem for page in PAGES), help="by their scripts' names")
    parser.add_argument("--pairs", type=int, default=30, help="measurements taken in turns")
    parser.add_argument("--starts", type=int, default=5, help="starts of a server, and builds")
    parser.add_argument("--seconds", type=float, default=60, help="how long sessions go on")
    parser.add_argument("--keep", type=Path, help="the folder that keeps editions of other sizes (default: made again)")
    parser.add_argument("--out", type=Path, help="a file for every measurement, as JSON")
    given = parser.parse_args(arguments)
    for word, allowed in (("sizes", ["sample", *SIZES]), ("parts", PARTS), ("pages", [Path(page).stem for page in PAGES])):
        if unknown := set(getattr(given, word).split(",")) - set(allowed):
            parser.error(f"--{word}: {', '.join(sorted(unknown))} is not one of {', '.join(allowed)}")
    return given


def measured(given: argparse.Namespace, keep: Path) -> Iterator[tuple[str, list[dict]]]:
    """Give each table as it is done: its title and rows."""
    parts, pages = given.parts.split(","), [page for page in PAGES if Path(page).stem in given.pages.split(",")]
    for size in given.sizes.split(","):
        edition = kept_edition(keep, size)
        if "figures" in parts:
            yield f"{size}: query to frame", bench_figures.measure(edition, given.pairs)
        if "pages" in parts:
            rows, memory = bench_pages.measure(edition, pages, given.pairs)
            yield f"{size}: change of the last month to painted and still; the server had {memory:.0f} MB at the end", rows
        if "start" in parts:
            with bench_pages.floor_files(edition, pages[:1]) as floor:
                yield f"{size}: server start to the first page painted", [bench_server.starts(edition, floor, given.starts, pages[0])]
        if "sessions" in parts:
            yield f"{size}: sessions at once, a change every {bench_sessions.EVERY_S} seconds each", bench_sessions.measure(edition, pages, given.seconds)
    if "build" in parts:
        yield "Build from the open data beside the project", bench_server.builds(given.starts)


def main(arguments: list[str] | None = None) -> None:
    """Measure, print each table as it is done, and write every measurement down."""
    given, results = parse(arguments), {}
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}, streamlit {streamlit.__version__}, duckdb {duckdb.__version__}; "
          f"ratios: median (lower to upper quartile) of {given.pairs} pairs\n", flush=True)
    with tempfile.TemporaryDirectory() as temporary:
        for title, rows in measured(given, given.keep or Path(temporary)):
            results[title] = rows
            print(f"### {title}\n\n{table([{word: value for word, value in row.items() if word != 'taken'} for row in rows])}\n", flush=True)
            if given.out:
                given.out.write_text(json.dumps(results, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
