"""Builds an edition from raw files: recognise, check, place, count, publish."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from data import areas as places
from data.crime import count_crime, count_places, default_last_month, join_partner, month_coverage
from data.editions import publish
from data.inputs import RawFile, Table, find_files, opening_rows, plain_name, read_table
from data.outlines import outlines, simplified_boundaries
from data.placing import place
from data.problems import BuildStopped, Problem
from data.sources import KINDS, missing_columns, police_uk, recognise
from data.sources.geography import Geography, add_lookup, ward_shapes, ward_vintage
from data.sources.partner import partner_rows
from data.sources.residents import district_residents, lsoa_residents, ward_residents
from data.summary import Summary

LOOKUPS = ("lsoa_change", "lsoa_ward", "rural_urban", "lsoa_centres")


# What surprises readers about the classes: (home district, whether by the classification of 2011) -> words
RURAL_NOTES = {
    ("E07000116", True): "Paddock Wood and Cranbrook are towns and count as rural; Speldhurst and Bidborough counts as urban.",
    ("E07000116", False): "Paddock Wood and Cranbrook are towns and count as rural; Speldhurst and Bidborough counted as urban until 2024.",
}


@dataclass
class Recognised:
    """The raw files by kind, read as tables; boundary files by vintage."""

    tables: dict[str, list[Table]] = field(default_factory=dict)
    wards: dict[str, list[pd.DataFrame]] = field(default_factory=dict)


def build(given: list[Path], home: str, vintage: str | None, out: Path, say: Callable[[str], None]) -> Path:
    """Build an edition for the home district and make it current; give its folder.

    Raises BuildStopped with every problem found; what is current before stays so.
    """
    if home not in set(places.reference("districts")["district_code"]):
        raise BuildStopped([Problem("--home", f"'{home}'", "the ONS code of a district of England or Wales, such as E07000116", "Give the right code.")])
    summary = Summary()
    found = recognise_files(find_files(given), summary, say)
    geography = make_geography(found, vintage, home)
    districts = places.force_districts(home)
    say(f"Boundaries: {geography.vintage}, {len(geography.wards):,} wards")
    extracts = geographic_extracts(found, geography, districts) | {"events": events_here(districts, home)}
    wards = {code: geography.ward_district[code] for code in extracts["areas"].query("area_level == 'ward'")["area_code"]}
    summary.gaps += unknown_wards(extracts["areas"], extracts["residents"])
    extracts |= crime_extracts(found, geography, districts, wards, summary, say)
    extracts["priorities"] = priorities_here(home, extracts["categories"])
    if not len(extracts["crime"]):
        raise BuildStopped([Problem("the files given", "no crime figures for this district", "street files or partnership counts",
                                    "Give the folder or zip that holds them.")])
    has_partner = (extracts["crime"]["series"] == "partner").any()
    name = extracts["areas"].set_index("area_code").at[home, "area_name"]
    about = describe(home, extracts, geography.vintage, title=f"{name}, {'partnership and open' if has_partner else 'open'} data",
                     kind="restricted" if has_partner else "published", report=summary.as_dict(), extracts=summary.extract_notes())
    edition = publish(out, extracts, about)
    say(summary.text())
    return edition


def recognise_files(files: list[RawFile], summary: Summary, say: Callable[[str], None]) -> Recognised:
    """Read every file whose header is known; collect what is wrong with them in one report."""
    found, problems = Recognised(), []
    for number, raw in enumerate(files, 1):
        if number % 25 == 0:
            say(f"Reading files: {number} of {len(files)}")
        try:
            _recognise_one(raw, found, summary)
        except BuildStopped as stopped:
            problems += stopped.problems
    if problems:
        raise BuildStopped(problems)
    return found


def make_geography(found: Recognised, vintage: str | None, home: str) -> Geography:
    """Choose the boundaries' vintage (the newest given, unless named) and take in all lookups."""
    chosen = vintage or max(found.wards, default="")
    if chosen not in found.wards:
        given = ", ".join(sorted(found.wards)) or "none"
        raise BuildStopped([Problem("ward boundaries", given, chosen or "a GeoJSON file of ward boundaries",
                                    "Give the boundary files of that vintage, as GeoJSON in WGS84.")])
    wards = pd.concat(found.wards[chosen], ignore_index=True).drop_duplicates("ward_code")
    if home not in set(wards["district_code"]):
        raise BuildStopped([Problem("ward boundaries", f"no ward of {home} in {chosen}", "the home district's wards",
                                    "Give the boundary file that holds them, or another --wards.")])
    geography = Geography(wards.sort_values("ward_code", ignore_index=True))
    for kind in LOOKUPS:
        for table in found.tables.get(kind, []):
            add_lookup(geography, kind, table)
    return geography


def geographic_extracts(found: Recognised, geography: Geography, districts: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Make the extracts of places and their residents."""
    by_lsoa = _all(found, "lsoa_residents", lsoa_residents, ["lsoa_code", "year", "residents", "basis"])
    by_district = _all(found, "district_residents", district_residents, ["area_code", "year", "residents", "basis"])
    by_name = _all(found, "ward_residents", ward_residents, ["district_code", "ward_name", "year", "age", "residents"])
    by_age = places.by_ward_and_age(geography, by_name)
    whole = places.areas(geography, districts, places.ward_classes(geography, by_lsoa))
    known = set(whole["area_code"])
    people = places.residents(geography, by_district, by_lsoa.drop_duplicates(["lsoa_code", "year"]), by_age)
    grid = dict(zip(whole["area_code"], places.to_grid(whole["shape"].to_numpy())))
    others = [frame[frame["district_code"].isin(known)] for year, frames in sorted(found.wards.items())
              if year != geography.vintage for frame in frames]
    areas = whole.assign(boundary=simplified_boundaries(whole, grid))
    return {
        "areas": areas,
        "residents": people[people["area_code"].isin(known)],
        "residents_by_age": places.residents_by_age(by_age).query("area_code in @known"),
        "outlines": outlines(areas, grid),
        "former_wards": places.former_wards(geography, others),
    }


def crime_extracts(found: Recognised, geography: Geography, districts: pd.DataFrame, wards: dict[str, str],
                   summary: Summary, say: Callable[[str], None]) -> dict[str, pd.DataFrame]:
    """Make the extracts of crimes from the police's rows and the partnership's counts."""
    categories = places.reference("categories")
    here = set(wards.values())
    street = _street(found.tables.get("street", []), summary)
    say(f"Placing {len(street):,} rows")
    placed = place(street, geography, districts)
    summary.count_placed(placed)
    police = placed[placed["dropped"].isna() & placed["district_code"].isin(here)]
    partner_codes = set(categories.query("series == 'partner'")["category_code"])
    partner = join_partner(_each(found.tables.get("partner", []), lambda table: partner_rows(table, partner_codes, wards, here)), summary)
    used = [series for series, rows in (("partner", partner), ("police_uk", police)) if len(rows)]
    coverage, warnings = month_coverage(police, partner)
    summary.warnings += warnings
    gone = coverage.loc[~coverage["is_complete"], "month"]
    summary.gaps += [f"No figures for {', '.join(f'{month:%B %Y}' for month in gone)}."] * bool(len(gone))
    return {
        "categories": categories[categories["series"].isin(used)],
        "crime": pd.concat([count_crime(police, sorted(here)), partner.drop(columns="is_provisional").assign(series="partner")], ignore_index=True),
        "crime_places": count_places(police),
        "coverage": coverage,
    }


def unknown_wards(areas: pd.DataFrame, residents: pd.DataFrame) -> list[str]:
    """Name the districts that have wards without residents or without a rural-urban class."""
    wards = areas[areas["area_level"] == "ward"]
    names = areas[areas["area_level"] == "district"].set_index("area_code")["area_name"]
    without = {"residents, so without a rate": ~wards["area_code"].isin(residents["area_code"]), "a rural-urban class": wards["rural_urban"].isna()}
    return [f"{names[district]}: {len(some)} ward{'s' if len(some) > 1 else ''} without {what}."
            for what, lacks in without.items() for district, some in wards[lacks].groupby("district_code")]


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
    last = default_last_month(made["crime"], home)
    return {
        "title": title, "kind": kind, "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "home_district": home, "home_name": whole.at[home, "area_name"],
        "county_code": county["county_code"], "county_name": county["county_name"],
        "police_force": county["police_force"], "ward_vintage": vintage,
        "rural_urban_basis": f"rural-urban classification of {'2011' if vintage < 'WD24' else '2021'}",
        "rural_urban_note": RURAL_NOTES.get((home, vintage < "WD24"), "Small towns can count as rural."),
        "place_names": {code: names.get(code, name) for code, name in zip(whole.index, whole["area_name"]) if code[1:3] != "05"},
        "series": sorted(made["crime"]["series"].unique()),
        **({"default_last_month": last} if last else {}), **more,
    }


def _recognise_one(raw: RawFile, found: Recognised, summary: Summary) -> None:
    if raw.path.suffix.lower() == ".xlsx" or raw.path.stat().st_size == 0:
        summary.skip(raw, "empty" if raw.path.stat().st_size == 0 else "a spreadsheet, not text")
        return
    content = raw.read()
    if vintage := ward_vintage(content):
        found.wards.setdefault(vintage, []).append(ward_shapes(raw, content))
        summary.recognise(raw, f"ward boundaries {vintage}", content)
        return
    known = recognise(opening_rows(content), plain_name)
    if not known or not KINDS[known[0]].is_used:
        summary.skip(raw, f"{KINDS[known[0]].label}: not used yet" if known else "not a kind of file that is known here")
        return
    kind, header_row = known
    table = read_table(raw, content, header_row, ends_with_newline=kind == "street")
    missing = missing_columns(kind, list(table.frame))
    if missing:
        raise BuildStopped([Problem(raw.name, "no such column", f"it, in a file of {KINDS[kind].label}",
                                    "Get the file again with all its columns.", column, header_row + 1) for column in missing])
    found.tables.setdefault(kind, []).append(table)
    summary.recognise(raw, KINDS[kind].label, content)


def _street(tables: list[Table], summary: Summary) -> pd.DataFrame:
    """Join street files; one month of one force given twice counts once when its rows are the same."""
    seen: dict[tuple, tuple[str, str]] = {}
    parts, problems = [], []
    for table, rows in zip(tables, _each(tables, police_uk.street_rows)):
        summary.rows_read += len(rows)
        if not len(rows):
            continue
        key = (rows["month"].iat[0], rows["force"].iat[0])
        fingerprint = police_uk.rows_fingerprint(table)
        if key not in seen:
            seen[key] = (fingerprint, table.file.name)
            parts.append(rows)
        elif seen[key][0] == fingerprint:
            summary.drop("the same month given twice", len(rows))
        else:
            problems.append(Problem(table.file.name, f"other rows than {seen[key][1]}", f"one file for {key[0]:%Y-%m}, {key[1]}",
                                    "Keep the file of the newer release.", "Month", 2))
    if problems:
        raise BuildStopped(problems)
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(police_uk.KEPT))


def _each(tables: list[Table], read: Callable[[Table], pd.DataFrame]) -> list[pd.DataFrame]:
    parts, problems = [], []
    for table in tables:
        try:
            parts.append(read(table))
        except BuildStopped as stopped:
            problems += stopped.problems
    if problems:
        raise BuildStopped(problems)
    return parts


def _all(found: Recognised, kind: str, read: Callable[[Table], pd.DataFrame], columns: list[str]) -> pd.DataFrame:
    parts = _each(found.tables.get(kind, []), read)
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)
