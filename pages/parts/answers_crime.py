"""Rows in, answers out: recorded crime, its changes and its wards. A function a question, named in questions.csv."""

from dataclasses import replace

from pages.parts import formats, words
from pages.parts.answer import Answer, Asked, known, one
from pages.parts.answer_words import against, counted, no_total, summary
from pages.parts.findings import rate_words
from pages.parts.periods import join_words
from pages.parts.tables import Column
from pages.parts.verdicts import phrase
from pages.parts.ward_tables import ward_columns, wards


def headline(asked: Asked, rows: dict) -> Answer:
    """Say how many crimes of a category were recorded, against the year before (rows of crime_summary)."""
    row = one(rows["crime_summary"], category_code=asked.words["category"])
    if row["crimes"] is None:
        return no_total(asked, row)
    said, figures = counted(row, asked.period)
    return Answer(f"{asked.label} in {asked.area}: {said}.", figures, **summary([row], asked.period, asked.label))


def by_ward(asked: Asked, rows: dict) -> Answer:
    """Say which ward has the highest rate of a category, or what the chosen ones have (rows of crime_by_ward)."""
    every = rows["crime_by_ward"]
    has_centre = bool(asked.words["wards"]) or any(row["setting"] == "Town centre" for row in every)
    table = {"rows": wards(every, tuple(asked.words["wards"]), has_centre), "columns": ward_columns(asked.period), "is_invented": True,
             "caption": f"{asked.label} by ward, {asked.period.words()}",
             "caution": " ".join([*words.cautions(asked.category, asked.period), words.TOWN_CENTRE])}
    placed = [row for row in every if row["ward_code"] and row["crimes"] is not None]
    if not placed and any(row["crimes"] is not None for row in every):
        return Answer(f"These figures do not split {asked.place} by ward: {asked.label} {asked.during} is held for the whole of it only.", is_missing=True)
    if not placed:
        return no_total(asked, next(iter(every), {}))
    if asked.words["wards"]:
        return Answer(f"{asked.label} {asked.during}: {join_words([_ward(row) for row in placed])}.",
                      {f"{name} in {row['ward_name']}": row[name] for row in placed for name in ("crimes", "change", "per_1000") if row[name] is not None}, **table)
    by = "per_1000" if any(row["per_1000"] is not None for row in placed) else "crimes"
    ordered = sorted((row for row in placed if row[by] is not None), key=lambda row: -row[by])
    first, last = ordered[0], ordered[-1]
    what = "highest recorded rate" if by == "per_1000" else "highest number"
    hidden = sum(bool(row["is_withheld"]) for row in every)
    others = f"the lowest in {_ward(last)}" if not hidden else f"{hidden} of the {len(every)} figures are withheld, and some of these may be higher or lower. {words.WITHHELD}"
    return Answer(f"{asked.label} in {asked.place} {asked.during}: the {what}{' that is given' if hidden else ''} was in {_ward(first)}; {others.removesuffix('.')}.",
                  known({"crimes_highest": first["crimes"], "change_highest": first["change"], "per_1000_highest": first["per_1000"],
                         "crimes_lowest": last["crimes"], "change_lowest": last["change"], "per_1000_lowest": last["per_1000"]}), **table)


def _ward(row: dict) -> str:
    change = "" if row["change"] is None else f", {against(row | {'change_pct': None})}{f', {phrase(row)}' if phrase(row) else ''}"
    rate = "" if row["per_1000"] is None else f", {rate_words(row['per_1000'])} per 1,000 residents"
    return f"{row['ward_name']} ({formats.count(row['crimes'])} recorded{change}{rate})"


def trend(asked: Asked, rows: dict) -> Answer:
    """Say where the rolling rate stands, one and two years ago too, beside the county's (36 rows of crime_by_month)."""
    months = rows["crime_by_month"]
    years = [row for row in (months[-1], months[-13], months[-25]) if row["per_1000_12m"] is not None]
    if months[-1]["per_1000_12m"] is None:
        return Answer(f"There is no rate for {asked.place} in the year to {formats.month_name(months[-1]['month'])}: these figures do not hold all of its months, or no residents.", is_missing=True)
    said = [f"{rate_words(row['per_1000_12m'])} in the year to {formats.month_name(row['month'])}" for row in years]
    county = months[-1]["county_per_1000_12m"]
    beside = "" if county is None else f" {asked.county.area[0].upper()}{asked.county.area[1:]} had {rate_words(county)} in the {'latest of these years' if len(years) > 1 else 'same year'}."
    return Answer(f"{asked.label} per 1,000 residents of {asked.place}: {join_words(said)}.{beside}",
                  known({f"per_1000_{number}_years_ago" if number else "per_1000": row["per_1000_12m"] for number, row in enumerate(years)} | {"county_per_1000": county}),
                  chart="rolling", chart_rows=months, rows=[row | {"told": formats.month_name(row["month"])} for row in years], caption=f"{asked.label}: years to the same month",
                  columns=[Column("told", "Year to"), Column("crimes_12m", "Count", "count"), Column("per_1000_12m", "Per 1,000", "rate"),
                           Column("county_per_1000_12m", asked.county.label, "rate")])


def trend_of_category(asked: Asked, rows: dict) -> Answer:
    """Say whether a category rises or falls, over its months (rows of crime_summary, 36 of crime_by_month)."""
    said = headline(asked, rows)
    return said if said.is_missing else replace(said, chart="months", chart_rows=rows["crime_by_month"])


def reporting(asked: Asked, rows: dict) -> Answer:
    """Say whether fewer crimes were reported (rows of crime_summary and crime_by_month)."""
    said = trend_of_category(asked, rows)
    if said.is_missing:
        return said
    window = [row for row in rows["crime_by_month"][-asked.period.months:] if row["crimes"] is not None]
    outside = [formats.month_name(row["month"]) for row in window if row["is_outside"]]
    held = "" if len(window) >= asked.period.months else " in the latest three of these years"
    months = f" No month was outside its usual range{held}." if not outside else f" Outside the usual range of months{held}: {join_words(outside)}."
    judged_months = months if any(row["limit_low"] is not None for row in window) else ""
    return replace(said, sentence=said.sentence + judged_months, own_total=said.sentence, is_invented=bool(judged_months), caution=words.REPORTING)
