"""Comparison: the county's districts ranked, by rate and by number, in every category."""

import streamlit as st

from pages.parts import comparison_tables as tables, findings, words
from pages.parts.charts import district_bars
from pages.parts.formats import records
from pages.parts.page import about, ask, chart, close_page, heading, html, label_of, lead, open_page, say_what_is_missing, table
filters, place = open_page(show=("district", "category"))
said, period, label = about(), filters.period, label_of(filters)
rows = ask("crime_by_district", filters)
county = ask("county_rate", filters).set_index("period")
county_words = f"{place.county} ({county.at['now', 'districts'] if 'now' in county.index else 0} districts{tables.without(records(rows))})"

heading(f"How we compare with the rest of {place.county}", f"{label}, {place.full_name}, {period.words()} · {words.SERIES[filters.series].lower()}", invented=True)
say_what_is_missing(filters)
lead(findings.county_finding(records(rows), filters.district, place.county), invented="other districts: invented")

left, right = st.columns(2, gap="medium")
with left:
    html(f"<h3>{words.per_1000(period)}, lowest first</h3>")
    chart(district_bars(rows, home=filters.district, county_per_1000=tables.rate_now(county), county_label=county_words,
                        previous_label=period.year_before.short()), f"{label}: districts by rate per 1,000 residents", key="districts")
with right:
    table(tables.districts(records(rows)), tables.district_columns(period), f"{label}: rates, numbers and positions", file="districts",
          row_class=lambda row: "chosen" if row["district_code"] == filters.district else "")

every = records(ask("crime_by_district_and_category", filters))
summary = records(ask("crime_summary", filters, wards=[], rural_urban="All"))
html("<h2>Every category</h2>")
lead(findings.low_categories(summary, place.name, place.county))
table(tables.matrix(every, filters.district), tables.matrix_columns(every, filters.district), "Rate per 1,000 residents by category and district, and our position",
      file="districts_by_category")

mine = next((row for row in records(rows) if row["district_code"] == filters.district), {})
close_page(filters, [*words.cautions(filters.category, period), words.NOT_RANKED] if tables.without(records(rows)) else words.cautions(filters.category, period),
           words.source(filters.series, said, words.residents_line(mine.get("residents_year"), mine.get("residents_basis"))))
