"""What a reader takes away: files of exactly what a page shows, with their cautions, where the edition releases them."""

from secrets import token_hex

import streamlit as st

from pages.parts import readers, release, words
from pages.parts.choices import chosen
from pages.parts.formats import records
from pages.parts.kept import Page, Picture, Table, View
from pages.parts.tables import Column, csv_text
from queries import edition

# A file's address is made from its contents; with this in it, no one can work it out from figures that they guess
UNGUESSABLE = token_hex(16)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def begin() -> None:
    """Begin a page: nothing of it is kept yet."""
    st.session_state.update(kept=Page(), slots=[])


def headed(title: str) -> None:
    """Keep what follows as a view of this title."""
    kept().views.append(View(title))


def says(*sentences: str) -> None:
    """Keep the sentences that a view says."""
    if may_leave():
        kept().views[-1].said.extend(filter(None, sentences))


def kept() -> Page:
    """Give what is kept of the page so far."""
    return st.session_state["kept"]


def download(rows, columns: list[Column], file: str, *, label: str = "Download as CSV", caption: str = "", notes: tuple[str, ...] = (), **what) -> None:
    """Offer rows as a file that ends with its notes and what the page says of all it shows, and keep them for the page's other files; `what`: as of may_leave."""
    saved, page = records(rows), kept()
    if saved and may_leave(**what):  # a table without rows can't be a sheet
        page.views[-1].tables.append(Table(caption or label.removesuffix(", as CSV"), columns, saved, notes))

    def written() -> str:
        said = dict.fromkeys(filter(None, [caption, *notes, page.measure, *page.cautions, page.source, page.edition, f"This page: {page.link}"]))
        return "\ufeff" + csv_text(rows, columns, list(said))
    _later(file, lambda: offer(label, written, f"{file}.csv", "text/csv", **what))


def keep_picture(drawing: dict, alt: str, name: str, **what) -> None:
    """Keep a chart or map for the page's files, and leave a place for the button that saves it; `what`: as of may_leave."""
    if may_leave(**what):
        page, view, picture = kept(), kept().views[-1], Picture(name, drawing, alt)
        view.pictures.append(picture)
        _later(f"picture_{name}", lambda: offer_made("Save as picture", lambda: _picture(picture, view, page), f"{name}.png", "image/png", **what))


def _later(name: str, offered) -> None:
    """Leave a place for a button that is drawn once it is known what the page says of all it shows."""
    st.session_state["slots"].append((st.container(key=f"slot_{name}"), offered))


def finish(measure: str, cautions: list[str], source: str, link: str) -> None:
    """End what is kept of a page with what is said of all of it, and offer its files: each table, each picture, all tables as one spreadsheet."""
    about, page = edition().about, kept()
    page.measure, page.cautions, page.source = measure, tuple(filter(None, [*cautions, about.get("caution")])), source
    page.edition, page.link = words.edition_line(about), link
    for slot, offered in st.session_state["slots"]:
        with slot:
            offered()
    if page.tables:
        offer_made("All tables of this page as a spreadsheet", lambda: _spreadsheet(page), "tables.xlsx", SPREADSHEET, of=())


def _picture(picture: Picture, view: View, page: Page) -> bytes:
    from pages.parts.pictures import framed_png  # the renderer is large, and seldom needed
    return framed_png(picture, view, page)


def _spreadsheet(page: Page) -> bytes:
    from pages.parts.spreadsheet import workbook  # a second to import, and seldom needed
    said = [*page.cautions, page.source, page.edition, f"The page with these choices: {page.link}"]
    return workbook(page.views[1].title, page.measure, said, page.tables)


def offer_made(label: str, make, file: str, kind: str, **what) -> None:
    """Offer a file that is made only when it is asked for: at the click where anyone may read, else by a step before."""
    if readers.is_open(edition().about) or not may_leave(**what):
        offer(label, make, file, kind, **what)
    elif st.button(f"{label} …", key=f"make_{file}", type="tertiary", icon=":material/download:"):
        offer(label, make(), file, kind, **what)


def offer(label: str, content, file: str, kind: str, **what) -> None:
    """Draw the button that saves a file, or say that it is not for release; `what`: as of may_leave.

    What is to be called for the content is called at the click where anyone may read, else here.
    """
    about = edition().about
    if not may_leave(**what):
        st.caption(release.NO_FILE)
        return
    if not readers.is_open(about):
        kind, content = f"{kind}; made={UNGUESSABLE}", content() if callable(content) else content
    st.download_button(label, content, file, kind, key=f"save_{file}", type="tertiary", icon=":material/download:", on_click="ignore")


def may_leave(*, of: tuple[str, ...] | None = None, series: str = "", is_whole: bool = False) -> bool:
    """Say whether figures may be taken away.

    of: the extracts that they are of, by default the page's; series: by default the chosen one; is_whole: of whole districts, as
    far as the choices leave them whole.
    """
    filters = chosen()
    wanted = release.names((st.session_state["extract"],) if of is None else of, series or filters.series)
    return release.may_leave(edition().about, wanted, is_whole=is_whole and not filters.is_part)
