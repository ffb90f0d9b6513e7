"""Reads Excel workbooks as tables of text: dates and times in ISO form, whole numbers without a point."""

import zipfile
from datetime import date, datetime, time
from itertools import islice

from openpyxl import load_workbook

from data.headings import OPENING_ROWS
from data.inputs import RawFile, Table, table_of
from data.limits import MOST_SHEET_ROWS, archive_problems
from data.problems import BuildStopped, Problem

SPREADSHEETS = (".xlsx", ".xlsm")


def first_rows(raw: RawFile) -> list[list[str]]:
    """Give the first rows of a workbook's first sheet; raise BuildStopped where it can't be opened."""
    return _opened(raw, OPENING_ROWS)


def read_sheet(raw: RawFile, header_row: int) -> Table:
    """Read a workbook's first sheet whole, without its empty rows and columns; raise BuildStopped where it is damaged."""
    rows = _opened(raw, MOST_SHEET_ROWS + 1)
    if len(rows) > MOST_SHEET_ROWS:
        raise BuildStopped([Problem(raw.name, f"more than {MOST_SHEET_ROWS:,} rows", "fewer", "Delete the empty rows below the last one, or give a part of them.")])
    wanted = [at for at, heading in enumerate(rows[header_row]) if heading.strip()]
    kept = [[row[at] if at < len(row) else "" for at in wanted] for row in rows]
    lines = [number for number, row in enumerate(kept, 1) if number <= header_row + 1 or any(cell.strip() for cell in row)]
    return table_of(raw, [kept[line - 1] for line in lines], lines, header_row)


def _opened(raw: RawFile, most: int) -> list[list[str]]:
    try:
        with raw.open() as opened, zipfile.ZipFile(opened) as archive:
            problems = archive_problems(raw.name, archive)
        rows = [] if problems else _rows(raw, most)
    except Exception as error:  # openpyxl raises whatever its zip, XML and style readers raise
        raise BuildStopped([Problem(raw.name, f"a damaged workbook ({error})", "a workbook as saved by Excel", "Export it again.")]) from error
    if problems:
        raise BuildStopped(problems)
    return rows


def _rows(raw: RawFile, most: int) -> list[list[str]]:
    with raw.open() as opened:
        book = load_workbook(opened, read_only=True, data_only=True)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            return [[_text(cell) for cell in row] for row in islice(sheet.iter_rows(values_only=True), most)]
        finally:
            book.close()


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
