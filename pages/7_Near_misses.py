"""Near misses: what residents reported, where it repeats, and one such place on a sheet of paper."""

import streamlit as st

from pages.parts import evidence, findings, near_miss_tables as tables, repeat_locations as repeats, road_findings, trend_tables, words
from pages.parts.formats import records
from pages.parts.page import (about, ask, chart, choose_ward, close_page, download, heading, holds, html, is_dark, lead, offer, open_page,
                              stop_unless_held, stop_without_figures, table, ward_names)
from pages.parts.point_layers import REPORTS
from pages.parts.point_maps import explore_points, point_map
from pages.parts.trends import monthly_counts, running_total

MAP_WIDTH = 660
REGISTER = "Near Miss Register"
filters, place = open_page(show=("wards", "rural_urban"), extract="near_misses")
period, area = filters.period, findings.area(place.full_name, filters.rural_urban, ward_names(filters))
measure = f"{REGISTER}, {area}, {period.words()}"
if not holds("near_misses"):
    heading("Near misses reported by residents", measure)
    stop_unless_held(filters, "near_misses")

settings, reports = records(ask("near_misses_by_setting", filters)), tables.reports(records(ask("near_miss_points", filters)))
places = ask("map_places", filters) if holds("map_places") else []
rings = repeats.lettered(ask("near_miss_clusters", filters), places, "reports")
heading(road_findings.near_misses(tables.total(settings), len(rings)), measure, invented=True)
stop_without_figures(filters, "near_misses")
if tables.total(settings) is None:
    close_page(filters, [words.NEAR_MISSES], words.NEAR_MISS_SOURCE)
    st.stop()
html(tables.settings(settings, road_findings.most_reported(rings, sum(report["easting_m"] is None for report in reports))))

with st.container(key="pair", horizontal=True, gap="medium"):
    left, right = st.container(width=MAP_WIDTH), st.container()
with left:
    outlines = ask("outlines", filters)
    form = st.segmented_control("Map", ["Picture", "Explore"], key="map_form", default="Picture", required=True, label_visibility="collapsed")
    if form == "Explore":
        st.pydeck_chart(explore_points(reports, rings, ask("wards", filters), places, looks=REPORTS, look_column="", told="told", chosen=filters.wards,
                                       is_dark=is_dark()), height=520, key="near_deck", selection_mode="single-object", on_select=choose_ward("near_deck"))
    elif len(outlines):
        chart(point_map(reports, rings, outlines, places, looks=REPORTS, look_column="", told=tables.TOLD, ring_words=repeats.RING_WORDS,
                        chosen=filters.wards), f"Map of {area}: near misses reported. The list beside it has the repeat locations, the table below every report.",
              key="near_map", width="content", scrolls=True, on_select=choose_ward("near_map"))
    html(f'<p class="caution">{words.safe(words.NEAR_MISSES)}</p>')
with right:
    table(repeats.listed(rings), repeats.columns("Reports", has_people=True), "Places reported three times or more, each report within 100 m of another")
    download(rings, repeats.file_columns("Reports", has_people=True), "repeat_locations", cautions=(words.NEAR_MISSES,))

if rings:
    by_letter = {ring["letter"]: ring for ring in rings if ring["letter"]}
    if st.session_state.get("repeat") not in by_letter:
        st.session_state["repeat"] = next(iter(by_letter))
    letter = st.selectbox("Evidence for one repeat location", list(by_letter), key="repeat", format_func=lambda one: f"{one}: {by_letter[one]['place']}", width=460)
    html(evidence.section(by_letter[letter]))
    notes = [words.NEAR_MISSES, words.ROADS, *filter(None, [about().get("caution")]), words.edition_line(about())]
    offer("One-page evidence sheet", evidence.sheet(by_letter[letter], place=area, period=period.words(), notes=notes), f"evidence_{letter}.html", "text/html")

months = tables.months(records(ask("near_misses_by_month", filters)))
events = [row for row in records(ask("events")) if row["topic"] == "near misses"]
html("<h2>Month by month</h2>")
chart(monthly_counts(months, chosen_from=period.first, chosen_to=period.last, events=events, measure="Near misses reported each month", unit="Reports"),
      f"Near misses reported each month, {area}", key="near_months")
chart(running_total(months, events=events, measure="Near misses reported since the register opened"), f"Near misses reported since the register opened, {area}", key="near_so_far")
html("<h2>What the reports say</h2>")
answers = records(ask("near_misses_by_answer", filters))
for column, question in zip(st.columns(3, gap="medium"), tables.QUESTIONS):
    with column:
        table(tables.answers(answers, question), tables.answer_columns(question), tables.QUESTIONS[question], file=f"near_misses_by_{question}")
html("<h2>Every report</h2>")
with st.expander(tables.listed_words(len(reports))):
    table(reports[:tables.MOST_LISTED], tables.REPORT_COLUMNS, "Reports, oldest first")
download(reports, tables.FILE_COLUMNS, "near_misses", label="Every report shown, as CSV for the county council", cautions=(words.NEAR_MISSES,))
close_page(filters, [words.NEAR_MISSES, words.class_rule(about())], words.NEAR_MISS_SOURCE)
