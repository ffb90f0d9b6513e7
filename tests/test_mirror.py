"""Editions copied to and from an object store, whole or not at all; and two servers that read one of them, behind the proxy that README describes."""

import json
import os
import shutil
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random
from urllib.parse import urlencode

import pytest
import s3fs
from moto.server import ThreadedMotoServer

from browser import free_port, missing, served, visited, wait_for
from data.__main__ import main
from data.mirror import StoreStopped, mirror
from data.problems import BuildStopped
from literal_editions import SAMPLE, altered_sample
from raw_files import HOME
from soak import figures
from swaps import LABELS, Asked
from websocket_reader import Reader

ROOT = Path(__file__).resolve().parent.parent
pytest_plugins = ["browser"]
BUCKET = "s3://council/editions"
LINK = {"category": "shoplifting", "last_month": "2020-12", "months": "12", "series": "partner", "district": HOME}


@pytest.fixture
def store(monkeypatch):
    """An object store on this machine, with an empty bucket."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    address = "http://{}:{}".format(*server.get_host_and_port())
    for word, value in {"AWS_ENDPOINT_URL": address, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}.items():
        monkeypatch.setenv(word, value)
    s3fs.S3FileSystem.clear_instance_cache()
    files = s3fs.S3FileSystem()
    files.mkdir("council")
    yield
    files.rm("council", recursive=True)  # what was put outlives the server
    server.stop()


@pytest.fixture
def editions(tmp_path):
    """A folder of editions, in which the sample is current."""
    folder = tmp_path / "origin"
    shutil.copytree(SAMPLE, folder / "first")
    return point(folder, "first")


def point(folder, name):
    (folder / "current").write_text(f"{name}\n", encoding="utf-8")
    return folder


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def quiet(line):
    """Say nothing."""


def test_an_edition_goes_to_a_store_and_comes_back_as_it_was_built(store, editions, tmp_path):
    assert mirror(str(editions), BUCKET, quiet) == "first"
    assert mirror(BUCKET, str(tmp_path / "here"), quiet) == "first"
    assert contents(tmp_path / "here") == contents(editions)
    assert mirror(str(editions), BUCKET, quiet) is None and mirror(BUCKET, str(tmp_path / "here"), quiet) is None


def test_a_new_edition_is_followed_and_the_one_before_stays_for_who_reads_it(store, editions, tmp_path):
    here = tmp_path / "here"
    for name in ("first", "second"):
        if name == "second":
            altered_sample(editions / name, "crime", "select * replace (crimes * 2 as crimes) from crime")
        mirror(str(point(editions, name)), BUCKET, quiet)
        mirror(BUCKET, str(here), quiet)
    assert (here / "current").read_text(encoding="utf-8").strip() == "second"
    assert contents(here) == contents(editions)


def test_a_freeze_is_followed_without_copying_the_figures_again(store, editions, tmp_path):
    here, said = tmp_path / "here", []
    mirror(str(editions), BUCKET, quiet), mirror(BUCKET, str(here), quiet)
    about = json.loads((editions / "first" / "edition.json").read_text(encoding="utf-8"))
    (editions / "first" / "edition.json").write_text(json.dumps(about | {"frozen": {"until": "2999-01-01", "reason": "election"}}), encoding="utf-8")
    assert mirror(str(editions), BUCKET, said.append) == "first" and mirror(BUCKET, str(here), said.append) == "first"
    assert contents(here) == contents(editions) and said == []


@pytest.mark.parametrize(("name", "content", "words"), [
    ("first/crime.parquet", b"half", "crime.parquet: found other contents than were built"),
    ("first/crime.parquet", None, "crime.parquet: found no such file"),
    ("first/edition.json", b"{", "edition.json: found no list of extracts"),
    ("first/edition.json", json.dumps({"extracts": {"../../secrets": {"sha256": ""}}}).encode(), "found the extract '../../secrets'"),
    ("first/edition.json", None, "edition.json: found no such file"),
    ("current", b"../../elsewhere", "current: found '../../elsewhere'"),
    ("current", None, "current: found no such file"),
])
def test_what_is_not_an_edition_as_built_is_not_taken(store, editions, tmp_path, name, content, words):
    here = tmp_path / "here"
    here.mkdir()
    point(here, "before")
    mirror(str(editions), BUCKET, quiet)
    files = s3fs.S3FileSystem()
    files.pipe_file(f"council/editions/{name}", content) if content is not None else files.rm_file(f"council/editions/{name}")
    with pytest.raises(BuildStopped) as stopped:
        mirror(BUCKET, str(here), quiet)
    assert words in stopped.value.report() and stopped.value.code == 1
    assert (here / "current").read_text(encoding="utf-8") == "before\n"
    files.rm("council/editions", recursive=True)
    mirror(str(editions), BUCKET, quiet)
    assert mirror(BUCKET, str(here), quiet) == "first"  # what was copied before is gone on with
    assert (here / "current").read_text(encoding="utf-8") == "first\n"


def test_a_store_that_does_not_answer_leaves_what_is_there(editions, monkeypatch, capsys):
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{free_port()}")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test"), monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test"), monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    s3fs.S3FileSystem.clear_instance_cache()
    before = contents(editions)
    assert main(["mirror", BUCKET, str(editions)]) == 4
    assert "s3://council/editions" in capsys.readouterr().err and contents(editions) == before
    with pytest.raises(StoreStopped):
        mirror(str(editions), BUCKET, quiet)


def test_an_address_of_no_known_store_says_what_to_install(editions, capsys):
    assert main(["mirror", "nowhere://council/editions", str(editions)]) == 1
    assert "Install fsspec" in capsys.readouterr().err


@contextmanager
def proxied(*servers):
    """Put the proxy of README in front of two servers; give its address."""
    program, port = shutil.which("haproxy") or missing("There is no haproxy to put in front of two servers."), free_port()
    words = {"DASHBOARD_BIND": f"127.0.0.1:{port}"} | {f"DASHBOARD_SERVER_{number}": url.removeprefix("http://") for number, url in enumerate(servers, 1)}
    proxy = subprocess.Popen([program, "-f", str(ROOT / ".deploy" / "haproxy.cfg")], env=os.environ | words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}", proxy)
        yield f"http://127.0.0.1:{port}"
    finally:
        proxy.terminate()
        proxy.wait(timeout=20)


def server_of(reader):
    """Say on which server the proxy put a reader."""
    return reader.socket.response.headers["Set-Cookie"].partition(";")[0]


def figures_of(reader, asked):
    """Read each ward's count from the page Wards."""
    words = {"category": asked.category, "last_month": asked.last_month, "months": asked.months, "series": "partner", "district": HOME}
    page = reader.open("Wards", urlencode(words))
    assert page.exceptions == 0 and page.errors == []
    return figures(page, LABELS[asked.category])


def test_two_servers_of_one_edition_say_the_same_and_one_goes_on_alone(store, editions, tmp_path, chromium):
    mirror(str(editions), BUCKET, quiet)
    with ExitStack() as held:
        stop, urls = {}, []
        for name in ("one", "two"):  # each has its own copy, as on a machine of its own
            copied = subprocess.run([sys.executable, "-m", "data", "mirror", BUCKET, str(tmp_path / name)], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
            assert copied.returncode == 0, copied.stderr
            stop[f"server={name}"] = own = held.enter_context(ExitStack())
            urls.append(own.enter_context(served(tmp_path / name)))
        url, chance = held.enter_context(proxied(*urls)), Random(8)
        readers = [Reader(url) for _ in range(4)]
        assert {server_of(reader) for reader in readers} == set(stop)
        for asked in [Asked.any(chance) for _ in range(3)]:
            assert [figures_of(reader, asked) for reader in readers] == [asked.expected()] * 4
        visit = held.enter_context(visited(chromium, url)).open(f"Wards?{urlencode(LINK)}")
        shown, link = visit.page.locator("table").first.inner_text(), visit.link
        mine = cookie_of(visit)
        stop[mine].close()
        other, = set(stop) - {mine}
        wait_until(lambda: cookie_of(visit) == other)  # the page finds the other server by itself, and asks it for what its address says
        visit.settle()
        assert visit.page.locator("table").first.inner_text() == shown and visit.link == link
        reader = Reader(url)
        assert server_of(reader) == other and figures_of(reader, asked) == asked.expected()


def cookie_of(visit):
    """Say on which server the proxy put a browser."""
    return next(f"server={cookie['value']}" for cookie in visit.page.context.cookies() if cookie["name"] == "server")


def wait_until(is_so, limit_s=60):
    """Wait for something, a minute at most."""
    end = time.monotonic() + limit_s
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.1)
