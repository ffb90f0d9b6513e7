"""Rows in, findings out: what the figures show, in sentences that can be read aloud."""

from pages.parts import formats
from pages.parts.periods import Period, join_words
from pages.parts.words import WITHHELD, overlaps_lockdown



def moved(change: float, change_pct: float | None) -> str:
    """Write a change as 'fell by 778 (down 9.0%)'."""
    if not change:
        return "did not change"
    word, way = ("rose", "up") if change > 0 else ("fell", "down")
    share = "" if formats.is_null(change_pct) else f" ({way} {abs(change_pct):.1f}%)"
    return f"{word} by {formats.count(abs(change))}{share}"


def position(rank: float | None, of: int, *, with_count: bool = True) -> str:
    """Write rank 1 as 'Lowest of 12', 2 as '2nd lowest', the last as 'Highest of 12'."""
    count = f" of {of}" if with_count else ""
    if formats.is_null(rank):
        return "no position"
    if rank == 1:
        return f"Lowest{count}"
    return f"Highest{count}" if rank == of else f"{formats.ordinal(rank)} lowest"


def home_sentences(rows: list[dict], place: str, county: str, districts: int, period: Period) -> list[str]:
    """Say in up to three sentences what stands out in a district's summary (rows of crime_summary, nulls as None)."""
    by_code = {row["category_code"]: row for row in rows}
    said = [_total_sentence(by_code["all_crime"], period), _position_sentence(rows, place, county, districts), _mover_sentence(rows)]
    return [sentence for sentence in said if sentence]


def _total_sentence(row: dict, period: Period) -> str:
    if row["crimes"] is None:
        return ""
    if row["change"] is None:
        return f"{formats.count(row['crimes'])} crimes were recorded."
    way = moved(row["change"], row["change_pct"]).replace(" (", f" to {formats.count(row['crimes'])} (")
    return f"Recorded crime {way}{', in a year of lockdowns' if overlaps_lockdown(period) else ''}."


def _position_sentence(rows: list[dict], place: str, county: str, districts: int) -> str:
    ranked = [row for row in rows if row["rank"] is not None and row["parent_code"] is None]
    total = next((row for row in ranked if row["category_code"] == "all_crime"), None)
    if not total:
        return ""
    rate = {1: "the lowest", districts: "the highest"}.get(total["rank"], f"the {formats.ordinal(total['rank'])} lowest")
    number = {1: "the fewest crimes", districts: "the most crimes"}.get(
        total["rank_volume"], f"the {formats.ordinal(total['rank_volume'])} fewest crimes")
    return f"{place} had {rate} recorded crime rate of the {districts} {county} districts and {number}. {low_ranks(rows, county)}"


def low_ranks(rows: list[dict], county: str) -> str:
    """Count the categories in which a district is among the lowest three, now and the year before."""
    ranked = [row for row in rows if row["rank"] is not None and row["parent_code"] is None]
    now = sum(row["rank"] <= 3 for row in ranked)
    known_before = [row["rank_before"] for row in ranked if row["rank_before"] is not None]
    before = f", against {sum(rank <= 3 for rank in known_before)} the year before" if len(known_before) == len(ranked) else ""
    return f"{now} of {len(ranked)} crime types were among {county}’s lowest three{before}."


def low_categories(rows: list[dict], place: str, county: str) -> str:
    """Count the categories in which a district is among the county's lowest three."""
    ranked = [row for row in rows if row["rank"] is not None and row["parent_code"] is None]
    if not ranked:
        return "There are no positions to give for this period."
    return f"In {sum(row['rank'] <= 3 for row in ranked)} of {len(ranked)} categories {place} is among the lowest three in {county}"


def _mover_sentence(rows: list[dict]) -> str:
    """Name the category that moved most for its size, and a part of it that is new this year."""
    wholes = {"all_crime", "victim_based_crime"}
    changed = [row for row in rows if row["change"] and row["parent_code"] is None and row["category_code"] not in wholes]
    if not changed:
        return ""
    most = max(changed, key=lambda row: abs(row["change"]) / (row["crimes"] + row["crimes_before"]) ** 0.5)
    family = {most["category_code"]}
    for row in rows:
        family |= {row["category_code"]} if row["parent_code"] in family else set()
    new = [row for row in rows if row["category_code"] in family and row["crimes"] and row["crimes_before"] == 0]
    part = f"; {formats.count(new[-1]['crimes'])} were {_lower(new[-1]['category_label'])}" if new else ""
    return f"{most['category_label']} {moved(most['change'], most['change_pct'])}{part}."


def wards_finding(rows: list[dict], chosen: tuple[str, ...], whole: float | None, period: Period) -> str:
    """Say which ward has the highest and lowest recorded rate, or what the chosen ward's is."""
    placed = [row for row in rows if row["ward_code"] and row["per_1000"] is not None]
    if not placed:
        return WITHHELD if any(row["is_withheld"] for row in rows) else "These figures name no wards."
    mine = [row for row in placed if row["ward_code"] in chosen]
    if len(mine) == 1:
        row = mine[0]
        against = "" if row["change"] is None else (f", {formats.count(abs(row['change']))} {'more' if row['change'] > 0 else 'fewer'} than the year before"
                                                    if row["change"] else ", as many as the year before")
        return f"{row['ward_name']}: {formats.count(row['crimes'])} recorded{against}, {_rate(row['per_1000'])} per 1,000 residents (all wards {_rate(whole)})"
    top, low = (_at_rate(placed, pick(row["per_1000"] for row in placed), "ward_name", "wards") for pick in (max, min))
    rate = max(row["per_1000"] for row in placed)
    times = f", {rate / whole:.1f} times that of all wards" if whole else ""
    return (f"{top} the highest recorded rate, {_rate(rate)} per 1,000 residents{times}; "
            f"{low.removesuffix(' has')} the lowest, {_rate(min(row['per_1000'] for row in placed))}")


def _at_rate(rows: list[dict], rate: float, name: str, several: str) -> str:
    """Name who has a rate; who shares it is not told as one."""
    names = [row[name] for row in rows if row["per_1000"] == rate]
    if len(names) == 1:
        return f"{names[0]} has"
    return f"{join_words(names) if len(names) <= 3 else f'{len(names)} {several}'} share"


def whole_district(row: dict, place: str) -> str:
    """Give the nearest figure that may be given where a ward's is withheld: the whole district's."""
    if formats.is_null(row["crimes"]):
        return f"{place}: no total for this period."
    change = "" if formats.is_null(row["change"]) else f"; it {moved(row['change'], row['change_pct'])}"
    return f"{place} as a whole: {formats.count(row['crimes'])} recorded{change}"


def county_finding(rows: list[dict], home: str, county: str) -> str:
    """Say where a district stands and how far the next one is, in crimes."""
    ranked = [row for row in rows if row["is_ranked"] and row["rank"] is not None]
    mine = next((row for row in ranked if row["district_code"] == home), None)
    if not mine:
        return "There is no position to give: a district lacks figures for a month of this period."
    above = min((row for row in ranked if row["per_1000"] > mine["per_1000"]), key=lambda row: row["per_1000"], default=None)
    below = max((row for row in ranked if row["per_1000"] < mine["per_1000"]), key=lambda row: row["per_1000"], default=None)
    gaps = [f"{_gap(mine, row)} {way} would have matched {row['district_name']}’s rate" for row, way in ((above, "more"), (below, "fewer")) if row]
    shared = [row["district_name"] for row in ranked if row["per_1000"] == mine["per_1000"] and row is not mine]
    place = {1: "the lowest rate", len(ranked): "the highest rate"}.get(mine["rank"], f"the {formats.ordinal(mine['rank'])} lowest rate")
    with_whom = f", shared with {join_words(shared) if len(shared) <= 3 else f'{len(shared)} others'}" if shared else ""
    said = f"{mine['district_name']} had {place} of {len(ranked)}{with_whom}, {_rate(mine['per_1000'])} per 1,000 residents"
    return "; ".join(filter(None, [said, join_words(gaps)]))


def _gap(mine: dict, other: dict) -> str:
    return formats.count(abs(round((other["per_1000"] - mine["per_1000"]) * mine["residents"] / 1000)))


def trend_finding(rows: list[dict], label: str, place: str, county: str) -> str:
    """Say where the rolling rate stands against three years ago and the county."""
    known = [row for row in rows if row["per_1000_12m"] is not None]
    if len(known) < 2 or known[-1]["month"] != rows[-1]["month"]:
        return f"{label}: the last twelve months are not whole, so there is no rolling rate to give"
    first, last = known[0], known[-1]
    county_part = "" if last["county_per_1000_12m"] is None else f", against {_rate(last['county_per_1000_12m'])} in {county}"
    return (f"{place}: {_rate(last['per_1000_12m'])} per 1,000 residents in the year to {last['month']:%B %Y}{county_part}; "
            f"it was {_rate(first['per_1000_12m'])} in the year to {first['month']:%B %Y}")


def _rate(value: float | None) -> str:
    if formats.is_null(value):
        return "no rate"
    return formats.rate(value, 1 if value >= 2 else 2)


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:] if label[1:2].islower() else label
