"""Three-year trend: monthly counts and the rolling rate against the county, seasons, all categories at once."""

from pages.parts import alternatives, findings, projection, trend_tables, verdicts, words
from pages.parts.judging import how_judged
from pages.parts.limits import usual_months
from pages.parts.page import about, as_table, ask_records, chart, close_page, heading, html, category, lead, open_page, say_what_is_missing, section, table, ward_names
from pages.parts.panels import small_multiples
from pages.parts.trends import monthly_counts, rolling_rate, rural_urban_lines, seasons

YEARS = 3
filters, place = open_page(show=("category", "wards", "rural_urban"), keeps=("how_judged",))
said, period, kind = about(), filters.period, category(filters)
label = kind["category_label"]
listed = ask_records("crime_by_month", filters, months=12 * YEARS)
events = trend_tables.events(ask_records("events"), listed)
every = ask_records("crime_by_category_month", filters, months=12 * YEARS + 12)  # a year more than is shown of all: the seasons of four years
area = words.area(place.full_name, filters.rural_urban, ward_names(filters))

cautions = [*words.cautions(kind, period), words.ONE_BASIS, verdicts.CLEAR]
source = words.source(filters.series, said, words.residents_basis(listed[-1]["residents_basis"]))
notes = (area, *cautions, source)

heading(f"{label} over three years", f"{area}, three years to {period.last:%B %Y} · {words.SERIES[filters.series].lower()}", invented=True)
say_what_is_missing(filters)
lead(findings.trend_finding(listed, label, words.area_short(area), place.county.area),
     invented="invented" if (known := trend_tables.from_first(listed)) else "")

if known:
    left, right = projection.columns(15, 11)
    with left:
        html("<h2 class='minor'>Rate per 1,000 residents, rolling 12 months</h2>")
        chart(rolling_rate(known, district_label=place.name if not filters.is_part else "Chosen wards", county_label=place.county.label, events=events),
              f"{label}. {alternatives.rates(known, area, place.county.label)}", key="rolling", what={"is_whole": True})
    with right:
        html("<h2 class='minor'>Calendar years</h2>")
        table(trend_tables.calendar_years(ask_records("crime_by_year", filters)), trend_tables.year_columns(place.county.label), f"{label} by calendar year", file="calendar_years", what={"is_whole": True}, notes=notes)
    section("Recorded each month", verdicts.usual_months(known))
    chart(monthly_counts(known, chosen_from=period.first, chosen_to=period.last, events=events),
          alternatives.over_months(f"{label} recorded each month, {area}", known), key="monthly", what={"is_whole": True})
    section("The seasons of each year")
    four_years = [row for row in every if row["category_code"] == filters.category]
    chart(seasons(four_years), f"{label}, a line a year. {alternatives.seasons(four_years)}", key="seasons", what={"is_whole": True})
    as_table(trend_tables.by_year(four_years), trend_tables.columns_by_year(four_years), f"{label}, January to December of each year", key="seasons")

split = trend_tables.from_first(ask_records("crime_by_class_month", filters, months=12 * YEARS))
if any(row["per_1000_12m"] is not None for row in split):
    section("Urban and rural wards: rate per 1,000 residents, rolling 12 months")
    chart(rural_urban_lines(split, events=events), f"{label}, rates per 1,000 residents of twelve months. {alternatives.rural_urban(split)}", key="rural_urban_lines")
    as_table(trend_tables.side_by_side(split, "rural_urban", "per_1000_12m"), trend_tables.columns_across(split, "rural_urban", "rate"), "Rates of urban and rural wards", key="rural_urban")

section("Every category over the same three years", is_projected=False)
every = trend_tables.with_figures(every, 12 * YEARS)
if every:
    chart(small_multiples(every), alternatives.categories(every), key="multiples", scrolls=True)
    as_table(trend_tables.side_by_side(every, "category_label", "crimes"), trend_tables.columns_across(every, "category_label", "count"), "Every category, month by month", key="multiples")
section("Month by month", is_projected=False)
table(trend_tables.months(listed), trend_tables.month_columns(place.county.label), f"{label} by month", file="months", what={"is_whole": True}, notes=notes)

if known:
    how_judged([], [], "", says=(*verdicts.METHOD, verdicts.LIMITS), drawing=lambda: usual_months(known, events=events),
               alt=lambda: f"{label}, {area}, each month with the limits of usual months. {verdicts.usual_months(known)}.")
close_page(cautions, source)
