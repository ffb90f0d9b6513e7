"""STATS19, the Department for Transport's road casualty files: collisions, casualties, vehicles, in every naming in use."""

from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pandas as pd

from data.large_files import LargeFile, rows_as_view
from data.problems import BuildStopped, Problem

_INDEX = ("collision_index", "accident_index", "acc_index")
# Kind of file -> this project's word -> the publisher's headings, newest first; they must be there
NAMINGS = {
    "collisions": {
        "collision_id": _INDEX, "date": ("date",), "time": ("time",), "severity": ("collision_severity", "accident_severity"),
        "road_class": ("first_road_class", "1st_road_class"), "road_number": ("first_road_number", "1st_road_number"),
        "speed_limit_mph": ("speed_limit",), "rural_urban_site": ("urban_or_rural_area",),
        "longitude": ("longitude",), "latitude": ("latitude",),
        "easting_m": ("location_easting_osgr",), "northing_m": ("location_northing_osgr",),
    },
    "casualties": {
        "collision_id": _INDEX, "vehicle_no": ("vehicle_reference",), "casualty_no": ("casualty_reference",),
        "severity": ("casualty_severity",), "road_user": ("casualty_type",), "age_years": ("age_of_casualty",),
        "age_band": ("age_band_of_casualty",),
    },
    "vehicles": {"collision_id": _INDEX, "vehicle_no": ("vehicle_reference",), "vehicle": ("vehicle_type",)},
}
# Likewise, but not in every naming
SOMETIMES = {
    "collisions": {"district_number": ("local_authority_district",), "ons_district": ("local_authority_ons_district",)},
    "casualties": {"adjusted_serious": ("casualty_adjusted_serious", "casualty_adjusted_severity_serious")},
    "vehicles": {},
}
UNKNOWN = ("", "-1", "null", "na", "n/a", "unknown", "data missing or out of range")
KEYS = {"collisions": ("collision_id",), "casualties": ("collision_id", "vehicle_no", "casualty_no"), "vehicles": ("collision_id", "vehicle_no")}
ALONE, TWICE = "no such collision", "given twice"
# Why a row is left out; null: it is kept
REASONS = {
    "collisions": """
        case when collision_id is null then 'no reference'
            when coalesce(by_code.given, by_number.given) is null
                then if(coalesce(ons_district, district_number) is null, 'no district', 'a district that is not known')
            when coalesce(by_code.district_code, by_number.district_code) not in (from here) then 'outside the police area'
            when day is null then 'no readable date'
            when coalesce(severity, '') not in ('1', '2', '3') then 'no severity' end as reason,
        coalesce(by_code.district_code, by_number.district_code) as district_code
        from (select *, coalesce(try_strptime(date, '%d/%m/%Y'), try_strptime(date, '%Y-%m-%d')) as day from given) as given
        left join known as by_code on by_code.given = ons_district
        left join known as by_number on by_number.given = district_number""",
    "casualties": f"""
        case when whole.collision_id is not null then if(coalesce(given.severity, '') in ('1', '2', '3'), null, 'no severity')
            when elsewhere.reason is not null then 'collision: ' || elsewhere.reason
            else '{ALONE}' end as reason
        from given left join (select distinct collision_id from collisions) as whole using (collision_id)
        left join (select collision_id, any_value(reason) as reason from elsewhere group by 1) as elsewhere using (collision_id)""",
    "vehicles": f"""
        case when whole.collision_id is not null then null
            when elsewhere.reason is not null then 'collision: ' || elsewhere.reason
            else '{ALONE}' end as reason
        from given left join (select distinct collision_id from collisions) as whole using (collision_id)
        left join (select collision_id, any_value(reason) as reason from elsewhere group by 1) as elsewhere using (collision_id)""",
}


@dataclass
class Collected:
    """The police area's rows as text by kind, and what was left out: kind -> reason -> rows."""

    rows: dict[str, pd.DataFrame] = field(default_factory=dict)
    read: dict[str, int] = field(default_factory=dict)
    dropped: dict[str, dict[str, int]] = field(default_factory=dict)
    alone: dict[str, list[str]] = field(default_factory=dict)  # kind -> collisions that are in no file of collisions
    months: set[pd.Timestamp] = field(default_factory=set)  # what the files of collisions cover
    provisional: set[pd.Timestamp] = field(default_factory=set)


def collect(files: dict[str, list[LargeFile]], districts: dict[str, str], here: set[str], work: Path) -> Collected:
    """Read the collisions of the districts `here`, and their casualties and vehicles, every value as text.

    `districts` maps the publisher's district numbers and codes to today's codes ('': elsewhere); what a zip holds is unpacked in `work`. Raises BuildStopped
    where a file can't be read, or a row is given twice with different values.
    """
    found = Collected()
    with duckdb.connect() as connection:
        connection.register("known", pd.DataFrame({"given": list(districts), "district_code": list(districts.values())}, dtype="str"))
        connection.register("here", pd.DataFrame({"district_code": sorted(here)}, dtype="str"))
        connection.execute("create temp table elsewhere (collision_id varchar, reason varchar)")
        for kind in NAMINGS:
            words = _words(kind)
            connection.execute(f"create temp table {kind} ({', '.join(f'{word} varchar' for word in words)}, file_no integer, again bigint)")
            for number, large in enumerate(files.get(kind, [])):
                with rows_as_view(connection, large, NAMINGS[kind] | SOMETIMES[kind], UNKNOWN, work):
                    _take(connection, kind, number, found)
                if kind == "collisions":
                    _note_months(connection, large, found)
            found.rows[kind] = _once(connection, kind, files.get(kind, []), found)
    return found


def _words(kind: str) -> list[str]:
    words = [word for word in NAMINGS[kind] | SOMETIMES[kind] if word not in ("district_number", "ons_district")]
    return words + ["district_code"] * (kind == "collisions")


def _take(connection: duckdb.DuckDBPyConnection, kind: str, number: int, found: Collected) -> None:
    """Keep the rows of the view `given` that belong here; count the others by reason."""
    words = _words(kind)
    kept = ", ".join(f"if(reason is null, {word}, null) as {word}" for word in words if word != "collision_id")
    connection.execute(f"""create or replace temp table placed as
        select collision_id, reason, {"day, " if kind == "collisions" else ""}{kept} from (select given.*, {REASONS[kind]})""")
    dropped = found.dropped.setdefault(kind, {})
    for reason, rows in connection.execute("select coalesce(reason, ''), count(*) from placed group by 1").fetchall():
        found.read[kind] = found.read.get(kind, 0) + rows
        if reason:
            dropped[reason] = dropped.get(reason, 0) + rows
    if kind == "collisions":
        connection.execute("insert into elsewhere select collision_id, reason from placed where reason is not null and collision_id is not null")
    else:
        alone = connection.execute("select distinct coalesce(collision_id, 'no reference') from placed where reason = ? order by 1", [ALONE])
        found.alone.setdefault(kind, []).extend(row[0] for row in alone.fetchall())
    words = ", ".join(words)
    # Rows that are alike within one file stay; alike in another file, they are the same rows given twice
    connection.execute(f"insert into {kind} select {words}, {number}, row_number() over (partition by {words}) from placed where reason is null")


def _note_months(connection: duckdb.DuckDBPyConnection, large: LargeFile, found: Collected) -> None:
    """Note the years of which a file holds the police area, whole; a provisional file ends with its last month."""
    is_provisional = "provisional" in large.file.stem.lower() or "unvalidated" in large.file.stem.lower()
    last = connection.execute("""select year(day), max(month(day)) from placed where day is not null group by 1
        having count(*) filter (reason is null) > 0""").fetchall()
    for year, last_month in last:
        months = pd.date_range(f"{year}-01-01", periods=last_month if is_provisional else 12, freq="MS")
        found.months.update(months)
        found.provisional.update(months if is_provisional else ())


def _once(connection: duckdb.DuckDBPyConnection, kind: str, files: list[LargeFile], found: Collected) -> pd.DataFrame:
    """Give each row once; raise BuildStopped where two files say different things of one row."""
    words, key = ", ".join(_words(kind)), ", ".join(KEYS[kind])
    connection.execute(f"create temp table {kind}_once as select {words}, again, min(file_no) as file_no from {kind} group by {words}, again")
    twice = connection.execute(f"select (select count(*) from {kind}) - (select count(*) from {kind}_once)").fetchone()[0]
    if twice:
        found.dropped[kind][TWICE] = twice
    unlike = connection.execute(f"""select min(file_no), max(file_no), count(*), min(collision_id) from (
            select min(file_no) as first_no, max(file_no) as file_no, collision_id from {kind}_once group by {key}
            having min(file_no) <> max(file_no) {"or count(*) > 1" if kind == "collisions" else ""})""").fetchone()
    if unlike[2]:
        raise BuildStopped([Problem(files[unlike[1]].file.name, f"other values than another file for {unlike[2]:,} {kind} (such as {unlike[3]})",
                                    "each collision once, or twice alike", "Keep the file of the newer release.")])
    return connection.execute(f"select {words} from {kind}_once order by {words}").df()
