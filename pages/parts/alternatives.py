"""Rows in, the words of a chart or map out: what it shows, for those who can't see it. The figures stand in a table of the same page."""

from collections import Counter

from pages.parts import formats
from pages.parts.findings import rate_words
from pages.parts.maps import class_of
from pages.parts.periods import join_words

MOST_NAMED = 3


def over_months(what: str, rows, key: str = "crimes", *, write=formats.count) -> str:
    """Say where a series of months begins and ends, and its highest and lowest month."""
    known = [row for row in formats.records(rows) if row.get(key) is not None]
    if not known:
        return f"{what}: no figures."
    first, last, top, low = known[0], known[-1], max(known, key=lambda row: row[key]), min(known, key=lambda row: row[key])
    at = [f"{write(row[key])} in {formats.month_name(row['month'])}" for row in (first, last, top, low)]
    return f"{what}: {at[0]}, {at[1]}{'' if top is last and low is first else f'; highest {at[2]}, lowest {at[3]}'}."


def rates(rows, place: str, county: str) -> str:
    """Say how a place's rolling rate and its county's went."""
    said = [over_months(name, rows, key, write=rate_words) for name, key in ((place, "per_1000_12m"), (county, "county_per_1000_12m"))]
    return f"Rates per 1,000 residents of the twelve months to each month. {' '.join(said)}"


def rural_urban(rows) -> str:
    """Say how the rolling rates of urban and of rural wards went."""
    rows = formats.records(rows)
    return " ".join(over_months(f"{kind} wards", [row for row in rows if row["rural_urban"] == kind], "per_1000_12m", write=rate_words) for kind in ("Urban", "Rural"))


def seasons(rows) -> str:
    """Say of the newest two years which month was highest and which lowest."""
    rows = formats.records(rows)
    years = sorted({row["month"].year for row in rows}, reverse=True)[:2]
    return " ".join(over_months(f"January to December {year}", [row for row in rows if row["month"].year == year]) for year in years)


def categories(rows) -> str:
    """Say in how many categories the last twelve months hold more than the twelve before, and in how many fewer."""
    by_category: dict[str, list] = {}
    for row in formats.records(rows):
        by_category.setdefault(row["category_code"], []).append(row["crimes_12m"])
    pairs = [(totals[-1], totals[-13]) for totals in by_category.values() if len(totals) > 12 and None not in (totals[-1], totals[-13])]
    more, fewer = sum(now > before for now, before in pairs), sum(now < before for now, before in pairs)
    return f"A panel of months for each of {len(by_category)} categories. Against the twelve months before, the last twelve hold fewer in {fewer} of them and more in {more}."


def compared(what: str, rows, name: str, *, whole: tuple[str, float | None] = ("", None), strong=()) -> str:
    """Say of bars by rate which are highest and lowest, and the rate of the whole (`whole`: its name and rate); `strong`: names that are marked."""
    known = sorted((row for row in formats.records(rows) if row.get("per_1000") is not None), key=lambda row: row["per_1000"], reverse=True)
    if not known:
        return f"{what}: no rates."
    top, low, marked = ([f"{row[name]} {rate_words(row['per_1000'])}" for row in some]
                        for some in (known[:MOST_NAMED], known[MOST_NAMED:][-MOST_NAMED:], [row for row in known if row[name] in strong]))
    parts = [f"highest {join_words(top)}", f"lowest {join_words(low)}" * bool(low), f"marked: {join_words(marked)}" * bool(marked), f"{whole[0]} {rate_words(whole[1])}" * (whole[1] is not None)]
    return f"{what}, per 1,000 residents: {'; '.join(filter(None, parts))}."


def in_classes(rows, breaks: tuple[float, float]) -> str:
    """Count the wards in each class of a map."""
    known = [row for row in formats.records(rows) if row["ward_code"]]
    found = Counter(class_of(row["per_1000"], breaks) for row in known)
    low, high = (f"{one:g}" for one in breaks)
    said = [f"{found[number]} {words}" for number, words in ((0, f"under {low}"), (1, f"from {low} to under {high}"), (2, f"at {high} or more"), (None, "without a rate")) if found[number]]
    return f"Of {len(known)} wards, {join_words(said)}."


def funnel(rows) -> str:
    """Name the wards whose rate is outside the limits of nearly all."""
    known = [row for row in formats.records(rows) if row["per_1000"] is not None]
    above, below = ([row["ward_name"] for row in known if test(row)] for test in (lambda row: row["per_1000"] > row["high_998"], lambda row: row["per_1000"] < row["low_998"]))
    return f"Each ward’s rate against its residents. Above the 99.8% limits: {join_words(above) or 'none'}. Below: {join_words(below) or 'none'}."


def cohorts(rows) -> str:
    """Say what became of the first and of the newest month's crimes."""
    known = [row for row in formats.records(rows) if row["charge_pct"] is not None]
    said = [f"of those recorded in {formats.month_name(row['recorded_month'])}, {formats.share(row['charge_pct'])} were prosecuted"
            + (f" and {formats.share(row['open_pct'])} are still open" if row["open_pct"] is not None else "") for row in (known[:1] + known[1:][-1:])]
    return f"What became of each month’s crimes: {'; '.join(said)}. The newest months are unfinished." if said else "No month has figures."


def points(area: str, counted: str, rings: list[dict], called: str = "repeat location") -> str:
    """Say what a map of points holds (`counted`: in words), and its first lettered places."""
    named = [f"{ring['letter']}, {ring['place']} ({formats.count(ring['count'])})" for ring in rings[:MOST_NAMED]]
    more = f"{len(rings)} {called}{'' if len(rings) == 1 else 's'}, first {join_words(named)}" if rings else f"no {called}"
    return f"Map of {area}: {counted}; {more}."


def by_severity(points: list[dict]) -> str:
    """Count collisions by their worst injury."""
    found = Counter(point["severity"] for point in points)
    said = [f"someone {words} in {found[severity]}" for severity, words in (("Fatal", "killed"), ("Serious", "seriously hurt"), ("Slight", "slightly hurt")) if found[severity]]
    return f"{formats.count(len(points))} collisions{f', {join_words(said)}' if said else ''}"


def calendar(rows: list[dict]) -> str:
    """Count each extract's months by their state."""
    found: dict[str, Counter] = {}
    for row in rows:
        found.setdefault(row["extract"], Counter())[row["state"]] += 1
    said = {extract: join_words([f"{number} month{'' if number == 1 else 's'} {state}" for state, number in states.items()]) for extract, states in found.items()}
    return " ".join(f"{extract}: {states}." for extract, states in said.items())
