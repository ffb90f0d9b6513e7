"""What tests share: the shipped sample, tiny raw files, and a way to build from them and to ask of an edition."""

import os
from functools import cache
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner

from data.build import build
from data.problems import BuildStopped
from literal_editions import restricted_sample
from queries import fetch
from queries.edition import _held
from raw_files import HOME, write_places, write_street
from real_edition import built_once, needed

SAMPLE = Path(__file__).parent.parent / "data" / "sample"
# Begun first, so that no process is left with one of them at the end: they wait for servers, browsers and builds
LONG = ("test_browser", "test_accessibility", "test_damaged_inputs", "test_disclosure_attack", "test_signin", "test_routes", "test_links", "test_queries",
        "test_question_figures", "test_questions", "test_load", "test_stats19", "test_real", "test_projection_browser", "test_supplied", "test_faults", "test_outcome_queries",
        "test_hostile_links", "test_build", "test_offline", "test_briefing", "test_mirror")

manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)  # a server looks for installed components once, AppTest each time


def pytest_collection_modifyitems(items):
    """Begin with the files that take longest."""
    items.sort(key=lambda item: LONG.index(item.path.stem) if item.path.stem in LONG else len(LONG))


@pytest.fixture(autouse=True)
def no_held_edition():
    """Let go of the edition that a page or a test before held in this thread."""
    _held.set(None)


@pytest.fixture
def ask(monkeypatch):
    """Ask a question of an edition, the shipped sample unless told."""
    def answer(name, edition=SAMPLE, **params):
        monkeypatch.setenv("DASHBOARD_EDITION", str(edition))
        return fetch(name, **params)
    return answer


@pytest.fixture
def raw(tmp_path):
    """A folder of tiny raw files: places, and the street files of January and February 2022."""
    folder = tmp_path / "raw"
    write_places(folder / "places")
    for month in ("2022-01", "2022-02"):
        write_street(folder / "police", month)
    return folder


@pytest.fixture
def built(tmp_path):
    """Build from files into the test's own folder of editions; what the build says is thrown away."""
    def make(*given, wards=None):
        return build(list(given), HOME, wards, tmp_path / "editions", lambda text: None)
    return make


@pytest.fixture
def edition(raw, built):
    """What is built from the tiny raw files."""
    return built(raw)


@pytest.fixture
def sample(monkeypatch):
    """Make the shipped sample the current edition."""
    monkeypatch.setenv("DASHBOARD_EDITION", str(SAMPLE))


@pytest.fixture(scope="session")
def restricted(tmp_path_factory):
    """The sample, called restricted."""
    return restricted_sample(tmp_path_factory.mktemp("restricted") / "edition")


@pytest.fixture(scope="session")
def real_build(tmp_path_factory):
    """What was built from the published files, once for all processes of this run, and what that took; nothing may change it."""
    needed()
    own = tmp_path_factory.getbasetemp()
    return built_once(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)


@pytest.fixture(scope="session")
def real_edition(real_build):
    """The edition of the published files with the wards of 2022."""
    return Path(real_build["folder"])


@pytest.fixture
def stopped(raw, built):
    """Build the raw files, which must be refused; give the report's lines after the first."""
    def lines():
        with pytest.raises(BuildStopped) as error:
            built(raw)
        return error.value.report().splitlines()[1:]
    return lines
