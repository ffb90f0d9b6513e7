"""Walks folders of raw files."""

from collections.abc import Iterator
from pathlib import Path


def files_below(folder: Path, seen: set[Path]) -> Iterator[Path]:
    """Give every file below a folder; linked folders are followed, each folder once: `seen` holds those already read."""
    if folder.resolve() in seen:
        return
    seen.add(folder.resolve())
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            yield from files_below(path, seen)
        elif path.is_file():
            yield path
