"""Makes the extracts of what others count and promise, and of deprivation by ward."""

from datetime import date

import pandas as pd

from data.areas import reference, ward_of
from data.contracts import EXTRACTS
from data.problems import BuildStopped, Problem
from data.recognition import Recognised, read_all, read_each
from data.sources.deprivation import deprivation_rows
from data.sources.geography import Geography
from data.sources.harm_weights import harm_weight_rows
from data.sources.measures import join_measures, measure_rows
from data.sources.promises import join_promises, promise_rows

MOST_DEPRIVED = 3  # deciles that count as among England's most deprived
INDEX_FROM = {"IMD2019": 0, "IMD2025": 24}  # index -> year of ward boundaries from which it fits best


def supplied_extracts(found: Recognised, areas: pd.DataFrame, categories: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Make the extracts `measures`, `promises` and `harm_weights` for an edition's areas and categories."""
    levels = dict(zip(areas["area_code"], areas["area_level"]))
    units = {row.unit: row.is_of_people == "true" for row in reference("measure_units").itertuples()}
    today, known = pd.Timestamp(date.today()), set(categories["category_code"])
    weights = read_all(found, "harm_weights", lambda table: harm_weight_rows(table, known, today), list(EXTRACTS["harm_weights"].columns))
    return {
        "measures": join_measures(read_each(found.tables.get("measures", []), lambda table: measure_rows(table, levels, units, today))),
        "promises": join_promises(read_each(found.tables.get("promises", []), promise_rows)),
        "harm_weights": _given_once(weights),
    }


def deprivation(found: Recognised, geography: Geography, areas: pd.DataFrame, by_lsoa: pd.DataFrame) -> pd.DataFrame:
    """Make the extract `deprivation`: each ward's neighbourhoods, weighted by their residents of the newest year given.

    A ward has a row where the residents of all its neighbourhoods are known. The index is the one of the wards' time.
    """
    rows = read_all(found, "deprivation", deprivation_rows, ["lsoa_code", "decile", "score", "vintage"]).drop_duplicates()
    _stop_at_two(rows, ["lsoa_code", "vintage"], "deprivation", "indices")
    rows = rows[rows["vintage"] == _index_for(geography, set(rows["vintage"]))]
    newest = by_lsoa.sort_values("year").drop_duplicates("lsoa_code", keep="last").set_index("lsoa_code")["residents"]
    placed = rows.assign(area_code=[ward_of(geography, lsoa) for lsoa in rows["lsoa_code"]],
                         residents=rows["lsoa_code"].map(newest).astype(float)).dropna(subset="area_code")
    known = [code for code, each in placed.groupby("area_code")["residents"] if each.notna().all()]
    placed = placed[placed["area_code"].isin(known) & placed["area_code"].isin(areas["area_code"])]
    return pd.DataFrame([_of_ward(code, part) for code, part in placed.groupby("area_code")], columns=list(EXTRACTS["deprivation"].columns))


def _of_ward(code: str, part: pd.DataFrame) -> tuple:
    people = part["residents"]
    decile, score = ((part[column].astype(float) * people).sum(skipna=False) / people.sum() for column in ("decile", "score"))
    deprived = 100 * people[part["decile"] <= MOST_DEPRIVED].sum() / people.sum()
    return code, round(decile, 1), round(score, 1), part["vintage"].iat[0], round(deprived, 1)


def _index_for(geography: Geography, given: set[str]) -> str | None:
    """Choose the newest index that is not newer than the ward boundaries; else the oldest given."""
    fitting = [index for index, year in INDEX_FROM.items() if index in given and geography.year >= year]
    return max(fitting, default=min(given, default=None))


def _given_once(weights: pd.DataFrame) -> pd.DataFrame:
    """Take the same row of two files once; raise BuildStopped for two weights of a category."""
    rows = weights.drop_duplicates()
    _stop_at_two(rows, ["category_code"], "harm weights", "weights")
    return rows


def _stop_at_two(rows: pd.DataFrame, key: list[str], file: str, what: str) -> None:
    twice = rows[rows.duplicated(key)]
    if len(twice):
        raise BuildStopped([Problem(file, f"two {what} for {code}", f"one for each {key[0].removesuffix('_code')}", "Keep the file in force.", key[0])
                            for code in twice[key[0]].head(20)])
