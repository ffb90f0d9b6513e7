"""Residents: by LSOA, by ward and age, by district and year."""

import re

import pandas as pd

from data.inputs import Table
from data.problems import BuildStopped, Problem

WHERE = ["file", "line"]  # where a row stands, for reports
MID_YEAR, CENSUS = "mid-year estimate", "Census 2021"
# The age bands of Great Britain's road casualty statistics (Department for Transport), so that the two compare
AGE_BANDS = {"0 to 5": (0, 5), "6 to 10": (6, 10), "11 to 15": (11, 15), "16 to 20": (16, 20), "21 to 25": (21, 25),
             "26 to 35": (26, 35), "36 to 45": (36, 45), "46 to 55": (46, 55), "56 to 65": (56, 65), "66 to 75": (66, 75),
             "76 and over": (76, 90)}


def lsoa_residents(table: Table) -> pd.DataFrame:
    """Give residents by LSOA: lsoa_code, year, basis, residents, file, line; the year comes from a column or the file's name."""
    code = next(name for name in table.frame if re.fullmatch(r"lsoa\d\d_code", name))
    if "year" in table.frame:
        year = _numbers(table, "year")
    else:
        named = re.search(r"(?<!\d)(?:20)?([12]\d)(?!\d)", re.sub(r"(?i)lsoa\d\d", "", table.file.stem))
        if not named:
            raise BuildStopped([Problem(table.file.name, "no year", "the year of its residents",
                                        "Add a column 'year', or name the file like 'population20_...'.", "year")])
        year = 2000 + int(named[1])
    basis = CENSUS if "census" in table.file.stem.lower() else MID_YEAR
    return _found(table, lsoa_code=_codes(table, code, r"[EW]01\d{6}"), year=year, basis=basis, residents=_numbers(table, "residents"))


def district_residents(table: Table) -> pd.DataFrame:
    """Give residents by district and year: area_code, year, basis, residents, file, line."""
    strange = table.frame[~table.frame["basis"].isin([MID_YEAR, CENSUS])]
    if len(strange):
        at = strange.index[0]
        raise BuildStopped([table.problem(at, "basis", strange["basis"].iat[0], f"'{MID_YEAR}' or '{CENSUS}'", "Write one of them.")])
    return _found(table, area_code=_codes(table, "area_code", r"[EWSN]\d{8}"), year=_numbers(table, "year"), basis=table.frame["basis"],
                  residents=_numbers(table, "residents"))


def ward_residents(table: Table) -> pd.DataFrame:
    """Give residents by ward and single year of age: district_code, ward_name, year, age (90: and over), residents, file, line.

    The table's own ward codes are of another vintage than the boundaries', so wards are known by district and name.
    """
    title = " ".join(cell for row in table.preamble for cell in row)
    year = re.search(r"[Mm]id-?\s?(20\d\d)", title) or re.search(r"[Mm]id-?\s?(20\d\d)", table.file.stem)
    if not year:
        raise BuildStopped([Problem(table.file.name, "no year", "a title with 'Mid-2020' or the like above the header",
                                    "Use the table as published, with its title.")])
    names = {plain: next(name for name in table.frame if re.fullmatch(pattern, name))
             for plain, pattern in (("district_code", r"la_code.*"), ("ward_name", r"ward_name(_\d)?"))}
    ages = [name for name in table.frame if re.fullmatch(r"\d{1,2}|90\+", name)]
    total, by_age = _numbers(table, "residents"), pd.DataFrame({age: _numbers(table, age) for age in ages})
    unlike = (total != by_age.sum(axis=1)).to_numpy(dtype=bool)
    if unlike.any():
        at = int(unlike.argmax())
        raise BuildStopped([table.problem(at, "residents", total.iat[at], f"{by_age.iloc[at].sum()}, the sum of the ages", "Download the file again.")])
    frame = _found(table, district_code=_codes(table, names["district_code"], r"[EWSN]\d{8}"), ward_name=table.frame[names["ward_name"]].str.strip())
    long = frame.assign(**by_age).melt(["district_code", "ward_name", *WHERE], ages, "age", "residents")
    return long.assign(age=long["age"].str.rstrip("+").astype(int), year=int(year[1]))


def once(rows: pd.DataFrame) -> pd.DataFrame:
    """Take the same residents given twice once; raise BuildStopped where the same people are counted in two ways."""
    key = [name for name in rows if name not in ("residents", *WHERE)]
    kept = rows.drop_duplicates([*key, "residents"])
    unlike = kept[kept.duplicated(key)]
    if len(unlike):
        raise BuildStopped([Problem(row.file, f"'{row.residents}', and another number", "one number for the same people", "Keep the right one.", "residents", row.line)
                            for row in unlike.head(20).itertuples()])
    return kept.drop(columns=WHERE)


def age_band(age: int) -> str:
    """Name the band of a single year of age."""
    return next(band for band, (low, high) in AGE_BANDS.items() if low <= age <= high)


def _found(table: Table, **columns) -> pd.DataFrame:
    return pd.DataFrame({**columns, "file": table.file.name, "line": table.lines})


def _codes(table: Table, column: str, pattern: str) -> pd.Series:
    text = table.frame[column].str.strip()
    bad = (~text.str.fullmatch(pattern)).to_numpy(dtype=bool)
    if bad.any():
        at = int(bad.argmax())
        raise BuildStopped([table.problem(at, column, text.iat[at], "an ONS code, such as E01024805", "Get the file again.")])
    return text


def _numbers(table: Table, column: str) -> pd.Series:
    text = table.frame[column].str.strip().str.replace(",", "")
    bad = ~text.str.fullmatch(r"[0-9]{1,9}(\.0)?")
    if bad.any():
        at = int(bad.to_numpy(dtype=bool).argmax())
        raise BuildStopped([table.problem(at, column, text.iat[at], "a whole number", "Mend the value, or download the file again.")])
    return text.astype(float).astype(int)
