"""Times a change of a choice in a real browser: from the key that chooses to the last thing that is painted."""

import time
from dataclasses import dataclass, field

from playwright.sync_api import Page

from browser import IS_STILL

QUIET_MS = 500  # so long nothing may change before a page counts as still; waited for, never counted
LIMIT_MS = 60_000
# What changes in the page's main part, and whether its script runs; each such change is followed to the frame that paints it
WATCH = """() => {
    const bench = window.bench = { began: null, painted: null, changed: 0, ran: false };
    const painted = () => requestAnimationFrame(() => { const channel = new MessageChannel();
        channel.port1.onmessage = () => { bench.painted = performance.now(); }; channel.port2.postMessage(0); });
    const counts = ({ target, attributeName }) => attributeName !== 'tabindex' && (attributeName === 'data-test-script-state'
        || (target.nodeType === 1 ? target : target.parentElement)?.closest('[data-testid="stMain"]'));
    new MutationObserver((records) => {
        if (!records.some(counts)) return;
        bench.changed = performance.now();
        bench.ran ||= document.querySelector('[data-testid="stApp"]')?.getAttribute('data-test-script-state') === 'running';
        painted();
    }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    document.addEventListener('keydown', (event) => {
        if (event.key === 'Enter') Object.assign(bench, { began: event.timeStamp, painted: null, changed: 0, ran: false });
    }, true);
}"""
HAS_CHANGED = f"""() => ({IS_STILL})() && bench.ran && bench.painted > bench.changed && performance.now() - bench.changed > {QUIET_MS}
    && [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')].every((chart) => chart.querySelector('svg, canvas'))"""


@dataclass
class Timed:
    """A tab whose changes are timed, and what the server sent to it."""

    page: Page
    url: str
    received: list[int] = field(default_factory=list)

    def __post_init__(self):
        self.page.add_init_script(f"({WATCH})()")
        self.page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: self.received.append(len(frame))))

    def open(self, path: str) -> float:
        """Open an address; give the milliseconds from the request to the last thing painted."""
        self.page.bring_to_front()
        self.page.goto(f"{self.url}/{path}", wait_until="commit")
        self.page.wait_for_function(HAS_CHANGED, timeout=LIMIT_MS)
        return self.page.evaluate("bench.painted")

    def choose(self, label: str, key: str = "last_month") -> tuple[float, int]:
        """Choose by a select box; give the milliseconds from the Enter key to the last thing painted, and the bytes received."""
        self.page.bring_to_front()
        box = self.page.locator(f".st-key-{key} input")
        if not box.is_visible():
            self.page.get_by_role("button", name="More", exact=True).click()
        box.fill(label)
        self.page.get_by_role("option", name=label, exact=True).wait_for()
        before = len(self.received)
        self.page.keyboard.press("Enter")
        self.page.wait_for_function(HAS_CHANGED, timeout=LIMIT_MS, polling=50)
        return self.page.evaluate("bench.painted - bench.began"), sum(self.received[before:])


def tab(chromium, url: str, width: int = 1280, height: int = 800) -> Timed:
    """Give an empty tab of a fresh profile, of a laptop's size, whose changes are timed."""
    return Timed(chromium.new_context(viewport={"width": width, "height": height}).new_page(), url)


def waited_for(url: str, timed: Timed, began: float) -> float:
    """Give the seconds from a moment (time.monotonic) until the page of a server that was started then is painted."""
    timed.open("")
    return time.monotonic() - began - QUIET_MS / 1000
