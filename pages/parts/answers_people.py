"""Rows in, answers out: what services count, deprivation, promises. A function a question, named in questions.csv."""

from datetime import date

from pages.parts import words
from pages.parts.answer import Answer, Asked, known, one
from pages.parts.answer_words import counted, no_total
from pages.parts.findings import rate_words
from pages.parts.formats import count
from pages.parts.tables import Column

ABUSE = ("domestic", "helpline", "high-need", "refuge")  # words in the names of measures that bear on a question
SPEED = ("speed", "patrol", "enforcement")
MEASURE_COLUMNS = [Column("measure", "What was counted"), Column("area_name", "Where"), Column("organisation", "By whom"), Column("unit", "In"), Column("value", "In the period", "count"),
                   Column("value_before", "Year before", "count"), Column("change_pct", "Change", "percent")]
OTHERS_COUNT = "Counts of other organisations, as they were given: not checked against police figures, and more activity is not more crime."
APART = "Domestic abuse is not counted apart in these figures. "
AREAS = "Areas, not people; not a cause."


def domestic_abuse(asked: Asked, rows: dict) -> Answer:
    """Set what the support service counted beside reports to police (rows of measures_in_window and crime_summary)."""
    said, more = _measures(asked, rows, ABUSE)
    police = one(rows["crime_summary"], category_code=asked.words["category"])
    if police["crimes"] is None or more["is_missing"]:
        return Answer(said, **more)
    text, figures = counted(police, asked.period)
    police = f"Reports to police, {asked.label[:1].lower()}{asked.label[1:]} in {asked.place}: {text}."
    return Answer(f"{police} The services counted: {said}.", own_total=police,
                  **(more | {"figures": figures | more["figures"], "caution": f"{words.COMING_FORWARD} {OTHERS_COUNT}"}))


def speedwatch(asked: Asked, rows: dict) -> Answer:
    """Say what Speedwatch and enforcement counted (rows of measures_in_window)."""
    said, more = _measures(asked, rows, SPEED)
    return Answer(said if more["is_missing"] else f"In {asked.place} {asked.during}: {said}.", **more)


def _measures(asked: Asked, rows: dict, about: tuple[str, ...]) -> tuple[str, dict]:
    held = [row for row in rows["measures_in_window"] if any(word in f"{row['measure']} {row['organisation']}".lower() for word in about)]
    given = [row for row in held if row["value"] is not None]
    looks = {"rows": [row | {"blank": "not whole"} for row in held], "columns": MEASURE_COLUMNS, "caution": OTHERS_COUNT, "is_invented": True,
             "caption": f"Supplied by other organisations, {asked.period.words()}", "figures": {}, "is_missing": not given}
    if not given:
        return (f"Nobody has supplied a whole count of this for {asked.place} {asked.during}. The services that do the work hold it; the template is measures.csv.", looks)
    parts = [f"{_named(row, asked)}: {count(row['value'])} {row['unit']}" + ("" if row["value_before"] is None else f", against {count(row['value_before'])} the year before") for row in given]
    looks["figures"] = known({f"{key} of {_named(row, asked)}": row[key] for row in given for key in ("value", "value_before")})
    return "; ".join(parts), looks


def _named(row: dict, asked: Asked) -> str:
    return row["measure"] if row["area_code"] == asked.words["district"] else f"{row['measure']}, {row['area_name']}"


def deprivation(asked: Asked, rows: dict) -> Answer:
    """Set a category's rate in the most deprived third of wards beside the least (rows of deprivation_by_third and _by_ward)."""
    thirds, wards = rows["deprivation_by_third"], rows["deprivation_by_ward"]
    if not thirds:
        return Answer(f"These figures hold no index of deprivation for the wards of {asked.place}.", is_missing=True)
    table = {"rows": [row | {"blank": "withheld" if row["is_withheld"] else "–"} for row in wards], "caution": f"{AREAS} {words.caution_of(asked.category)}", "is_invented": True,
             "caption": f"Deprivation and {asked.label[:1].lower()}{asked.label[1:]} by ward, {asked.period.words()}",
             "columns": [Column("ward_name", "Ward"), Column("decile", "Decile (1 most deprived)", "rate"), Column("crimes", "Count", "count"), Column("per_1000", "Per 1,000", "rate")]}
    most, least = thirds[0], thirds[-1]
    if not (most["is_withheld"] or least["is_withheld"]) and (most["per_1000"] is None or least["per_1000"] is None):
        return no_total(asked, {})
    if most["is_withheld"] or least["is_withheld"]:
        whole = one(rows["crime_summary"], category_code=asked.words["category"])
        said, figures = ("", {}) if whole["crimes"] is None else counted(whole, asked.period)
        return Answer(f"That can't be shown ward by ward: some of it is withheld below the whole of {asked.place}, for small numbers in one ward could identify a victim. "
                      f"The most deprived ward is {wards[0]['ward_name']} (its neighbourhoods' mean decile is {wards[0]['decile']:g} of 10, 1 being the most deprived in England)."
                      + (f" {asked.label} in {asked.place}: {said}." if said else ""), figures | {"decile": wards[0]["decile"]}, **table)
    return Answer(f"{'' if asked.category['is_sensitive'] else APART}{asked.label} {asked.during}: {_rate(most, ' per 1,000 residents')} in the most deprived third of the "
                  f"wards of {asked.place}, {_rate(least)} in the least deprived third.", _thirds(most=most, least=least), has_page=False, **table)


def _rate(third: dict, of: str = "") -> str:
    return f"{rate_words(third['per_1000'])}{of} (likely range {rate_words(third['per_1000_low'])} to {rate_words(third['per_1000_high'])})"


def _thirds(**thirds: dict) -> dict:
    return {f"{key}_{which}_deprived": third[key] for which, third in thirds.items() for key in ("per_1000", "per_1000_low", "per_1000_high")}


def promises(asked: Asked, rows: dict) -> Answer:
    """Say how many promises are open, and how many overdue (rows of promises)."""
    every = rows["promises"]
    answered, opened = (sum(row["status"] == status for row in every) for status in ("answered", "open"))
    late = sum(bool(row["is_overdue"]) for row in every)
    first = next((row for row in every if row["is_overdue"]), None)
    longest = f" Due longest: ‘{first['question']}’ ({first['owner']}, by {words.day(str(first['due']))})." if first else ""
    return Answer(f"Of {count(len(every))} promises made after meetings, {count(answered)} have been answered and {count(opened) or '0'} are open, {count(late) or '0'} of them overdue.{longest}",
                  {"promises": len(every), "answered": answered, "open": opened, "overdue": late}, is_invented=True, caution=f"As the list of promises says on {words.day(date.today().isoformat())}; whoever keeps it marks what is answered.")
