"""Raw files, on disk or in a zip, and how they are read as tables of text."""

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from data.headings import UTF16_MARKS, plain_name
from data.problems import BuildStopped, Problem

STREAM_BYTES = 1 << 20
UNSAFE = re.compile(r"\s*[=+@-]|\s*[\t\r\n]")  # what a spreadsheet would take for the beginning of a formula


@dataclass(frozen=True)
class RawFile:
    """A file as given: on disk or inside a zip."""

    name: str
    path: Path
    member: str = ""

    @property
    def stem(self) -> str:
        """Give the file's own name, without folders."""
        return Path(self.member or self.path).name

    @property
    def ending(self) -> str:
        """Give the name's ending in lower case: '.csv'."""
        return Path(self.member or self.path).suffix.lower()

    @property
    def size(self) -> int:
        """Give the number of bytes, unpacked."""
        if not self.member:
            return self.path.stat().st_size
        with zipfile.ZipFile(self.path) as archive:
            return archive.getinfo(self.member).file_size

    @contextmanager
    def open(self) -> Iterator[io.BufferedIOBase]:
        """Open the file to read its bytes."""
        if not self.member:
            with self.path.open("rb") as opened:
                yield opened
            return
        with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as opened:
            yield opened

    def read(self, size: int = -1) -> bytes:
        """Read the whole file, or so many bytes of its beginning."""
        with self.open() as opened:
            return opened.read(size)

    def sha256(self) -> str:
        """Give the hash of the file's bytes, without holding them all."""
        digest = hashlib.sha256()
        with self.open() as opened:
            while part := opened.read(STREAM_BYTES):
                digest.update(part)
        return digest.hexdigest()


@dataclass
class Table:
    """A file's header in plain names and its rows as text; `lines` holds each row's line number."""

    file: RawFile
    preamble: list[list[str]]
    frame: pd.DataFrame  # text columns by plain name
    lines: list[int]
    original: dict[str, str] = field(default_factory=dict)  # plain name -> name in the file

    def problem(self, position: int, column: str, found: object, expected: str, mend: str) -> Problem:
        """Describe what is wrong with the value at a row's position."""
        return Problem(self.file.name, f"'{found}'", expected, mend, self.original.get(column, column), self.lines[position])


def read_table(raw: RawFile, content: bytes, header_row: int, ends_with_newline: bool = False) -> Table:
    """Read a CSV whole; raise BuildStopped when it isn't UTF-8, or a row is cut or too long."""
    text = _decode(raw, content)
    if ends_with_newline and text and not text.endswith("\n"):
        last = text.count("\n") + 1
        raise BuildStopped([Problem(raw.name, "an end inside the row", "a line end after the last row",
                                    "The file was cut: download it again.", row=last)])
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        rows = list(reader)
        lines = list(range(1, len(rows) + 1)) if len(rows) == reader.line_num else _ends(text)
    except csv.Error as error:
        raise BuildStopped([Problem(raw.name, f"text that is not CSV ({error})", "closed quotes and whole rows",
                                    "The file was cut or edited: download it again.", row=reader.line_num)]) from error
    return table_of(raw, rows, lines, header_row)


def _ends(text: str) -> list[int]:
    """List the line that each row ends on, where rows have line breaks in them."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    return [reader.line_num for _ in reader]


def table_of(raw: RawFile, rows: list[list[str]], lines: list[int], header_row: int) -> Table:
    """Make a table of rows of text and their line numbers; raise BuildStopped when a row is cut or too long."""
    headings = rows[header_row]
    body, at = rows[header_row + 1:], lines[header_row + 1:]
    if not all(body):  # lines without anything
        body, at = [row for row in body if row], [line for line, row in zip(at, body) if row]
    _check_widths(raw, headings, body, at)
    names = [plain_name(heading) for heading in headings]
    frame = pd.DataFrame(body, columns=names, dtype=object)
    return Table(raw, rows[:header_row], frame, at, dict(zip(names, headings)))


def _decode(raw: RawFile, content: bytes) -> str:
    if (at := content.find(b"\0")) >= 0 and content[:2] not in UTF16_MARKS:
        raise BuildStopped([Problem(raw.name, "a zero byte, as in UTF-16 or a damaged file", "UTF-8 text", "Save it as 'CSV UTF-8', or download it again.",
                                    row=content.count(b"\n", 0, at) + 1)])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        found = f"byte 0x{content[error.start]:02x}, which is not UTF-8"
        raise BuildStopped([Problem(raw.name, found, "UTF-8 text", "Save it as 'CSV UTF-8', or download it again.",
                                    row=line)]) from error


def check_columns_once(raw: RawFile, headings: list[str]) -> None:
    """Raise BuildStopped where a column is there twice."""
    names = [plain_name(heading) for heading in headings]
    double = sorted({headings[names.index(name)] for name in names if name and names.count(name) > 1})
    if double:
        raise BuildStopped([Problem(raw.name, "the column twice", "each column once", "Take one of them out.", name, 1) for name in double])


def _check_widths(raw: RawFile, headings: list[str], body: list[list[str]], lines: list[int]) -> None:
    check_columns_once(raw, headings)
    if set(map(len, body)) <= {len(headings)}:
        return
    wrong = [(line, len(row)) for line, row in zip(lines, body) if len(row) != len(headings)]
    problems = [Problem(raw.name, f"{width} values", f"{len(headings)} values",
                         "The row was cut or damaged: get the file again.", row=line) for line, width in wrong[:20]]
    if problems:
        raise BuildStopped(problems)
