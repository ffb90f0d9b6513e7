"""Verdicts as readers meet them: in sentences, in tables and on pages, with the numbers one click away."""

import pytest
from visible import opened, table, words

from pages.parts import area_findings, findings, road_findings, verdicts
from pages.parts.periods import Period
from pages.parts.tables import Column, csv_text, html_table

YEAR_2020 = Period("2020-12", 12)
VERDICT = Column("verdict", "Verdict", "verdict")


def district(name, per_1000, rank, too_close, is_ranked=True):
    return {"district_code": name, "district_name": name, "per_1000": per_1000, "rank": rank, "too_close": too_close, "is_ranked": is_ranked, "residents": 1000,
            "against_pct_low": -5 if too_close else 5}


OURS = district("Ourtown", 10, 1, False)


@pytest.mark.parametrize(("row", "said"), [
    ({"verdict": "Clear fall"}, ": a clear fall"), ({"verdict": "Clear rise"}, ": a clear rise"), ({"verdict": "No clear change"}, ": no clear change"),
    ({"verdict": "Too few to tell"}, ": too few to tell"), ({"verdict": None}, ""), ({}, ""),
    ({"verdict": "Can't be compared", "verdict_why": "the two periods overlap"}, ": can't be compared (the two periods overlap)"),
])
def test_a_verdict_ends_a_sentence(row, said):
    assert verdicts.verdict_words(row) == said
    assert verdicts.verdict_words({f"ksi_{key}": value for key, value in row.items()}, "ksi_") == said


def test_home_ends_its_sentences_with_verdicts():
    summary = [{"category_code": code, "category_label": label, "crimes": now, "crimes_before": before, "change": now - before, "change_pct": 100 * (now - before) / before,
                "verdict": verdict, "rank": 1, "rank_volume": 1, "rank_before": 1, "parent_code": None}
               for code, label, now, before, verdict in (("all_crime", "All crime", 90, 100, "Clear fall"), ("asb", "Nuisance", 30, 10, "Clear rise"))]
    beside = [OURS, district("Nearby", 10.1, 2, True), district("Faraway", 20, 3, False), district("Apart", 10, None, True, is_ranked=False)]
    assert findings.home_sentences(summary, "Ourtown", "Shire", 3, YEAR_2020, beside) == [
        "Recorded crime fell by 10 to 90 (down 10.0%): a clear fall, in a year of lockdowns.",
        "Ourtown had the lowest recorded crime rate of the 3 Shire districts and the fewest crimes; Nearby is too close to call.",
        "Nuisance rose by 20 (up 200.0%): a clear rise.",
    ]


@pytest.mark.parametrize(("names", "said"), [
    ([], ""), (["A"], "A is too close to call"), (["A", "B"], "A and B are too close to call"), (list("ABCD"), "4 other districts are too close to call")])
def test_many_ties_are_counted(names, said):
    assert verdicts.too_close_words([OURS, *(district(name, 10, 1, True) for name in names)]) == said


def test_a_comparison_names_the_tie_before_the_gap():
    said = area_findings.county_finding([OURS, district("Nearby", 11, 2, True)], "Ourtown", "Shire", YEAR_2020)
    assert said == "Ourtown had the lowest rate of 2, 10.0 per 1,000 residents; too close to call with Nearby; 1 more would have matched Nearby’s rate"


def test_a_table_shows_what_is_clear_bold_with_its_triangle_and_a_file_the_words():
    rows = [{"name": "One", "verdict": "Clear rise"}, {"name": "Two", "verdict": "No clear change"}, {"name": "Three", "verdict": None, "blank": "withheld"}]
    html = html_table(rows, [Column("name", "Name"), VERDICT], caption="Verdicts")
    assert "<td><b>▲ Clear rise</b></td>" in html and '<td><span class="quiet">No clear change</span></td>' in html
    assert csv_text(rows, [Column("name", "Name"), VERDICT], []).splitlines()[:4] == ["Name,Verdict", "One,Clear rise", "Two,No clear change", "Three,withheld"]


@pytest.mark.parametrize(("listed", "scanned", "why_not", "said"), [
    (0, 320, None, "Nothing outside the usual range among 320 measures"),
    (1, 320, None, "1 of 320 measures is outside its usual range"),
    (34, 1318, None, "34 of 1,318 measures are outside their usual range"),
    (0, 0, None, ""),
    (0, 320, "the two periods overlap", "What stands out can't be told: the two periods overlap"),
])
def test_what_stands_out_is_counted_and_none_is_an_answer(listed, scanned, why_not, said):
    assert verdicts.stands_out([{"stands_out": number < listed, "why_not": why_not} for number in range(scanned)]) == said


def test_people_hurt_have_a_verdict_each():
    total = {"fatal": 8, "fatal_before": 5, "ksi": 47, "ksi_before": 62, "all_casualties": 343, "all_casualties_before": 369, "verdict": "No clear change",
             "ksi_verdict": "Clear fall"}
    assert road_findings.change(total, YEAR_2020) == ("Killed or seriously injured: 47, against 62 in January to December 2019: a clear fall. "
                                                      "All who were hurt: 343, against 369: no clear change.")


# On the pages

def test_home_shows_verdicts_and_what_stands_out():
    app = opened()
    rows = table(app, "Crimes and incidents by category")
    assert {name: rows[name]["Verdict"] for name in ("All crime", "Violent crime", "Anti-social behaviour incidents")} == {
        "All crime": "▼ Clear fall", "Violent crime": "No clear change", "Anti-social behaviour incidents": "▲ Clear rise"}
    seen = words(app)
    assert "(down 9.0%): a clear fall, in a year of lockdowns." in seen
    assert "the fewest crimes; Sevenoaks and Tonbridge and Malling are too close to call." in seen
    assert "34 of 318 measures are outside their usual range (invented)" in seen
    assert len(table(app, "Outside the usual range")) <= verdicts.TOP and seen.count(verdicts.CLEAR) == 1


@pytest.mark.parametrize(("page", "link"), [("dashboard.py", {}), ("pages/2_Wards.py", {}), ("pages/3_Trends.py", {}), ("pages/4_Comparison.py", {}), ("pages/6_Road_casualties.py", {}),
                                            ("pages/2_Wards.py", {"wards": "E05005141"})])
def test_a_page_says_once_what_clear_means(page, link):
    assert words(opened(page, **link)).count(verdicts.CLEAR) == 1


@pytest.mark.parametrize(("page", "caption", "charts"), [
    ("dashboard.py", "The numbers behind each verdict", 0), ("pages/2_Wards.py", "The numbers behind each ward’s verdict", 1), ("pages/3_Trends.py", None, 1),
    ("pages/4_Comparison.py", "The numbers behind each district’s verdict", 0), ("pages/6_Road_casualties.py", "The numbers behind each district’s verdict", 0)])
def test_the_numbers_are_one_click_away(page, caption, charts):
    app = opened(page)
    before = len(app.get("vega_lite_chart"))
    assert verdicts.METHOD[0] not in words(app)
    app.session_state["how_judged"] = True
    app.run()
    assert not app.exception and len(app.get("vega_lite_chart")) == before + charts
    assert verdicts.METHOD[0] in words(app)
    assert len(table(app, caption)) >= 13 if caption else verdicts.LIMITS in words(app)


def test_a_wards_profile_judges_its_categories_but_the_sensitive_ones():
    app = opened("pages/2_Wards.py", wards="E05005141")
    rows = table(app, "Park: largest categories first")
    assert rows["All crime"]["Verdict"] == "▼ Clear fall" and rows["Sexual offences"]["Verdict"] == "Can't be compared"
    assert "Park: 818 recorded, 200 fewer than the year before (a clear fall), 102.9 per 1,000 residents" in words(app)


def test_a_withheld_category_has_no_verdict_and_no_funnel():
    app = opened("pages/2_Wards.py", category="hate_crime")
    assert not {"▲ Clear rise", "▼ Clear fall", "No clear change"} & {row["Verdict"] for row in table(app, "Hate crime by ward").values()}
    app.session_state["how_judged"] = True
    assert not app.run().exception


def test_the_comparison_says_which_rates_are_too_close():
    app = opened("pages/4_Comparison.py")
    rows = table(app, "All crime: rates, numbers and positions")
    assert {name for name, row in rows.items() if row["Against ours"] == "too close"} == {"Sevenoaks", "Tonbridge and Malling"}
    assert table(app, "Rate per 1,000 residents by category and district")["All crime"]["Too close to call"] == "2"
    assert rows["Thanet"]["Against ours"] == "higher" and rows["Tunbridge Wells"]["Against ours"] == ""


def test_a_period_that_overlaps_says_why_it_is_not_judged():
    seen = words(opened("dashboard.py", last_month="2020-12", months="14"))
    assert "Can't be compared with the year before: the two periods overlap." in seen
    assert "What stands out can't be told: the two periods overlap" in seen


def test_the_trend_names_the_unusual_months():
    app = opened("pages/3_Trends.py")
    assert "April and May 2020 and November 2020 were outside the limits of usual months (invented)" in words(app)
    years = table(app, "All crime by calendar year")
    assert [years[year]["Verdict"] for year in ("2020", "2019", "2017")] == ["▼ Clear fall", "No clear change", "–"]
