"""The projector: one view of a page at a time, large enough for the back of the room, and a strip to step through them."""

from contextvars import ContextVar
from pathlib import Path

import streamlit as st

from pages.parts import words

STYLE = Path(__file__).with_name("projection.css")
STEPS = (("Back", -1, "Left", "PageUp"), ("Next", 1, "Right", "PageDown"))  # label, step, key of the keyboard, key of a clicker
SHOWS_CHOICES = ".st-key-filters { display: flex !important; }"
_open: ContextVar = ContextVar("open_view", default=None)


def is_on() -> bool:
    """Say whether the page is projected."""
    return bool(st.session_state.get("projection"))


def switch() -> None:
    """Draw the switch, which the bar has on every page."""
    st.button("Project", key="project", type="tertiary", icon=":material/present_to_all:", help="Large, one view at a time: for a committee room", on_click=_turn, args=(True,))


def read() -> None:
    """Take from the link whether the page is projected, and which view is seen."""
    if "projection" in st.query_params:
        st.session_state["projection"] = st.query_params["projection"] == "1"
    asked = st.query_params.get("view", "")
    if asked != st.session_state.get("view_written", ""):
        st.session_state["view"] = max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 1
    st.session_state.setdefault("view", 1)


def begin() -> None:
    """Dress the page if it is projected, and open its first view."""
    st.session_state.update(views=0, asides=0, finding="", section="", measure="")
    if is_on():
        more = SHOWS_CHOICES if st.session_state.get("shows_choices") else ""
        st.html(f"<style>{STYLE.read_text(encoding='utf-8')}{more}</style>")
    view()


def own_words() -> dict[str, str]:
    """Give the words that a link has while the page is projected."""
    st.session_state["view_written"] = str(st.session_state.get("view", 1)) if is_on() else ""
    return {"projection": "1", "view": st.session_state["view_written"]} if is_on() else {}


def view(*, is_headed: bool = False) -> None:
    """End the view before, and begin another: what is drawn from here to the next one is seen together on a projector.

    A projected view that has no heading of its own (`is_headed`) repeats the section's, else the page's.
    """
    end()
    st.session_state["views"] = number = st.session_state["views"] + 1
    box = st.container(key=f"view_{'now' if number == st.session_state['view'] else 'other'}_{number}")
    box.__enter__()
    _open.set(box)
    if is_on() and number > 1 and not is_headed:
        st.markdown(f"<h2>{words.safe(st.session_state['section'] or st.session_state['finding'])}</h2>", unsafe_allow_html=True)


def aside() -> None:
    """End the view before; what is drawn from here to the next view is not projected: too long, or too small, for a screen on a wall."""
    end()
    st.session_state["asides"] += 1
    box = st.container(key=f"view_other_aside_{st.session_state['asides']}")
    box.__enter__()
    _open.set(box)


def end() -> None:
    """End the view that is open, if one is."""
    box = _open.get()
    if box is not None:
        box.__exit__(None, None, None)
        _open.set(None)


def pair(key: str, left: int | None = None, right: int | None = None):
    """Give two containers side by side, of these widths in pixels; projected, each is a view of its own."""
    if is_on():
        first = st.container()
        view()
        return first, st.container()
    with st.container(key=key, horizontal=True, gap="medium"):
        return st.container(width=left or "stretch"), st.container(width=right or "stretch")


def columns(*widths: int):
    """Give two columns of these widths; projected, each is a view of its own."""
    if is_on():
        return pair("")
    with st.container(key=f"columns_{st.session_state['views']}"):
        return st.columns(widths, gap="medium")


def strip(source: str) -> None:
    """Draw the strip at the foot: what is measured, its source, and the buttons to step and to leave."""
    count = st.session_state["views"]
    if st.session_state["view"] > count:
        _go(count - st.session_state["view"], count)
        st.rerun()
    at = st.session_state["view"]
    with st.container(key="strip", horizontal=True, vertical_alignment="center"):
        html = f'<p class="measure">{words.safe(st.session_state["measure"])}</p><p class="source">{words.safe(source)}</p>'
        st.markdown(html, unsafe_allow_html=True)
        for label, step, key, clicker in STEPS:
            if label == "Next":
                st.markdown(f'<p class="at">{at} of {count}</p>', unsafe_allow_html=True)
            for shortcut, name in ((key, f"step_{label}"), (clicker, f"clicker_{label}")):  # one shortcut a button: the twin is not seen
                st.button(label, key=name, shortcut=shortcut, on_click=_go, args=(step, count), disabled=not 1 <= at + step <= count)
        st.button("Choices", key="show_choices", on_click=_show_choices)
        st.button("Leave", key="leave", shortcut="Esc", on_click=_turn, args=(False,))


def _turn(is_wanted: bool) -> None:
    st.session_state["projection"] = is_wanted
    for word in ("projection", "view"):
        st.query_params.pop(word, None)
    st.session_state["view"], st.session_state["view_written"] = 1, ""


def _show_choices() -> None:
    st.session_state["shows_choices"] = not st.session_state.get("shows_choices")


def _go(step: int, count: int) -> None:
    st.session_state["view"] = min(max(st.session_state["view"] + step, 1), count)
    st.session_state["view_written"] = st.query_params.get("view", "")
