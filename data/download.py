"""Asks publishers for their files: the only module that does."""

import json
import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from data.answers import NoRanges, Passing, Release, check_piece, check_status, extent, mark, stopped
from data.limits import MOST_HELD, MOST_LARGE
from data.progress import progress

USER_AGENT = "scrutiny-dashboard/1 (downloads open data for a council's dashboard)"
TRIES, LONGEST_WAIT, TIMEOUT_S, CONNECT_S = 6, 120.0, 60.0, 15.0
TAIL = 1 << 16
AS_IT_IS = {"Accept-Encoding": "identity"}


class Network:
    """Asks, and asks again after what may pass; proxies come from the usual environment variables."""

    def __init__(self, say: Callable[[str], None], sleep: Callable[[float], None] = time.sleep, timeout: float = TIMEOUT_S):
        self.say, self.sleep, self.arrived = say, sleep, 0
        self.client = httpx.Client(headers={"User-Agent": USER_AGENT}, timeout=httpx.Timeout(timeout, connect=min(timeout, CONNECT_S)), follow_redirects=True)

    def size(self, address: str) -> int | None:
        """Ask for a file's size without its contents; None: not told."""
        try:
            answer = self.client.head(address, headers=AS_IT_IS)
            return int(answer.headers["Content-Length"]) if answer.is_success else None
        except (httpx.RequestError, KeyError, ValueError):
            return None

    def text(self, address: str, read: Callable[[bytes], object]) -> object:
        """Fetch a small answer and give what `read` makes of it; a ValueError of `read` is an answer to ask for again."""
        def once():
            held = bytearray()
            with self._asked(address, {}) as answer:
                for part in answer.iter_bytes():
                    held += part
                    if len(held) > MOST_HELD:
                        raise stopped(address, "no end of the answer", "a short answer")
            self.arrived += len(held)
            try:
                return read(bytes(held))
            except ValueError as error:
                raise Passing(str(error) or "an answer that can't be read") from error
        return self._tried(address, once)

    def file(self, address: str, part: Path, known: dict, wrong: Callable[[Path], str]) -> dict | None:
        """Fetch a file into `part`, going on where an earlier try ended; give its marks. None: unchanged since the marks `known`.

        `wrong` says what is wrong with the file as it arrived, or nothing.
        """
        return self._tried(address, lambda: self._file(address, part, known, wrong))

    def _file(self, address: str, part: Path, known: dict, wrong: Callable[[Path], str]) -> dict | None:
        note = part.with_name(f"{part.name}.json")
        begun = _read_note(note) if part.is_file() else {}
        have = part.stat().st_size if begun.get("address") == address and begun.get("mark") else 0
        since = {name: known[key] for name, key in (("If-None-Match", "etag"), ("If-Modified-Since", "last_modified")) if known.get(key)}
        asked = {"Range": f"bytes={have}-", "If-Range": begun["mark"]} if have else since
        with self._asked(address, AS_IT_IS | asked) as answer:
            if answer.status_code == 304:
                return None
            first, total = extent(answer)
            if answer.status_code == 416 or answer.status_code == 206 and (first != have or not have):
                part.unlink(missing_ok=True)
                raise Passing("another part of the file than was asked for")
            if total is not None and total > MOST_LARGE:
                raise stopped(address, f"{total / 1e9:,.1f} GB", f"{MOST_LARGE / 1e9:,.1f} GB at most")
            if answer.status_code != 206:
                have = 0
                part.unlink(missing_ok=True)  # before the note: bytes of one release never stand under the mark of another
                note.write_text(json.dumps({"address": address, "mark": mark(answer)}), encoding="utf-8")
            self._write(answer, part, have, total)
            marks = {"etag": answer.headers.get("ETag", ""), "last_modified": answer.headers.get("Last-Modified", "")}
        size = part.stat().st_size
        said = f"{size:,} of {total:,} bytes" if total not in (None, size) else wrong(part)
        if said and not (total and size < total):
            part.unlink()
            note.unlink()
        if said:
            raise Passing(said)
        note.unlink()
        return marks

    def _write(self, answer: httpx.Response, part: Path, have: int, total: int | None) -> None:
        with part.open("ab" if have else "wb") as opened, progress(total, have) as bar:
            for piece in answer.iter_raw() if "Content-Encoding" not in answer.headers else answer.iter_bytes():
                opened.write(piece)
                self.arrived += len(piece)
                bar.update(len(piece))
                before, have = have, have + len(piece)
                if bar.disable and before >> 23 != have >> 23:  # every 8 MB
                    self.say(f"  {have / 1e6:,.0f} MB" + (f" of {total / 1e6:,.0f} MB" if total else ""))
            opened.flush()
            os.fsync(opened.fileno())

    def release(self, address: str) -> Release:
        """See how large a remote file is, and its last bytes; raise NoRanges where parts can't be asked for."""
        def once():
            with self._asked(address, AS_IT_IS | {"Range": f"bytes=-{TAIL}"}) as answer:
                if answer.status_code != 206:
                    raise NoRanges if next(answer.iter_raw(), b"").startswith(b"PK") else Passing("no zip")
                first, total = extent(answer)
                tail = answer.read()
            self.arrived += len(tail)
            if first is None or total is None or len(tail) != total - first:
                raise Passing("another part of the file than was asked for")
            return Release(total, mark(answer), tail)
        return self._tried(address, once)

    def piece(self, address: str, start: int, end: int, release: Release) -> bytes:
        """Fetch the bytes from `start` to before `end` of a release; raise Changed where there is another one now."""
        held = bytearray()

        def once():
            asked = {"Range": f"bytes={start + len(held)}-{end - 1}"} | ({"If-Range": release.mark} if release.mark else {})
            with self._asked(address, AS_IT_IS | asked) as answer:
                check_piece(answer, start + len(held), release)
                for part in answer.iter_raw():
                    held.extend(part)
                    self.arrived += len(part)
            if len(held) < end - start:
                raise Passing(f"{len(held):,} of {end - start:,} bytes")
            return bytes(held[:end - start])
        return once() if start >= end else self._tried(address, once)

    @contextmanager
    def _asked(self, address: str, headers: dict[str, str]) -> Iterator[httpx.Response]:
        with self.client.stream("GET", address, headers=headers) as answer:
            check_status(address, answer)
            yield answer

    def _tried(self, address: str, once: Callable[[], object]) -> object:
        for attempt in range(1, TRIES + 1):
            try:
                return once()
            except (httpx.RequestError, Passing) as error:
                said, asked = str(error) or type(error).__name__, getattr(error, "wait", 0.0)
                if attempt == TRIES or asked > LONGEST_WAIT:
                    raise stopped(address, f"{said} (tried {attempt} time{'s' if attempt > 1 else ''})", "a whole answer") from error
                wait = max(asked, min(2.0 ** attempt, LONGEST_WAIT) * random.uniform(0.5, 1))
                self.say(f"  {said}: trying again in {wait:.0f} s")
                self.sleep(wait)


def _read_note(note: Path) -> dict:
    try:
        return json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
