"""What a reader takes away: files of exactly what a page shows, with their cautions, where the edition releases them."""

from secrets import token_hex

import streamlit as st

from pages.parts import readers, release, words
from pages.parts.choices import chosen
from pages.parts.formats import records
from pages.parts.tables import Column, csv_text
from queries import edition

# A file's address is made from its contents; with this in it, no one can work it out from figures that they guess
UNGUESSABLE = token_hex(16)


def download(rows, columns: list[Column], file: str, *, label: str = "Download as CSV", caption: str = "", notes: tuple[str, ...] = (), **what) -> None:
    """Offer rows as a file, with notes (cautions, source) and the edition's own at its end, and keep them for the page's spreadsheet; `what`: as of may_leave."""
    about, kept = edition().about, records(rows)
    if kept and may_leave(**what):  # a table without rows can't be a sheet
        st.session_state["saved_tables"].append((caption or label.removesuffix(", as CSV"), columns, kept, notes))
    offer(label, "\ufeff" + csv_text(rows, columns, [*filter(None, [caption]), *notes, words.edition_line(about), about.get("caution", "")]), f"{file}.csv", "text/csv", **what)


def begin() -> None:
    """Begin a page: none of its tables is kept yet."""
    st.session_state["saved_tables"] = []


def offer_spreadsheet(title: str, measure: str, link: str) -> None:
    """Offer all tables of the page that may leave as one spreadsheet, made only when it is asked for where anyone may read."""
    kept, about = st.session_state["saved_tables"], edition().about
    if not kept:
        return
    said = [words.edition_line(about), about.get("caution", ""), f"The page with these choices: {link}"]

    def made() -> bytes:
        from pages.parts.spreadsheet import Saved, workbook  # a second to import, and seldom needed
        return workbook(title, measure, said, [Saved(*table) for table in kept])
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    offer("All tables of this page as a spreadsheet", made if readers.is_open(about) else made(), "tables.xlsx", kind, of=())


def offer(label: str, content, file: str, kind: str, **what) -> None:
    """Draw the button that saves a file, or say that it is not for release; `what`: as of may_leave."""
    about = edition().about
    if not may_leave(**what):
        st.caption(release.NO_FILE)
        return
    kind = kind if readers.is_open(about) else f"{kind}; made={UNGUESSABLE}"
    st.download_button(label, content, file, kind, key=f"save_{file}", type="tertiary", icon=":material/download:", on_click="ignore")


def may_leave(*, of: tuple[str, ...] | None = None, series: str = "", is_whole: bool = False) -> bool:
    """Say whether figures may be taken away.

    of: the extracts that they are of, by default the page's; series: by default the chosen one; is_whole: of whole districts, as
    far as the choices leave them whole.
    """
    filters = chosen()
    wanted = release.names((st.session_state["extract"],) if of is None else of, series or filters.series)
    return release.may_leave(edition().about, wanted, is_whole=is_whole and not filters.is_part)
