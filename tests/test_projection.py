"""A page on a projector: one view at a time, a link for each, and steps that end at the last."""

import pytest
from visible import opened

PAGES = ["dashboard.py", "pages/1_Questions.py", "pages/2_Wards.py", "pages/3_Trends.py", "pages/4_Comparison.py", "pages/5_Outcomes.py", "pages/6_Road_casualties.py",
         "pages/7_Near_misses.py", "pages/8_About_the_data.py"]


def place(app):
    """Give the view that is seen and how many there are, as the strip says."""
    told = [one.value for one in app.markdown if 'class="at"' in one.value]
    return tuple(int(word) for word in told[0].removeprefix('<p class="at">').removesuffix("</p>").split(" of ")) if told else None


@pytest.mark.parametrize("page", [page for page in PAGES if "Road" not in page])  # that one, of ten views, is stepped through in a browser
def test_each_page_has_views_to_step_through(page):
    app = opened(page, projection="1")
    assert not app.exception
    at, count = place(app)
    assert at == 1 and count >= (1 if "Questions" in page else 2)
    for number in range(2, count + 1):
        app.button(key="step_Next").click().run()
        assert not app.exception and place(app) == (number, count)
        assert app.query_params["view"] == str(number) and app.query_params["projection"] == "1"
    assert app.button(key="step_Next").disabled and app.button(key="clicker_Next").disabled
    if count > 1:
        app.button(key="clicker_Back").click().run()
        assert place(app) == (count - 1, count)


def test_a_page_is_not_projected_until_it_is_asked_for():
    app = opened("pages/2_Wards.py")
    assert place(app) is None and "projection" not in app.query_params
    app.button(key="project").click().run()
    assert place(app) == (1, 3) and app.query_params["projection"] == "1"
    app.button(key="leave").click().run()
    assert place(app) is None and "projection" not in app.query_params and "view" not in app.query_params


@pytest.mark.parametrize(("view", "seen"), [("2", 2), ("0", 1), ("99", 3), ("-1", 1), ("9999999999", 1), ("two", 1), ("\u0662", 1), ("", 1)])
def test_a_link_opens_a_view_and_nonsense_the_nearest_that_there_is(view, seen):
    app = opened("pages/2_Wards.py", projection="1", view=view)
    assert not app.exception and place(app) == (seen, 3) and app.query_params["view"] == str(seen)


@pytest.mark.parametrize("value", ["0", "yes", "", "2"])
def test_other_values_do_not_project(value):
    assert place(opened("pages/2_Wards.py", projection=value, view="2")) is None


def test_choices_are_kept_and_can_be_changed_while_projected():
    app = opened("pages/2_Wards.py", projection="1", view="2", category="shoplifting", last_month="2020-12")
    assert place(app) == (2, 3) and app.query_params["category"] == "shoplifting"
    app.selectbox(key="category").set_value("robbery").run()
    assert place(app) == (2, 3) and app.query_params["category"] == "robbery" and app.query_params["projection"] == "1"
    assert any("Robbery by ward" in one.value for one in app.markdown)


def test_another_page_begins_with_its_first_view():
    app = opened("pages/2_Wards.py", projection="1", view="3")
    app.query_params.clear()
    app.switch_page("pages/4_Comparison.py").run()
    assert place(app)[0] == 1
