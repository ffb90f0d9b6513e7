"""The tables of the trend page: rows of the queries in, rows for tables and charts out."""

import calendar

import pandas as pd

from pages.parts.formats import month_name, records
from pages.parts.tables import Column

TOPICS = ("crime", "residents", "all")


def events(rows: list[dict], months: pd.DataFrame) -> list[dict]:
    """Keep the events that bear on crime figures and fall into months that have some."""
    counted = months.loc[months["crimes"].notna(), "month"]
    return [row for row in rows if row["topic"] in TOPICS and len(counted) and counted.min() <= pd.Timestamp(row["date"])]


def calendar_years(rows: list[dict]) -> list[dict]:
    """Say in words where a year is not whole (rows of crime_by_year)."""
    return [row | {"year": str(row["year"]),
                   "blank": {"crimes": "not whole", "change": "–", "verdict": "–", "per_1000": "–", "county_per_1000": "–"}} for row in rows]


def year_columns(county: str) -> list[Column]:
    """Give the columns of the calendar years."""
    return [Column("year", "Year"), Column("crimes", "Count", "count"), Column("change", "Change", "change"),
            Column("verdict", "Verdict", "verdict"), Column("per_1000", "Per 1,000", "rate"), Column("county_per_1000", f"{county} per 1,000", "rate"),
            Column("residents", "Residents", "count", is_wide=True)]


def rural_urban(urban: pd.DataFrame, rural: pd.DataFrame) -> pd.DataFrame:
    """Put the rolling rates of urban and rural wards under each other."""
    return pd.concat([urban.assign(rural_urban="Urban"), rural.assign(rural_urban="Rural")], ignore_index=True)


def from_first(rows: pd.DataFrame) -> pd.DataFrame:
    """Leave out the months before the first that has a figure."""
    counted = rows.loc[rows["crimes"].notna(), "month"]
    return rows[rows["month"] >= counted.min()] if len(counted) else rows.head(0)


def with_figures(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep the categories that have a figure (not withheld for a part of the district), from the first month that has one."""
    counted = rows.groupby("category_code")["crimes"].transform("count")
    return from_first(rows[counted > 0])


def month_columns(county: str) -> list[Column]:
    """Give the columns of the months."""
    return [Column("month_name", "Month"), Column("crimes", "Count", "count"), Column("crimes_12m", "12 months to then", "count"),
            Column("per_1000_12m", "Per 1,000 residents", "rate"), Column("county_per_1000_12m", f"{county} per 1,000", "rate")]


def months(rows: list[dict]) -> list[dict]:
    """Put the newest month first."""
    return [row | {"month_name": month_name(row["month"]), "blank": {"crimes": "no data", "crimes_12m": "–", "per_1000_12m": "–", "county_per_1000_12m": "–"}}
            for row in reversed(rows)]


def side_by_side(rows: pd.DataFrame, across: str, value: str) -> list[dict]:
    """Write a row a month, the newest first, with a column for each value of `across`."""
    made: dict = {}
    for row in records(rows):
        made.setdefault(row["month"], {"month_name": month_name(row["month"]), "blank": "no data"})[row[across]] = row[value]
    return [made[month] for month in sorted(made, reverse=True)]


def columns_across(rows: pd.DataFrame, across: str, kind: str) -> list[Column]:
    """Give the columns of side_by_side."""
    return [Column("month_name", "Month"), *(Column(name, name, kind) for name in dict.fromkeys(rows[across]))]


def by_year(rows: pd.DataFrame) -> list[dict]:
    """Write a row for January to December each, with a column a year."""
    made = {number: {"month_name": calendar.month_name[number], "blank": "no data"} for number in range(1, 13)}
    for row in records(rows):
        made[row["month"].month][str(row["month"].year)] = row["crimes"]
    return list(made.values())


def columns_by_year(rows: pd.DataFrame) -> list[Column]:
    """Give the columns of by_year: the four newest years."""
    return [Column("month_name", "Month"), *(Column(str(year), str(year), "count") for year in sorted(set(rows["month"].dt.year))[-4:])]
