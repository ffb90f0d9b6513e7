"""Invents monthly counts of crime for the sample's districts that add up to the published totals."""

import numpy as np
import pandas as pd

from data.areas import reference

FIRST_MONTH, LAST_MONTH = "2017-01", "2023-03"
MONTHS = pd.period_range(FIRST_MONTH, LAST_MONTH, freq="M")
SPREAD = 1.1  # how much more the months vary than chance alone would make them (Poisson: 1)
TYPED_YEARS = (2019, 2020)  # the years for which every district has typed rates
# Each whole is the sum of its pieces, smallest wholes first; its last piece is what the others leave of it.
WHOLES = {
    "violent_crime": ("sexual_offences", "violence_not_sexual"),
    "victim_based_crime": ("violent_crime", "burglary_residential", "criminal_damage", "robbery", "shoplifting",
                           "theft_from_vehicle", "theft_of_vehicle", "other_with_victim"),
    "drug_offences": ("drug_trafficking", "drug_possession"),
    "all_crime": ("victim_based_crime", "drug_offences", "other_without_victim"),
    "asb_rowdy_nuisance": ("asb_gathering_covid_tag", "rowdy_untagged"),
    "asb_incidents": ("asb_rowdy_nuisance", "asb_other"),
}
UNLISTED = {"violence_not_sexual", "other_with_victim", "other_without_victim", "rowdy_untagged", "asb_other"}


def monthly_parts(rng: np.random.Generator) -> dict[str, dict[str, np.ndarray]]:
    """Invent each district's count by part and month: district code -> part -> one integer per month of MONTHS."""
    shapes, totals = part_shapes(), period_totals()
    return {district: {part: _monthly(rows, part, shapes[part], rng) for part in shapes}
            for district, rows in totals.groupby("district_code")}


def whole_counts(parts: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Add parts up to the categories of the extract; what no category lists is left out."""
    counts = dict(parts)
    for whole, pieces in WHOLES.items():
        counts[whole] = sum(counts[piece] for piece in pieces)
    return {category: count for category, count in counts.items() if category not in UNLISTED}


def lockdown_strength() -> np.ndarray:
    """Say how strongly each month of MONTHS was locked down, 0 to 1."""
    table = reference("sample_lockdowns").set_index("month")["strength"].astype(float)
    return table.reindex(MONTHS.astype(str)).fillna(0).to_numpy()


def part_shapes() -> dict[str, np.ndarray]:
    """Give each part its usual months: season and answer to lockdowns, about 1; one number per month of MONTHS."""
    seasons = reference("sample_seasons").set_index("season").astype(float)
    strength, shapes = lockdown_strength(), {}
    for part in reference("sample_parts").itertuples():
        season = seasons.loc[part.season].to_numpy()[MONTHS.month - 1]
        usual = 0.0 if part.season == "lockdown" else 1.0
        shapes[part.part] = season * (usual + float(part.lockdown_response) * strength)
    return shapes


def period_totals() -> pd.DataFrame:
    """List every district's totals by part for periods that follow each other from FIRST_MONTH to LAST_MONTH."""
    typed = reference("sample_totals").drop(columns="source")
    numbers = typed.columns.drop(["district_code", "first_month"])
    typed = pd.DataFrame(_split(typed.astype(dict.fromkeys(numbers, int))))
    return pd.concat([typed, *map(_levelled, _rated_years())], ignore_index=True)


def _split(totals: pd.DataFrame) -> pd.DataFrame:
    parts = totals.copy()
    for whole, (*others, last) in WHOLES.items():
        parts[last] = totals[whole] - totals[others].sum(axis=1)
    return parts.drop(columns=list(WHOLES))


def _rated_years() -> list[pd.DataFrame]:
    """Turn typed rates per 1,000 residents into counts by part: a table per district, indexed by year."""
    rates = reference("sample_district_rates").drop(columns=["district_name", "source"])
    rates = rates.astype(dict.fromkeys(rates.columns.drop("district_code"), float)).astype({"year": int})
    residents = reference("sample_district_residents").astype({"year": int, "residents": int})
    people = rates.merge(residents, on=["district_code", "year"])["residents"]
    counts = rates.drop(columns=["district_code", "year"]).mul(people / 1000, axis=0).round().astype(int)
    parts = _split(counts).assign(district_code=rates["district_code"], year=rates["year"])
    return [rows.set_index("year") for _, rows in parts.groupby("district_code")]


def _levelled(years: pd.DataFrame) -> pd.DataFrame:
    """Carry a district's typed years to all years by each part's level relative to the nearer typed year."""
    levels = reference("sample_parts").set_index("part")
    rows = []
    for year in sorted(set(MONTHS.year)):
        nearest = min(TYPED_YEARS, key=lambda typed: abs(typed - year))
        months = MONTHS[MONTHS.year == year]
        row = {"district_code": years["district_code"].iat[0], "first_month": str(months[0]), "months": len(months)}
        for part in levels.index:
            level = 1.0 if year == nearest else float(levels.at[part, f"level_{year}"])
            row[part] = round(int(years.at[nearest, part]) * level * _share_of_year(levels.at[part, "season"], months))
        rows.append(row)
    return pd.DataFrame(rows)


def _share_of_year(season: str, months: pd.PeriodIndex) -> float:
    usual = reference("sample_seasons").set_index("season").loc[season].astype(float).to_numpy()
    return usual[months.month - 1].sum() / usual.sum()


def _monthly(periods: pd.DataFrame, part: str, shape: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Spread a part's period totals over the months: a smooth curve, chance on top, each total kept exactly."""
    starts = [MONTHS.get_loc(month) for month in periods["first_month"]]
    spans = [slice(start, start + int(months)) for start, months in zip(starts, periods["months"])]
    totals = [int(total) for total in periods[part]]
    curve = _smooth(totals, spans, shape)
    chance = rng.random((12, len(MONTHS))).sum(axis=0) - 6  # near-normal, and the same on every machine
    noisy = np.maximum(curve + SPREAD * np.sqrt(curve) * chance, 0.02 * curve)
    return np.concatenate([apportion(total, noisy[span]) for total, span in zip(totals, spans)])


def _smooth(totals: list[int], spans: list[slice], shape: np.ndarray) -> np.ndarray:
    """Scale the shape by levels that run straight from the middle of one period to the middle of the next."""
    middles = [(span.start + span.stop - 1) / 2 for span in spans]
    sums = [shape[span].sum() for span in spans]
    levels = np.array([total / usual if usual else 0.0 for total, usual in zip(totals, sums)])
    for _ in range(4):
        curve = shape * np.interp(np.arange(len(shape)), middles, levels)
        levels = levels * [total / curve[span].sum() if total else 0.0 for total, span in zip(totals, spans)]
    return shape * np.interp(np.arange(len(shape)), middles, levels)


def apportion(total: int, weights: np.ndarray) -> np.ndarray:
    """Split a whole number by weights into whole numbers with the same sum (largest remainders)."""
    shares = np.rint(weights * 1_000_000).astype(np.int64)
    if not total or not shares.sum():
        return np.zeros(len(weights), dtype=np.int64)
    counts, remainders = np.divmod(total * shares, shares.sum())
    largest = np.argsort(-remainders, kind="stable")[: total - counts.sum()]
    counts[largest] += 1
    return counts
