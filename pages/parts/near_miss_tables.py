"""The tables and large figures of the Near misses page: rows of the queries in, rows and HTML out."""

from pages.parts import formats, words
from pages.parts.summary_table import beside, big_figure
from pages.parts.tables import Column
from pages.parts.ward_tables import named_kinds

TOLD = {"day": "Day", "kind": "What happened", "cause": "What contributed", "ward": "Ward"}
QUESTIONS = {"road_user": "Who reported", "kind": "What happened", "cause": "What contributed"}
MOST_LISTED = 300  # reports on the page; the file has all
REPORT_COLUMNS = [Column("day", "Day"), Column("place_name", "Place, as reported"), Column("ward", "Ward"), Column("kind", "What happened"),
                  Column("cause", "What contributed", is_wide=True), Column("again", "Sent twice", is_wide=True)]


def reports(rows: list[dict]) -> list[dict]:
    """Write single reports for the map and its table: never who reported."""
    said = [row | {"day": words.day(str(row["date"])), "ward": row["ward_name"], "month_name": formats.month_name(row["date"]), "kind": row["kind"] or "not said",
                   "cause": row["cause"] or "not said", "place_name": row.get("place") or "", "again": "yes" if row.get("is_duplicate") else ""} for row in rows]
    return [row | {"told": f"{row['kind']}<br>{row['ward']}, {row['day']}"} for row in said]


FILE_COLUMNS = [Column("report_id", "Report"), Column("date", "Date"), Column("place", "Place, as reported"), Column("ward", "Ward"),
                Column("setting", "Kind of ward"), Column("kind", "What happened"), Column("cause", "What contributed"),
                Column("is_seen_before", "Seen before"), Column("is_duplicate", "Sent twice"), Column("longitude", "Longitude"),
                Column("latitude", "Latitude"), Column("easting_m", "Easting"), Column("northing_m", "Northing")]


def total(rows: list[dict]) -> int | None:
    """Add up the reports of all settings; None where they can't be given."""
    return None if not rows or any(row["reports"] is None for row in rows) else sum(row["reports"] for row in rows)


def listed_words(number: int) -> str:
    """Say how many reports the page lists."""
    return f"{formats.count(number)} reports" if number <= MOST_LISTED else f"The first {MOST_LISTED} of {formats.count(number)} reports; the file has all"


def settings(rows: list[dict], sentences: list[str], has_centre: bool = True) -> str:
    """Write the large figures: reports in town centre, other urban and rural wards; in urban and rural ones where there is no town centre."""
    by_setting = {row["setting"]: row for row in named_kinds(rows, has_centre)}
    figures = [_setting(name, by_setting.get(name)) for name in (("Town centre", "Other urban", "Rural") if has_centre else ("Urban", "Rural"))]
    return beside(figures, sentences)


def _setting(name: str, row: dict | None) -> str:
    if row is None:
        return big_figure(name, "–", "not chosen")
    people = "" if row["reporters"] is None else f"from {formats.count(row['reporters'])} known reporters"
    return big_figure(name, formats.count(row["reports"]) or "no total", people)


def months(rows: list[dict]) -> list[dict]:
    """Name the months' figures as the charts of months do."""
    return [row | {"crimes": row["reports"], "month_name": formats.month_name(row["month"])} for row in rows]


MONTH_COLUMNS = [Column("month_name", "Month"), Column("reports", "Reports", "count"), Column("reports_so_far", "Since the register opened", "count")]


def answers(rows: list[dict], question: str) -> list[dict]:
    """Take one question's answers, most given first."""
    return [row for row in rows if row["question"] == question]


def answer_columns(question: str) -> list[Column]:
    """Give the columns of one question's answers."""
    return [Column("answer", QUESTIONS[question]), Column("reports", "Reports", "count"), Column("reports_pct", "Share", "share")]
