"""The partnership's own counts of arrests and of what became of crimes, on this project's templates."""

from collections.abc import Iterator

import pandas as pd

from data.columns import OUTCOME_GROUPS
from data.inputs import Table
from data.problems import Problem
from data.sources.partner import KEY, MONTH, Places, partner_rows
from data.sources.partner_checks import MOST

OUTCOME = ("outcome_month", "outcome_group")
TOTAL_MEND = "Give each crime once, in its furthest outcome, with those still open; the crimes themselves in the monthly counts."


def arrest_rows(table: Table, known: Places) -> pd.DataFrame:
    """Check a file of arrests by the month they were made and give its rows, as partner_rows does."""
    return partner_rows(table, known, count="arrests")


def outcome_rows(table: Table, known: Places) -> pd.DataFrame:
    """Check a file of outcomes and give its rows: KEY (the month in which the crime was recorded), OUTCOME, crimes and what partner_rows adds."""
    frame = table.frame.apply(lambda column: column.str.strip())
    rows = partner_rows(table, known, month="recorded_month", more=_outcome_tests)
    months = pd.to_datetime(frame["outcome_month"].str[:7].where(frame["outcome_month"] != "") + "-01")
    return rows.assign(outcome_month=months, outcome_group=frame["outcome_group"])


def _outcome_tests(frame: pd.DataFrame) -> list[tuple]:
    month, is_open = frame["outcome_month"], frame["outcome_group"] == "still_open"
    is_month = month.str.fullmatch(MONTH)
    return [
        ("outcome_group", frame["outcome_group"].isin(OUTCOME_GROUPS), f"one of {', '.join(OUTCOME_GROUPS)}", "Use one of these codes."),
        ("outcome_month", (month == "") | is_month, "a month such as 2022-12, or nothing", "Write the month so, or leave it empty."),
        ("outcome_month", ~is_month | (month.str[:7] >= frame["recorded_month"].str[:7]), "the month of recording or a later one", "Mend one of the two months."),
        ("outcome_month", ~is_open | (month == ""), "nothing, for crimes still open", "Leave it empty, or give the outcome."),
    ]


def unlike_crimes(rows: pd.DataFrame, crimes: pd.DataFrame) -> Iterator[Problem]:
    """Find outcomes that do not add up to the crimes of the monthly counts, in a ward or in a district (all joined, with file and line)."""
    wards = rows.dropna(subset="ward_code")
    for given, whole in ((wards, crimes.dropna(subset="ward_code")), (_of_districts(rows), _of_districts(crimes))):
        counts = given.groupby(KEY, as_index=False).agg({"crimes": "sum", "file": "first", "line": "first"})
        both = counts.merge(whole[[*KEY, "crimes"]], on=KEY, how="left", suffixes=("", "_recorded"))
        for row in both[both["crimes"] != both["crimes_recorded"]].head(MOST).itertuples():
            expected = "those crimes in the monthly counts" if pd.isna(row.crimes_recorded) else f"the {row.crimes_recorded:.0f} crimes of the monthly counts"
            yield Problem(row.file, f"outcomes of {row.crimes} crimes for {row.month:%Y-%m}, {row.ward_code or f'the whole of {row.district_code}'}, "
                          f"{row.category_code}", expected, TOTAL_MEND, "crimes", row.line)


def without_crimes(arrests: pd.DataFrame, crimes: pd.DataFrame) -> Iterator[Problem]:
    """Find arrests of a month, district and category for which the monthly counts have no row."""
    key = ["month", "district_code", "category_code"]
    both = arrests.drop_duplicates(key).merge(crimes[key].drop_duplicates(), on=key, how="left", indicator=True)
    for row in both[both["_merge"] == "left_only"].head(MOST).itertuples():
        yield Problem(row.file, f"arrests for {row.month:%Y-%m}, {row.district_code}, {row.category_code}", "a row for the crimes in the monthly counts",
                      "Give the crimes of that month too.", "arrests", row.line)


def _of_districts(rows: pd.DataFrame) -> pd.DataFrame:
    kept = {name: "first" for name in ("file", "line") if name in rows}
    return rows.assign(ward_code="").groupby(KEY, as_index=False).agg({"crimes": "sum"} | kept)
