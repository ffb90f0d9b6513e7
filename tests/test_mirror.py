"""Editions copied to and from an object store, whole or not at all; and two servers that read one of them, behind the proxy that README describes."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from urllib.parse import urlencode

import httpx
import pytest
import s3fs
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from moto.server import ThreadedMotoServer

from browser import free_port, missing, served, visited
from data.__main__ import main
from data.editions import fingerprint_of
from data.mirror import mirror
from data.problems import BuildStopped, Busy
from data.stores import Folder, StoreStopped
from literal_editions import SAMPLE, altered_sample
from raw_files import HOME
from soak import figures
from swaps import LABELS, Asked
from websocket_reader import Reader

ROOT = Path(__file__).resolve().parent.parent
pytest_plugins = ["browser"]
BUCKET = "s3://council/editions"
LINK = {"category": "shoplifting", "last_month": "2020-12", "months": "12", "series": "partner", "district": HOME}


def about(folder):
    return json.loads((folder / "edition.json").read_text(encoding="utf-8"))


def describe(folder, **said):
    (folder / "edition.json").write_text(json.dumps(about(folder) | said), encoding="utf-8")


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


def as_built(folder):
    """Compute the fingerprint of an edition as a build does."""
    said = about(folder)
    return fingerprint_of(said["home_district"], {name: extract["sha256"] for name, extract in said["extracts"].items()})


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file() and path.name != ".mirroring"}


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
            describe(editions / name, fingerprint=as_built(editions / name))
        mirror(str(point(editions, name)), BUCKET, quiet)
        mirror(BUCKET, str(here), quiet)
    assert (here / "current").read_text(encoding="utf-8").strip() == "second"
    assert contents(here) == contents(editions)


def test_a_freeze_is_followed_without_copying_the_figures_again(store, editions, tmp_path):
    here, said = tmp_path / "here", []
    mirror(str(editions), BUCKET, quiet), mirror(BUCKET, str(here), quiet)
    describe(editions / "first", frozen={"until": "2999-01-01", "reason": "election"})
    assert mirror(str(editions), BUCKET, said.append) == "first" and mirror(BUCKET, str(here), said.append) == "first"
    assert contents(here) == contents(editions) and said == []


@pytest.mark.parametrize(("name", "content", "words"), [
    ("first/crime.parquet", b"half", "crime.parquet: found other contents than were built"),
    ("first/crime.parquet", None, "crime.parquet: found no such file"),
    ("first/edition.json", b"{", "edition.json: found no list of extracts"),
    ("first/edition.json", json.dumps({"extracts": {"../../secrets": {"sha256": "1"}}, "home_district": HOME, "fingerprint": fingerprint_of(HOME, {"": "1"})}).encode(),
     "found the extract '../../secrets'"),
    ("first/edition.json", json.dumps({"extracts": {}}).encode(), "edition.json: found no list of extracts that fits its fingerprint"),
    ("first/edition.json", json.dumps(about(SAMPLE) | {"home_district": "E07000106"}).encode(), "edition.json: found no list of extracts that fits its fingerprint"),
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
    assert mirror(str(editions), BUCKET, quiet) == "first"  # only what is wrong is copied again
    assert mirror(BUCKET, str(here), quiet) == "first"
    assert (here / "current").read_text(encoding="utf-8") == "first\n"


@pytest.mark.parametrize("content", [b"half", None])
def test_a_copy_that_was_damaged_is_mended(store, editions, tmp_path, content):
    here, said = tmp_path / "here", []
    mirror(str(editions), BUCKET, quiet), mirror(BUCKET, str(here), quiet)
    file = here / "first" / "crime.parquet"
    file.unlink() if content is None else file.write_bytes(content)
    assert mirror(BUCKET, str(here), said.append) == "first" and len(said) == 1
    assert contents(here) == contents(editions)


def test_one_copy_works_at_a_time_and_what_a_killed_one_left_goes(editions, tmp_path):
    here = tmp_path / "here"
    (here / ".mirror-killed").mkdir(parents=True)
    with Folder(here).alone(), pytest.raises(Busy):
        mirror(str(editions), str(here), quiet)
    assert mirror(str(editions), str(here), quiet) == "first" and contents(here) == contents(editions)


def test_looking_goes_on_where_the_first_look_finds_nothing(editions, tmp_path):
    (editions / "current").unlink()
    looking = subprocess.Popen([sys.executable, "-m", "data", "mirror", str(editions), str(tmp_path / "here"), "--every", "1"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               text=True, encoding="utf-8")
    try:
        assert "found no such file" in looking.stderr.readline() + looking.stderr.readline()
        point(editions, "first")
        wait_until((tmp_path / "here" / "current").is_file)
        assert looking.poll() is None and contents(tmp_path / "here") == contents(editions)
    finally:
        looking.terminate()
        looking.communicate(timeout=20)


@pytest.mark.parametrize("seconds", ["0", "-5", "soon"])
def test_how_often_is_a_number_of_seconds(editions, tmp_path, seconds):
    with pytest.raises(SystemExit) as ended:
        main(["mirror", str(editions), str(tmp_path / "here"), f"--every={seconds}"])
    assert ended.value.code == 2


def test_a_folder_that_may_not_be_written_is_a_report_of_this_machine(editions, tmp_path, capsys):
    (tmp_path / "here").write_text("a file stands here", encoding="utf-8")
    assert main(["mirror", str(editions), str(tmp_path / "here")]) == 1
    assert "then run again" in capsys.readouterr().err


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
def proxied(*servers, bind="127.0.0.1:{port}"):
    """Put the proxy of README in front of two servers; give its address."""
    program, port = shutil.which("haproxy", path=os.pathsep.join([os.environ["PATH"], "/usr/sbin"])) or missing("There is no haproxy to put in front of two servers."), free_port()
    words = {"DASHBOARD_BIND": bind.format(port=port)} | {f"DASHBOARD_SERVER_{number}": url.removeprefix("http://") for number, url in enumerate(servers, 1)}
    proxy = subprocess.Popen([program, "-f", str(ROOT / ".deploy" / "haproxy.cfg")], env=os.environ | words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: is_answering(port))
        yield f"http://127.0.0.1:{port}"
    finally:
        proxy.terminate()
        proxy.wait(timeout=20)


def is_answering(port):
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def certificate(folder):
    """Write a certificate for this machine, with its key, that nobody signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")]), datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1).not_valid_before(now).not_valid_after(now + timedelta(days=1))
    file = folder / "dashboard.pem"
    file.write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
                     + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    return file


def test_the_proxy_speaks_https_with_a_cookie_for_https_only_and_shows_no_metrics(tmp_path):
    with served() as url:
        with proxied(url, url, bind=f"127.0.0.1:{{port}} ssl crt {certificate(tmp_path)}") as proxy, httpx.Client(base_url=proxy.replace("http", "https", 1), verify=False) as client:
            assert "; Secure" in client.get("/_stcore/health").headers["Set-Cookie"]
        with proxied(url, url) as proxy, httpx.Client(base_url=proxy) as client:
            assert client.get("/").status_code == 200
            assert "Secure" not in httpx.get(f"{proxy}/_stcore/health").headers["Set-Cookie"]
            assert [client.get(path).status_code for path in ("/_stcore/metrics", "/_stcore/%6detrics", "/_stcore/metrics/")] == [403] * 3


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
