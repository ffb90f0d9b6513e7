"""Rows in, a spreadsheet out: the tables of a page as the Government Analysis Function's guidance has them (cover, contents, one table a sheet)."""

import warnings
from io import BytesIO

import gptables
import pandas as pd

from pages.parts import formats
from pages.parts.kept import Table
from pages.parts.tables import WRITERS, Column, blank_words

# The guidance's short forms, which are read aloud as they are explained, for the words that a page has in a figure's place
SHORT = {"withheld": "[c]", "–": "[z]"}
NOT_AVAILABLE = "[x]"
LEGEND = {"[c]": "[c] withheld: a small number, or one that would give a small number away", "[x]": "[x] not available", "[z]": "[z] not applicable"}
WHOLE = ("count", "change", "rank")
UNITS = {"share": " (%)", "percent": " (%)"}


def workbook(title: str, measure: str, about: list[str], tables: list[Table]) -> bytes:
    """Make a spreadsheet of a page's tables; figures are numbers, and what is not given a short form that is explained."""
    cover = gptables.Cover(title, intro=["Introductory information", measure], about=["About these figures", *filter(None, about)])
    sheets = {f"Table {number}": _sheet(number, table) for number, table in enumerate(tables, 1)}
    made = BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns that there is no sheet of numbered notes: what is to be noted stands over each table
        book = gptables.produce_workbook(made, sheets, cover=cover, workbook_options={"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": title})
    book.close()
    return made.getvalue()


def _sheet(number: int, table: Table) -> gptables.GPTable:
    shown = [column for column in table.columns if column.kind != "html"]
    cells = [[_cell(row, column) for column in shown] for row in table.rows]
    used = {cell for row in cells for cell in row if cell in LEGEND}
    frame = pd.DataFrame(cells, columns=_headings(shown), dtype=object)
    return gptables.GPTable(frame, table_name=f"table_{number}", title=f"Table {number}: {table.caption}", subtitles=[note for note in table.notes if note],
                            legend=[LEGEND[short] for short in sorted(used)], instructions="This sheet has one table.", index_columns={1: 0})


def _headings(columns: list[Column]) -> list[str]:
    """Name columns with their units, each name once."""
    names: list[str] = []
    for column in columns:
        name = (column.heading or column.key) + ("" if "%" in column.heading else UNITS.get(column.kind, ""))
        names.append(name if name not in names else f"{names[-1]}: {name}")
    return names


def _cell(row: dict, column: Column) -> object:
    """Give a figure as a number, a day as a text that sorts, and for what is not there the short form: no cell is empty."""
    value = row.get(column.key)
    if formats.is_null(value):
        return SHORT.get(blank_words(row, column), NOT_AVAILABLE)
    if column.kind in WRITERS:
        return int(value) if column.kind in WHOLE else round(float(value), 2)
    return (f"{value:%Y-%m-%d}" if hasattr(value, "strftime") else str(value)) or SHORT["–"]
