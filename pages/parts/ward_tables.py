"""The tables of the Wards page: rows of the queries in, rows for the tables out."""

from pages.parts import words
from pages.parts.formats import count
from pages.parts.periods import Period
from pages.parts.summary_table import blank
from pages.parts.tables import Column, sparkline

ORDERS = {"Rate": "per_1000", "Count": "crimes", "Name": "name"}
TOP_PLACES = 5
SETTING_COLUMNS = [Column("name", "Kind of ward"), Column("crimes", "Count", "count"), Column("residents", "Residents", "count"),
                   Column("per_1000", "Per 1,000", "rate"), Column("change_pct", "Change", "percent"), Column("verdict", "Verdict", "verdict")]


def rate_of_all(settings: list[dict]) -> float | None:
    """Give the rate per 1,000 of all wards together; None where a part of it is not known."""
    if not settings or any(row["crimes"] is None or not row["residents"] for row in settings):
        return None
    return 1000 * sum(row["crimes"] for row in settings) / sum(row["residents"] for row in settings)


def settings(rows: list[dict], has_centre: bool = True) -> list[dict]:
    """Name the kinds of ward with how many each has."""
    return [row | {"name": f"{row['setting']} ({row['wards']} ward{'s' if row['wards'] != 1 else ''})", "blank": _blank(row)} for row in named_kinds(rows, has_centre)]


def named_kinds(rows: list[dict], has_centre: bool) -> list[dict]:
    """Call urban wards 'Other urban' only where the district has wards in a town centre beside them."""
    return [row | {"setting": "Urban" if row["setting"] == "Other urban" and not has_centre else row["setting"]} for row in rows]


def ward_columns(period: Period) -> list[Column]:
    """Give the columns of the table of all wards."""
    return [Column("ward_name", "Ward"), Column("setting", "Kind of ward", is_wide=True), Column("crimes", period.short(), "count"),
            Column("crimes_before", period.year_before.short(), "count"), Column("change", "Change", "change"),
            Column("change_pct", "% change", "percent", is_wide=True), Column("verdict", "Verdict", "verdict"), Column("residents", "Residents", "count", is_wide=True),
            Column("per_1000", "Per 1,000", "rate")]


def wards(rows: list[dict], chosen: tuple[str, ...], has_centre: bool = True) -> list[dict]:
    """Put the highest rate first, what no ward holds last."""
    placed = sorted((row for row in rows if row["ward_code"]), key=lambda row: (row["per_1000"] is None, -(row["per_1000"] or 0)))
    return [row | {"blank": _blank(row)} for row in named_kinds(placed + [row for row in rows if not row["ward_code"]], has_centre)]


def profile_columns(period: Period) -> list[Column]:
    """Give the columns of a ward's profile."""
    return [Column("category_label", "Category"), Column("crimes", period.short(), "count"),
            Column("crimes_before", period.year_before.short(), "count"), Column("change", "Change", "change"),
            Column("verdict", "Verdict", "verdict"), Column("per_1000", "Per 1,000 here", "rate"), Column("district_per_1000", "Whole district", "rate"),
            Column("line", "36 months", "html", is_wide=True)]


def profile(rows: list[dict], months: list[dict]) -> list[dict]:
    """Put a ward's largest categories first, each beside the district's rate, with its line of 36 months."""
    series: dict[str, list] = {}
    for month in months:
        series.setdefault(month["category_code"], []).append(month["crimes"])
    return [row | {"blank": blank(row),
                   "line": "" if row["is_withheld"] else sparkline(series.get(row["category_code"], []))} for row in _largest_first(rows, None, 0)]


def _largest_first(rows: list[dict], parent: str | None, level: int) -> list[dict]:
    """Order categories by size, each with its parts beneath it, what is withheld last."""
    children = sorted((row for row in rows if row["parent_code"] == parent), key=lambda row: (row["is_withheld"], -(row["crimes"] or 0)))
    placed = []
    for row in children:
        own_level = 0 if row["category_code"] == "all_crime" else min(level + 1, 2)
        placed += [row | {"level": own_level}, *_largest_first(rows, row["category_code"], level + 1)]
    return placed


def places(rows: list[dict], label: str, series: str) -> str:
    """Name the five places with most crimes, and how many rows name none, as HTML."""
    named = [row for row in rows if row["is_named"]][:TOP_PLACES]
    if not named or named[0]["crimes"] is None:
        return f'<p class="source">{words.safe(series)} name no places here. Police open data names them, where an edition has it.</p>'
    unnamed = sum(row["crimes"] for row in rows if not row["is_named"])
    items = "".join(f"<tr><th scope='row'>{words.safe(row['place'])}</th><td class='figure'>{count(row['crimes'])}</td></tr>" for row in named)
    return (f'<h3>Places with most recorded crimes, all types</h3><table class="figures narrow"><thead><tr><th scope="col">Place, as the police name it</th>'
            f'<th scope="col" class="figure">Crimes</th></tr></thead><tbody>{items}</tbody></table>'
            f'<p class="source">{count(unnamed)} of {count(sum(row["crimes"] for row in rows))} name no place. The police move each crime to the '
            f"nearest of a fixed list of points, so a place is near a crime, not its cause.</p>")


def _blank(row: dict) -> dict | str:
    if row.get("is_withheld"):
        return dict.fromkeys(("crimes", "crimes_before", "change", "change_pct", "per_1000", "verdict"), "withheld") | {"residents": "–", "setting": "–"}
    if row.get("is_withheld_before"):
        return dict.fromkeys(("crimes_before", "change", "change_pct", "verdict"), "withheld") | dict.fromkeys(("residents", "per_1000", "setting"), "–")
    return {"change_pct": "–", "residents": "–", "per_1000": "–", "setting": "–", "verdict": "–",
            **({"crimes_before": "months missing", "change": "–"} if row["crimes_before"] is None else {})}
