"""Outcomes: what happened after crimes were recorded: arrests, prosecutions, convictions, and what is still open."""

import streamlit as st

from pages.parts import alternatives, area_findings, projection, outcome_findings as findings, outcome_tables as tables, words
from pages.parts.cohorts import cohorts
from pages.parts.outcome_parts import cohort_rows, other_sources, unfinished_mark
from pages.parts.page import about, as_table, ask, ask_records, category, chart, close_page, figures, heading, html, open_page, say_what_is_missing, section, stop_unless_held, table, ward_names

filters, place = open_page(show=("category", "wards", "rural_urban"), extract="outcomes")
said, period, kind = about(), filters.period, category(filters)
label, force, area = kind["category_label"], said["police_force"], words.area(place.full_name, filters.rural_urban, ward_names(filters))
heading("What happened after crimes were recorded", f"{label} recorded in {period.words()}, {area} · {words.SERIES[filters.series].lower()}", invented=True)
stop_unless_held(filters, "outcomes", findings.not_held(said, filters.series, other_sources(filters)))
say_what_is_missing(filters, "outcomes", before=False)

every = ask_records("outcomes_by_category", filters)
total = next((row for row in every if row["category_code"] == filters.category), None)
source, cautions = words.source(filters.series, said), [findings.ONCE, *words.cautions(kind, period)]
if total is None:
    html(f'<p class="lead">{words.safe(findings.no_outcomes(label))}</p>')
    close_page(cautions, source)
    st.stop()

times = ask_records("outcome_times", filters)
followed_to = times[0]["followed_to"] if times else None
missing = [one for one in (findings.arrests(total, force), findings.convicted(total, filters.series, force) * (total["convicted"] is None)) if one and not total["is_withheld"]]
cautions += [findings.ARRESTS] * (total["arrests"] is not None)
notes = (f"{label}, {area}, recorded in {period.words()}", *missing, *cautions, source)
sentences = [findings.prosecuted(total), findings.convicted(total, filters.series, force), findings.arrests(total, force), findings.still_open(total, followed_to)]
sentences = [f"{one} (invented)" if said["kind"] == "illustrative" else one for one in sentences if one]
sentences = [findings.WARDS_WITHHELD] if total["charged"] is None and total["is_withheld"] else sentences
figures(tables.figures(total, sentences), sentences)

if times:
    months = cohort_rows(filters)
    section("Month by month of recording", findings.unfinished(months, followed_to))
    left, right = projection.pair("pair", right=570)
    with left:
        html(tables.key(months))
        chart(cohorts(months, events=unfinished_mark(followed_to)), f"{label}, {area}. {alternatives.cohorts(months)}", key="cohorts")
        by_month = tables.months(months)
        as_table(by_month, tables.columns(by_month, "month_name", "Recorded in", has_range=False), "What became of each month’s crimes", key="cohorts")
    with right:
        table(tables.times(times), tables.TIME_COLUMNS, f"Where the crimes recorded in {period.words()} stand, and how long it took", file="outcome_times", what={"is_whole": True},
              notes=notes, is_caption_shown=True)
        html(f'<p class="caution">{words.safe(findings.slowest(times))}</p>')

section("By ward")
wards = ask_records("outcomes_by_ward", filters, wards=[])
if any(row["is_withheld"] for row in wards):
    said_why = findings.WARDS_WITHHELD if all(row["charged"] is None for row in wards) else findings.SOME_WITHHELD
    is_offered = filters.category in said.get("disclosure", {}).get("outcomes_by_ward", [])
    years = list(ask("disclosed_years", filters).query("has_outcomes")["last_month"]) if is_offered else []
    html(f"<p>{words.safe(said_why)} {words.safe(area_findings.years_given(years, period))}</p>")
if not all(row["charged"] is None and row["is_withheld"] for row in wards):
    whole = next(row for row in ask_records("outcomes_by_category", filters, wards=[], rural_urban="All") if row["category_code"] == filters.category)
    html(f'<p class="measure">{words.safe(findings.RANGES)}</p>')
    table(tables.wards(wards, whole, place.full_name), tables.columns(wards, "ward_name", "Ward"), f"{label} by ward, by share prosecuted: {period.words()}", file="outcomes_by_ward",
          file_columns=tables.file_columns(wards, "ward_name", "Ward"), notes=notes,
          row_class=lambda row: "chosen" if row["ward_code"] in filters.wards else "")

section(f"By category, {area}")
table(tables.categories(every), tables.columns(every, "category_label", "Category"), f"Outcomes by category, {period.words()}", file="outcomes_by_category", what={"is_whole": True},
      file_columns=tables.file_columns(every, "category_label", "Category"), notes=notes, row_class=lambda row: "chosen" if row["category_code"] == filters.category else "")

close_page(cautions, source)
