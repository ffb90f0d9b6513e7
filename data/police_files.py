"""Joins the police's monthly files of one kind: street rows, and outcomes."""

from collections.abc import Callable

import pandas as pd

from data.inputs import Table
from data.problems import BuildStopped, Problem
from data.recognition import read_each
from data.sources import outcomes, police_uk
from data.summary import Summary


def street_files(tables: list[Table], known: pd.DataFrame, summary: Summary) -> pd.DataFrame:
    """Join street files; `known`: the publisher's outcomes (data/reference/outcome_groups.csv)."""
    texts = set(known["outcome"])
    rows, read, again, seen = _joined(tables, lambda table: police_uk.street_rows(table, texts), police_uk.no_rows())
    summary.rows_read = read
    summary.released |= {("crime.police_uk", f"{month:%Y-%m}", table.file.name) for (month, _), table in seen.items()}
    if again:
        summary.drop("the same month given twice", again)
    return rows


def outcome_files(tables: list[Table], known: pd.DataFrame, summary: Summary) -> pd.DataFrame:
    """Join outcomes files (columns: outcomes.KEPT); `known` as for street files."""
    rows, summary.outcomes.read, summary.outcomes.given_twice, seen = _joined(
        tables, lambda table: outcomes.outcome_rows(table, known), outcomes.no_rows())
    summary.released |= {("outcomes.police_uk", f"{month:%Y-%m}", table.file.name) for (month, _), table in seen.items()}
    return rows


def _joined(tables: list[Table], read: Callable[[Table], pd.DataFrame], none: pd.DataFrame) -> tuple[pd.DataFrame, int, int, dict[tuple, Table]]:
    """Give all rows, how many were read and how many were given twice, and the file of each month and force: one month of one force counts once when its rows are the same."""
    seen: dict[tuple, Table] = {}
    parts, problems, rows_read, again = [], [], 0, 0
    for table, rows in zip(tables, read_each(tables, read)):
        rows_read += len(rows)
        if not len(rows):
            continue
        key = (rows["month"].iat[0], rows["force"].iat[0])
        if key not in seen:
            seen[key] = table
            parts.append(rows)
        elif police_uk.rows_fingerprint(seen[key]) == police_uk.rows_fingerprint(table):
            again += len(rows)
        else:
            problems.append(Problem(table.file.name, f"other rows than {seen[key].file.name}", f"one file for {key[0]:%Y-%m}, {key[1]}",
                                    "Keep the file of the newer release.", "Month", 2))
    if problems:
        raise BuildStopped(problems)
    return pd.concat(parts, ignore_index=True) if parts else none, rows_read, again, seen
