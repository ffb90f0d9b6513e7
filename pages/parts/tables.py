"""Rows in, HTML out: real tables that are read aloud, printed and enlarged, with spark lines in their cells."""

import csv
import re
from dataclasses import dataclass
from html import escape
from io import StringIO

from pages.parts import formats
from pages.parts.palette import EARLIER, FOCUS, HAIRLINE

WRITERS = {"count": formats.count, "change": formats.change, "percent": formats.percent, "share": formats.share,
           "rate": formats.rate, "rank": formats.rank}
FORMULA = re.compile(r"\s*[=+@-]|[\t\r\n]")  # what a spreadsheet takes for the beginning of a formula
FIGURE = re.compile(r"[+-]?[0-9][0-9,]*(\.[0-9]+)?%?")
SIGNS = {"Clear rise": "▲", "Clear fall": "▼"}


@dataclass(frozen=True)
class Column:
    """A column of an HTML table.

    kind: 'text', 'html' (already safe), 'verdict' or a figure's: 'count', 'change', 'percent', 'share', 'rate', 'rank'.
    is_wide: left out on phones. hint: shown when the heading is pointed at.
    """

    key: str
    heading: str
    kind: str = "text"
    is_wide: bool = False
    hint: str = ""

    @property
    def classes(self) -> str:
        """Name the cell's style classes."""
        return " ".join(["figure"] * (self.kind in WRITERS) + ["wide"] * self.is_wide)


def html_table(rows, columns: list[Column], *, caption: str, is_caption_shown: bool = False, stub: str | None = None,
               row_class=None) -> str:
    """Write one line of HTML: a table whose first column (or `stub`) heads its rows.

    A row may carry `level` (0 bold, 1, 2: how far it is a part of the rows above), `group` (a heading row is put
    before the first row of each group) and `blank` (the words for its nulls, 'withheld'; a dictionary gives them by
    column). `row_class` maps a row to a style class.
    """
    stub = stub or columns[0].key
    head = "".join(_heading(column) for column in columns)
    body, group = [], None
    for row in formats.records(rows):
        if row.get("group") and row["group"] != group:
            body.append(f'<tr class="group"><th scope="colgroup" colspan="{len(columns)}">{escape(row["group"])}</th></tr>')
        group = row.get("group")
        body.append(_row(row, columns, stub, row_class(row) if row_class else ""))
    body = body or [f'<tr><td colspan="{len(columns)}">Nothing to list</td></tr>']
    shown = "" if is_caption_shown else ' class="unseen"'
    return (f'<table class="figures"><caption{shown}>{escape(caption)}</caption>'
            f'<thead><tr>{head}</tr></thead><tbody>{"".join(body)}</tbody></table>').replace("\n", " ")


def csv_text(rows, columns: list[Column], notes: list[str]) -> str:
    """Write the same table as CSV: figures as plain numbers, a null as the word on the screen, then the notes."""
    shown = [column for column in columns if column.kind != "html"]
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_defused(column.heading) for column in shown])
    for row in formats.records(rows):
        writer.writerow([_defused(blank_words(row, column).strip("–") if formats.is_null(row.get(column.key)) else _plain(row[column.key], column.kind)) for column in shown])
    writer.writerows([[], *([_defused(note)] for note in notes if note)])
    return out.getvalue()


def _plain(value: object, kind: str) -> object:
    """Give a figure as a file holds it: whole where it is a count, else to the decimals that it is worth."""
    return int(value) if kind in ("count", "change", "rank") else round(value, 2) if kind in WRITERS else value


def _defused(value: object) -> object:
    """Put an apostrophe before a text that a spreadsheet would take for a formula; figures, also as text, stay as they are."""
    if isinstance(value, str) and FORMULA.match(value) and not FIGURE.fullmatch(value):
        return f"'{value}"
    return value


def _heading(column: Column) -> str:
    hint = f' title="{escape(column.hint)}"' if column.hint else ""
    return f'<th scope="col"{_class(column.classes)}{hint}>{escape(column.heading)}</th>'


def _row(row: dict, columns: list[Column], stub: str, extra: str) -> str:
    level = [] if row.get("level") is None else [f"level-{row['level']}"]
    cells = "".join(_cell(row, column, column.key == stub) for column in columns)
    return f"<tr{_class(' '.join(level + [extra] * bool(extra)))}>{cells}</tr>"


def _cell(row: dict, column: Column, is_stub: bool) -> str:
    inside = _written(row.get(column.key), column.kind) or f'<span class="blank">{escape(blank_words(row, column))}</span>'
    tag, scope = ("th", ' scope="row"') if is_stub else ("td", "")
    return f"<{tag}{scope}{_class(column.classes)}>{inside}</{tag}>"


def _written(value: object, kind: str) -> str:
    if formats.is_null(value):
        return ""
    if kind == "html":
        return str(value)
    if kind == "verdict":
        return _verdict(str(value))
    return escape(WRITERS[kind](value) if kind in WRITERS else str(value))


def _verdict(verdict: str) -> str:
    """Write what is clear bold with its triangle, the rest grey."""
    sign = SIGNS.get(verdict)
    return f'<b>{sign} {escape(verdict)}</b>' if sign else f'<span class="quiet">{escape(verdict)}</span>'


def blank_words(row: dict, column: Column) -> str:
    """Give the words that stand for a row's null."""
    words = row.get("blank")
    words = words.get(column.key) if isinstance(words, dict) else words
    return words or ("no figure" if column.kind in WRITERS else "")


def _class(names: str) -> str:
    return f' class="{escape(names)}"' if names else ""


def sparkline(values, *, strong: int = 12, width: int = 144, height: int = 18, title: str = "") -> str:
    """Draw months as a line from a zero baseline, the last `strong` heavier; None leaves a gap. Inline SVG.

    Hidden from screen readers, who have the figures beside it; `title` shows when it is pointed at.
    """
    figures = [None if formats.is_null(value) else float(value) for value in values]
    points = _points(figures, width, height)
    turn = max(len(points) - strong, 0)
    told = f"<title>{escape(title)}</title>" if title else ""
    base = f'<path d="M0 {height - 1}H{width}" stroke="{HAIRLINE.both}"/>'
    return (f'<svg class="spark" width="{width}" height="{height}" viewBox="0 0 {width} {height}" fill="none" '
            f'aria-hidden="true">{told}{base}{_stroke(points[:turn + 1] if turn else [], EARLIER.both, 1.2)}'
            f'{_stroke(points[turn:], FOCUS.both, 2.2)}</svg>')


def _points(figures: list[float | None], width: int, height: int) -> list[tuple[float, float] | None]:
    """Place each figure; the largest 2 pixels under the top edge, zero on the baseline."""
    top = max((figure for figure in figures if figure is not None), default=0) or 1
    step = (width - 4) / max(len(figures) - 1, 1)
    return [None if figure is None else (round(2 + place * step, 1), round(height - 1 - figure / top * (height - 3), 1))
            for place, figure in enumerate(figures)]


def _stroke(points: list[tuple[float, float] | None], colour: str, weight: float) -> str:
    """Draw runs of points as one path; a lone point, which has no line, as a short dash."""
    path, is_drawing = [], False
    for point in points:
        if point is not None:
            path.append(f"{'L' if is_drawing else 'M'}{point[0]:g} {point[1]:g}" + ("" if is_drawing else "h.1"))
        is_drawing = point is not None
    return f'<path d="{"".join(path)}" stroke="{colour}" stroke-width="{weight:g}" stroke-linejoin="round"/>' if path else ""
