"""Builds that are killed, starved or doubled, and editions that are damaged under a running dashboard: it goes on or says so, and comes back."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from browser import missing, served
from built_editions import read
from data.build import build
from data.problems import BuildStopped
from data.workplace import workplace
from kills import current, kill_builds, leftovers, start_build
from literal_editions import SAMPLE, altered_sample
from raw_files import HOME, write_places, write_street
from websocket_reader import Reader

ROOT = Path(__file__).resolve().parent.parent
CANNOT_READ = "The figures can’t be read at the moment."
WAIT = """import sys, time
from pathlib import Path
from data.workplace import workplace
with workplace(Path(sys.argv[1])) as folder:
    (folder / "half").write_text("x", encoding="utf-8")
    print("in", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def small(tmp_path):
    """A folder of tiny raw files: places and one month."""
    write_street(write_places(tmp_path / "raw"), "2022-01")
    return tmp_path / "raw"


def lines_of(error):
    return error.value.report().splitlines()[1:]


# Builds

def test_killed_builds_leave_the_current_edition_whole_and_the_next_one_clears_up(small, tmp_path):
    found = kill_builds([small], tmp_path / "editions", HOME, times=3)
    assert (found["kills"], found["whole"], found["cleaned"]) == (3, 3, 1)


@pytest.fixture
def at_work(tmp_path):
    """A process that works in a folder of editions until it is killed."""
    (tmp_path / "editions").mkdir()
    process = subprocess.Popen([sys.executable, "-c", WAIT, str(tmp_path / "editions")], cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    assert process.stdout.readline() == "in\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_second_build_is_refused_until_the_first_has_ended_or_was_killed(small, tmp_path, at_work):
    out = tmp_path / "editions"
    before = sorted(path.name for path in out.rglob("*"))
    with pytest.raises(BuildStopped) as error:
        build([small], HOME, None, out, lambda text: None)
    assert lines_of(error) == [f"- {out}: found another build at work here; expected one build at a time. Wait until it has ended, then build again."]
    assert sorted(path.name for path in out.rglob("*")) == before
    at_work.kill()
    at_work.wait()
    edition = build([small], HOME, None, out, lambda text: None)
    assert {path.name for path in out.iterdir()} == {"current", edition.name}


def test_builds_into_other_folders_do_not_wait(small, tmp_path, at_work):
    assert read(build([small], HOME, None, tmp_path / "others", lambda text: None), "crime")


def test_full_disk_is_reported_and_changes_nothing(small, tmp_path):
    resource = pytest.importorskip("resource", reason="this system sets no limit to the size of files")
    out = tmp_path / "editions"
    edition = build([small], HOME, None, out, lambda text: None)
    command = [sys.executable, "-m", "data", "build", str(small), "--home", HOME, "--out", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000)))
    assert (done.returncode, done.stdout) == (1, "")
    assert "Traceback" not in done.stderr
    assert "expected room on the disk, and files that may be read and written. Free some room or mend the rights, then build again." in done.stderr
    assert {path.name for path in out.iterdir()} == {"current", edition.name}


@pytest.mark.parametrize("refused", ["folder", "file"])
def test_what_may_not_be_read_is_named(small, built, monkeypatch, refused):
    """Rights mean nothing to an administrator, as who the tests may run, so that the system's refusal is put in its place."""
    named = small if refused == "folder" else small / "2022-01" / "2022-01-kent-street.csv"

    def refuse(path, *more, **others):
        if path == named:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *more, **others)
    real = getattr(Path, "iterdir" if refused == "folder" else "open")
    monkeypatch.setattr(Path, "iterdir" if refused == "folder" else "open", refuse)
    with pytest.raises(BuildStopped) as error:
        built(small)
    assert lines_of(error) == [f"- {named}: found 'Permission denied'; expected room on the disk, and files that may be read and written. "
                               "Free some room or mend the rights, then build again."]


def test_workplace_is_empty_and_gone_afterwards(tmp_path):
    (tmp_path / ".unfinished-1").mkdir()
    (tmp_path / ".unfinished-1" / "crime.parquet").write_bytes(b"half")
    (tmp_path / ".current-1").write_text("lost\n", encoding="utf-8")
    with workplace(tmp_path) as folder:
        assert (list(folder.iterdir()), leftovers(tmp_path)) == ([], [".building", folder.name])
    assert list(tmp_path.iterdir()) == []


# A running dashboard: the same server lives through all of it, in this order

@pytest.fixture(scope="module")
def editions(tmp_path_factory):
    """A folder of two editions: the sample, and one with twice the crimes."""
    folder = tmp_path_factory.mktemp("serving")
    shutil.copytree(SAMPLE, folder / "sample")
    altered_sample(folder / "doubled", "crime", "select * replace (cast(crimes * 2 as integer) as crimes) from crime")
    (folder / "current").write_text("sample\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def reader(editions):
    """A reader of a dashboard that serves these editions."""
    with served(editions) as url:
        reader = Reader(url)
        yield reader
        reader.close()


def crimes(reader, category="all_crime"):
    """Open the borough at a glance; give the crimes that it says, or the plain words that they can't be read."""
    page = reader.open("", f"district={HOME}&series=partner&last_month=2020-12&months=12&category={category}")
    assert page.exceptions == 0
    if page.errors:
        assert page.html[1:] == [] and CANNOT_READ in page.errors[0]
        return CANNOT_READ
    return next(int(cells[0].replace(",", "")) for head, cells in page.table("Crimes and incidents by category").items() if head.startswith("All crime"))


@pytest.fixture
def good(reader, editions):
    """The published total, which is shown before and, once all is put back, after each fault."""
    (editions / "current").write_text("sample\n", encoding="utf-8")
    assert crimes(reader) == 7830
    yield 7830
    (editions / "current").write_text("sample\n", encoding="utf-8")
    assert crimes(reader) == 7830


@pytest.mark.usefixtures("good")
def test_edition_replaced_while_serving_is_shown_without_a_restart(reader, editions):
    (editions / "current").write_text("doubled\n", encoding="utf-8")
    assert crimes(reader) == 15660


@pytest.mark.usefixtures("good")
def test_edition_deleted_while_serving_is_said_and_comes_back(reader, editions):
    (editions / "sample").rename(editions / "gone")
    assert crimes(reader) == CANNOT_READ
    (editions / "gone").rename(editions / "sample")


@pytest.mark.usefixtures("good")
@pytest.mark.parametrize("damage", ["cut", "one bit", "other rows", "gone"])
def test_damaged_file_under_a_running_dashboard_is_said_and_never_read(reader, editions, damage):
    file = editions / "sample" / "crime.parquet"
    whole = file.read_bytes()
    others = {"cut": whole[:-500], "one bit": whole[:3000] + bytes([whole[3000] ^ 1]) + whole[3001:], "other rows": (editions / "doubled" / file.name).read_bytes()}
    file.write_bytes(others[damage]) if damage in others else file.unlink()
    assert crimes(reader, category="shoplifting") == CANNOT_READ
    file.write_bytes(whole)


@pytest.mark.usefixtures("good")
@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", None], ids=["empty", "cut", "a list", "not UTF-8", "a folder"])
def test_unreadable_description_of_the_edition_is_said(reader, editions, content):
    file = editions / "sample" / "edition.json"
    file.rename(file.with_suffix(".kept"))
    file.write_bytes(content) if content is not None else file.mkdir()
    assert crimes(reader) == CANNOT_READ
    file.unlink() if content is not None else file.rmdir()
    file.with_suffix(".kept").rename(file)


@pytest.mark.usefixtures("good")
@pytest.mark.parametrize("pointer", [b"nowhere\n", b"\xff\xfe\0", b""], ids=["nowhere", "not UTF-8", "empty"])
def test_damaged_pointer_is_said(reader, editions, pointer):
    (editions / "current").write_bytes(pointer)
    assert crimes(reader) == CANNOT_READ


@pytest.mark.usefixtures("good")
def test_build_that_is_killed_or_fails_changes_nothing_that_is_served(reader, editions, small, tmp_path):
    running = start_build([small], editions, HOME)
    while not leftovers(editions) and running.poll() is None:  # until it has begun to write
        time.sleep(0.01)
    assert running.poll() is None
    running.kill()
    running.communicate()
    assert current(editions).name == "sample" and crimes(reader) == 7830
    (small / "2022-01" / "2022-01-kent-street.csv").write_bytes(b"Crime ID,Month\n")
    with pytest.raises(BuildStopped):
        build([small / "2022-01", tmp_path / "nothing"], HOME, None, editions, lambda text: None)
    assert leftovers(editions) == [] and crimes(reader) == 7830


def test_a_page_that_stands_open_comes_back_by_itself(editions):
    browser = pytest.importorskip("playwright.sync_api", reason="there is no browser to look with")
    program = shutil.which("chromium") or missing("There is no chromium to look at pages with.")
    with served(editions) as url, browser.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = chromium.new_page()
        (editions / "sample").rename(editions / "gone")
        try:
            page.goto(f"{url}/Wards")
            page.get_by_text(CANNOT_READ).wait_for(timeout=60_000)
            assert page.locator("h1").count() == page.locator("table").count() == 0
        finally:
            (editions / "gone").rename(editions / "sample")
        page.locator("h1", has_text="All crime by ward").wait_for(timeout=60_000)
        assert page.get_by_text(CANNOT_READ).count() == 0
        chromium.close()

