"""The one form in which bad input is reported."""

import re
from dataclasses import dataclass

MOST_SHOWN = 160  # characters of what was found


@dataclass(frozen=True)
class Problem:
    """Something in an input that stops the build: where it is, what was found, what was expected, what to do."""

    file: str
    found: str
    expected: str
    mend: str
    column: str = ""
    row: int | None = None

    def __str__(self) -> str:
        place = [_shown(self.file)]
        if self.column:
            place.append(f"column '{_shown(self.column)}'")
        if self.row is not None:
            place.append(f"row {self.row:,}")
        return f"{', '.join(place)}: found {_shown(self.found)}; expected {self.expected}. {self.mend}"


def _shown(text: str) -> str:
    """Keep a text to one line of a report: no control characters, the middle of a long one left out."""
    plain = re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", text)
    return plain if len(plain) <= MOST_SHOWN else f"{plain[:MOST_SHOWN - 20]} ... {plain[-15:]}"


class BuildStopped(Exception):
    """Raised once, with every problem that was found."""

    after = "Nothing was changed."
    code = 1  # with which the command ends: the files given are wrong, or the machine has no room

    def __init__(self, problems: list[Problem]):
        self.problems = list(dict.fromkeys(problems))
        super().__init__(f"{len(self.problems)} problem{'s' if len(self.problems) != 1 else ''}")

    def report(self) -> str:
        """Say all problems, one a line, in a fixed order."""
        lines = sorted(map(str, self.problems))
        return "\n".join([f"Stopped: {self}. {self.after}", *(f"- {line}" for line in lines)])


class Busy(BuildStopped):
    """Raised while another command works in the folder."""

    code = 3
