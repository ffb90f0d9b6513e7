"""What a reader takes away: files of exactly what a page shows, with their cautions."""

import streamlit as st

from pages.parts import words
from pages.parts.tables import Column, csv_text
from queries import edition


def download(rows, columns: list[Column], file: str, *, label: str = "Download as CSV", notes: tuple[str, ...] = ()) -> None:
    """Offer rows as a file, with notes (cautions, source) and the edition's own at its end."""
    about = edition().about
    offer(label, "\ufeff" + csv_text(rows, columns, [*notes, words.edition_line(about), about.get("caution", "")]), f"{file}.csv", "text/csv")


def offer(label: str, content: str, file: str, kind: str) -> None:
    """Draw the button that saves a file."""
    st.download_button(label, content, file, kind, key=f"save_{file}", type="tertiary", icon=":material/download:", on_click="ignore")
