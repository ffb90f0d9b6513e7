"""What a server is set up with: settings that guard it, and a list of packages that are the ones that were tested."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
LOCK = (ROOT / ".deploy" / "requirements.txt").read_text(encoding="utf-8")
WANTED = [Requirement(line.partition("#")[0]) for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines() if line.strip()]


def plain(name):
    return re.sub("[-_.]+", "-", name).lower()


@pytest.mark.parametrize("wanted", WANTED, ids=lambda one: one.name)
def test_every_package_that_is_needed_is_pinned_within_its_range(wanted):
    pinned = {plain(name): version for name, version in re.findall(r"^([A-Za-z0-9_.-]+)==([^ ;]+)", LOCK, re.MULTILINE)}
    assert wanted.specifier.contains(pinned[plain(wanted.name)])


def test_every_package_has_its_hashes_and_no_address():
    blocks = re.split(r"\n(?=\S)", LOCK.strip())
    assert len(blocks) > 30 and [block for block in blocks if not re.match(r"\S+==\S+.* \\\n    --hash=sha256:[0-9a-f]{64}", block)] == []
    assert not re.search("://|--index|--find-links|--trusted", LOCK)


def test_the_server_refuses_other_sites_and_serves_no_folder():
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    wanted = {"enableCORS": True, "enableXsrfProtection": True, "enableStaticServing": False, "enableAgentApi": False}
    assert {name: settings["server"].get(name) for name in wanted} == wanted
    assert not {"trustedUserHeaders", "unsafeMetricsUserAttributes", "cookieSecret"} & set(settings["server"])
    assert settings["client"]["showErrorDetails"] == "type" and settings["browser"]["gatherUsageStats"] is False


def test_no_secret_can_be_committed():
    assert ".streamlit/secrets.toml" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
