"""Reads the police's monthly files one by one, and joins those of one kind: street rows, and outcomes."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from data.areas import reference
from data.inputs import RawFile, Table, read_table
from data.problems import BuildStopped, Problem
from data.reading import problems_of, stop_at_missing_columns
from data.sources import KINDS, outcomes, police_uk
from data.summary import Summary

OF_THE_POLICE = ("street", "police_outcomes")
SHARED = ("force", "place", "lsoa_code", "lsoa_name")  # texts that many rows have


@dataclass
class PoliceFile:
    """A month of a force: where its file is and its rows, checked. The table that they were read from would take several times the memory."""

    file: RawFile
    header_row: int
    rows: pd.DataFrame

    @property
    def key(self) -> tuple[pd.Timestamp, str]:
        """Give the month and the force."""
        return self.rows["month"].iat[0], self.rows["force"].iat[0]

    def fingerprint(self) -> str:
        """Read the file again; give a text that is equal for two files with the same rows, in any order."""
        return police_uk.rows_fingerprint(read_table(self.file, self.file.read(), self.header_row))


def read_police_files(given: dict[RawFile, tuple[str, int]], summary: Summary, say: Callable[[str], None]) -> dict[str, list[PoliceFile]]:
    """Read the files (with their kind and header row) one by one, and keep what is used of their rows: by kind.

    Raises BuildStopped with every value, of all files, that is not what the publisher documents.
    """
    files: dict[str, list[PoliceFile]] = {kind: [] for kind in OF_THE_POLICE}

    def read(raw: RawFile) -> None:
        kind, header_row = given[raw]
        table = read_table(raw, raw.read(), header_row, ends_with_newline=True)
        stop_at_missing_columns(raw, kind, list(table.frame), header_row)
        if table.frame.empty:
            summary.skip(raw, "no rows")
            return
        files[kind].append(PoliceFile(raw, header_row, _rows(kind, table)))
        summary.recognise(raw, KINDS[kind].label)

    if problems := problems_of(list(given), read, say):
        raise BuildStopped(problems)
    return files


def street_files(files: list[PoliceFile], summary: Summary) -> pd.DataFrame:
    """Join street files; note what they held."""
    rows, read, again, seen = _joined(files, police_uk.no_rows())
    summary.rows_read = read
    summary.released |= {("crime.police_uk", f"{month:%Y-%m}", given.file.name) for (month, _), given in seen.items()}
    if again:
        summary.drop("the same month given twice", again)
    return rows


def outcome_files(files: list[PoliceFile], summary: Summary) -> pd.DataFrame:
    """Join outcomes files (columns: outcomes.KEPT); note what they held."""
    rows, summary.outcomes.read, summary.outcomes.given_twice, seen = _joined(files, outcomes.no_rows())
    summary.released |= {("outcomes.police_uk", f"{month:%Y-%m}", given.file.name) for (month, _), given in seen.items()}
    return rows


def _rows(kind: str, table: Table) -> pd.DataFrame:
    """Check a table's rows, and give them apart from it: each text of a column once, where the table has one for every row."""
    known = reference("outcome_groups")
    rows = police_uk.street_rows(table, set(known["outcome"])) if kind == "street" else outcomes.outcome_rows(table, known)
    parts = {name: pd.factorize(rows[name]) for name in SHARED if name in rows}
    once = {name: pd.Series(texts.take(codes), index=rows.index, dtype=object) for name, (codes, texts) in parts.items()}
    return rows.assign(crime_id=rows["crime_id"].copy(), **once)


def _joined(files: list[PoliceFile], none: pd.DataFrame) -> tuple[pd.DataFrame, int, int, dict[tuple, PoliceFile]]:
    """Give all rows, how many were read and how many were given twice, and the file of each month and force: one month of one force counts once when its rows are the same."""
    seen: dict[tuple, PoliceFile] = {}
    problems, again = [], 0
    for given in files:
        first = seen.setdefault(given.key, given)
        if first is given:
            continue
        if first.fingerprint() == given.fingerprint():
            again += len(given.rows)
        else:
            month, force = given.key
            problems.append(Problem(given.file.name, f"other rows than {first.file.name}", f"one file for {month:%Y-%m}, {force}",
                                    "Keep the file of the newer release.", "Month", 2))
    if problems:
        raise BuildStopped(problems)
    rows = pd.concat([given.rows for given in seen.values()], ignore_index=True) if seen else none
    return rows, sum(len(given.rows) for given in files), again, seen
