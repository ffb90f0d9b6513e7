"""Counts the published street files again with pandas and shapely, sharing no code with the build."""

import json
from pathlib import Path

import pandas as pd
import shapely

REAL = Path(__file__).parent.parent.parent / "shared" / "real"
GEOGRAPHY = REAL / "geography"
MONTHS = [f"2022-{month:02d}" for month in range(4, 13)]
NAMES = {  # as they begin LSOA names; Folkestone and Hythe was Shepway
    "Ashford": "E07000105", "Canterbury": "E07000106", "Dartford": "E07000107", "Dover": "E07000108", "Gravesham": "E07000109",
    "Maidstone": "E07000110", "Sevenoaks": "E07000111", "Shepway": "E07000112", "Folkestone and Hythe": "E07000112", "Swale": "E07000113",
    "Thanet": "E07000114", "Tonbridge and Malling": "E07000115", "Tunbridge Wells": "E07000116", "Medway": "E06000035",
}


def recounted() -> pd.Series:
    """Count rows of April to December 2022: one value per district, ward ('' for none) and crime type."""
    parts = [pd.read_csv(REAL / "police_uk" / month / f"{month}-kent-street.csv", encoding="utf-8") for month in MONTHS]
    rows = pd.concat(parts).dropna(subset="LSOA code")
    rows["district"] = own_districts(rows)
    rows = rows.dropna(subset="district")
    spots = rows[["district", "LSOA code", "Longitude", "Latitude"]].drop_duplicates()
    spots["ward"] = own_wards(spots)
    return rows.merge(spots).groupby(["district", "ward", "Crime type"]).size()


def own_districts(rows):
    old, new = table("lookup_lsoa11_lsoa21_ltla22_KENT_MEDWAY.csv"), table("lookup_lsoa21_ward24_ltla24_KENT_MEDWAY.csv")
    known = {**dict(zip(old["lsoa11_code"], old["ltla22_code"])), **dict(zip(old["lsoa21_code"], old["ltla22_code"])),
             **dict(zip(new["lsoa21_code"], new["ltla24_code"]))}
    return rows["LSOA code"].map(known).fillna(rows["LSOA name"].str[:-5].map(NAMES))


def own_wards(spots):
    """Try every ward of the spot's district; else take the LSOA's best-fit ward where it is one of them."""
    wards = ward_shapes()
    fits = best_fits()
    return [next((code for code, shape in wards[spot.district] if shape.covers(shapely.Point(spot.Longitude, spot.Latitude))),
                 next((code for code in fits.get(spot.lsoa, ()) if code in dict(wards[spot.district])), ""))
            for spot in spots.rename(columns={"LSOA code": "lsoa"}).itertuples()]


def ward_shapes():
    wards = {}
    for file in GEOGRAPHY.glob("WD22_*.geojson"):
        for feature in json.loads(file.read_text(encoding="utf-8"))["features"]:
            shape = shapely.geometry.shape(feature["geometry"])
            shapely.prepare(shape)
            wards.setdefault(feature["properties"]["LAD22CD"], []).append((feature["properties"]["WD22CD"], shape))
    return {district: sorted(pairs, key=lambda pair: pair[0]) for district, pairs in wards.items()}


def best_fits():
    """List each LSOA's best-fit wards: by its own lookups, else by its parts of 2011 where they agree."""
    old, new = table("lookup_lsoa11_ward17_KENT_MEDWAY.csv"), table("lookup_lsoa21_ward24_ltla24_KENT_MEDWAY.csv")
    by_old = dict(zip(old["lsoa11_code"], old["ward17_code"]))
    fits = {code: [ward] for code, ward in zip(new["lsoa21_code"], new["ward24_code"])}
    for code, ward in by_old.items():
        fits.setdefault(code, []).append(ward)
    change = table("lookup_lsoa11_lsoa21_ltla22_KENT_MEDWAY.csv")
    for code, parts in change.groupby("lsoa21_code")["lsoa11_code"]:
        found = {by_old.get(part) for part in parts}
        if code not in by_old and len(found) == 1 and None not in found:
            fits.setdefault(code, []).append(found.pop())
    return fits


def with_all_crime(counts):
    """Put beside the 14 types their sum without anti-social behaviour; types as codes."""
    named = counts.rename("crimes").reset_index()
    named["category"] = named.pop("Crime type").str.lower().str.replace(" ", "_").str.replace("-", "_")
    whole = named[named["category"] != "anti_social_behaviour"].assign(category="all_crime")
    keys = [column for column in named if column != "crimes"]
    return pd.concat([named, whole]).groupby(keys)["crimes"].sum().to_dict()


def table(name):
    return pd.read_csv(GEOGRAPHY / name, dtype=str, encoding="utf-8")
