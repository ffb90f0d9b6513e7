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
# Words whose contrast with the ground is below what is asked; those on a map lie on its colours, with a halo, and are measured by test_colours.py
PALE = """least => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
    const rgba = colour => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
    const light = ([r, g, b]) => [r, g, b].map(one => one / 255).map(one => one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
        .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
    const ground = one => { for (let at = one; at; at = at.parentElement) { const found = rgba(getComputedStyle(at).backgroundColor); if (found[3] === 255) return found; } return [255, 255, 255]; };
    return [...document.querySelectorAll('[data-testid="stMain"] *')].filter(one => one.checkVisibility() && !one.children.length && one.textContent.trim()
        && one.getBoundingClientRect().width > 2 && getComputedStyle(one).opacity !== '0' && !one.closest('.unseen, button:disabled, [class*="st-key-scroll_"]')
        && !(one instanceof SVGElement && getComputedStyle(one).stroke !== 'none')).map(one => {
            const style = getComputedStyle(one), pair = [light(rgba(one instanceof SVGElement ? style.fill : style.color)), light(ground(one))].sort((a, b) => b - a);
            return [(pair[0] + 0.05) / (pair[1] + 0.05), one.textContent.trim(), one instanceof SVGElement ? style.fill : style.color];
        }).filter(([ratio]) => ratio < least);
}"""
IS_DRESSED = """isDark => getComputedStyle(document.querySelector('[data-testid="stMain"] :is(h1, h2)')).color === (isDark ? 'rgb(242, 244, 247)' : 'rgb(26, 26, 26)')"""
SHOWN = '[class*="st-key-view_now"] :is(canvas, svg.marks, table, .trio, .sentences):visible'  # more than a heading and its sentence
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
        assert projected.page.locator(SHOWN).count(), number
        assert all(size >= 23.8 for size in projected.page.locator(BODY).evaluate_all(
            "all => all.filter(one => one.checkVisibility() && !one.closest('.st-key-strip')).map(one => parseFloat(getComputedStyle(one).fontSize))"))
        for scheme in ("dark", "light"):
            projected.page.emulate_media(color_scheme=scheme)
            projected.page.wait_for_function(IS_DRESSED, arg=scheme == "dark")
            assert projected.page.evaluate(PALE, 7) == [], scheme
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
