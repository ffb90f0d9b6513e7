"""What a page of the floor runs: the calls that a page of the dashboard made, with the figures that it showed."""

import pickle
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import streamlit as st

MAIN = "main"


@dataclass
class Step:
    """One call on Streamlit: in which box, its name and words, the boxes that it made; of a choice its key and value."""

    box: str
    name: str
    args: tuple
    more: dict
    makes: list[str]
    key: str = ""
    value: object = None


def nothing() -> bytes:
    """Stand in for a file that is made only when it is asked for."""
    return b""


@cache
def _recorded(file: Path) -> dict[tuple, list[Step]]:
    return pickle.loads(file.read_bytes())


def replay(file: Path, keys: tuple[str, ...]) -> None:
    """Make a page's calls again: at first the first recording's, then those recorded for the values of the choices `keys`."""
    states = _recorded(file)
    boxes = {"": st, MAIN: st}
    chosen = tuple(st.session_state.get(key) for key in keys)
    for step in next(iter(states.values()), []) if None in chosen else states[chosen]:
        if step.key:
            st.session_state[step.key] = step.value
        made = getattr(boxes[step.box], step.name)(*step.args, **step.more)
        boxes |= zip(step.makes, made if isinstance(made, list) else [made])
