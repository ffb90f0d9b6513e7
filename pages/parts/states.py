"""The states of a page's own controls in its link: the form of a map, the order of bars, what is opened."""

import string

import streamlit as st

# Word of the link, which is the control's key: its values in the link, to what the control has; the first is usual and is not written
STATES = {
    "map_form": {"Picture": "Picture", "Explore": "Explore"},
    "bar_order": {"Rate": "Rate", "Count": "Count", "Name": "Name"},
    "by_priority": {"": False, "1": True},
    "how_judged": {"": False, "1": True},
    "repeat": {"": None} | dict(zip(string.ascii_uppercase, string.ascii_uppercase)),
}


def read(words: tuple[str, ...]) -> None:
    """Take the states of these controls from the link where it is not the one written last; nonsense is the usual state."""
    written = st.session_state.setdefault("states_written", {})
    for word in words:
        asked, values = st.query_params.get(word, ""), STATES[word]
        usual = next(iter(values.values()))
        if asked != written.get(word, ""):
            st.session_state[word] = values.get(asked, usual)
        elif usual is not None:
            st.session_state.setdefault(word, usual)


def own_words(words: tuple[str, ...]) -> dict[str, str]:
    """Give the words that the link has for the states that are not the usual."""
    found = {}
    for word in words:
        usual, *_ = STATES[word].values()
        found |= {word: name for name, value in STATES[word].items() if value == st.session_state.get(word, usual) != usual}
    st.session_state["states_written"] = found
    return found
