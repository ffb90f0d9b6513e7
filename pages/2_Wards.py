"""Wards: a category's rate in each ward, and one ward's profile."""

import streamlit as st

from pages.parts import alternatives, area_findings, projection, verdicts, ward_tables, words
from pages.parts.charts import ward_bars
from pages.parts.judging import how_judged
from pages.parts.limits import ward_funnel
from pages.parts.maps import class_breaks
from pages.parts.page import about, ask, ask_records, chart, choose_ward, close_page, heading, html, category, lead, open_page, say_what_is_missing, section, table, ward_names
from pages.parts.subject import has_town_centre
from pages.parts.ward_parts import offer_sheet, say_whole_district, show_map

MAP_WIDTH = 660  # pixels: the picture's own width, for which its names were placed

filters, place = open_page(show=("category", "wards", "rural_urban"), keeps=("map_form", "bar_order", "how_judged"))
said, period = about(), filters.period
kind = category(filters)
label = kind["category_label"]
rows = ask_records("crime_by_ward", filters, wards=[])
has_rates = any(row["per_1000"] is not None for row in rows)
settings, has_centre = ask_records("crime_by_setting", filters), has_town_centre(filters)
whole = ward_tables.rate_of_all(settings)
first = next((row for row in rows if row["residents"]), {})
cautions = [*words.cautions(kind, period), words.TOWN_CENTRE, words.class_rule(said, filters.district), *verdicts.reasons(rows), verdicts.CLEAR]
source = words.source(filters.series, said, words.residents_line(first.get("residents_year"), first.get("residents_basis")))
notes = (f"{place.full_name}, {period.words()}", *cautions, source)

heading(f"{label} by ward", f"{words.per_1000(period)}, {place.full_name}, {period.words()} · {words.SERIES[filters.series].lower()}", invented=True)
say_what_is_missing(filters)
lead(area_findings.wards_finding(rows, filters.wards, whole, period), invented="invented" if has_rates else "")
if not any(row["ward_code"] for row in rows):
    say_whole_district(filters, place)
    close_page([*words.cautions(kind, period), verdicts.CLEAR], source)
    st.stop()
if any(row["is_withheld"] for row in rows):
    html(f'<p>{words.safe(words.WITHHELD)} {words.safe(area_findings.years_given(list(ask("disclosed_years", filters).query("has_crimes")["last_month"]), period))}</p>')
    say_whole_district(filters, place)
    html(f'<p class="caution">{words.safe(words.caution_of(kind))}</p>')

if has_rates:
    breaks = class_breaks(rows)
    told = alternatives.compared(label, rows, "ward_name", whole=("all wards", whole), strong=tuple(ward_names(filters)))
    left, right = projection.pair("pair", MAP_WIDTH)
    with left:
        show_map(filters, rows, breaks, f"Map of {place.full_name}. {told}")
    with right:
        table(ward_tables.settings(settings, has_centre), ward_tables.SETTING_COLUMNS, f"{'Town centre, other urban' if has_centre else 'Urban'} and rural wards")
        order = st.segmented_control("Order of the bars", list(ward_tables.ORDERS), key="bar_order", required=True,
                                     label_visibility="collapsed")
        chart(ward_bars(rows, order=ward_tables.ORDERS[order], chosen=filters.wards, borough_per_1000=whole, breaks=breaks,
                        borough_label="All wards"), f"Bars, a ward each. {told}", key="ward_bars", on_select=choose_ward("ward_bars"))

if filters.wards:
    names = " and ".join(row["ward_name"] for row in rows if row["ward_code"] in filters.wards)
    section(names)
    profile = ask_records("crime_summary", filters, rural_urban="All")
    lines = ask_records("crime_by_category_month", filters, months=36, rural_urban="All")
    table(ward_tables.profile(profile, lines), ward_tables.profile_columns(period), f"{names}: largest categories first", file="ward_profile", notes=notes)
    places = ask_records("crime_places", filters, category="all_crime", rural_urban="All")
    html(ward_tables.places(places, label, words.SERIES[filters.series]))
    offer_sheet(filters, place, list(filters.wards), f"{names} on one page, in Word", "ward")

section(f"All wards: {label[:1].lower() + label[1:]}")
table(ward_tables.wards(rows, filters.wards, has_centre), ward_tables.ward_columns(period), f"{label} by ward, {period.words()}", file="wards", notes=notes,
      row_class=lambda row: "chosen" if row["ward_code"] in filters.wards else "")
offer_sheet(filters, place, [row["ward_code"] for row in rows if row["ward_code"]], "Every ward on a page of its own, in Word", "wards")
how_judged(rows, verdicts.judged_columns(ward_tables.ward_columns(period)[0]), "The numbers behind each ward’s verdict", says=(*verdicts.METHOD, verdicts.FUNNEL),
           drawing=lambda: ward_funnel(ask("ward_funnel", filters), chosen=filters.wards), alt=lambda: alternatives.funnel(ask("ward_funnel", filters)))
close_page(cautions, source)
