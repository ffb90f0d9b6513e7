"""Gives each row of a street file its district and ward, or the reason why it is dropped."""

import numpy as np
import pandas as pd
import shapely

from data.sources.geography import Geography, best_fit

NO_LOCATION = "no location"
OUTSIDE = "outside the police area"
WHERE = ["lsoa_code", "lsoa_name", "longitude", "latitude"]


def place(rows: pd.DataFrame, geography: Geography, districts: pd.DataFrame) -> pd.DataFrame:
    """Add district_code, ward_code and dropped (a reason, or null) to rows that have the columns of WHERE.

    `districts` are those of the police area and all others by name: district_code, district_name, is_home_force.
    """
    spot_of = rows.groupby(WHERE, sort=False, dropna=False).ngroup()  # many crimes share a spot
    spots = rows.loc[~spot_of.duplicated(), WHERE].reset_index(drop=True)
    spots["district_code"] = _districts(spots, geography, districts)
    inside = set(districts.loc[districts["is_home_force"], "district_code"])
    spots["dropped"] = np.select(
        [(spots["lsoa_code"] == "").to_numpy(dtype=bool), (~spots["district_code"].isin(inside)).to_numpy(dtype=bool)],
        [NO_LOCATION, OUTSIDE], default="")
    spots["dropped"] = spots["dropped"].where(spots["dropped"] != "", None)
    spots["ward_code"] = _wards(spots, geography)
    found = spots.drop(columns=WHERE).take(spot_of)
    return rows.assign(**{name: found[name].array for name in found})


def _districts(spots: pd.DataFrame, geography: Geography, districts: pd.DataFrame) -> pd.Series:
    """Look up each LSOA's district; by the name's prefix only where no lookup knows the code."""
    by_name = dict(zip(districts["former_name"], districts["district_code"])) | dict(zip(districts["district_name"], districts["district_code"]))
    looked_up = spots["lsoa_code"].map(geography.lsoa_district)
    prefix = spots["lsoa_name"].str.rsplit(" ", n=1).str[0].map(by_name)
    return looked_up.where(looked_up.notna(), prefix)


def wards_at(longitude: pd.Series, latitude: pd.Series, districts: pd.Series, geography: Geography) -> list[str | None]:
    """Find for each point (degrees; null: none) the ward of its own district that holds it."""
    holding = _holding(longitude, latitude, geography)
    return [_first_of(district, holding.get(at, []), geography) for at, district in enumerate(districts)]


def _wards(spots: pd.DataFrame, geography: Geography) -> list[str | None]:
    """Find the ward of the spot's district that holds its point; else the LSOA's best-fit ward in that district."""
    holding = _holding(spots["longitude"], spots["latitude"], geography)
    return [_first_of(district, [*holding.get(at, []), best_fit(geography, lsoa)], geography) if is_kept else None
            for at, (district, lsoa, is_kept) in enumerate(zip(spots["district_code"], spots["lsoa_code"], spots["dropped"].isna()))]


def _holding(longitude: pd.Series, latitude: pd.Series, geography: Geography) -> dict[int, list[str]]:
    """List the wards that hold each point, by the point's position."""
    points = shapely.points(longitude.to_numpy(dtype=float), latitude.to_numpy(dtype=float))
    points[longitude.isna().to_numpy() | latitude.isna().to_numpy()] = None
    point_at, ward_at = shapely.STRtree(geography.wards["shape"].to_numpy()).query(points, predicate="intersects")
    codes, holding = geography.wards["ward_code"].to_numpy(), {}
    for point, ward in sorted(zip(point_at, codes[ward_at])):
        holding.setdefault(int(point), []).append(ward)
    return holding


def _first_of(district: str, wards: list[str | None], geography: Geography) -> str | None:
    return next((ward for ward in wards if ward and geography.ward_district[ward] == district), None)
