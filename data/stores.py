"""Where folders of editions lie: on this machine, or in an object store."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

from data.editions import put_in_place
from data.problems import BuildStopped, Problem
from data.workplace import alone

LOCK, UNFINISHED = ".mirroring", ".mirror-"


class FolderStopped(BuildStopped):
    """Raised where a folder of this machine can't be read or written."""

    after = "The current edition stays as it was."


class StoreStopped(FolderStopped):
    """Raised where a store can't be read or written now; the next run goes on."""

    code = 4


@dataclass(frozen=True)
class Folder:
    """A folder of editions on this machine. Raises FolderStopped where it can't be read or written."""

    root: Path

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Let one copy at a time work here; what a killed one left behind goes."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            with alone(self.root, "copy", LOCK):
                for left in self.root.glob(f"{UNFINISHED}*"):
                    rmtree(left, ignore_errors=True)
                yield
        except OSError as error:
            raise self._stopped(error) from error

    def read(self, name: str) -> bytes | None:
        """Give a file's contents; None where there is none."""
        try:
            return (self.root / name).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._stopped(error) from error

    def write(self, name: str, content: bytes) -> None:
        """Put a file in its place in one step: nobody reads half of it."""
        target = self.root / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with TemporaryDirectory(prefix=UNFINISHED, dir=self.root) as work:
                part = Path(work) / "part"
                part.write_bytes(content)
                put_in_place(part, target)
        except OSError as error:
            raise self._stopped(error) from error

    def _stopped(self, error: OSError) -> FolderStopped:
        return FolderStopped([Problem(str(error.filename or self.root), f"'{error.strerror or error}'", "room on the disk, and files that may be read and written",
                                      "Free some room or mend the rights, then run again.")])


@dataclass(frozen=True)
class Store:
    """A folder of editions in an object store, whose objects are put whole or not at all. Raises StoreStopped where it does not answer.

    files: a file system of fsspec; root: the folder in it; address: as it was given.
    """

    files: object
    root: str
    address: str

    def alone(self):
        """Give what a folder gives; here it does nothing: objects are whole, and the pointer is put last."""
        return nullcontext()

    def read(self, name: str) -> bytes | None:
        """Give an object's contents; None where there is none."""
        try:
            return self.files.cat_file(f"{self.root}/{name}")
        except FileNotFoundError:
            return None
        except Exception as error:  # each kind of store has its own
            raise self._stopped(error) from error

    def write(self, name: str, content: bytes) -> None:
        """Put an object."""
        try:
            self.files.pipe_file(f"{self.root}/{name}", content)
        except Exception as error:
            raise self._stopped(error) from error

    def _stopped(self, error: Exception) -> StoreStopped:
        return StoreStopped([Problem(self.address, f"'{type(error).__name__}: {error}'", "a store that answers, and rights to it", "Look at the address and the rights, then run again.")])


def place(address: str) -> Folder | Store:
    """Give the folder at a path, or the one at an address of a store. Raises BuildStopped where no file system is installed for it."""
    if "://" not in address:
        return Folder(Path(address))
    try:
        from fsspec.core import url_to_fs

        files, root = url_to_fs(address, use_listings_cache=False)
    except (ImportError, ValueError) as error:
        raise BuildStopped([Problem(address, f"'{error}'", "an address for which fsspec has a file system",
                                    "Install fsspec and the store's file system, as 's3fs' for s3:// or 'adlfs' for abfs://.")]) from error
    return Folder(Path(root)) if "file" in files.protocol else Store(files, root.rstrip("/"), address)
