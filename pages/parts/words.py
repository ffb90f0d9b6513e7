"""Rows in, sentences out: findings, cautions, sources. How the dashboard speaks."""

from datetime import date, datetime
from functools import lru_cache
from html import escape

from pages.parts import formats
from pages.parts.periods import Period, join_words, month_list

SERIES = {"partner": "Partnership counts", "police_uk": "Police open data"}
SOURCES = {
    "partner": "{force} counts supplied to the community safety partnership",
    "police_uk": "{force} through data.police.uk, Open Government Licence v3.0",
}
# England's restrictions: from the first lockdown to the end of most limits on contact
LOCKDOWN = (date(2020, 3, 1), date(2021, 7, 1))
ALL_CRIME = "Crimes recorded by police. Not everything is reported, and changes in recording also move these figures."
COMING_FORWARD = "More reports can mean more people coming forward. A rise is not in itself bad news, nor a fall good news."
REPORTING = "Fewer reports may mean fewer incidents or less reporting. These figures can't tell which."
OVERLAP = "The two periods are longer than a year and start a year apart, so they overlap."
POLICE_ACTIVITY = "Rises and falls with police activity."
CAUTIONS = {"violence_and_sexual_offences": COMING_FORWARD, "drug_offences": POLICE_ACTIVITY, "drugs": POLICE_ACTIVITY}
TOWN_CENTRE = "Wards in the town centre: many more people visit than live here, so the rate is not a resident's risk."
NOT_RANKED = "A unitary authority in the same police area is shown beside the county's districts and is not ranked."
ONE_BASIS = "All rates on this page use residents counted in one way, that of the latest year, so that years compare."
ROADS = "Only collisions that police recorded and in which someone was hurt."
LORRIES = "A lorry is a goods vehicle over 3.5 tonnes; one of unknown weight is not counted."
NEAR_MISSES = "Reports from the public, not checked. Few reports may mean that few people know of the register."
CAMERAS = ("A first screening, not a decision. Open data can't show whether speed was a cause. The Safety Camera Partnership decides, "
           "and its 2025 policy isn't public in full.")
NEAR_MISS_SOURCE = "Source: the council's Near Miss Register; injury collisions: Department for Transport, road safety data (STATS19), Open Government Licence v3.0."
ROAD_SOURCE = "Source: Department for Transport, road safety data (STATS19), Open Government Licence v3.0."
MOBILE_CAMERAS = "Mobile cameras need one person killed or seriously injured within 5 km in three years: nearly every main road meets that, so no list is given."
NO_MAP = "There is no map of this area's wards in these figures; the tables have the same figures."
NOT_HELD = {  # extract: what the edition lacks, and who holds it
    "collisions": ("These figures hold no road casualties.",
                   "The Department for Transport publishes every collision in which someone was hurt (STATS19, open data). "
                   "When its collision and casualty files are given to the next build, this page shows them."),
    "near_misses": ("These figures hold no near misses.",
                    "The council holds the Near Miss Register, to which residents report. It is not open data: when an export of the register "
                    "is given to the next build, this page shows it."),
}
WITHHELD = ("Figures for sexual offences, hate crime and domestic abuse below the whole district are given for fixed years only, for one ward or one "
            "kind of ward: small numbers could identify a victim. What is marked as withheld is a small number, or would give one away.")


def safe(text: object) -> str:
    """Escape a text for HTML."""
    return escape(str(text))


def cautions(row: dict, period: Period) -> list[str]:
    """List what must be said beside a category's figures for a period (row: a category, with its parent and kind)."""
    return [caution_of(row), *of_period(period)]


def of_period(period: Period) -> list[str]:
    """List what must be said of any figures of a period that are compared with the year before."""
    said = ["This period included lockdowns."] * overlaps_lockdown(period) + ["The year before included lockdowns."] * overlaps_lockdown(period.year_before)
    return said + [OVERLAP] * (period.months > 12)


def caution_of(row: dict) -> str:
    """Choose a category's caution: its own, else its parent's, else that of its kind."""
    kind = COMING_FORWARD if row["is_sensitive"] else REPORTING if row["is_incident"] else ALL_CRIME
    return CAUTIONS.get(row["category_code"]) or CAUTIONS.get(row["parent_code"]) or kind


def all_cautions(rows: list[dict], period: Period) -> list[str]:
    """List the cautions of many categories, each once with the categories that it is for."""
    labels: dict[str, list[str]] = {}
    for row in rows:
        if row["parent_code"] is None and caution_of(row) != ALL_CRIME:
            labels.setdefault(caution_of(row), []).append(row["category_label"])
    total = {"category_code": "all_crime", "parent_code": None, "is_incident": False, "is_sensitive": False}
    return [*cautions(total, period), *(f"{', '.join(names)}: {said[0].lower()}{said[1:]}" for said, names in labels.items())]


def overlaps_lockdown(period: Period) -> bool:
    """Say whether restrictions were in force in a part of the window."""
    return period.first <= LOCKDOWN[1] and period.last >= LOCKDOWN[0]


def per_1000(period: Period) -> str:
    """Name the measure; a window of another length than a year says so, for its rates are not made yearly."""
    return "Per 1,000 residents" + ("" if period.months == 12 else f" in {period.months} month{'s' if period.months > 1 else ''}, not made yearly")


def class_rule(about: dict, district: str) -> str:
    """Say by what rule a district's ward is urban, rural or town centre."""
    rule = f"Each ward counts as Urban or Rural as most of its residents do ({about['rural_urban_basis']})."
    if district != about["home_district"]:
        return f"{rule} Small towns can count as rural."
    centre = " Town centre: the urban wards that hold the main town's centre." if about.get("has_town_centre", True) else ""
    return f"{rule} {about['rural_urban_note']}{centre}"


def source(series: str, about: dict, residents: str = "") -> str:
    """Write the source line of figures."""
    said = f"Source: {SOURCES[series].format(force=about['police_force'])}."
    return f"{said} {residents}".strip()


def residents_line(year: object, basis: object) -> str:
    """Name the residents behind a rate."""
    if formats.is_null(year):
        return "No count of residents is held for these areas, so there is no rate."
    return f"Residents: {basis}." if basis == "Census 2021" else f"Residents: ONS {basis}, {year}."


def residents_basis(basis: str | None) -> str:
    """Name how the residents of several years were counted."""
    return f"Residents: ONS {basis}s of each year, or the nearest." if basis == "mid-year estimate" else f"Residents: {basis}." if basis else ""


def edition_line(about: dict) -> str:
    """Name the edition and how fresh it is."""
    months = about["extracts"]["crime"].get("months")
    newest = f" with figures to {formats.month_name(months[1] + '-01')}" if months else ""
    held = about.get("frozen") or {"until": ""}
    frozen = f", frozen until {day(held['until'])} ({held['reason']})" if held["until"] >= f"{date.today()}" else ""
    return f"Edition: {about['title']}{newest}, built {day(about['built_at'])}{frozen}."


def no_total(period: Period, missing: list[date]) -> str:
    """Say that a window has no total, and which months it lacks."""
    return f"There is no total for {period.words()}: the figures for {month_list(missing)} are missing."


def missing_before(row: dict) -> str:
    """Say which months keep a row of crime_summary from being compared with the year before; '' where none do."""
    named = row["missing_months_before"]
    return no_change([datetime.strptime(month, "%B %Y").date() for month in named.split(", ")]) if named else ""


def provisional(months: list[date]) -> str:
    """Say which months the publisher expects to revise."""
    return f"Provisional, and may be revised: {month_list(months)}."


def no_change(missing_before: list[date]) -> str:
    """Say why a change can't be given."""
    return f"Can't be compared with the year before: the figures for {month_list(missing_before)} are missing."


@lru_cache(maxsize=10_000)  # each collision's
def day(stamp: str) -> str:
    """Write a time stamp as a day."""
    return f"{(day := date.fromisoformat(stamp[:10])).day} {day:%B %Y}"


def area(place: str, rural_urban: str, wards: list[str]) -> str:
    """Name the part of a district that is looked at."""
    kind = "" if rural_urban == "All" else f", {rural_urban.lower()} wards"
    return f"{join_words(wards)}{kind}, {place}" if wards else f"{place}{kind}"


def area_short(text: str) -> str:
    """Name it without the district where a part of it is named first."""
    return text.split(", ")[0]
