"""Rows in, findings out: what the figures on casualties and near misses show, in sentences that can be read aloud."""

from pages.parts import formats
from pages.parts.periods import Period
from pages.parts.verdicts import verdict_words


def change(total: dict, period: Period) -> str:
    """Say how the people killed or seriously injured, and all who were hurt, compare with the window before."""
    if total["fatal"] is None or total["fatal_before"] is None:
        return "" if total["fatal"] is None else f"The months of {period.year_before.words()} are not all held, so there is nothing to compare with."
    return (f"Killed or seriously injured: {formats.count(total['ksi'])}, against {formats.count(total['ksi_before'])} in {period.year_before.words()}"
            f"{verdict_words(total, 'ksi_')}. All who were hurt: {formats.count(total['all_casualties'])}, against {formats.count(total['all_casualties_before'])}"
            f"{verdict_words(total)}.")


def everywhere(rows: list[dict], county: str) -> str:
    """Say in how many districts of the county fewer people were hurt than in the window before."""
    known = [row for row in rows if row["is_in_county"] and row["ksi_before"] is not None and row["ksi"] is not None]
    if not known:
        return "There is no earlier window to compare the districts with."
    hurt, serious = (_number(sum(row[key] < row[f"{key}_before"] for row in known), len(known)) for key in ("all_casualties", "ksi"))
    clear = sum(row.get("verdict") == "Clear fall" for row in known)
    said = f", {clear or 'none'} of them clearly" if any(row.get("verdict") for row in known) and hurt != "no" else ""
    return f"Of {len(known)} {county} districts, {hurt} had fewer people hurt than the year before{said}, and {serious} fewer killed or seriously injured."


def _number(some: int, of: int) -> str:
    return "no" if not some else "all" if some == of else str(some)


def children(rows: list[dict]) -> str:
    """Set children's part of the casualties beside their part of the residents."""
    young = [row for row in rows if row["is_child"]]
    if not young or any(row["casualties_pct"] is None for row in young):
        return ""
    said = f"Children (under 16) are {formats.share(sum(row['casualties_pct'] for row in young))} of the casualties whose age is known"
    if any(row["residents_pct"] is None for row in young):
        return f"{said}. These figures hold no residents by age to compare with."
    return f"{said} and {formats.share(sum(row['residents_pct'] for row in young))} of residents ({young[0]['residents_year']})."


def lorries(rows: list[dict]) -> str:
    """Say what part of serious collisions involved a lorry, against all collisions, with 95% intervals."""
    whats = ("of collisions in which someone was killed or seriously injured", "of all collisions in which someone was hurt")
    said = [f"in {formats.share(row['hgv_pct'])} {what} ({formats.count(row['with_hgv'])} of {formats.count(row['collisions'])}; "
            f"likely range {formats.share(row['hgv_pct_low'])} to {formats.share(row['hgv_pct_high'])})"
            for row, what in zip(rows, whats) if row["hgv_pct"] is not None]
    return f"A lorry (heavy goods vehicle) was involved {' and '.join(said)}." if said else ""


def repeats(rings: list[dict], period: Period, are_months_held: bool) -> str:
    """Say how many places had three collisions or more, and the most that one had."""
    if not are_months_held:
        return f"There are no repeat locations to give: these figures do not hold all of {period.words()}."
    if not rings:
        return "No place had three collisions or more."
    most = max(ring["count"] for ring in rings)
    return f"{formats.count(len(rings))} places had three collisions or more; the most at one place was {formats.count(most)}." if len(rings) > 1 else f"One place had {formats.count(most)} collisions."


def cameras(sites: list[dict], period: Period, are_years_held: bool) -> str:
    """Say where the criteria of fixed cameras are met, or one short, in the three years to a window's end."""
    met = sum(site["is_met"] for site in sites)
    years = f"the three years to {period.last:%B %Y}"
    if not sites:
        return (f"In {years} no place met the number for a fixed camera or was one short of it." if are_years_held
                else f"There is no screening to give: these figures do not hold all of {years}.")
    return (f"In {years}, {_number(met, 0)} place{'s' if met != 1 else ''} met the number for a fixed camera (3 people killed or seriously injured within "
            f"1.5 km) and {_number(len(sites) - met, 0)} {'were' if len(sites) - met != 1 else 'was'} one short.")


def near_misses(reports: int | None, places: int) -> str:
    """Head the page of near misses: how many reports, how many places with three or more."""
    if reports is None:
        return "Near misses reported by residents"
    repeats = "no place three times or more" if not places else f"{formats.count(places)} place{'s' if places > 1 else ''} three times or more"
    return f"{formats.count(reports)} near miss{'es' if reports != 1 else ''} reported by residents, {repeats}"


def other_register(place: str, about: dict) -> str:
    """Say that the register is the home district's, and holds nothing of another."""
    return f"The Near Miss Register is that of {about['home_name']}: it holds no reports for {place}."


def most_reported(rings: list[dict], unplaced: int) -> list[str]:
    """Say which place was reported most, how many have no recorded injury, and what has no place on the map."""
    said = []
    if rings:
        first = rings[0]
        said.append(f"Reported most: {first['place']}, {formats.count(first['count'])} near misses"
                    f"{'' if first['collisions'] is None else ', no recorded injury' if not first['collisions'] else ''}.")
        quiet = sum(ring["collisions"] == 0 for ring in rings)
        of = "The one repeat location has" if len(rings) == 1 else f"{formats.count(quiet)} of {formats.count(len(rings))} repeat locations have"
        said += [f"{of} no recorded injury within 100 m: what a register can show before someone is hurt."] * bool(quiet)
    if unplaced:
        said.append(f"{formats.count(unplaced)} report{'s give' if unplaced > 1 else ' gives'} no point and {'are' if unplaced > 1 else 'is'} not on the map.")
    return said
