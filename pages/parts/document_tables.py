"""A table of a page in a Word document: its first row a real header, figures right, hairlines, columns as wide as their texts need."""

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from pages.parts import formats
from pages.parts.palette import HAIRLINE
from pages.parts.tables import SIGNS, WRITERS, Column, blank_words

CELLS = 9  # points
LETTER, PADDING = 0.19, 0.25  # cm: a letter of a cell, and what is left empty beside its text


def fill(drawn, caption: str, columns: list[Column], rows: list[dict], whole: float) -> None:
    """Fill an empty table of python-docx with rows, `whole` cm wide; it has a row more than there are rows."""
    lines = [[column.heading or column.key for column in columns], *([cell_text(row, column) for column in columns] for row in rows)]
    drawn.alignment, drawn.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    _describe(drawn, caption)
    widths = _widths(lines, whole)
    for column, width in zip(drawn.columns, widths):
        column.width = Cm(width)
    for number, (line, texts) in enumerate(zip(drawn.rows, lines)):
        line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit" if number else "w:tblHeader"))
        for at, (cell, text, column) in enumerate(zip(line.cells, texts, columns)):
            cell.width = Cm(widths[at])
            _write(cell, text, column, is_strong=not number or not at)


def cell_text(row: dict, column: Column) -> str:
    """Write a cell as the page does: figures with commas, a clear verdict with its sign, the words for what is not there."""
    value = row.get(column.key)
    if formats.is_null(value):
        return blank_words(row, column)
    if column.kind in WRITERS:
        return WRITERS[column.kind](value)
    return f"{SIGNS.get(value, '')} {value}".strip() if column.kind == "verdict" else str(value)


def _widths(lines: list[list[str]], whole: float) -> list[float]:
    """Share the width of the page out between columns, in cm: enough for each one's longest word, the rest as their texts need it."""
    cells = [[line[at] for line in lines] for at in range(len(lines[0]))]
    least = [PADDING + LETTER * max(len(word) for text in texts for word in (text.split() or [""])) for texts in cells]
    wanted = [PADDING + LETTER * min(max(map(len, texts[1:]), default=0), 40) for texts in cells]
    more = [max(want - need, 0.01) for want, need in zip(wanted, least)]
    left = whole - sum(least)
    return [need + left * extra / sum(more) for need, extra in zip(least, more)] if left > 0 else [whole * need / sum(least) for need in least]


def _write(cell, text: str, column: Column, *, is_strong: bool) -> None:
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(CELLS), is_strong
    paragraph.paragraph_format.space_after = Pt(0)
    if column.kind in WRITERS:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _describe(table, caption: str) -> None:
    """Name a table for those who can't see it, and leave only hairlines between its rows."""
    properties = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        line.set(qn("w:val"), "single" if side in ("top", "bottom", "insideH") else "nil")
        line.set(qn("w:sz"), "4"), line.set(qn("w:color"), HAIRLINE.light[1:])
        borders.append(line)
    words = OxmlElement("w:tblCaption")
    words.set(qn("w:val"), caption)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        gap = OxmlElement(f"w:{side}")
        gap.set(qn("w:w"), "57"), gap.set(qn("w:type"), "dxa")
        margins.append(gap)
    look = properties.find(qn("w:tblLook"))
    look.addprevious(borders)
    look.addprevious(margins)
    look.addnext(words)
