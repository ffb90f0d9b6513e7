"""A dashboard served on this machine, a real browser, and what the two tell: a pytest plugin of fixtures."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FLAGS = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",  # no other host can be reached
         "--disable-features=LocalNetworkAccessChecks", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]
# No script runs, the page has words, nothing stands in for what is still to come, and nothing has changed for half a second since this was first asked.
# The page is watched, not written out again and again: that would take most of the processor
IS_STILL = """asked => {
    const app = document.querySelector('[data-testid="stApp"]'), main = document.querySelector('[data-testid="stMain"]');
    const state = app && (app.getAttribute('data-test-script-state') || 'notRunning');
    const isReady = app && main && !['running', 'initial', 'rerunRequested'].includes(state) && main.querySelector('h1')
        && !document.querySelector('[data-testid="stSkeleton"]');
    if (!window.changed) {
        window.changed = {};
        new MutationObserver(() => { window.changed.at = performance.now(); })
            .observe(document, {subtree: true, childList: true, characterData: true, attributes: true});
    }
    if (window.changed.asked !== asked || !isReady) Object.assign(window.changed, {asked, at: performance.now()});
    return performance.now() - window.changed.at > 500;
}"""


@dataclass
class Visit:
    """A page in the browser, and what it asked for and complained of."""

    page: Page
    url: str
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> "Visit":
        """Open an address of the dashboard and wait until the page is still."""
        self.page.goto(f"{self.url}/{path}", timeout=120_000)  # under load a browser may wait for its turn
        return self.settle()

    def settle(self) -> "Visit":
        """Wait until no script runs and the page has not changed for half a second."""
        self.page.wait_for_function(IS_STILL, arg=time.monotonic(), timeout=60_000, polling=50)
        return self

    def hover_until(self, selector: str, x: float, y: float, limit_s: float = 60) -> None:
        """Move the mouse about a point until what it should bring up is seen: a canvas answers only once it is drawn."""
        end = time.monotonic() + limit_s
        while not self.page.locator(selector).first.is_visible():
            assert time.monotonic() < end, f"{selector} did not appear."
            self.page.mouse.move(x + 3, y + 3)
            self.page.wait_for_timeout(200)
            self.page.mouse.move(x, y)
            self.page.wait_for_timeout(200)

    @property
    def title(self) -> str:
        """Give the page's heading."""
        return self.page.locator("h1").inner_text()

    @property
    def link(self) -> dict[str, str]:
        """Give the address bar's words and their values."""
        return dict(parse_qsl(urlsplit(self.page.url).query))

    def wait_for_title(self, title: str) -> "Visit":
        """Wait until the page is headed so, and still."""
        self.page.locator("h1", has_text=title).wait_for(timeout=60_000)
        return self.settle()

    def _heard(self, message) -> None:
        is_harmless = "404" in message.text and "_stcore" in message.location.get("url", "")
        if message.type == "error" and not is_harmless:
            self.complaints.append(message.text)

    def _asked(self, request) -> None:
        if not request.url.startswith((self.url, self.url.replace("http", "ws"), "data:", "blob:")):
            self.outside.append(request.url)


def missing(what: str) -> None:
    """Skip for want of something; fail where nothing may be wanting."""
    if os.environ.get("CI") == "true":
        pytest.fail(what)
    pytest.skip(what)


def free_port() -> int:
    """Find a port of this machine that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def served(edition: Path | None = None, *flags: str, log: int | IO = subprocess.DEVNULL, folder: Path = ROOT, **environment: str):
    """Serve the dashboard on a free port, by default on the sample; give its address. `log`: where what it says goes; `folder`: of another dashboard.py."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.headless=true", "--server.fileWatcherType=none",
               "--server.address=127.0.0.1", f"--server.port={port}", *flags]
    server = subprocess.Popen(command, cwd=folder, env=os.environ | {"DASHBOARD_EDITION": str(edition or ROOT / "data" / "sample")} | environment,
                              stdout=log, stderr=log)
    try:
        wait_for(f"http://127.0.0.1:{port}", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_for(url: str, server: subprocess.Popen, limit_s: float = 60) -> None:
    """Wait until the server answers."""
    end = time.monotonic() + limit_s
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The dashboard did not start on {url}.")


@contextmanager
def visited(chromium: Browser, url: str, width: int = 1280, height: int = 800):
    """Give an empty tab of a fresh profile that watches what happens in it."""
    context = chromium.new_context(viewport={"width": width, "height": height})
    visit = Visit(context.new_page(), url)
    visit.page.on("console", visit._heard)
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    visit.page.on("request", visit._asked)
    yield visit
    context.close()


@pytest.fixture(scope="module")
def chromium():
    """A Chromium without a window."""
    program = shutil.which("chromium") or missing("There is no chromium to look at pages with.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def sample_url():
    """A dashboard on the sample, just started."""
    with served() as url:
        yield url
