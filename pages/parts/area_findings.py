"""Rows in, findings out: how wards and districts stand beside each other."""

from pages.parts import formats
from pages.parts.findings import moved, rate_words
from pages.parts.periods import Period, join_words
from pages.parts.verdicts import phrase, too_close, verdict_words
from pages.parts.words import WITHHELD, per_1000


def wards_finding(rows: list[dict], chosen: tuple[str, ...], whole: float | None, period: Period) -> str:
    """Say which ward has the highest and lowest recorded rate, or what the chosen ward's is."""
    placed = [row for row in rows if row["ward_code"] and row["per_1000"] is not None]
    if not placed:
        return _no_wards(rows)
    mine = [row for row in placed if row["ward_code"] in chosen]
    if len(mine) == 1:
        row = mine[0]
        against = "" if row["change"] is None else (f", {formats.count(abs(row['change']))} {'more' if row['change'] > 0 else 'fewer'} than the year before"
                                                    if row["change"] else ", as many as the year before")
        clear = f" ({phrase(row)})" if phrase(row) else ""
        return f"{row['ward_name']}: {formats.count(row['crimes'])} recorded{against}{clear}, {rate_words(row['per_1000'])} {_per(period)} (all wards {rate_words(whole)})"
    hidden = sum(bool(row["is_withheld"]) for row in rows if row["ward_code"])
    top, low = (_at_rate(placed, pick(row["per_1000"] for row in placed), "ward_name", "wards") for pick in (max, min))
    rate = max(row["per_1000"] for row in placed)
    times = f", {rate / whole:.1f} times that of all wards" if whole else ""
    if hidden:
        return (f"{top} the highest recorded rate of the {len(placed)} wards that are given, {rate_words(rate)} {_per(period)}{times}; "
                f"{hidden} {'is' if hidden == 1 else 'are'} withheld")
    return (f"{top} the highest recorded rate, {rate_words(rate)} {_per(period)}{times}; "
            f"{low.removesuffix(' has')} the lowest, {rate_words(min(row['per_1000'] for row in placed))}")


def _no_wards(rows: list[dict]) -> str:
    """Say why no ward has a rate."""
    placed = [row for row in rows if row["ward_code"]]
    if not placed:
        return "These figures hold this district's total, but none of its wards."
    if any(row["is_withheld"] for row in rows):
        return WITHHELD
    if all(row["crimes"] is None for row in placed):
        return "No ward has a total for this category and period."
    return "No count of residents is held for these wards, so there are no rates."


def _per(period: Period) -> str:
    text = per_1000(period)
    return text[0].lower() + text[1:].removesuffix(", not made yearly")


def _at_rate(rows: list[dict], rate: float, name: str, several: str) -> str:
    """Name who has a rate; who shares it is not told as one."""
    names = [row[name] for row in rows if row["per_1000"] == rate]
    if len(names) == 1:
        return f"{names[0]} has"
    return f"{join_words(names) if len(names) <= 3 else f'{len(names)} {several}'} share"


def years_given(last_months: list[str], period: Period) -> str:
    """Say for which years sensitive figures of a part of the district are given, when the chosen period is none of them."""
    if period.months == 12 and f"{period.last:%Y-%m}" in last_months or not last_months:
        return ""
    month = formats.month_name(f"{last_months[0]}-01").split()[0]
    return f"Choose a period of 12 months that ends in {month} {join_words([end[:4] for end in last_months], 'or')}."


def whole_district(row: dict, place: str) -> str:
    """Give the nearest figure that may be given where a ward's is withheld: the whole district's."""
    if formats.is_null(row["crimes"]):
        return f"{place}: no total for this period."
    change = "" if formats.is_null(row["change"]) else f"; it {moved(row['change'], row['change_pct'])}{verdict_words(row)}"
    return f"{place} as a whole: {formats.count(row['crimes'])} recorded{change}"


def county_finding(rows: list[dict], home: str, county: str, period: Period) -> str:
    """Say where a district stands and how far the next one is, in crimes."""
    ranked = [row for row in rows if row["is_ranked"] and row["rank"] is not None]
    mine = next((row for row in ranked if row["district_code"] == home), None)
    apart = next((row["district_name"] for row in rows if row["district_code"] == home and not row["is_ranked"]), None)
    if apart and len(rows) == 1:
        return f"These figures hold no other district to compare {apart} with"
    if apart:
        return f"{apart} is not one of {county}’s districts and is not ranked with them"
    if not mine:
        return "There is no position to give: a district lacks figures for this category in a month of this period"
    above = min((row for row in ranked if row["per_1000"] > mine["per_1000"]), key=lambda row: row["per_1000"], default=None)
    below = max((row for row in ranked if row["per_1000"] < mine["per_1000"]), key=lambda row: row["per_1000"], default=None)
    gaps = [f"{_gap(mine, row)} {way} would have matched {row['district_name']}’s rate" for row, way in ((above, "more"), (below, "fewer")) if row]
    shared = [row["district_name"] for row in ranked if row["per_1000"] == mine["per_1000"] and row is not mine]
    place = {1: "the lowest rate", len(ranked): "the highest rate"}.get(mine["rank"], f"the {formats.ordinal(mine['rank'])} lowest rate")
    with_whom = f", shared with {join_words(shared) if len(shared) <= 3 else f'{len(shared)} others'}" if shared else ""
    said = f"{mine['district_name']} had {place} of {len(ranked)}{with_whom}, {rate_words(mine['per_1000'])} {_per(period)}"
    ties = too_close(rows)
    return "; ".join(filter(None, [said, f"too close to call with {ties}" if ties else "", join_words(gaps)]))


def _gap(mine: dict, other: dict) -> str:
    return formats.count(abs(round((other["per_1000"] - mine["per_1000"]) * mine["residents"] / 1000)))
