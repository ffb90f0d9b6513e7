"""Builds an edition from raw files: recognise, check, place, count, publish."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd

from data import areas as places
from data.beside import Beside
from data.crime import count_crime, count_places, join_partner, month_coverage, with_home_force
from data.description import describe, events_here, not_compared, priorities_here, title_and_kind, unknown_wards
from data.disclosure import disclosed
from data.drawing import drawn, is_long
from data.editions import frozen, publish
from data.folders import find_files
from data.near_misses import near_miss_coverage, near_miss_extract
from data.origins import made_from, origins
from data.outcomes import outcome_extracts
from data.placing import place
from data.police_files import read_police_files, street_files
from data.problems import BuildStopped, Problem
from data.recognition import Recognised, make_geography, read_all, read_each, recognise_files
from data.release import check_releasable, releasable
from data.revisions import revisions
from data.roads import collect_roads, road_coverage, road_extracts
from data.sources.geography import Geography
from data.sources.partner import Places, partner_rows
from data.sources.residents import WHERE, district_residents, lsoa_residents, once, ward_residents
from data.sources.stats19 import Collected
from data.summary import Summary
from data.supplied import deprivation, supplied_extracts
from data.workplace import workplace


COUNTED = ("crime", "collisions", "near_misses")  # an edition without any of them has nothing to show


def build(given: list[Path], home: str, vintage: str | None, out: Path, say: Callable[[str], None],
          marked: tuple[str, ...] = ()) -> Path:
    """Build an edition for the home district and make it current, unless that one is frozen; give its folder. `marked`: for release.

    Raises BuildStopped with every problem found; what is current before stays so.
    """
    if home not in set(places.reference("districts")["district_code"]):
        raise BuildStopped([Problem("--home", f"'{home}'", "the ONS code of a district of England or Wales, such as E07000116", "Give the right code.")])
    check_releasable(marked)
    with workplace(out) as work:
        return _build(given, home, vintage, out, work, say, marked)


def _build(given: list[Path], home: str, vintage: str | None, out: Path, work: Path, say: Callable[[str], None], marked: tuple[str, ...]) -> Path:
    summary = Summary(origins(given))
    found = recognise_files(find_files(given), summary, say)
    districts = places.force_districts(home)
    collected = collect_roads(found.large, districts, work)
    with_collisions = set(collected.rows["collisions"]["district_code"])
    geography = make_geography(found, vintage, home, needs_wards=home not in with_collisions)
    say(f"Boundaries: {geography.vintage}, {len(geography.wards):,} wards")
    extracts = geographic_extracts(found, geography, districts, home, with_collisions) | {"events": events_here(districts, home)}
    wards = {code: geography.ward_district[code] for code in extracts["areas"].query("area_level == 'ward'")["area_code"]}
    summary.gaps += unknown_wards(extracts["areas"], extracts["residents"], home) + not_compared(extracts["areas"], districts, home)
    extracts |= crime_extracts(found, geography, districts, wards, summary, say)
    extracts |= roads_extracts(found, collected, geography, home, extracts["coverage"], summary)
    extracts |= {"priorities": priorities_here(home, extracts["categories"]), **supplied_extracts(found, extracts["areas"], extracts["categories"])}
    if not any(len(extracts[name]) for name in COUNTED):
        raise BuildStopped([Problem("the files given", "no crime figures for this district", "street files or partnership counts",
                                    "Give the folder or zip that holds them.")])
    boundaries, extracts["outlines"] = extracts["outlines"].result()
    extracts["areas"] = extracts["areas"].assign(boundary=boundaries)
    named = title_and_kind(home, extracts)
    if (extracts["crime"]["series"] == "partner").any():
        say("Deciding which of the partnership's small figures are withheld")
    extracts["disclosed"], disclosure = disclosed(extracts)
    about = describe(home, extracts, geography.vintage, disclosure=disclosure, report=summary.as_dict(), extracts=summary.extract_notes(), **named,
                     **releasable(named["kind"], marked))
    about |= revisions(extracts, about, out) | {"releases": summary.releases(), "made_from": made_from(given, home, vintage, marked)}
    edition = publish(out, work, extracts, about)
    say(summary.text())
    say(f"Revised since the edition before: {len(about.get('revisions', {}).get('figures', []))} figures")
    if held := frozen(out):
        say(f"The edition in use is frozen until {held['until']} ({held['reason']}): it stays in use. 'python -m data unfreeze' ends that.")
    return edition


def geographic_extracts(found: Recognised, geography: Geography, districts: pd.DataFrame, home: str, named: set[str]) -> dict[str, pd.DataFrame | Beside]:
    """Make the extracts of places and their residents, the boundaries beside; `named` districts are there even without boundaries."""
    by_lsoa = once(read_all(found, "lsoa_residents", lsoa_residents, ["lsoa_code", "year", "basis", "residents", *WHERE]))
    by_district = once(read_all(found, "district_residents", district_residents, ["area_code", "year", "basis", "residents", *WHERE]))
    by_name = once(read_all(found, "ward_residents", ward_residents, ["district_code", "ward_name", "year", "age", "residents", *WHERE]))
    by_age = places.by_ward_and_age(geography, by_name)
    whole = places.areas(geography, districts, places.ward_classes(geography, by_lsoa), {home} | named)
    known = set(whole["area_code"])
    people = places.residents(geography, by_district, by_lsoa.drop_duplicates(["lsoa_code", "year"]), by_age)
    grid = dict(zip(whole["area_code"], places.to_grid(whole["shape"].to_numpy())))
    others = [frame[frame["district_code"].isin(known)] for year, frames in sorted(found.wards.items())
              if year != geography.vintage for frame in frames]
    return {
        "areas": whole,
        "residents": people[people["area_code"].isin(known)],
        "residents_by_age": places.residents_by_age(by_age).query("area_code in @known"),
        "deprivation": deprivation(found, geography, whole, by_lsoa),
        "outlines": Beside(drawn, whole, grid, is_long=is_long(grid)),
        "map_places": places.map_places(home),
        "former_wards": places.former_wards(geography, others),
    }


def crime_extracts(found: Recognised, geography: Geography, districts: pd.DataFrame, wards: dict[str, str],
                   summary: Summary, say: Callable[[str], None]) -> dict[str, pd.DataFrame]:
    """Make the extracts of crimes from the police's rows and the partnership's counts."""
    categories = places.reference("categories")
    here = set(wards.values())
    force = districts.loc[districts["is_home_force"], "police_force"].iat[0]
    files = read_police_files(found.police, summary, say)
    street = with_home_force(street_files(files.pop("street"), summary), force, summary)
    say(f"Placing {len(street):,} rows")
    placed = place(street, geography, districts)
    summary.count_placed(placed)
    police = placed[placed["dropped"].isna() & placed["district_code"].isin(here)]
    known = Places(set(categories.query("series == 'partner'")["category_code"]), wards, here)
    partner = join_partner(read_each(found.tables.get("partner", []), lambda table: partner_rows(table, known)), categories, summary)
    outcomes = outcome_extracts(files.pop("police_outcomes"), found.tables, placed, partner, known, summary)
    used = [series for series, rows in (("partner", partner), ("police_uk", police)) if len(rows)]
    coverage, warnings = month_coverage(police, partner)
    summary.warnings += warnings
    gone = coverage.loc[~coverage["is_complete"], "month"]
    summary.gaps += [f"No figures for {', '.join(f'{month:%B %Y}' for month in gone)}."] * bool(len(gone))
    return {
        "categories": categories[categories["series"].isin(used)],
        "crime": pd.concat([count_crime(police, sorted(here)), partner.drop(columns="is_provisional").assign(series="partner")], ignore_index=True),
        "crime_places": count_places(police),
        **outcomes, "coverage": pd.concat([each for each in (coverage, outcomes["coverage"]) if len(each)] or [coverage], ignore_index=True),
    }


def roads_extracts(found: Recognised, collected: Collected, geography: Geography, home: str, coverage: pd.DataFrame,
                   summary: Summary) -> dict[str, pd.DataFrame]:
    """Make the extracts of collisions, casualties and near misses, and the coverage of all extracts."""
    roads, summary.roads = road_extracts(collected, geography)
    near_misses, summary.near_misses = near_miss_extract(found.tables.get("near_misses", []), geography, home, date.today())
    months = [coverage, road_coverage(collected, roads), near_miss_coverage(near_misses)]
    return roads | {"near_misses": near_misses, "coverage": pd.concat([each for each in months if len(each)], ignore_index=True)}
