"""data.police.uk outcomes files: what became of crimes, a row for each outcome."""

import numpy as np
import pandas as pd

from data.inputs import Table
from data.problems import BuildStopped
from data.sources.police_uk import AGAIN, one_month, unknown_outcomes

KEPT = ("crime_id", "month", "force", "outcome_group", "rank")


def outcome_rows(table: Table, known: pd.DataFrame) -> pd.DataFrame:
    """Check an outcomes file and give its rows (columns: KEPT); `month` is that of the outcome, `rank` how far it goes.

    `known`: every text of the publisher, its group and rank (data/reference/outcome_groups.csv). Raises BuildStopped with every
    value that is not what the publisher documents.
    """
    frame = table.frame
    without = np.flatnonzero((frame["crime_id"].str.strip() == "").to_numpy(dtype=bool))
    problems = one_month(table) + unknown_outcomes(table, "outcome_type", set(known["outcome"]))
    problems += [table.problem(at, "crime_id", "", "the ID of the crime", AGAIN) for at in without[:5]]
    if problems:
        raise BuildStopped(problems)
    by_text = known.set_index("outcome")
    return pd.DataFrame({
        "crime_id": frame["crime_id"], "month": pd.to_datetime(frame["month"] + "-01"), "force": frame["falls_within"],
        "outcome_group": frame["outcome_type"].map(by_text["outcome_group"]), "rank": frame["outcome_type"].map(by_text["rank"]).astype(int),
    }, columns=list(KEPT))


def no_rows() -> pd.DataFrame:
    """Give what `outcome_rows` gives, without rows."""
    return pd.DataFrame(columns=list(KEPT)).astype({"month": "datetime64[us]", "rank": int})


def furthest(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep each crime's furthest outcome: a court's result, charged, out of court, the rest; ties to the latest month.

    In one month and of one rank the group that comes first in the alphabet counts, so that files in any order give the same.
    """
    ordered = rows.sort_values(["rank", "month", "outcome_group"], ascending=[False, False, True], kind="stable")
    return ordered.drop_duplicates("crime_id")
