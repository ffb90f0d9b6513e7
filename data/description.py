"""Says what an edition is and what bears on it: edition.json, events, priorities, known gaps."""

from datetime import UTC, datetime

import pandas as pd

from data import areas as places
from data.crime import default_last_months

# What surprises readers about the classes: (home district, whether by the classification of 2011) -> words
RURAL_NOTES = {
    ("E07000116", True): "Paddock Wood and Cranbrook are towns and count as rural; Speldhurst and Bidborough counts as urban.",
    ("E07000116", False): "Paddock Wood and Cranbrook are towns and count as rural; Speldhurst and Bidborough counted as urban until 2024.",
}

# Who holds the extracts that aren't open data
NOT_OPEN = {"partnership": ("measures", "harm_weights"), "council": ("near_misses", "promises")}


def events_here(districts: pd.DataFrame, home: str) -> pd.DataFrame:
    """Take from the reference table the events of the country, the county, the police area and the district."""
    here = districts.set_index("district_code").loc[home]
    places_here = {"England", home, here["district_name"], here["county_name"], here["police_force"]}
    events = places.reference("events")
    return events[events["area"].isin(places_here)].assign(breaks_series=lambda rows: rows["breaks_series"] == "true")


def priorities_here(home: str, categories: pd.DataFrame) -> pd.DataFrame:
    """Take the priorities of the home district's partnership whose categories the edition has."""
    priorities = places.reference("priorities")
    return priorities[(priorities["district_code"] == home) & priorities["category_code"].isin(categories["category_code"])]


def describe(home: str, made: dict[str, pd.DataFrame], vintage: str, *, title: str, kind: str, **more) -> dict:
    """Say what an edition is: edition.json without what its writer adds."""
    whole = made["areas"].set_index("area_code")
    county = places.reference("districts").set_index("district_code").loc[home]
    names = places.reference("place_names").set_index("district_code")["full_name"].to_dict()
    lasts = default_last_months(made["crime"], home)
    series = sorted(made["crime"]["series"].unique())
    return {
        "title": title, "kind": kind, "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "home_district": home, "home_name": whole.at[home, "area_name"],
        "county_code": county["county_code"], "county_name": county["county_name"],
        "police_force": county["police_force"], "ward_vintage": vintage,
        "rural_urban_basis": f"rural-urban classification of {'2011' if vintage < 'WD24' else '2021'}",
        "rural_urban_note": RURAL_NOTES.get((home, vintage < "WD24"), "Small towns can count as rural."),
        **({} if (whole["setting"] == "Town centre")[whole["district_code"] == home].any() else {"has_town_centre": False}),
        "place_names": {code: names.get(code, name) for code, name in zip(whole.index, whole["area_name"]) if code[1:3] != "05"},
        "series": series,
        **({"default_last_month": lasts[series[0]]} if series and series[0] in lasts else {}),
        **({"default_last_months": lasts} if lasts else {}), **more,
    }


def title_and_kind(home: str, made: dict[str, pd.DataFrame]) -> dict[str, str]:
    """Name the edition by whose data it holds; what isn't open data makes it restricted."""
    is_held = {"partnership": (made["crime"]["series"] == "partner").any(), "council": False}
    is_held |= {holder: any(len(made[name]) for name in names) or is_held[holder] for holder, names in NOT_OPEN.items()}
    holders = [holder for holder in is_held if is_held[holder]]
    name = made["areas"].set_index("area_code").at[home, "area_name"]
    return {"title": f"{name}, {' and '.join([*holders, 'open']) if len(holders) < 2 else 'partnership, council and open'} data",
            "kind": "restricted" if holders else "published"}


def not_compared(areas: pd.DataFrame, districts: pd.DataFrame, home: str) -> list[str]:
    """Name the districts of the home district's county, or of its police force where it is a county by itself, that the edition lacks."""
    here = districts.set_index("district_code").loc[home]
    group = districts[districts["is_home_force"] & ((districts["county_code"] == here["county_code"]) | (here["county_code"] == home))]
    lacking = group.loc[~group["district_code"].isin(areas["area_code"]), "district_name"]
    area = here["police_force"] if here["county_code"] == home else here["county_name"]
    return [f"Compared are {len(group) - len(lacking)} of the {len(group)} {area} districts: no boundaries were given of {', '.join(sorted(lacking))}."] * bool(len(lacking))


def unknown_wards(areas: pd.DataFrame, residents: pd.DataFrame, home: str) -> list[str]:
    """Name the districts that have wards without residents or without a rural-urban class, and the home district if it has no wards."""
    wards = areas[areas["area_level"] == "ward"]
    names = areas[areas["area_level"] == "district"].set_index("area_code")["area_name"]
    without = {"residents, so without a rate": ~wards["area_code"].isin(residents["area_code"]), "a rural-urban class": wards["rural_urban"].isna()}
    lacking = [f"{names[home]}: no ward boundaries were given, so its figures are for the whole district."] * (home not in set(wards["district_code"]))
    return lacking + [f"{names[district]}: {len(some)} ward{'s' if len(some) > 1 else ''} without {what}."
            for what, lacks in without.items() for district, some in wards[lacks].groupby("district_code")]
