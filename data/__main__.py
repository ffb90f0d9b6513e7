"""python -m data download | build | refresh | check | sample | mirror | freeze | unfreeze"""

import argparse
import gc
import os
import sys
import time
from datetime import date
from pathlib import Path

from data.problems import BuildStopped
from data.progress import say

HERE = Path(__file__).parent


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0: done; else a report on standard error: 1 files that are wrong, 3 another command at work, 4 publishers or stores that can't be read now."""
    gc.set_threshold(20_000, *gc.get_threshold()[1:])  # a build's rows stay: to look through them after each 700 took a twelfth of its time
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")
    given = _parser().parse_args(arguments)
    try:
        given.run(given)
    except BuildStopped as stopped:
        print(stopped.report(), file=sys.stderr)
        return stopped.code
    return 0


def _build(given: argparse.Namespace) -> None:
    from data.build import build

    print(build(given.raw, given.home, given.wards, given.out, say, _names(given.releasable)))


def _download(given: argparse.Namespace) -> None:
    from data.downloads import download, planned

    ask = planned if given.dry_run else download
    print("\n".join(ask(given.home, given.years, given.to, say, given.addresses)))


def _refresh(given: argparse.Namespace) -> None:
    from data.refresh import refresh

    edition = refresh(given.home, given.years, given.to, given.out, say, given.wards, _names(given.releasable), given.addresses)
    print(edition or "Nothing new.")


def _check(given: argparse.Namespace) -> None:
    from data.checks import failures

    folder = given.edition or Path(os.environ.get("DASHBOARD_EDITION") or _current())
    problems = failures(folder)
    if problems:
        raise BuildStopped(problems)
    print(f"{folder}: every contract holds.")


def _sample(given: argparse.Namespace) -> None:
    from data.sample_edition import write_sample

    print(write_sample(given.out))


def _mirror(given: argparse.Namespace) -> None:
    from data.mirror import mirror

    while True:
        try:
            copied = mirror(given.source, given.target, say)
            if copied or not given.every:
                print(copied or "Nothing new.", flush=True)
        except BuildStopped as stopped:
            if not given.every:
                raise
            print(stopped.report(), file=sys.stderr, flush=True)  # what is current stays so; the next look goes on
        if not given.every:
            return
        time.sleep(given.every)


def _seconds(text: str) -> int:
    if not (text.isdecimal() and int(text)):
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number of seconds from 1")
    return int(text)


def _freeze(given: argparse.Namespace) -> None:
    from data.release import freeze

    print(freeze(given.out, given.until, given.reason))


def _unfreeze(given: argparse.Namespace) -> None:
    from data.release import unfreeze

    print(unfreeze(given.out))


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _current() -> Path:
    pointer = HERE / "editions" / "current"
    return HERE / "editions" / pointer.read_text(encoding="utf-8").strip() if pointer.is_file() else HERE / "sample"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data", description="Build and check editions of the dashboard's data.")
    commands = parser.add_subparsers(required=True)
    fetched = commands.add_parser("download", help="fetch from the publishers what a build of a district needs")
    build = commands.add_parser("build", help="build an edition from raw files and make it current")
    fresh = commands.add_parser("refresh", help="download what is new, build an edition of it, make that current and say what changed")
    for command in (fetched, build, fresh):
        command.add_argument("--home", required=True, help="the home district's ONS code, as E07000116")
    for command in (fetched, fresh):
        command.add_argument("--years", type=int, default=3, help="years of police figures (default: 3)")
        command.add_argument("--addresses", type=Path, help="another table of addresses than data/reference/addresses.csv, as for a mirror")
    for command in (build, fresh):
        command.add_argument("--wards", help="vintage of the ward boundaries, as WD22 (default: the newest given)")
        command.add_argument("--out", type=Path, default=HERE / "editions", help="folder of editions (default: data/editions)")
        command.add_argument("--releasable", default="", help="what of a restricted edition may be released besides open data, as crime.partner.whole,near_misses")
    fetched.add_argument("--to", required=True, type=Path, metavar="RAW", help="the folder of raw files; what is there and unchanged is not fetched again")
    fresh.add_argument("--to", type=Path, default=HERE / "raw", metavar="RAW", help="the folder of raw files, your own among them (default: data/raw)")
    fetched.add_argument("--dry-run", action="store_true", help="say every address and size, fetch and write nothing")
    build.add_argument("raw", nargs="+", type=Path, metavar="RAW", help="folders, zips or files, in any arrangement")
    fetched.set_defaults(run=_download)
    build.set_defaults(run=_build)
    fresh.set_defaults(run=_refresh)
    check = commands.add_parser("check", help="check an edition against every contract")
    check.add_argument("edition", nargs="?", type=Path, help="the edition's folder (default: the current one)")
    check.set_defaults(run=_check)
    sample = commands.add_parser("sample", help="make the illustrative sample again")
    sample.add_argument("--out", required=True, type=Path, help="a folder that does not exist yet")
    sample.set_defaults(run=_sample)
    copied = commands.add_parser("mirror", help="copy the current edition to or from an object store, and make it current there")
    copied.add_argument("source", metavar="FROM", help="a folder of editions, or the address of one in a store, as s3://bucket/editions")
    copied.add_argument("target", metavar="TO", help="another one")
    copied.add_argument("--every", type=_seconds, metavar="SECONDS", help="go on, looking for a new edition so often (default: once)")
    copied.set_defaults(run=_mirror)
    frozen = commands.add_parser("freeze", help="keep the current edition in use to the end of a day, whatever is built")
    frozen.add_argument("--until", required=True, type=date.fromisoformat, metavar="YYYY-MM-DD", help="the last day of the freeze")
    frozen.add_argument("--reason", default="pre-election period", help="said wherever the edition is named")
    frozen.set_defaults(run=_freeze)
    thawed = commands.add_parser("unfreeze", help="end a freeze and make the newest edition current")
    thawed.set_defaults(run=_unfreeze)
    for command in (frozen, thawed):
        command.add_argument("--out", type=Path, default=HERE / "editions", help="folder of editions (default: data/editions)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
