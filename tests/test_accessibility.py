"""WCAG 2.2 at A and AA in a real browser: axe-core on every page and state, the keyboard alone, an enlarged page. No exceptions are made."""

from importlib.resources import files

import pytest
from browser import visited

pytest_plugins = ["browser"]
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
VIOLATIONS = """async runOnly => {
    const found = await axe.run(document, {runOnly, resultTypes: ['violations']});
    return found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 200)}: ${node.failureSummary}`));
}"""
EVERY_RULE = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
RULES_OF_COLOUR = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}  # all that another theme can change in a page that was looked at
# Streamlit follows the system's theme a moment later
IS_DRESSED = """colour => [...document.querySelectorAll('[data-testid="stMain"] :is(h1, caption)')].every(one => getComputedStyle(one).color === colour)"""
INK = {"light": "rgb(26, 26, 26)", "dark": "rgb(242, 244, 247)"}
CAPEL = "E05005133"
NAME = "Tunbridge Wells scrutiny"
# Page or state -> the title in the browser's tab
PAGES = {
    "": "Tunbridge Wells borough, January to December 2020",
    "Questions": "Ask a question",
    "Questions?question=Q12": "All crime in Tunbridge Wells borough: 7,830 recorded",
    f"Wards?wards={CAPEL}": "All crime by ward",
    "Wards?category=sexual_offences&last_month=2020-11": "Sexual offences by ward",  # nothing may be given
    "Trends": "All crime over three years",
    "Comparison": "How we compare with the rest of Kent",
    "Outcomes": "What happened after crimes were recorded",
    "Road_casualties": "People hurt on our roads",
    "Near_misses": "250 near misses reported by residents",
    "About_the_data": "About these figures",
}
PROJECTED = {"": 1, "Questions?question=Q12": 1, "Wards": 2, "Trends": 3, "Comparison": 1, "Outcomes": 2, "Road_casualties": 1, "Near_misses": 1, "About_the_data": 1}  # page -> view
LAPTOP, PHONE, PROJECTOR = (1280, 800), (390, 844), (1920, 1080)
UNTOLD = """() => [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')].map(chart => chart.getAttribute('aria-label') || '').filter(told => !/[0-9]/.test(told))"""
FOCUS = """() => {
    const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
    return {name: (one.getAttribute('aria-label') || (one.tagName === 'MAIN' ? 'the page' : one.innerText) || '').replace(/\\s+/g, ' ').trim(), tag: one.tagName,
            isSeen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth};
}"""
# The names of what can be used, and the heads of the tables, that are not hidden
OFFERED = """() => [...document.querySelectorAll('[data-testid="stMain"] :is(button, input, summary, table.figures thead th)')]
    .filter(one => one.checkVisibility() && one.getBoundingClientRect().width > 0).map(one => (one.getAttribute('aria-label') || one.textContent).trim()).filter(name => name)"""
IS_MARKED = """typed => document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))?.innerText.trim().startsWith(typed)"""
MOVING = """() => [...document.querySelectorAll('*')].filter(one => ['transitionDuration', 'animationDuration'].some(
    what => getComputedStyle(one)[what].split(', ').some(time => parseFloat(time) > 0.001))).map(one => one.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def reader(chromium, sample_url):
    """One tab for all of it."""
    with visited(chromium, sample_url) as opened:
        yield opened


def look(reader, size=LAPTOP, scheme="light"):
    """Change the window's size and the system's theme; what is open stays open."""
    reader.page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    reader.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # no colour is caught half way


def violations(reader, rules=EVERY_RULE):
    """Run axe-core on the page as it is."""
    if not reader.page.evaluate("!!window.axe"):
        reader.page.evaluate(AXE)
    return reader.page.evaluate(VIOLATIONS, rules)


def found(reader, *looks):
    """Give what axe-core finds in each look, by look; nothing where it finds nothing. In a second theme of a size: of colours."""
    seen, sizes = {}, set()
    for size, scheme in looks:
        look(reader, size, scheme)
        reader.page.wait_for_function(IS_DRESSED, arg=INK[scheme])
        reader.settle()
        seen[f"{size[0]} {scheme}"] = violations(reader, RULES_OF_COLOUR if size in sizes else EVERY_RULE)
        sizes.add(size)
    return {name: these for name, these in seen.items() if these}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "Home")
def test_axe_finds_nothing_on_a_page(reader, path):
    look(reader)
    reader.open(path)
    assert found(reader, (LAPTOP, "light"), (LAPTOP, "dark"), (PHONE, "light")) == {}
    assert reader.page.evaluate("document.documentElement.lang") == "en-GB"
    assert reader.page.title().startswith(PAGES[path]) and reader.page.title().endswith(f" · {NAME}")
    assert reader.page.evaluate(UNTOLD) == []


@pytest.mark.parametrize("path", PROJECTED, ids=lambda path: path.partition("?")[0] or "Home")
def test_axe_finds_nothing_on_a_projected_page(reader, path):
    look(reader, PROJECTOR)
    reader.open(f"{path}{'&' if '?' in path else '?'}projection=1&view={PROJECTED[path]}")
    assert found(reader, (PROJECTOR, "light"), (PROJECTOR, "dark")) == {}


# Page -> what is opened on it, one after the other; what is opened together is looked at together
OPENED = {
    f"Wards?wards={CAPEL}": [[".st-key-category input"], [".st-key-wards input"], ["text=More"], ["text=Briefing in Word"], ["stMainMenuButton"], ["text=How we judged", "text=Explore"]],
    "Trends": [["text=Every category, month by month", "text=How we judged"]],
    "Questions?question=Q12": [["text=Copy the answer"]],
    "Road_casualties": [["text=Collisions in which someone was hurt, as a table", "text=How we judged"]],
    "About_the_data": [["text=Which months are there, as a table", "text=Every extract and column"]],
}


@pytest.mark.parametrize("path", OPENED, ids=lambda path: path.partition("?")[0])
def test_axe_finds_nothing_where_something_is_open(reader, path):
    look(reader)
    page = reader.open(path).page
    for together in OPENED[path]:
        for what in together:
            (page.get_by_test_id(what) if what.startswith("st") else page.get_by_test_id("stMain").locator(what)).last.click()
        assert found(reader, (LAPTOP, "dark"), (LAPTOP, "light")) == {}, together
        page.keyboard.press("Escape")


def test_axe_finds_nothing_in_the_menu_of_a_phone(reader):
    look(reader, PHONE)
    reader.open("Wards").page.locator(".st-key-menu button").click()
    assert found(reader, (PHONE, "light"), (PHONE, "dark")) == {}


@pytest.mark.parametrize("path", ["", "Wards"], ids=["Home", "Wards"])
def test_an_enlarged_page_leaves_nothing_out(reader, path):
    look(reader)
    whole = reader.open(path).page.evaluate(OFFERED)
    for width in (640, 320):  # 1280 at 200% and at 400%
        look(reader, (width, 400))
        assert set(whole) - set(reader.settle().page.evaluate(OFFERED)) == set()


def test_nothing_moves_for_those_who_ask_for_less_motion(reader):
    look(reader)
    assert reader.open("Wards").page.evaluate(MOVING) == []


def tab_to(reader, name, most=60, key="Tab"):
    """Go on with the keyboard until the element of that name; wherever the focus stops, it is seen."""
    for _ in range(most):
        reader.page.keyboard.press(key)
        focus = reader.page.evaluate(FOCUS)
        if focus["tag"] != "BODY":  # between the page's end and its beginning
            assert focus["isSeen"], focus
        if focus["name"].startswith(name):
            return
    raise AssertionError(f"The keyboard does not reach {name}.")


def choose(reader, label, typed, title):
    """Choose from a list by typing."""
    tab_to(reader, label)
    reader.page.keyboard.press("ControlOrMeta+a")
    reader.page.keyboard.type(typed)
    reader.page.wait_for_function(IS_MARKED, arg=typed)
    reader.page.keyboard.press("Enter")
    reader.page.locator("h1, h2", has_text=title).first.wait_for(timeout=30_000)
    reader.settle()


def test_the_keyboard_alone_reads_a_ward_takes_its_file_and_projects_it(reader):
    look(reader)
    page = reader.open("").page
    tab_to(reader, "Wards")
    page.keyboard.press("Enter")
    reader.wait_for_title("All crime by ward")
    choose(reader, "Category", "Shopl", "Shoplifting by ward")
    choose(reader, "Ward", "Capel", "Capel")
    assert "Capel: " in page.locator("#heard").inner_text()  # and those who listen are told
    assert reader.link["category"] == "shoplifting" and reader.link["wards"] == CAPEL
    tab_to(reader, "download Download as CSV")
    assert page.locator("table.figures", has_text="Whole district").locator("tbody tr").first.is_visible()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".csv")
    tab_to(reader, "present_to_all", key="Shift+Tab")
    page.keyboard.press("Enter")
    page.locator(".st-key-strip .at", has_text="1 of").wait_for(timeout=30_000)
    reader.settle()
    tab_to(reader, "Next")
    page.keyboard.press("Enter")
    page.locator(".st-key-strip .at", has_text="2 of").wait_for(timeout=30_000)
    reader.settle()
    page.keyboard.press("ArrowLeft")
    page.locator(".st-key-strip .at", has_text="1 of").wait_for(timeout=30_000)
    reader.settle()
    tab_to(reader, "Leave")
    page.keyboard.press("Enter")
    page.locator(".st-key-strip").wait_for(state="detached", timeout=30_000)
    assert reader.settle().link["wards"] == CAPEL and page.locator(".st-key-bar").is_visible()


def test_the_keyboard_can_skip_to_the_finding_and_passes_what_is_on_a_page_in_its_order(reader):
    look(reader)
    page = reader.open("Road_casualties").page
    tab_to(reader, "Skip to the finding")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "finding"
    tops = []
    for _ in range(12):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        assert focus["isSeen"] and focus["name"], focus
        tops.append(page.evaluate("Math.round(document.activeElement.getBoundingClientRect().top + document.querySelector('[data-testid=\"stMain\"]').scrollTop)"))
    assert len(set(tops)) > 6
