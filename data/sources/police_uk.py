"""data.police.uk street files: rows of crimes, their month and force."""

import re
from collections.abc import Callable
from datetime import date

import numpy as np
import pandas as pd

from data.inputs import Table
from data.problems import BuildStopped, Problem

CATEGORIES = {
    "Anti-social behaviour": "anti_social_behaviour",
    "Bicycle theft": "bicycle_theft",
    "Burglary": "burglary",
    "Criminal damage and arson": "criminal_damage_and_arson",
    "Drugs": "drugs",
    "Other crime": "other_crime",
    "Other theft": "other_theft",
    "Possession of weapons": "possession_of_weapons",
    "Public order": "public_order",
    "Robbery": "robbery",
    "Shoplifting": "shoplifting",
    "Theft from the person": "theft_from_the_person",
    "Vehicle crime": "vehicle_crime",
    "Violence and sexual offences": "violence_and_sexual_offences",
}
KEPT = ("crime_id", "month", "force", "place", "lsoa_code", "lsoa_name", "longitude", "latitude", "category_code")
UNNAMED = "No place named"
DEGREES = {"longitude": (-9.0, 3.0), "latitude": (49.0, 61.0)}
AGAIN = "Download the file again."


def street_rows(table: Table, outcomes: set[str]) -> pd.DataFrame:
    """Check a street file and give its rows (columns: KEPT); coordinates in degrees, null where there are none.

    `outcomes`: the publisher's texts for what became of a crime; none is a text too.

    Raises BuildStopped with every value that is not what the publisher documents.
    """
    frame = table.frame
    problems = one_month(table) + _doubled(table) + _strange_places(table) + _unknown_types(table) + unknown_outcomes(table, "last_outcome_category", {"", *outcomes})
    numbers = {name: _degrees(table, name, problems) for name in DEGREES}
    half = numbers["longitude"].isna() != numbers["latitude"].isna()
    problems += [table.problem(at, "latitude", frame["latitude"].iat[at], "both coordinates or none", AGAIN)
                 for at in np.flatnonzero(half)[:5]]
    if problems:
        raise BuildStopped(problems)
    return pd.DataFrame({
        "crime_id": frame["crime_id"], "month": pd.to_datetime(frame["month"] + "-01"), "force": frame["falls_within"],
        "place": frame["location"].str.strip().replace(["On or near", "No Location", "No location", ""], UNNAMED), "lsoa_code": frame["lsoa_code"], "lsoa_name": frame["lsoa_name"],
        **numbers, "category_code": frame["crime_type"].map(CATEGORIES),
    }, columns=list(KEPT))


def no_rows() -> pd.DataFrame:
    """Give what `street_rows` gives, without rows."""
    return pd.DataFrame(columns=list(KEPT)).astype({"month": "datetime64[us]"} | dict.fromkeys(DEGREES, float))


def rows_fingerprint(table: Table) -> str:
    """Give a text that is equal for two files with the same rows, in any order."""
    hashes = pd.util.hash_pandas_object(table.frame[sorted(table.frame.columns)], index=False)
    return f"{len(hashes)}:{int(hashes.to_numpy().sum(dtype=np.uint64)):x}:{int(np.bitwise_xor.reduce(hashes.to_numpy())):x}"


def one_month(table: Table) -> list[Problem]:
    """List the rows that are not of the file's month."""
    months = table.frame["month"]
    bad = np.flatnonzero(_is_strange(months, lambda month: re.fullmatch(r"20[0-9]{2}-(0[1-9]|1[0-2])", month) and month <= f"{date.today():%Y-%m}"))
    if len(bad):
        return [table.problem(at, "month", months.iat[at], "a month such as 2022-12", AGAIN) for at in bad[:5]]
    named = re.match(r"(\d{4}-\d{2})-", table.file.stem)
    wanted = named[1] if named else (months.iat[0] if len(months) else "")
    other = np.flatnonzero((months != wanted).to_numpy(dtype=bool))
    return [table.problem(at, "month", months.iat[at], f"{wanted}, the month of the file", AGAIN) for at in other[:5]]


def unknown_outcomes(table: Table, column: str, known: set[str]) -> list[Problem]:
    """List each text for an outcome that is not known, where it first stands."""
    return _unknown(table, column, known, "an outcome of data/reference/outcome_groups.csv",
                    "Download the file again; if the publisher has a new outcome, add it to that table.")


def _doubled(table: Table) -> list[Problem]:
    """Report a file each of whose crimes stands in it twice: it was put together from two copies."""
    known = table.frame.loc[table.frame["crime_id"] != "", "crime_id"]
    if known.empty or (known == known.iat[0]).sum() < 2:
        return []  # the first one tells it of most files
    if known.nunique() < 2 or not known.duplicated(keep=False).all():
        return []
    return [table.problem(int(known.index[known.duplicated()][0]), "crime_id", "every crime of the file twice", "each crime once", AGAIN)]


def _strange_places(table: Table) -> list[Problem]:
    forms = {"location": (r"(?!\s*[=+@-])[^\t\r\n]*", "the name of a place"), "lsoa_code": (r"|[EW]01[0-9]{6}", "the code of an LSOA, or nothing"), "lsoa_name": (r"|.+ [0-9]{3}[A-Z]", "the name of an LSOA, or nothing")}
    return [table.problem(at, column, table.frame[column].iat[at], expected, AGAIN) for column, (form, expected) in forms.items()
            for at in np.flatnonzero(_is_strange(table.frame[column], re.compile(form).fullmatch))[:5]]


def _is_strange(values: pd.Series, is_right: Callable) -> np.ndarray:
    """Mark the values that are not right; each different one is looked at once."""
    strange = [value for value in values.unique() if not is_right(value)]
    return values.isin(strange).to_numpy(dtype=bool) if strange else np.zeros(len(values), bool)


def _unknown_types(table: Table) -> list[Problem]:
    return _unknown(table, "crime_type", set(CATEGORIES), "one of the publisher's 14 crime types",
                    "Download the file again; if the publisher has a new type, add it to data/sources/police_uk.py.")


def _unknown(table: Table, column: str, known: set[str], expected: str, mend: str) -> list[Problem]:
    values = table.frame[column]
    strange = values[~values.isin(list(known))].drop_duplicates()
    return [table.problem(at, column, value, expected, mend) for at, value in strange.items()]


def _degrees(table: Table, column: str, problems: list[Problem]) -> pd.Series:
    codes, different = pd.factorize(table.frame[column])  # many crimes share a point
    each = pd.Series(different, dtype=object).str.strip()
    numbers = pd.to_numeric(each.where(each != ""), errors="coerce").astype(float)
    low, high = DEGREES[column]
    zero = ", not 0" if low < 0 else ""
    is_bad = ((each != "") & (~numbers.between(low, high) | (numbers == 0))).to_numpy(dtype=bool)
    problems += [table.problem(at, column, each.iat[codes[at]], f"degrees between {low:g} and {high:g}{zero}", AGAIN) for at in np.flatnonzero(is_bad[codes])[:5]]
    return numbers.take(codes).set_axis(table.frame.index)
