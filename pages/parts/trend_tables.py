"""The tables of the trend page: rows of the queries in, rows for tables and charts out."""

import calendar

import pandas as pd

from pages.parts.formats import month_name
from pages.parts.tables import Column

TOPICS = ("crime", "residents", "all")


def events(rows: list[dict], months: list[dict]) -> list[dict]:
    """Keep the events that bear on crime figures and fall into months that have some."""
    known = from_first(months)
    return [row for row in rows if row["topic"] in TOPICS and known and known[0]["month"] <= pd.Timestamp(row["date"])]


def calendar_years(rows: list[dict]) -> list[dict]:
    """Say in words where a year is not whole (rows of crime_by_year)."""
    return [row | {"year": str(row["year"]),
                   "blank": {"crimes": "not whole", "change": "–", "verdict": "–", "per_1000": "–", "county_per_1000": "–"}} for row in rows]


def year_columns(county: str) -> list[Column]:
    """Give the columns of the calendar years."""
    return [Column("year", "Year"), Column("crimes", "Count", "count"), Column("change", "Change", "change"),
            Column("verdict", "Verdict", "verdict"), Column("per_1000", "Per 1,000", "rate"), Column("county_per_1000", f"{county} per 1,000", "rate"),
            Column("residents", "Residents", "count", is_wide=True)]


def from_first(rows: list[dict]) -> list[dict]:
    """Leave out the months before the first that has a figure."""
    first = min((row["month"] for row in rows if row["crimes"] is not None), default=None)
    return [row for row in rows if first is not None and row["month"] >= first]


def with_figures(rows: list[dict], newest: int) -> list[dict]:
    """Keep the newest months of the categories that have a figure in them (not withheld for a part of the district), from the first month that has one."""
    months = set(sorted({row["month"] for row in rows})[-newest:])
    rows = [row for row in rows if row["month"] in months]
    counted = {row["category_code"] for row in rows if row["crimes"] is not None}
    return from_first([row for row in rows if row["category_code"] in counted])


def month_columns(county: str) -> list[Column]:
    """Give the columns of the months."""
    return [Column("month_name", "Month"), Column("crimes", "Count", "count"), Column("crimes_12m", "12 months to then", "count"),
            Column("per_1000_12m", "Per 1,000 residents", "rate"), Column("county_per_1000_12m", f"{county} per 1,000", "rate")]


def months(rows: list[dict]) -> list[dict]:
    """Put the newest month first."""
    return [row | {"month_name": month_name(row["month"]), "blank": {"crimes": "no data", "crimes_12m": "–", "per_1000_12m": "–", "county_per_1000_12m": "–"}}
            for row in reversed(rows)]


def side_by_side(rows: list[dict], across: str, value: str) -> list[dict]:
    """Write a row a month, the newest first, with a column for each value of `across`."""
    made: dict = {}
    for row in rows:
        made.setdefault(row["month"], {"month_name": month_name(row["month"]), "blank": "no data"})[row[across]] = row[value]
    return [made[month] for month in sorted(made, reverse=True)]


def columns_across(rows: list[dict], across: str, kind: str) -> list[Column]:
    """Give the columns of side_by_side."""
    return [Column("month_name", "Month"), *(Column(name, name, kind) for name in dict.fromkeys(row[across] for row in rows))]


def by_year(rows: list[dict]) -> list[dict]:
    """Write a row for January to December each, with a column a year."""
    made = {number: {"month_name": calendar.month_name[number], "blank": "no data"} for number in range(1, 13)}
    for row in rows:
        made[row["month"].month][str(row["month"].year)] = row["crimes"]
    return list(made.values())


def columns_by_year(rows: list[dict]) -> list[Column]:
    """Give the columns of by_year: the four newest years."""
    return [Column("month_name", "Month"), *(Column(str(year), str(year), "count") for year in sorted({row["month"].year for row in rows})[-4:])]
