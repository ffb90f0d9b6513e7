"""Counts the answers on roads and near misses again: a function a question, which gives its figures by the names of the answer; {}: none."""

from math import sqrt

import pandas as pd

from question_recount import Case, known

NAMES = ("all_casualties", "ksi", "slight")
REACH_M, REPEATED = 100, 3
CAMERA_M, UNNUMBERED_M, CAMERA_YEARS, CAMERA_PEOPLE = 1500, 300, 3, 3
Z = 1.959963984540054


def hurt(case: Case, years_back: int = 0, district: str | None = None) -> pd.DataFrame | None:
    """List the people hurt in the window, with their collision; null where a month is missing."""
    collisions, people = case.rows("collisions"), case.rows("casualties")
    if not len(collisions) or not case.is_held("collisions", years_back):
        return None
    in_window = collisions["date"].dt.to_period("M").dt.to_timestamp().isin(case.window(years_back))
    chosen = collisions[in_window & (collisions["district_code"] == (district or case.district))]
    chosen = chosen[chosen["ward_code"].isin(case.wards)] if case.wards else chosen
    return people.merge(chosen.drop(columns="severity"), on="collision_id")


def counts(case: Case, years_back: int = 0, district: str | None = None) -> dict:
    """Count all, the killed or seriously injured, and the slightly injured."""
    rows = hurt(case, years_back, district)
    if rows is None:
        return dict.fromkeys(NAMES)
    ksi = int(rows["severity"].isin(["Fatal", "Serious"]).sum())
    return {"all_casualties": len(rows), "ksi": ksi, "slight": len(rows) - ksi}


def slight(case: Case) -> dict:
    """Q01."""
    now, before = counts(case), counts(case, 1)
    if now["slight"] is None:
        return {}
    figures = {"slight": now["slight"], "slight_before": before["slight"], "ksi": now["ksi"]}
    if not case.wards:
        by_ward = hurt(case).query("severity == 'Slight'").groupby("ward_code").size()
        figures["slight_most"] = int(by_ward.max()) if len(by_ward) else None
    return known(figures)


def _last_june(case: Case) -> Case:
    year = case.year if int(case.last_month[5:]) >= 6 else case.year - 1
    return case.but(last_month=f"{year}-06", months=12, wards=())


def road_year(case: Case) -> dict:
    """Q18: July to June."""
    year = _last_june(case)
    now, before = counts(year), counts(year, 1)
    if now["all_casualties"] is None:
        return {}
    return known({f"{name}{when}": figures[name] for name in ("all_casualties", "ksi") for when, figures in (("", now), ("_before", before))})


def recording(case: Case) -> dict:
    """Q26."""
    case = case.but(wards=())
    if counts(case)["ksi"] is None:
        return {}
    return known({"ksi": counts(case)["ksi"], "ksi_before": counts(case, 1)["ksi"]})


def children(case: Case) -> dict:
    """Q22: those under 16, their share of casualties of known age and of residents."""
    case = case.but(wards=())
    rows = hurt(case)
    if rows is None or not rows["age_band"].notna().any():
        return {}
    young = rows["age_band"].isin(["0 to 5", "6 to 10", "11 to 15"])
    return known({"children": int(young.sum()), "children_pct": 100 * young.sum() / rows["age_band"].notna().sum(), "residents_pct": _young_residents(case)})


def _young_residents(case: Case) -> float | None:
    people = case.rows("residents_by_age")
    people = people[people["area_code"].isin([case.district, *case.ward_names()])] if len(people) else people
    if not len(people):
        return None
    year = min(sorted(people["year"].unique()), key=lambda one: abs(one - case.year))
    people = people[people["year"] == year]
    whole = people[people["area_code"] == case.district] if (people["area_code"] == case.district).any() else people
    return 100 * whole.loc[whole["age_band"].isin(["0 to 5", "6 to 10", "11 to 15"]), "residents"].sum() / whole["residents"].sum()


def school_run(case: Case) -> dict:
    """Q42: children under 16 on foot, on weekdays from 8 to 9 and from 3 to 4."""
    rows = hurt(case)
    if rows is None:
        return {}
    on_foot = rows[(rows["road_user"] == "Pedestrian") & (rows["age_years"] < 16)]
    hours = on_foot["time"].fillna("").str[:2].isin(["08", "15"]) & (on_foot["date"].dt.day_of_week < 5)
    return {"at_school_run": int(hours.sum()), "children_on_foot": len(on_foot)}


def collisions(case: Case, district: str | None = None) -> pd.DataFrame | None:
    """List the window's collisions in the chosen area; null where a month is missing."""
    rows = case.rows("collisions")
    if not len(rows) or not case.is_held("collisions"):
        return None
    rows = rows[rows["date"].dt.to_period("M").dt.to_timestamp().isin(case.window()) & (rows["district_code"] == (district or case.district))]
    return rows[rows["ward_code"].isin(case.wards)] if case.wards else rows


def lorries(case: Case) -> dict:
    """Q23: with Wilson's interval."""
    rows = collisions(case)
    figures = {}
    for number, part in enumerate(() if rows is None else (rows[rows["severity"] != "Slight"], rows)):
        if len(part) and part["is_hgv"].notna().all():
            some, of = int(part["is_hgv"].sum()), len(part)
            middle, reach = some + Z**2 / 2, Z * sqrt(some * (of - some) / of + Z**2 / 4)
            figures |= {f"hgv_pct {number}": 100 * some / of, f"with_hgv {number}": some, f"collisions {number}": of,
                        f"hgv_pct_low {number}": 100 * (middle - reach) / (of + Z**2), f"hgv_pct_high {number}": 100 * (middle + reach) / (of + Z**2)}
    return figures


def near_misses(case: Case, years_back: int = 0, every: bool = False) -> pd.DataFrame | None:
    """List the window's reports in the chosen area; null where a month is missing. `every`: all months to the last."""
    rows = case.rows("near_misses")
    if not len(rows) or case.district != case.about["home_district"] or not (every or case.is_held("near_misses", years_back)):
        return None  # the register is one council's
    months = rows["date"].dt.to_period("M").dt.to_timestamp()
    wanted = months <= case.window()[-1] if every else months.isin(case.window(years_back))
    rows = rows[wanted]
    return rows[rows["ward_code"].isin(case.wards)] if case.wards else rows


def by_setting(case: Case) -> pd.Series | None:
    """Count reports by setting of their ward."""
    rows = near_misses(case.but(wards=()))
    return None if rows is None else case.setting_of(rows["ward_code"]).fillna("Not placed in a ward").value_counts()


def chains(rows: pd.DataFrame) -> list[pd.DataFrame]:
    """Chain rows whose points lie within 100 m of each other, by every pair; keep three and more, most first."""
    rows = rows[rows["easting_m"].notna()].reset_index(drop=True)
    east, north = rows["easting_m"].to_numpy(dtype=float), rows["northing_m"].to_numpy(dtype=float)
    chain = list(range(len(rows)))
    for one in range(len(rows)):
        for other in range(one):
            if (east[one] - east[other]) ** 2 + (north[one] - north[other]) ** 2 <= REACH_M**2 and chain[one] != chain[other]:
                old, new = chain[one], chain[other]
                chain = [new if number == old else number for number in chain]
    parts = [part for _, part in rows.groupby(pd.Series(chain, index=rows.index)) if len(part) >= REPEATED]
    return sorted(parts, key=lambda part: (-len(part), part["date"].min()))


def injuries_near(case: Case, part: pd.DataFrame) -> int | None:
    """Count collisions of the window, anywhere, within 100 m of a report."""
    if not case.is_held("collisions"):
        return None
    rows = case.rows("collisions")
    rows = rows[rows["date"].dt.to_period("M").dt.to_timestamp().isin(case.window()) & rows["easting_m"].notna()]
    return sum(any((row.easting_m - east) ** 2 + (row.northing_m - north) ** 2 <= REACH_M**2
                   for east, north in zip(part["easting_m"].astype(float), part["northing_m"].astype(float))) for row in rows.itertuples())


def near_miss_settings(case: Case) -> dict:
    """Q02."""
    settings = by_setting(case)
    if settings is None:
        return {}
    named = {name.lower(): int(settings.get(name, 0)) for name in ("Town centre", "Other urban", "Rural")}
    unplaced = len(near_misses(case)) - sum(named.values())
    return {"reports": len(near_misses(case))} | named | ({"not placed in a ward": unplaced} if unplaced else {})


def near_miss_pace(case: Case) -> dict:
    """Q03: all reports to the last month, how many a month, and those of the latest and the earlier twelve."""
    rows = near_misses(case.but(wards=()), every=True)
    held = sorted(month for month in case.held_months("near_misses") if month <= case.window()[-1])
    if rows is None or not held:
        return {}
    by_month = rows["date"].dt.to_period("M").dt.to_timestamp().value_counts().reindex(held, fill_value=0)
    years = [case.but(months=12).window(back) for back in range(2)]
    latest, before = (int(by_month[year].sum()) if set(year) <= set(held) else None for year in years)
    return known({"reports_so_far": int(by_month.sum()), "reports_per_month": by_month.sum() / len(held), "reports_12m": latest, "reports_12m_before": before})


def _repeats(parts: list[pd.DataFrame]) -> dict:
    return {"places": len(parts)} | ({"most": len(parts[0])} if parts else {})


def near_miss_places(case: Case) -> dict:
    """Q04."""
    rows = near_misses(case)
    return {} if rows is None else _repeats(chains(rows))


def repeat_collisions(case: Case) -> dict:
    """Q19."""
    rows = collisions(case)
    return {} if rows is None else _repeats(chains(rows))


def quiet_places(case: Case) -> dict:
    """Q09: repeat locations of near misses without an injury collision of the same months within 100 m."""
    rows = near_misses(case)
    if rows is None or not case.is_held("collisions"):
        return {}
    parts = chains(rows)
    quiet = [part for part in parts if injuries_near(case, part) == 0]
    return _repeats(quiet) | {"places_without_injury": len(quiet), "places": len(parts)} if parts else {"places": 0}


def unreported(case: Case) -> dict:
    """Q34."""
    case = case.but(wards=())
    near, people = near_misses(case), counts(case)["all_casualties"]
    return {} if near is None or people is None else {"all_casualties": people, "near_misses": len(near)}


def cameras(case: Case) -> dict:
    """Q08: sets of collisions with someone killed or seriously injured in three years, all near each other, most people first."""
    case = case.but(months=12 * CAMERA_YEARS)
    rows = collisions(case.but(wards=()))
    if rows is None:
        return {}
    people = case.rows("casualties").query("severity != 'Slight'").groupby("collision_id").size()
    rows = rows[rows["collision_id"].isin(people.index) & rows["easting_m"].notna()].sort_values(["date", "collision_id"])
    rows = rows.assign(people=rows["collision_id"].map(people), road=rows["road_class"].astype(str) + rows["road_number"].astype("Int64").astype("string"))
    found = []
    for road, part in rows.groupby(rows["road"].fillna("")):
        found += [(bool(road), chosen) for chosen in _screened(part.reset_index(drop=True), CAMERA_M if road else UNNUMBERED_M)]
    kept = [chosen["people"].sum() for has_number, chosen in found
            if (has_number or len(chosen) > 1) and (not case.wards or chosen["ward_code"].isin(case.wards).any())]
    met = sum(total >= CAMERA_PEOPLE for total in kept)
    return known({"met": met, "one_short": len(kept) - met if kept else None, "most": int(max(kept)) if kept else None})


def _screened(rows: pd.DataFrame, reach_m: int) -> list[pd.DataFrame]:
    """Take the set with most people of all that lie within reach of each other, again and again; at least two people."""
    taken = []
    while rows["people"].sum() >= CAMERA_PEOPLE - 1:
        east, north = rows["easting_m"].to_numpy(float), rows["northing_m"].to_numpy(float)
        near = [set(((east - east[at]) ** 2 + (north - north[at]) ** 2 <= reach_m**2).nonzero()[0]) - {at} for at in range(len(rows))]
        cliques = sorted((sorted(clique) for clique in _cliques(set(), set(range(len(rows))), set(), near)), key=lambda one: (-rows["people"][one].sum(), one))
        if rows["people"][cliques[0]].sum() < CAMERA_PEOPLE - 1:
            break
        taken.append(rows.loc[cliques[0]])
        rows = rows.drop(index=cliques[0]).reset_index(drop=True)
    return taken


def _cliques(chosen: set, left: set, done: set, near: list[set]):
    """List the largest sets whose members are all near each other (Bron and Kerbosch, with a pivot)."""
    if not left and not done:
        yield chosen
        return
    pivot = max(left | done, key=lambda one: len(near[one] & left))
    for one in sorted(left - near[pivot]):
        yield from _cliques(chosen | {one}, left & near[one], done & near[one], near)
        left, done = left - {one}, done | {one}


RECOUNTS = {
    "Q01": slight, "Q02": near_miss_settings, "Q03": near_miss_pace, "Q04": near_miss_places, "Q08": cameras, "Q09": quiet_places, "Q18": road_year,
    "Q19": repeat_collisions, "Q22": children, "Q23": lorries, "Q26": recording, "Q34": unreported, "Q42": school_run,
}
