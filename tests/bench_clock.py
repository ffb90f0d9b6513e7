"""Times a change of a choice in a real browser: from the key that chooses to the last thing that is painted."""

import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Page, sync_playwright

from browser import FLAGS, IS_STILL

QUIET_MS = 500  # so long nothing may change before a page counts as still; waited for, never counted
LIMIT_MS = 60_000
# What changes in the page's main part, and whether its script runs; each such change is followed to the frame that paints it.
# A run of a script may begin and end between two frames, so that what the server sent is what tells of it
WATCH = """() => {
    const bench = window.bench = { began: 0, painted: 0, changed: 0, heard: 0 };
    const Plain = window.WebSocket;
    window.WebSocket = class extends Plain {
        constructor(...given) { super(...given); this.addEventListener('message', () => { bench.heard = performance.now(); }); }
    };
    const painted = () => requestAnimationFrame(() => { const channel = new MessageChannel();
        channel.port1.onmessage = () => { bench.painted = performance.now(); }; channel.port2.postMessage(0); });
    const counts = ({ target, attributeName }) => attributeName !== 'tabindex' && (attributeName === 'data-test-script-state'
        || (target.nodeType === 1 ? target : target.parentElement)?.closest('[data-testid="stMain"]'));
    new MutationObserver((records) => {
        if (!records.some(counts)) return;
        bench.changed = performance.now();
        painted();
    }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    document.addEventListener('keydown', (event) => {
        if (event.key === 'Enter') Object.assign(bench, { began: event.timeStamp, painted: 0, changed: 0, heard: 0 });
    }, true);
}"""
IS_PAINTED = f"""() => ({IS_STILL})() && bench.heard && bench.painted > bench.changed && performance.now() - Math.max(bench.heard, bench.changed) > {QUIET_MS}
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
        self.page.wait_for_function(IS_PAINTED, timeout=LIMIT_MS)
        return self.page.evaluate("bench.painted")

    def choose(self, label: str, key: str = "last_month") -> tuple[float, int]:
        """Choose by a select box; give the milliseconds from the Enter key to the last thing painted, and the bytes received."""
        box = self._box(key)
        box.fill(label)
        self.page.get_by_role("option", name=label, exact=True).wait_for()
        before = len(self.received)
        self.page.keyboard.press("Enter")
        self.page.wait_for_function(IS_PAINTED, timeout=LIMIT_MS, polling=50)
        return self.page.evaluate("bench.painted - bench.began"), sum(self.received[before:])

    def set_number(self, number: int, key: str = "months") -> None:
        """Write a number into a box, and wait until the page is still."""
        self._box(key).fill(str(number))
        self.page.keyboard.press("Enter")
        self.page.wait_for_function(IS_PAINTED, timeout=LIMIT_MS)

    def _box(self, key: str):
        self.page.bring_to_front()
        box = self.page.locator(f".st-key-{key} input")
        if not box.is_visible():
            self.page.get_by_role("button", name="More", exact=True).click()
        return box


def tab(chromium, url: str, width: int = 1280, height: int = 800) -> Timed:
    """Give an empty tab of a fresh profile, of a laptop's size, whose changes are timed."""
    return Timed(chromium.new_context(viewport={"width": width, "height": height}).new_page(), url)


@contextmanager
def browser():
    """Give a Chromium without a window, for as long as it is wanted."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield chromium
        chromium.close()
