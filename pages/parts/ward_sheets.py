"""A ward on one page of A4, and all wards in one document: crime, outcomes, roads, near misses, and what is clearly different."""

from dataclasses import dataclass, replace

from pages.parts import area_findings, formats, repeat_locations, verdicts, ward_tables, words
from pages.parts.choices import USUAL_MONTHS, Filters, ask, ask_records, months_present
from pages.parts.documents import Document
from pages.parts.formats import count, share
from pages.parts.kept import Picture
from pages.parts.periods import Period, join_words
from pages.parts.pictures import chart_png
from pages.parts.subject import Place, has_town_centre, holds
from pages.parts.trends import monthly_counts

PRINTED, CHART_PX = 660, 115  # pixels that the chart of months is wide and high
MOST_PLACES = 3  # repeat locations that a sheet names
BODY = 10  # points: with 20 categories a sheet must still be one page


@dataclass(frozen=True)
class Figures:
    """What the sheets of all wards share: rows of the questions by ward, each for its own window."""

    filters: Filters
    crime: list[dict]
    funnel: list[dict]
    whole: float | None
    outcomes: tuple[Period, list[dict]]
    roads: tuple[Period, list[dict]]
    near_misses: tuple[Period, list[dict]]
    source: str
    cautions: list[str]


def document(codes: list[str], filters: Filters, place: Place, about: dict, link: str) -> bytes:
    """Write the sheets of these wards, a page each."""
    figures = _gathered(filters, about)
    names = {row["ward_code"]: row for row in ask_records("wards", filters)}
    title = f"{names[codes[0]]['ward_name'] if len(codes) == 1 else 'Wards'}, {place.full_name}: {filters.period.words()}"
    made = Document(title, body=BODY)
    for number, code in enumerate(codes):
        _sheet(made, figures, names[code], place, about, starts_page=bool(number))
    made.footer(f"{words.edition_line(about)} {link}")
    return made.saved()


def window(filters: Filters, extract: str) -> Period:
    """Give the chosen window where an extract has all its months, else its usual one to its newest month."""
    present = months_present(filters, extract)
    if not present or set(filters.period.all_months) <= set(present):
        return filters.period
    return Period(f"{present[-1]:%Y-%m}", min(USUAL_MONTHS.get(extract, 12), len(present)))


def _gathered(filters: Filters, about: dict) -> Figures:
    whole = replace(filters, category="all_crime", wards=(), rural_urban="All")

    def rows(extract: str, question: str) -> tuple[Period, list[dict]]:
        period = window(whole, extract)
        return period, ask_records(question, whole, last_month=period.last_month, months=period.months) if holds(extract) else []
    crime = ask_records("crime_by_ward", whole)
    first = next((row for row in crime if row["residents"]), {})
    source = words.source(filters.series, about, words.residents_line(first.get("residents_year"), first.get("residents_basis")))
    cautions = [verdicts.CLEAR, about.get("caution", "")]
    return Figures(whole, crime, ask_records("ward_funnel", whole), ward_tables.rate_of_all(ask_records("crime_by_setting", whole)), rows("outcomes", "outcomes_by_ward"),
                   rows("collisions", "casualties_by_ward"), rows("near_misses", "near_miss_clusters"), source, cautions)


def _sheet(made: Document, figures: Figures, ward: dict, place: Place, about: dict, *, starts_page: bool) -> None:
    filters = replace(figures.filters, wards=(ward["ward_code"],))
    period, code, name = filters.period, ward["ward_code"], ward["ward_name"]
    profile = ask_records("crime_summary", filters)
    mark = " (invented)" if about["kind"] == "illustrative" else ""
    made.heading(f"{name} ward", 1, starts_page=starts_page)
    kind = "".join(f"{row['setting'].lower()} " for row in ward_tables.named_kinds([ward], has_town_centre(filters)) if row["setting"])
    made.paragraph(f"{place.full_name}, {period.words()} · {kind}ward · {words.SERIES[filters.series].lower()}"
                   + (f" · {about['tag']}" if mark else ""), is_small=True)
    made.listed([f"{said}{mark}" for said in different(profile, figures, code, period)])
    months = ask("crime_by_month", filters, months=36)
    if months["crimes"].notna().any():
        drawn = monthly_counts(months, chosen_from=period.first, chosen_to=period.last, height=CHART_PX)
        made.picture(chart_png(Picture("months", drawn.to_dict(validate=False), ""), container=PRINTED), f"All crime recorded each month in {name}, three years to {period.last:%B %Y}")
    made.table(f"{name}: crimes and incidents by category, {period.words()}", ward_tables.profile_columns(period), ward_tables.profile(profile, []))
    parts = (("Arrests and prosecutions", outcomes(figures, code), ""), ("Road casualties", roads(figures, code), words.ROADS), ("Near misses", near_misses(figures, ward), words.NEAR_MISSES))
    for title, said, _ in parts:
        made.paragraph(f"{title}: {said}{mark}" if said else "")
    own = [caution for _, said, caution in parts if said]
    cautions = [*words.all_cautions(profile, period), *verdicts.reasons(profile), *own, *[words.TOWN_CENTRE] * (ward["setting"] == "Town centre"), *figures.cautions]
    made.paragraph(" ".join(filter(None, cautions)), is_small=True)
    made.paragraph(figures.source + (f" {words.ROAD_SOURCE}" if words.ROADS in own else ""), is_small=True)


def different(profile: list[dict], figures: Figures, code: str, period: Period) -> list[str]:
    """Say what is clearly different in a ward: its total, categories that clearly rose or fell, its rate against chance."""
    said = [area_findings.wards_finding(figures.crime, (code,), figures.whole, period)]
    judged = [row for row in profile if row["category_code"] != "all_crime" and row["verdict"]]
    for verdict, words_of in (("Clear rise", "Clear rise: "), ("Clear fall", "Clear fall: ")):
        names = [f"{row['category_label']} ({formats.change(row['change'])})" for row in judged if row["verdict"] == verdict]
        said += [words_of + join_words(names)] * bool(names)
    if judged and len(said) == 1:
        said.append("No category shows a clear rise or a clear fall")
    dot = next((row for row in figures.funnel if row["ward_code"] == code and row["low_998"] is not None), None)
    if dot:
        where = "higher than" if dot["per_1000"] > dot["high_998"] else "lower than" if dot["per_1000"] < dot["low_998"] else "within"
        said.append(f"Its rate of all crime is {where} what chance alone would give wards of its size: {dot['low_998']:.0f} to {dot['high_998']:.0f} per 1,000 residents")
    return said


def outcomes(figures: Figures, code: str) -> str:
    """Say what became of a ward's recorded crimes; '' where that is not held."""
    period, rows = figures.outcomes
    row = next((row for row in rows if row["ward_code"] == code and row["recorded"]), None)
    if not row:
        return ""
    parts = [f"{count(row['charged'])} prosecuted so far ({share(row['charge_pct'])}, likely range {share(row['charge_pct_low'])} to {share(row['charge_pct_high'])})"
             if row["charged"] is not None else "prosecutions withheld" if row["is_withheld"] else "prosecutions not in this data"]
    parts += [f"{count(row['convicted'])} ended in a conviction"] * (row["convicted"] is not None)
    parts += [f"{count(row['arrests'])} arrests in these months"] * (row["arrests"] is not None)
    return f"of {count(row['recorded'])} crimes recorded in {period.words()}, {join_words(parts)}"


def roads(figures: Figures, code: str) -> str:
    """Say who was hurt on a ward's roads; '' where that is not held."""
    period, rows = figures.roads
    row = next((row for row in rows if row["ward_code"] == code and row["all_casualties"] is not None), None)
    if not row:
        return ""
    before = "" if row["all_casualties_before"] is None else f", against {count(row['all_casualties_before'])} in {period.year_before.words()}{verdicts.verdict_words(row)}"
    return f"{count(row['all_casualties'])} people hurt in {period.words()}, {count(row['fatal'])} of them killed and {count(row['serious'])} seriously hurt{before}"


def near_misses(figures: Figures, ward: dict) -> str:
    """Say how many near misses a ward's residents reported, and where three or more times; '' where there is no register."""
    period, clusters = figures.near_misses
    if not holds("near_misses"):
        return ""
    settings = ask_records("near_misses_by_setting", figures.filters, wards=[ward["ward_code"]], last_month=period.last_month, months=period.months)
    if not settings or any(row["reports"] is None for row in settings):
        return ""
    here = [row for row in repeat_locations.lettered(clusters, [], "reports") if row["ward_name"] == ward["ward_name"]]
    named = [f"{row['place']} ({count(row['count'])}, {row['people']})" for row in here[:MOST_PLACES]]
    where = f"; reported three times or more: {join_words(named)}" + (f" and {len(here) - MOST_PLACES} more" if len(here) > MOST_PLACES else "") if named else ""
    return f"{count(sum(row['reports'] for row in settings))} reported in {period.words()}{where}"
