"""The English Indices of Deprivation by neighbourhood (LSOA), as their publisher or a cut of it names the columns."""

import re

import pandas as pd

from data.inputs import Table
from data.sources.template_checks import stop_at_wrong, trimmed

COLUMNS = {  # this project's word -> the headings that are taken; a file must have the first three
    "lsoa_code": r"lsoa\d\d_code|lsoa_code_20\d\d",
    "decile": r"imd_decile|index_of_multiple_deprivation_imd_decile.*",
    "rank": r"imd_rank|index_of_multiple_deprivation_imd_rank.*",
    "score": r"imd_score|index_of_multiple_deprivation_imd_score.*",
}
ASKED = tuple(COLUMNS.values())[:3]
INDEX_OF = {"11": "IMD2019", "21": "IMD2025"}  # vintage of the LSOAs -> index


def deprivation_rows(table: Table) -> pd.DataFrame:
    """Give each LSOA's decile (1: England's most deprived tenth), score (null: not in the file) and index; raise BuildStopped where one is none."""
    named = {word: name for word, pattern in COLUMNS.items() for name in table.frame if re.fullmatch(pattern, name)}
    frame = trimmed(table).rename(columns={name: word for word, name in named.items()})
    table.original.update({word: table.original.get(name, name) for word, name in named.items()})
    decile = pd.to_numeric(frame["decile"], errors="coerce")
    score = pd.to_numeric(frame["score"], errors="coerce") if "score" in frame else pd.Series(float("nan"), index=frame.index)
    checks = [("lsoa_code", frame["lsoa_code"].str.fullmatch(r"[EW]01\d{6}"), "the code of an LSOA, such as E01024805", "Get the file again."),
              ("decile", decile.isin(range(1, 11)), "a whole number from 1 to 10", "Get the file again.")]
    checks += [("score", score.between(0, 100), "a score from 0 to 100", "Get the file again.")] * ("score" in frame)
    stop_at_wrong(table, frame, checks)
    index = INDEX_OF[re.search(r"\d\d(?=_code)|\d\d$", named["lsoa_code"])[0]]
    return pd.DataFrame({"lsoa_code": frame["lsoa_code"], "decile": decile, "score": score, "vintage": index})
