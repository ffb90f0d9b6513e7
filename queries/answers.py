"""Runs the questions: each is one .sql file in this folder."""

import logging
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import duckdb
import pandas as pd

from queries import camera_screening, repeat_locations, verdicts
from queries.columns import Columns, as_rows, column
from queries.edition import NoEdition, check_whole, connection, edition, reopened
from queries.outcome_intervals import with_intervals
from queries.parameters import QuestionError, complete

FOLDER = Path(__file__).parent
# Last steps that SQL can't say readably, each taken on the columns of its question's file
LAST_STEPS = {
    "camera_screening": camera_screening.sites, "camera_points": camera_screening.points,
    "crime_summary": verdicts.changes, "crime_by_ward": verdicts.changes, "crime_by_setting": verdicts.changes,
    "crime_by_year": verdicts.changes,
    "crime_by_district": verdicts.comparisons, "crime_by_district_and_category": verdicts.ties,
    "casualties_by_ward": verdicts.casualty_changes, "casualties_by_district": verdicts.casualty_changes,
    "casualties_total": verdicts.casualty_changes,
    "crime_by_month": verdicts.usual_months, "measures_scanned": verdicts.standing_out, "ward_funnel": verdicts.ward_limits,
    "deprivation_by_third": verdicts.rate_ranges,
    "collision_clusters": repeat_locations.collision_clusters,
    "near_miss_clusters": repeat_locations.near_miss_clusters, "near_miss_cluster_reports": repeat_locations.near_miss_cluster_reports,
    **dict.fromkeys(("outcomes_by_ward", "outcomes_by_month", "outcomes_by_category"), with_intervals),
}
MONTHS_OF = {"near_misses": "near_miss", "collisions": "collisions"}  # whose newest month a question opens on, by what its SQL names
FAULTS = (duckdb.InternalException, duckdb.FatalException)  # of DuckDB's own: the question that met one, and all after it
_parsed: dict[tuple[str, bool], duckdb.Statement] = {}


@cache
def questions() -> Mapping[str, str]:
    """List the questions: name to the question in words."""
    files = [file for file in sorted(FOLDER.glob("*.sql")) if not file.stem.startswith("shared")]
    return MappingProxyType({file.stem: file.read_text(encoding="utf-8").splitlines()[0].removeprefix("-- ") for file in files})


@cache
def words_of(name: str) -> frozenset[str]:
    """Give the words that a question depends on; none for a question that there is not."""
    return frozenset(re.findall(r"\$(\w+)", _sql(name))) if name in questions() else frozenset()


def fetch(name: str, **params) -> pd.DataFrame:
    """Answer a question from the current edition, one row per its grain; counts that can't be given are null.

    Raises QuestionError for an unknown name, parameter or value, NoEdition where there is nothing to read.
    """
    return pd.DataFrame(_answered(name, params), copy=False)


def fetch_rows(name: str, **params) -> list[dict]:
    """Answer a question as `fetch` does, with plain dictionaries: None for every null, Python's own numbers, a Timestamp for a day.

    No frame is made: that took 1 to 5 ms of each answer.
    """
    return as_rows(_answered(name, params))


def _answered(name: str, params: dict) -> Columns:
    if name not in questions():
        raise QuestionError(f"Unknown question '{name}'; one of: {', '.join(questions())}.")
    current = edition()
    sql = _sql(name)
    extract = next((extract for extract, mark in MONTHS_OF.items() if mark in sql), "crime")
    given = {word: value for word, value in params.items() if value is not None}
    try:
        try:
            columns = _columns(connection(current), name, complete(set(words_of(name)), given, current, extract))
        except FAULTS as error:
            logging.getLogger(__name__).warning("DuckDB failed at '%s', which was asked again: %s", name, str(error).splitlines()[0])
            columns = _columns(reopened(current), name, complete(set(words_of(name)), given, current, extract))
    except duckdb.OutOfMemoryException as error:
        raise NoEdition("This server has too little memory left for that question.") from error
    except duckdb.Error:
        check_whole(current)  # raises NoEdition where files were damaged or taken away meanwhile
        raise
    return LAST_STEPS[name](columns) if name in LAST_STEPS else columns


def _columns(cursor: duckdb.DuckDBPyConnection, name: str, words: dict) -> Columns:
    answer = _asked(cursor, name, words)
    return {called: column(values, str(kind)) for (called, values), (_, kind, *_) in zip(answer.fetchnumpy().items(), answer.description)}


@cache
def _sql(name: str) -> str:
    text = (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    return text.replace("$wards", "cast($wards as varchar[])")


def _asked(cursor: duckdb.DuckDBPyConnection, name: str, words: dict) -> duckdb.DuckDBPyConnection:
    """Execute a question, parsed the first time it is asked: that took a twelfth of the time of each answer.

    What its file reads as chosen_ is read as whole_ or part_, whichever it is: DuckDB would plan both, a seventh to a third of the time.
    """
    is_part = bool(words.get("wards")) or words.get("rural_urban", "All") != "All"
    if (name, is_part) not in _parsed:
        sql = re.sub(r"\bchosen_(monthly|people|window_people)\(", r"part_\1(" if is_part else r"whole_\1(", _sql(name))
        _parsed[name, is_part] = cursor.extract_statements(sql)[0]
    return cursor.execute(_parsed[name, is_part], words)
