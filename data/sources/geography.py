"""LSOA lookups and rural-urban classes beside the ward boundaries: where things are."""

import re
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from data.inputs import Table
from data.problems import BuildStopped

LSOA = r"lsoa(\d\d)_code"
DEGREES = {"longitude": (-9.0, 3.0), "latitude": (49.0, 61.0)}


@dataclass
class Geography:
    """What is known of places: wards of one vintage with their shapes, and what the lookups say of each LSOA."""

    wards: pd.DataFrame  # ward_code, ward_name, district_code, district_name, vintage, shape (WGS84)
    vintage: str
    lsoa_district: dict[str, str] = field(default_factory=dict)
    lsoa_wards: dict[str, dict[int, str]] = field(default_factory=dict)  # LSOA -> ward vintage's year -> best-fit ward
    lsoa_classes: dict[str, dict[str, str]] = field(default_factory=dict)  # '11' or '21' -> LSOA -> Urban or Rural
    lsoa_new: dict[str, set[str]] = field(default_factory=dict)  # LSOA 2021 -> its LSOAs of 2011
    lsoa_centres: dict[str, tuple[float, float]] = field(default_factory=dict)

    def __post_init__(self):
        self.year = int(self.vintage[2:])
        self.ward_district = dict(zip(self.wards["ward_code"], self.wards["district_code"]))


def add_lookup(geography: Geography, kind: str, table: Table) -> None:
    """Take in one lookup or classification of LSOAs."""
    frame = table.frame.apply(lambda column: column.str.strip())
    _check_lookup(table, frame)
    if kind == "lsoa_change":
        for old, new in zip(frame["lsoa11_code"], frame["lsoa21_code"]):
            geography.lsoa_new.setdefault(new, set()).add(old)
    for lsoa in (name for name in frame if re.fullmatch(LSOA, name)):
        for column in frame:
            if re.fullmatch(r"ltla\d\d_code", column):
                geography.lsoa_district.update(zip(frame[lsoa], frame[column]))
            if re.fullmatch(r"ward\d\d_code", column):
                for code, ward in zip(frame[lsoa], frame[column]):
                    geography.lsoa_wards.setdefault(code, {})[int(column[4:6])] = ward
    if kind == "rural_urban":
        _add_classes(geography, table, frame)
    if kind == "lsoa_centres":
        places = zip(pd.to_numeric(frame["longitude"]), pd.to_numeric(frame["latitude"]))
        geography.lsoa_centres.update(zip(frame["lsoa_code"], places))


def _check_lookup(table: Table, frame: pd.DataFrame) -> None:
    """Raise BuildStopped where a code is none, a coordinate is no number of degrees, or an LSOA has two wards."""
    problems = []
    for column in (name for name in frame if re.fullmatch(r"(lsoa\d\d|lsoa|ltla\d\d|ward\d\d)_code", name)):
        is_code = frame[column].str.fullmatch(r"[A-Z0-9]{8,9}") | ((frame[column] == "") & (not column.startswith("lsoa")))
        problems += [table.problem(at, column, frame[column].iat[at], "an ONS code, such as E01024805", "Get the file again.")
                     for at in np.flatnonzero(~is_code.to_numpy(dtype=bool))[:5]]
    for column, (low, high) in DEGREES.items() if "lsoa_code" in frame else ():
        number = pd.to_numeric(frame[column], errors="coerce")
        problems += [table.problem(at, column, frame[column].iat[at], f"degrees between {low:g} and {high:g}", "Get the file again.")
                     for at in np.flatnonzero(~number.between(low, high).to_numpy(dtype=bool))[:5]]
    lsoas = [name for name in frame if re.fullmatch(LSOA, name)]
    for column in (name for name in frame if lsoas and re.fullmatch(r"ward\d\d_code", name)):
        unlike = frame.groupby(lsoas[-1])[column].transform("nunique") > 1
        problems += [table.problem(at, column, frame[column].iat[at], f"one ward for {frame[lsoas[-1]].iat[at]}", "Get the file again.")
                     for at in np.flatnonzero(unlike.to_numpy(dtype=bool))[:5]]
    if problems:
        raise BuildStopped(problems)


def best_fit(geography: Geography, lsoa: str) -> str | None:
    """Name the LSOA's best-fit ward among the chosen wards: by its own lookup nearest in time, else by its 2011 parts'."""
    own = _looked_up(geography, lsoa)
    if own:
        return own
    parts = {_looked_up(geography, old) for old in geography.lsoa_new.get(lsoa, ())}
    return parts.pop() if len(parts) == 1 else None


def _looked_up(geography: Geography, lsoa: str) -> str | None:
    found = geography.lsoa_wards.get(lsoa, {})
    by_nearness = sorted(found, key=lambda year: (abs(year - geography.year), year))
    return next((found[year] for year in by_nearness if found[year] in geography.ward_district), None)


def _add_classes(geography: Geography, table: Table, frame: pd.DataFrame) -> None:
    lsoa = next(name for name in frame if re.fullmatch(LSOA, name))
    code = next(name for name in frame if re.fullmatch(r"ruc\d\d_code", name))
    # RUC 2011: A1 to C2 are urban, D1 to F2 rural. RUC 2021: UN1, UF1 urban; RLN1, RSF1 and the like rural
    is_urban = frame[code].str.match(r"[ABC]\d|U")
    known = frame[code].str.fullmatch(r"[A-F]\d|U[NF]\d|R[LS][NF]\d")
    if not known.all():
        at = int(np.argmin(known.to_numpy(dtype=bool)))
        raise BuildStopped([table.problem(at, code, frame[code].iat[at], "a code of the rural-urban classification", "Download it again.")])
    geography.lsoa_classes.setdefault(lsoa[4:6], {}).update(zip(frame[lsoa], np.where(is_urban, "Urban", "Rural")))
