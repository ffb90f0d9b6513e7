"""Builds from damaged inputs and says what became of each: reported, built the same, built with a counted reason, or something else."""

import json
import shutil
import tempfile
import traceback
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

import data.build
from damaged_inputs import COUNTED, REPORTED, SAME, TABLES, UNSEEN, Damaged, files_beside, write_base
from data.build import build
from data.contracts import EXTRACTS
from data.problems import BuildStopped
from raw_files import HOME

UNLIKE, TRACEBACK, HALF = "built otherwise", "traceback", "half built"
KINDS = (*TABLES, "boundaries", "workbook", "zip")
BY_CHANCE = {"reporter_key"}  # salted anew in every build


@dataclass(frozen=True)
class Found:
    """What became of a damaged input."""

    name: str
    outcome: str
    said: tuple[str, ...]  # the report's lines, what the edition's report says besides, or the traceback
    edition_is_whole: bool


@cache
def _drawn(key: tuple) -> dict:
    return {}


def draw_once(put=setattr, module=data.build) -> None:
    """Draw the maps of boundaries that were drawn before no second time; `put`: how the module is changed."""
    real = module.drawn

    def once(areas, grid):
        key = (*areas["area_code"], *areas["area_name"], *(getattr(shape, "wkb", None) for shape in areas["shape"]))
        kept = _drawn(key)
        if "drawn" not in kept:
            kept["drawn"] = real(areas, grid)
        return kept["drawn"]
    put(module, "drawn", once)
    put(module, "is_long", lambda shapes: False)  # what is kept here, no other process has


def contents(edition: Path) -> dict[str, pd.DataFrame]:
    """Read every extract, but for what chance makes."""
    found = {}
    for name in EXTRACTS:
        rows = pd.read_parquet(edition / f"{name}.parquet")
        found[name] = rows.drop(columns=[column for column in rows if column in BY_CHANCE])
    return found


def unlike(one: dict[str, pd.DataFrame], other: dict[str, pd.DataFrame]) -> list[str]:
    """Name the extracts in which two editions differ."""
    return [name for name in one if not one[name].reset_index(drop=True).equals(other[name].reset_index(drop=True))]


def reasons(edition: Path) -> set[str]:
    """List all that an edition's report says was skipped, dropped, warned of or not read."""
    said = json.loads((edition / "edition.json").read_text(encoding="utf-8"))["report"]
    flat = set()

    def walk(value, path=""):
        if isinstance(value, dict):
            for key, each in value.items():
                walk(each, f"{path}/{key}")
        elif isinstance(value, list):
            for each in value:
                walk(each, path) if isinstance(each, dict) else flat.add(f"{path}: {each}")
        else:
            flat.add(f"{path}: {value}")
    walk({name: value for name, value in said.items() if name in ("rows_dropped", "repeated_crime_ids", "partner_rows_given_twice", "outcomes", "roads", "near_misses", "warnings", "skipped")})
    return {each for each in flat if not each.split(": ")[0].endswith(("_read", "/read", "_kept", "/kept", "counted", "dropped_columns/near_misses.csv"))}


def built(kind: str, file: str = "", content: bytes | None = None, *, replaced: bool = True) -> Path:
    """Build from a kind's files with one of them replaced (None: taken away) into a folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="damage-"))
    write_base(folder / "raw", kind)
    if replaced and file:
        target = folder / "raw" / file
        target.unlink(missing_ok=True)
        if content is not None:
            target.write_bytes(content)
    return build([folder / "raw"], HOME, None, folder / "editions", lambda text: None)


def base(kind: str) -> tuple[dict[str, pd.DataFrame], frozenset[str]]:
    """Build from a kind's undamaged files; give its contents and its reasons."""
    return _base(files_beside(kind))


@cache
def _base(beside: tuple[str, ...]) -> tuple[dict[str, pd.DataFrame], frozenset[str]]:
    edition = built(next(kind for kind in KINDS if files_beside(kind) == beside))
    found = contents(edition), frozenset(reasons(edition))
    shutil.rmtree(edition.parent.parent)
    return found


@cache
def _like(kind: str, file: str, content: bytes | None) -> dict[str, pd.DataFrame]:
    """Build from a kind's files with one of them replaced, once for all damages that should come to the same; give its contents."""
    edition = built(kind, file, content)
    found = contents(edition)
    shutil.rmtree(edition.parent.parent)
    return found


def run(damaged: Damaged) -> Found:
    """Build beside an edition that serves, and look at what came of it."""
    draw_once()
    base(damaged.kind)  # a report must come of the damage, not of the files beside it
    folder = Path(tempfile.mkdtemp(prefix="damage-"))
    try:
        out = folder / "editions"
        (out / "serving").mkdir(parents=True)
        (out / "current").write_text("serving\n", encoding="utf-8")
        write_base(folder / "raw", damaged.kind)
        (folder / "raw" / damaged.file).write_bytes(damaged.content)
        try:
            edition = build([folder / "raw"], HOME, None, out, lambda text: None)
        except BuildStopped as stopped:
            is_whole = (out / "current").read_text(encoding="utf-8") == "serving\n" and {path.name for path in out.iterdir()} == {"serving", "current"}
            return Found(damaged.name, REPORTED, tuple(stopped.report().splitlines()[1:]), is_whole)
        except Exception:
            return Found(damaged.name, TRACEBACK, tuple(traceback.format_exc().splitlines()[-6:]), True)
        is_whole = {path.name for path in out.iterdir()} == {"serving", "current", edition.name}
        return Found(damaged.name, *_judged(damaged, edition), is_whole)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _judged(damaged: Damaged, edition: Path) -> tuple[str, tuple[str, ...]]:
    (rows, said), found = base(damaged.kind), contents(edition)
    differ, more = unlike(rows, found), tuple(sorted(reasons(edition) - said))
    if not differ:
        return SAME, more
    if damaged.like is not None or damaged.expected == COUNTED:
        differ = unlike(_like(damaged.kind, damaged.file, damaged.like), found)
        if not differ and more:
            return COUNTED, more
    return (UNSEEN if damaged.expected == UNSEEN else UNLIKE), (*differ, *more)
