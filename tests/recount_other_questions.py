"""Counts again what is judged, measured by others and promised: a function a question, by the names of the answer; {}: none."""

from datetime import date

import numpy as np
import pandas as pd
from scipy import stats

from question_recount import Case, by_month, crimes, known, residents
from recount_crime_questions import categories, has_wards, headline
from recount_road_questions import counts

ABUSE = ("Calls to the domestic abuse helpline", "High-need domestic abuse cases")
SPEED = ("Speedwatch sessions", "Letters sent after Speedwatch sessions", "Speed enforcement", "Evening patrols")
MOST_NAMED = 3
FEW, LEAST_MONTHS, MOST_MONTHS, LEVEL = 10, 12, 36, 0.05


def can_be_judged(case: Case) -> bool:
    """Say whether the window and the same months a year earlier can be compared at all."""
    return case.months <= 12 and not _is_broken(case)


def p_value(case: Case, code: str, now: int | None, before: int | None, wards: tuple[str, ...] = ()) -> float | None:
    """Test a change as conventions.md says; null where there is no verdict."""
    if now is None or before is None or not can_be_judged(case) or max(now, before) < FEW:
        return None
    spread, n = _spread(case, code, case.district, wards)
    return _chance(now, before, spread, spread, n) if n >= LEAST_MONTHS else None


def _chance(now: float, before: float, these: float, those: float, n: int, people: float = 1.0) -> float:
    half = 0.5 if not now or not before else 0.0  # so that a ratio to nothing can be tested at all
    now, before = now + half, before + half
    return float(2 * stats.t.sf(abs(np.log(now / before / people)) / np.sqrt(these / now + those / before), n - 1))


def _spread(case: Case, code: str, district: str, wards: tuple[str, ...] = ()) -> tuple[float, int]:
    """Give how much more than chance the 36 months before the window vary, likeness of neighbouring months included, and how many are held."""
    held = by_month(case, code, district)
    return _varies(np.array([sum(by_month(case, code, district, ward).get(month, 0) for ward in wards or [None]) for month in _months_before(case) if month in held], float))


def _months_before(case: Case) -> pd.DatetimeIndex:
    return pd.date_range(end=case.window()[0] - pd.DateOffset(months=1), periods=MOST_MONTHS, freq="MS")


def _varies(counts: np.ndarray) -> tuple[float, int]:
    n = len(counts)
    if n < LEAST_MONTHS:
        return 1.0, n
    away = counts - counts.mean()
    phi = max(1.0, (away**2).sum() / counts.mean() / (n - 1)) if counts.any() else 1.0
    r = (away[1:] * away[:-1]).sum() / (away**2).sum() + 1 / n if away.any() else 0.0
    r = 0.0 if r < 1.645 / np.sqrt(n) else min(r, 0.7)
    return phi * (1 + r) / (1 - r), n


def too_close(case: Case, code: str) -> set[str]:
    """Name the county's districts whose rate can't be told from the district's own."""
    names = case.rows("areas").set_index("area_code")["area_name"]
    mine, people, (own, own_months) = crimes(case, code, wards=()), residents(case, case.district, case.year), _spread(case, code, case.district)
    close = set()
    for one in set(case.county()) - {case.district}:
        theirs, spread, months = crimes(case, code, district=one, wards=()), *_spread(case, code, one)
        if theirs is None or mine is None:
            continue
        n, share = min(months, own_months), residents(case, one, case.year) / people
        if max(theirs, mine) < FEW or n >= LEAST_MONTHS and _chance(theirs, mine, spread, own, n, share) >= LEVEL:
            close.add(names[one])
    return close


def _is_broken(case: Case) -> bool:
    """Say whether a break in the series lies within the two windows; none of the editions here has one before them."""
    events = case.rows("events")
    breaks = events[events["breaks_series"] & events["topic"].isin(["crime", "all"])]
    return bool((breaks["date"] > case.window(1)[0]).any() and (breaks["date"] <= case.window()[-1]).any())


def clear_changes(case: Case) -> dict:
    """Q28: the changes in percent of what rose or fell clearly, and how many did not."""
    case = case.but(wards=())
    figures, rest = {}, 0
    for code in categories(case):
        now, before = crimes(case, code), crimes(case, code, 1)
        tested = p_value(case, code, now, before)
        if tested is not None and tested < LEVEL:
            figures[f"change_pct of {code}"] = 100 * (now - before) / before if before else None
        elif tested is not None or now is not None and before is not None and can_be_judged(case) and max(now, before) < FEW:
            rest += 1
    return figures | {"not_clear": rest} if figures or rest else {}


def every_district(case: Case) -> dict:
    """Q41: the districts where fewer were hurt, and those where that is a clear fall."""
    case, figures = case.but(wards=()), {"districts": 0}
    judged = 0
    for name, short in (("all_casualties", "hurt"), ("ksi", "ksi")):
        pairs = [(one, counts(case, 0, one)[name], counts(case, 1, one)[name]) for one in case.county()]
        if not pairs or any(now is None or before is None for _, now, before in pairs):
            return {}
        falls = [clearly for one, now, before in pairs if (clearly := _casualties_fell(case, one, name, now, before)) is not None]
        judged += len(falls)
        figures |= {"districts": len(pairs), f"districts_fewer_{short}": sum(now < before for _, now, before in pairs), f"districts_clear_fall_{short}": sum(falls)}
    return figures if judged else {key: value for key, value in figures.items() if "clear" not in key}


def _casualties_fell(case: Case, district: str, name: str, now: int, before: int) -> bool | None:
    """Say whether fewer people were hurt than a year before by more than chance; null where that can't be judged."""
    if case.months > 12 or max(now, before) < FEW:
        return None if case.months > 12 else False
    held = set(case.rows("coverage").query("extract == 'collisions' and is_complete")["month"])
    people = case.rows("casualties").merge(case.rows("collisions").query("district_code == @district").drop(columns="severity"), on="collision_id")
    people = people if name == "all_casualties" else people[people["severity"].isin(["Fatal", "Serious"])]
    in_month = people.groupby(people["date"].dt.to_period("M").dt.to_timestamp()).size()
    spread, n = _varies(np.array([in_month.get(month, 0) for month in _months_before(case) if month in held], float))
    return None if n < LEAST_MONTHS else now < before and _chance(now, before, spread, spread, n) < LEVEL


def standing_out(case: Case) -> tuple[list[tuple], int]:
    """Scan every category in the district and its wards: those outside their usual range (code, ward or null, p), and how many were looked at."""
    tested = []
    for code in categories(case, with_parts=True):
        by_ward = has_wards(case, code)
        for ward in [None, *(case.ward_names() if by_ward else ())]:
            wards = (ward,) if ward else ()
            if case.is_withheld(code, bool(wards)):
                continue
            now, before = crimes(case, code, wards=wards), crimes(case, code, 1, wards=wards)
            if now is not None and before is not None:
                tested.append((code, ward, p_value(case, code, now, before, wards)))
    known_p = sorted(p for _, _, p in tested if p is not None)
    limit = max((p for place, p in enumerate(known_p, 1) if p <= LEVEL * place / len(known_p)), default=-1.0)
    return sorted([row for row in tested if row[2] is not None and row[2] <= limit], key=lambda row: row[2]), len(tested)


def stands_out(case: Case) -> dict:
    """Q27: how many stand out of how many, and the counts of the most striking."""
    case = case.but(wards=())
    found, scanned = standing_out(case)
    if not scanned or case.months > 12:
        return {}
    figures = {"found": len(found), "scanned": scanned}
    for number, (code, ward, _) in enumerate(found[:MOST_NAMED]):
        wards = (ward,) if ward else ()
        figures |= {f"crimes {number}": crimes(case, code, wards=wards), f"crimes_before {number}": crimes(case, code, 1, wards=wards)}
    return figures


def measured(case: Case, names: tuple[str, ...]) -> dict:
    """Add up measures whose periods fill the window day by day, and the same a year earlier."""
    rows, figures = case.rows("measures"), {}
    if not len(rows):
        return {}
    for name in names:
        held = rows[(rows["measure"] == name) & (rows["area_code"] == case.district)]
        now, before = (_filling(held, case.window(back)) for back in range(2))
        if now is not None:
            figures |= {f"value of {name}": now, f"value_before of {name}": before}
    return known(figures)


def _filling(rows: pd.DataFrame, months: list[pd.Timestamp]) -> float | None:
    first, last = months[0], months[-1] + pd.offsets.MonthEnd(0)
    inside = rows[(rows["period_start"] >= first) & (rows["period_end"] <= last)]
    days = {day for row in inside.itertuples() for day in pd.date_range(row.period_start, row.period_end)}
    return float(inside["value"].sum()) if days == set(pd.date_range(first, last)) else None


def domestic_abuse(case: Case) -> dict:
    """Q33: the services' counts beside the reports to police."""
    figures = measured(case, ABUSE)
    return figures and figures | headline(case.but(wards=()))


def speedwatch(case: Case) -> dict:
    """Q35."""
    return measured(case, SPEED)


def promises(case: Case) -> dict:
    """Q36."""
    rows = case.rows("promises")
    if not len(rows):
        return {}
    is_open = rows["status"] == "open"
    return {"promises": len(rows), "answered": int((rows["status"] == "answered").sum()), "open": int(is_open.sum()),
            "overdue": int((is_open & (rows["due"] < pd.Timestamp(date.today()))).sum())}


def outcomes(case: Case) -> dict:
    """Q05: of the chosen wards in open data, else of the one ward whose figures are given, else of the district."""
    rows = case.rows("outcomes")
    if not len(rows):
        return {}
    rows = rows[(rows["series"] == case.series) & (rows["district_code"] == case.district) & (rows["category_code"] == case.category)
                & rows["recorded_month"].isin(case.window())]
    if rows["recorded_month"].nunique() < case.months or case.is_withheld(case.category, False):
        return {}
    arrests = case.rows("arrests")
    arrests = arrests[(arrests["series"] == case.series) & (arrests["district_code"] == case.district) & (arrests["category_code"] == case.category)
                      & arrests["month"].isin(case.window())] if len(arrests) else arrests
    is_given = len(case.wards) == 1 and all(case.is_disclosed(case.wards[0], case.category, figure) for figure in ("charged", "convicted", "arrests"))
    if is_given and len(arrests):
        arrests = arrests.query("ward_code in @case.wards") if arrests["month"].nunique() == case.months else arrests[:0]
    if case.wards and (case.series == "police_uk" or is_given):
        rows = rows[rows["ward_code"].isin(case.wards)]
    by_group = rows.groupby("outcome_group")["crimes"].sum()
    recorded, charged = int(by_group.sum()), int(rows.loc[rows["is_charged"].eq(True), "crimes"].sum())
    figures = {"recorded": recorded, "charged": charged, "still_open": int(by_group.get("still_open", 0)), "charge_pct": 100 * charged / recorded if recorded else None}
    if rows["is_convicted"].notna().groupby(rows["recorded_month"]).any().all():
        convicted, of = int(by_group.get("court_convicted", 0)), int(by_group.reindex(["court_convicted", "court_not_convicted"]).sum())
        figures |= {"convicted": convicted, "with_court_result": of, "conviction_pct": 100 * convicted / recorded, "convicted_of_court_pct": 100 * convicted / of if of >= 10 else None}
    if len(arrests) and (is_given or arrests["month"].nunique() == case.months):
        figures["arrests"] = int(arrests["arrests"].sum())
    if is_given:
        figures = {name: figures[name] for name in figures if name not in ("still_open", "with_court_result", "convicted_of_court_pct")}
    return known(figures)


RECOUNTS = {"Q05": outcomes, "Q27": stands_out, "Q28": clear_changes, "Q33": domestic_abuse, "Q35": speedwatch, "Q36": promises, "Q41": every_district}
