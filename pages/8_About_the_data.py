"""About these figures: sources, gaps, definitions, and how rates and positions are made."""

import streamlit as st

from pages.parts import about_tables as tables, alternatives, revised, words
from pages.parts.page import about, as_table, ask, ask_records, chart, close_page, heading, html, lead, open_page, section, table
from pages.parts.panels import month_calendar
from pages.parts.statement import statement

filters, place = open_page()
said = about()
heading("About these figures", f"{said['title']}, built {words.day(said['built_at'])}{revised.age(said)} · edition {said['fingerprint'][:8]}")
lead(tables.freshness(ask_records("coverage")))
for sentence in revised.overdue(said):
    html(f'<p class="caution">{sentence}</p>')

section("Where they come from")
table(tables.sources(said), tables.SOURCE_COLUMNS, "Sources", file="sources", what={"of": ()})
calendar = tables.calendar(ask_records("coverage"))
if calendar:
    section("Which months are there")
    chart(month_calendar(calendar), alternatives.calendar(calendar), key="calendar", invented=False)
    as_table(tables.states(calendar), tables.STATE_COLUMNS, "Which months are there", key="calendar")
if said.get("report"):
    section("What was read, counted and left out", is_projected=False)
    table(tables.report(said["report"]), tables.REPORT_COLUMNS, "Rows read and what became of them", file="rows_read")
for gap in tables.gaps(said):
    html(f'<p class="caution">{words.safe(gap)}</p>')

for series in said["series"]:
    if rows := revised.figures(said, series):
        section("Revised since the last edition", is_projected=False)
        html(f"<p>{words.safe(revised.sentence(said, rows))}</p>")
        table(rows[:revised.LISTED], revised.COLUMNS, f"{words.SERIES[series]}: revised by more than 1%", file=f"revised_{series}", saved=rows, more=revised.more(rows),
              notes=(words.source(series, said),), what={"of": ("crime",), "series": series, "is_whole": True})

section("What each category counts", is_projected=False)
for series in said["series"]:
    table(tables.definitions(ask_records("categories", series=series)), tables.DEFINITION_COLUMNS, words.SERIES[series], is_caption_shown=True)

section("How the figures are made")
html(tables.method(said, place.county))
if ask("events")["event"].any():
    section("Events that bear on the figures", is_projected=False)
    table(tables.events(ask_records("events")), tables.EVENT_COLUMNS, "Events")
with st.expander("Every extract and column of this edition"):
    for name, extract in said["extracts"].items():
        table([{"column": column, "meaning": meaning} for column, meaning in extract["columns"].items()], tables.CONTRACT_COLUMNS,
              tables.extract_line(name, extract, said["series"]), is_caption_shown=True)

section("Accessibility", is_projected=False)
html(f'<div class="method">{statement()}</div>')

close_page([], "")
