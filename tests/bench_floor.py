"""Makes the floor: every page as the plain Streamlit calls that it made, with the figures that it showed, and nothing to compute."""

import copy
import pickle
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from bench_replay import MAIN, Step, nothing
from visible import HOME, opened

ROOT = HOME.parent
BOXES = ("container", "columns", "expander", "popover", "empty")
CHOICES = ("selectbox", "multiselect", "number_input", "segmented_control", "toggle", "text_input")  # what keeps a value in the session
CALLS = (*BOXES, *CHOICES, "markdown", "html", "caption", "code", "info", "warning", "error", "button", "download_button", "page_link", "vega_lite_chart")
SCRIPT = "from pathlib import Path\n\nfrom bench_replay import replay\n\nreplay(Path({file!r}), {keys!r})\n"


@dataclass
class Recording:
    """The calls of one run of a page, and the boxes they were made in."""

    steps: list[Step]
    boxes: list  # kept alive: a box is known by its identity
    is_within: bool = False  # a call that a call makes is Streamlit's own

    def name(self, box) -> str:
        """Name a box of the page."""
        return next((f"box {number}" for number, held in enumerate(self.boxes) if held is box), MAIN)


@contextmanager
def recorded():
    """Record what is called on Streamlit while this lasts."""
    recording, main = Recording([], []), st._main
    before = {name: getattr(DeltaGenerator, name) for name in CALLS}, {name: getattr(st, name) for name in CALLS}, st.set_page_config
    for name in CALLS:
        setattr(DeltaGenerator, name, _noting(recording, name, before[0][name]))
        setattr(st, name, getattr(main, name))
    st.set_page_config = _noting_config(recording, before[2])
    try:
        yield recording
    finally:
        st.set_page_config = before[2]
        for name in CALLS:
            setattr(DeltaGenerator, name, before[0][name])
            setattr(st, name, before[1][name])


def _noting(recording: Recording, name: str, call):
    """Make the call that notes itself."""
    def noting(self, *args, **more):
        if recording.is_within:
            return call(self, *args, **more)
        recording.is_within = True
        try:
            box, given = recording.name(self._active_dg), (copy.deepcopy(args) if name == "vega_lite_chart" else args)
            made = call(self, *args, **more)
        finally:
            recording.is_within = False
        new = made if isinstance(made, list) else [made] if name in BOXES else []
        recording.boxes += new
        recording.steps.append(Step(box, name, *_constants(given, more), [recording.name(one) for one in new], *_value(name, more, made)))
        return made
    return noting


def _noting_config(recording: Recording, call):
    def noting(**more):
        recording.steps.append(Step("", "set_page_config", (), more, []))
        call(**more)
    return noting


def _constants(args: tuple, more: dict) -> tuple[tuple, dict]:
    """Take what a call was given without what would compute: labels for codes, no callbacks, a file that is made on demand empty."""
    if write := more.get("format_func"):
        label, options, *rest = args
        args = (label, [write(option) for option in options], *rest)
    more = {word: value for word, value in more.items() if word not in ("format_func", "args") and not (word in ("on_change", "on_click") and callable(value))}
    more |= {"on_select": "rerun"} if callable(more.get("on_select")) else {}
    return tuple(nothing if callable(value) else value for value in args), more


def _value(name: str, more: dict, made) -> tuple:
    """Give a choice's key and its value, as a label."""
    if name not in CHOICES or "key" not in more:
        return ()
    write = more.get("format_func", lambda value: value)
    return more["key"], [write(value) for value in made] if isinstance(made, list) else write(made)


def record(page: str, **link: str) -> list[Step]:
    """Open a page by a link, here and without a browser, and give the calls that it made."""
    with recorded() as recording:
        app = opened(page, **link)
    assert not app.exception, app.exception
    return recording.steps


def floor_app(folder: Path, recordings: dict[str, dict[tuple, list[Step]]], keys: tuple[str, ...]) -> Path:
    """Write a Streamlit app whose pages replay their recordings, a state for the values of the choices `keys`; give its script."""
    (folder / "pages").mkdir(parents=True)
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit", dirs_exist_ok=True)
    for page, states in recordings.items():
        file = folder / f"{Path(page).stem}.pickle"
        file.write_bytes(pickle.dumps(states))
        (folder / page).write_text(SCRIPT.format(file=file.as_posix(), keys=keys), encoding="utf-8")
    return folder / "dashboard.py"
