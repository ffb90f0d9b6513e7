"""What a reader takes away: files of exactly what a page shows, with their cautions, where the edition releases them."""

from secrets import token_hex

import streamlit as st

from pages.parts import readers, release, words
from pages.parts.choices import chosen
from pages.parts.tables import Column, csv_text
from queries import edition

# A file's address is made from its contents; with this in it, no one can work it out from figures that they guess
UNGUESSABLE = token_hex(16)


def download(rows, columns: list[Column], file: str, *, label: str = "Download as CSV", notes: tuple[str, ...] = (), **what) -> None:
    """Offer rows as a file, with notes (cautions, source) and the edition's own at its end; `what`: as of may_leave."""
    about = edition().about
    offer(label, "\ufeff" + csv_text(rows, columns, [*notes, words.edition_line(about), about.get("caution", "")]), f"{file}.csv", "text/csv", **what)


def offer(label: str, content: str, file: str, kind: str, **what) -> None:
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
