"""Refreshing: what is new is fetched, built, checked and swapped under a running dashboard; whatever fails changes nothing."""

import json
import re
from datetime import date, timedelta

import pytest

from browser import served
from data.__main__ import main
from data.download import Network
from data.workplace import REFRESHING, alone
from pages.parts import revised
from raw_files import HOME, PARTNER_HEADER, street_rows, write_table
from test_download import as_csv, tiny_months, tiny_publishers
from visible import opened, words
from websocket_reader import Reader

BURGLED = (("Burglary", "northgate"),) * 3


@pytest.fixture
def server():
    """The publishers of tiny files."""
    publishers = tiny_publishers()
    yield publishers
    publishers.close()


@pytest.fixture
def refresh(server, tmp_path, capsys, monkeypatch):
    """Give the command; give its exit code, what it wrote and what it said."""
    monkeypatch.setattr("data.downloads.Network", lambda say: Network(say, lambda seconds: None))
    table = server.write_addresses(tmp_path / "addresses.csv")

    def run(*more):
        server.asked = []
        code = main(["refresh", "--home", HOME, "--years", "1", "--to", str(tmp_path / "raw"), "--out", str(tmp_path / "editions"), "--addresses", str(table), *more])
        out, err = capsys.readouterr()
        return code, out.strip(), err.splitlines()
    return run


def editions(folder):
    return sorted(file.parent.name for file in folder.glob("editions/[0-9]*/edition.json"))


def current(folder):
    return (folder / "editions" / "current").read_text(encoding="utf-8").strip()


def changed(said):
    return said[said.index("What changed:") + 1:]


def revise_and_add(server):
    """Publish April, and February with three burglaries in the place of what it had."""
    server.archive("2022-04", tiny_months("2022-04", 4) | {"2022-02/2022-02-kent-street.csv": as_csv(street_rows("2022-02", BURGLED))})


def test_the_second_refresh_fetches_nothing_and_builds_nothing(refresh, tmp_path):
    code, out, said = refresh()
    assert code == 0 and out == str((tmp_path / "editions" / current(tmp_path)).resolve()) and "Fetched 19 files" in "\n".join(said)
    assert "  New: Police open data, 2022-01, 2022-02, 2022-03" in said
    code, out, said = refresh()
    assert (code, out) == (0, "Nothing new.") and any(line.startswith("Fetched 0 files") for line in said) and len(editions(tmp_path)) == 1


def test_a_revised_and_a_new_month_are_fetched_alone_and_the_changes_are_said(refresh, server, tmp_path):
    refresh()
    revise_and_add(server)
    code, out, said = refresh()
    assert code == 0 and [line.split(":")[0] for line in said if re.match(r"\w+/.*: [\d.]+ MB", line)] == [
        f"police_uk/{month}/{month}-kent-street.csv" for month in ("2022-02", "2022-04")]
    assert not [path for path in server.asked if "arcgis" in path or "dataset" in path]
    # by hand: each tiny month has in the home district 2 burglaries and 5 crimes in all; the revised one 3 burglaries alone
    assert changed(said) == ["  New: Police open data, 2022-04", "  Revised: Police open data, 2022-02, All crime: 5 then, 3 now (-40.0%)",
                             "  Revised: Police open data, 2022-02, Burglary: 2 then, 3 now (+50.0%)", *changed(said)[3:]]
    assert all(line.endswith("now (-100.0%)") and ", 2022-02, " in line for line in changed(said)[3:]) and editions(tmp_path)[-1] == current(tmp_path)


def test_a_running_dashboard_shows_the_new_edition_at_the_next_question(refresh, server, tmp_path):
    refresh("--wards", "WD22")
    with served(tmp_path / "editions") as url:
        reader = Reader(url)
        asked = f"district={HOME}&series=police_uk&category=burglary&last_month=2022-02&months=1"
        before = reader.open("Wards", asked).table("Burglary by ward")
        revise_and_add(server)
        refresh("--wards", "WD22")
        page = reader.open("Wards", asked)
        reader.close()
    assert before["Northgate"][1] == "1" and page.table("Burglary by ward")["Northgate"][1] == "3" and not page.exceptions and not page.errors


def test_what_fails_leaves_the_figures_in_use_and_the_next_goes_on(refresh, server, tmp_path):
    refresh()
    first = current(tmp_path)
    revise_and_add(server)
    server.faults, server.only = ["500"] * 50, "/data/archive"
    code, out, said = refresh()
    assert (code, out) == (4, "") and "status 500" in said[-1] and (current(tmp_path), len(editions(tmp_path))) == (first, 1)
    server.faults = []
    assert refresh()[0] == 0 and current(tmp_path) > first


def test_a_build_that_is_refused_is_tried_again_at_the_next_refresh(refresh, tmp_path):
    refresh()
    wrong = write_table(tmp_path / "raw" / "partner.csv", [PARTNER_HEADER, ("2022-01", HOME, "", "no_such_category", 5)])
    for _ in range(2):
        code, out, said = refresh()
        assert (code, out) == (1, "") and "no_such_category" in said[-1] and len(editions(tmp_path)) == 1
    wrong.unlink()
    assert refresh()[1] == "Nothing new."


def test_own_files_beside_the_downloaded_ones_are_taken_in(refresh, tmp_path):
    refresh()
    write_table(tmp_path / "raw" / "partner.csv", [PARTNER_HEADER, ("2022-01", HOME, "", "all_crime", 60)])
    code, _, said = refresh()
    assert code == 0 and changed(said)[0] == "  New: Partnership counts, 2022-01"


def test_two_refreshes_at_once_are_refused(refresh, tmp_path):
    (tmp_path / "editions").mkdir()
    with alone(tmp_path / "editions", "refresh", REFRESHING):
        code, out, said = refresh()
    assert (code, out) == (3, "") and "another refresh at work here" in said[-1]


def test_a_frozen_edition_stays_until_the_freeze_has_ended(refresh, server, tmp_path):
    refresh()
    first = current(tmp_path)
    main(["freeze", "--until", f"{date.today():%Y-%m-%d}", "--out", str(tmp_path / "editions")])
    revise_and_add(server)
    refresh()
    assert current(tmp_path) == first and refresh()[1] == "Nothing new." and current(tmp_path) == first
    file = tmp_path / "editions" / first / "edition.json"
    held = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(held | {"frozen": held["frozen"] | {"until": f"{date.today() - timedelta(days=1):%Y-%m-%d}"}}), encoding="utf-8")
    assert refresh()[1] == "Nothing new." and current(tmp_path) == editions(tmp_path)[-1] != first


@pytest.mark.parametrize(("days", "said", "warned"), [(0, "", 0), (1, " (1 day ago)", 0), (45, " (45 days ago)", 0), (46, " (46 days ago)", 1)])
def test_how_old_the_figures_are(days, said, warned):
    about = {"kind": "published", "built_at": f"{date.today() - timedelta(days=days):%Y-%m-%d}T05:30:00+00:00"}
    assert revised.age(about) == said and len(revised.overdue(about)) == warned
    assert revised.age(about | {"kind": "illustrative"}) == "" and revised.overdue(about | {"kind": "illustrative"}) == []


def test_about_says_how_old_the_figures_are(edition, monkeypatch):
    file = edition / "edition.json"
    built = date.today() - timedelta(days=46)
    file.write_text(json.dumps(json.loads(file.read_text(encoding="utf-8")) | {"built_at": f"{built}T05:30:00+00:00"}), encoding="utf-8")
    monkeypatch.setenv("DASHBOARD_EDITION", str(edition))
    seen = words(opened("pages/8_About_the_data.py"))
    assert f"built {built.day} {built:%B %Y} (46 days ago) · edition" in seen and "No newer figures were taken in for 46 days" in seen
