"""Keeps an edition fresh: downloads what is new, builds, checks, swaps, and says what changed."""

import json
from collections.abc import Callable
from pathlib import Path

import duckdb

from data.download import Network
from data.editions import current, make_current, newest
from data.origins import made_from
from data.problems import BuildStopped
from data.workplace import REFRESHING, alone, machine_problem, workplace

NAMES = {"crime.partner": "Partnership counts", "crime.police_uk": "Police open data", "outcomes.partner": "Partnership outcomes", "outcomes.police_uk": "Police outcomes",
         "arrests.partner": "Partnership arrests", "collisions": "Road casualties", "near_misses": "Near misses"}
LISTED = 40  # revised figures that are said one by one; About lists all


def refresh(home: str, years: int, raw: Path, out: Path, say: Callable[[str], None], vintage: str | None = None, marked: tuple[str, ...] = (),
            table: Path | None = None, network: Network | None = None) -> Path | None:
    """Download what is new, build and make the edition current, say what changed; give its folder, None where nothing is new.

    Raises Busy while another refresh works in `out`, DownloadStopped and BuildStopped as download and build do; what is current stays so.
    """
    from data.build import build
    from data.downloads import download

    try:
        out.mkdir(parents=True, exist_ok=True)
        with alone(out, "refresh", REFRESHING):
            download(home, years, raw, say, table, network)
            before, last = current(out), newest(out)
            if last and _said(last).get("made_from") == made_from([raw], home, vintage, marked):
                say(f"Nothing new: {last.name} holds all of it.")
                if last != before:  # a freeze has ended since it was built
                    with workplace(out) as work:
                        make_current(out, work, last.name)
                return None
            edition = build([raw], home, vintage, out, say, marked)
    except OSError as error:
        raise BuildStopped([machine_problem(error, str(raw))]) from error
    for line in changes(before, edition):
        say(line)
    return edition


def changes(before: Path | None, now: Path) -> list[str]:
    """Say what a new edition has that the one before had not: months, and figures that publishers revised."""
    is_comparable = before and _said(before).get("home_district") == _said(now)["home_district"]
    had, has = _months(before) if is_comparable else {}, _months(now)
    lines = []
    for word, more, fewer in (("New", has, had), ("No longer there", had, has)):
        found = {name: sorted(months - fewer.get(name, set())) for name, months in more.items()}
        lines += [f"{word}: {NAMES.get(name, name)}, {_in_words(months)}" for name, months in found.items() if months]
    revised = _said(now).get("revisions", {}) if is_comparable else {}
    figures = revised.get("figures", []) if revised.get("since") == _said(before).get("built_at") else []
    lines += [_revised(figure) for figure in figures[:LISTED]]
    if len(figures) > LISTED:
        lines.append(f"and {len(figures) - LISTED:,} more revised figures: About lists them.")
    return ["What changed:", *(f"  {line}" for line in lines or ["no month, and no figure of Home by more than 1%"])]


def _revised(figure: dict) -> str:
    period = ("" if figure["months"] == 1 else f"{figure['months']} months to ") + figure["last_month"]
    share = f" ({100 * (figure['now'] / figure['then'] - 1):+.1f}%)" if figure["then"] else ""
    return f"Revised: {NAMES['crime.' + figure['series']]}, {period}, {figure['category_label']}: {figure['then']:,} then, {figure['now']:,} now{share}"


def _in_words(months: list[str]) -> str:
    return ", ".join(months) if len(months) < 4 else f"{len(months)} months from {months[0]} to {months[-1]}"


def _months(edition: Path) -> dict[str, set[str]]:
    """Give the complete months of each extract."""
    try:
        with duckdb.connect() as connection:
            rows = connection.execute("select extract, strftime(month, '%Y-%m') from read_parquet(?) where is_complete", [(edition / "coverage.parquet").as_posix()]).fetchall()
    except duckdb.Error:
        return {}
    return {extract: {month for name, month in rows if name == extract} for extract, _ in rows}


def _said(edition: Path | None) -> dict:
    """Read what an edition says of itself; {} where there is none, or it can't be read."""
    try:
        return json.loads((edition / "edition.json").read_text(encoding="utf-8"))
    except (OSError, ValueError, TypeError):
        return {}
