"""What a reader takes away: files of exactly what a page shows, with their cautions."""

import pandas as pd
import streamlit as st

from pages.parts.tables import Column
from queries import edition


def download(rows: pd.DataFrame, columns: list[Column], file: str, *, label: str = "Download as CSV", cautions: tuple[str, ...] = ()) -> None:
    """Offer rows as a file, the cautions and the edition's own at its end."""
    plain = pd.DataFrame(rows, columns=[column.key for column in columns if column.kind != "html"])
    content = plain.rename(columns={column.key: column.heading for column in columns}).to_csv(index=False, lineterminator="\r\n")
    notes = "".join(f'"{note}"\r\n' for note in [*cautions, *filter(None, [edition().about.get("caution")])])
    offer(label, "\ufeff" + content + notes, f"{file}.csv", "text/csv")


def offer(label: str, content: str, file: str, kind: str) -> None:
    """Draw the button that saves a file."""
    st.download_button(label, content, file, kind, key=f"save_{file}", type="tertiary", icon=":material/download:", on_click="ignore")
