"""The place where a build works: one build at a time in a folder of editions, what a killed one left behind cleared."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

import duckdb

from data.problems import BuildStopped, Busy, Problem

LOCK, REFRESHING = ".building", ".refreshing"
UNFINISHED = ".unfinished-"


@contextmanager
def workplace(out: Path) -> Iterator[Path]:
    """Give an empty folder in a folder of editions; what is left in it goes.

    Raises BuildStopped while another build works there, and where the disk is full or files may not be read or written.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        with alone(out, "build"):
            for left in (*out.glob(f"{UNFINISHED}*"), *out.glob(".current-*")):
                shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink(missing_ok=True)
            folder = Path(mkdtemp(prefix=UNFINISHED, dir=out))
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)
    except (OSError, duckdb.IOException, duckdb.OutOfMemoryException, MemoryError) as error:
        raise BuildStopped([machine_problem(error, str(out))]) from error


def machine_problem(error: Exception, name: str) -> Problem:
    """Describe a disk that is full, a file that may not be read and the like; `name`: what was being read or written."""
    said = getattr(error, "strerror", None) or " ".join(str(error).split())[:200] or "too little memory"
    return Problem(str(getattr(error, "filename", None) or name), f"'{said}'", "room on the disk, and files that may be read and written",
                   "Free some room or mend the rights, then build again.")


@contextmanager
def alone(out: Path, what: str, lock: str = LOCK) -> Iterator[None]:
    """Hold a lock of a folder: the system's own, which ends with the process however that ends. Raises Busy while another holds it."""
    file = out / lock
    while True:
        opened = os.open(file, os.O_RDWR | os.O_CREAT)
        if not _locked(opened):
            os.close(opened)
            raise Busy([Problem(str(out), f"another {what} at work here", f"one {what} at a time", f"Wait until it has ended, then {what} again.")])
        with suppress(OSError):
            if os.path.samestat(os.stat(file), os.fstat(opened)):
                break
        os.close(opened)  # the build before took its file away between our opening and locking it
    try:
        yield
    finally:
        with suppress(OSError):  # Windows takes away no open file: there it stays, and nobody holds it
            file.unlink()
        os.close(opened)


def _locked(opened: int) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(opened, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
