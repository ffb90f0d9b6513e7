"""What the cells of this project's templates are checked for, and how what is wrong is reported."""

import re
from datetime import date

import numpy as np
import pandas as pd

from data.inputs import UNSAFE, Table
from data.problems import BuildStopped, Problem
from data.sources.near_miss import NotUsable, day_and_time

MOST = 10  # problems of one kind in a report
TEXT = ("words, not beginning with = + - or @ and without an e-mail address or telephone number", "Write it in plain words.")
DAY = ("a day such as 2022-12-31 or 31/12/2022", "Write the day so.")
PERSONAL = re.compile(r"@|(?:\+\d\d|\b0)(?:[\s()-]*\d){8,}")  # an e-mail address or a telephone number
NUMBER = r"[0-9]{1,9}(\.[0-9]{1,6})?"

Check = tuple[str, pd.Series, str, str]  # column, whether each row is right, what is expected, what to do


def trimmed(table: Table) -> pd.DataFrame:
    """Give a table's cells without blanks around them."""
    return table.frame.apply(lambda column: column.str.strip())


def days(column: pd.Series) -> pd.Series:
    """Read days as people and Excel write them; null: not a day."""
    return pd.Series([_day(text) for text in column], index=column.index, dtype="datetime64[s]")


def is_text(column: pd.Series, may_be_empty: bool = False) -> pd.Series:
    """Say of each cell whether it is words that can be shown and exported as they are."""
    return pd.Series([bool(text) and not UNSAFE.match(text) and not PERSONAL.search(text) or may_be_empty and not text for text in column],
                     index=column.index, dtype=bool)


def once(frame: pd.DataFrame, key: list[str]) -> pd.Series:
    """Say of each row whether its key is in no row before it."""
    return ~frame.duplicated(key)


def stop_at_wrong(table: Table, frame: pd.DataFrame, checks: list[Check]) -> None:
    """Raise BuildStopped with every cell that fails a check."""
    problems: list[Problem] = [table.problem(at, column, frame[column].iat[at], expected, mend)
                               for column, is_right, expected, mend in checks
                               for at in np.flatnonzero(~is_right.to_numpy(dtype=bool, na_value=False))[:MOST]]
    if problems:
        raise BuildStopped(problems)


def _day(text: str) -> date | None:
    try:
        return day_and_time(text, "")[0]
    except NotUsable:
        return None
