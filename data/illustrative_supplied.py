"""Makes the sample's measures, promises and deprivation from typed tables: all invented but a published rise in helpline calls."""

import pandas as pd

from data.areas import reference


def supplied() -> dict[str, pd.DataFrame]:
    """Make the extracts `measures` (by quarter), `promises`, `deprivation`."""
    return {"measures": _measures(), "promises": _promises(), "deprivation": _deprivation()}


def _measures() -> pd.DataFrame:
    key = ["measure", "organisation", "area_code", "unit"]
    rows = reference("sample_measures").drop(columns="source").melt(key, var_name="quarter", value_name="value")
    quarters = pd.PeriodIndex(rows["quarter"].str.replace("-", ""), freq="Q")
    return rows.assign(period_start=quarters.start_time.normalize(), period_end=quarters.end_time.normalize(), value=rows["value"].astype(float))


def _promises() -> pd.DataFrame:
    rows = reference("sample_promises")
    return rows.assign(date=pd.to_datetime(rows["date"]), due=pd.to_datetime(rows["due"]))


def _deprivation() -> pd.DataFrame:
    return reference("sample_deprivation").astype({"decile": float, "most_deprived_pct": float}).assign(score=float("nan"))
