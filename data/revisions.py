"""Compares a new edition with the one before it, for publishers revise: which of the home district's figures are others now."""

import json
from pathlib import Path

import duckdb
import pandas as pd

from data.editions import current

LEAST = 0.01  # a figure is revised when it differs by more than this share of what it was
YEAR = 12
FIGURE = ["series", "category_code", "last_month", "months"]


def revisions(extracts: dict[str, pd.DataFrame], about: dict, out: Path) -> dict:
    """Say as `revisions` of edition.json what differs from the current edition of `out`, newest first; {} where it is of another district, or none.

    Compared are what Home gives of the whole district: each month, and the twelve months that it opens on, where both editions hold
    all of them. Parts of sensitive categories of the partnership are given for no months, so they are left out.
    """
    before = _before(out, about["home_district"])
    if not before:
        return {}
    given = _given(extracts, about["home_district"])
    ends = _opens_on(given, about)
    now, then = (_with_years(each, ends) for each in (given, before["given"]))
    if now == then:  # built again from the same figures: what was revised the last time still stands
        return before["revisions"]
    order = extracts["categories"].set_index(["series", "category_code"])
    found = [dict(zip(FIGURE, figure)) | {"category_label": order.at[figure[:2], "category_label"], "then": then[figure], "now": now[figure]}
             for figure in now if figure in then and abs(now[figure] - then[figure]) > LEAST * then[figure]]
    found.sort(key=lambda row: (row["series"], _backwards(row["last_month"]), -row["months"], float(order.at[(row["series"], row["category_code"]), "sort_order"])))
    return {"revisions": {"since": before["built_at"], "figures": found}}


def _before(out: Path, home: str) -> dict | None:
    """Read the current edition's figures of a home district; None where there are none to compare with."""
    try:
        folder = current(out)
        about = json.loads((folder / "edition.json").read_text(encoding="utf-8"))
        if about["home_district"] != home:
            return None
        with duckdb.connect() as connection:
            extracts = {name: connection.execute("select * from read_parquet(?)", [(folder / f"{name}.parquet").as_posix()]).df() for name in ("crime", "categories")}
    except (OSError, ValueError, KeyError, TypeError, duckdb.Error):
        return None
    return {"given": _given(extracts, home), "built_at": about["built_at"], "revisions": {"revisions": about["revisions"]} if about.get("revisions") else {}}


def _given(extracts: dict[str, pd.DataFrame], home: str) -> dict[tuple, int]:
    """Map series, category and month to the home district's crimes, as far as they are given for months."""
    kinds = extracts["categories"]
    is_open = ~((kinds["series"] == "partner") & kinds["is_sensitive"].astype(str).str.lower().eq("true") & kinds["parent_code"].notna())
    rows = extracts["crime"][extracts["crime"]["district_code"] == home].merge(kinds.loc[is_open, ["series", "category_code"]], on=["series", "category_code"])
    months = rows.assign(month=pd.to_datetime(rows["month"]).dt.strftime("%Y-%m")).groupby(["series", "category_code", "month"])["crimes"].sum()
    return {figure: int(crimes) for figure, crimes in months.items()}


def _opens_on(given: dict[tuple, int], about: dict) -> dict[str, str]:
    """Map each series to the last of the twelve months on which its Home opens."""
    newest = {series: max(month for one, _, month in given if one == series) for series in {series for series, _, _ in given}}
    return newest | about.get("default_last_months", {})


def _with_years(given: dict[tuple, int], ends: dict[str, str]) -> dict[tuple, int]:
    """Give the figures of single months, and of the twelve months to each series' end where all are there."""
    figures = {(series, category, month, 1): crimes for (series, category, month), crimes in given.items()}
    for series, category in {figure[:2] for figure in given}:
        year = [f"{month}" for month in pd.period_range(end=ends[series], periods=YEAR, freq="M")] if series in ends else []
        if year and all((series, category, month) in given for month in year):
            figures[series, category, ends[series], YEAR] = sum(given[series, category, month] for month in year)
    return figures


def _backwards(month: str) -> int:
    year, number = month.split("-")
    return -(12 * int(year) + int(number))
