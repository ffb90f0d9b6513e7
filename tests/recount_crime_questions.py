"""Counts the answers on recorded crime again: a function a question, which gives its figures by the names of the answer; {}: none."""

import pandas as pd

from question_recount import Case, by_month, change_of, crimes, known, rank, rate, residents, ward_residents

LOWEST = 3


def categories(case: Case, with_parts: bool = False) -> list[str]:
    """List the series' categories that the edition counts."""
    rows = case.rows("categories")
    rows = rows[(rows["series"] == case.series) & (with_parts | rows["parent_code"].isna())].sort_values("sort_order")
    return [code for code in rows["category_code"] if case.has_category(code)]


def several(case: Case, codes) -> dict:
    """Count some categories, each with its change."""
    figures = {}
    for code in codes:
        if case.has_category(code):
            figures |= change_of(crimes(case, code), crimes(case, code, 1), code)
    return known(figures)


def headline(case: Case) -> dict:
    """Q12, Q07, Q11."""
    return known(change_of(crimes(case), crimes(case, years_back=1)))


def latest_year(case: Case) -> dict:
    """Q20."""
    return headline(case.but(months=12))


def by_ward(case: Case) -> dict:
    """Q06, Q10: the chosen wards, else those with the highest and the lowest rate."""
    rows = []
    if not has_wards(case):
        return {}
    for ward, name in sorted(case.ward_names().items(), key=lambda pair: pair[1]):
        now, before, people = crimes(case, wards=(ward,)), crimes(case, years_back=1, wards=(ward,)), ward_residents(case, ward, case.year)
        if now is not None and (not case.wards or ward in case.wards):
            rows.append({"name": name, "crimes": now, "change": None if before is None else now - before, "per_1000": 1000 * now / people if people else None})
    if case.wards or not rows:
        return known({f"{key} in {row['name']}": row[key] for row in rows for key in ("crimes", "change", "per_1000")})
    by = "per_1000" if any(row["per_1000"] is not None for row in rows) else "crimes"
    rows = sorted([row for row in rows if row[by] is not None], key=lambda row: -row[by])
    return known({f"{key}_{which}": row[key] for which, row in (("highest", rows[0]), ("lowest", rows[-1])) for key in ("crimes", "change", "per_1000")})


def has_wards(case: Case, code: str | None = None) -> bool:
    """Say whether a category is counted by ward at all."""
    return any(by_month(case, code or case.category, case.district, ward) for ward in case.ward_names())


def trend(case: Case) -> dict:
    """Q15: the rates of years ending in the last month, one and two years before, on one basis of residents."""
    figures = {}
    for back in range(3):
        year = case.but(last_month=f"{case.year - back}{case.last_month[4:]}", months=12)
        count, people = crimes(year, wards=()), residents(case, case.district, case.year - back)
        if back == 0 and count is None:
            return {}
        figures[f"per_1000_{back}_years_ago" if back else "per_1000"] = None if count is None or not people else 1000 * count / people
    counts = [crimes(case.but(months=12), district=one, wards=()) for one in case.county()]
    people = [residents(case, one, case.year) for one in case.county()]
    figures["county_per_1000"] = None if not counts or None in counts or None in people else 1000 * sum(counts) / sum(people)
    return known(figures)


def drugs(case: Case) -> dict:
    """Q17."""
    if not case.has_category("drug_trafficking") or crimes(case, "drug_offences") is None:
        return {}
    return {"crimes": crimes(case, "drug_offences")} | several(case, ("drug_trafficking", "drug_possession"))


def nearest(*codes):
    """Make the recount of a question that no statistic answers: the categories nearest to it."""
    return lambda case: several(case, codes)


def covid_tag(case: Case) -> dict:
    """Q16."""
    if not case.has_category("asb_gathering_covid_tag") or crimes(case, "asb_incidents") is None:
        return {}
    return {"tagged": crimes(case, "asb_gathering_covid_tag")} | known(change_of(crimes(case, "asb_incidents"), crimes(case, "asb_incidents", 1)))


def positions(case: Case) -> dict:
    """Q13: our place in all crime, and how many types are among the lowest three."""
    low = low_positions(case)
    return low and known({"rank": rank(case, "all_crime"), "rank_before": rank(case, "all_crime", 1)}) | low


def low_positions(case: Case) -> dict:
    """Q21."""
    now = {code: rank(case, code) for code in categories(case)}
    now = {code: place for code, place in now.items() if place is not None}
    before = [rank(case, code, 1) for code in now]
    if not now:
        return {}
    figures = {"low": sum(place <= LOWEST for place in now.values()), "ranked": len(now)}
    return figures if None in before else figures | {"low_before": sum(place <= LOWEST for place in before)}


def lowest_district(case: Case) -> dict:
    """Q14: the lowest rate, the next, the gap, and ours where it is another."""
    every = {one: rate(case, case.category, district=one) for one in case.county()}
    if None in every.values() or case.is_withheld(case.category, False):
        return {}
    rates = sorted((value, one) for one, value in every.items())
    figures = {"per_1000_lowest": rates[0][0], "per_1000_next": rates[1][0], "gap_per_1000": rates[1][0] - rates[0][0]}
    mine = every.get(case.district)
    return figures if mine is None or case.district in (rates[0][1], rates[1][1]) else figures | {"per_1000": mine}


def rate_and_number(case: Case) -> dict:
    """Q40."""
    place = rank(case, case.category)
    if place is None:
        return {}
    return {"rank": place, "per_1000": rate(case, case.category), "rank_volume": rank(case, case.category, by_number=True), "crimes": crimes(case, wards=())}


def open_spaces(case: Case) -> dict:
    """Q30: what the publisher itself names a park, open space, sports or recreation area."""
    case = case.but(series="police_uk", wards=())
    places = case.rows("crime_places")
    if not len(places) or crimes(case, "anti_social_behaviour") is None:
        return {}
    rows = places[(places["category_code"] == "anti_social_behaviour") & (places["district_code"] == case.district) & places["month"].isin(case.window())]
    ends = rows["place"].str.lower()
    return {"at_parks": int(rows.loc[ends.str.endswith("park/open space"), "crimes"].sum()),
            "at_sports_areas": int(rows.loc[ends.str.endswith("sports/recreation area"), "crimes"].sum()), "crimes": int(rows["crimes"].sum())}


def by_priority(case: Case) -> dict:
    """Q39: of each priority the first category that is counted."""
    chosen = case.rows("priorities")
    if chosen.empty:
        return {}
    last = pd.Timestamp(f"{case.last_month}-01")
    year = (last + pd.DateOffset(months=9)).year  # the financial year ending in it, in force since April
    in_force = chosen[chosen["year"] <= year]
    chosen = chosen[chosen["year"] == (in_force["year"].max() if len(in_force) else chosen["year"].min())]
    order = {code: number for number, code in enumerate(categories(case))}
    firsts = {min((code for code in codes if code in order and crimes(case, code) is not None), key=order.get, default=None)
              for _, codes in chosen.groupby("sort_order")["category_code"]}
    return several(case, [code for code in firsts if code])


def deprivation_thirds(case: Case) -> pd.DataFrame | None:
    """Give each third of the wards, by decile: wards, crimes, residents, per_1000; null: withheld or nothing to tell."""
    held = case.rows("deprivation")
    wards = sorted((row.decile, row.area_code) for row in held.itertuples() if row.area_code in case.ward_names()) if len(held) else []
    if not wards:
        return None
    sizes = [len(wards) // 3 + (third < len(wards) % 3) for third in range(3)]
    rows, at = [], 0
    for size in sizes:
        codes = tuple(code for _, code in wards[at:at + size])
        at += size
        counts = [crimes(case, wards=(code,)) for code in codes]
        count, people = None if None in counts else sum(counts), sum(ward_residents(case, code, case.year) for code in codes)
        rows.append({"wards": size, "crimes": count, "residents": people, "per_1000": None if count is None else 1000 * count / people})
    return pd.DataFrame(rows)


def deprivation(case: Case) -> dict:
    """Q24: the rates of the most and the least deprived third; where they are withheld, the whole and the most deprived ward."""
    held = case.rows("deprivation")
    held = held[held["area_code"].isin(case.ward_names())] if len(held) else held
    if not len(held):
        return {}
    thirds = deprivation_thirds(case)
    if case.is_withheld(case.category, True) and thirds["crimes"].iloc[[0, -1]].isna().any():
        return headline(case) | {"decile": held["decile"].min()}
    if thirds["crimes"].isna().any():
        return {}
    figures = {}
    for which, third in (("most", thirds.iloc[0]), ("least", thirds.iloc[-1])):
        low, high = (1000 * end / third["residents"] for end in _byar(third["crimes"]))
        figures |= {f"per_1000_{which}_deprived": third["per_1000"], f"per_1000_low_{which}_deprived": low, f"per_1000_high_{which}_deprived": high}
    return figures


def _byar(count: int) -> tuple[float, float]:
    """Byar's interval of a count of 10 or more, as conventions.md says."""
    assert count >= 10
    low, high = (number * (1 - 1 / (9 * number) + sign * 1.959963984540054 / (3 * number**0.5))**3 for number, sign in ((count, -1), (count + 1, 1)))
    return low, high


def risk_map(case: Case) -> dict:
    """Q25: the three most frequent, without totals of others and parts of them."""
    counted = {code: crimes(case, code) for code in categories(case) if code not in ("all_crime", "victim_based_crime")}
    most = sorted((code for code in counted if counted[code] is not None), key=lambda code: -counted[code])[:3]
    weights = case.rows("harm_weights")
    harm = {row.category_code: counted[row.category_code] * row.weight for row in weights.itertuples() if counted.get(row.category_code) is not None} if len(weights) else {}
    return {f"crimes of {code}": counted[code] for code in most} | ({"harm_pct": 100 * max(harm.values()) / sum(harm.values())} if harm else {})


RECOUNTS = {
    "Q24": deprivation, "Q25": risk_map,
    "Q06": by_ward, "Q07": headline, "Q10": by_ward, "Q11": headline, "Q12": headline, "Q13": positions, "Q14": lowest_district, "Q15": trend,
    "Q16": covid_tag, "Q17": drugs, "Q20": latest_year, "Q21": low_positions, "Q29": nearest("hate_crime"), "Q30": open_spaces,
    "Q31": nearest("drug_offences", "drug_trafficking", "drug_possession", "drugs"), "Q32": nearest("asb_incidents", "anti_social_behaviour"),
    "Q37": nearest("possession_of_weapons", "violent_crime", "robbery", "violence_and_sexual_offences"),
    "Q38": nearest("sexual_offences", "domestic_abuse_incidents", "violence_and_sexual_offences"), "Q39": by_priority, "Q40": rate_and_number,
}
