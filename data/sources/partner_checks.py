"""What must hold between the partnership's counts, once its files are joined."""

from collections.abc import Iterator

import pandas as pd

from data.problems import Problem

AREA = ["month", "district_code", "ward_code"]
DRUGS = ("drug_offences", "drug_trafficking", "drug_possession")
MEND = "Mend the counts."
MOST = 20  # problems of one kind in a report


def partner_problems(rows: pd.DataFrame, categories: pd.DataFrame) -> list[Problem]:
    """List what is wrong between joined counts (month, district_code, ward_code, category_code, crimes, file, line)."""
    return [*_without_all_crime(rows), *_wards_left_out(rows), *_unfit(rows, categories)]


def _without_all_crime(rows: pd.DataFrame) -> Iterator[Problem]:
    known = rows.groupby(["month", "district_code"], as_index=False).agg(
        has_all=("category_code", lambda codes: (codes == "all_crime").any()), file=("file", "first"), line=("line", "first"))
    for row in known[~known["has_all"].astype(bool)].head(MOST).itertuples():
        yield Problem(row.file, f"no all_crime for {row.month:%Y-%m}, {row.district_code}", "all_crime beside the other categories",
                      "Give all crime too for that month and district.", "category_code", row.line)


def _wards_left_out(rows: pd.DataFrame) -> Iterator[Problem]:
    """A category that is given by ward has, each month, a row for every ward that any month of it names."""
    wards = rows.dropna(subset="ward_code")[["district_code", "category_code", "ward_code"]].drop_duplicates()
    months = rows.drop_duplicates(["month", "district_code", "category_code"])[["month", "district_code", "category_code", "file"]]
    wanted = months.merge(wards, on=["district_code", "category_code"])
    both = wanted.merge(rows[[*AREA, "category_code"]], how="left", indicator=True)
    for row in both[both["_merge"] == "left_only"].head(MOST).itertuples():
        yield Problem(row.file, f"no row for {row.month:%Y-%m}, {row.ward_code}, {row.category_code}",
                      f"a row for each ward of {row.district_code} that another month of the category has",
                      "Write 0 rows: a ward without crimes has a row with 0.", "ward_code")


def _unfit(rows: pd.DataFrame, categories: pd.DataFrame) -> Iterator[Problem]:
    """Find counts that don't fit their whole in a ward, else in their district."""
    wards = rows.dropna(subset="ward_code")
    districts = rows.assign(ward_code="").groupby([*AREA, "category_code"], as_index=False).agg({"crimes": "sum", "file": "first", "line": "first"})
    counts = pd.concat([wards, districts], ignore_index=True)
    wrong = pd.concat([_larger(counts, categories), _other_drugs(counts)], ignore_index=True)
    in_ward = wrong[wrong["ward_code"] != ""]
    key = ["month", "district_code", "category_code", "expected"]
    only_there = wrong[(wrong["ward_code"] == "") & ~wrong.set_index(key).index.isin(in_ward.set_index(key).index)]
    for row in pd.concat([in_ward, only_there]).head(MOST).itertuples():
        place = row.ward_code or f"the whole of {row.district_code}"
        yield Problem(row.file, f"'{row.crimes}' for {row.month:%Y-%m}, {place}, {row.category_code}", row.expected.format(row.whole), MEND, "crimes", row.line)


def _larger(counts: pd.DataFrame, categories: pd.DataFrame) -> pd.DataFrame:
    partner = categories[categories["series"] == "partner"]
    parts = partner.dropna(subset="parent_code")[["category_code", "parent_code"]]
    types = partner[(partner["counts_in_all_crime"] == "true") & (partner["category_code"] != "all_crime")][["category_code"]].assign(parent_code="all_crime")
    wholes = counts.rename(columns={"category_code": "parent_code", "crimes": "whole"})[[*AREA, "parent_code", "whole"]]
    joined = counts.merge(pd.concat([parts, types]), on="category_code").merge(wholes, on=[*AREA, "parent_code"])
    return joined[joined["crimes"] > joined["whole"]].assign(expected=lambda wrong: "at most the {} of " + wrong["parent_code"])


def _other_drugs(counts: pd.DataFrame) -> pd.DataFrame:
    offences, trafficking, possession = (counts[counts["category_code"] == code] for code in DRUGS)
    both = trafficking.merge(possession[[*AREA, "crimes"]], on=AREA, suffixes=("", "_possession"))
    sums = both[AREA].assign(whole=both["crimes"] + both["crimes_possession"])
    joined = offences.merge(sums, on=AREA)
    return joined[joined["crimes"] != joined["whole"]].assign(expected="the {} of drug_trafficking and drug_possession together")
