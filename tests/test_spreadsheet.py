"""The spreadsheet of a page holds the page's tables, figure by figure, in the form that the guidance asks for."""

from io import BytesIO

import openpyxl
import pytest
from visible import opened, table

from pages.parts import takeaway
from pages.parts.kept import Table
from pages.parts.spreadsheet import LEGEND, workbook
from pages.parts.tables import Column

PAGES = ["dashboard.py", "pages/2_Wards.py", "pages/3_Trends.py", "pages/4_Comparison.py", "pages/5_Outcomes.py", "pages/6_Road_casualties.py", "pages/7_Near_misses.py",
         "pages/8_About_the_data.py"]


def book_of(app):
    """Make and open the spreadsheet that a page offers."""
    kept = app.session_state["kept"].tables
    return kept, openpyxl.load_workbook(BytesIO(workbook(app.session_state["finding"], app.session_state["measure"], ["Edition"], kept)))


def rows_of(sheet, saved):
    """Take the table out of a sheet: its headings and its rows."""
    values = [list(row) for row in sheet.iter_rows(values_only=True)]
    first = saved.columns[0].heading or saved.columns[0].key
    at = next(number for number, row in enumerate(values) if row[0] == first)
    return values[at], values[at + 1:]


@pytest.mark.parametrize("page", PAGES)
def test_every_table_of_a_page_is_a_sheet_with_the_same_rows(page):
    kept, book = book_of(opened(page))
    assert len(kept) >= 1 and book.sheetnames == ["Cover", "Contents", *(f"Table {number}" for number in range(1, len(kept) + 1))]
    for saved, sheet in zip(kept, book.worksheets[2:]):
        headings, rows = rows_of(sheet, saved)
        columns = [column for column in saved.columns if column.kind != "html"]
        assert len(rows) == len(saved.rows) and len(headings) == len(columns) == len(set(headings))
        assert not sheet.merged_cells.ranges and len(sheet.tables) == 1
        for row, raw in zip(rows, saved.rows):
            for cell, column in zip(row, columns):
                value = raw.get(column.key)
                if value is None or value != value or str(value) in ("<NA>", "NaT", ""):
                    assert cell in LEGEND
                elif isinstance(cell, str):
                    assert str(value).startswith(cell)
                else:
                    assert cell == pytest.approx(float(value), abs=0.0051)


def test_a_table_without_rows_is_no_sheet_and_stops_no_other():
    """A ward without repeat locations or sites: a spreadsheet can't hold a table of nothing."""
    kept, book = book_of(opened("pages/6_Road_casualties.py", wards="E05005135"))
    assert 1 <= len(kept) == len(book.sheetnames) - 2 and all(saved.rows for saved in kept)


def test_the_assessment_is_what_the_page_shows():
    app = opened()
    kept, book = book_of(app)
    headings, rows = rows_of(book["Table 1"], kept[0])
    shown = table(app, "Crimes and incidents by category, January to December 2020")
    assert {row[0]: row[1] for row in rows} == {name: int(cells["2020"].replace(",", "")) for name, cells in shown.items() if cells.get("2020")}
    assert rows[0][:3] == ["All crime", 7830, 8608]


def test_what_is_withheld_has_its_short_form_explained():
    kept, book = book_of(opened("pages/2_Wards.py", category="hate_crime", last_month="2020-12"))
    sheet = next(sheet for sheet, saved in zip(book.worksheets[2:], kept) if saved.caption.startswith("Hate crime by ward"))
    cells = [value for row in sheet.iter_rows(values_only=True) for value in row]
    assert "[c]" in cells and LEGEND["[c]"] in cells
    assert all("withheld" != cell for cell in cells)


def test_no_text_becomes_a_formula_or_a_link():
    column = Column("name", "Name")
    book = openpyxl.load_workbook(BytesIO(workbook("=1+1", "m", ["=2"], [Table("=3", [column, Column("n", "N", "count")], [{"name": "=cmd|'/c calc'!A1", "n": 1}, {"name": "https://x.example", "n": 2}], ("=4",))])))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
    assert not any(link.target and "x.example" in link.target for link in book["Table 1"]._hyperlinks)


@pytest.mark.parametrize("page", PAGES)
def test_every_file_of_figures_says_place_period_cautions_source_edition_and_link(page, monkeypatch):
    files = {}
    monkeypatch.setattr(takeaway.st, "download_button", lambda label, content, file, kind, **looks: files.update({file: content}))
    app = opened(page)
    kept = app.session_state["kept"]
    texts = {file: content() for file, content in files.items() if file.endswith(".csv")}
    book = openpyxl.load_workbook(BytesIO(files["tables.xlsx"]()))
    texts["tables.xlsx"] = "\n".join(str(cell) for row in book["Cover"].iter_rows(values_only=True) for cell in row if cell)
    assert len(texts) > 1
    for file, text in texts.items():
        plain = text.replace('""', '"')
        for said in (kept.measure, *kept.cautions, kept.source, kept.edition, kept.link):
            assert said in plain, (file, said)
