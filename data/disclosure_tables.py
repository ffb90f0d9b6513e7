"""Sets out what is published of a district's sensitive counts in one year: its cells, and what ties them together."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from data.areas import reference
from data.disclosure_cells import Tables

NOT_PLACED, WHOLE = "Not placed", "Whole"  # what no ward holds; the whole district
CLASSES = {"rural_urban": ("Urban", "Rural"), "setting": ("Town centre", "Other urban", "Rural")}
# Shown figure -> the parts of a category's crimes that it adds up, where the source has court results
FIGURES = {"crimes": ("convicted", "charged_not_convicted", "not_charged"), "charged": ("convicted", "charged_not_convicted"), "convicted": ("convicted",)}
NO_LIMIT = 10**6


def tables_of(extracts: dict[str, pd.DataFrame], first_month: int, offered: list[str]) -> Iterator[tuple[str, pd.Timestamp, Tables]]:
    """Give each district's whole years of the partnership's figures: its code, the year's last month, and what is published."""
    rows = {name: _partner(extracts[name], month) for name, month in (("crime", "month"), ("outcomes", "recorded_month"), ("arrests", "month"))
            if name in extracts and len(extracts[name])}
    if "crime" not in rows or rows["crime"].empty:
        return
    kinds, areas = extracts["categories"].query("series == 'partner'").set_index("category_code"), extracts["areas"]
    ends = [month for month in sorted(rows["crime"]["month"].unique()) if month.month == (first_month + 10) % 12 + 1]
    has_strands = (kinds["is_sensitive"].astype(bool) & kinds["parent_code"].notna() & kinds.index.isin(rows["crime"]["category_code"])).any()
    for district, held in rows["crime"].groupby("district_code"):
        wards = areas[(areas["district_code"] == district) & (areas["area_level"] == "ward")].set_index("area_code")
        has_wards = held["ward_code"].notna().any()
        for end in ends if has_wards or has_strands else []:
            window = {name: _window(of, district, end) for name, of in rows.items()}
            counted = {name: _counted(of, list(wards.index)) for name, of in window.items()}
            yield district, end, _strands(counted["crime"], kinds)
            if has_wards:
                tables = _wards(counted, _parts(window.get("outcomes"), list(wards.index)), kinds, _groups(wards), offered)
                codes = dict(enumerate([*wards.index, NOT_PLACED]))
                tables.cells = [cell | {"part": codes[int(cell["part"])] if cell["part"].isdigit() else cell["part"]} for cell in tables.cells]
                yield district, end, tables


def _partner(rows: pd.DataFrame, month: str) -> pd.DataFrame:
    ours = rows[rows["series"] == "partner"].rename(columns={month: "month"})
    return ours.assign(month=pd.to_datetime(ours["month"]))


def _window(rows: pd.DataFrame, district: str, end: pd.Timestamp) -> pd.DataFrame:
    """Take a district's year, of the categories that have all twelve months."""
    ours = rows[(rows["district_code"] == district) & (rows["month"] <= end) & (rows["month"] > end - pd.DateOffset(years=1))]
    return ours[ours.groupby("category_code")["month"].transform("nunique") == 12]


def _counted(rows: pd.DataFrame, wards: list[str]) -> dict[str, np.ndarray]:
    """Count each category in each ward and, last, in none."""
    count = "arrests" if "arrests" in rows else "crimes"
    wide = rows.assign(part=rows["ward_code"].fillna(NOT_PLACED)).pivot_table(index="category_code", columns="part", values=count, aggfunc="sum", fill_value=0)
    return dict(zip(wide.index, wide.reindex(columns=[*wards, NOT_PLACED], fill_value=0).to_numpy(dtype=int)))


def _parts(rows: pd.DataFrame | None, wards: list[str]) -> dict[str, dict[str, np.ndarray]]:
    """Split each category's crimes into the parts that its figures add up: part -> category -> counts; no convictions without courts."""
    if rows is None or rows.empty:
        return {}
    courts = rows[rows["is_convicted"].notna()].groupby("category_code")["month"].nunique()
    has_courts = rows["category_code"].map(courts).eq(12)
    charged, convicted = rows["is_charged"].astype(bool), (rows["outcome_group"] == "court_convicted") & has_courts
    masks = {"convicted": convicted, "charged_not_convicted": charged & ~convicted, "not_charged": ~charged}
    split = {part: _counted(rows.assign(crimes=rows["crimes"].where(mask, 0)), wards) for part, mask in masks.items()}
    split["convicted"] = {category: counts for category, counts in split["convicted"].items() if courts.get(category, 0) == 12}
    return split


def _groups(wards: pd.DataFrame) -> dict[str, np.ndarray]:
    masks = {name: (wards[column] == name).to_numpy() for column, names in CLASSES.items() for name in names}
    return {name: np.append(mask, False).nonzero()[0] for name, mask in masks.items() if mask.any()}


def _strands(crimes: dict[str, np.ndarray], kinds: pd.DataFrame) -> Tables:
    """Set out the parts of sensitive categories, which are protected for the whole district too."""
    tables, strands = Tables(), kinds[kinds["is_sensitive"].astype(bool) & kinds["parent_code"].notna()]
    for parent, rows in strands.groupby("parent_code"):
        here = [code for code in rows.index if code in crimes and parent in crimes]
        whole = sum(crimes[parent]) if here else 0
        unknowns = [tables.unknown(sum(crimes[code])) for code in here]
        for code, unknown in zip(here, unknowns):
            tables.rule([unknown], [], 0, whole)
            tables.cell("crimes", code, WHOLE, [unknown], whole)
        if len(here) == len(rows):
            tables.rule(unknowns, [], whole, np.inf)  # each such crime is of one kind or of several
    return tables


def _wards(counted: dict, split: dict, kinds: pd.DataFrame, groups: dict[str, np.ndarray], offered: list[str]) -> Tables:
    """Set out what might be given of wards and groups: sensitive crimes, and all arrests and outcomes."""
    tables, crimes = Tables(), counted["crime"]
    codes = [code for code in crimes if not (kinds.at[code, "is_sensitive"] and pd.notna(kinds.at[code, "parent_code"]))]
    secret = [code for code in codes if kinds.at[code, "is_sensitive"]]
    sources = {**split, "arrests": counted.get("arrests", {})}
    unknowns = {(part, code): _unknown_row(tables, counts[code]) for part, counts in sources.items() for code in codes if code in counts}
    unknowns |= {("crimes", code): _unknown_row(tables, crimes[code]) for code in secret if ("not_charged", code) not in unknowns}
    limits = _limits(crimes, secret)
    for code in codes:
        recorded = [unknowns[part, code] for part in (*FIGURES["crimes"], "crimes") if (part, code) in unknowns]
        for at, limit in enumerate(limits[code]):
            tables.rule([row[at] for row in recorded], [], 0 if code in secret else limit, limit)
        for figure in (*FIGURES, "arrests"):
            rows = recorded if figure == "crimes" else [unknowns[part, code] for part in FIGURES.get(figure, (figure,)) if (part, code) in unknowns]
            if rows and (figure != "crimes" or code in secret):
                _cells(tables, figure, code, rows, None if figure == "arrests" else limits[code], groups, figure == "crimes" or code in offered)
    _ties(tables, unknowns)
    return tables


def _unknown_row(tables: Tables, counts: np.ndarray) -> list[int]:
    """Add an unknown per ward, whose sum for the district is public."""
    row = [tables.unknown(count) for count in counts]
    tables.rule(row, [], sum(counts), sum(counts))
    return row


def _limits(crimes: dict[str, np.ndarray], secret: list[str]) -> dict[str, np.ndarray]:
    """Bound each category's crimes in each ward by the public count of it, or of the narrowest public category that holds it."""
    holds = reference("category_parts").iloc[::-1]
    limits = {code: counts for code, counts in crimes.items() if code not in secret}
    for code in secret:
        public = [limits[whole] for whole in holds.loc[holds["part_code"] == code, "whole_code"] if whole in limits]
        limits[code] = public[0] if public else np.full_like(crimes[code], NO_LIMIT)
    return limits


def _cells(tables: Tables, figure: str, code: str, rows: list[list[int]], limits: np.ndarray | None, groups: dict[str, np.ndarray],
           is_offered: bool) -> None:
    """Add a figure's cells of every ward, of what no ward holds, and of every group."""
    total = sum(tables.truth[one] for row in rows for one in row)
    limits = np.full(len(rows[0]), NO_LIMIT) if limits is None else limits
    parts = {str(at): np.array([at]) for at in range(len(rows[0]))} | groups
    for part, members in parts.items():
        tables.cell(figure, code, part, [row[at] for row in rows for at in members], min(total, int(limits[members].sum())), is_offered)


def _ties(tables: Tables, unknowns: dict[tuple[str, str], list[int]]) -> None:
    """Say that in every ward the parts of a category have no more of anything than the category, and all its parts as many."""
    for (whole, kind), rows in reference("category_parts").groupby(["whole_code", "parts"], sort=False):
        for part in dict.fromkeys(part for part, _ in unknowns):
            here = [unknowns[part, code] for code in rows["part_code"] if (part, code) in unknowns]
            for at, held in enumerate(unknowns.get((part, whole), [])):
                if here:
                    tables.rule([row[at] for row in here], [held], 0 if kind == "all" and len(here) == len(rows) else -np.inf, 0)
