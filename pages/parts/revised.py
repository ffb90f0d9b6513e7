"""How old an edition is, and what publishers revised: figures of Home that differ from those of the edition before it."""

from datetime import date

from pages.parts.formats import count
from pages.parts.periods import Period
from pages.parts.tables import Column
from pages.parts.words import day

COLUMNS = [Column("period", "Period"), Column("category_label", "Category"), Column("then", "Then", "count"), Column("now", "Now", "count"),
           Column("change", "Change", "change"), Column("change_pct", "% change", "percent", is_wide=True)]
LISTED = 24  # more are in the file
OVERDUE = 45  # days


def age(about: dict) -> str:
    """Say how old an edition is, in brackets; '' for one made today, and for the sample, which does not age."""
    days = _days(about)
    return f" ({days:,} day{'s' if days > 1 else ''} ago)" if days > 0 else ""


def overdue(about: dict) -> list[str]:
    """Warn of an edition so old that its publishers must have given more since."""
    return [f"No newer figures were taken in for {_days(about):,} days; the publishers give some every month."] * (_days(about) > OVERDUE)


def _days(about: dict) -> int:
    return 0 if about["kind"] == "illustrative" else (date.today() - date.fromisoformat(about["built_at"][:10])).days


def figures(about: dict, series: str) -> list[dict]:
    """List what a series gives otherwise than the edition before, the newest first; twelve months before the month that ends them."""
    return [row | {"period": Period(row["last_month"], row["months"]).words(), "change": row["now"] - row["then"],
                   "change_pct": 100 * (row["now"] - row["then"]) / row["then"] if row["then"] else None, "blank": "–"}
            for row in about.get("revisions", {}).get("figures", []) if row["series"] == series]


def sentence(about: dict, rows: list[dict]) -> str:
    """Say what is listed, with the newest figure as an example."""
    first, place = rows[0], about["place_names"].get(about["home_district"], about["home_name"])
    return (f"Figures of {place} that differ by more than 1% from those of the edition built {day(about['revisions']['since'])}. "
            f"{first['period']}, {first['category_label'][:1].lower()}{first['category_label'][1:]}: {count(first['then'])} then, {count(first['now'])} now.")


def more(rows: list[dict]) -> str:
    """Say how many figures only the file lists; '' where the page lists all."""
    return f"The newest {LISTED} of {count(len(rows))}; the file has all." if len(rows) > LISTED else ""
