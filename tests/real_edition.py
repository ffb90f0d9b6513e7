"""Builds the published files that lie beside the project, once for all processes of a run, and measures what that takes."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from raw_files import HOME
from recount import REAL

ROOT = Path(__file__).resolve().parent.parent
LIMIT_S = 600


def needed() -> None:
    """Skip where there are no published files; fail where nothing may be wanting."""
    if not REAL.is_dir():
        assert os.environ.get("CI") != "true", f"the published files are not in {REAL}"
        pytest.skip("needs the published files in ../shared/real")


def build_apart(vintage: str, out: Path) -> dict:
    """Build in a process of its own; give the edition's folder, and on Linux the processor's seconds and the most memory in GiB."""
    out.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "data", "build", str(REAL), "--home", HOME, "--wards", vintage, "--out", str(out / "editions")]
    told, complained = out / "told.txt", out / "complained.txt"
    with told.open("w", encoding="utf-8") as stdout, complained.open("w", encoding="utf-8") as stderr:
        process = subprocess.Popen(command, cwd=ROOT, stdout=stdout, stderr=stderr)
        took = _measured(process)
    folder = told.read_text(encoding="utf-8").strip()
    assert folder, complained.read_text(encoding="utf-8")
    return {"folder": folder, **took}


def _measured(process: subprocess.Popen) -> dict:
    """Wait for a process; say what it took, where that can be known."""
    if sys.platform != "linux":
        process.wait()
        return {}
    used = os.wait4(process.pid, 0)[2]
    return {"seconds": used.ru_utime + used.ru_stime, "gib": used.ru_maxrss / 2**20}


def built_once(shared: Path) -> dict:
    """Build with the wards of 2022, or wait for the process that does; `shared`: a folder of all processes of this run."""
    done = shared / "real.json"
    try:
        (shared / "real").mkdir()  # of several processes one can
    except FileExistsError:
        _wait_for(done)
    else:
        part = shared / "real.part"
        part.write_text(json.dumps(_told_if_it_fails(shared / "real")), encoding="utf-8")
        part.replace(done)
    found = json.loads(done.read_text(encoding="utf-8"))
    assert "failed" not in found, found["failed"]
    return found


def _told_if_it_fails(out: Path) -> dict:
    try:
        return build_apart("WD22", out)
    except AssertionError as error:
        return {"failed": str(error)}


def _wait_for(done: Path) -> None:
    end = time.monotonic() + LIMIT_S
    while not done.is_file():
        assert time.monotonic() < end, "The process that builds from the published files has not ended."
        time.sleep(0.5)
