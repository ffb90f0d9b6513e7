"""Makes the extracts `outcomes` and `arrests`: each crime once, in its furthest group, by the month in which it was recorded."""

import pandas as pd

from data.crime import ASB
from data.inputs import Table
from data.police_files import PoliceFile, outcome_files
from data.problems import BuildStopped
from data.recognition import read_each
from data.sources.outcomes import furthest
from data.sources.partner import KEY, Places, join_files
from data.sources.partner_outcomes import OUTCOME, arrest_rows, outcome_rows, unlike_crimes, without_crimes
from data.sources.police_uk import CATEGORIES
from data.summary import Summary

CHARGED = ("prosecuted", "court_convicted", "court_not_convicted", "court_result_unavailable")
COURT = ("court_convicted", "court_not_convicted")
COHORT = ["recorded_month", "district_code", "ward_code", "category_code"]


def outcome_extracts(files: list[PoliceFile], tables: dict[str, list[Table]], placed: pd.DataFrame, partner: pd.DataFrame, known: Places,
                     summary: Summary) -> dict[str, pd.DataFrame]:
    """Make the extracts and the rows of `coverage` that are theirs.

    files: the police's outcomes; placed: their street rows with district, ward and why they are dropped; tables: the partnership's
    files by kind; partner: its counts.
    """
    found = outcome_files(files, summary)
    police = police_outcomes(placed, found, known.districts, summary)
    ours = _partner(tables.get("partner_outcomes", []), outcome_rows, known, summary, more=OUTCOME)
    arrests = _partner(tables.get("partner_arrests", []), arrest_rows, known, summary, count="arrests")
    crimes = partner.astype({"month": "datetime64[us]"})  # an empty table has no types
    if problems := [*(unlike_crimes(ours, crimes) if len(ours) else ()), *(without_crimes(arrests, crimes) if len(arrests) else ())]:
        raise BuildStopped(problems)
    partners = partner_outcomes(ours)
    coverage = [_coverage("outcomes.police_uk", police["recorded_month"]), _coverage("outcomes.partner", partners["recorded_month"], ours),
                _coverage("arrests.partner", arrests["month"], arrests)]
    return {"outcomes": pd.concat([police.assign(series="police_uk"), partners.assign(series="partner")], ignore_index=True),
            "arrests": arrests.assign(series="partner"), "coverage": pd.concat([each for each in coverage if len(each)] or coverage, ignore_index=True)}


def police_outcomes(placed: pd.DataFrame, found: pd.DataFrame, districts: set[str], summary: Summary) -> pd.DataFrame:
    """Count crimes of the months that outcomes files follow without a gap to the newest; none is 0 for each district and category.

    A crime without an outcome is still open. Where a file from the month of recording on lacks court results, is_convicted is null.
    """
    is_counted = placed["dropped"].isna() & placed["district_code"].isin(districts) & (placed["category_code"] != ASB)
    months = _followed(found[found["force"].isin(placed.loc[placed["is_home_force"], "force"])])
    crimes = placed[is_counted & placed["month"].isin(list(months))]
    summary.outcomes.count_matches(found["crime_id"], placed, is_counted, crimes)
    if crimes.empty:
        return with_flags(pd.DataFrame(columns=[*COHORT, "outcome_month", "outcome_group", "crimes"]), set())
    last = furthest(found).set_index("crime_id")
    rows = crimes[KEY + ["crime_id"]].rename(columns={"month": "recorded_month"})
    at = last.index.get_indexer(rows["crime_id"])  # -1: without an outcome
    group, month = (pd.Series(last[name].array.take(at, allow_fill=True), index=rows.index) for name in ("outcome_group", "month"))
    rows = rows.assign(outcome_group=group.fillna("still_open"), outcome_month=month)
    rows["outcome_month"] = rows[["outcome_month", "recorded_month"]].max(axis=1).where(rows["outcome_group"] != "still_open")
    held = sorted(crimes["month"].unique())
    zeros = pd.MultiIndex.from_product([held, sorted(districts), [None], sorted({"all_crime", *CATEGORIES.values()} - {ASB})], names=COHORT)
    counted = pd.concat([rows.assign(crimes=1), rows.assign(crimes=1, category_code="all_crime"),
                         zeros.to_frame(index=False).assign(outcome_group="still_open", crimes=0)], ignore_index=True)
    return with_flags(_summed(counted), {month for month in held if months[month]})


def partner_outcomes(rows: pd.DataFrame) -> pd.DataFrame:
    """Make the partnership's rows; is_convicted is null where no row of the month, district and category is a court's."""
    rows = rows.rename(columns={"month": "recorded_month"})
    key = ["recorded_month", "district_code", "category_code"]
    has_courts = rows["outcome_group"].isin(COURT).groupby([rows[name] for name in key]).transform("max") if len(rows) else rows["outcome_group"].isin(COURT)
    known, unknown = rows[has_courts.astype(bool)], rows[~has_courts.astype(bool)]
    parts = [with_flags(_summed(part), months) for part, months in ((known, set(known["recorded_month"])), (unknown, set())) if len(part)]
    return pd.concat(parts, ignore_index=True) if parts else with_flags(_summed(rows), set())


def with_flags(rows: pd.DataFrame, months_with_courts: set) -> pd.DataFrame:
    """Add is_charged and is_convicted; what a court said is null outside these months of recording, and where its result is unavailable."""
    is_known = rows["recorded_month"].isin(list(months_with_courts)) & (rows["outcome_group"] != "court_result_unavailable")
    convicted = (rows["outcome_group"] == "court_convicted").astype("boolean")
    return rows.assign(is_charged=rows["outcome_group"].isin(CHARGED), is_convicted=convicted.where(is_known))


def _summed(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.groupby([*COHORT, "outcome_month", "outcome_group"], dropna=False, as_index=False)["crimes"].sum()


def _followed(found: pd.DataFrame) -> dict[pd.Timestamp, bool]:
    """Map each month from which there is a file for every month to the newest to whether all these files have court results."""
    has_courts = found["outcome_group"].isin(COURT).groupby(found["month"]).max()
    followed, month, all_have = {}, has_courts.index.max() if len(has_courts) else None, True
    while month in has_courts.index:
        all_have = all_have and bool(has_courts[month])
        followed[month] = all_have
        month -= pd.DateOffset(months=1)
    return followed


def _partner(tables: list[Table], read, known: Places, summary: Summary, **joined) -> pd.DataFrame:
    parts = read_each(tables, lambda table: read(table, known))
    if not parts:
        return pd.DataFrame(columns=[*KEY, *joined.get("more", ()), joined.get("count", "crimes"), "is_provisional", "file", "line"])
    rows, again = join_files(parts, **joined)
    summary.partner_rows += sum(map(len, parts))
    summary.partner_again += again
    return rows


def _coverage(extract: str, months: pd.Series, provisional: pd.DataFrame | None = None) -> pd.DataFrame:
    """List every month from first to last; one without rows is not complete."""
    held = pd.DatetimeIndex(sorted(months.unique()))
    whole = pd.date_range(held.min(), held.max(), freq="MS") if len(held) else held
    marked = set() if provisional is None else set(provisional.loc[provisional["is_provisional"].astype(bool), "month"])
    return pd.DataFrame({"extract": extract, "month": whole, "is_complete": whole.isin(held), "is_provisional": whole.isin(list(marked)),
                         "note": None})
