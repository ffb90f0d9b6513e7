"""Makes the extracts of places: areas, residents, residents by age, wards of the other vintage."""

from collections import Counter
from functools import cache
from pathlib import Path

import pandas as pd
import shapely
from pyproj import Transformer

from data.sources.geography import Geography, best_fit
from data.sources.residents import MID_YEAR, age_band

REFERENCE = Path(__file__).parent / "reference"
TO_GRID = Transformer.from_crs(4326, 27700, always_xy=True)
HELD = 0.10  # a new ward that holds less of the old ward's land than this is not named


def reference(name: str) -> pd.DataFrame:
    """Read a reference table as text, empty cells as null."""
    return _read(REFERENCE / f"{name}.csv").copy()


@cache
def _read(file: Path) -> pd.DataFrame:
    return pd.read_csv(file, dtype=str, encoding="utf-8", comment="#")


def force_districts(home: str) -> pd.DataFrame:
    """List every district of England and Wales with is_home_force: in the police area of the home district."""
    districts = reference("districts")
    force = districts.loc[districts["district_code"] == home, "police_force"].iat[0]
    return districts.assign(is_home_force=(districts["police_force"] == force) & (districts["is_current"].str.lower() == "true"))


def to_grid(shape):
    """Move a shape from degrees to British National Grid metres."""
    return shapely.transform(shape, TO_GRID.transform, interleaved=False)


def map_places(home: str) -> pd.DataFrame:
    """List the towns and villages that the home district's map names."""
    places = reference("map_places").query("map_code == @home").astype({"longitude": float, "latitude": float})
    east, north = TO_GRID.transform(places["longitude"].to_numpy(), places["latitude"].to_numpy())
    return places.assign(easting_m=east.round().astype(int), northing_m=north.round().astype(int))


def ward_classes(geography: Geography, lsoa_people: pd.DataFrame) -> dict[str, str]:
    """Class each ward as most of its residents are: RUC 2011 for wards before 2024, RUC 2021 since."""
    vintage = "11" if geography.year < 24 else "21"
    classes = geography.lsoa_classes.get(vintage, {})
    newest = lsoa_people.sort_values("year").drop_duplicates("lsoa_code", keep="last")
    people = dict(zip(newest["lsoa_code"], newest["residents"]))
    counts: dict[str, Counter] = {}
    for lsoa, rural_urban in classes.items():
        ward = ward_of(geography, lsoa)
        if ward:
            counts.setdefault(ward, Counter())[rural_urban] += people.get(lsoa, 1)
    return {ward: max(sorted(count), key=count.get) for ward, count in counts.items()}


def ward_of(geography: Geography, lsoa: str) -> str | None:
    """Name the ward that an LSOA is counted in: its best fit, else the one that holds its centre."""
    return best_fit(geography, lsoa) or _ward_at(geography, lsoa)


def areas(geography: Geography, districts: pd.DataFrame, classes: dict[str, str], named: set[str]) -> pd.DataFrame:
    """Make the extract `areas`, with full boundaries as shapely shapes in WGS84.

    `named`: districts that are there even without boundaries; their shape and their centre are null.
    """
    known = districts.set_index("district_code")
    wards = geography.wards.rename(columns={"ward_code": "area_code", "ward_name": "area_name"}).assign(area_level="ward")
    wards["rural_urban"] = wards["area_code"].map(classes)
    wards["setting"] = [_setting(code, kind) for code, kind in zip(wards["area_code"], wards["rural_urban"])]
    joined = wards.groupby("district_code")["shape"].agg(lambda shapes: shapely.union_all(shapes.to_numpy()))
    home_force = known[known["is_home_force"] & known.index.isin({*joined.index, *named})]
    whole = pd.DataFrame({"area_code": home_force.index, "area_name": home_force["district_name"], "district_code": home_force.index,
                          "area_level": "district", "vintage": geography.vintage.replace("WD", "LAD"),
                          "shape": joined.reindex(home_force.index)})
    both = pd.concat([whole, wards[wards["district_code"].isin(home_force.index)]], ignore_index=True)
    both["county_code"] = both["district_code"].map(known["county_code"])
    both["police_force"] = both["district_code"].map(known["police_force"])
    both["shape"] = both["shape"].astype(object).where(both["shape"].notna(), None)
    inner = shapely.point_on_surface(both["shape"].to_numpy())
    return both.assign(longitude=shapely.get_x(inner).round(5), latitude=shapely.get_y(inner).round(5))


def residents(geography: Geography, by_district: pd.DataFrame, by_lsoa: pd.DataFrame, by_age: pd.DataFrame) -> pd.DataFrame:
    """Make the extract `residents`; a ward's are the sum of its best-fit LSOAs, never guessed where one has none."""
    fitted = by_lsoa.assign(area_code=[best_fit(geography, lsoa) for lsoa in by_lsoa["lsoa_code"]],
                            district_code=by_lsoa["lsoa_code"].map(geography.lsoa_district))
    is_fitted = fitted["area_code"].notna().groupby([fitted["district_code"], fitted["year"]], dropna=False).transform("all").astype(bool)
    by_ward = fitted[is_fitted & fitted["district_code"].notna()].groupby(["area_code", "year", "basis"], as_index=False)["residents"].sum()
    published = by_age.groupby(["area_code", "year"], as_index=False)["residents"].sum().assign(basis=MID_YEAR)
    districts_known = by_district[by_district["area_code"].isin(set(geography.ward_district.values()))]
    joined = pd.concat([districts_known, published, by_ward], ignore_index=True)
    return joined.drop_duplicates(["area_code", "year"])[["area_code", "year", "residents", "basis"]].sort_values(["area_code", "year"])


def by_ward_and_age(geography: Geography, table: pd.DataFrame) -> pd.DataFrame:
    """Give a table by ward name and age the codes of the chosen wards: area_code, district_code, year, age, residents.

    A district is taken only where table and boundaries name the same wards: a name alone may be another vintage's.
    """
    named = geography.wards[["district_code", "ward_name", "ward_code"]]
    ours, theirs = (frame.groupby("district_code")["ward_name"].agg(frozenset) for frame in (named, table))
    same = ours.index[ours.eq(theirs.reindex(ours.index))]
    joined = table[table["district_code"].isin(same)].merge(named, on=["district_code", "ward_name"], validate="many_to_one")
    return joined.rename(columns={"ward_code": "area_code"})[["area_code", "district_code", "year", "age", "residents"]]


def residents_by_age(by_age: pd.DataFrame) -> pd.DataFrame:
    """Make the extract `residents_by_age`, for wards and for districts that have all their wards."""
    banded = by_age.assign(age_band=by_age["age"].map({age: age_band(age) for age in range(91)}))
    key = ["area_code", "year", "age_band"]
    wards = banded.groupby(key, as_index=False)["residents"].sum()
    whole = banded.assign(area_code=banded["district_code"]).groupby(key, as_index=False)["residents"].sum()
    return pd.concat([wards, whole], ignore_index=True).query("residents > 0").sort_values(key)


def former_wards(geography: Geography, others: list[pd.DataFrame]) -> pd.DataFrame:
    """Say which chosen wards hold each ward of another vintage, largest part of its land first."""
    chosen, rows = geography.wards, []
    for other in others:
        moved = other[~other["ward_code"].isin(chosen["ward_code"])]
        tree = shapely.STRtree(chosen["shape"].to_numpy())
        for old in moved.itertuples():
            for at in sorted(tree.query(old.shape)):
                now = chosen.iloc[at]
                if shapely.area(shapely.intersection(old.shape, now["shape"])) >= HELD * shapely.area(old.shape):
                    rows.append((old.ward_code, old.ward_name, old.vintage, now["ward_code"], None))
    return pd.DataFrame(rows, columns=["former_code", "former_name", "former_vintage", "ward_code", "share_pct"])


def _setting(code: str, rural_urban: str | None) -> str | None:
    if rural_urban == "Urban":
        return "Town centre" if code in set(reference("town_centre_wards")["ward_code"]) else "Other urban"
    return rural_urban if rural_urban == "Rural" else None


def _ward_at(geography: Geography, lsoa: str) -> str | None:
    if lsoa not in geography.lsoa_centres:
        return None
    point = shapely.Point(*geography.lsoa_centres[lsoa])
    holding = geography.wards.loc[shapely.intersects(geography.wards["shape"].to_numpy(), point), "ward_code"]
    return holding.min() if len(holding) else None
