"""The assessment table of Home and of a ward's profile, and the three figures above it."""

from collections.abc import Iterable

from pages.parts import findings, formats, words
from pages.parts.periods import Period
from pages.parts.tables import Column, sparkline

APART = "Counted separately, not part of all crime"


def answer(total: dict, county: str, districts: int, period: Period, sentences: list[str], why_no_change: str) -> str:
    """Write the three headline figures and the sentences beside them as HTML."""
    then = period.year_before.short()
    change = formats.change(total["change"]) or "not given"
    change_under = formats.percent(total["change_pct"]) or ("" if total["change"] is not None else f"{then} is not whole")
    by_number = "" if total["rank_volume"] is None else f"by number: {findings.position(total['rank_volume'], districts, with_count=False).lower()}"
    before = "" if total["crimes_before"] is None else f"{formats.count(total['crimes_before'])} in {then}"
    year_before = "" if total["rank_before"] is None else f"{then}: {findings.position(total['rank_before'], districts, with_count=False).lower()}"
    if total["rank"] is None:
        by_number = "positions are for whole districts" if total["is_part"] else "no other district to compare with" if districts < 2 else "a month of a district is missing" if total["is_ranked"] else "not one of the county’s districts"
    trio = (big_figure("Recorded crime", formats.count(total["crimes"]) or "no total", before),
            big_figure("Change", change, change_under),
            big_figure(f"Position in {county}, by rate", findings.position(total["rank"], districts), " · ".join(filter(None, [by_number, year_before]))))
    return beside(trio, [*sentences, *filter(None, [why_no_change])])


def beside(figures: Iterable[str], sentences: list[str]) -> str:
    """Write large figures (big_figure) with sentences at their right as HTML."""
    said = "".join(f"<p>{words.safe(sentence)}</p>" for sentence in sentences)
    return f'<div class="answer"><div class="trio">{"".join(figures)}</div><div class="sentences">{said}</div></div>'


def columns(period: Period, *, has_positions: bool = True) -> list[Column]:
    """Give the assessment table's columns for a window."""
    now, before = period.short(), period.year_before.short()
    positions = [Column("rank_before", f"Position {before}", "rank", is_wide=True), Column("rank", f"Position {now}", "rank", is_wide=True),
                 Column("ties", "Too close to call with", is_wide=True, hint="Districts whose rates can’t be told from ours")]
    return [Column("category_label", "Category"), Column("crimes", now, "count"), Column("crimes_before", before, "count", is_wide=True),
            Column("change", "Change", "change"), Column("change_pct", "% change", "percent", is_wide=True),
            Column("verdict", "Verdict", "verdict"), *(positions if has_positions else []), Column("line", "36 months", "html", is_wide=True)]


def grouped(rows: list[dict], priorities: list[dict], months: list[dict]) -> list[dict]:
    """Order and indent the rows of crime_summary, in the groups of the partnership's priorities where these are given."""
    series: dict[str, list] = {}
    for month in months:
        series.setdefault(month["category_code"], []).append(month["crimes"])
    parents = {row["category_code"]: row["parent_code"] for row in rows}
    shown = [row | {"line": sparkline(series.get(row["category_code"], [])), "level": _level(row, parents), "blank": blank(row)} for row in rows]
    if not priorities:
        return [row | {"group": "" if row["counts_in_all_crime"] else APART} for row in shown]
    return _by_priority(shown, parents, priorities)


def blank(row: dict) -> str | dict:
    """Choose the words that stand for a row's nulls."""
    if row["is_withheld"]:
        return "withheld"
    if row.get("is_withheld_before"):
        return dict.fromkeys(("crimes_before", "change", "change_pct", "verdict"), "withheld") | {"rank": "–", "rank_before": "–", "ties": "–"}
    quiet = {"rank": "–", "rank_before": "–", "ties": "–", "verdict": "–"}
    return quiet | ({"crimes_before": "months missing", "change": "–", "change_pct": "–"} if row["crimes_before"] is None else {"change_pct": "–"})


def _level(row: dict, parents: dict) -> int:
    depth, code = 0, row["parent_code"]
    while code:
        depth, code = depth + 1, parents.get(code)
    return 0 if row["category_code"] == "all_crime" else min(1 + depth, 2)


def _by_priority(shown: list[dict], parents: dict, priorities: list[dict]) -> list[dict]:
    placed, used = [], set()
    for one in priorities:
        family = {one["category_code"]} | {code for code, parent in parents.items() if parent == one["category_code"]}
        placed += [row | {"group": one["priority"]} for row in shown if row["category_code"] in family - used]
        used |= family
    return placed + [row | {"group": "Other categories"} for row in shown if row["category_code"] not in used]


def big_figure(what: str, big: str, under: str) -> str:
    """Write one large figure, what it is above it and a remark beneath it."""
    main, of, rest = big.partition(" of ")
    small = f" <small>of {words.safe(rest)}</small>" if of else ""
    return (f'<div class="figure"><span class="what">{words.safe(what)}</span><span class="big">{words.safe(main)}{small}</span>'
            f"<span>{words.safe(under)}</span></div>")
