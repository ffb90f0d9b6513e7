"""Makes the extracts `collisions` and `casualties` from STATS19: codes become words, points get their wards."""

from pathlib import Path

import numpy as np
import pandas as pd

from data.areas import reference
from data.contracts import COLUMNS, EXTRACTS
from data.large_files import LargeFile
from data.placing import wards_at
from data.report import WITHOUT_CASUALTY, WITHOUT_VEHICLE, RoadReport
from data.sources.geography import Geography
from data.sources.stats19 import Collected, collect

INVOLVED = {"is_hgv": "HGV", "is_cyclist": "Pedal cycle", "is_motorcyclist": "Motorcycle", "is_car": "Car"}
POINT, GRID = ("longitude", "latitude"), ("easting_m", "northing_m")
UNFINISHED = "no casualties were given with these collisions"


def collect_roads(files: dict[str, list[LargeFile]], districts: pd.DataFrame, work: Path) -> Collected:
    """Read STATS19 files for the police area of the home district (`districts`: those of the police area are marked); `work`: a folder to unpack in."""
    today = {code: code for code in districts.loc[districts["is_current"] == "true", "district_code"]}
    given = reference("stats19_districts").fillna({"district_code": ""})
    here = set(districts.loc[districts["is_home_force"], "district_code"])
    return collect(files, dict(zip(given["code"], given["district_code"])) | today, here, work)


def road_extracts(found: Collected, geography: Geography) -> tuple[dict[str, pd.DataFrame], RoadReport]:
    """Make both extracts, and say what became of each row."""
    strange: dict[str, int] = {}
    casualties = _casualties(found.rows["casualties"], strange)
    collisions = _collisions(found.rows["collisions"], geography, strange)
    vehicles = found.rows["vehicles"].assign(vehicle=_words(found.rows["vehicles"], "vehicle", strange))
    collisions = _with_users(collisions, casualties, vehicles)
    alone = {WITHOUT_CASUALTY: _lacking(collisions, casualties), WITHOUT_VEHICLE: _lacking(collisions, vehicles)}
    extracts = {"collisions": collisions[list(EXTRACTS["collisions"].columns)], "casualties": casualties[list(EXTRACTS["casualties"].columns)]}
    return extracts, RoadReport.of(found, int(collisions["ward_code"].isna().sum()), alone, strange)


def road_coverage(found: Collected, extracts: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Make the rows of `coverage`: from the first year given to the last; a year without its casualties isn't whole."""
    if not found.months:
        return pd.DataFrame(columns=["extract", "month", "is_complete", "is_provisional", "note"])
    months = pd.date_range(min(found.months), max(found.months), freq="MS")
    year = extracts["collisions"].set_index("collision_id")["date"].dt.year
    bare = set(year) - set(extracts["casualties"]["collision_id"].map(year))
    return pd.DataFrame({
        "extract": "collisions", "month": months, "is_complete": [month in found.months and month.year not in bare for month in months],
        "is_provisional": [month in found.provisional for month in months],
        "note": [UNFINISHED if month.year in bare else None for month in months]})


def _collisions(rows: pd.DataFrame, geography: Geography, strange: dict[str, int]) -> pd.DataFrame:
    day = pd.to_datetime(rows["date"], format="%d/%m/%Y", errors="coerce").fillna(pd.to_datetime(rows["date"], format="%Y-%m-%d", errors="coerce"))
    made = rows[["collision_id", "district_code"]].assign(
        date=day, time=_times(rows, strange),
        road_number=_numbers(rows, "road_number", strange).replace(0, None).astype("Int64"),
        **{word: _words(rows, word, strange) for word in ("severity", "road_class", "speed_limit_mph", "rural_urban_site")}, **_points(rows, strange))
    made["ward_code"] = wards_at(made["longitude"], made["latitude"], made["district_code"], geography)
    return made


def _points(rows: pd.DataFrame, strange: dict[str, int]) -> dict[str, pd.Series]:
    """Give each collision's point in degrees and in metres; all null where a coordinate is missing or impossible."""
    numbers = {word: _numbers(rows, word, strange) for word in (*POINT, *GRID)}
    is_known = pd.concat(numbers, axis=1).notna().all(axis=1)
    return {word: number.where(is_known) if word in POINT else number.where(is_known).round().astype("Int64") for word, number in numbers.items()}


def _casualties(rows: pd.DataFrame, strange: dict[str, int]) -> pd.DataFrame:
    """Number the casualties of each collision anew: the publisher's references are not always unique."""
    rows = rows.assign(casualty_reference=pd.to_numeric(rows["casualty_no"], errors="coerce"), vehicle_reference=pd.to_numeric(rows["vehicle_no"], errors="coerce"))
    rows = rows.sort_values(["collision_id", "casualty_reference", "vehicle_reference"], kind="stable", ignore_index=True)
    return rows[["collision_id"]].assign(
        casualty_no=rows.groupby("collision_id").cumcount() + 1, age_years=_numbers(rows, "age_years", strange).astype("Int64"),
        adjusted_serious=_numbers(rows, "adjusted_serious", strange),
        **{word: _words(rows, word, strange) for word in ("severity", "road_user", "age_band")})


def _with_users(collisions: pd.DataFrame, casualties: pd.DataFrame, vehicles: pd.DataFrame) -> pd.DataFrame:
    """Add who was involved; null where the collision has no vehicle rows, or no casualty rows, to tell from."""
    counted = collisions["collision_id"].map(vehicles.groupby("collision_id").size()).astype("Int64")
    hurt = casualties.loc[casualties["road_user"] == "Pedestrian", "collision_id"]
    made = collisions.assign(vehicles=counted, is_pedestrian=collisions["collision_id"].isin(hurt).astype("boolean").where(
        collisions["collision_id"].isin(casualties["collision_id"])))
    for flag, vehicle in INVOLVED.items():
        among = vehicles.loc[vehicles["vehicle"] == vehicle, "collision_id"]
        made[flag] = collisions["collision_id"].isin(among).astype("boolean").where(counted.notna())
    return made


def _lacking(collisions: pd.DataFrame, others: pd.DataFrame) -> list[str]:
    return sorted(collisions.loc[~collisions["collision_id"].isin(others["collision_id"]), "collision_id"])


def _numbers(rows: pd.DataFrame, field: str, strange: dict[str, int]) -> pd.Series:
    """Read a column's numbers; what is none, or below its least or above its most, becomes null and is counted."""
    numbers, rule = pd.to_numeric(rows[field], errors="coerce").astype(float), COLUMNS[field]
    least, most = (-np.inf if rule.minimum is None else rule.minimum), (np.inf if rule.maximum is None else rule.maximum)
    is_whole = (numbers % 1 == 0) | (rule.type != "INTEGER") | (field in GRID)
    is_known = (numbers.between(least, most) & is_whole) | (numbers == 0) & (field == "road_number")
    is_known &= (numbers != 0) | (field not in POINT)
    _count_strange(rows, field, is_known, strange)
    return numbers.where(is_known)


def _times(rows: pd.DataFrame, strange: dict[str, int]) -> pd.Series:
    """Read the times of day as '08:45'; what is none becomes null and is counted."""
    is_known = rows["time"].str.fullmatch(r"([01]\d|2[0-3]):[0-5]\d(:\d\d)?").eq(True)
    _count_strange(rows, "time", is_known, strange)
    return rows["time"].str[:5].where(is_known, None)


def _count_strange(rows: pd.DataFrame, field: str, is_known: pd.Series, strange: dict[str, int]) -> None:
    for text, count in rows.loc[rows[field].notna() & ~is_known, field].value_counts().items():
        strange[f"{field} '{text[:40]}'"] = strange.get(f"{field} '{text[:40]}'", 0) + int(count)


def _words(rows: pd.DataFrame, field: str, strange: dict[str, int]) -> pd.Series:
    """Put a column's codes in words; codes that the publisher's guide lacks become null and are counted."""
    codes = reference("stats19_codes").query("field == @field").set_index("code")["words"]
    for code, count in rows.loc[rows[field].notna() & ~rows[field].isin(codes.index), field].value_counts().items():
        strange[f"{field} '{code}'"] = strange.get(f"{field} '{code}'", 0) + int(count)
    words = rows[field].map(codes).astype(object)
    return words.where(words.notna(), None)
