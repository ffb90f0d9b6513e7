"""Near misses: what residents reported, where it repeats, and one such place on a sheet of paper."""

import streamlit as st

from pages.parts import alternatives, evidence, near_miss_tables as tables, projection, repeat_locations as repeats, road_findings, words
from pages.parts.page import about, as_table, ask_records, chart, close_page, figures, heading, holds, html, lead, open_page, section, stop_unless_held, say_what_is_missing, table, ward_names
from pages.parts.point_layers import REPORTS
from pages.parts.road_parts import map_and_list, map_places, show_map
from pages.parts.takeaway import download, offer
from pages.parts.trends import monthly_counts, running_total

filters, place = open_page(show=("wards", "rural_urban"), extract="near_misses", keeps=("map_form", "repeat"))
period, area = filters.period, words.area(place.full_name, filters.rural_urban, ward_names(filters))
measure = f"Near Miss Register, {area}, {period.words()}"
if not holds("near_misses"):
    heading("Near misses reported by residents", measure)
    stop_unless_held(filters, "near_misses")

settings, reports = ask_records("near_misses_by_setting", filters), tables.reports(ask_records("near_miss_points", filters))
rings = repeats.lettered(ask_records("near_miss_clusters", filters), map_places(filters), "reports")
heading(road_findings.near_misses(tables.total(settings), len(rings)), measure, invented=True)
say_what_is_missing(filters, "near_misses", before=False)
if tables.total(settings) is None:
    if place.code != about()["home_district"]:
        lead(road_findings.other_register(place.full_name, about()))
    close_page([words.NEAR_MISSES], words.NEAR_MISS_SOURCE)
    st.stop()
figures(tables.settings(settings, most := road_findings.most_reported(rings, sum(report["easting_m"] is None for report in reports)), about().get("has_town_centre", True)), most, invented=True)

left, right = map_and_list(filters, "pair")
with left:
    show_map(filters, reports, rings, looks=REPORTS, look_column="", told=tables.TOLD, key="near_map", caution=words.NEAR_MISSES,
             alt=alternatives.points(area, f"{len(reports)} near misses reported", rings))
with right:
    table(repeats.listed(rings), repeats.COLUMNS, "Places reported three times or more, each report within 100 m of another", file="repeat_locations",
          file_columns=repeats.FILE_COLUMNS, notes=(words.NEAR_MISSES,), saved=rings, more=repeats.more(rings))

if rings:
    by_letter = {ring["letter"]: ring for ring in rings if ring["letter"]}
    if st.session_state.get("repeat") not in by_letter:
        st.session_state["repeat"] = next(iter(by_letter))
    projection.view()
    letter = st.selectbox("Evidence for one repeat location", list(by_letter), key="repeat", format_func=lambda one: f"{one}: {by_letter[one]['place']}", width=460)
    chosen = by_letter[letter]
    made_of = [row for row in tables.reports(ask_records("near_miss_cluster_reports", filters)) if row["cluster_no"] == chosen["cluster_no"]][:evidence.MOST_LISTED]
    left, right = st.columns(2, gap="medium")
    with left:
        html(evidence.section(chosen))
    with right:
        table(made_of, evidence.REPORT_COLUMNS, f"Each report of {chosen['place']}")
    notes = [words.NEAR_MISSES, words.ROADS, *filter(None, [about().get("caution")]), words.edition_line(about())]
    offer("One-page evidence sheet", lambda: evidence.sheet(chosen, made_of, place=area, period=period.words(), notes=notes), f"evidence_{letter}.html", "text/html")

months, events = tables.months(ask_records("near_misses_by_month", filters)), [row for row in ask_records("events") if row["topic"] == "near misses"]
section("Month by month")
chart(monthly_counts(months, chosen_from=period.first, chosen_to=period.last, events=events, measure="Near misses reported each month", unit="Reports"), alternatives.over_months(f"Near misses reported each month, {area}", months), key="near_months")
projection.view()
chart(running_total(months, events=events, measure="Near misses reported since the register opened"), alternatives.over_months(f"Near misses reported since the register opened, {area}", months, "reports_so_far"), key="near_so_far")
as_table(list(reversed(months)), tables.MONTH_COLUMNS, "Near misses, month by month", key="near_months")
section("What the reports say")
answers = ask_records("near_misses_by_answer", filters)
for column, question in zip(st.columns(3, gap="medium"), tables.QUESTIONS):
    with column:
        table(tables.answers(answers, question), tables.answer_columns(question), tables.QUESTIONS[question], file=f"near_misses_by_{question}", notes=(words.NEAR_MISSES,))
section("Every report", is_projected=False)
as_table(reports[:tables.MOST_LISTED], tables.REPORT_COLUMNS, "Every report, oldest first", key="reports", says=tables.listed_words(len(reports)))
download(reports, tables.FILE_COLUMNS, "near_misses", label="Every report shown, as CSV for the county council", notes=(words.NEAR_MISSES,))
close_page([words.NEAR_MISSES, words.class_rule(about(), filters.district)], words.NEAR_MISS_SOURCE)
