"""How much harm one crime of each category counts for, as a partnership adopted it, on this project's template."""

import pandas as pd

from data.inputs import Table
from data.sources.template_checks import DAY, NUMBER, TEXT, days, is_text, once, stop_at_wrong, trimmed

COLUMNS = ["category_code", "weight", "source", "adopted_on"]


def harm_weight_rows(table: Table, categories: set[str], today: pd.Timestamp) -> pd.DataFrame:
    """Check a file of harm weights and give its rows: COLUMNS. Raises BuildStopped with every value that can't be used."""
    frame = trimmed(table)
    adopted = days(frame["adopted_on"])
    stop_at_wrong(table, frame, [
        ("category_code", frame["category_code"].isin(categories), "a category of data/reference/categories.csv", "Use a code of that list."),
        ("category_code", once(frame, ["category_code"]), "each category once", "Keep the weight in force."),
        ("weight", frame["weight"].str.fullmatch(NUMBER), "a number, 0 or more, without commas", "Give digits."),
        ("source", is_text(frame["source"]), *TEXT),
        ("adopted_on", adopted.notna(), *DAY),
        ("adopted_on", ~(adopted > today), "a day that is past", "Give the day on which the partnership adopted it."),
    ])
    return frame.assign(weight=frame["weight"].astype(float), adopted_on=adopted)[COLUMNS]
