"""Verdicts in words: rows of the queries in, pieces of sentences and cells of tables out."""

from pages.parts import formats
from pages.parts.periods import Period, join_words, month_list
from pages.parts.tables import Column

CLEAR = "‘Clear’ means bigger than the usual ups and downs of recent years. It does not say why."
PHRASES = {"Clear rise": "a clear rise", "Clear fall": "a clear fall", "No clear change": "no clear change", "Too few to tell": "too few to tell"}
MOST_NAMED = 3  # districts; more are counted
TOP = 8  # measures that stand out on the page; the file has all
METHOD = (
    "A count is compared with that of the same months a year earlier. The change is clear where chance, at the size of the ups and downs of the "
    "months before (up to 36, at least 12), would bring one as large less than once in 20 times.",
    "Months that vary more than chance alone, or that are like the month before them, make the test stricter. Where both counts are under 10 nothing "
    "can be told. Counts are judged, not rates. A period across a break in how the figures are made is not judged.",
)
TIES = "Two districts are too close to call where chance could account for the difference between their rates, by the same test."
TOO_SHORT = "There are too few months before this period to say which districts are too close to call."
SCAN = ("What stands out is kept from a list of every category in the district and in each ward, with a correction for looking at so many "
        "(Benjamini and Hochberg): of what is listed, about 1 in 20 may be chance. So a change can be clear by itself and not be in the list.")
FUNNEL = ("Each dot is a ward. If all wards had the same rate, about 19 in 20 would lie between the dashed lines and nearly all between the outer "
          "ones. Wards differ in what is in them, so a dot outside is a question to ask, not an answer.")
LIMITS = ("The dashed lines are the limits of usual months: the mean and 2.66 times the usual step from one month to the next (an XmR chart), or "
          "those of chance alone where months are below 10. They start again at a break in how the figures are made.")


def phrase(row: dict, of: str = "") -> str:
    """Name a row's verdict inside a sentence, as 'a clear fall'; '' where it has none. `of`: 'ksi_' for the verdict on these."""
    verdict = row.get(f"{of}verdict")
    return f"can't be compared ({row[f'{of}verdict_why']})" if verdict == "Can't be compared" else PHRASES.get(verdict, "")


def verdict_words(row: dict, of: str = "") -> str:
    """Add a row's verdict to a sentence, as ': a clear fall'; '' where it has none."""
    said = phrase(row, of)
    return f": {said}" if said else ""


def reasons(rows: list[dict]) -> list[str]:
    """Say why some of the rows can't be compared, each reason once."""
    why = dict.fromkeys(row["verdict_why"] for row in rows if row.get("verdict") == "Can't be compared")
    return [f"Can't be compared with the year before: {reason}." for reason in why]


def too_close(rows: list[dict]) -> str:
    """Name the ranked districts whose rate can't be told from the chosen one's; '' where there are none."""
    names = _close(rows)
    return join_words(names) if len(names) <= MOST_NAMED else f"{len(names)} other districts"


def too_close_words(rows: list[dict]) -> str:
    """Say which districts are too close to call, as 'Ourtown is too close to call'."""
    return f"{too_close(rows)} {'is' if len(_close(rows)) == 1 else 'are'} too close to call" if _close(rows) else ""


def _close(rows: list[dict]) -> list[str]:
    close = [row for row in rows if row["is_ranked"] and row.get("too_close")]
    return [row["district_name"] for row in sorted(close, key=lambda row: row.get("per_1000") or 0)]


def ties_unknown(rows: list[dict]) -> list[str]:
    """Say where it can't be told who is too close to call; nothing where it can."""
    ranked = [row for row in rows if row["is_ranked"] and row["rank"] is not None]
    return [TOO_SHORT] * bool(ranked and not any(row["against_pct_low"] is not None or row["too_close"] for row in ranked))


def with_ties(rows: list[dict], beside: list[dict]) -> list[dict]:
    """Add to ranked categories which one district's rate can't be told from ours, or how many districts' (`beside`: rows of crime_by_district_and_category)."""
    named: dict[str, list[str]] = {}
    for row in beside:
        if row["too_close"] is not None:
            named.setdefault(row["category_code"], []).extend([row["district_name"]] * row["too_close"])
    told = {code: names[0] if len(names) == 1 else f"{len(names)} districts" if names else "none" for code, names in named.items()}
    return [row | {"ties": None if row["rank"] is None else told.get(row["category_code"])} for row in rows]


def against(rows: list[dict]) -> list[dict]:
    """Say of each district whether its rate is lower or higher than the chosen one's, or too close to call."""
    return [row | {"against": _against(row)} for row in rows]


def _against(row: dict) -> str:
    if row["too_close"] or row["against_pct_low"] is None:
        return "too close" if row["too_close"] else ""
    return "higher" if row["against_pct_low"] > 0 else "lower"


def stands_out(scanned: list[dict]) -> str:
    """Say how many of the measures looked at (rows of measures_scanned) are outside their usual range; '' where nothing could be looked at."""
    found = sum(row["stands_out"] for row in scanned)
    if not scanned:
        return ""
    if scanned[0]["why_not"]:
        return f"What stands out can't be told: {scanned[0]['why_not']}"
    if not found:
        return f"Nothing outside the usual range among {formats.count(len(scanned))} measures"
    return f"{formats.count(found)} of {formats.count(len(scanned))} measures {'is' if found == 1 else 'are'} outside {'its' if found == 1 else 'their'} usual range"


def listed(scanned: list[dict], place: str) -> list[dict]:
    """Keep the measures that stand out, and name the area of each; the whole district by its full name."""
    return [row | {"area_name": row["area_name"] if row["ward_code"] else place, "blank": "–"} for row in scanned if row["stands_out"]]


def more(listed: list[dict]) -> str:
    """Say how many of those the page leaves out."""
    return f"The {TOP} most striking; the file has all {formats.count(len(listed))}." if len(listed) > TOP else ""


def stands_out_columns(period: Period) -> list[Column]:
    """Give the columns of what stands out."""
    return [Column("category_label", "Category"), Column("area_name", "Area"), Column("crimes", period.short(), "count"),
            Column("crimes_before", period.year_before.short(), "count"), Column("change", "Change", "change"),
            Column("change_pct", "% change", "percent", is_wide=True), Column("verdict", "Verdict", "verdict")]


def usual_months(rows: list[dict]) -> str:
    """Name the months outside the limits of usual months."""
    told = [row for row in rows if row["is_outside"] is not None]
    outside = [row["month"].date() for row in told if row["is_outside"]]
    if not told:
        return "Too few months are held to say which are unusual"
    if not outside:
        return "No month was outside the limits of usual months"
    return f"{month_list(outside)} {'was' if len(outside) == 1 else 'were'} outside the limits of usual months"


def judged_columns(stub: Column, *, has_districts: bool = False) -> list[Column]:
    """Give the columns of the numbers behind verdicts; `has_districts`: with how each one's rate differs from ours."""
    others = [Column("against_pct_low", "Rate against ours, likely from", "percent"), Column("against_pct_high", "to", "percent")]
    return [stub, Column("verdict", "Verdict", "verdict"), Column("change_pct_low", "Change, likely from", "percent"), Column("change_pct_high", "to", "percent"),
            *(others if has_districts else []), Column("dispersion", "Varies, times chance", "rate", is_wide=True),
            Column("history_months", "Months before", "count", is_wide=True)]


def judged(rows: list[dict]) -> list[dict]:
    """Leave out the rows without a verdict, and leave blank what could not be worked out."""
    return [row | {"blank": dict.fromkeys(row, "–"), "level": None} for row in rows if row.get("verdict")]
