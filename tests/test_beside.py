"""A step of a build in a process of its own: its result, its errors, its end."""

import os
import signal
import time
from pathlib import Path

import pandas as pd
import pytest

from data import beside
from data.beside import Beside
from data.drawing import is_long
from data.outlines import grid_shapes
from data.problems import BuildStopped, Problem

HERE = os.getpid()
SAMPLE = Path(__file__).resolve().parent.parent / "data" / "sample"


def told(text):
    return f"{text} by {os.getpid()}"


def stopped():
    raise BuildStopped([Problem("the file", "this", "that", "Mend it.", row=7)])


def endless():
    time.sleep(600)


def test_a_long_step_is_done_in_another_process_and_a_short_one_here():
    assert Beside(told, "done", is_long=False).result() == f"done by {HERE}"
    found = Beside(told, "done").result()
    assert found.startswith("done by ") and found != f"done by {HERE}"


def test_what_stops_the_step_stops_the_build_with_its_report():
    with pytest.raises(BuildStopped) as caught:
        Beside(stopped).result()
    assert "the file" in caught.value.report() and "7" in caught.value.report()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="ends a process as only POSIX systems do")
def test_a_process_that_was_ended_from_outside_is_told_of():
    step = Beside(endless)
    step._process.kill()
    with pytest.raises(RuntimeError, match="Build again"):
        step.result()


def ends_at_once(tells):
    tells.close()


def test_a_process_that_ended_before_it_took_what_it_is_given_is_told_of(monkeypatch):
    monkeypatch.setattr(beside, "_do", ends_at_once)
    with pytest.raises(RuntimeError, match="Build again"):
        Beside(told, "x" * 10_000_000).result()  # more than a pipe holds


def test_nobody_waits_for_a_step_whose_result_is_not_wanted():
    step = Beside(told, "x" * 10_000_000)  # more than a pipe holds: it can't be left behind
    process = step._process
    del step
    process.join(30)
    assert process.exitcode == 0


def test_the_boundaries_of_a_county_are_long_to_draw_and_those_of_the_sample_are_not():
    shapes = grid_shapes(pd.read_parquet(SAMPLE / "areas.parquet"))
    assert shapes and not is_long(shapes)
    assert is_long({f"{code} {copy}": shape for code, shape in shapes.items() for copy in range(200)})
