"""The tables and words of the About page, from what the edition says of itself."""

from calendar import month_abbr
from urllib.parse import urlsplit

from pages.parts import outcome_findings, verdicts, words
from pages.parts.compared import Compared
from pages.parts.formats import month_name
from pages.parts.periods import join_words, month_list
from pages.parts.tables import Column

EXTRACT_NAMES = {"crime.partner": "Partnership counts", "crime.police_uk": "Police open data",
                 "outcomes.partner": "Partnership outcomes", "outcomes.police_uk": "Police open data: outcomes", "arrests.partner": "Partnership arrests", "collisions": "Road casualties", "near_misses": "Near misses"}
PERIODS_OF = {"casualties": "collisions"}  # an extract without months: the one that has them
SOURCE_COLUMNS = [Column("what", "What"), Column("publisher", "Publisher"), Column("licence", "Licence"), Column("months", "Period"),
                  Column("feeds", "Used for", is_wide=True), Column("files", "Files", "count", is_wide=True)]
STATE_COLUMNS = [Column("extract", "Figures"), Column("year", "Year"), Column("complete", "Months complete", "count"), Column("provisional", "Provisional"), Column("missing", "Missing")]
REPORT_COLUMNS = [Column("what", "Rows of the files given"), Column("rows", "Rows", "count")]
DEFINITION_COLUMNS = [Column("category_label", "Category"), Column("definition", "What it counts"), Column("kind", "Kind")]
EVENT_COLUMNS = [Column("when", "When"), Column("event", "What"), Column("bearing", "Bears on")]
# Extracts of the partnership's counts: how many rows they have tells in how many wards and months there was something to count
COUNTS = ("crime", "crime_places", "outcomes", "arrests")
RANKED = {"county": "A unitary authority is shown and not ranked.", "police area": "The district is no part of a county of several, so its police force’s districts are compared."}
CONTRACT_COLUMNS = [Column("column", "Column"), Column("meaning", "Meaning")]


def freshness(rows: list[dict]) -> str:
    """Say from when to when the figures go and which months are missing between."""
    said = []
    for extract, name in EXTRACT_NAMES.items():
        months = [row for row in rows if row["extract"] == extract]
        if months:
            gone = [row["month"].date() for row in months if not row["is_complete"]]
            missing = f"; {month_list(gone)} missing" if gone else ""
            said.append(f"{name}: {month_name(months[0]['month'])} to {month_name(months[-1]['month'])}{missing}")
    return ". ".join(said)


def sources(about: dict) -> list[dict]:
    """List each source once, with the extracts that it feeds."""
    rows: dict[tuple, dict] = {}
    for name, extract in about["extracts"].items():
        for source in extract.get("sources", []):
            row = rows.setdefault((source["what"], source["publisher"]), {"what": source["what"][:1].upper() + source["what"][1:], "held": [],
                "publisher": source["publisher"] + _fetched(source["files"]), "licence": source["licence"], "files": len(source["files"]) or None, "feeds": [], "blank": "–"})
            row["feeds"].append(name.replace("_", " "))
            row["held"] += about["extracts"].get(PERIODS_OF.get(name, name), {}).get("months") or []
    return [row | {"feeds": join_words(row["feeds"]), "months": _span(row["held"])} for row in rows.values()]


def _fetched(files: list[dict]) -> str:
    """Say from where and when a source's files were fetched, if they were; the newest counts."""
    told = [file for file in files if file.get("fetched_at")]
    hosts = sorted({urlsplit(file["address"]).hostname or "" for file in told})
    return f" (fetched from {join_words(hosts)}, {month_name(max(file['fetched_at'] for file in told)[:7] + '-01')})" if told else ""


def _span(months: list[str]) -> str | None:
    """Name the first and the last of some months; None where there are none."""
    return f"{month_name(min(months) + '-01')} to {month_name(max(months) + '-01')}" if months else None


def report(read: dict) -> list[dict]:
    """Put rows read beside rows counted and rows dropped, by reason: the two add up."""
    lines = [("Read", read["rows_read"]), ("Counted", read["rows_counted"]), ("Counted, and placed in a ward", read["rows_in_a_ward"]),
             ("Counted, not placed in a ward", read["rows_not_placed_in_a_ward"]),
             *((f"Left out: {reason}", rows) for reason, rows in read["rows_dropped"].items()),
             ("Crime IDs that repeat within a month (kept)", read["repeated_crime_ids"])]
    lines = [(f"Police crimes: {what[0].lower()}{what[1:]}", rows) for what, rows in lines] * bool(read["rows_read"])
    lines += [("Partnership rows read", read["partner_rows"])] * bool(read["partner_rows"])
    return [{"what": what, "rows": rows} for what, rows in lines + _outcome_rows(read.get("outcomes") or {}) + _road_rows(read.get("roads") or {}) + _near_miss_rows(read.get("near_misses") or {})]


def _outcome_rows(read: dict) -> list[tuple[str, int]]:
    """List what became of the rows of the police's outcomes files."""
    names = {"rows_read": "read", "rows_of_crimes_followed": "of crimes counted here", "rows_of_earlier_crimes": "of crimes of months that are not followed",
             "rows_of_crimes_left_out": "of crimes left out", "rows_of_no_crime": "of no crime in the files given", "rows_given_twice": "left out: the same month given twice"}
    return [(f"Police outcomes: {name}", read[key]) for key, name in names.items() if key in read]


def _road_rows(read: dict) -> list[tuple[str, int]]:
    """List what became of the rows of collisions and casualties."""
    lines = []
    for kind in ("collisions", "casualties") if read.get("rows_read") else ():
        lines += [(f"Road {kind}: read", read["rows_read"][kind]), (f"Road {kind}: counted", read["rows_kept"][kind]),
                  *((f"Road {kind}: left out: {reason}", rows) for reason, rows in read["rows_dropped"].get(kind, {}).items())]
    return lines + [("Road collisions: counted, not placed in a ward", read["collisions_unplaced"])] * bool(read.get("rows_read"))


def _near_miss_rows(read: dict) -> list[tuple[str, int]]:
    """List what became of the register's rows."""
    names = {"rows_read": "read", "rows_kept": "counted", "rows_unplaced": "counted, with a place in words only",
             "rows_given_twice": "left out: given twice", "rows_reported": "left out: not usable, listed when built"}
    return [(f"Near misses: {name}", read[key]) for key, name in names.items() if key in read and read.get("rows_read")]


def extract_line(name: str, extract: dict, series: list[str]) -> str:
    """Name an extract, what one row of it is, and how many there are, unless that tells of what is withheld."""
    return f"{name}: {extract['grain']}" + ("" if "partner" in series and name in COUNTS else f" {extract['rows']:,} rows.")


def gaps(about: dict) -> list[str]:
    """List what is known to be missing or odd."""
    return [gap for extract in about["extracts"].values() for gap in extract.get("known_gaps", [])]


def calendar(rows: list[dict]) -> list[dict]:
    """Give each month of each extract its state."""
    return [{"extract": EXTRACT_NAMES.get(row["extract"], row["extract"]), "year": row["month"].year, "month_no": row["month"].month,
             "state": "missing" if not row["is_complete"] else "provisional" if row["is_provisional"] else "complete"} for row in rows]


def states(cells: list[dict]) -> list[dict]:
    """Write the calendar as a table: of each extract and year how many months are complete, and which are not."""
    made: dict = {}
    for cell in cells:
        made.setdefault((cell["extract"], cell["year"]), []).append(cell)
    return [{"extract": extract, "year": str(year), "complete": sum(cell["state"] == "complete" for cell in found), "blank": "–"}
            | {state: join_words([month_abbr[cell["month_no"]] for cell in found if cell["state"] == state]) or None for state in ("provisional", "missing")}
            for (extract, year), found in made.items()]


def definitions(rows: list[dict]) -> list[dict]:
    """Indent the parts and say whether crimes or incidents are counted."""
    return [row | {"level": 1 if row["parent_code"] is None else 2, "kind": "Incidents" if row["is_incident"] else
                   "Crimes" if row["counts_in_all_crime"] else "Crimes and incidents flagged, also counted under their own type"} for row in rows]


def events(rows: list[dict]) -> list[dict]:
    """Write each event's month and what it bears on."""
    return [{"when": month_name(row["date"]), "event": row["event"],
             "bearing": row["topic"] + ("; figures before and after do not compare" if row["breaks_series"] else "")} for row in rows]


def method(about: dict, county: Compared) -> str:
    """Say how rates, positions, windows and wards are made, as HTML."""
    said = (
        "A rate is crimes divided by the people who live in the area, times 1,000. Figures for less or more than twelve months are not made into yearly ones.",
        "Residents are those of the year in which the period ends, else of the nearest earlier year, else of the nearest later. Two periods that are "
        "compared use residents counted in one way: mid-year estimates and Census 2021 are never mixed.",
        f"Position 1 is the lowest rate of the districts of {county.area}; equal rates share a position. {RANKED[county.kind]} "
        "If one district lacks a month, there are no positions.",
        "A period with a month missing has no total, no change and no position: the months are named instead.",
        f"{verdicts.CLEAR} {verdicts.METHOD[0]} {verdicts.METHOD[1]} {verdicts.TIES}",
        f"A ward's crimes are those whose point lies inside its boundary ({about['ward_vintage']}). {words.class_rule(about, about['home_district'])}",
        words.WITHHELD,
        f"{outcome_findings.ONCE} {outcome_findings.FOLLOWED}",
        outcome_findings.WARDS_WITHHELD,
        "Partnership counts and police open data are counted in different ways. They are never added up or compared.",
    )
    return f"<ul>{''.join(f'<li>{words.safe(each)}</li>' for each in said)}</ul>"
