"""Says what an edition is made of, and where downloaded files came from: what a download noted beside them goes into it."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from data.folders import LEDGER, files_below

TOLD = ("address", "fetched_at")
HERE = Path(__file__).parent
OWN = ("*.py", "sources/*.py", "reference/*.csv")  # what decides, besides the files given, what an edition holds


def origins(given: list[Path]) -> dict[str, dict[str, str]]:
    """Give address and time of fetching by a file's hash, from the notes in the folders given; a changed file has none."""
    found = {}
    for folder in given:
        try:
            noted = json.loads((folder / LEDGER).read_text(encoding="utf-8"))["files"]
            found |= {file["sha256"]: {word: file[word] for word in TOLD} for file in noted.values()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue
    return found


def made_from(given: list[Path], home: str, vintage: str | None, marked: Iterable[str]) -> str:
    """Give what stands for all that decides an edition: the files given, the order, and this program with its tables."""
    whole = hashlib.sha256(json.dumps([home, vintage, sorted(marked)]).encode())
    own = [file for pattern in OWN for file in HERE.glob(pattern)]
    for digest in sorted(sha256(file) for path in given for file in (files_below(path, set()) if path.is_dir() else [path])) + sorted(map(sha256, own)):
        whole.update(digest.encode())
    return whole.hexdigest()


def sha256(file: Path) -> str:
    """Give the hash of a file's bytes."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
