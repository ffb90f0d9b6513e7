"""What was promised 'after the meeting', on this project's template."""

import re

import pandas as pd

from data.columns import COLUMNS
from data.inputs import Table
from data.problems import BuildStopped, Problem
from data.sources.template_checks import DAY, TEXT, days, is_text, stop_at_wrong, trimmed

KEY = ["date", "meeting", "question"]
WORDS = ("meeting", "question", "owner")
NAMES = re.compile(r"\b(?:[Cc]llr|[Cc]ouncillor|Mrs?|Ms|Dr)\b\.? +[A-Z]")
NO_NAME = ("a role or a team, and no councillor's or other person's name", "Write who owes or asked it by role, as 'Road safety officer'.")


def promise_rows(table: Table) -> pd.DataFrame:
    """Check a file of promises and give its rows: the columns of the extract, file, line. Raises BuildStopped with all that is wrong."""
    frame = trimmed(table)
    day, due, status = days(frame["date"]), days(frame["due"]), frame["status"].str.lower()
    given = {column: frame[column] != "" for column in ("answer", "link")}
    stop_at_wrong(table, frame, [
        ("date", day.notna(), *DAY),
        ("due", due.notna(), *DAY),
        ("due", ~(due < day), "a day on or after date", "Give the day by which it was promised."),
        *((column, is_text(frame[column]), *TEXT) for column in WORDS),
        ("answer", is_text(frame["answer"], may_be_empty=True), *TEXT),
        *((column, ~frame[column].str.contains(NAMES), *NO_NAME) for column in (*WORDS, "answer")),
        ("link", ~given["link"] | frame["link"].str.fullmatch(COLUMNS["link"].pattern),
         "a page of the dashboard, such as Road_casualties?months=36, an https address, or nothing", "Copy what stands after the last / of the page's address."),
        ("status", status.isin(COLUMNS["status"].allowed), f"one of {', '.join(COLUMNS['status'].allowed)}", "Write one of them."),
        ("answer", (status != "answered") | given["answer"] | given["link"], "an answer or a link, where the status is answered",
         "Give one, or write open."),
    ])
    texts = {column: frame[column].where(given[column], None) for column in given}
    return frame.assign(date=day, due=due, status=status, **texts, file=table.file.name, line=table.lines)


def join_promises(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Put files together; the same row twice counts once. Raises BuildStopped for a promise told in two ways."""
    if not parts:
        return pd.DataFrame(columns=[*KEY, "owner", "due", "answer", "link", "status"])
    rows = pd.concat(parts, ignore_index=True)
    rows = rows.drop_duplicates([column for column in rows if column not in ("file", "line")])
    again = rows[rows.duplicated(KEY)]
    if len(again):
        raise BuildStopped([Problem(row.file, f"'{row.question}' again", "each promise of a meeting once", "Keep the row that holds today.", "question", row.line)
                            for row in again.head(20).itertuples()])
    return rows
