"""Reads files too large to hold: DuckDB reads them from disk, only the columns that are used."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data.inputs import RawFile
from data.problems import BuildStopped, Problem


@dataclass(frozen=True)
class LargeFile:
    """Where a file's rows are: its header's row and its columns' plain names."""

    file: RawFile
    header_row: int
    names: tuple[str, ...]


@contextmanager
def rows_as_view(connection: duckdb.DuckDBPyConnection, large: LargeFile, words: dict[str, tuple[str, ...]], unknown: tuple[str, ...],
                 work: Path) -> Iterator[None]:
    """Show a file's rows as the view `given`: each word the first of its headings that the file has, `unknown` values null.

    Raises BuildStopped where rows are cut, too long or not UTF-8.
    """
    sources = {word: next((f'"{name}"' for name in headings if name in large.names), "null") for word, headings in words.items()}
    nothing = ", ".join(f"'{value}'" for value in unknown)
    picked = ", ".join(f"case when lower(trim({source})) not in ({nothing}) then trim({source}) end as {word}" for word, source in sources.items())
    columns = ", ".join(f"'{name}': 'varchar'" for name in large.names)
    with _on_disk(large.file, work) as path:
        place = path.as_posix().replace("'", "''")
        connection.execute(f"""create or replace temp view given as select {picked} from read_csv('{place}', columns = {{{columns}}},
            auto_detect = false, header = true, skip = {large.header_row}, delim = ',', quote = '"', escape = '"')""")
        try:
            yield
        except duckdb.Error as error:
            raise BuildStopped([_unreadable(large.file, str(error))]) from error


@contextmanager
def _on_disk(raw: RawFile, work: Path) -> Iterator[Path]:
    """Give a path to the file's bytes; those in a zip are unpacked in the folder `work` for the while."""
    if not raw.member:
        yield raw.path
        return
    path = work / "rows.csv"
    with raw.open() as packed, path.open("wb") as unpacked:
        shutil.copyfileobj(packed, unpacked)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def _unreadable(raw: RawFile, error: str) -> Problem:
    line = re.search(r"Line: (\d+)", error)
    what = next((text.strip() for text in error.splitlines()[1:] if text.strip()), error.splitlines()[0])
    return Problem(raw.name, f"a row that can't be read ({what})", "whole rows of UTF-8 text with closed quotes",
                   "The file was cut or edited: download it again.", row=int(line[1]) if line else None)
