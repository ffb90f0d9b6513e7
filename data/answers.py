"""Judges what a publisher answers: what stops a download, what may pass, which bytes of which release came."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from data.problems import BuildStopped, Problem

PASSING = (408, 425, 429, 500, 502, 503, 504)  # what a publisher answers while it is busy or broken
MEND = "Run the same command again later: it goes on where it ended. Where a network forbids it, see 'by hand' in the README."


class DownloadStopped(BuildStopped):
    """Raised once, with every problem that was found; what arrived whole stays."""

    after = "What arrived whole stays."
    code = 4  # the command may be given again later, and goes on


class NotThere(DownloadStopped):
    """The publisher has nothing at an address."""


class Changed(Exception):
    """The publisher put another file in the place of the one being read."""


class NoRanges(Exception):
    """The server gives files whole only."""


class Passing(Exception):
    """What may be gone at the next try; `wait`: seconds that the server asks for."""

    def __init__(self, said: str, wait: float = 0.0):
        super().__init__(said)
        self.wait = wait


@dataclass(frozen=True)
class Release:
    """A remote file as it was first seen: its size, what tells it from a later one, its last bytes."""

    size: int
    mark: str
    tail: bytes


def stopped(address: str, found: str, expected: str) -> DownloadStopped:
    """Make the report of one address."""
    return DownloadStopped([Problem(address, found, expected, MEND)])


def check_status(address: str, answer) -> None:
    """Raise Passing, NotThere or DownloadStopped for an answer that is not the file or a part of it."""
    if answer.status_code in PASSING:
        raise Passing(f"status {answer.status_code}", _retry_after(answer.headers.get("Retry-After", "")))
    if answer.status_code in (404, 410):
        raise NotThere([Problem(address, f"status {answer.status_code}", "the publisher's file", "It may have moved: mend its row in data/reference/addresses.csv.")])
    if answer.status_code >= 400 and answer.status_code != 416:
        raise stopped(address, f"status {answer.status_code}", "the publisher's file")
    if "html" in answer.headers.get("Content-Type", ""):
        raise Passing("a web page")


def mark(answer) -> str:
    """Give what tells this release of a file from another: a strong ETag, else its date."""
    etag = answer.headers.get("ETag", "")
    return etag if etag and not etag.startswith("W/") else answer.headers.get("Last-Modified", "")


def extent(answer) -> tuple[int | None, int | None]:
    """Give where an answer's bytes begin and how many the whole file has; None: not told."""
    try:
        if answer.status_code == 206:
            part, _, total = answer.headers["Content-Range"].removeprefix("bytes ").partition("/")
            return int(part.split("-")[0]), None if total == "*" else int(total)
        return 0, int(answer.headers["Content-Length"]) if "Content-Encoding" not in answer.headers else None
    except (KeyError, ValueError):
        return (None, None) if answer.status_code == 206 else (0, None)


def check_piece(answer, first: int, release: Release) -> None:
    """Raise Changed, NoRanges or Passing for an answer that is not the release's bytes from `first` on."""
    if answer.status_code != 206:
        raise NoRanges if answer.status_code == 200 and release.mark and mark(answer) == release.mark else Changed
    if mark(answer) != release.mark or extent(answer)[1] not in (None, release.size):
        raise Changed
    if extent(answer)[0] != first:
        raise Passing("another part of the file than was asked for")


def _retry_after(said: str) -> float:
    try:
        return float(said) if said.isdigit() else max(0.0, (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return 0.0
