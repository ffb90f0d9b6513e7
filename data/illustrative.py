"""Makes the illustrative sample edition's extracts: real places, published totals, invented months and wards."""

import numpy as np
import pandas as pd

from data.areas import reference
from data.contracts import EXTRACTS
from data.illustrative_areas import WARD_VINTAGE, areas, residents
from data.illustrative_crime import MONTHS, monthly_parts, whole_counts
from data.illustrative_near_misses import MONTHS as REGISTER_MONTHS
from data.illustrative_near_misses import near_misses
from data.illustrative_outcomes import held_months, outcome_extracts
from data.illustrative_roads import road_extracts
from data.illustrative_supplied import supplied
from data.illustrative_wards import place_in_wards, wards

SEED = 20_230_331
ROADS_SEED, NEAR_MISSES_SEED, OUTCOMES_SEED = (SEED, 3), (SEED, 2), (SEED, 4)


def illustrative_extracts() -> dict[str, pd.DataFrame]:
    """Make every extract of the sample but outlines, the same row for row each time; months are timestamps."""
    places, districts = areas(), _districts()
    extracts = {
        "areas": places,
        "residents": residents(),
        "categories": _categories(),
        "crime": _crime(districts),
        "priorities": reference("priorities").astype({"year": int, "sort_order": int}),
        "events": _events(places),
        "coverage": _coverage({"crime.partner": MONTHS, "collisions": MONTHS, "near_misses": REGISTER_MONTHS,
                               "outcomes.partner": held_months(), "arrests.partner": held_months()}),
        "former_wards": _former_wards(),
        "near_misses": near_misses(places, np.random.default_rng(NEAR_MISSES_SEED)),
        **supplied(),
        **outcome_extracts(districts, np.random.default_rng(OUTCOMES_SEED)),
        **road_extracts(places, np.random.default_rng(ROADS_SEED)),
    }
    return {name: rows[list(EXTRACTS[name].columns)].reset_index(drop=True) for name, rows in extracts.items()}


def _districts() -> dict[str, tuple[list[str | None], dict[str, np.ndarray]]]:
    """Draw each district's crimes by part, month and ward: code -> the wards' codes and the counts; only the home district has wards."""
    rng = np.random.default_rng(SEED)
    districts, home = monthly_parts(rng), wards()["district_code"].iat[0]
    placed = place_in_wards(districts.pop(home), rng)
    return {home: ([*wards()["ward_code"], None], placed)} | {
        district: ([None], {part: counts[:, None] for part, counts in parts.items()}) for district, parts in districts.items()}


def _crime(districts: dict[str, tuple[list[str | None], dict[str, np.ndarray]]]) -> pd.DataFrame:
    """Count crimes by month, district, ward and category."""
    rows = [_rows(district, codes, parts) for district, (codes, parts) in districts.items()]
    return pd.concat(rows, ignore_index=True).assign(series="partner")


def _rows(district: str, codes: list[str | None], parts: dict[str, np.ndarray]) -> pd.DataFrame:
    grid = pd.MultiIndex.from_product([MONTHS.to_timestamp(), codes], names=["month", "ward_code"])
    wide = pd.DataFrame({category: counts.ravel() for category, counts in whole_counts(parts).items()}, index=grid)
    return wide.reset_index().melt(["month", "ward_code"], var_name="category_code", value_name="crimes").assign(district_code=district)


def _categories() -> pd.DataFrame:
    return _true_or_false(reference("categories").query("series == 'partner'")).astype({"sort_order": int})


def _events(places: pd.DataFrame) -> pd.DataFrame:
    home = wards()["district_code"].iat[0]
    here = ["England", home, places.set_index("area_code").at[home, "police_force"]]
    events = pd.concat([reference("events").query("area in @here"), reference("sample_near_miss_events")], ignore_index=True)
    return _true_or_false(events).assign(date=pd.to_datetime(events["date"]))


def _coverage(months: dict[str, pd.PeriodIndex]) -> pd.DataFrame:
    held = [pd.DataFrame({"month": held.to_timestamp()}).assign(extract=extract) for extract, held in months.items()]
    return pd.concat(held, ignore_index=True).assign(is_complete=True, is_provisional=False, note=None)


def _former_wards() -> pd.DataFrame:
    table = reference("former_wards").query("former_vintage != @WARD_VINTAGE")
    return table.assign(share_pct=pd.to_numeric(table["share_pct"]).astype("Int64"))


def _true_or_false(table: pd.DataFrame) -> pd.DataFrame:
    flags = [column for column in table if set(table[column]) <= {"true", "false"}]
    return table.assign(**{column: table[column] == "true" for column in flags})
