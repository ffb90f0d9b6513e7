"""Finds the current edition and opens a connection to it."""

import json
import os
import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parent.parent / "data"
SHARED_SQL = sorted(Path(__file__).parent.glob("shared*.sql"))
_opening = threading.Lock()


class NoEdition(Exception):
    """Raised when there is no readable edition where one should be; its text says where and what to do."""


@dataclass(frozen=True)
class Edition:
    """One folder of extracts and what its edition.json says."""

    folder: Path
    about: dict

    @property
    def fingerprint(self) -> str:
        """Tell this edition from any other by its contents."""
        return self.about["fingerprint"]

    @property
    def home(self) -> str:
        """Give the home district's code."""
        return self.about["home_district"]

    def holds(self, extract: str) -> bool:
        """Say whether the edition has rows of an extract."""
        return self.about["extracts"].get(extract, {}).get("rows", 0) > 0


def edition() -> Edition:
    """Read the current edition: DASHBOARD_EDITION, else the current one below data/editions, else the sample."""
    folder = _folder(Path(os.environ["DASHBOARD_EDITION"])) if os.environ.get("DASHBOARD_EDITION") else _default()
    file = folder / "edition.json"
    try:
        return _read(file, file.stat().st_mtime_ns)
    except (OSError, ValueError) as error:
        raise NoEdition(f"No readable edition in {folder}: build one with 'python -m data build', or take DASHBOARD_EDITION away.") from error


def connection(current: Edition) -> duckdb.DuckDBPyConnection:
    """Give a new cursor on the edition's one connection; never share a cursor between threads."""
    with _opening:
        return _connect(current.folder, current.fingerprint, current.home).cursor()


def _folder(given: Path) -> Path:
    """Take an edition's folder, or a folder of editions with its pointer to the current one."""
    pointer = given / "current"
    if (given / "edition.json").is_file() or not pointer.is_file():
        return given.resolve()
    return (given / pointer.read_text(encoding="utf-8").strip()).resolve()


def _default() -> Path:
    editions = ROOT / "editions"
    return _folder(editions) if (editions / "current").is_file() else ROOT / "sample"


@lru_cache(maxsize=4)
def _read(file: Path, changed_at: int) -> Edition:
    return Edition(file.parent, json.loads(file.read_text(encoding="utf-8")))


@lru_cache(maxsize=2)
def _connect(folder: Path, fingerprint: str, home: str) -> duckdb.DuckDBPyConnection:
    """Open the extracts as views, then close every other way to files and networks, for good."""
    opened = duckdb.connect(":memory:", config={"threads": 1})
    place = folder.as_posix().replace("'", "''")
    opened.execute(f"set allowed_directories = ['{place}/']")
    opened.execute("set enable_external_access = false")
    for file in sorted(folder.glob("*.parquet")):
        opened.execute(f"create view {file.stem} as select * from read_parquet('{place}/{file.name}')")
    opened.execute("create table home as select ?::varchar as district_code", [home])
    for file in SHARED_SQL:
        opened.execute(file.read_text(encoding="utf-8"))
    opened.execute("set lock_configuration = true")
    return opened
