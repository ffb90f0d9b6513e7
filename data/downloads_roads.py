"""Fetches the Department for Transport's road casualty files and cuts them to the police area as they arrive."""

import csv
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

from data.addresses import Address
from data.answers import NotThere, stopped
from data.areas import reference
from data.arrivals import Order, is_web_page
from data.headings import opening_rows, plain_name
from data.sources import KINDS, recognise

ROADS = ("collisions", "casualties", "vehicles")
INDEX = ("collision_index", "accident_index", "acc_index")


def fetch_roads(order: Order) -> None:
    """Fetch the last five years and the year that is not final yet, the home police area's rows alone."""
    if "roads_collisions" not in order.table:
        return
    final = {kind: order.table[f"roads_{kind}"] for kind in ROADS}
    here, is_new = _fetch_set(order, {kind: (source, source.address, source.file) for kind, source in final.items()}, None, False)
    last = _last_day(order.folder / final["collisions"].file)
    provisional = {kind: order.table[f"roads_{kind}_provisional"] for kind in ROADS if f"roads_{kind}_provisional" in order.table}
    wanted = set()
    for year in provisional_years(order.today) if len(provisional) == len(ROADS) else ():
        if year <= last.year:
            continue
        filled = {kind: (source, source.address.replace("{year}", str(year)), source.file.replace("{year}", str(year))) for kind, source in provisional.items()}
        try:
            here, _ = _fetch_set(order, filled, last, is_new)
        except NotThere:
            order.say(f"No provisional road casualties of {year}")
            continue
        wanted |= {name for _, _, name in filled.values()}
    for name in [name for name in order.ledger if "-provisional-" in name and name not in wanted]:
        order.drop(name)


def provisional_years(today: date) -> tuple[int, int]:
    """Give the years that may not be final yet."""
    return (today.year - 1, today.year)


def _fetch_set(order: Order, files: dict[str, tuple[Address, str, str]], after: date | None, is_new: bool) -> tuple[set[str], bool]:
    """Fetch collisions and what belongs to them; give the collisions' references and whether anything was new."""
    here: set[str] = set()
    for kind, (source, address, name) in files.items():
        part, known = order.part(name), {} if is_new else order.known(name)
        order.say(f"Road {kind}: {address}")
        raw = part.with_name(f".whole-{Path(name).name}.part")
        marks = order.network.file(address, raw, known, lambda file, kind=kind: _wrong(file, kind))
        if marks is not None:
            _cut(raw, part, _chooser(kind, here, _force_code(order), after), address)
            order.keep(name, source, address, **marks)
            raw.unlink()
            is_new = True
        else:
            order.say("  here already, unchanged")
        if kind == "collisions":
            here = {row[0] for row in _chosen(order.folder / name, lambda names: [_at(names, INDEX)])}
    return here, is_new


def _wrong(file: Path, kind: str) -> str:
    """Say what is wrong with a file as it arrived."""
    with file.open("rb") as opened:
        opening = opened.read(1 << 16)
        opened.seek(max(0, file.stat().st_size - 1))
        last = opened.read()
    if is_web_page(opening):
        return "a web page"
    known = recognise(opening_rows(opening), plain_name)
    return "" if known and known[0] == kind and last == b"\n" else f"no whole file of {KINDS[kind].label}"


def _force_code(order: Order) -> str:
    return reference("police_forces").set_index("police_force").at[order.police_force, "stats19_code"]


def _at(names: list[str], headings: tuple[str, ...]) -> int:
    return next(names.index(heading) for heading in headings if heading in names)


def _chooser(kind: str, here: set[str], force: str, after: date | None) -> Callable[[list[str]], Callable[[list[str]], bool]]:
    """Make what says, for a file's columns, which of its rows are kept: the force's collisions after a day, and what belongs to them."""
    def for_columns(names: list[str]) -> Callable[[list[str]], bool]:
        if kind != "collisions":
            at = _at(names, INDEX)
            return lambda row: row[at] in here
        place, day = _at(names, ("police_force",)), _at(names, ("date",))
        return lambda row: row[place].strip() == force and (after is None or _day(row[day]) > after)
    return for_columns


def _cut(raw: Path, part: Path, chooser: Callable, address: str) -> None:
    """Write the header and the rows that are kept."""
    with raw.open(encoding="utf-8-sig", newline="") as opened, part.open("w", encoding="utf-8", newline="") as written:
        rows, writer = csv.reader(opened), csv.writer(written)
        try:
            header = next(rows)
            writer.writerow(header)
            is_kept = chooser([plain_name(heading) for heading in header])
            for row in rows:
                if len(row) != len(header):
                    raise ValueError(f"{len(row)} values in line {rows.line_num}")
                if is_kept(row):
                    writer.writerow(row)
        except (ValueError, StopIteration, csv.Error) as error:
            raw.unlink()
            raise stopped(address, f"a row or column that is not as published ({str(error) or 'a column is missing'})", "whole rows with their columns") from error


def _chosen(file: Path, pick: Callable[[list[str]], list[int]]) -> Iterator[list[str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        rows = csv.reader(opened)
        columns = pick([plain_name(heading) for heading in next(rows)])
        for row in rows:
            yield [row[at] for at in columns]


def _last_day(file: Path) -> date:
    return max((_day(row[0]) for row in _chosen(file, lambda names: [_at(names, ("date",))])), default=date(2000, 1, 1))


def _day(text: str) -> date:
    try:
        return datetime.strptime(text.strip(), "%d/%m/%Y" if "/" in text else "%Y-%m-%d").date()
    except ValueError:
        return date(2000, 1, 1)  # the build lists a row without a readable date
