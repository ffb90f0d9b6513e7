"""One module per kind of raw file, and the table by which a file's kind is recognised."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from data.sources import deprivation, near_miss, stats19

ENOUGH = 0.75  # share of a kind's columns from which a file counts as of that kind, though one be missing


@dataclass(frozen=True)
class Kind:
    """A kind of file: the columns it must have (patterns on plain names), whether it is too large to hold."""

    label: str
    columns: tuple[str, ...]
    is_large: bool = False

    def shown(self, column: str) -> str:
        """Name a column to a reader: of several headings, the first."""
        return column.split("|")[0] if re.fullmatch(r"[a-z0-9_|]+", column) else column


def _headings(namings: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple("|".join(headings) for headings in namings.values())


_POLICE_HEADINGS = {
    "crime_id": "Crime ID", "month": "Month", "reported_by": "Reported by", "falls_within": "Falls within", "longitude": "Longitude",
    "latitude": "Latitude", "location": "Location", "lsoa_code": "LSOA code", "lsoa_name": "LSOA name"}
_POLICE = tuple(_POLICE_HEADINGS)
_HEADINGS = {  # what a publisher calls the columns of a kind, where that is not their plain name
    "street": {**_POLICE_HEADINGS, "crime_type": "Crime type", "last_outcome_category": "Last outcome category", "context": "Context"},
    "police_outcomes": {**_POLICE_HEADINGS, "outcome_type": "Outcome type"},
    "ward_residents": {r"ward_code(_\d)?": "Ward Code 1", r"ward_name(_\d)?": "Ward Name 1", r"la_code.*": "LA Code", "residents": "Total", r"90\+": "90+"},
}
KINDS = {
    "street": Kind("police crimes, street level", (*_POLICE, "crime_type", "last_outcome_category", "context")),
    "police_outcomes": Kind("police outcomes", (*_POLICE, "outcome_type")),
    "partner": Kind("partnership's monthly counts", ("month", "district_code", "ward_code", "category_code", "crimes")),
    "partner_arrests": Kind("partnership's monthly arrests", ("month", "district_code", "ward_code", "category_code", "arrests")),
    "partner_outcomes": Kind("partnership's outcomes of crimes", ("recorded_month", "outcome_month", "district_code", "ward_code", "category_code",
                                                                  "outcome_group", "crimes")),
    "lsoa_change": Kind("lookup of LSOA 2011 to 2021", ("lsoa11_code", "lsoa21_code", r"ltla\d\d_code")),
    "lsoa_ward": Kind("lookup of LSOA to ward", (r"lsoa\d\d_code", r"ward\d\d_code")),
    "rural_urban": Kind("rural-urban classification of LSOAs", (r"lsoa\d\d_code", r"ruc\d\d_code")),
    "lsoa_residents": Kind("residents by LSOA", (r"lsoa\d\d_code", "residents")),
    "lsoa_centres": Kind("centres of LSOAs", ("lsoa_code", "latitude", "longitude")),
    "district_residents": Kind("residents by district and year", ("area_code", "year", "residents", "basis")),
    "ward_residents": Kind("residents by ward and age", (r"ward_code(_\d)?", r"ward_name(_\d)?", r"la_code.*", "residents", "0", r"90\+")),
    **{kind: Kind(f"road {kind} (STATS19)", _headings(namings), is_large=True) for kind, namings in stats19.NAMINGS.items()},
    "measures": Kind("other organisations' measures", ("measure", "organisation", "area_code", "period_start", "period_end", "value", "unit")),
    "promises": Kind("promises made at meetings", ("date", "meeting", "question", "owner", "due", "answer", "link", "status")),
    "harm_weights": Kind("harm weights", ("category_code", "weight", "source", "adopted_on")),
    "deprivation": Kind("deprivation by LSOA", deprivation.ASKED),
    "near_misses": Kind("near misses", _headings(near_miss.ASKED)),
}


def heading(kind: str, column: str) -> str:
    """Name a column as the publisher of that kind of file does."""
    return _HEADINGS.get(kind, {}).get(column) or KINDS[kind].shown(column)


def missing_columns(kind: str, names: list[str]) -> list[str]:
    """List the kind's columns that are not among the file's plain names."""
    return list(_missing(kind, tuple(names)))


@lru_cache(maxsize=4096)
def _missing(kind: str, names: tuple[str, ...]) -> tuple[str, ...]:
    plain = frozenset(names)
    return tuple(column for column in KINDS[kind].columns if column not in plain and not ((form := _form(column)) and any(map(form.fullmatch, names))))


@cache
def _form(column: str) -> re.Pattern | None:
    """Give the form of a column's name where it has one, as with a year in it; None: it is a name."""
    return None if re.escape(column) == column else re.compile(column)


def recognise(rows: list[list[str]], plain_name) -> tuple[str, int] | None:
    """Say which kind of table the opening rows belong to and which row is the header; None: not recognised."""
    best = None
    for number, row in enumerate(rows):
        names = [plain_name(heading) for heading in row]
        for kind, known in KINDS.items():
            present = len(known.columns) - len(missing_columns(kind, names))
            # By number first: a street file that lacks a column is not a whole file of LSOA centres
            score = (present, present / len(known.columns))
            if score[1] >= ENOUGH and (best is None or score > best[0]):
                best = (score, kind, number)
    return best and (best[1], best[2])
