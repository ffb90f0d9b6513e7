"""A projected page in a real browser: nothing scrolls, no text is small, and a clicker and the arrow keys step through it."""

import pytest
from browser import visited

pytest_plugins = ["browser"]
SIZE = (1920, 1080)
PAGES = ("", "Wards", "Road_casualties", "Questions?question=Q12")
OVER = "() => { const main = document.querySelector('[data-testid=\"stMain\"]'); return [main.scrollHeight - main.clientHeight, main.scrollWidth - main.clientWidth]; }"
# Words that are seen, in pixels of the screen: enlarged as their elements are
SMALL = """least => [...document.querySelectorAll('[data-testid="stMain"] *')].filter(one => one.checkVisibility() && !one.children.length && one.textContent.trim()
    && one.getBoundingClientRect().width > 2 && getComputedStyle(one).opacity !== '0').map(one => {
        let zoom = 1;
        for (let at = one; at; at = at.parentElement) zoom *= parseFloat(getComputedStyle(at).zoom) || 1;
        return [parseFloat(getComputedStyle(one).fontSize) * zoom, one.textContent.trim()];
    }).filter(([size]) => size < least - 0.2)"""
BODY = ".sentences p, .caution, .lead, h1 ~ .measure"


@pytest.fixture(scope="module", params=PAGES, ids=lambda path: path.partition("?")[0] or "Home")
def projected(request, chromium, sample_url):
    """A projected page, its first view."""
    with visited(chromium, sample_url, *SIZE) as opened:
        opened.open(f"{request.param}{'&' if '?' in request.param else '?'}projection=1")
        yield opened


def at(visit):
    return [int(word) for word in visit.page.locator(".st-key-strip .at").inner_text().split(" of ")]


def test_every_view_fits_the_screen_and_can_be_read_from_the_back(projected):
    here, count = at(projected)
    for number in range(1, count + 1):
        assert at(projected) == [number, count]
        assert projected.page.evaluate(SMALL, 20) == []
        assert all(size >= 23.8 for size in projected.page.locator(BODY).evaluate_all(
            "all => all.filter(one => one.checkVisibility() && !one.closest('.st-key-strip')).map(one => parseFloat(getComputedStyle(one).fontSize))"))
        assert max(projected.page.evaluate(OVER)) <= 0, number
        assert projected.page.locator("[data-testid='stException'], .st-key-bar:visible, .st-key-filters:visible, [data-testid='stDownloadButton']:visible").count() == 0
        if number < count:
            projected.page.keyboard.press("PageDown" if number % 2 else "ArrowRight")
            projected.page.locator(".st-key-strip .at", has_text=f"{number + 1} of {count}").wait_for(timeout=30_000)
            projected.settle()
    assert projected.link.get("projection") == "1" and projected.complaints == [] and projected.outside == []


def test_the_keys_go_back_and_leave(projected):
    here, count = at(projected)
    if count > 1:
        projected.page.keyboard.press("PageUp")
        projected.page.locator(".st-key-strip .at", has_text=f"{count - 1} of {count}").wait_for(timeout=30_000)
    projected.settle().page.keyboard.press("Escape")
    projected.page.locator(".st-key-strip").wait_for(state="detached", timeout=30_000)
    assert "projection" not in projected.settle().link and projected.page.locator(".st-key-bar").is_visible()
