"""Home: the borough at a glance."""

import streamlit as st

from pages.parts import findings, projection, summary_table, verdicts, words
from pages.parts.judging import how_judged
from pages.parts.page import about, ask_records, close_page, figures, heading, holds, is_invented, open_page, say_what_is_missing, section, table, ward_names
filters, place = open_page(show=("district", "wards", "rural_urban"), keeps=("by_priority", "how_judged"))
said, period = about(), filters.period
rows = ask_records("crime_summary", filters)
districts = sum(row["is_in_county"] for row in ask_records("districts"))
total = next(row for row in rows if row["category_code"] == "all_crime")

every = ask_records("crime_by_district_and_category", filters)
with_ties, beside = verdicts.with_ties(rows, every), [row for row in every if row["category_code"] == "all_crime"]
cautions = [*words.all_cautions(rows, period), *verdicts.reasons(rows[:1]), *verdicts.ties_unknown(beside), verdicts.CLEAR]
source = words.source(filters.series, said, words.residents_line(total["residents_year"], total["residents_basis"]))
area = words.area(place.full_name, filters.rural_urban, ward_names(filters))

heading(f"{area}, {period.words()}",
        f"Crimes and incidents recorded, against {period.year_before.words()} · {words.SERIES[filters.series].lower()}", invented=is_invented(filters))
say_what_is_missing(filters, before=False)

sentences = findings.home_sentences(rows, place.name, place.county.name, districts, period, beside, area=place.county.area)
sentences = [f"{sentence} (invented)" if is_invented(filters) else sentence for sentence in sentences]
figures(summary_table.answer(total | {"is_part": filters.is_part}, place.county.area, districts, period, sentences, words.missing_before(total)), sentences)

months = ask_records("crime_by_category_month", filters, months=36)
projection.view()
with st.container(key="answer"):
    by_priority = st.session_state.get("by_priority", False)
    shown = summary_table.grouped(with_ties, ask_records("priorities", filters) if by_priority else [], months)
    table(shown, summary_table.columns(period), f"Crimes and incidents by category, {period.words()}", file="summary", what={"is_whole": True}, notes=(*cautions, source))
    if holds("priorities"):
        st.toggle("Group by the partnership’s priorities", key="by_priority")
    st.caption(f"Position: 1 is the lowest rate per 1,000 residents of the {districts} {place.county.name} districts. "
               "Line: the last 36 months, each on its own scale from zero, the last twelve months heavier.")

scanned = ask_records("measures_scanned", filters)
listed, found = verdicts.listed(scanned, place.full_name), verdicts.stands_out(scanned)
if found:
    section("What stands out", found)
if listed:
    table(listed[:verdicts.TOP], verdicts.stands_out_columns(period), f"Outside the usual range, {period.words()}, {place.full_name}", file="what_stands_out",
          notes=(*cautions, source), saved=listed, more=verdicts.more(listed))
how_judged(rows, verdicts.judged_columns(summary_table.columns(period)[0]), "The numbers behind each verdict", says=(*verdicts.METHOD, verdicts.SCAN, verdicts.TIES))

close_page(cautions, source)
