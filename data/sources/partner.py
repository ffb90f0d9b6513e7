"""The partnership's own monthly counts, on this project's template."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from data.inputs import Table
from data.problems import BuildStopped, Problem

KEY = ["month", "district_code", "ward_code", "category_code"]
MONTH = r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])(-01)?"
FLAGS = {"": False, "no": False, "false": False, "0": False, "yes": True, "true": True, "1": True}


@dataclass(frozen=True)
class Places:
    """What a file of counts may name: categories, wards (code to its district's), districts."""

    categories: set[str]
    wards: dict[str, str]
    districts: set[str]


def partner_rows(table: Table, known: Places, *, month: str = "month", count: str = "crimes",
                 more: Callable[[pd.DataFrame], list[tuple]] = lambda frame: []) -> pd.DataFrame:
    """Check a file of monthly counts and give its rows: KEY, crimes (or another count), is_provisional, file, line.

    `month` and `count` name the file's columns; `more` gives further tests: column, is_right, expected, mend. An empty ward is the remainder that no ward holds, never the
    total. Raises BuildStopped with every value that can't be counted.
    """
    frame = table.frame.apply(lambda column: column.str.strip())
    flags = frame["provisional"].str.lower() if "provisional" in frame else pd.Series("", index=frame.index)
    is_month = frame[month].str.fullmatch(MONTH)
    tests = (
        (month, is_month, "a month such as 2022-12", "Write the month so."),
        (month, ~is_month | (frame[month].str[:7] <= f"{date.today():%Y-%m}"), "a month that has begun", "Write the month in which they were recorded."),
        ("district_code", frame["district_code"].isin(known.districts), "a district of the police area", "Use the ONS code, as E07000116."),
        ("category_code", frame["category_code"].isin(known.categories), "a category of data/reference/categories.csv",
         "Use a code of that list."),
        (count, frame[count].str.fullmatch(r"[0-9]{1,7}"), "a whole number, 0 or more, without commas", "Give the count as digits."),
        ("provisional", flags.isin(list(FLAGS)), "yes, no or nothing", "Write yes or no."),
        *more(frame),
    )
    problems = [table.problem(at, column, frame.get(column, flags).iat[at], expected, mend)
                for column, is_right, expected, mend in tests
                for at in np.flatnonzero(~is_right.to_numpy(dtype=bool))[:10]]
    problems += _wards(table, frame, known.wards)
    if problems:
        raise BuildStopped(problems)
    rows = frame.rename(columns={month: "month"})[KEY].assign(**{count: frame[count].astype(int)}, is_provisional=flags.map(FLAGS).astype(bool))
    rows["month"] = pd.to_datetime(rows["month"].str[:7] + "-01")
    rows["ward_code"] = rows["ward_code"].where(rows["ward_code"] != "", None)
    return rows.assign(file=table.file.name, line=table.lines)


def join_files(parts: list[pd.DataFrame], *, count: str = "crimes", more: tuple[str, ...] = ()) -> tuple[pd.DataFrame, int]:
    """Put files together; rows given twice with one count count once (their number comes second), others stop the build.

    A row is known by KEY and `more` columns.
    """
    key = [*KEY, *more]
    rows = pd.concat(parts, ignore_index=True)
    unlike = rows.groupby(key, dropna=False)[count].transform("nunique") > 1
    again = rows.duplicated(key, keep="first")
    within = rows.duplicated([*key, "file"], keep="first")
    wrong = rows[(again & unlike) | within]
    if len(wrong):
        names = ["month", "district", "ward", "category", *(name.replace("_", " ") for name in more)]
        raise BuildStopped([
            Problem(row.file, f"'{getattr(row, count)}' for {row.month:%Y-%m}, {row.ward_code or row.district_code}, {row.category_code} again",
                    f"one row for each {', '.join(names[:-1])} and {names[-1]}", "Keep the right one.", count, row.line)
            for row in wrong.head(20).itertuples()])
    return rows[~again], int(again.sum())


def _wards(table: Table, frame: pd.DataFrame, wards: dict[str, str]) -> list[Problem]:
    named = frame[frame["ward_code"] != ""]
    strange = named[named["ward_code"].map(wards).ne(named["district_code"])]
    return [table.problem(at, "ward_code", row.ward_code, f"a ward of {row.district_code} in the chosen boundaries, or nothing",
                          "Use that vintage's ward codes, or build with the other --wards.")
            for at, row in zip(strange.index[:10], strange.head(10).itertuples())]
