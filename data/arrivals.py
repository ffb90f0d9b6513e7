"""What a download is asked for, and what it has put in its folder: every file whole, with its origin, time and hash."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from data.addresses import Address
from data.download import Network
from data.folders import LEDGER
from data.origins import sha256
from data.other_contents import WEB_PAGE


@dataclass
class Order:
    """A home district, its police area, the years, the folder and what is known of the files in it."""

    home: str
    districts: list[str]  # of the police area, today's codes and former ones
    police_force: str
    years: int
    folder: Path
    table: dict[str, Address]
    network: Network
    say: Callable[[str], None]
    today: date = field(default_factory=date.today)
    ledger: dict[str, dict] = field(default_factory=dict)
    fetched: list[str] = field(default_factory=list)

    def __post_init__(self):
        try:
            noted = json.loads((self.folder / LEDGER).read_text(encoding="utf-8"))
            self.ledger = noted["files"] if noted["police_force"] == self.police_force else {}  # another area's files are cut otherwise
        except (OSError, ValueError, KeyError, TypeError):
            self.ledger = {}

    def of_kind(self, kind: str) -> list[Address]:
        """List the addresses of a kind."""
        return [address for address in self.table.values() if address.kind == kind]

    def known(self, name: str) -> dict:
        """Give what was noted of a file that is there as it was noted; nothing of any other."""
        noted, file = self.ledger.get(name, {}), self.folder / name
        is_there = noted and file.is_file() and file.stat().st_size == noted.get("bytes") and sha256(file) == noted.get("sha256")
        return noted if is_there else {}

    def is_fresh(self, name: str, address: str, days: int) -> bool:
        """Say whether a file came from this address within so many days."""
        noted = self.known(name)
        limit = f"{datetime.now(UTC) - timedelta(days=days):%Y-%m-%dT%H:%M:%S}"
        return bool(days and noted.get("address") == address and noted.get("fetched_at", "") > limit)

    def part(self, name: str) -> Path:
        """Name the place where a file is while it is not whole: no build reads it."""
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        return file.with_name(f".{file.name}.part")

    def keep(self, name: str, source: Address, address: str, **marks) -> None:
        """Put a whole file in its place and note where it came from."""
        os.replace(self.part(name), self.folder / name)
        self.fetched.append(name)
        self.note(name, source, address, **marks)
        self.say(f"{name}: {self.ledger[name]['bytes'] / 1e6:,.1f} MB")

    def note(self, name: str, source: Address, address: str, **marks) -> None:
        """Note where a file came from."""
        file = self.folder / name
        self.ledger[name] = {"address": address, "publisher": source.publisher, "licence": source.licence, "bytes": file.stat().st_size, "sha256": sha256(file),
                             "fetched_at": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S}+00:00", **marks}
        self.write_down()

    def keep_text(self, name: str, source: Address, address: str, text: str) -> None:
        """Write a small file whole and put it in its place."""
        with self.part(name).open("w", encoding="utf-8", newline="") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())
        self.keep(name, source, address)

    def drop(self, name: str) -> None:
        """Take away a file that a newer one replaces."""
        self.ledger.pop(name, None)
        (self.folder / name).unlink(missing_ok=True)
        self.write_down()

    def write_down(self) -> None:
        """Write down what is known of the files, in one step."""
        part = self.part(LEDGER)
        part.write_text(json.dumps({"police_force": self.police_force, "files": self.ledger}, indent=1, sort_keys=True) + "\n", encoding="utf-8", newline="\n")
        os.replace(part, self.folder / LEDGER)


def is_web_page(opening: bytes) -> bool:
    """Say whether a file's first bytes are a web page's."""
    return bool(WEB_PAGE.match(opening))
