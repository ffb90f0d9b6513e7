"""Each page on the sample, as a reader meets it: the published figures, in words, tables and charts."""

from pathlib import Path

import pandas as pd
import pytest

from visible import PAGES, charts, opened, table, title, words

MINUS = "\N{MINUS SIGN}"
SAMPLE = Path(__file__).parent.parent / "data" / "sample"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_without_an_error(page):
    app = opened(page)
    assert not app.exception and not app.error and not app.warning
    assert "Illustrative sample" in words(app)
    assert "Borough totals for 2019 and 2020 are as published; ward, road and near-miss figures are invented." in words(app)


@pytest.mark.parametrize(("page", "heading"), list(zip(PAGES, [
    "Tunbridge Wells borough, January to December 2020", "Ask a question", "All crime by ward", "All crime over three years",
    "How we compare with the rest of Kent", "What happened after crimes were recorded", "People hurt on our roads",
    "250 near misses reported by residents, 13 places three times or more",
    "About these figures"], strict=True)))
def test_a_page_is_headed_by_what_it_shows(page, heading):
    assert title(opened(page)) == heading


def test_home_answers_with_the_published_year():
    seen = words(opened())
    assert "Recorded crime 7,830 8,608 in 2019" in seen
    assert f"Change {MINUS}778 {MINUS}9.0%" in seen
    assert "Position in Kent, by rate Lowest of 12" in seen
    assert "Recorded crime fell by 778 to 7,830 (down 9.0%)" in seen
    assert "12 of 14 crime types were among Kent’s lowest three" in seen
    assert "864 (up 58.0%)" in seen


@pytest.mark.parametrize(("category", "cells"), [
    ("All crime", ["7,830", "8,608", f"{MINUS}778", f"{MINUS}9.0%", "1", "1"]),
    ("Burglary residential", ["281", "361", f"{MINUS}80", f"{MINUS}22.2%", "3", "1"]),
    ("Hate crime", ["191", "185", "+6", "+3.2%", "4", "3"]),
    ("Theft of motor vehicle", ["123", "138", f"{MINUS}15", f"{MINUS}10.9%", "3", "4"]),
])
def test_the_assessment_table_is_as_published(category, cells):
    row = table(opened(), "Crimes and incidents by category")[category]
    assert [row[heading] for heading in ("2020", "2019", "Change", "% change", "Position 2019", "Position 2020")] == cells


def test_the_assessment_can_be_grouped_by_the_partnerships_priorities():
    app = opened()
    assert "Anti-social and high-risk behaviour" not in words(app)
    app.toggle(key="by_priority").set_value(True).run()
    seen = words(app)
    assert seen.index("Domestic abuse Domestic abuse incidents") < seen.index("Substance misuse") < seen.index("Anti-social and high-risk behaviour")


def test_wards_add_up_to_the_borough():
    app = opened("pages/2_Wards.py")
    counts = [int(row["2020"].replace(",", "")) for row in table(app, "All crime by ward").values()]
    assert len(counts) == 21 and sum(counts) == 7830
    assert charts(app) == 2


def test_the_three_kinds_of_ward_are_all_wards():
    kinds = table(opened("pages/2_Wards.py"), "Town centre, other urban and rural wards")
    assert [name.split(" (")[0] for name in kinds if "ward" in name] == ["Town centre", "Other urban", "Rural"]
    unplaced = table(opened("pages/2_Wards.py"), "All crime by ward")["Not placed in a ward"]["2020"]
    assert sum(int(row["Count"].replace(",", "")) for name, row in kinds.items() if "ward" in name) == 7830 - int(unplaced)


def test_explore_draws_the_wards_on_a_map_of_our_own():
    app = opened("pages/2_Wards.py")
    app.segmented_control(key="map_form").set_value("Explore").run()
    assert not app.exception
    deck, = app.get("deck_gl_json_chart")
    assert '"wards"' in deck.proto.json and "https://" not in deck.proto.json


def test_a_sensitive_category_shows_no_figure_of_a_ward_for_other_years():
    app = opened("pages/2_Wards.py", category="sexual_offences", last_month="2020-11", months="12")
    assert "below the whole district are given for fixed years only" in words(app) and "Choose a period of 12 months that ends in December 2017" in words(app)
    assert charts(app) == 0 and not app.exception
    rows = table(app, "Sexual offences by ward")
    assert len(rows) == 21 and {cell for row in rows.values() for heading, cell in row.items() if heading in ("Change", "Per 1,000")} == {"withheld"}


def test_a_wards_profile_withholds_what_is_sensitive():
    rows = table(opened("pages/2_Wards.py", wards="E05005135"), "Frittenden and Sissinghurst: largest categories first")
    sensitive = [row for name, row in rows.items() if name in ("Sexual offences", "Hate crime")]
    assert len(sensitive) == 2 and {row[heading] for row in sensitive for heading in ("2020", "2019", "Change", "Per 1,000 here")} == {"withheld"}
    assert rows["All crime"]["Whole district"] == "65.8"


def test_the_trend_prints_the_rates_of_calendar_years():
    app = opened("pages/3_Trends.py")
    years = table(app, "All crime by calendar year")
    assert {year: years[year]["Per 1,000"] for year in ("2018", "2019", "2020")} == {"2018": "75.8", "2019": "72.5", "2020": "65.8"}
    assert years["2018"]["Count"] == "8,953"
    assert charts(app) == 5
    assert len(table(app, "All crime by month")) == 36


def test_the_comparison_ranks_twelve_districts_and_leaves_medway_out():
    app = opened("pages/4_Comparison.py")
    rows = table(app, "All crime: rates, numbers and positions")
    assert sorted(int(row["By rate 2020"]) for name, row in rows.items() if name != "Medway") == list(range(1, 13))
    assert rows["Medway"]["By rate 2020"] == "not ranked"
    assert rows["Tunbridge Wells"]["By rate 2020"] == rows["Tunbridge Wells"]["By number 2020"] == "1"
    assert "In 12 of 14 categories Tunbridge Wells is among the lowest three in Kent" in words(app)
    assert charts(app) == 1


@pytest.fixture(scope="module")
def rates():
    """Add up from the files: each category's crimes in 2020 per 1,000 residents, a column for each of Kent's districts and one for them all."""
    crime, areas, people, categories = (pd.read_parquet(SAMPLE / f"{name}.parquet") for name in ("crime", "areas", "residents", "categories"))
    kent = areas[(areas["area_level"] == "district") & (areas["county_code"] == "E10000016")]["area_code"]
    residents = people[(people["year"] == 2020) & (people["basis"] == "mid-year estimate")].set_index("area_code")["residents"].reindex(kent)
    year = crime[(crime["month"].astype("datetime64[s]").dt.year == 2020) & crime["district_code"].isin(kent)]
    counts = year.pivot_table(index="category_code", columns="district_code", values="crimes", aggfunc="sum")
    wholes = counts.loc[counts.index.isin(categories[categories["parent_code"].isna()]["category_code"])]
    return (1000 * wholes / residents).assign(all=1000 * wholes.sum(axis=1) / residents.sum())


@pytest.mark.parametrize(("district", "name"), [("E07000116", "Tunbridge Wells"), ("E07000111", "Sevenoaks"), ("E07000114", "Thanet")])
def test_the_comparison_draws_the_countys_rate_and_counts_a_districts_low_places(rates, district, name):
    app = opened("pages/4_Comparison.py", district=district)
    places = rates.drop(columns="all").rank(axis=1, method="min")[district]
    assert len(rates.columns) == 13 and f"In {(places <= 3).sum()} of {len(places)} categories {name} is among the lowest three in Kent" in words(app)
    spec = app.get("vega_lite_chart")[0].proto.spec
    assert f"Kent (12 districts, without Medway) {rates.loc['all_crime', 'all']:.1f}" in spec


def test_about_names_sources_and_defines_every_category():
    app = opened("pages/8_About_the_data.py")
    assert set(table(opened(), "Crimes and incidents by category")) <= set(table(app, "Partnership counts"))
    assert "Office for National Statistics" in words(app)
    assert "Partnership counts: January 2017 to March 2023" in words(app)
    assert charts(app) == 1


def test_a_source_of_several_extracts_spans_all_their_months():
    rows = table(opened("pages/8_About_the_data.py"), "Sources")
    periods = {name: row["Period"] for name, row in rows.items() if name.startswith("Invented")}
    assert periods["Invented collisions, casualties and near misses, on invented roads"] == "January 2017 to March 2023"
    assert periods["Invented arrests, prosecutions and court results"] == "January 2018 to March 2023" and periods["Invented deciles, not the index's"] == "–"


def test_about_says_what_is_accessible_what_is_not_and_whom_to_ask():
    seen = words(opened("pages/8_About_the_data.py"))
    assert "Web Content Accessibility Guidelines (WCAG) 2.2 at level AA" in seen and "Not yet tested with people who use a screen reader." in seen
    assert "github.com/streamlit/streamlit/issues/15726" in seen and "ask the council that runs this dashboard" in seen
