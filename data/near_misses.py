"""Makes the extract `near_misses`: points rounded, reporters hashed, duplicates flagged, every row kept or reported."""

import secrets
from datetime import date
from hashlib import sha256

import numpy as np
import pandas as pd
import shapely

from data.areas import reference, to_grid
from data.columns import COLUMNS
from data.contracts import EXTRACTS
from data.inputs import Table
from data.outlines import TO_DEGREES, TO_GRID
from data.placing import wards_at
from data.problems import Problem
from data.report import NearMissReport
from data.sources.geography import Geography
from data.sources.near_miss import Reports, read_reports

GRID_M = 10
FAR_M = 10_000  # a point farther than this from the district can't be meant
PLACE_ALONE = "or give the place in words alone."
SAID = ["report_id", "date", "time", "place", "latitude", "longitude", "easting", "northing", "road_user", "kind", "cause", "is_seen_before", "reporter"]


def near_miss_extract(tables: list[Table], geography: Geography, home: str, today: date) -> tuple[pd.DataFrame, NearMissReport]:
    """Make the extract from the register's exports, and say what became of each row."""
    answers = reference("near_miss_answers").fillna("")
    files = [read_reports(table, answers, today) for table in tables]
    report = NearMissReport.of(files)
    rows = _once(files, report)
    rows = _placed(rows, geography, home, report)
    salt = secrets.token_bytes(32)  # of this build alone: keys of two editions can't be put together
    rows["reporter_key"] = [sha256(salt + text.encode()).hexdigest()[:16] if isinstance(text, str) else None for text in rows["reporter"]]
    rows = rows.sort_values(["date", "time", "file", "line"], ignore_index=True)
    again = rows["report_id"].isna() | rows.duplicated("report_id")
    numbers = pd.Series([f"row {line} of file {file}" for line, file in zip(rows["line"], rows["file"].map(_numbers(rows["file"])))], dtype=object)
    rows["report_id"] = rows["report_id"].where(~again, numbers)
    rows["is_duplicate"] = _duplicates(rows)
    report.kept, report.unplaced = len(rows), list(rows.loc[rows["easting_m"].isna(), "report_id"])
    report.outside = int((rows["ward_code"].isna() & rows["easting_m"].notna()).sum())
    return rows[list(EXTRACTS["near_misses"].columns)], report


def near_miss_coverage(rows: pd.DataFrame) -> pd.DataFrame:
    """Make the rows of `coverage`: every month from the first report to the last."""
    days = pd.to_datetime(rows["date"])
    months = pd.date_range(days.min().replace(day=1), days.max(), freq="MS") if len(rows) else []
    return pd.DataFrame({"extract": "near_misses", "month": months, "is_complete": True, "is_provisional": False, "note": None})


def _once(files: list[Reports], report: NearMissReport) -> pd.DataFrame:
    """Join files; a report that two of them hold alike counts once, one that they hold differently is reported."""
    parts = [each.rows.assign(again=each.rows.groupby(SAID, dropna=False).cumcount()) for each in files if len(each.rows)]
    if not parts:
        return pd.DataFrame(columns=[*SAID, "line", "file"])
    rows = pd.concat(parts, ignore_index=True)
    twice = rows.duplicated([*SAID, "again"])
    report.given_twice += int(twice.sum())
    rows = rows[~twice]
    unlike = rows["report_id"].notna() & rows.duplicated("report_id")
    report.reported += [Problem(row.file, f"'{row.report_id}' again", "each report's number once", "Keep the right row.", "report_id", row.line)
                        for row in rows[unlike].itertuples()]
    return rows[~unlike].reset_index(drop=True)


def _placed(rows: pd.DataFrame, geography: Geography, home: str, report: NearMissReport) -> pd.DataFrame:
    """Round each point to 10 m of the British National Grid and give it its ward; report those that can't be right."""
    easting, northing = rows["easting"].astype(float), rows["northing"].astype(float)
    moved = TO_GRID(rows["longitude"].astype(float).to_numpy(), rows["latitude"].astype(float).to_numpy())
    easting = easting.fillna(pd.Series(np.where(np.isfinite(moved[0]), moved[0], -1), index=rows.index).where(rows["latitude"].notna()))
    northing = northing.fillna(pd.Series(np.where(np.isfinite(moved[1]), moved[1], -1), index=rows.index).where(rows["latitude"].notna()))
    wrong = easting.notna() & (pd.Series(_away_m(easting, northing, geography, home), index=rows.index) > FAR_M)
    report.reported += [_misplaced(row) for row in rows[wrong].itertuples()]
    kept = rows[~wrong].assign(easting_m=(easting / GRID_M).round() * GRID_M, northing_m=(northing / GRID_M).round() * GRID_M).reset_index(drop=True)
    longitude, latitude = TO_DEGREES(kept["easting_m"].to_numpy(dtype=float), kept["northing_m"].to_numpy(dtype=float))
    known = kept["easting_m"].notna()
    kept = kept.assign(longitude=pd.Series(longitude).round(5).where(known), latitude=pd.Series(latitude).round(5).where(known))
    kept["ward_code"] = wards_at(kept["longitude"], kept["latitude"], pd.Series(home, index=kept.index), geography)
    return kept


def _away_m(easting: pd.Series, northing: pd.Series, geography: Geography, home: str) -> np.ndarray:
    """Measure how far points lie from the district; off the grid, or without boundaries off the country, is endlessly far."""
    shapes = geography.wards.loc[geography.wards["district_code"] == home, "shape"].to_numpy()
    on_grid = easting.between(1, COLUMNS["easting_m"].maximum) & northing.between(1, COLUMNS["northing_m"].maximum)
    away = np.where(on_grid, 0.0, np.inf)
    if len(shapes):
        points = shapely.points(easting[on_grid].to_numpy(), northing[on_grid].to_numpy())
        away[on_grid.to_numpy()] = shapely.distance(to_grid(shapely.union_all(shapes)), points)
    return away


def _misplaced(row) -> Problem:
    """Say what is wrong with a point: zero, its halves changed over, or far away."""
    in_degrees = pd.isna(row.easting)
    first, second = (row.latitude, row.longitude) if in_degrees else (row.easting, row.northing)
    names = ("latitude", "longitude") if in_degrees else ("easting", "northing")
    mend = f"Mend both, {PLACE_ALONE}"
    if in_degrees and 49 <= second <= 61 and -9 <= first <= 3:
        mend = "Latitude and longitude are changed over: put each in its column."
    return Problem(row.file, f"'{first:g}, {second:g}'", f"a point within {FAR_M / 1000:g} km of the district", mend, " and ".join(names), row.line)


def _duplicates(rows: pd.DataFrame) -> pd.Series:
    """Flag reports by the same reporter of the same place within the same hour as an earlier one."""
    place = rows["easting_m"].astype("string") + "," + rows["northing_m"].astype("string")
    same = pd.DataFrame({"key": rows["reporter_key"], "place": place.fillna(rows["place"].astype("string").str.casefold()),
                         "date": rows["date"], "hour": rows["time"].astype("string").str[:2]})
    return same.notna().all(axis=1) & same.duplicated()


def _numbers(files: pd.Series) -> dict[str, int]:
    return {file: number for number, file in enumerate(sorted(files.unique()), 1)}
