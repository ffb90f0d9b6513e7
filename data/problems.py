"""The one form in which bad input is reported."""

from dataclasses import dataclass


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
        place = [self.file]
        if self.column:
            place.append(f"column '{self.column}'")
        if self.row is not None:
            place.append(f"row {self.row:,}")
        return f"{', '.join(place)}: found {self.found}; expected {self.expected}. {self.mend}"


class BuildStopped(Exception):
    """Raised once, with every problem that was found."""

    def __init__(self, problems: list[Problem]):
        self.problems = list(dict.fromkeys(problems))
        super().__init__(f"{len(self.problems)} problem{'s' if len(self.problems) != 1 else ''}")

    def report(self) -> str:
        """Say all problems, one a line, in a fixed order."""
        lines = sorted(map(str, self.problems))
        return "\n".join([f"Stopped: {self}. Nothing was changed.", *(f"- {line}" for line in lines)])
