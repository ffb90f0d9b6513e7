"""Comparison: the county's districts ranked, by rate and by number, in every category."""

from pages.parts import alternatives, area_findings, comparison_tables as tables, findings, projection, verdicts, words
from pages.parts.charts import district_bars
from pages.parts.judging import how_judged
from pages.parts.page import about, ask_records, chart, close_page, heading, html, category, is_invented, lead, open_page, say_what_is_missing, section, table
filters, place = open_page(show=("district", "category"), keeps=("how_judged",))
said, period, kind = about(), filters.period, category(filters)
label = kind["category_label"]
rows = ask_records("crime_by_district", filters)
which = "invented" if is_invented(filters) else "other districts: invented"
mine = next((row for row in rows if row["district_code"] == filters.district), {})
county_words = f"{place.county.label} ({mine.get('county_districts', 0)} districts{tables.without(rows)})"

cautions = words.cautions(kind, period) + [words.NOT_RANKED] * bool(tables.without(rows)) + [*verdicts.reasons(rows), *verdicts.ties_unknown(rows), verdicts.CLEAR]
source = words.source(filters.series, said, words.residents_line(mine.get("residents_year"), mine.get("residents_basis")))
notes = (period.words(), *cautions, source)

heading(f"How we compare with the rest of {place.county.area}", f"{label}, {place.full_name}, {period.words()} · {words.SERIES[filters.series].lower()}", invented=True)
say_what_is_missing(filters)
lead(area_findings.county_finding(rows, filters.district, place.county.area, period), invented=which)

left, right = projection.columns(9, 11)
with left:
    html(f"<h2 class='minor'>{words.per_1000(period)}, lowest first</h2>")
    chart(district_bars(rows, home=filters.district, county_per_1000=mine.get("county_per_1000"), county_label=county_words,
                        previous_label=period.year_before.short()), alternatives.compared(f"Bars, a district each. {label}", rows, "district_name",
          whole=(county_words, mine.get("county_per_1000")), strong=(place.name,)), key="districts", what={"is_whole": True})
with right:
    table(tables.districts(rows), tables.district_columns(period), f"{label}: rates, numbers and positions", file="districts", what={"is_whole": True}, notes=notes, dense=True,
          row_class=lambda row: "chosen" if row["district_code"] == filters.district else "")

every = ask_records("crime_by_district_and_category", filters)
section("Every category")
lead(findings.low_categories([row for row in every if row["district_code"] == filters.district], place.name, place.county.area), invented=which)
table(tables.matrix(every, filters.district), tables.matrix_columns(every, filters.district), "Rate per 1,000 residents by category and district, and our position",
      file="districts_by_category", what={"is_whole": True}, notes=notes, dense=True)

how_judged(rows, verdicts.judged_columns(tables.district_columns(period)[0], has_districts=True), "The numbers behind each district’s verdict", 
           says=(*verdicts.METHOD, verdicts.TIES))
close_page(cautions, source)
