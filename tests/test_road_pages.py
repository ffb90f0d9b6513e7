"""The pages on roads on the sample, as a reader meets them: casualties, near misses, and an edition without either."""

import json
import shutil
from pathlib import Path

import pytest
from visible import charts, link, opened, table, title, words

CASUALTIES, NEAR_MISSES = "pages/6_Road_casualties.py", "pages/7_Near_misses.py"
SAMPLE = Path(__file__).parent.parent / "data" / "sample"
GOUDHURST, WITHOUT_WARDS = "E05005136", "E07000105"


@pytest.fixture
def without_roads(tmp_path, monkeypatch):
    """The sample without collisions, casualties and near misses, as most editions of open crime data are."""
    folder = tmp_path / "edition"
    shutil.copytree(SAMPLE, folder)
    about = json.loads((folder / "edition.json").read_text(encoding="utf-8"))
    for extract in ("collisions", "casualties", "near_misses", "map_places"):
        (folder / f"{extract}.parquet").unlink()
        about["extracts"].pop(extract, None)
    about["fingerprint"] = "0" * len(about["fingerprint"])
    (folder / "edition.json").write_text(json.dumps(about), encoding="utf-8")
    monkeypatch.setenv("DASHBOARD_EDITION", str(folder))


def test_slight_injuries_in_a_ward_take_one_choice_and_the_link_brings_them_back():
    app = opened(CASUALTIES)
    app.selectbox(key="wards").set_value(GOUDHURST).run()
    row = table(app, "People hurt by ward")["Goudhurst and Lamberhurst"]
    assert f"Slightly injured {row['Slight']} " in words(app)
    again = opened(CASUALTIES, **link(app))
    assert f"Slightly injured {row['Slight']} " in words(again) and "Goudhurst and Lamberhurst, Tunbridge Wells borough" in words(again)


def test_wards_and_the_unplaced_make_the_three_large_figures(ask):
    app = opened(CASUALTIES)
    rows = table(app, "People hurt by ward").values()
    sums = {heading: sum(int(row[heading]) for row in rows) for heading in ("Killed", "Serious", "Slight")}
    assert f"Killed {sums['Killed']} " in words(app) and f"Seriously injured {sums['Serious']} " in words(app)
    mine = ask("casualties_by_district").set_index("district_code").loc["E07000116"]
    assert [mine["fatal"], mine["serious"], mine["slight"]] == list(sums.values())


def test_casualties_open_with_both_maps_and_every_part():
    app = opened(CASUALTIES)
    assert not app.exception and not app.warning and charts(app) == 2
    assert title(app) == "People hurt on our roads"
    assert "Only collisions that police recorded and in which someone was hurt." in words(app)
    assert "A first screening, not a decision." in words(app)
    assert "Children (under 16) are" in words(app) and "A lorry (heavy goods vehicle) was involved in" in words(app) and "goods vehicle over 3.5 tonnes; one of unknown weight is not counted" in words(app)


def test_the_july_to_june_year_is_a_named_period():
    app = opened(CASUALTIES)
    assert "July 2019 to June 2020 (road-safety year)" in app.selectbox(key="period").options
    fell = opened(CASUALTIES, last_month="2020-06", months="12")
    assert "Of 12 Kent districts, all had fewer people hurt than the year before" in words(fell)


def test_another_district_has_figures_and_says_that_it_has_no_map():
    app = opened(CASUALTIES, district="E07000110")
    assert not app.exception and "There is no map of this area's wards" in words(app)
    assert "Maidstone borough" in words(app)


def test_near_misses_open_on_the_registers_latest_24_months():
    app = opened(NEAR_MISSES)
    assert not app.exception and title(app).startswith("250 near misses reported by residents, ")
    assert link(app)["last_month"] == "2023-03" and link(app)["months"] == "24"
    assert "Reports from the public, not checked. Few reports may mean that few people know of the register." in words(app)


def test_another_district_has_no_register_rather_than_no_reports():
    app = opened(NEAR_MISSES, district="E07000110", last_month="2023-03", months="24")
    assert not app.exception and title(app) == "Near misses reported by residents"
    assert "it holds no reports for Maidstone borough" in words(app) and charts(app) == 0


def test_a_chosen_period_goes_from_page_to_page_and_an_opening_one_does_not():
    app = opened(NEAR_MISSES)
    app.switch_page(CASUALTIES).run()
    assert link(app)["last_month"] == "2020-12" and link(app)["months"] == "12"
    chosen = opened(NEAR_MISSES, last_month="2022-03", months="12")
    chosen.switch_page(CASUALTIES).run()
    assert link(chosen)["last_month"] == "2022-03"


def test_the_heading_counts_the_places_in_the_list(ask):
    app = opened(NEAR_MISSES)
    rows = table(app, "Places reported three times or more")
    assert title(app).endswith(f", {len(rows)} places three times or more")
    assert all(int(row["Reports"]) >= 3 and row["People"] in ("several people", "fewer than 3 people", "not known") for row in rows.values())


def test_town_centre_other_urban_and_rural_make_all_reports_but_the_unplaced(ask):
    rows = ask("near_misses_by_setting", last_month="2023-03", months=24).set_index("setting")["reports"]
    seen = words(opened(NEAR_MISSES))
    assert all(f"{setting} {rows[setting]} from" in seen for setting in ("Town centre", "Other urban", "Rural"))
    assert rows.sum() == 250


def test_a_kind_of_area_works_on_all_of_the_page():
    app = opened(NEAR_MISSES, rural_urban="Rural")
    assert "Town centre – not chosen" in words(app)
    assert not any("Sample street" in key for key in table(app, "Places reported three times or more"))


def with_list(page, key):
    app = opened(page)
    app.session_state[f"table_of_{key}"] = True
    return app.run()


@pytest.mark.parametrize(("page", "key", "question", "said"), [(CASUALTIES, "collisions", "collision_points", "All {} collisions"),
                                                               (NEAR_MISSES, "reports", "near_miss_points", "{} reports")])
def test_what_the_map_shows_is_listed_when_the_list_is_opened(page, key, question, said, ask):
    app = with_list(page, key)
    held = ask(question, **{word: link(app)[word] for word in ("last_month", "months")})
    said = said.format(len(held))
    assert len(held) and not any(f">{said}</caption>" in element.value for element in opened(page).markdown)
    html = next(element.value for element in app.markdown if f">{said}</caption>" in element.value)
    assert html.count('<th scope="row"') == len(held)


def test_repeat_locations_are_headed_by_how_many_there_are_and_the_most(ask):
    app = opened(CASUALTIES)
    found = ask("collision_clusters", **{word: link(app)[word] for word in ("last_month", "months")})
    assert len(found) > 1 and f"{len(found)} places had three collisions or more; the most at one place was {found['collisions'].max()}." in words(app)


def test_where_none_repeats_or_months_are_missing_the_page_says_which():
    none = opened(CASUALTIES, district=WITHOUT_WARDS)
    assert "No place had three collisions or more." in words(none) and "Nothing to list" in words(none)
    missing = opened(CASUALTIES, last_month="2020-12", months="60")
    assert "There are no repeat locations to give: these figures do not hold all of January 2016 to December 2020." in words(missing)


def test_without_a_map_its_caution_is_said_all_the_same():
    said = words(opened(CASUALTIES, district=WITHOUT_WARDS))
    assert said.count("There is no map of this area's wards in these figures") == 2 and "A first screening, not a decision." in said


def test_cameras_name_wards_only_where_a_district_has_them():
    at_home, elsewhere = (next(iter(table(opened(CASUALTIES, **more), "Where the number for fixed cameras").values())) for more in ({}, {"district": WITHOUT_WARDS}))
    assert list(at_home)[1:3] == ["Road", "Ward"] and list(elsewhere)[1:3] == ["Road", "Killed or serious"]


def test_no_single_report_says_who_reported():
    heads = next(iter(table(with_list(NEAR_MISSES, "reports"), "250 reports").values()))
    assert not {"Who reported", "Reporter", "Road user"} & set(heads)


def test_a_period_before_the_register_names_what_is_missing():
    app = opened(NEAR_MISSES, last_month="2020-12", months="12")
    assert not app.exception and "There is no total for January to December 2020" in words(app)


@pytest.mark.parametrize(("page", "says"), [(CASUALTIES, "These figures hold no road casualties. The Department for Transport"),
                                            (NEAR_MISSES, "These figures hold no near misses. The council holds the Near Miss Register")])
def test_an_edition_without_them_says_so_and_who_holds_them(without_roads, page, says):
    app = opened(page)
    assert not app.exception and says in words(app) and charts(app) == 0
