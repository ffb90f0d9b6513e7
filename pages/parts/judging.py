"""'How we judged': the method, the numbers behind the verdicts and a chart, one click away and made only then."""

import streamlit as st

from pages.parts import verdicts, words
from pages.parts.controls import html
from pages.parts.page import chart, table
from pages.parts.tables import Column


def how_judged(rows: list[dict], columns: list[Column], caption: str, *, says: tuple[str, ...], drawing=None, alt=str) -> None:
    """Offer the method and a table of the numbers behind each row's verdict: `says` explain them and the chart that `drawing` makes and `alt` tells."""
    box = st.expander("How we judged", key="how_judged", on_change="rerun")
    if not box.open:
        return
    with box:
        html(f'<div class="method">{"".join(f"<p>{words.safe(said)}</p>" for said in says)}</div>')
        if drawing:
            chart(drawing(), alt(), key="how_judged_chart")
        if verdicts.judged(rows):
            table(verdicts.judged(rows), columns, caption, file="how_judged", notes=says)
