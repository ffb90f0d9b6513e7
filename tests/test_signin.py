"""Signing in to a restricted edition: a real OpenID Connect provider, a real server, a real browser.

The edition is the sample, called restricted. What counts as a figure is gathered from what a reader who is let in is sent.
"""

import json
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from functools import partial
from pathlib import Path

import pytest
from browser import served, visited
from itsdangerous import URLSafeTimedSerializer
from literal_editions import restricted_sample
from oidc_provider_mock import User, run_server_in_thread
from visible import PAGES, READER, SECRETS, opened, title, words
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from pages.parts import asking, readers
from queries import edition, fetch, fetch_rows

pytest_plugins = ["browser"]
SAMPLE = Path(__file__).resolve().parent.parent / "data" / "sample"
LISTED, STRANGER, UNVERIFIED = "reader@council.example", "stranger@elsewhere.example", "claimed@council.example"
DOOR = "Sign in to see these figures"
# What only someone who is let in is sent: published totals, rates, names of places and of the edition's rows
TOLD = ["7,830", "7830", "8,608", "8608", "−778", "-778", "65.8", "Pembury", "Goudhurst", "Sevenoaks", "Burglary residential", "E05005136", "20 wards"]
WHOLE = {told: re.compile(rb"(?<![0-9A-Za-z])" + re.escape(told.encode()) + rb"(?![0-9A-Za-z])") for told in TOLD}  # not within a random name of a session
DEEP = ["?last_month=2020-12&months=12", "Wards?wards=E05009999&category=robbery", "Wards?category=sexual_offences", "Questions?question=Q12&said=1~2",
        "Questions?question=Q28", "Comparison?district=E07000111", "Near_misses?months=24", "Trends?months=60&embed=true", "Road_casualties?series=partner&embed_options=show_toolbar"]
ROUTES = ["media/0123456789abcdef0123456789abcdef.csv", "media/../data/sample/edition.json", "_stcore/health", "_stcore/host-config", "_stcore/metrics",
          "_stcore/allowed-message-origins", "_stcore/script-health-check", "_stcore/upload_file/x/y", "_stcore/agent/openapi.json", "_stcore/agent/interact",
          "_stcore/agent/mcp", "_stcore/message?hash=0", "_stcore/bidi-components/x/y.js", "component/x/y.js", "static/../data/sample/crime.parquet",
          "static/%2e%2e/%2e%2e/data/sample/edition.json", "app/static/crime.parquet", "data/sample/crime.parquet", "edition.json", "pages/2_Wards.py",
          ".streamlit/secrets.toml", "auth/login?provider=default", "oauth2callback?code=1&state=2", "robots.txt"]


@pytest.fixture(scope="module")
def provider():
    """An OpenID Connect provider on this machine that knows three people."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")  # of the provider: it speaks plain http on loopback
        people = [User(sub="listed", claims={"email": LISTED}), User(sub="stranger", claims={"email": STRANGER}),
                  User(sub="unverified", claims={"email": UNVERIFIED, "email_verified": False})]
        with run_server_in_thread(user_claims=people) as server:
            yield f"http://localhost:{server.server_port}"


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    """Where the server under test writes what it says."""
    return tmp_path_factory.mktemp("log") / "server.txt"


@pytest.fixture(scope="module")
def url(restricted, provider, log, tmp_path_factory):
    """A dashboard on the restricted edition that is set up for the provider; its list has one domain."""
    secrets = tmp_path_factory.mktemp("secrets") / "secrets.toml"
    secrets.write_text(f'[auth]\nredirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"\ncookie_secret = "{"0123456789abcdef" * 2}"\nclient_id = "dashboard"\n'
                       f'client_secret = "never-in-a-log"\nserver_metadata_url = "{provider}/.well-known/openid-configuration"\n'
                       '[access]\nreaders = ["council.example"]\n', encoding="utf-8")
    with log.open("w", encoding="utf-8") as file, served(restricted, f"--secrets.files={secrets}", log=file) as address:
        yield address


CLICKED = "([x, y]) => Boolean(document.elementFromPoint(x, y).closest('.st-key-sign_out button'))"  # nothing lies over it


def told_in(sent: bytes) -> list[str]:
    """List what may not be told and is there."""
    return [told for told, pattern in WHOLE.items() if pattern.search(sent)]


class Heard:
    """Everything that a tab is sent: websocket frames and the bodies of answers, but for the program itself."""

    def __init__(self, page):
        self.sent = []
        page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: self.sent.append(frame if isinstance(frame, bytes) else frame.encode())))
        page.on("response", self._answered)

    def _answered(self, response):
        if response.request.resource_type in ("document", "fetch", "xhr") and response.status == 200:
            self.sent.append(response.body())

    def told(self) -> list[str]:
        return told_in(b"\n".join(self.sent))


@pytest.fixture
def visit(chromium, url):
    """A tab of someone who has not signed in, and all that it is sent."""
    with visited(chromium, url) as opened_tab:
        opened_tab.page.context.route(re.compile(r"^https://"), lambda route: route.abort())  # the provider's page dresses itself from elsewhere
        opened_tab.heard = Heard(opened_tab.page)
        yield opened_tab


def sign_in(visit, subject):
    """Sign in, on the page that asks for it, as a person whom the provider knows."""
    visit.page.get_by_role("button", name="Sign in with your council account").click()
    visit.page.wait_for_url(re.compile("^http://localhost:"), wait_until="domcontentloaded")
    visit.page.get_by_role("button", name=subject, exact=True).click()
    visit.page.wait_for_url(re.compile(f"^{visit.url}/"), wait_until="domcontentloaded")
    return visit.settle()


def sign_out(visit):
    """Sign out here, and at the provider, which asks again."""
    visit.page.get_by_role("button", name="Sign out").click()
    visit.page.wait_for_url(re.compile("^http://localhost:"), wait_until="domcontentloaded")


def body_of(address):
    """Ask without a browser; the answer's body, whatever its status."""
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return answer.read()
    except urllib.error.HTTPError as error:
        return error.read()


@pytest.mark.parametrize("path", ["", *(Path(page).stem.partition("_")[2] for page in PAGES[1:]), *DEEP], ids=str)
def test_signed_out_a_page_shows_the_door_and_is_sent_no_figure(visit, path):
    visit.open(path)
    assert visit.title == DOOR
    assert visit.heard.told() == [] and len(visit.heard.sent) > 3
    assert told_in(visit.page.content().encode()) == []


def test_signed_out_no_other_route_gives_a_figure(url):
    told = {route: told_in(body_of(f"{url}/{route}")) for route in ROUTES}
    assert len(ROUTES) >= 24 and {route: found for route, found in told.items() if found} == {}


def test_a_listed_reader_is_let_in_and_signing_out_ends_it_in_every_tab(visit):
    visit.open("")
    sign_in(visit, "listed")
    assert visit.title == "Tunbridge Wells borough, January to December 2020"
    assert set(visit.heard.told()) >= {"7,830", "8,608", "Sevenoaks", "Burglary residential"}  # what is looked for is there to be found
    visit.open("Wards?wards=E05005136")
    assert visit.title == "All crime by ward" and {"Goudhurst", "E05005136", "Pembury"} <= set(visit.heard.told())
    other = visit.page.context.new_page()
    other.goto(f"{visit.url}/Comparison")
    other.get_by_role("heading", name="How we compare").wait_for()
    kept = visit.page.context.cookies()
    sign_out(visit)
    other.get_by_role("link", name="Three-year trend").click()
    other.get_by_role("heading", name=DOOR).wait_for()
    visit.page.context.add_cookies(kept)  # as someone would who had copied them
    visit.heard.sent.clear()
    assert visit.open("Wards").title == DOOR and visit.heard.told() == []


@pytest.mark.parametrize(("subject", "said"), [("stranger", STRANGER), ("unverified", "does not vouch for")])
def test_another_domain_and_an_unverified_address_are_not_let_in(visit, subject, said):
    visit.open("")
    sign_in(visit, subject)
    assert visit.title == "You are not on the list of readers" and said in visit.page.locator("[data-testid=stMain]").inner_text()
    assert visit.open("Wards").title == "You are not on the list of readers" and visit.heard.told() == []
    sign_out(visit)
    assert visit.open("").title == DOOR


def test_every_page_has_its_way_out_within_the_bar(visit):
    visit.open("")
    sign_in(visit, "listed")
    for path, width in (("Questions", 1280), ("Near_misses", 1920), ("About_the_data", 1180), ("About_the_data", 390)):
        visit.page.set_viewport_size({"width": width, "height": 800})
        visit.open(path)
        button, bar = (visit.page.locator(one).bounding_box() for one in (".st-key-sign_out button", ".st-key-bar"))
        assert button["x"] + button["width"] <= bar["x"] + bar["width"] and button["y"] >= bar["y"]
        assert visit.page.evaluate(CLICKED, [button["x"] + button["width"] - 4, button["y"] + button["height"] / 2])


def test_a_made_up_cookie_lets_no_one_in(visit):
    claims = json.dumps(READER | {"iat": time.time(), "origin": visit.url, "provider": "default"})
    forged = URLSafeTimedSerializer("x" * 32).dumps(claims)
    visit.page.context.add_cookies([{"name": "_streamlit_user", "value": forged, "url": visit.url}])
    assert visit.open("").title == DOOR and visit.heard.told() == []


def test_another_site_cannot_open_the_websocket(url):
    with pytest.raises(InvalidStatus, match="403"), connect(f"{url.replace('http', 'ws')}/_stcore/stream", origin="https://elsewhere.example"):
        pass


def test_the_server_says_no_secret_and_no_address(visit, log):
    visit.open("")
    sign_in(visit, "stranger")
    said = log.read_text(encoding="utf-8")
    assert "You can now view" in said or said
    assert [word for word in (LISTED, STRANGER, UNVERIFIED, "never-in-a-log", "0123456789abcdef0123456789abcdef") if word in said] == []


@pytest.fixture
def restricted_here(restricted, monkeypatch):
    """The restricted edition as the current one of this process, in which every question that is asked is noted."""
    monkeypatch.setenv("DASHBOARD_EDITION", str(restricted))
    asked = []
    for given in (fetch, fetch_rows):
        monkeypatch.setattr(asking, given.__name__, lambda name, given=given, **params: asked.append(name) or given(name, **params))
    asking.forget()
    return asked


@pytest.mark.parametrize("page", PAGES)
def test_signed_out_no_page_even_asks_a_question(restricted_here, page):
    app = opened(page, user={}, question="Q12", wards="nowhere")
    assert title(app) == DOOR and restricted_here == [] and not app.exception
    assert title(opened(page)) != DOOR and restricted_here != []


def changed(section, **values):
    return SECRETS | {section: {name: value for name, value in (SECRETS[section] | values).items() if value is not None}}


@pytest.mark.parametrize(("secrets", "said"), [
    ({"nothing": "set"}, "Set redirect_uri, cookie_secret, client_id, client_secret, server_metadata_url in the section [auth]"),
    (changed("auth", client_secret=None), "Set client_secret in the section [auth]"),
    (changed("auth", cookie_secret="short"), "Make cookie_secret at least 32 random characters long"),
    (changed("auth", redirect_uri="http://dashboard.example/oauth2callback"), "Give redirect_uri as an https address"),
    (changed("auth", server_metadata_url="https://login.example/common/v2.0/.well-known/openid-configuration"), "the council's own tenant"),
    (changed("access", readers=[]), "List who may read"),
    (changed("access", readers=["council.example", "*"]), "An entry of the list of readers is neither"),
    (changed("access", readers=["uk"]), "An entry of the list of readers is neither"),
])
def test_a_server_that_is_not_set_up_lets_no_one_in_and_says_what_to_do(restricted_here, secrets, said):
    app = opened(secrets=secrets)
    assert title(app) == "This dashboard is not ready" and said.replace("'", "’") in words(app).replace("'", "’")
    assert restricted_here == [] and not app.exception and not app.button


@pytest.mark.parametrize("kind", ["secret", "", None])
def test_a_kind_that_is_not_known_to_be_open_is_not(monkeypatch, tmp_path, kind):
    monkeypatch.setenv("DASHBOARD_EDITION", str(restricted_sample(tmp_path / "edition", kind=kind)))
    assert title(opened(user={})) == DOOR


def test_an_edition_that_becomes_restricted_while_a_page_runs_gives_no_figure(restricted, monkeypatch):
    monkeypatch.setenv("DASHBOARD_EDITION", str(SAMPLE))
    asking.forget()
    read = []

    def swapped(name, given, **params):
        monkeypatch.setenv("DASHBOARD_EDITION", str(restricted))
        read.append(edition().about["kind"])
        return given(name, **params)
    for given in (fetch, fetch_rows):
        monkeypatch.setattr(asking, given.__name__, partial(swapped, given=given))
    assert not opened(user={}).exception and len(read) > 5 and set(read) == {"illustrative"}
    assert title(opened(user={})) == DOOR


@pytest.mark.parametrize("page", PAGES)
def test_the_sample_is_open_to_all_and_needs_no_sign_in(monkeypatch, page):
    monkeypatch.setenv("DASHBOARD_EDITION", str(SAMPLE))
    app = opened(page, user={}, secrets={"nothing": "set"})
    assert title(app) != DOOR and not app.exception
    assert "Sign out" not in {button.label for button in app.button}


def test_an_open_edition_does_not_import_authlib():
    code = "import sys; sys.path[:0] = ['.', 'tests']; from visible import opened; opened(); sys.exit('authlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=SAMPLE.parent.parent, env=os.environ | {"DASHBOARD_EDITION": str(SAMPLE)},
                          capture_output=True, check=False).returncode == 0


NOW = 1_800_000_000


@pytest.mark.parametrize(("claims", "expected"), [
    ({"iat": NOW - 60}, True), ({"iat": NOW - 11 * 3600}, True), ({"iat": NOW - 13 * 3600}, False), ({"iat": NOW + 3600}, False), ({}, False), ({"iat": "now"}, False),
    ({"iat": True}, False), ({"iat": NOW, "is_logged_in": "True"}, False), ({"iat": NOW, "is_logged_in": False}, False), ({"iat": NOW, "sub": ""}, False)])
def test_a_sign_in_lasts_twelve_hours_and_must_be_whole(claims, expected):
    assert readers.is_signed_in(READER | claims, NOW) is expected


@pytest.mark.parametrize(("claims", "allowed", "expected"), [
    ({"email": "A.Member@Council.gov.uk"}, "council.gov.uk", True), ({"email": "a@council.gov.uk"}, "@council.gov.uk, police.uk", True),
    ({"email": "a@council.gov.uk"}, "b@council.gov.uk", False), ({"email": "b@council.gov.uk"}, ["B@Council.gov.uk"], True),
    ({"email": "a@sub.council.gov.uk"}, "council.gov.uk", False), ({"email": "a@council.gov.uk.evil.org"}, "council.gov.uk", False),
    ({"email": "a@notcouncil.gov.uk"}, "council.gov.uk", False), ({"email": "a@evil.org@council.gov.uk"}, "council.gov.uk", False),
    ({"email": "council.gov.uk"}, "council.gov.uk", False), ({"email": ""}, "council.gov.uk", False), ({"email": ["a@council.gov.uk"]}, "council.gov.uk", False),
    ({"email": "a@council.gov.uk\n"}, "council.gov.uk", False), ({"email": "a@\u0441ouncil.gov.uk"}, "council.gov.uk", False),
    ({"email": "a@council.gov.uk", "email_verified": False}, "council.gov.uk", False), ({"email": "a@council.gov.uk", "email_verified": "false"}, "council.gov.uk", False),
    ({"preferred_username": "a@council.gov.uk"}, "council.gov.uk", True), ({"name": "a@council.gov.uk"}, "council.gov.uk", False), ({"email": "a@council.gov.uk"}, "", False)])
def test_only_an_address_or_its_whole_domain_on_the_list_is_let_in(claims, allowed, expected):
    assert readers.is_listed(readers.address(claims), readers.entries(allowed)) is expected


def test_the_list_may_come_from_the_environment(restricted_here, monkeypatch):
    monkeypatch.setenv("DASHBOARD_READERS", "someone@council.example")
    assert title(opened()) == "You are not on the list of readers"
    monkeypatch.setenv("DASHBOARD_READERS", "someone@council.example, reader@council.example")
    assert title(opened()) == "Tunbridge Wells borough, January to December 2020"
