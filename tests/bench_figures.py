"""Query to frame: the same figures from the queries, for the first time and again, from DuckDB alone, and from pandas with whole tables in memory."""

import os
import re
from pathlib import Path

import duckdb
import pandas as pd

from bench_choices import HOME, asked_of, walk
from bench_ratios import Pairs, milliseconds, spread
from pages.parts.asking import answer
from queries import edition, fetch, verdicts
from queries.answers import MONTHS_OF
from queries.parameters import complete

ROOT = Path(__file__).resolve().parent.parent
CODES = ["series", "district_code", "ward_code", "category_code", "severity", "collision_id", "place"]
NEEDED = ["month", "district_code", "ward_code", "category_code", "crimes"]


class Pandas:
    """Tables in memory, codes as categoricals, as one writes them with care: only the columns that are needed, a district's rows taken once a question."""

    def __init__(self, folder: Path, each_crime: bool = False):
        """Read the tables; `each_crime`: a row for each crime, as the police publish them, instead of counts."""
        read = {name: pd.read_parquet(folder / f"{name}.parquet", columns=columns) for name, columns in {
            "crime": None, "areas": ["area_code", "area_level", "district_code", "county_code"], "residents": None,
            "collisions": ["collision_id", "date", "district_code", "ward_code"], "casualties": ["collision_id", "severity"]}.items()}
        for table in read.values():
            for column in table.columns.intersection(["month", "date"]):
                table[column] = table[column].astype("datetime64[s]")
        self.residents, self.areas = read["residents"], read["areas"]
        self.crime = _categorical(_each_crime(folder, NEEDED) if each_crime else read["crime"])
        self.is_counted = not each_crime
        self.casualties = _categorical(read["casualties"].merge(read["collisions"], on="collision_id"))

    def _chosen(self, districts, series: str, among: pd.DataFrame | None = None):
        """Choose the crimes of some districts (`among`: chosen before, they and others)."""
        rows = self.crime if among is None else among
        return rows[self._is_chosen(rows, districts, series)]

    def _is_chosen(self, rows: pd.DataFrame, districts, series: str) -> pd.Series:
        """Tell which rows count as crimes in these districts: those of all crime, or each but anti-social behaviour."""
        is_theirs = rows["district_code"] == next(iter(districts)) if len(districts) == 1 else rows["district_code"].isin(districts)
        if not self.is_counted:
            return is_theirs & (rows["category_code"] != "anti_social_behaviour")
        return is_theirs & (rows["series"] == series) & (rows["category_code"] == "all_crime")

    def _between(self, chosen, last: pd.Timestamp, months: int, years: int = 0) -> pd.DataFrame:
        """Take what is chosen in the months to the last, or so many years earlier."""
        return chosen[_is_in(chosen["month"], last, months, years)]

    def _hurt(self) -> pd.DataFrame:
        """Choose the people hurt in the home district."""
        return self.casualties[self.casualties["district_code"] == HOME]

    def _hurt_between(self, chosen, last: pd.Timestamp, months: int, years: int = 0) -> pd.DataFrame:
        """Take them in the months to the last, or so many years earlier."""
        return chosen[_is_in(chosen["date"], last, months, years)]

    def _people(self, codes: pd.Series, year: int, end_year: int) -> pd.Series:
        """Give residents of a year, on the basis of the window's end: the year itself, else the nearest earlier, else the nearest later."""
        rows = self.residents[self.residents["area_code"].isin(codes)]
        at_end = rows.assign(late=rows["year"] > end_year, apart=(rows["year"] - end_year).abs()).sort_values(["late", "apart"])
        rows = rows[rows["basis"] == at_end["basis"].iat[0]]
        rows = rows.assign(late=rows["year"] > year, apart=(rows["year"] - year).abs()).sort_values(["late", "apart"])
        return rows.groupby("area_code")["residents"].first()

    def _histories(self, rows: pd.DataFrame, by: str, keys: pd.Series, last: pd.Timestamp, months: int, of: str = "crimes") -> list:
        """List each key's counts of the 36 months before the window: NaN where the month is not held."""
        wanted = pd.date_range(last - pd.DateOffset(months=months + 35), periods=36, freq="MS")
        by_month = rows.groupby([by, "month"], observed=True)[of].sum().unstack().reindex(index=keys)
        held = by_month.columns.intersection(wanted)
        return list(by_month[held].fillna(0).reindex(columns=wanted).to_numpy(float))

    def _changes(self, chosen, by: str, keys: pd.Series, last: pd.Timestamp, months: int) -> pd.DataFrame:
        """Count crimes by area, now and a year before, with changes, rates and what a change is judged by."""
        now, before = (self._between(chosen, last, months, years).groupby(by, observed=True)["crimes"].sum() for years in (0, 1))
        found = pd.DataFrame({"crimes": now, "crimes_before": before}).reindex(keys).fillna(0)
        found["change"] = found["crimes"] - found["crimes_before"]
        found["change_pct"] = 100 * found["change"] / found["crimes_before"].where(found["crimes_before"] > 0)
        found["residents"] = self._people(keys, last.year, last.year)
        found["per_1000"] = 1000 * found["crimes"] / found["residents"]
        found["per_1000_before"] = 1000 * found["crimes_before"] / self._people(keys, last.year - 1, last.year)
        return found.assign(history=self._histories(self._between(chosen, last, months + 36), by, keys, last, months), why_not=None)

    def crime_by_ward(self, series: str, last_month: str, months: int) -> pd.DataFrame:
        """Count a district's crimes by ward, and judge each change."""
        chosen = self._chosen([HOME], series)
        wards = self.areas[(self.areas["area_level"] == "ward") & (self.areas["district_code"] == HOME)]["area_code"]
        return _stepped(verdicts.changes, self._changes(chosen, "ward_code", wards, pd.Timestamp(last_month), months))

    def crime_by_month(self, series: str, last_month: str, months: int) -> pd.DataFrame:
        """Count a district's crimes by month, with the rate of twelve months to each beside the county's, and the usual limits."""
        last, people = pd.Timestamp(last_month), {}
        county = self._chosen(self._county(), series)
        ours, theirs = (self._between(chosen, last, months + 11).groupby("month")["crimes"].sum() for chosen in (self._chosen([HOME], series, county), county))
        found = pd.DataFrame({"crimes": ours, "crimes_12m": ours.rolling(12).sum(), "county_crimes_12m": theirs.rolling(12).sum()}).tail(months)
        for year in found.index.year.unique():
            people[year] = self._people(self._county(), year, last.year)
        found["per_1000_12m"] = 1000 * found["crimes_12m"] / [people[year][HOME] for year in found.index.year]
        found["county_per_1000_12m"] = 1000 * found["county_crimes_12m"] / [people[year].sum() for year in found.index.year]
        return _stepped(verdicts.usual_months, found.assign(breaks_so_far=0))

    def _county(self) -> pd.Series:
        county = self.areas.loc[self.areas["area_code"] == HOME, "county_code"].iat[0]
        return self.areas[(self.areas["area_level"] == "district") & (self.areas["county_code"] == county)]["area_code"]

    def crime_by_district(self, series: str, last_month: str, months: int) -> pd.DataFrame:
        """Rank the county's districts by rate and number, both years, beside the county as a whole; judge changes, and who is too close to call."""
        districts = self._county()
        found = self._changes(self._chosen(districts, series), "district_code", districts, pd.Timestamp(last_month), months)
        ranks = {"rank": "per_1000", "rank_before": "per_1000_before", "rank_volume": "crimes", "rank_volume_before": "crimes_before"}
        found = found.assign(**{rank: found[by].rank(method="min") for rank, by in ranks.items()}, is_chosen=found.index == HOME)
        county = {"districts": len(found), **{column: found[column].sum(skipna=False) for column in ("crimes", "residents")}}
        found = found.assign(**{f"county_{column}": whole for column, whole in county.items()}, county_per_1000=1000 * county["crimes"] / county["residents"])
        return _stepped(verdicts.comparisons, found.drop(columns=["change", "change_pct"]))

    def casualties_by_ward(self, series: str, last_month: str, months: int) -> pd.DataFrame:
        """Count a district's casualties by ward and severity, now and a year before, and judge each change."""
        last, chosen = pd.Timestamp(last_month), self._hurt()
        wards = self.areas[(self.areas["area_level"] == "ward") & (self.areas["district_code"] == HOME)]["area_code"]
        found = pd.DataFrame(index=pd.Index(wards))
        for years, after in ((0, ""), (1, "_before")):
            counts = self._hurt_between(chosen, last, months, years).groupby(["ward_code", "severity"], observed=True).size().unstack(fill_value=0).rename(columns=str.lower)
            counts = counts.reindex(index=wards, columns=["fatal", "serious", "slight"], fill_value=0)
            found = found.join(counts.assign(ksi=counts["fatal"] + counts["serious"], all_casualties=counts.sum(axis=1)).add_suffix(after))
        rows = self._hurt_between(chosen, last, months + 36)
        rows = rows.assign(month=rows["date"].dt.to_period("M").dt.to_timestamp(), all_casualties=1, ksi=(rows["severity"] != "Slight").astype(int))
        histories = {f"{of}history": self._histories(rows, "ward_code", wards, last, months, column) for of, column in (("", "all_casualties"), ("ksi_", "ksi"))}
        return _stepped(verdicts.casualty_changes, found.assign(**histories, why_not=None))


class WholeTables(Pandas):
    """All columns of a row for each crime, and each figure filtered from the whole table: as open dashboards are written."""

    def __init__(self, folder: Path):
        """Read the tables."""
        super().__init__(folder, each_crime=True)
        self.crime = _each_crime(folder, None)
        people, collisions = (pd.read_parquet(folder / f"{name}.parquet") for name in ("casualties", "collisions"))
        self.casualties = _categorical(people.merge(collisions.astype({"date": "datetime64[s]"}), on="collision_id", suffixes=("", "_of_collision")))

    def _chosen(self, districts, series: str, among=None):
        return districts, series

    def _between(self, chosen, last: pd.Timestamp, months: int, years: int = 0) -> pd.DataFrame:
        return self.crime[_is_in(self.crime["month"], last, months, years) & self._is_chosen(self.crime, *chosen)]

    def _hurt(self) -> None:
        return None

    def _hurt_between(self, chosen, last: pd.Timestamp, months: int, years: int = 0) -> pd.DataFrame:
        return self.casualties[_is_in(self.casualties["date"], last, months, years) & (self.casualties["district_code"] == HOME)]


def _is_in(days: pd.Series, last: pd.Timestamp, months: int, years: int) -> pd.Series:
    """Tell which days are in the months to the last, or so many years earlier."""
    end = last + pd.DateOffset(months=1 - 12 * years)
    return (days < end) & (days >= end - pd.DateOffset(months=months))


def _stepped(step, found: pd.DataFrame) -> pd.DataFrame:
    """Take a question's last step on a frame."""
    return pd.DataFrame(step({name: values.array for name, values in found.items()}), index=found.index)


def _categorical(table: pd.DataFrame) -> pd.DataFrame:
    return table.astype({column: "category" for column in table.columns.intersection(CODES)})


def _each_crime(folder: Path, columns: list[str] | None) -> pd.DataFrame:
    """Read a row for each crime of the police's open data."""
    rows = pd.read_parquet(folder / "crime_places.parquet", columns=columns)
    rows = _categorical(rows.astype({"month": "datetime64[s]"}))
    return rows.loc[rows.index.repeat(rows["crimes"])].assign(crimes=1)


QUESTIONS = {"crime_by_ward": "ward_code", "crime_by_month": "month", "crime_by_district": "district_code", "casualties_by_ward": "ward_code"}  # name -> key


def differences(name: str, found: pd.DataFrame, fetched: pd.DataFrame) -> list[str]:
    """List the figures of pandas that are not those of the queries, to a tenth of a percent of a percentage; words must be the same."""
    rows = fetched[fetched[QUESTIONS[name]].notna()].set_index(QUESTIONS[name]).reindex(found.index)
    worded = [column for column in found if column.startswith(("verdict", "ksi_verdict"))]
    said = [f"{name} {column} {key}" for column in worded for key in found.index if found.at[key, column] != rows.at[key, column] and not pd.isna(rows.at[key, column])]
    found = found.drop(columns=worded)
    apart = {column: (found[column].astype("float") - rows[column].astype("float")).abs() for column in found}
    return said + [f"{name} {column} {key}" for column, each in apart.items() for key, by in each.items()
            if by > (0.051 if column.endswith("pct") else 1e-6) or pd.isna(rows.at[key, column]) != pd.isna(found.at[key, column])]


def bare(folder: Path) -> duckdb.DuckDBPyConnection:
    """Open the Parquet files in a plain connection, with what the questions share."""
    connection = duckdb.connect(config={"threads": 1})
    for file in sorted(folder.glob("*.parquet")):
        connection.execute(f"create view {file.stem} as select * from read_parquet('{file.as_posix()}')")
    connection.execute(f"create table home as select '{HOME}' as district_code")
    for file in sorted((ROOT / "queries").glob("shared*.sql")):
        connection.execute(file.read_text(encoding="utf-8"))
    return connection


def _asked(name: str, words: dict) -> tuple[str, dict]:
    """Give a question's SQL and its parameters."""
    sql = (ROOT / "queries" / f"{name}.sql").read_text(encoding="utf-8").replace("$wards", "cast($wards as varchar[])")
    extract = next((extract for extract, mark in MONTHS_OF.items() if mark in sql), "crime")
    return sql, complete(set(re.findall(r"\$(\w+)", sql)), words, edition(), extract)


def measure(folder: Path, pairs: int) -> list[dict]:
    """Time each question in turns, ever for another window; give the rows of the table."""
    os.environ["DASHBOARD_EDITION"] = str(folder)
    given = asked_of(folder)
    tables = {"pandas": Pandas(folder)}
    if given.series == "police_uk":
        tables |= {"pandas_each": Pandas(folder, each_crime=True), "pandas_whole": WholeTables(folder)}
    connection = bare(folder)
    return [_measured(name, folder, pairs, {way: table for way, table in tables.items() if way != "pandas_each" or name.startswith("crime")}, connection) for name in QUESTIONS]


def _measured(name: str, folder: Path, pairs: int, tables: dict[str, Pandas], connection) -> dict:
    """Time one question every way; stop where pandas gives other figures."""
    taken, windows, series = Pairs(), walk(folder, "pages/6_Road_casualties.py" if name.startswith("casualties") else ""), asked_of(folder).series
    for _ in range(pairs):
        last_month, months = next(windows)
        words = {"district": HOME, "series": series, "last_month": last_month, "months": months}
        sql, parameters = _asked(name, words)
        ours, fetched = milliseconds(lambda: fetch(name, **words))
        answer(name, words)
        again, _ = milliseconds(lambda: answer(name, words))
        alone, _ = milliseconds(lambda: connection.execute(sql, parameters).df())
        others = {way: milliseconds(lambda: getattr(table, name)(series, last_month, months)) for way, table in tables.items()}
        taken.add(fetch=ours, again=again, duckdb=alone, **{way: time for way, (time, _) in others.items()})
        wrong = [each for _, found in others.values() for each in differences(name, found, fetched)]
        assert not wrong, (words, wrong[:5])
    row = {"question": name, "fetch ms": f"{taken.median('fetch'):.1f}", "asked again ms": f"{taken.median('again'):.2f}", "bare DuckDB ms": f"{taken.median('duckdb'):.1f}", "fetch / bare DuckDB": spread(taken.ratio("fetch", "duckdb"))}
    for way, heading in (("pandas", "pandas, counts"), ("pandas_each", "pandas, a row a crime"), ("pandas_whole", "pandas, whole tables")):
        if way in taken.taken:
            row |= {f"{heading} ms": f"{taken.median(way):.1f}", f"{heading} / fetch": spread(taken.ratio(way, "fetch"))}
    return row | {"taken": taken.as_dict()}
