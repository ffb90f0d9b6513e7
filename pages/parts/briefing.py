"""Chosen views in, a Word document out: a committee report on them that can be read, printed and read aloud."""

from dataclasses import dataclass
from datetime import date

from pages.parts.documents import Document
from pages.parts.kept import Page, View
from pages.parts.pictures import chart_png

PRINTED = 660  # pixels that a chart is given on paper: its letters are then about 9 points high
HIGHEST_CM, HIGHEST_OF_SEVERAL_CM = 11.0, 9.0


@dataclass
class Chosen:
    """A view in the basket, with the page that it is of and the reader's own line on it."""

    view: View
    page: Page
    line: str = ""

    @property
    def name(self) -> tuple[str, str]:
        """Tell it from other views: its title, and the link of its page with the choices."""
        return self.view.title, self.page.link


def document(title: str, day: date, chosen: list[Chosen]) -> bytes:
    """Write a briefing: each view with its line, findings, pictures, tables, cautions, source and link."""
    made = Document(title)
    made.heading(title, 0)
    made.paragraph(f"{day.day} {day:%B %Y}")
    if len(chosen) > 1:
        made.listed([_title(one) for one in chosen], is_numbered=True)
    for number, one in enumerate(chosen, 1):
        _view(made, number, one)
    made.footer(f"{title}, {day.day} {day:%B %Y}.")
    return made.saved()


def _title(one: Chosen) -> str:
    return f"{one.view.title}: {one.page.measure}" if one.page.measure else one.view.title


def _view(made: Document, number: int, one: Chosen) -> None:
    view, page = one.view, one.page
    made.heading(f"{number}. {view.title}", 1)
    made.paragraph(page.measure, is_small=True)
    made.paragraph(one.line)
    for sentence in view.said:
        made.paragraph(sentence, is_strong=True)
    for picture in view.pictures:
        made.picture(chart_png(picture, container=PRINTED), f"{picture.alt}. {' '.join(view.said[:1])}".strip(), most_cm=HIGHEST_CM if len(view.pictures) == 1 else HIGHEST_OF_SEVERAL_CM)
    for table in view.tables:
        made.table(table.caption, table.columns, table.rows)
    for said in (" ".join(page.cautions), f"{page.source} {page.edition}".strip(), f"Live figures: {page.link}"):
        made.paragraph(said, is_small=True)
