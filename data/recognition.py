"""Recognises raw files by their headers, reads them, and joins those of one kind."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from data.headings import opening_rows, plain_name
from data.inputs import RawFile, Table, check_columns_once, read_table
from data.large_files import LargeFile
from data.limits import MOST_HELD, MOST_LARGE
from data.other_contents import stop_at_other_contents, stop_if_large
from data.police_files import OF_THE_POLICE, read_police_files
from data.problems import BuildStopped, Problem
from data.reading import problems_of, stop_at_missing_columns
from data.sources import KINDS, recognise
from data.spreadsheets import SPREADSHEETS, first_rows, read_sheet
from data.sources.boundaries import ward_shapes, ward_vintage
from data.sources.geography import Geography, add_lookup
from data.summary import Summary

NEWEST_VINTAGE = "WD25"  # of the districts in data/reference/districts.csv
OPENING_BYTES = 1 << 16
IN_SPREADSHEETS = ("near_misses", "measures", "promises", "harm_weights")  # kinds that councils keep in workbooks
NO_WARDS = pd.DataFrame(columns=["ward_code", "ward_name", "district_code", "district_name", "vintage", "shape"], dtype=object)
LOOKUPS = ("lsoa_change", "lsoa_ward", "rural_urban", "lsoa_centres")
OTHER_MARKS = {";": "semicolons", "\t": "tabs"}  # what spreadsheets put for commas


@dataclass
class Recognised:
    """The raw files by kind, read as tables; boundary files by vintage; files too large to hold by kind; the police's, not read yet: kind and header row."""

    tables: dict[str, list[Table]] = field(default_factory=dict)
    wards: dict[str, list[pd.DataFrame]] = field(default_factory=dict)
    large: dict[str, list[LargeFile]] = field(default_factory=dict)
    police: dict[RawFile, tuple[str, int]] = field(default_factory=dict)


def recognise_files(files: list[RawFile], summary: Summary, say: Callable[[str], None]) -> Recognised:
    """Read every file whose header is known, but the police's; collect what is wrong with them, and then with the police's, in one report."""
    found = Recognised()
    problems = problems_of(files, lambda raw: _recognise_one(raw, found, summary), say)
    if problems:
        try:
            read_police_files(found.police, summary, say)
        except BuildStopped as stopped:
            problems += stopped.problems
        raise BuildStopped(problems)
    return found


def make_geography(found: Recognised, vintage: str | None, home: str, needs_wards: bool = True) -> Geography:
    """Choose the boundaries' vintage (the newest given, unless named) and take in all lookups.

    Without `needs_wards` the home district may have no boundaries: it then has no wards.
    """
    chosen = vintage or max(found.wards, default="" if needs_wards else NEWEST_VINTAGE)
    if chosen not in found.wards and (needs_wards or found.wards):
        given = ", ".join(sorted(found.wards)) or "none"
        raise BuildStopped([Problem("ward boundaries", given, chosen or "a GeoJSON file of ward boundaries",
                                    "Give the boundary files of that vintage, as GeoJSON in WGS84.")])
    wards = pd.concat([NO_WARDS, *found.wards.get(chosen, [])], ignore_index=True).drop_duplicates("ward_code")
    if needs_wards and home not in set(wards["district_code"]):
        raise BuildStopped([Problem("ward boundaries", f"no ward of {home} in {chosen}", "the home district's wards",
                                    "Give the boundary file that holds them, or another --wards.")])
    geography = Geography(wards.sort_values("ward_code", ignore_index=True), chosen)
    for kind in LOOKUPS:
        for table in found.tables.get(kind, []):
            add_lookup(geography, kind, table)
    return geography


def read_each(tables: list[Table], read: Callable[[Table], pd.DataFrame]) -> list[pd.DataFrame]:
    parts, problems = [], []
    for table in tables:
        try:
            parts.append(read(table))
        except BuildStopped as stopped:
            problems += stopped.problems
    if problems:
        raise BuildStopped(problems)
    return parts


def read_all(found: Recognised, kind: str, read: Callable[[Table], pd.DataFrame], columns: list[str]) -> pd.DataFrame:
    parts = read_each(found.tables.get(kind, []), read)
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)


def _recognise_one(raw: RawFile, found: Recognised, summary: Summary) -> None:
    if raw.path.stat().st_size == 0:
        summary.skip(raw, "empty")
        return
    is_sheet, opening = raw.ending in SPREADSHEETS, raw.read(OPENING_BYTES)
    stop_at_other_contents(raw, opening)
    if vintage := ward_vintage(opening):
        stop_if_large(raw, MOST_HELD)
        found.wards.setdefault(vintage, []).append(ward_shapes(raw, raw.read()))
        summary.recognise(raw, f"ward boundaries {vintage}")
        return
    rows = first_rows(raw) if is_sheet else opening_rows(opening)
    known = recognise(rows, plain_name)
    if not known and not is_sheet:
        _stop_at_other_marks(raw, rows)
    if is_sheet and (not known or known[0] not in IN_SPREADSHEETS):
        summary.skip(raw, "a spreadsheet, not text")
    elif not known:
        summary.skip(raw, "not a kind of file that is known here")
    elif known[0] in OF_THE_POLICE:
        stop_if_large(raw, MOST_HELD)
        found.police[raw] = known
    else:
        if _read_one(raw, *known, opening, found):
            summary.recognise(raw, KINDS[known[0]].label)
        else:
            summary.skip(raw, "no rows")


def _read_one(raw: RawFile, kind: str, header_row: int, opening: bytes, found: Recognised) -> bool:
    """Read a file of a known kind (False: it has no rows), or note where it is if it is too large to hold; raise BuildStopped where columns are missing."""
    stop_if_large(raw, MOST_LARGE if KINDS[kind].is_large else MOST_HELD)
    if KINDS[kind].is_large:
        read = LargeFile(raw, header_row, tuple(plain_name(heading) for heading in opening_rows(opening)[header_row]))
        names, parts = read.names, found.large.setdefault(kind, [])
        check_columns_once(raw, opening_rows(opening)[header_row])
    else:
        read = read_sheet(raw, header_row) if raw.ending in SPREADSHEETS else read_table(raw, raw.read(), header_row)
        names, parts = read.frame, found.tables.setdefault(kind, [])
    stop_at_missing_columns(raw, kind, list(names), header_row)
    if not KINDS[kind].is_large and read.frame.empty:
        return False
    parts.append(read)
    return True


def _stop_at_other_marks(raw: RawFile, rows: list[list[str]]) -> None:
    """Raise BuildStopped for a file that would be recognised, were its columns parted by commas."""
    for mark, name in OTHER_MARKS.items():
        known = recognise([",".join(row).split(mark) for row in rows], plain_name)
        if known:
            raise BuildStopped([Problem(raw.name, f"columns parted by {name}", f"commas, in a file of {KINDS[known[0]].label}",
                                        "Save it with commas.", row=known[1] + 1)])
