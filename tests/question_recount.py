"""Counts again, with pandas on an edition's Parquet files, what the answers to questions rest on; shares no code with queries or pages."""

import json
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

import pandas as pd


@cache
def _window(last_month: str, months: int, years_back: int) -> list[pd.Timestamp]:
    last = pd.Timestamp(f"{last_month}-01") - pd.DateOffset(years=years_back)
    return list(pd.date_range(end=last, periods=months, freq="MS"))


@cache
def extract(edition: Path, name: str) -> pd.DataFrame:
    """Read an extract, its days as timestamps; no rows where the edition lacks it."""
    file = edition / f"{name}.parquet"
    rows = pd.read_parquet(file) if file.is_file() else pd.DataFrame()
    return rows.assign(**{day: pd.to_datetime(rows[day]) for day in ("month", "date", "due", "period_start", "period_end", "recorded_month", "outcome_month")
                          if day in rows})


@dataclass(frozen=True)
class Case:
    """A question's choices, and the edition that it is asked of."""

    edition: Path
    last_month: str
    months: int = 12
    category: str = "all_crime"
    wards: tuple[str, ...] = ()
    district: str = ""
    series: str = ""

    def but(self, **changes) -> "Case":
        """Give the same choices with some changed."""
        return replace(self, **changes)

    def rows(self, name: str) -> pd.DataFrame:
        """Give an extract's rows."""
        return extract(self.edition, name)

    def holds(self, name: str) -> bool:
        """Say whether the edition has rows of an extract."""
        return len(self.rows(name)) > 0

    @cached_property
    def about(self) -> dict:
        """Give what the edition says of itself."""
        return json.loads((self.edition / "edition.json").read_text(encoding="utf-8"))

    def window(self, years_back: int = 0) -> list[pd.Timestamp]:
        """List the first days of the window's months, or of those so many years earlier."""
        return _window(self.last_month, self.months, years_back)

    @property
    def year(self) -> int:
        """Give the year in which the window ends."""
        return int(self.last_month[:4])

    def has_category(self, code: str) -> bool:
        """Say whether the series counts a category."""
        return any((series, category) == (self.series, code) for series, category, *_ in _counts(self.edition))

    def is_withheld(self, code: str, is_below: bool | None = None, wards: tuple[str, ...] = (), years_back: int = 0) -> bool:
        """Say whether a category may not be given: sensitive ones of the partnership below the district, unless for a ward and year found safe."""
        row = category_row(self.edition, self.series, code)
        below = bool(self.wards) if is_below is None else is_below
        if self.series != "partner" or not row["is_sensitive"] or not (below or pd.notna(row["parent_code"])):
            return False
        return not (len(wards) == 1 and self.is_disclosed(wards[0], code, "crimes", years_back))

    def is_disclosed(self, part: str, code: str, figure: str, years_back: int = 0) -> bool:
        """Say whether the build found that a sensitive figure of a part of the district may be given."""
        given = self.rows("disclosed")
        if given.empty or self.months != 12:
            return False
        given = given[(given["figure"] == figure) & (given["part"] == part) & (given["category_code"] == code) & (given["district_code"] == self.district)]
        return bool((pd.to_datetime(given["last_month"]) == self.window(years_back)[-1]).any())

    def ward_names(self) -> dict[str, str]:
        """Map the district's wards to their names."""
        return _ward_names(self.edition, self.district)

    def county(self) -> list[str]:
        """List the districts of the district's county; beside a unitary authority stand those of the police area's largest county."""
        return _county(self.edition, self.district)

    def setting_of(self, wards: pd.Series) -> pd.Series:
        """Give the setting of each ward."""
        return wards.map(self.rows("areas").set_index("area_code")["setting"])

    def held_months(self, name: str) -> set:
        """Give the months of an extract that are whole."""
        coverage = self.rows("coverage")
        return set(coverage.loc[(coverage["extract"] == name) & coverage["is_complete"], "month"])

    def is_held(self, name: str, years_back: int = 0) -> bool:
        """Say whether each month of the window is whole in an extract."""
        return set(self.window(years_back)) <= self.held_months(name)


@cache
def _ward_names(edition: Path, district: str) -> dict[str, str]:
    areas = extract(edition, "areas")
    return dict(areas[(areas["area_level"] == "ward") & (areas["district_code"] == district)][["area_code", "area_name"]].values)


@cache
def _county(edition: Path, district: str) -> list[str]:
    counties = extract(edition, "areas").query("area_level == 'district'").set_index("area_code")["county_code"]
    same = counties[counties == counties[district]]
    return list((same if len(same) > 1 else counties[counties == counties.mode()[0]]).index)


@cache
def category_row(edition: Path, series: str, code: str) -> pd.Series:
    """Give a category's row."""
    rows = extract(edition, "categories")
    return rows[(rows["series"] == series) & (rows["category_code"] == code)].iloc[0]


@cache
def residents(case: Case, area: str, year: int) -> int | None:
    """Give an area's residents: of the year, else the nearest earlier, else later, on the basis that holds at the window's end."""
    rows = case.rows("residents").query("area_code == @area")
    if rows.empty:
        return None
    basis = _nearest(rows, case.year)["basis"]
    return int(_nearest(rows[rows["basis"] == basis], year)["residents"])


@cache
def ward_residents(case: Case, ward: str, year: int) -> int | None:
    """Give a ward's residents: all wards of a district from one year, which has the most of them."""
    wards = case.ward_names()
    rows = case.rows("residents")
    rows = rows[rows["area_code"].isin(wards)]
    if rows.empty:
        return None
    years = rows.groupby(["year", "basis"])["area_code"].nunique()
    full = years[years == years.max()].reset_index()
    full = full[full["basis"] == _nearest(full, case.year)["basis"]]
    found = rows[(rows["area_code"] == ward) & (rows["year"] == _nearest(full, year)["year"])]
    return int(found["residents"].iat[0]) if len(found) else None


def _nearest(rows: pd.DataFrame, year: int) -> pd.Series:
    earlier = rows[rows["year"] <= year]
    return earlier.loc[earlier["year"].idxmax()] if len(earlier) else rows.loc[rows["year"].idxmin()]


def crimes(case: Case, code: str | None = None, years_back: int = 0, district: str | None = None, wards: tuple[str, ...] | None = None) -> int | None:
    """Count a category in the window; null where a month is missing or it is withheld."""
    code, district = code or case.category, district or case.district
    wards = case.wards if wards is None else wards
    held, months = by_month(case, code, district), case.window(years_back)
    if not set(months) <= set(held) or case.is_withheld(code, bool(wards), wards, years_back):
        return None
    return sum(by_month(case, code, district, ward).get(month, 0) for ward in wards or [None] for month in months)


def by_month(case: Case, code: str, district: str, ward: str | None = None) -> dict[pd.Timestamp, int]:
    """Give a category's count of each month that is held for the district, or of its months with a row of the ward."""
    return _counts(case.edition).get((case.series, code, district, ward), {})


@cache
def _counts(edition: Path) -> dict[tuple, dict]:
    counts: dict[tuple, dict] = {}
    for row in extract(edition, "crime").itertuples():
        for ward in {None, row.ward_code}:
            months = counts.setdefault((row.series, row.category_code, row.district_code, ward), {})
            months[row.month] = months.get(row.month, 0) + row.crimes
    return counts


def change_of(now: float | None, before: float | None, name: str = "") -> dict:
    """Give a count, its change and that in percent, as answers name them (of a category)."""
    of = f" of {name}" if name else ""
    if now is None:
        return {}
    change = None if before is None else now - before
    share = None if not before else 100 * change / before
    return {f"crimes{of}": now, f"change{of}": change, f"change_pct{of}": share}


def rate(case: Case, code: str, years_back: int = 0, district: str | None = None) -> float | None:
    """Give a district's rate per 1,000 residents."""
    district = district or case.district
    count, people = crimes(case, code, years_back, district, ()), residents(case, district, case.year - years_back)
    return None if count is None or not people else 1000 * count / people


def rank(case: Case, code: str, years_back: int = 0, by_number: bool = False, district: str | None = None) -> int | None:
    """Give the position among the county's districts, 1 the lowest; null where one has no figure."""
    every = [rate(case, code, years_back, one) for one in case.county()]
    if not every or any(value is None for value in every):
        return None
    if by_number:
        every = [crimes(case, code, years_back, one, ()) for one in case.county()]
    mine = dict(zip(case.county(), every)).get(district or case.district)
    return None if mine is None else 1 + sum(value < mine for value in every)


def known(figures: dict) -> dict:
    """Keep what is known."""
    return {name: value for name, value in figures.items() if value is not None and not pd.isna(value)}
