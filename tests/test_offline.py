"""Without any network the dashboard is whole; under the README's content security policy, which allows it alone, too."""

import re

from browser import ROOT, visited

pytest_plugins = ["browser"]
POLICY = re.search(r"Content-Security-Policy: ([^`]+)`", (ROOT / "README.md").read_text(encoding="utf-8"))[1]
SENDS_WITH = ("document", "script", "worker", "stylesheet")


def test_every_kind_of_content_works_under_the_policy_that_the_readme_gives(chromium, sample_url):
    """Charts, tables, both forms of a map, copying, files: nothing is refused, and nothing was asked of another host."""
    assert "'unsafe-eval'" not in POLICY and "https:" not in POLICY and "default-src 'self'" in POLICY and "*" not in POLICY
    with visited(chromium, sample_url) as visit:
        refused = []
        visit.page.on("console", lambda message: refused.append(message.text) if "Content Security Policy" in message.text else None)

        def with_policy(route):
            if route.request.resource_type not in SENDS_WITH:
                return route.continue_()
            answer = route.fetch(max_retries=5)  # of a connection that the server closed meanwhile
            route.fulfill(response=answer, headers=answer.headers | {"content-security-policy": POLICY})
        visit.page.route("**/*", with_policy)
        for path, charts in (("Wards?wards=E05005134", 2), ("Trends", 5)):
            visit.open(path)
            assert visit.page.locator('[data-testid="stVegaLiteChart"] svg').count() == charts
        visit.open("Near_misses")
        visit.page.get_by_text("Explore", exact=True).first.click()
        visit.page.locator("canvas").first.wait_for()
        visit.settle()
        for name in ("Save as picture", "All tables of this page as a spreadsheet"):
            with visit.page.expect_download() as download:
                visit.page.get_by_role("button", name=name).first.click()
            assert download.value.path().stat().st_size > 5_000
        assert refused == [] and visit.complaints == [] and visit.outside == []


def test_a_policy_that_allows_less_is_noticed(chromium, sample_url):
    """The test above would see a refusal."""
    with visited(chromium, sample_url) as visit:
        refused = []
        visit.page.on("console", lambda message: refused.append(message.text) if "Content Security Policy" in message.text else None)

        def strict(route):
            answer = route.fetch(max_retries=5)  # of a connection that the server closed meanwhile
            route.fulfill(response=answer, headers=answer.headers | {"content-security-policy": "default-src 'self'"})
        visit.page.route("**/Comparison*", strict)
        visit.page.goto(f"{sample_url}/Comparison", timeout=120_000)
        visit.page.wait_for_timeout(2_000)
        assert refused
