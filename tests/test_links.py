"""A link opened cold shows just what it says; nonsense in it gives a notice and the usual choice."""

import re

import pytest
from browser import served, visited
from visible import PAGES, link, opened, title, words

from pages.parts import minutes

pytest_plugins = ["browser"]
USUAL = {"district": "E07000116", "last_month": "2020-12", "months": "12", "series": "partner"}


def chosen(app):
    return {word: value for word, value in link(app).items() if word != "edition"}


def test_a_link_shows_just_its_ward_and_category():
    app = opened("pages/2_Wards.py", wards="E05005136", category="burglary_residential", last_month="2020-12")
    assert title(app) == "Burglary residential by ward"
    assert "Goudhurst and Lamberhurst: 11 recorded, 7 fewer than the year before" in words(app)
    assert chosen(app) == USUAL | {"wards": "E05005136", "category": "burglary_residential"}
    assert not app.info


def test_wards_may_be_repeated_or_parted_by_commas():
    by_comma = opened("pages/2_Wards.py", wards="E05005136,E05005141")
    repeated = opened("pages/2_Wards.py", wards=["E05005136", "E05005141"])
    assert chosen(by_comma) == chosen(repeated) == USUAL | {"wards": "E05005136,E05005141"}


@pytest.mark.parametrize(("word", "nonsense"), [
    ("district", "E07999999"), ("district", "Sevenoaks"), ("last_month", "2020-13"), ("last_month", "soon"), ("months", "0"),
    ("months", "61"), ("months", "-3"), ("months", "twelve"), ("series", "rumour"), ("category", "crimes"), ("wards", "E05999999"),
    ("wards", "E05005136,Park"), ("rural_urban", "countryside"), ("category", "<script>alert(1)</script>"), ("wards", "' or 1=1 --"),
])
def test_a_nonsense_value_gives_a_notice_and_the_usual_choice(word, nonsense):
    app = opened("pages/8_About_the_data.py", **{word: nonsense})
    assert not app.exception
    notice, = app.info
    assert nonsense.split(",")[0] in notice.value and "You see the usual choice instead." in notice.value
    assert chosen(app) == USUAL


def test_every_nonsense_value_has_its_notice_on_every_page():
    for page in PAGES:
        app = opened(page, district="x", last_month="x", months="x", series="x", category="x", wards="x", rural_urban="x")
        assert not app.exception and chosen(app) == USUAL
        assert app.info[0].value.count("which these figures do not have") == 7


def test_a_notice_goes_with_the_next_choice():
    app = opened("pages/2_Wards.py", months="99")
    app.selectbox(key="category").set_value("robbery").run()
    assert not app.info


def test_an_unknown_word_in_a_link_does_no_harm():
    app = opened(utm_source="minutes", wards="")
    assert chosen(app) == USUAL and not app.info and not app.exception


def test_a_link_made_with_another_edition_says_so():
    assert "made with another edition" in words(opened(edition="00000000"))
    assert not opened(edition=link(opened())["edition"]).info


def test_a_link_to_a_part_of_the_period_before_the_figures_names_what_is_missing():
    app = opened(last_month="2016-12")
    assert "There is no total for January to December 2016" in words(app)
    assert not app.exception


def test_a_link_opened_cold_in_a_browser_keeps_its_choices_on_the_next_page_and_back(chromium):
    expected = USUAL | {"wards": "E05005136", "category": "burglary_residential"}
    with served() as url, visited(chromium, url) as visit:
        visit.open("Wards?wards=E05005136&category=burglary_residential&last_month=2020-12")
        code = visit.link["edition"]
        assert visit.title == "Burglary residential by ward" and visit.link == expected | {"edition": code}
        assert "Goudhurst and Lamberhurst: 11 recorded" in visit.page.locator("p.lead").inner_text()
        visit.page.get_by_role("link", name="Three-year trend").click(timeout=10_000)
        visit.wait_for_title("Burglary residential over three years")
        assert visit.link == expected | {"edition": code}
        assert "Goudhurst and Lamberhurst" in visit.page.locator("p.measure").inner_text()
        visit.page.go_back()
        visit.wait_for_title("Burglary residential by ward")
        assert visit.link == expected | {"edition": code}
        assert "Goudhurst and Lamberhurst: 11 recorded" in visit.page.locator("p.lead").inner_text()


def test_the_browsers_back_takes_a_choice_back(chromium, sample_url):
    with visited(chromium, sample_url) as visit:
        visit.open("Wards?category=robbery&wards=E05005141")
        visit.page.get_by_label("Category").click()
        visit.page.get_by_role("option", name="Shoplifting").click()
        visit.wait_for_title("Shoplifting by ward")
        assert visit.link["wards"] == "E05005141"
        visit.page.go_back()
        visit.wait_for_title("Robbery by ward")
        assert visit.link["category"] == "robbery"


def test_a_nonsense_link_in_a_browser_gives_a_notice_and_a_whole_link(chromium, sample_url):
    with visited(chromium, sample_url) as visit:
        visit.open("Wards?wards=nowhere&months=999")
        assert visit.page.locator('[data-testid="stAlert"]').count() == 1
        assert "nowhere" in visit.page.locator('[data-testid="stAlert"]').inner_text() and "999" in visit.page.locator('[data-testid="stAlert"]').inner_text()
        assert visit.link | {"edition": ""} == USUAL | {"edition": ""} and visit.complaints == []


def test_two_readers_have_their_own_choices(chromium, sample_url):
    with visited(chromium, sample_url) as one, visited(chromium, sample_url) as other:
        one.open("Wards?wards=E05005141")
        other.open("Wards?wards=E05005133")
        one.page.reload()
        assert one.settle().link["wards"] == "E05005141" and other.link["wards"] == "E05005133"


def test_the_link_that_is_copied_carries_the_figures_shown_and_the_page_says_what_became_of_them():
    app = opened(last_month="2020-12")
    copied = re.search(r'class="copy" href="([^"]+)"', next(element.value for element in app.markdown if "<h1>" in element.value))[1]
    assert "said=778~7830~9" in copied and "said" not in link(app)
    again = opened(last_month="2020-12", said=copied.partition("said=")[2].split("&")[0])
    assert "Unchanged since this link was made: 778 and the other figures." in words(again)
    revised = opened(last_month="2020-12", said="770~7838~9" + copied.partition("said=778~7830~9")[2].split("&")[0])
    assert "When this link was made the figure was 770; today it is 778. Also changed: 7,838, today 7,830." in words(revised)
    assert link(revised)["said"].startswith("770~")
    revised.selectbox(key="district").set_value("E07000111").run()
    assert "said" not in link(revised) and "When this link" not in words(revised)


@pytest.mark.parametrize(("sentence", "figures"), [
    ("Recorded crime fell by 778 to 7,830 (down 9.0%): a clear fall, in a year of lockdowns.", [778, 7830, 9.0]),
    ("47, against 62 in January to December 2019", [47, 62]), ("65.8 per 1,000 residents; E07000116, Q12, 2020-12", [65.8, 1000]), ("A change of −3.5%, no year 1999.", [-3.5]), ("", [])])
def test_the_figures_of_a_sentence_are_taken_without_its_years(sentence, figures):
    assert minutes.figures_of([sentence]) == figures


@pytest.mark.parametrize("page", PAGES)
def test_every_page_has_its_link_beside_the_title_and_at_its_foot(page):
    app = opened(page)
    assert 'class="copy"' in next(element.value for element in app.markdown if "<h1>" in element.value)
    assert "This page: " in words(app) and "last_month=2020-12" in words(app) or "last_month=2023-03" in words(app)


def test_a_link_copied_on_one_server_gives_the_same_table_on_another_byte_for_byte(chromium):
    files = []
    with served() as one, visited(chromium, one) as visit:
        visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        visit.open("Wards?category=burglary_residential&last_month=2020-12&rural_urban=Rural")
        visit.page.get_by_role("link", name="Copy link").click()
        visit.page.get_by_text("Copied", exact=True).wait_for()
        copied = visit.page.evaluate("navigator.clipboard.readText()")
        files.append(_saved(visit))
    with served() as two, visited(chromium, two) as visit:
        assert copied.startswith(one) and one != two
        visit.open(copied.removeprefix(one).lstrip("/"))
        assert "Unchanged since this link was made" in visit.page.locator(".read_out").inner_text()
        files.append(_saved(visit))
    tables = [b"".join(line for line in file.splitlines(keepends=True) if not line.startswith((b"This page: ", b'"This page: '))) for file in files]
    assert tables[0] == tables[1] and b"Goudhurst and Lamberhurst" in tables[0]
    assert all(b"This page: http://" in file for file in files)


def _saved(visit) -> bytes:
    """Save the table of all wards."""
    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name="Download as CSV").last.click()
    return download.value.path().read_bytes()


@pytest.mark.parametrize(("page", "word", "value", "state"), [
    ("dashboard.py", "by_priority", "1", True), ("dashboard.py", "how_judged", "1", True), ("pages/2_Wards.py", "map_form", "Explore", "Explore"),
    ("pages/2_Wards.py", "bar_order", "Name", "Name"), ("pages/7_Near_misses.py", "repeat", "C", "C"), ("pages/6_Road_casualties.py", "map_form", "Explore", "Explore")])
def test_what_a_page_s_own_controls_show_is_in_its_link(page, word, value, state):
    app = opened(page, **{word: value})
    assert not app.exception and app.session_state[word] == state and link(app)[word] == value
    plain_app = opened(page, **{word: "<b>nonsense</b>"})
    assert not plain_app.exception and word not in link(plain_app) or link(plain_app)[word] != "<b>nonsense</b>"


def test_a_control_s_state_goes_into_the_link_and_not_to_the_next_page():
    app = opened("pages/2_Wards.py")
    app.segmented_control(key="bar_order").set_value("Count").run()
    assert link(app)["bar_order"] == "Count"
    app.segmented_control(key="bar_order").set_value("Rate").run()
    assert "bar_order" not in link(app)
    app.segmented_control(key="map_form").set_value("Explore").run()
    app.switch_page("dashboard.py").run()
    assert "map_form" not in link(app)
