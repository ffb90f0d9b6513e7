"""Kills builds at random moments and looks at what they leave: python tests/kills.py RAW [RAW ...] --home CODE --times 100"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def start_build(raw: list[Path], out: Path, home: str, *more: str) -> subprocess.Popen:
    """Start a build in a process of its own; its words go to standard error."""
    command = [sys.executable, "-m", "data", "build", *map(str, raw), "--home", home, "--out", str(out), *more]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")


def current(out: Path) -> Path:
    """Name the folder that a folder of editions points to."""
    return out / (out / "current").read_text(encoding="utf-8").strip()


def leftovers(out: Path) -> list[str]:
    """List what is no edition and no pointer in a folder of editions."""
    return sorted(path.name for path in out.iterdir() if path.name.startswith("."))


def kill_builds(raw: list[Path], out: Path, home: str, times: int, seed: int = 1, say=lambda text: None) -> dict[str, int]:
    """Kill builds: half of them at any moment, half in their last third; give what was found after them.

    Keys: kills, whole (the current edition keeps every contract and hash), changed (it became the new one), ended (too late to be
    killed), left (kills that left something behind), cleaned (1: the build after the last kill left only editions).
    """
    from data.checks import failures

    began = time.monotonic()
    done = start_build(raw, out, home)
    said = done.communicate()
    assert done.returncode == 0, said[1]
    takes = time.monotonic() - began
    say(f"A whole build takes {takes:.1f} s")
    chance, found = random.Random(seed), dict.fromkeys(("kills", "whole", "changed", "ended", "left", "cleaned"), 0)
    while found["kills"] < times:
        before = current(out)
        running = start_build(raw, out, home)
        try:
            running.communicate(timeout=takes * chance.uniform(0.67 if found["kills"] % 2 else 0, 1.02))
            found["ended"] += 1
            continue
        except subprocess.TimeoutExpired:
            running.kill()
            running.communicate()
        found["kills"] += 1
        found["whole"] += not failures(current(out))
        found["changed"] += current(out) != before
        found["left"] += bool(leftovers(out))
        if found["kills"] % 10 == 0:
            say(str(found))
    last = start_build(raw, out, home)
    assert last.wait() == 0, last.communicate()[1]
    found["cleaned"] = int(not leftovers(out))
    return found


def main() -> int:
    """Kill builds of the given files and print what was found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("raw", nargs="+", type=Path)
    parser.add_argument("--home", required=True)
    parser.add_argument("--times", type=int, default=100)
    given = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as folder:
        found = kill_builds(given.raw, Path(folder), given.home, given.times, say=lambda text: print(text, flush=True))
    print(found)
    return int(found["whole"] != found["kills"] or not found["cleaned"])


if __name__ == "__main__":
    sys.exit(main())
