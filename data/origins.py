"""Says where downloaded files came from: what a download noted beside them goes into the edition."""

import json
from pathlib import Path

from data.folders import LEDGER

TOLD = ("address", "fetched_at")


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
