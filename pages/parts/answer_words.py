"""Pieces of answers: a count with its change, why there is no total, the rows of the summary as a table."""

from pages.parts import formats, summary_table, words
from pages.parts.answer import Answer, Asked, known
from pages.parts.periods import Period
from pages.parts.tables import Column
from pages.parts.verdicts import phrase, verdict_words


def counted(row: dict, period: Period) -> tuple[str, dict]:
    """Write a row's count and change as '7,830 recorded from January to December 2020, 778 fewer than ...', and give the figures."""
    during = f"{'in' if period.months == 1 else 'from'} {period.words()}"
    figures = known({"crimes": row["crimes"], "change": row["change"], "change_pct": row["change_pct"]})
    said = f"{formats.count(row['crimes'])} recorded {during}"
    if row["change"] is None:
        return f"{said}; the year before is not whole, so there is no change to give", figures
    return f"{said}, {against(row, period.year_before.words())}{verdict_words(row)}", figures


def against(row: dict, before: str = "the year before") -> str:
    """Write a change as '778 fewer than the year before (down 9.0%)'."""
    if not row["change"]:
        return f"as many as {'in ' if before[0].isupper() else ''}{before}"
    more, way = ("more", "up") if row["change"] > 0 else ("fewer", "down")
    share = "" if row["change_pct"] is None else f" ({way} {abs(row['change_pct']):.1f}%)"
    return f"{formats.count(abs(row['change']))} {more} than {'in ' if before[0].isupper() else ''}{before}{share}"


def briefly(row: dict) -> str:
    """Write a row's count, change and verdict as '3,662, up 91 (2.5%), no clear change'."""
    if not row["change"]:
        return formats.count(row["crimes"]) + ("" if row["change"] is None else ", as many as the year before")
    share = "" if row["change_pct"] is None else f" ({abs(row['change_pct']):.1f}%)"
    return f"{formats.count(row['crimes']) or '0'}, {'up' if row['change'] > 0 else 'down'} {formats.count(abs(row['change']))}{share}{f', {phrase(row)}' if phrase(row) else ''}"


def no_total(asked: Asked, row: dict) -> Answer:
    """Say why a row has no total: withheld, or months are missing."""
    if row.get("is_withheld"):
        return Answer(f"{asked.area}: withheld. {words.WITHHELD}", is_missing=True)
    return Answer(f"There is no total for {asked.place} {asked.during}: these figures do not hold all of its months.", is_missing=True)


def summary(rows: list[dict], period: Period, caption: str) -> dict:
    """Show rows of crime_summary as on Home, without their lines."""
    return {"rows": [row | {"blank": summary_table.blank(row)} for row in rows], "caption": f"{caption}, {period.words()}",
            "columns": [column for column in summary_table.columns(period) if column.key not in ("line", "ties")]}


def nearest(asked: Asked, rows: list[dict], codes: tuple[str, ...], before: str, caption: str = "The nearest figures") -> Answer:
    """Say first what must be said, then what is counted of some categories (rows of crime_summary), and show them."""
    shown = [row for row in rows if row["category_code"] in codes]
    given = [row for row in shown if row["crimes"] is not None]
    parts = [f"{row['category_label']} {briefly(row)}" for row in given]
    figures = {f"{name} of {row['category_code']}": row[name] for row in given for name in ("crimes", "change", "change_pct") if row[name] is not None}
    against_before = ", against the year before" if any(row["change"] is not None for row in given) else ""
    said = f" Recorded in {asked.area} {asked.during}{against_before}: {'; '.join(parts)}." if parts else ""
    return Answer(before + said, figures, **summary(shown, asked.period, caption), is_missing=not parts)


def charted(answer: Answer) -> list[dict]:
    """Name the months of an answer's chart, the newest first."""
    return [row | {"month_name": formats.month_name(row["month"]), "blank": "no data"} for row in reversed(formats.records(answer.chart_rows))]


def charted_columns(answer: Answer, compared_with: str = "county") -> list[Column]:
    """Give the columns of an answer's chart as a table; `compared_with`: the kind of area whose districts are compared."""
    shown = {"rolling": [Column("per_1000_12m", "Per 1,000 residents, 12 months to then", "rate"), Column("county_per_1000_12m", f"The {compared_with}’s", "rate")],
             "running": [Column("reports_so_far", "Reports since the register opened", "count")]}.get(answer.chart, [Column("crimes", "Recorded", "count")])
    return [Column("month_name", "Month"), *shown]
