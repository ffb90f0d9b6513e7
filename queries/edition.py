"""Finds the current edition and opens a connection to it."""

import hashlib
import json
import os
import threading
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parent.parent / "data"
SHARED_SQL = sorted(Path(__file__).parent.glob("shared*.sql"))
# One thread is quicker here than two; no spilling to disk, nothing fetched, and a question too large ends rather than the server
CLOSED = {"threads": 1, "memory_limit": "1GB", "temp_directory": "", "autoinstall_known_extensions": False,
          "autoload_known_extensions": False, "allow_community_extensions": False}
HELD_BYTES = 1_000_000  # a file up to this size is read once: opening it again took a fifth of each question's time
_opening = threading.Lock()
_held: ContextVar["Edition | None"] = ContextVar("held", default=None)


class NoEdition(Exception):
    """Raised when there is no readable edition where one should be; its text says where and what to do."""


@dataclass(frozen=True, eq=False)
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
    """Give the edition that this thread holds, else the current one: DASHBOARD_EDITION, the current one below data/editions, the sample."""
    return _held.get() or _current()


def hold_edition() -> None:
    """Keep this thread, until it calls this again, to the edition that is current now: all figures of a page are of one edition."""
    _held.set(None)
    _held.set(_current())


def connection(current: Edition) -> duckdb.DuckDBPyConnection:
    """Give a new cursor on the edition's one connection; never share a cursor between threads. Raises NoEdition where a file is not as it was built."""
    with _opening:
        return _connect(current, _stamps(current.folder)).cursor()


def reopened(current: Edition) -> duckdb.DuckDBPyConnection:
    """Give a cursor on an edition that is opened anew, and planned plainly, after a fault of DuckDB's own.

    Such a fault ends its database for everyone: the next call of `connection` opens that anew too. What DuckDB 2.0 stumbled over
    (a join that keeps a column's words as numbers) is what its optimisers made of a question.
    """
    with _opening:
        stamps = _stamps(current.folder)
        try:
            _connect(current, stamps).cursor().execute("select 1")
        except duckdb.Error:
            _connect.cache_clear()
        return _connect(current, stamps, is_plain=True).cursor()


def check_whole(current: Edition) -> None:
    """Raise NoEdition where a file of the edition is missing, or not as it was built."""
    for extract, said in current.about["extracts"].items():
        file = current.folder / f"{extract}.parquet"
        try:
            is_whole = "sha256" not in said or hashlib.sha256(file.read_bytes()).hexdigest() == said["sha256"]
        except OSError:
            is_whole = False
        if not is_whole:
            raise NoEdition(f"The figures can't be read: {file} is missing or damaged. Put it back, or build again with 'python -m data build'.")


def _current() -> Edition:
    folder = ROOT
    try:
        folder = _folder(Path(os.environ["DASHBOARD_EDITION"])) if os.environ.get("DASHBOARD_EDITION") else _default()
        file = folder / "edition.json"
        return _read(file, file.stat().st_mtime_ns)
    except (OSError, ValueError) as error:
        raise NoEdition(f"No readable edition in {folder}: build one with 'python -m data build', or take DASHBOARD_EDITION away.") from error


def _stamps(folder: Path) -> tuple:
    """Give what changes when a file of the edition does: names, sizes and times of writing."""
    try:
        found = [(name, os.stat(os.path.join(folder, name))) for name in sorted(os.listdir(folder)) if name.endswith(".parquet")]
        return tuple((name, stat.st_size, stat.st_mtime_ns) for name, stat in found)
    except OSError:
        return ()


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
    about = json.loads(file.read_text(encoding="utf-8"))
    if not isinstance(about, dict) or not {"fingerprint", "home_district", "extracts"} <= set(about):
        raise ValueError("no edition.json as builds write it")
    return Edition(file.parent, about)


@lru_cache(maxsize=4)
def _connect(current: Edition, stamps: tuple, is_plain: bool = False) -> duckdb.DuckDBPyConnection:
    """Open the extracts, small ones as tables and others as views, once it is sure that they are as built, then close every other way to files and networks, for good."""
    check_whole(current)
    folder = current.folder
    opened = duckdb.connect(":memory:", config=CLOSED)
    place = folder.as_posix().replace("'", "''")
    opened.execute(f"set allowed_directories = ['{place}/']")
    opened.execute("set enable_external_access = false")
    for file in sorted(folder.glob("*.parquet")):
        kind = "table" if file.stat().st_size <= HELD_BYTES else "view"
        opened.execute(f"create {kind} {file.stem} as select * from read_parquet('{place}/{file.name}')")
    opened.execute("create table home as select ?::varchar as district_code", [current.home])
    for file in SHARED_SQL:
        opened.execute(file.read_text(encoding="utf-8"))
    if is_plain:
        optimisers = ",".join(name for name, in opened.execute("from duckdb_optimizers()").fetchall())
        opened.execute(f"set global disabled_optimizers = '{optimisers}'")
    opened.execute("set lock_configuration = true")
    return opened
