"""Writes an edition, whole or not at all, and makes it the current one."""

import hashlib
import json
import os
import time
from datetime import date, datetime
from pathlib import Path

import duckdb
import pandas as pd

from data.checks import failures
from data.contracts import COLUMNS, EXTRACTS, column_types
from data.problems import BuildStopped

TRIES = 50
DATED = ("collisions", "near_misses")  # extracts whose rows have a day, not a month
CURRENT = "current"  # the pointer file in a folder of editions: the current edition's folder name


def write_edition(folder: Path, extracts: dict[str, pd.DataFrame], about: dict) -> None:
    """Write extracts and edition.json into an empty folder and check them; raise BuildStopped where a contract is broken."""
    folder.mkdir(parents=True)
    with duckdb.connect() as connection:
        connection.execute("set threads = 1")
        described = {name: _write_extract(connection, folder, name, rows) | about["extracts"].get(name, {})
                     for name, rows in extracts.items()}
    fingerprint = fingerprint_of(about["home_district"], {name: said["sha256"] for name, said in described.items()})
    edition = about | {"fingerprint": fingerprint, "extracts": described}
    (folder / "edition.json").write_text(json.dumps(edition, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
    problems = failures(folder)
    if problems:
        raise BuildStopped(problems)


def fingerprint_of(home: str, sha256: dict[str, str]) -> str:
    """Tell an edition from any other: by its home district and the sha256 of each of its extracts."""
    return hashlib.sha256((home + "".join(sha256[name] for name in sorted(sha256))).encode()).hexdigest()


def publish(out: Path, work: Path, extracts: dict[str, pd.DataFrame], about: dict) -> Path:
    """Write a new edition in the folder `work` and make it the current one of `out` in one step, unless that one is frozen.

    The one before stays current on any failure.
    """
    unfinished = work / "edition"
    write_edition(unfinished, extracts, about)
    fingerprint = json.loads((unfinished / "edition.json").read_text(encoding="utf-8"))["fingerprint"]
    finished = _free_name(out, f"{datetime.now():%Y%m%d-%H%M%S}-{fingerprint[:8]}")
    unfinished.rename(finished)
    make_current(out, work, finished.name)
    return finished.resolve()


def make_current(out: Path, work: Path, name: str) -> None:
    """Make an edition the current one of `out` in one step, unless that one is frozen; `work`: a folder beside it."""
    if not frozen(out):
        pointer = work / CURRENT
        pointer.write_text(name + "\n", encoding="utf-8")
        put_in_place(pointer, out / CURRENT)


def current(out: Path) -> Path | None:
    """Give the folder of the current edition of `out`; None where there is none."""
    try:
        return out / (out / CURRENT).read_text(encoding="utf-8").strip()
    except OSError:
        return None


def put_in_place(source: Path, target: Path) -> None:
    """Put a file in the place of another in one step; Windows refuses while someone reads it, so it is tried again for some seconds."""
    for attempt in range(TRIES):
        try:
            os.replace(source, target)
            return
        except PermissionError:
            if attempt == TRIES - 1:
                raise
            time.sleep(0.1)


def newest(out: Path) -> Path | None:
    """Give the folder of the edition built last: while one is frozen, it is not the current one."""
    return max((file.parent for file in out.glob("[0-9]*/edition.json")), default=None)


def frozen(out: Path) -> dict | None:
    """Say until when the current edition below `out` is frozen, and why; None where it is not."""
    try:
        held = json.loads((current(out) / "edition.json").read_text(encoding="utf-8")).get("frozen")
    except (OSError, ValueError, TypeError):
        return None
    return held if held and held["until"] >= f"{date.today()}" else None


def _write_extract(connection: duckdb.DuckDBPyConnection, folder: Path, name: str, rows: pd.DataFrame) -> dict:
    types = column_types(name)
    connection.register("rows", rows[list(types)])
    columns = ", ".join(f"cast({column} as {type}) as {column}" for column, type in types.items())
    order = ", ".join(f"{column} nulls last" for column in dict.fromkeys(EXTRACTS[name].lies_by + EXTRACTS[name].key))
    target = folder / f"{name}.parquet"
    connection.execute(f"copy (select {columns} from rows order by {order}) to '{target.as_posix()}' (format parquet, compression zstd)")
    connection.unregister("rows")
    described = {"rows": len(rows), "sha256": hashlib.sha256(target.read_bytes()).hexdigest(), "grain": EXTRACTS[name].grain,
                 "columns": {column: COLUMNS[column].meaning for column in types}}
    dated = ("date",) if name in DATED else ("month", "recorded_month")
    for months in (pd.to_datetime(rows[column]) for column in dated if column in rows):
        described["months"] = [f"{months.min():%Y-%m}", f"{months.max():%Y-%m}"] if len(rows) else []
    return described


def _free_name(out: Path, name: str) -> Path:
    target, again = out / name, 1
    while target.exists():
        again += 1
        target = out / f"{name}-{again}"
    return target
