"""Says what of an edition may leave it, and holds an edition in its place before an election."""

import json
from datetime import date
from pathlib import Path

from data.areas import reference
from data.editions import current, make_current, newest, put_in_place
from data.problems import BuildStopped, Problem
from data.workplace import workplace


def check_releasable(marked: list[str]) -> None:
    """Raise BuildStopped for a name that can't be marked for release."""
    names = list(reference("releasable")["name"])
    unknown = [name for name in marked if name not in names]
    if unknown:
        raise BuildStopped([Problem("--releasable", f"'{name}'", f"some of {', '.join(names)}", "Give names parted by commas.") for name in unknown])


def releasable(kind: str, marked: list[str]) -> dict[str, list[str]]:
    """Say what of a restricted edition may be released: the open data, and what is marked; of another, everything may."""
    table = reference("releasable")
    return {"releasable": [*table.loc[table["is_open"] == "true", "name"], *marked]} if kind == "restricted" else {}


def freeze(out: Path, until: date, reason: str) -> Path:
    """Keep the current edition below `out` current to the end of a day, whatever is built meanwhile; give its folder."""
    folder = _current(out)
    if until < date.today():
        raise BuildStopped([Problem("--until", f"{until}", "today or a later day", "Give the last day on which nothing may change.")])
    with workplace(out) as work:
        _describe(folder, work, {"frozen": {"until": f"{until}", "reason": reason}})
    return folder


def unfreeze(out: Path) -> Path:
    """End a freeze, and make the newest edition below `out` current; give its folder."""
    folder = _current(out)
    with workplace(out) as work:
        _describe(folder, work, {"frozen": None})
        make_current(out, work, newest(out).name)
    return newest(out)


def _current(out: Path) -> Path:
    folder = current(out)
    if not folder:
        raise BuildStopped([Problem(str(out), "no current edition", "a folder of editions with one", "Build an edition first, or give its folder with --out.")])
    return folder


def _describe(folder: Path, work: Path, more: dict) -> None:
    """Change what edition.json says, in one step."""
    file = folder / "edition.json"
    about = {name: value for name, value in (json.loads(file.read_text(encoding="utf-8")) | more).items() if value is not None}
    _write(work / "edition.json", file, json.dumps(about, indent=1, ensure_ascii=False) + "\n")


def _write(beside: Path, target: Path, text: str) -> None:
    beside.write_text(text, encoding="utf-8", newline="\n")
    put_in_place(beside, target)
