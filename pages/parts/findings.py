"""Rows in, findings out: what the figures show, in sentences that can be read aloud."""

from pages.parts import formats
from pages.parts.periods import Period
from pages.parts.verdicts import too_close_words, verdict_words
from pages.parts.words import overlaps_lockdown

FEW = 5  # fewer positions than this are not counted in a sentence


def moved(change: float, change_pct: float | None) -> str:
    """Write a change as 'fell by 778 (down 9.0%)'."""
    if not change:
        return "did not change"
    word, way = ("rose", "up") if change > 0 else ("fell", "down")
    share = "" if formats.is_null(change_pct) else f" ({way} {abs(change_pct):.1f}%)" if abs(change_pct) >= 0.05 else f" ({way} less than 0.1%)"
    return f"{word} by {formats.count(abs(change))}{share}"


def position(rank: float | None, of: int, *, with_count: bool = True) -> str:
    """Write rank 1 as 'Lowest of 12', 2 as '2nd lowest', the last as 'Highest of 12'."""
    count = f" of {of}" if with_count else ""
    if formats.is_null(rank):
        return "no position"
    if rank == 1:
        return f"Lowest{count}"
    return f"Highest{count}" if rank == of else f"{formats.ordinal(rank)} lowest"


def home_sentences(rows: list[dict], place: str, county: str, districts: int, period: Period, beside: list[dict] = (), *, area: str = "") -> list[str]:
    """Say in up to three sentences what a district's summary shows (rows of crime_summary, nulls as None).

    `beside`: all crime's rows of crime_by_district_and_category, which say who is too close to call; `area`: the county in a sentence, if another than its districts' name.
    """
    by_code = {row["category_code"]: row for row in rows}
    said = [_total_sentence(by_code["all_crime"], period), _position_sentence(rows, place, county, districts, too_close_words(list(beside)), area or county), _mover_sentence(rows)]
    return [sentence for sentence in said if sentence]


def _total_sentence(row: dict, period: Period) -> str:
    if row["crimes"] is None:
        return ""
    if row["change"] is None:
        return f"{formats.count(row['crimes'])} crimes were recorded."
    way = moved(row["change"], row["change_pct"]).replace(" (", f" to {formats.count(row['crimes'])} (")
    return f"Recorded crime {way}{verdict_words(row)}{', in a year of lockdowns' if period.months == 12 and overlaps_lockdown(period) else ''}."


def _position_sentence(rows: list[dict], place: str, county: str, districts: int, ties: str, area: str) -> str:
    ranked = [row for row in rows if row["rank"] is not None and row["parent_code"] is None]
    total = next((row for row in ranked if row["category_code"] == "all_crime"), None)
    if not total:
        return ""
    rate = {1: "the lowest", districts: "the highest"}.get(total["rank"], f"the {formats.ordinal(total['rank'])} lowest")
    number = {1: "the fewest crimes", districts: "the most crimes"}.get(
        total["rank_volume"], f"the {formats.ordinal(total['rank_volume'])} fewest crimes")
    return f"{place} had {rate} recorded crime rate of the {districts} {county} districts and {number}{f'; {ties}' if ties else ''}. {low_ranks(rows, area)}".strip()


def low_ranks(rows: list[dict], county: str) -> str:
    """Count the categories in which a district is among the lowest three, now and the year before."""
    ranked = [row for row in rows if row["rank"] is not None and row["parent_code"] is None]
    if len(ranked) < FEW:
        return ""
    now = sum(row["rank"] <= 3 for row in ranked)
    known_before = [row["rank_before"] for row in ranked if row["rank_before"] is not None]
    before = f", against {sum(rank <= 3 for rank in known_before)} the year before" if len(known_before) == len(ranked) else ""
    return f"{now} of {len(ranked)} crime types were among {county}’s lowest three{before}."


def low_categories(rows: list[dict], place: str, county: str) -> str:
    """Count the categories in which a district is among the county's lowest three."""
    ranked = [row for row in rows if row["rank"] is not None and row["parent_code"] is None]
    if len(ranked) < FEW:
        return "There are too few positions for this period to count them."
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
    return f"{most['category_label']} {moved(most['change'], most['change_pct'])}{verdict_words(most)}{part}."


def trend_finding(rows: list[dict], label: str, place: str, county: str) -> str:
    """Say where the rolling rate stands against three years ago and the county."""
    known = [row for row in rows if row["per_1000_12m"] is not None]
    if len(known) < 2 or known[-1]["month"] != rows[-1]["month"]:
        return f"{label}: the last twelve months are not whole, so there is no rolling rate to give"
    first, last = known[0], known[-1]
    county_part = "" if last["county_per_1000_12m"] is None else f", against {rate_words(last['county_per_1000_12m'])} in {county}"
    return (f"{place}: {rate_words(last['per_1000_12m'])} per 1,000 residents in the year to {last['month']:%B %Y}{county_part}; "
            f"it was {rate_words(first['per_1000_12m'])} in the year to {first['month']:%B %Y}")


def rate_words(value: float | None) -> str:
    """Write a rate with as many decimals as tell it from another."""
    if formats.is_null(value):
        return "no rate"
    return formats.rate(value, 1 if value >= 2 else 2)


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:] if label[1:2].islower() else label
