"""Finds raw files in folders, zips and single files."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from data.inputs import RawFile
from data.limits import archive_problems
from data.problems import BuildStopped, Problem

LEDGER = "downloads.json"  # where a download notes what it fetched


def find_files(given: list[Path]) -> list[RawFile]:
    """List every file below the given folders, zips and files, in the order of their names."""
    found, problems = [], []
    for path in given:
        if path.is_dir():
            found += [raw for file in files_below(path, set()) for raw in _open(file, path, problems)]
        elif path.is_file():
            found += _open(path, path.parent, problems)
        else:
            problems.append(Problem(str(path), "nothing there", "a folder, a zip or a file", "Give the right path."))
    if problems:
        raise BuildStopped(problems)
    return sorted(found, key=lambda raw: raw.name)


def _open(path: Path, base: Path, problems: list[Problem]) -> list[RawFile]:
    name = path.relative_to(base).as_posix()
    if path.suffix.lower() != ".zip":
        return [RawFile(name, path)]
    try:
        with zipfile.ZipFile(path) as archive:
            if wrong := archive_problems(name, archive):
                problems += wrong
                return []
            damaged = archive.testzip()
            members = [info.filename for info in archive.infolist() if not info.is_dir()]
    except Exception as error:  # zipfile raises whatever its decompressors raise
        problems.append(Problem(name, f"a damaged zip ({error})", "a zip as downloaded", "Download it again."))
        return []
    if damaged:
        problems.append(Problem(f"{name}: {damaged}", "a damaged member", "a zip as downloaded", "Download it again."))
        return []
    return [RawFile(f"{name}: {member}", path, member) for member in members]


def files_below(folder: Path, seen: set[Path]) -> Iterator[Path]:
    """Give every file below a folder; linked folders are followed, each folder once: `seen` holds those already read."""
    if folder.resolve() in seen:
        return
    seen.add(folder.resolve())
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            yield from files_below(path, seen)
        elif path.is_file() and not is_of_a_download(path.name):
            yield path


def is_of_a_download(name: str) -> bool:
    """Say whether a file is a download's own: its notes, or what is not whole yet."""
    return name == LEDGER or name.startswith(".") and name.endswith((".part", ".part.json"))
