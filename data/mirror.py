"""Copies the current edition from one folder of editions to another, either of them in an object store: how several servers come to read one edition."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from data.contracts import EXTRACTS
from data.editions import CURRENT, fingerprint_of
from data.problems import BuildStopped, Problem
from data.stores import Folder, Store, place

AGAIN = "Copy the edition there again."


def mirror(source: str, target: str, say: Callable[[str], None]) -> str | None:
    """Copy the current edition of `source` to `target`, whole and as it was built, and make it current there; give its name, None where it was.

    Either is a folder, or an address of an object store (s3://bucket/editions) for which fsspec has a file system installed.
    A file in `target` that is not as it was built is copied again. What `source` says of a freeze holds in `target` too.
    Raises StoreStopped and FolderStopped where one can't be read or written, Busy while another copy works in a folder, BuildStopped
    where what is there is not an edition as it was built.
    """
    there, here = place(source), place(target)
    with here.alone():
        pointer = there.read(CURRENT)
        name = (pointer or b"").decode("utf-8", "replace").strip()
        if not name or name != Path(name).name or name.startswith("."):
            raise _wrong(f"{source}/{CURRENT}", f"'{name}'" if pointer else "no such file", "the name of an edition's folder", "Copy a folder of editions there with 'python -m data mirror'.")
        about = there.read(f"{name}/edition.json")
        copied = [_copy(f"{name}/{extract}.parquet", sha256, source, there, here, say) for extract, sha256 in _extracts(f"{source}/{name}", about).items()]
        copied += [_put(f"{name}/edition.json", about, here), _put(CURRENT, pointer, here)]  # last: no half edition is ever current
    return name if any(copied) else None


def _extracts(address: str, about: bytes | None) -> dict[str, str]:
    """Give the extracts that an edition.json names, with the sha256 of each; it is what a build wrote, or nothing is copied."""
    try:
        said = json.loads(about)
        found = {extract: words["sha256"] for extract, words in said["extracts"].items()}
        is_right = said["fingerprint"] == fingerprint_of(said["home_district"], found)
    except (TypeError, ValueError, KeyError, AttributeError):
        is_right = False
    if not is_right:
        raise _wrong(f"{address}/edition.json", "no such file" if about is None else "no list of extracts that fits its fingerprint", "edition.json as builds write it", AGAIN)
    if unknown := sorted(set(found) - set(EXTRACTS)):
        raise _wrong(f"{address}/edition.json", f"the extract '{unknown[0]}'", f"one of {', '.join(EXTRACTS)}", "Bring this program up to date.")
    return found


def _copy(file: str, sha256: str, source: str, there: Folder | Store, here: Folder | Store, say: Callable[[str], None]) -> bool:
    """Copy a file that is not there as it was built; say whether it had to be."""
    if _is_same(here.read(file), sha256):
        return False
    content = there.read(file)
    if not _is_same(content, sha256):
        raise _wrong(f"{source}/{file}", "no such file" if content is None else "other contents than were built", "the file that edition.json names by its sha256", AGAIN)
    here.write(file, content)
    say(f"Copied {file}, {len(content):,} bytes")
    return True


def _put(file: str, content: bytes, here: Folder | Store) -> bool:
    is_new = here.read(file) != content
    if is_new:
        here.write(file, content)
    return is_new


def _is_same(content: bytes | None, sha256: str) -> bool:
    return content is not None and hashlib.sha256(content).hexdigest() == sha256


def _wrong(file: str, found: str, expected: str, mend: str) -> BuildStopped:
    return BuildStopped([Problem(file, found, expected, mend)])
