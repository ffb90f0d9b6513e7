"""Knows the publishers' addresses: one table, which an operator may replace."""

import csv
import os
from dataclasses import dataclass
from pathlib import Path

from data.problems import BuildStopped, Problem

SHIPPED = Path(__file__).parent / "reference" / "addresses.csv"
REPLACED_BY = "DASHBOARD_ADDRESSES"  # the environment variable that names another table
COLUMNS = ("name", "kind", "address", "where", "fields", "file", "needed", "keep_days", "publisher", "licence", "purpose", "verified", "found_in")


@dataclass(frozen=True)
class Address:
    """Where a publisher has something, and what is asked of it; words in braces are filled in."""

    name: str
    kind: str
    address: str
    where: str
    fields: tuple[str, ...]
    file: str
    is_needed: bool
    keep_days: int
    publisher: str
    licence: str
    purpose: str


def addresses(file: Path | None = None) -> dict[str, Address]:
    """Read the table of addresses: the file given, else the one that the environment names, else the shipped one."""
    chosen = file or Path(os.environ.get(REPLACED_BY) or SHIPPED)
    try:
        with chosen.open(encoding="utf-8-sig", newline="") as opened:
            rows = list(csv.DictReader(opened, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BuildStopped([Problem(str(chosen), f"'{error}'", "a table of addresses", "Give a copy of data/reference/addresses.csv.")]) from error
    missing = [name for name in COLUMNS if not rows or name not in rows[0]]
    if missing:
        raise BuildStopped([Problem(str(chosen), "no such column", "it, in a table of addresses", "Begin with data/reference/addresses.csv.", name)
                            for name in missing])
    return {row["name"]: _address(chosen, number, row) for number, row in enumerate(rows, 2)}


def _address(file: Path, number: int, row: dict[str, str]) -> Address:
    if not row["address"].startswith(("http:", "https:")):
        raise BuildStopped([Problem(str(file), f"'{row['address']}'", "an address of the web", "Give it whole.", "address", number)])
    if not row["keep_days"].isdigit():
        raise BuildStopped([Problem(str(file), f"'{row['keep_days']}'", "a whole number of days", "0: ask each time.", "keep_days", number)])
    return Address(row["name"], row["kind"], row["address"], row["where"], tuple(row["fields"].split()), row["file"], row["needed"] == "yes",
                   int(row["keep_days"]), row["publisher"], row["licence"], row["purpose"])
