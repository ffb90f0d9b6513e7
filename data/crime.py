"""Counts crimes: rows of the police and counts of the partnership become the extracts `crime` and `crime_places`."""

import pandas as pd

from data.problems import BuildStopped
from data.sources.partner import KEY, join_files
from data.sources.partner_checks import partner_problems
from data.sources.police_uk import CATEGORIES
from data.summary import Summary

ASB = "anti_social_behaviour"
LOW = 0.75  # a month with fewer rows than this share of its neighbours' median is warned of
COLUMNS = ["series", *KEY, "crimes"]


def count_crime(rows: pd.DataFrame, districts: list[str]) -> pd.DataFrame:
    """Count placed street rows by month, district, ward and category, all crime included.

    Every month, district and category has a row for what no ward holds, be it 0: a month whose row exists is present.
    """
    if rows.empty:
        return pd.DataFrame(columns=COLUMNS)
    counted = rows.groupby(KEY, dropna=False).size().rename("crimes").reset_index()
    all_crime = counted[counted["category_code"] != ASB].assign(category_code="all_crime")
    zeros = pd.MultiIndex.from_product(
        [sorted(rows["month"].unique()), districts, [None], ["all_crime", *CATEGORIES.values()]], names=KEY).to_frame(index=False)
    joined = pd.concat([counted, all_crime, zeros.assign(crimes=0)], ignore_index=True)
    return joined.groupby(KEY, dropna=False, as_index=False)["crimes"].sum().assign(series="police_uk")


def count_places(rows: pd.DataFrame) -> pd.DataFrame:
    """Count placed street rows by the publisher's own map points ('On or near ...')."""
    named = rows[rows["longitude"].notna()]
    return named.groupby([*KEY, "place", "longitude", "latitude"], dropna=False).size().rename("crimes").reset_index().assign(series="police_uk")


def with_home_force(street: pd.DataFrame, force: str, summary: Summary) -> pd.DataFrame:
    """Add is_home_force; drop the months for which the home force gave no rows: other forces' alone are not the month."""
    is_home = street["force"].isin([name for name in street["force"].unique() if _force_name(name) == _force_name(force)])
    in_month = street["month"].isin(street.loc[is_home, "month"])
    if not in_month.all():
        summary.drop("a month without the home force's file", int((~in_month).sum()))
    return street.assign(is_home_force=is_home.astype(bool))[in_month]


def join_partner(parts: list[pd.DataFrame], categories: pd.DataFrame, summary: Summary) -> pd.DataFrame:
    """Join the partnership's files and add to the summary what they hold; raise BuildStopped where counts don't fit each other."""
    if not parts:
        return pd.DataFrame(columns=[*KEY, "crimes", "is_provisional"])
    rows, again = join_files(parts)
    summary.partner_rows += sum(map(len, parts))
    summary.partner_again += again
    summary.released |= {("crime.partner", f"{month:%Y-%m}", file) for month, file in rows[["month", "file"]].drop_duplicates().itertuples(index=False)}
    if problems := partner_problems(rows, categories):
        raise BuildStopped(problems)
    return rows.drop(columns=["file", "line"])


def month_coverage(police: pd.DataFrame, partner: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Make the extract `coverage`: every month from first to last of each series, and warnings for months with few rows."""
    parts, warnings = [], []
    for series, rows in (("police_uk", police), ("partner", partner)):
        if rows.empty:
            continue
        counts = rows.groupby("month").size() if series == "police_uk" else rows.groupby("month")["crimes"].sum()
        whole = counts.reindex(pd.date_range(counts.index.min(), counts.index.max(), freq="MS"))
        provisional = set(rows.loc[rows["is_provisional"], "month"]) if series == "partner" else set()
        low = _few(whole)
        warnings += [f"{series}: {month:%B %Y} has {whole[month]:,.0f}, under three quarters of its neighbours' median: "
                     "is the file whole?" for month in low]
        parts.append(pd.DataFrame({
            "extract": f"crime.{series}", "month": whole.index, "is_complete": whole.notna().to_numpy(),
            "is_provisional": [month in provisional for month in whole.index],
            "note": ["fewer than its neighbours: perhaps not whole" if month in low else None for month in whole.index]}))
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["extract", "month", "is_complete", "is_provisional", "note"]), warnings


def default_last_months(crime: pd.DataFrame, home: str) -> dict[str, str]:
    """Map each series whose newest month does not end twelve whole ones to the newest month that does."""
    rows = crime[(crime["district_code"] == home) & (crime["category_code"] == "all_crime")]
    last_months = {}
    for series, given in rows.groupby("series")["month"]:
        months = set(given)
        whole = [month for month in months if all(month - pd.DateOffset(months=back) in months for back in range(12))]
        if whole and max(whole) != max(months):
            last_months[series] = f"{max(whole):%Y-%m}"
    return last_months


def _force_name(name: str) -> str:
    return name.strip().casefold().replace("&", "and").removesuffix(" service")


def _few(counts: pd.Series) -> list[pd.Timestamp]:
    present = counts.dropna()
    few = []
    for at, (month, value) in enumerate(present.items()):
        neighbours = pd.concat([present.iloc[max(0, at - 3):at], present.iloc[at + 1:at + 4]])
        if len(neighbours) and value < LOW * neighbours.median():
            few.append(month)
    return few
