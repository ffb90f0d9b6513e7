"""How one raw file after the other is read: what is wrong with them comes in one report, and no build reads for ever."""

import time
from collections.abc import Callable

from data.inputs import RawFile
from data.limits import check_minutes
from data.problems import BuildStopped, Problem
from data.sources import KINDS, heading, missing_columns
from data.workplace import machine_problem


def problems_of(files: list[RawFile], read: Callable[[RawFile], None], say: Callable[[str], None]) -> list[Problem]:
    """Read the files one by one; list what is wrong with them."""
    problems, began = [], time.monotonic()
    for number, raw in enumerate(files, 1):
        check_minutes((time.monotonic() - began) / 60)
        if number % 25 == 0:
            say(f"Reading files: {number} of {len(files)}")
        try:
            read(raw)
        except BuildStopped as stopped:
            problems += stopped.problems
        except (OSError, MemoryError) as error:
            problems.append(machine_problem(error, raw.name))
    return problems


def stop_at_missing_columns(raw: RawFile, kind: str, names: list[str], header_row: int) -> None:
    """Raise BuildStopped where a file lacks columns that its kind has."""
    if missing := missing_columns(kind, names):
        raise BuildStopped([Problem(raw.name, "no such column", f"it, in a file of {KINDS[kind].label}", "Get the file again with all its columns.",
                                    heading(kind, column), header_row + 1) for column in missing])
