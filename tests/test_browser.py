"""Every page in a real browser, in the two sizes it is read in, on the sample and on open data."""

import io

import pytest
from browser import served, visited
from PIL import Image

pytest_plugins = ["browser"]
SIZES = [(1280, 800), (1920, 1080)]
PAGES = {"": 0, "Wards": 2, "Trends": 5, "Comparison": 1, "About_the_data": 1}  # path -> its charts
# What is seen of each chart: its size and its marks
CHARTS = """() => [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')].map(chart => {
    const svg = chart.querySelector('svg'), box = svg && svg.getBoundingClientRect();
    const marks = svg ? [...svg.querySelectorAll('.role-mark path, .role-mark text, .role-mark line')] : [];
    return {width: box ? box.width : 0, height: box ? box.height : 0,
            marks: marks.filter(mark => { const own = mark.getBoundingClientRect(); return own.width + own.height > 1; }).length};
})"""
# Words that do not fit where they stand: in a box that hides the rest, or beyond the edge of their chart
CUT = """() => {
    const main = document.querySelector('[data-testid="stMain"]'), cut = [];
    for (const one of main.querySelectorAll('*')) {
        const style = getComputedStyle(one), isShown = one.checkVisibility() && one.clientWidth > 2 && !one.matches('.unseen');
        const isHiding = ['hidden', 'clip'].includes(style.overflowX);
        if (isShown && isHiding && !(one instanceof SVGElement) && one.innerText.trim() && one.scrollWidth > one.clientWidth + 1)
            cut.push(one.innerText.trim().slice(0, 60));
    }
    for (const svg of main.querySelectorAll('[data-testid="stVegaLiteChart"] svg')) {
        const box = svg.getBoundingClientRect();
        for (const text of svg.querySelectorAll('text')) {
            const own = text.getBoundingClientRect();
            const isOut = own.left < box.left - 1 || own.right > box.right + 1 || own.top < box.top - 4 || own.bottom > box.bottom + 4;
            if (own.width && getComputedStyle(text).opacity !== '0' && isOut) cut.push(text.textContent);
        }
    }
    return cut;
}"""
SIDEWAYS = "() => { const main = document.querySelector('[data-testid=\"stMain\"]'); return main.scrollWidth - main.clientWidth; }"
FIRST_ANSWER = ".figure .big, table.figures td, [data-testid='stVegaLiteChart'] svg"


@pytest.fixture(scope="module", params=["sample", "open_data"])
def url(request):
    if request.param == "sample":
        yield request.getfixturevalue("sample_url")
    else:
        with served(request.getfixturevalue("open_data_edition")) as address:
            yield address


@pytest.fixture(scope="module", params=[(path, size) for path in PAGES for size in SIZES],
                ids=[f"{path or 'Home'}-{width}" for path in PAGES for width, _ in SIZES])
def visit(request, chromium, url):
    path, (width, height) = request.param
    with visited(chromium, url, width, height) as opened:
        opened.path = path
        yield opened.open(path)


def test_a_page_shows_no_error(visit):
    assert visit.page.locator('[data-testid="stException"], [data-testid="stAlertContentError"]').count() == 0
    assert "Error:" not in visit.page.locator('[data-testid="stMain"]').inner_text()
    assert visit.complaints == []


def test_nothing_is_asked_of_another_machine(visit):
    assert visit.outside == []


def test_charts_are_drawn(visit):
    charts = visit.page.evaluate(CHARTS)
    assert len(charts) == PAGES[visit.path]
    assert [chart for chart in charts if chart["width"] < 200 or chart["height"] < 60 or chart["marks"] < 12] == []


def test_no_words_are_cut_and_nothing_scrolls_sideways(visit):
    assert visit.page.evaluate(CUT) == []
    assert visit.page.evaluate(SIDEWAYS) <= 0


def test_the_answer_is_on_the_first_screen(visit):
    height = visit.page.viewport_size["height"]
    heading, answer = visit.page.locator("h1").bounding_box(), visit.page.locator(FIRST_ANSWER).first.bounding_box()
    assert heading["y"] + heading["height"] < height / 3
    assert answer["y"] + min(answer["height"], 200) < height


def test_the_map_to_explore_is_drawn_and_takes_a_click(chromium, url):
    with visited(chromium, url) as visit:
        visit.open("Wards").page.get_by_text("Explore", exact=True).click()
        canvas = visit.page.locator('[data-testid="stDeckGlJsonChart"] canvas').first
        canvas.wait_for()
        visit.settle().page.wait_for_timeout(1500)  # the canvas paints after the page is still
        colours = Image.open(io.BytesIO(canvas.screenshot())).convert("RGB").getcolors(maxcolors=1 << 24)
        assert len(colours) > 20 and max(count for count, _ in colours) < 0.9 * sum(count for count, _ in colours)
        box = canvas.bounding_box()
        visit.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        visit.page.wait_for_url("**wards=E05*", timeout=20_000)
        assert visit.outside == [] and visit.complaints == []


@pytest.mark.parametrize(("chart", "beside"), [("ward_bars", 40), ("ward_map", 0)])
def test_a_click_on_bars_or_map_chooses_the_ward(chromium, sample_url, chart, beside):
    with visited(chromium, sample_url) as visit:
        name = visit.open("Wards").page.locator(f".st-key-{chart} svg text", has_text="Capel").last.bounding_box()
        visit.page.mouse.click(name["x"] + (name["width"] + beside if beside else name["width"] / 2), name["y"] + name["height"] / 2)
        visit.page.wait_for_url("**wards=E05005133*", timeout=20_000)
        assert visit.settle().page.locator("h2", has_text="Capel").count() == 1


@pytest.mark.parametrize("size", SIZES, ids=["1280", "1920"])
def test_the_bar_leads_to_every_page(chromium, sample_url, size):
    with visited(chromium, sample_url, *size) as visit:
        visit.open("")
        for label, title in [("Wards", "All crime by ward"), ("Kent comparison", "How we compare with the rest of Kent"), ("Home", "Tunbridge Wells borough")]:
            visit.page.locator(".st-key-links").get_by_role("link", name=label, exact=True).click(timeout=10_000)
            visit.wait_for_title(title)
