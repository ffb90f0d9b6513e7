"""Every page in a real browser, in the two sizes it is read in, on the sample and on open data."""

import io

import pytest
from browser import served, visited
from PIL import Image

pytest_plugins = ["browser"]
SIZES = [(1280, 800), (1920, 1080)]
NARROW = [(390, 844), (320, 640)]  # a phone, and a screen enlarged four times
# path -> its charts on the sample and on open data, which has no near misses and too few years for the screening
PAGES = {"": (0, 0), "Questions": (0, 0), "Wards": (2, 2), "Trends": (5, 5), "Comparison": (1, 1), "Outcomes": (1, 1), "Road_casualties": (2, 1),
         "Near_misses": (3, 0), "About_the_data": (1, 1)}
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
# Charts and tables that lie over each other
OVERLAID = """() => {
    const shown = [...document.querySelectorAll('[data-testid="stVegaLiteChart"] svg, table.figures')].filter(one => one.checkVisibility());
    const boxes = shown.map(one => one.getBoundingClientRect());
    return boxes.flatMap((a, at) => boxes.slice(at + 1).filter(b => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2).map(b => `${shown[at].tagName} at ${a.left}, ${a.top} and at ${b.left}, ${b.top}`));
}"""
# Tables beside a map that are wider than their place, so that their last column is cut off
TOO_WIDE = """() => [...document.querySelectorAll('[class*="st-key-pair"] .strip')].filter(one => one.scrollWidth > one.clientWidth + 1)
    .map(one => `${one.querySelector('caption').textContent}: ${one.scrollWidth} in ${one.clientWidth}`)"""
# Links of the bar that a click in their middle would not reach
COVERED = """() => [...document.querySelectorAll('.st-key-links a')].filter(link => {
    const box = link.getBoundingClientRect();
    return !link.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
}).map(link => link.innerText)"""
FIRST_ANSWER = ".st-key-questions a, .figure .big, table.figures td, [data-testid='stVegaLiteChart'] svg"


@pytest.fixture(scope="module", params=["sample", "open_data"])
def url(request):
    if request.param == "sample":
        yield request.getfixturevalue("sample_url")
    else:
        with served(request.getfixturevalue("real_edition")) as address:
            yield address


@pytest.fixture(scope="module", params=PAGES, ids=lambda path: path or "Home")
def visit(request, chromium, url):
    """A page that was opened, and what was seen of it in each size."""
    with visited(chromium, url) as opened:
        opened.open(request.param)
        opened.charts = PAGES[request.param][url != request.getfixturevalue("sample_url")]
        opened.narrow = {size: sideways(opened, *size) for size in NARROW}
        opened.path, opened.seen = request.param, {size: look(opened, *size) for size in SIZES}
        yield opened


def sideways(visit, width, height):
    """Measure by how much a page is wider than a narrow screen."""
    visit.page.set_viewport_size({"width": width, "height": height})
    return visit.settle().page.evaluate(SIDEWAYS)


def look(visit, width, height):
    """Gather what a reader sees at a size."""
    visit.page.set_viewport_size({"width": width, "height": height})
    page = visit.settle().page
    answers = page.locator(FIRST_ANSWER) if page.locator(FIRST_ANSWER).count() else page.locator("p.lead")  # a page without figures says so
    heading, answer = page.locator("h1").bounding_box(), answers.first.bounding_box()
    return {"charts": page.evaluate(CHARTS), "cut": page.evaluate(CUT), "sideways": page.evaluate(SIDEWAYS), "covered": page.evaluate(COVERED), "overlaid": page.evaluate(OVERLAID), "too_wide": page.evaluate(TOO_WIDE),
            "heading_ends": (heading["y"] + heading["height"]) / height, "answer_ends": (answer["y"] + min(answer["height"], 200)) / height}


def test_a_page_shows_no_error(visit):
    assert visit.page.locator('[data-testid="stException"], [data-testid="stAlertContentError"]').count() == 0
    assert "Error:" not in visit.page.locator('[data-testid="stMain"]').inner_text()
    assert visit.complaints == []


def test_nothing_is_asked_of_another_machine(visit):
    assert visit.outside == []


@pytest.mark.parametrize("size", SIZES)
def test_charts_are_drawn(visit, size):
    charts = visit.seen[size]["charts"]
    assert len(charts) == visit.charts
    assert [chart for chart in charts if chart["width"] < 200 or chart["height"] < 60 or chart["marks"] < 12] == []


@pytest.mark.parametrize("size", SIZES)
def test_no_words_are_cut_and_nothing_scrolls_sideways(visit, size):
    assert visit.seen[size]["cut"] == []
    assert visit.seen[size]["sideways"] <= 0


@pytest.mark.parametrize("size", NARROW)
def test_a_narrow_screen_scrolls_down_only(visit, size):
    assert visit.narrow[size] <= 0


@pytest.mark.parametrize("size", SIZES)
def test_the_answer_is_on_the_first_screen(visit, size):
    assert visit.seen[size]["heading_ends"] < 1 / 3
    assert visit.seen[size]["answer_ends"] < 1


@pytest.mark.parametrize("size", SIZES)
def test_nothing_lies_over_the_bar(visit, size):
    assert visit.seen[size]["covered"] == []


@pytest.mark.parametrize("size", SIZES)
def test_no_chart_and_no_table_lies_over_another(visit, size):
    assert visit.seen[size]["overlaid"] == [] and visit.seen[size]["too_wide"] == []


def test_the_map_to_explore_is_drawn_and_takes_a_click(chromium, url):
    with visited(chromium, url) as visit:
        visit.open("Wards").page.get_by_text("Explore", exact=True).click()
        canvas = visit.page.locator('[data-testid="stDeckGlJsonChart"] canvas').first
        canvas.wait_for()
        visit.settle().page.wait_for_timeout(1500)  # the canvas paints after the page is still
        colours = Image.open(io.BytesIO(canvas.screenshot())).convert("RGB").getcolors(maxcolors=1 << 24)
        assert len(colours) > 20 and max(count for count, _ in colours) < 0.9 * sum(count for count, _ in colours)
        box = canvas.bounding_box()
        visit.hover_until(".deck-tooltip", box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        for _ in range(6):  # a canvas that is still being painted lets a click go by
            visit.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            visit.page.wait_for_timeout(5000)
            if "wards" in visit.link:
                break
        assert visit.link["wards"].startswith("E05")
        assert visit.outside == [] and visit.complaints == []


@pytest.mark.parametrize(("chart", "beside"), [("ward_bars", 40), ("ward_map", 0)])
def test_a_click_on_bars_or_map_chooses_the_ward(chromium, sample_url, chart, beside):
    with visited(chromium, sample_url) as visit:
        name = visit.open("Wards").page.locator(f".st-key-{chart} svg text", has_text="Capel").last.bounding_box()
        visit.page.mouse.click(name["x"] + (name["width"] + beside if beside else name["width"] / 2), name["y"] + name["height"] / 2)
        visit.page.wait_for_url("**wards=E05005133*", timeout=20_000)
        assert visit.settle().page.locator("h2", has_text="Capel").count() == 1


RINGS = """() => [...document.querySelectorAll('.st-key-near_map svg.marks path[stroke-width="2.6"]')].map(ring => {
    const box = ring.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; })"""
DOT = """() => [...document.querySelectorAll('.st-key-near_map svg.marks .mark-symbol path[stroke-width="0.4"]')].map(dot => {
    const box = dot.getBoundingClientRect(), at = [box.x + box.width / 2, box.y + box.height / 2];
    return document.elementFromPoint(...at) === dot ? at : null; }).find(at => at)"""


@pytest.mark.parametrize("size", SIZES)
def test_a_click_on_a_ring_chooses_its_evidence_and_one_on_a_point_breaks_nothing(chromium, sample_url, size):
    with visited(chromium, sample_url, *size) as visit:
        page = visit.open("Near_misses").page
        evidence = page.locator(".st-key-repeat input").first
        assert evidence.input_value().startswith("A: ")
        page.mouse.click(*page.evaluate(RINGS)[1])
        page.wait_for_function("document.querySelector('.st-key-repeat input').value.startsWith('B: ')")
        page.mouse.click(*visit.settle().page.evaluate(DOT))
        assert visit.settle().page.locator('[data-testid="stException"]').count() == 0
        assert evidence.input_value().startswith("B: ")
