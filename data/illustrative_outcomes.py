"""Invents what became of the sample's crimes: arrests, prosecutions, court results, as they stand at the end of its last month."""

import numpy as np
import pandas as pd

from data.areas import reference
from data.illustrative_crime import MONTHS, UNLISTED, WHOLES
from data.outcomes import with_flags

FIRST_MONTH = "2018-01"  # of the arrests and outcomes; crimes before it still lead to arrests after it
GROUPS = ("prosecuted", "out_of_court", "no_suspect", "evidential_difficulties", "not_in_public_interest", "other_agency", "court_convicted",
          "court_not_convicted", "court_result_unavailable", "still_open")
POLICE = GROUPS[:6]  # what the police decide; the courts' results come after it
PROSECUTED, CONVICTED, NOT_CONVICTED, UNAVAILABLE, OPEN = (GROUPS.index(name) for name in (
    "prosecuted", "court_convicted", "court_not_convicted", "court_result_unavailable", "still_open"))
UNAVAILABLE_SHARE = 0.03  # of the court results

Parts = dict[str, np.ndarray]  # part -> crimes by month of MONTHS and ward


def outcome_extracts(districts: dict[str, tuple[list[str | None], Parts]], rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    """Make the extracts `outcomes` and `arrests` of districts: code -> the wards' codes and the crimes by part."""
    made = [_district(district, codes, parts, rng) for district, (codes, parts) in districts.items()]
    outcomes, arrests = (pd.concat(rows, ignore_index=True) for rows in zip(*made))
    return {"outcomes": with_flags(outcomes, set(outcomes["recorded_month"])).assign(series="partner"), "arrests": arrests.assign(series="partner")}


def held_months() -> pd.PeriodIndex:
    """Give the months of the arrests and outcomes."""
    return MONTHS[MONTHS >= pd.Period(FIRST_MONTH)]


def _district(district: str, codes: list[str | None], parts: Parts, rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    usual, lags = reference("sample_outcomes").set_index("part"), _lags()
    drawn = [_part(parts[part], usual.loc[part], lags, rng) for part in usual.index]
    categories = pd.concat([pd.DataFrame({"part": number, "category_code": _categories(part)}) for number, part in enumerate(usual.index)])
    outcomes, arrests = (pd.concat([pd.DataFrame(rows).assign(part=number) for number, rows in enumerate(each)]).merge(categories, on="part")
                         for each in zip(*drawn))
    first = MONTHS.get_loc(FIRST_MONTH)
    listed = sorted(set(categories["category_code"]))
    grid = pd.MultiIndex.from_product([range(first, len(MONTHS)), range(len(codes)), listed], names=["month_no", "ward_no", "category_code"]).to_frame(index=False)
    zeros = grid[grid["ward_no"] == len(codes) - 1].assign(group_no=OPEN, outcome_no=-1, crimes=0)
    outcomes = _summed([outcomes[outcomes["month_no"] >= first], zeros], ["group_no", "outcome_no"], "crimes")
    arrests = _summed([arrests[arrests["month_no"].between(first, len(MONTHS) - 1)], grid.assign(arrests=0)], [], "arrests")
    months, wards = MONTHS.to_timestamp(), np.array(codes, dtype=object)
    outcomes["outcome_month"] = pd.Series(months[outcomes["outcome_no"].clip(lower=0)]).where(outcomes["outcome_no"] >= 0)
    return (outcomes.assign(recorded_month=months[outcomes["month_no"]], ward_code=wards[outcomes["ward_no"]], district_code=district,
                            outcome_group=np.array(GROUPS)[outcomes["group_no"]]),
            arrests.assign(month=months[arrests["month_no"]], ward_code=wards[arrests["ward_no"]], district_code=district))


def _part(counts: np.ndarray, usual: pd.Series, lags: dict[str, np.ndarray], rng: np.random.Generator) -> tuple[dict, dict]:
    """Draw for each crime of a part whether someone is arrested, what the police decide and what a court says, and when."""
    cell = np.repeat(np.arange(counts.size), counts.ravel())
    month, chance = cell // counts.shape[1], rng.random((7, len(cell)))
    group = _choose(usual[list(POLICE)].astype(float).to_numpy(), chance[0])
    at = month + np.choose(group, [_lag(lags[name], chance[1]) for name in POLICE])
    is_heard = (group == PROSECUTED) & (at + _lag(lags["court"], chance[2]) < len(MONTHS))
    result = np.where(chance[3] < float(usual["convicted_pct"]) / 100, CONVICTED, NOT_CONVICTED)
    result = np.where(chance[4] < UNAVAILABLE_SHARE, UNAVAILABLE, result)
    at = np.where(is_heard, at + _lag(lags["court"], chance[2]), at)
    group = np.where(is_heard, result, group)
    is_open = at >= len(MONTHS)
    outcomes = _counted(cell, counts.shape[1], np.where(is_open, OPEN, group), np.where(is_open, -1, at))
    arrested = chance[5] < float(usual["arrests_pct"]) / 100
    made = (month + _lag(lags["arrest"], chance[6]))[arrested]
    return outcomes, {"month_no": made, "ward_no": (cell % counts.shape[1])[arrested], "arrests": np.ones(len(made), dtype=int)}


def _counted(cell: np.ndarray, wards: int, group: np.ndarray, at: np.ndarray) -> dict[str, np.ndarray]:
    span = len(MONTHS) + 1
    keys, crimes = np.unique((cell * len(GROUPS) + group) * span + at + 1, return_counts=True)
    cells, groups = np.divmod(keys // span, len(GROUPS))
    return {"month_no": cells // wards, "ward_no": cells % wards, "group_no": groups, "outcome_no": keys % span - 1, "crimes": crimes}


def _summed(rows: list[pd.DataFrame], more: list[str], count: str) -> pd.DataFrame:
    return pd.concat(rows).groupby(["month_no", "ward_no", "category_code", *more], as_index=False)[count].sum()


def _categories(part: str) -> list[str]:
    """List the categories that count a part's crimes: its own and those that hold it."""
    holding = [whole for whole, pieces in WHOLES.items() if part in pieces]
    return [name for name in [part] if name not in UNLISTED] + [name for whole in holding for name in _categories(whole)]


def _lags() -> dict[str, np.ndarray]:
    table = reference("sample_outcome_lags").drop(columns="source").set_index("stage").astype(float)
    return {stage: np.stack([table.columns.astype(int), row]) for stage, row in zip(table.index, table.to_numpy())}


def _lag(table: np.ndarray, chance: np.ndarray) -> np.ndarray:
    return table[0].astype(int)[_choose(table[1], chance)]


def _choose(weights: np.ndarray, chance: np.ndarray) -> np.ndarray:
    return np.minimum(np.searchsorted(weights.cumsum() / weights.sum(), chance, side="right"), len(weights) - 1)
