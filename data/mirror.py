"""Copies the current edition from one folder of editions to another, either of them in an object store: how several servers come to read one edition."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from data.contracts import EXTRACTS
from data.editions import CURRENT, put_in_place
from data.problems import BuildStopped, Problem
from data.workplace import machine_problem


class StoreStopped(BuildStopped):
    """Raised where a store can't be read or written now; the next run goes on."""

    after = "The current edition stays as it was."
    code = 4


@dataclass(frozen=True)
class Folder:
    """A folder of editions on this machine."""

    root: Path

    def read(self, name: str) -> bytes | None:
        """Give a file's contents; None where there is none."""
        try:
            return (self.root / name).read_bytes()
        except FileNotFoundError:
            return None

    def write(self, name: str, content: bytes) -> None:
        """Put a file in its place in one step: nobody reads half of it."""
        target = self.root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".mirror-", dir=self.root) as work:
            part = Path(work) / "part"
            part.write_bytes(content)
            put_in_place(part, target)


@dataclass(frozen=True)
class Store:
    """A folder of editions in an object store, whose objects are put whole or not at all; `files`: a file system of fsspec."""

    files: object
    root: str

    def read(self, name: str) -> bytes | None:
        """Give an object's contents; None where there is none."""
        try:
            return self.files.cat_file(f"{self.root}/{name}")
        except FileNotFoundError:
            return None

    def write(self, name: str, content: bytes) -> None:
        """Put an object."""
        self.files.pipe_file(f"{self.root}/{name}", content)


def mirror(source: str, target: str, say: Callable[[str], None]) -> str | None:
    """Copy the current edition of `source` to `target`, whole and as it was built, and make it current there; give its name, None where it was.

    Either is a folder, or an address of an object store (s3://bucket/editions) for which fsspec has a file system installed.
    Raises StoreStopped where one can't be read or written, BuildStopped where what is there is not an edition as it was built.
    """
    there, here = _place(source), _place(target)
    pointer = _do(source, there.read, CURRENT)
    name = (pointer or b"").decode("utf-8", "replace").strip()
    if not name or name != Path(name).name or name.startswith("."):
        raise BuildStopped([Problem(f"{source}/{CURRENT}", f"'{name}'" if pointer else "no such file", "the name of an edition's folder", "Copy a folder of editions there with 'python -m data mirror'.")])
    about = _do(source, there.read, f"{name}/edition.json")
    is_new = about is None or _do(target, here.read, f"{name}/edition.json") != about  # a freeze is said there too
    if is_new:
        for extract, sha256 in _extracts(f"{source}/{name}", about).items():
            _copy(f"{name}/{extract}.parquet", sha256, (source, there), (target, here), say)
        _do(target, here.write, f"{name}/edition.json", about)
    if _do(target, here.read, CURRENT) != pointer:
        _do(target, here.write, CURRENT, pointer)
        is_new = True
    return name if is_new else None


def _place(address: str) -> Folder | Store:
    if "://" not in address:
        return Folder(Path(address))
    try:
        from fsspec.core import url_to_fs

        files, root = url_to_fs(address, use_listings_cache=False)
    except (ImportError, ValueError) as error:
        raise BuildStopped([Problem(address, f"'{error}'", "an address for which fsspec has a file system",
                                    "Install fsspec and the store's file system, as 's3fs' for s3:// or 'adlfs' for abfs://.")]) from error
    return Store(files, root.rstrip("/"))


def _do(address: str, action: Callable, *words):
    """Do something in a folder or a store; what the many kinds of stores raise becomes one report."""
    try:
        return action(*words)
    except Exception as error:
        raise StoreStopped([machine_problem(error, address) if isinstance(error, OSError) and "://" not in address else
                            Problem(address, f"'{type(error).__name__}: {error}'", "a store that answers, and rights to it", "Look at the address and the rights, then run again.")]) from error


def _extracts(address: str, about: bytes | None) -> dict[str, str]:
    """Give the extracts that an edition.json names, with the sha256 of each."""
    try:
        said = {extract: words["sha256"] for extract, words in json.loads(about)["extracts"].items()}
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise BuildStopped([Problem(f"{address}/edition.json", "no such file" if about is None else "no list of extracts with their sha256", "edition.json as builds write it",
                                    "Copy the edition there again.")]) from error
    if unknown := sorted(set(said) - set(EXTRACTS)):
        raise BuildStopped([Problem(f"{address}/edition.json", f"the extract '{unknown[0]}'", f"one of {', '.join(EXTRACTS)}", "Bring this program up to date, or copy the edition there again.")])
    return said


def _copy(name: str, sha256: str, source: tuple, target: tuple, say: Callable[[str], None]) -> None:
    """Copy a file that is not there yet; it is what the build wrote, or nothing is copied."""
    (from_address, there), (to_address, here) = source, target
    if _is_same(_do(to_address, here.read, name), sha256):
        return
    content = _do(from_address, there.read, name)
    if not _is_same(content, sha256):
        raise BuildStopped([Problem(f"{from_address}/{name}", "no such file" if content is None else "other contents than were built", "the file that edition.json names by its sha256",
                                    "Copy the edition there again.")])
    _do(to_address, here.write, name, content)
    say(f"Copied {name}, {len(content):,} bytes")


def _is_same(content: bytes | None, sha256: str) -> bool:
    return content is not None and hashlib.sha256(content).hexdigest() == sha256
