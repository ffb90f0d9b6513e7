"""Rows in, answers out: what became of crimes. A function a question, named in questions.csv."""

from pages.parts import outcome_findings as findings
from pages.parts.answer import Answer, Asked, known, one
from pages.parts.answer_words import no_total
from pages.parts.formats import count, month_name, share
from pages.parts.outcome_tables import LEAST
from pages.parts.tables import Column

WITHHELD = "withheld: below the whole district arrests, prosecutions and convictions are given for fixed years and all crime only, for small numbers in one ward could identify a person"
COLUMNS = [Column("recorded", "Recorded", "count"), Column("arrests", "Arrests", "count"), Column("charged", "Prosecuted", "count"), Column("charge_pct", "Share", "share"),
           Column("convicted", "Convicted", "count"), Column("still_open", "Still open", "count")]
UNFINISHED = "The newest crimes are not finished, so their shares will rise."


def outcomes(asked: Asked, rows: dict) -> Answer:
    """Say how many crimes were prosecuted and ended in a conviction, and of arrests (rows of outcomes_by_category and _by_ward)."""
    total, whole = (one(rows[name], category_code=asked.words["category"]) for name in ("outcomes_by_category", "whole"))
    row, area = (whole, asked.place) if total.get("is_withheld") else (total, asked.area)
    if not row:
        return Answer(f"{asked.place}: {findings.no_outcomes(asked.label)}", is_missing=True)
    if row["charged"] is None:
        return no_total(asked, {})
    row = _without_small_shares(row)
    withheld = f"{asked.area}: {WITHHELD}. " if total["is_withheld"] else ""
    figures = {key: row[key] for key in ("charged", "recorded", "charge_pct", "still_open")} | _convictions(row) | {"arrests": row["arrests"]}
    said = (f"{withheld}{asked.label} recorded in {area} {asked.during}: {count(row['charged'])} of {count(row['recorded'])} were charged or summonsed {_by_when(rows['outcome_times'])}"
            f"{_share(row, 'charge_pct')}{_open(row)}.")
    by_ward = rows["outcomes_by_ward"]
    is_by_ward = any(ward["charged"] is not None for ward in by_ward)
    shown = by_ward if is_by_ward else [each for each in rows["whole"] if each["parent_code"] is None]
    return Answer(f"{said} {_convicted(row, asked)} {_arrested(row, asked)}", known(figures), rows=[_without_small_shares(each) | {"blank": _blank(each)} for each in shown],
                  columns=[Column("ward_name", "Ward") if is_by_ward else Column("category_label", f"Category, {asked.place}"), *COLUMNS], is_invented=True,
                  caption=f"What became of crimes recorded, {asked.period.words()}", caution=f"{findings.ONCE} {UNFINISHED}{_of_arrests(row)}")


def _without_small_shares(row: dict) -> dict:
    """Take out the shares of so few crimes that their page prints none."""
    row = row if (row["with_court_result"] or 0) >= LEAST else row | {"convicted_of_court_pct": None}
    return row if (row["recorded"] or 0) >= LEAST else row | dict.fromkeys(("charge_pct", "conviction_pct"))


def _open(row: dict) -> str:
    return "" if row["still_open"] is None else f" and {count(row['still_open'])} {'is' if row['still_open'] == 1 else 'are'} still open"


def _convictions(row: dict) -> dict:
    court = ("with_court_result",) if row["with_court_result"] else ()
    return {key: row[key] for key in ("convicted", "conviction_pct", "convicted_of_court_pct", *court) if row[key] is not None} if row["convicted"] is not None else {}


def _convicted(row: dict, asked: Asked) -> str:
    if row["convicted"] is None:
        return findings.convicted(row, asked.words["series"], asked.about["police_force"])
    shares = [f"{share(row[key])} of {of}" for key, of in (("conviction_pct", "all recorded"), ("convicted_of_court_pct", f"the {count(row['with_court_result'])} with a court result"))
              if row[key] is not None]
    few = f"; {count(row['with_court_result'])} with a court result so far, too few for a share of these" if 0 < row["with_court_result"] < LEAST else ""
    return f"{count(row['convicted'])} ended in a conviction{': ' if shares else ''}{' and '.join(shares)}{few}."


def _by_when(times: list[dict]) -> str:
    return f"by the end of {month_name(times[0]['followed_to'])}" if times else "so far"


def _share(row: dict, key: str) -> str:
    return "" if row[key] is None else f" ({share(row[key])})"


def _arrested(row: dict, asked: Asked) -> str:
    return findings.arrests(row, asked.about["police_force"]) or f"Arrests in the same months: {count(row['arrests'])}."


def _of_arrests(row: dict) -> str:
    return "" if row["arrests"] is None else f" {findings.ARRESTS}"


def _blank(row: dict) -> str | dict:
    return "withheld" if row["is_withheld"] or row.get("is_below") else "not in this data"
