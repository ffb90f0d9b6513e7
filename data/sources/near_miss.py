"""The Near Miss Register's export: what is taken of each report, what is dropped at the door, what can't be used."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pandas as pd

from data.inputs import UNSAFE, Table
from data.problems import Problem

# This project's word -> headings that are taken, the template's first; a file must have these questions
ASKED = {
    "date": ("date", "date_of_near_miss", "date_of_the_near_miss", "date_of_incident", "incident_date", "when_did_it_happen"),
    "time": ("time", "time_of_near_miss", "time_of_the_near_miss", "time_of_incident", "incident_time", "at_what_time"),
    "road_user": ("who_was_reporting", "who_is_reporting", "were_you", "reporter_type", "road_user"),
    "kind": ("what_happened", "type_of_near_miss", "kind"),
    "cause": ("what_contributed", "contributing_factor", "cause"),
    "is_seen_before": ("seen_before", "have_you_seen_this_before", "have_you_seen_it_before", "is_seen_before"),
}
# The rest of the form; every other column is dropped, whatever it is called
SOMETIMES = {
    "report_id": ("report_id", "report_number", "report_no", "reference", "response_id", "id"),
    "latitude": ("latitude", "lat"), "longitude": ("longitude", "lon", "long", "lng"),
    "easting": ("easting", "eastings", "easting_m", "x"), "northing": ("northing", "northings", "northing_m", "y"),
    "place": ("place", "place_in_words", "location", "where", "where_did_it_happen", "road"),
    # Never stored: it becomes a key that only tells one reporter from another
    "reporter": ("reporter", "reporter_id", "reporter_key", "reporter_number", "reporter_reference", "e_mail", "email", "email_address",
                 "e_mail_address", "your_e_mail", "your_email", "name", "full_name", "your_name", "reporter_name"),
}
QUESTIONS = {"road_user": "who_was_reporting", "kind": "what_happened", "cause": "what_contributed", "is_seen_before": "seen_before"}
NOT_SAID = ("", "not known", "unknown", "don't know", "not sure", "prefer not to say", "n/a")
PERSONAL = re.compile(r"@|(?:\d[\s()-]*){7,}")  # in a place: an e-mail address or a telephone number
REPORT_ID = re.compile(r"(?=.*\d)[A-Za-z0-9/_-]{1,20}")
EXCEL_EPOCH = datetime(1899, 12, 30)
EARLIEST = date(2000, 1, 1)
DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%d/%m/%y")
TIMES = ("%H:%M", "%H:%M:%S", "%H:%M:%S.%f", "%H.%M", "%I:%M %p", "%I.%M %p", "%I %p", "%I:%M%p", "%I.%M%p", "%I%p")


class NotUsable(ValueError):
    """Raised for a value that a report can't be used with: column, what was expected, what to do."""


@dataclass
class Reports:
    """What a file holds: usable reports as rows, the others as problems, and the columns that were left behind."""

    file: str
    rows: pd.DataFrame
    reported: list[Problem] = field(default_factory=list)
    cleared: list[Problem] = field(default_factory=list)  # kept, without a place that named a person
    dropped_columns: list[str] = field(default_factory=list)
    key_column: str | None = None


def read_reports(table: Table, answers: pd.DataFrame, today: date) -> Reports:
    """Read a file of near misses, each report usable or reported, and nothing of who made it but the text for its key.

    `answers`: the form's choices (question, answer, also). The rows' points are as given: easting and northing in
    metres, or latitude and longitude in degrees.
    """
    chosen = {word: next((name for name in headings if name in table.frame), None) for word, headings in (ASKED | SOMETIMES).items()}
    known = {question: _spellings(rows) for question, rows in answers.groupby("question")}
    found = Reports(table.file.name, pd.DataFrame())
    rows = []
    for at, cells in enumerate(table.frame.to_dict("records")):
        given = {word: cells[name].strip() if name else "" for word, name in chosen.items()}
        try:
            rows.append(_one(given, known, today) | {"line": table.lines[at], "file": table.file.name})
        except NotUsable as wrong:
            word, expected, mend = wrong.args
            found.reported.append(table.problem(at, chosen[word] or word, given[word], expected, mend))
        else:
            if PERSONAL.search(given["place"]) or UNSAFE.match(given["place"]):
                rows[-1]["place"] = None
                found.cleared.append(table.problem(at, chosen["place"], given["place"], "a place without an e-mail address or telephone number, not beginning with = + - or @",
                                                   "The report is kept without it: write the place alone."))
    found.rows = pd.DataFrame(rows, columns=[*ASKED, *SOMETIMES, "line", "file"])
    found.dropped_columns = [table.original[name] for name in table.frame if name not in chosen.values()]
    found.key_column = table.original.get(chosen["reporter"])
    return found


def _spellings(rows: pd.DataFrame) -> dict[str, str]:
    return {_plain(spelling): row.answer for row in rows.itertuples() for spelling in (row.answer, *(row.also or "").split(";"))}


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.strip().casefold()).replace("\u2019", "'")


def _one(given: dict[str, str], known: dict[str, dict[str, str]], today: date) -> dict:
    day, time = day_and_time(given["date"], given["time"])
    if not EARLIEST <= day <= today:
        raise NotUsable("date", f"a day from {EARLIEST:%d/%m/%Y} to the day of the build", "Give the day on which it happened.")
    said = {word: _answer(word, given[word], known[question]) for word, question in QUESTIONS.items()}
    said["is_seen_before"] = {"Yes": True, "No": False}.get(said["is_seen_before"])
    return {"date": day, "time": time, **said, **_point(given), "place": given["place"] or None, "reporter": given["reporter"].casefold() or None,
            "report_id": given["report_id"] if REPORT_ID.fullmatch(given["report_id"]) else None}


def _answer(word: str, text: str, known: dict[str, str]) -> str | None:
    if _plain(text) in NOT_SAID:
        return None
    if _plain(text) not in known:
        raise NotUsable(word, "one of: " + ", ".join(dict.fromkeys(known.values())), "Choose one of them, or leave it empty.")
    return known[_plain(text)]


def day_and_time(day: str, time: str) -> tuple[date, str | None]:
    """Read a day and a time of day ('HH:MM', or null) as people and Excel write them; a date may carry its time."""
    if re.fullmatch(r"[0-9]{5}(\.[0-9]+)?", day):
        moment = EXCEL_EPOCH + timedelta(minutes=round(float(day) * 1440))
        return moment.date(), _time(time) or (f"{moment:%H:%M}" if float(day) % 1 else None)
    written = re.fullmatch(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)\S*|(\d{1,2}/\d{1,2}/\d{4}) (\d{1,2}:\d\d)\S*", day)
    day, carried = (written[1] or written[3], written[2] or written[4]) if written else (day, "")
    found = _parsed(day, DAYS)
    if not found:
        raise NotUsable("date", "a day such as 2022-12-31 or 31/12/2022", "Write the day so.")
    return found.date(), _time(time) or (_time(carried) if carried not in ("", "00:00", "0:00") else None)


def _time(text: str) -> str | None:
    if text.casefold() in NOT_SAID:
        return None
    if re.fullmatch(r"0?\.[0-9]+|0|1899-12-30 [0-2][0-9]:[0-5][0-9].*", text):
        minutes = round(float(text) * 1440) % 1440 if text[:4] != "1899" else None
        return f"{minutes // 60:02}:{minutes % 60:02}" if minutes is not None else text[11:16]
    found = _parsed(text.split(" ")[-1] if re.match(r"\d{4}-", text) else text, TIMES)
    if not found:
        raise NotUsable("time", "a time such as 08:30, or nothing", "Write the time so.")
    return f"{found:%H:%M}"


def _parsed(text: str, forms: tuple[str, ...]) -> datetime | None:
    for form in forms:
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    return None


def _point(given: dict[str, str]) -> dict[str, float | None]:
    point = {}
    for pair in (("latitude", "longitude"), ("easting", "northing")):
        texts = [given[word].replace(",", "") if word in ("easting", "northing") else given[word] for word in pair]
        for word, text, other in zip(pair, texts, texts[::-1]):
            if bool(text) != bool(other) and not text:
                raise NotUsable(word, "both coordinates or none", "Give the other one, or the place in words alone.")
            if text and not re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,20})?", text):
                raise NotUsable(word, "a number", "Give the coordinate as a number, or the place in words alone.")
            point[word] = float(text) if text else None
    return point
