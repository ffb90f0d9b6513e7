"""The basket of views for a briefing: what is chosen on any page stays until the browser's tab is closed."""

from datetime import date

import streamlit as st

from pages.parts import takeaway, words
from pages.parts.controls import html
from pages.parts.kept import Page, View

TITLE = "Briefing for the Overview and Scrutiny Committee"
LONGEST = 600  # characters of the reader's own line


def offer() -> None:
    """Draw the button that opens the basket, with the page's views to put into it."""
    chosen = _chosen()
    views = [view for view in takeaway.kept().views if view.pictures or view.tables]
    if (views or chosen) and st.button(f"Briefing in Word ({len(chosen)})" if chosen else "Briefing in Word", key="open_briefing", type="tertiary", icon=":material/article:"):
        _basket(views, takeaway.kept())


def _chosen() -> list:
    return st.session_state.setdefault("briefing", [])


@st.dialog("Briefing in Word", width="large")
def _basket(views: list[View], page: Page) -> None:
    if views:
        st.markdown("**On this page**")
        for number, view in enumerate(views):
            is_in = (view.title, page.link) in [one.name for one in _chosen()]
            st.button(f"{'Added' if is_in else 'Add'}: {view.title}", key=f"add_{number}", icon=":material/check:" if is_in else ":material/add:", type="tertiary",
                      on_click=_add_or_take_out, args=(view, page))
    chosen = _chosen()
    if not chosen:
        st.caption("Nothing chosen yet. What you add stays here while you look at other pages.")
        return
    st.markdown("**In the briefing**")
    for number, one in enumerate(chosen):
        with st.container(horizontal=True, vertical_alignment="center"):
            html(f"<p><b>{number + 1}.</b> {words.safe(one.view.title)}</p>")
            if number:
                st.button("Move up", key=f"up_{number}", type="tertiary", icon=":material/arrow_upward:", on_click=_move_up, args=(number,))
            st.button("Remove", key=f"remove_{number}", type="tertiary", icon=":material/close:", on_click=_remove, args=(number,))
        html(f'<p class="source">{words.safe(one.page.measure)}</p>')
        key = f"line_{id(one)}"
        st.session_state.setdefault(key, one.line)
        one.line = st.text_input("Your line on it (optional)", key=key, max_chars=LONGEST)
    title = st.text_input("Title", TITLE, key="briefing_title", max_chars=200)
    day = st.date_input("Date", date.today(), key="briefing_day", format="DD/MM/YYYY")
    takeaway.offer_made("Download the briefing", lambda: _made(title, day, list(chosen)), "briefing.docx", takeaway.WORD, of=())


def _made(title: str, day: date, chosen: list) -> bytes:
    from pages.parts.briefing import document  # with the renderer of pictures, and seldom needed
    return document(title or TITLE, day, chosen)


def _add_or_take_out(view: View, page: Page) -> None:
    from pages.parts.briefing import Chosen
    others = [one for one in _chosen() if one.name != (view.title, page.link)]
    st.session_state["briefing"] = others if len(others) < len(_chosen()) else [*others, Chosen(view, page)]


def _remove(number: int) -> None:
    _chosen().pop(number)


def _move_up(number: int) -> None:
    chosen = _chosen()
    chosen[number - 1], chosen[number] = chosen[number], chosen[number - 1]
