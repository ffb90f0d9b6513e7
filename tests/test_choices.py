"""The reader's choices: each changes what is shown, goes into the link and stays from page to page."""

import pytest
from visible import PAGES, charts, link, opened, table, title, words

ALWAYS = {"district", "last_month", "months", "series", "edition"}


def choose(app, key, value):
    app.selectbox(key=key).set_value(value).run()
    assert not app.exception
    return app


@pytest.mark.parametrize("page", PAGES)
def test_the_link_says_what_gives_a_figure_its_meaning(page):
    written = link(opened(page))
    assert set(written) == ALWAYS
    opens_on = {"last_month": "2023-03", "months": "24"} if "Near_misses" in page else {"last_month": "2020-12", "months": "12"}
    assert written | {"edition": ""} == {"district": "E07000116", "series": "partner", "edition": ""} | opens_on
    assert len(written["edition"]) == 8


def test_a_category_changes_title_figures_and_link():
    app = choose(opened("pages/2_Wards.py"), "category", "burglary_residential")
    assert title(app) == "Burglary residential by ward"
    assert sum(int(row["2020"]) for row in table(app, "Burglary residential by ward").values()) == 281
    assert link(app)["category"] == "burglary_residential"


def test_a_named_period_changes_the_window():
    app = opened()
    options = app.selectbox(key="period").options
    assert {"January to December 2020", "April 2019 to March 2020 (financial year)", "April 2022 to March 2023 (latest 12 months)"} <= set(options)
    app.selectbox(key="period").select("January to December 2019").run()
    assert title(app) == "Tunbridge Wells borough, January to December 2019"
    assert "Recorded crime 8,608" in words(app) and "345" in words(app)
    assert link(app)["last_month"] == "2019-12"


def test_any_other_period_is_under_more():
    app = opened()
    app.number_input(key="months").set_value(3).run()
    assert title(app) == "Tunbridge Wells borough, October to December 2020"
    choose(app, "last_month", "2020-06")
    assert title(app) == "Tunbridge Wells borough, April to June 2020"
    assert (link(app)["last_month"], link(app)["months"]) == ("2020-06", "3")


def test_another_district_becomes_home_everywhere():
    app = choose(opened(), "district", "E07000111")
    assert title(app) == "Sevenoaks district, January to December 2020"
    app.switch_page("pages/4_Comparison.py").run()
    assert "Sevenoaks had the" in words(app) and "Tunbridge Wells had the" not in words(app)
    app.switch_page("pages/3_Trends.py").run()
    assert "Sevenoaks district, three years to December 2020" in words(app)
    app.switch_page("pages/2_Wards.py").run()
    assert "Per 1,000 residents, Sevenoaks district" in words(app) and not app.exception
    assert link(app)["district"] == "E07000111"


def test_another_district_has_none_of_the_old_ones_wards():
    app = choose(opened("pages/2_Wards.py", wards="E05005141"), "district", "E07000111")
    assert "wards" not in link(app) and not app.info


def test_a_ward_opens_its_profile():
    app = choose(opened("pages/2_Wards.py"), "wards", "E05005136")
    assert link(app)["wards"] == "E05005136"
    assert "Goudhurst and Lamberhurst:" in words(app)
    types = [name for name in table(app, "Goudhurst and Lamberhurst: largest") if name in ("All crime", "Violent crime", "Burglary residential", "Hate crime")]
    assert types == ["All crime", "Violent crime", "Burglary residential", "Hate crime"]


def test_several_wards_are_counted_together():
    app = opened("pages/2_Wards.py")
    rows = table(app, "All crime by ward")
    app.multiselect(key="several_wards").set_value(["E05005141", "E05005133"]).run()
    both = table(app, "Capel and Park: largest categories first")["All crime"]
    assert int(both["2020"].replace(",", "")) == sum(int(rows[name]["2020"].replace(",", "")) for name in ("Park", "Capel"))


def test_a_former_wards_name_chooses_the_wards_that_hold_it():
    app = opened("pages/2_Wards.py")
    name = next(option for option in app.selectbox(key="wards").options if option.startswith("Pembury & Capel"))
    assert name.endswith("in Capel and Pembury")
    app.selectbox(key="wards").select(name).run()
    assert link(app)["wards"] == "E05005133,E05005142"


def test_a_class_of_wards_is_a_part_of_the_borough():
    app = opened("dashboard.py")
    app.segmented_control(key="rural_urban").set_value("Rural").run()
    assert title(app) == "Tunbridge Wells borough, rural wards, January to December 2020"
    assert "7,830" not in words(app)
    assert table(app, "Crimes and incidents by category")["Hate crime"]["Change"] == "withheld"
    assert link(app)["rural_urban"] == "Rural"


@pytest.mark.parametrize("page", [page for page in PAGES if "Questions" not in page and "About" not in page])
def test_a_kind_of_ward_that_is_not_held_is_never_answered_with_0(page):
    app = opened(page, district="E07000110", rural_urban="Rural")
    assert [notice.value for notice in app.info] == ["These figures hold no rural wards of what is chosen. You see all of it instead."]
    assert "rural_urban" not in link(app) and not [control for control in app.segmented_control if control.key == "rural_urban"]
    assert "rural wards" not in words(app).replace(app.info[0].value, "") and not app.exception
    assert not app.run().info


def test_a_district_whose_wards_are_not_held_gives_its_total_and_says_so():
    app = opened("pages/2_Wards.py", district="E07000110")
    assert app.selectbox(key="wards").options == ["No wards held"] and app.selectbox(key="wards").disabled
    assert "These figures hold this district's total, but none of its wards." in words(app)
    assert "Maidstone borough as a whole: 14,064 recorded; it fell by 1,543 (down 9.9%): a clear fall" in words(app)


def test_of_a_ward_and_a_kind_that_it_is_not_the_last_choice_stays():
    app = opened("pages/6_Road_casualties.py", wards="E05005141")
    app.segmented_control(key="rural_urban").set_value("Rural").run()
    assert link(app)["rural_urban"] == "Rural" and "wards" not in link(app) and not app.info
    choose(app, "wards", "E05005141")
    assert link(app)["wards"] == "E05005141" and "rural_urban" not in link(app) and not app.info
    app.segmented_control(key="rural_urban").set_value("Urban").run()
    assert (link(app)["wards"], link(app)["rural_urban"]) == ("E05005141", "Urban")


def test_a_link_to_a_ward_and_a_kind_that_it_is_not_shows_the_ward():
    app = opened("pages/6_Road_casualties.py", wards="E05005141", rural_urban="Rural")
    assert app.info[0].value == "These figures hold no rural wards of what is chosen. You see all of it instead."
    assert link(app)["wards"] == "E05005141" and "rural_urban" not in link(app)


def test_choices_stay_from_page_to_page():
    app = opened("pages/2_Wards.py", wards="E05005136", category="robbery", last_month="2019-12")
    for page in [*PAGES, "pages/2_Wards.py"]:
        app.switch_page(page).run()
        assert link(app) | {"edition": ""} == {"district": "E07000116", "last_month": "2019-12", "months": "12", "series": "partner",
                                               "category": "robbery", "wards": "E05005136", "edition": ""}
    assert title(app) == "Robbery by ward"


def test_a_trend_follows_the_chosen_ward():
    app = opened("pages/3_Trends.py", wards="E05005136")
    assert "Goudhurst and Lamberhurst, Tunbridge Wells borough" in words(app)
    assert charts(app) == 5
