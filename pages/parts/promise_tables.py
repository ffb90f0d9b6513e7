"""The table of what was promised after meetings: rows of the query promises in, rows for the table out."""

import re

from pages.parts import words
from pages.parts.tables import Column

OWN_OR_SAFE = re.compile(r"(https:/{2}|\.?/?[A-Za-z_]*(\?|$))")  # a page of this dashboard, or an address on the web that is sent safely
PROMISE_COLUMNS = [Column("question", "Promised"), Column("state", "State"), Column("due_day", "Due"), Column("owner", "Who"),
                   Column("meeting_day", "Meeting", is_wide=True), Column("said", "Answer", is_wide=True), Column("figures", "Figures", "html")]


def listed(rows: list[dict]) -> list[dict]:
    """Write promises for the page; the link of one that points elsewhere is left out."""
    return [row | {"state": "overdue" if row["is_overdue"] else row["status"], "due_day": words.day(str(row["due"])) if row["due"] else "no day given",
                   "meeting_day": words.day(str(row["date"])), "said": row["answer"] or "", "figures": _link(row["link"]), "blank": "none yet"} for row in rows]


def _link(link: str | None) -> str:
    if not link or not OWN_OR_SAFE.match(link):
        return "none yet"
    return f'<a href="{words.safe(link)}" target="_self">open</a>'
