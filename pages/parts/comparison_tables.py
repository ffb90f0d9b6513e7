"""The tables of the comparison page: rows of the queries in, rows for the tables out."""

from pages.parts.periods import Period
from pages.parts.tables import Column
from pages.parts.verdicts import against


def without(rows: list[dict]) -> str:
    """Name the districts of the police area that are not of the county, as ', without ...'."""
    apart = [row["district_name"] for row in rows if not row["is_ranked"]]
    return f", without {' and '.join(apart)}" if apart else ""


def district_columns(period: Period) -> list[Column]:
    """Give the columns of the districts of one category."""
    now, before = period.short(), period.year_before.short()
    return [Column("district_name", "District"), Column("crimes", f"Count {now}", "count"), Column("crimes_before", f"Count {before}", "count", is_wide=True),
            Column("verdict", "Verdict", "verdict"), Column("per_1000", "Per 1,000", "rate"), Column("against", "Against ours"), Column("rank_before", f"By rate {before}", "rank", is_wide=True),
            Column("rank", f"By rate {now}", "rank"), Column("rank_volume_before", f"By number {before}", "rank", is_wide=True),
            Column("rank_volume", f"By number {now}", "rank", is_wide=True)]


def districts(rows: list[dict]) -> list[dict]:
    """Say how each rate stands against ours, and why a district has no position."""
    return [row | {"blank": {"verdict": "–"} | {key: "–" if row["is_ranked"] else "not ranked" for key in ("rank", "rank_before", "rank_volume", "rank_volume_before")}}
            for row in against(rows)]


def matrix_columns(rows: list[dict], home: str) -> list[Column]:
    """Give a column for the home district first, then for each other, and our positions."""
    names = {row["district_code"]: row["district_name"] for row in rows}
    others = [Column(code, name, "rate", is_wide=True) for code, name in sorted(names.items(), key=lambda item: item[1]) if code != home]
    return [Column("category_label", "Category"), Column("rank", "Our position", "rank"), Column("rank_volume", "By number", "rank"),
            Column("ties", "Too close to call", "count", hint="How many districts' rates can't be told from ours"), Column(home, names.get(home, "Here"), "rate"), *others]


def matrix(rows: list[dict], home: str) -> list[dict]:
    """Turn rows of district and category into one row a category."""
    table: dict[str, dict] = {}
    for row in rows:
        line = table.setdefault(row["category_code"], {"category_label": row["category_label"], "level": 0 if row["category_code"] == "all_crime" else 1 if row["parent_code"] is None else 2,
                                                       "blank": {"rank": "–", "rank_volume": "–", "ties": "–"}, "ties": None})
        line[row["district_code"]] = row["per_1000"]
        line["ties"] = _more(line["ties"], row["too_close"])
        if row["district_code"] == home:
            line |= {"rank": row["rank"], "rank_volume": row["rank_volume"]}
    return [{"rank": None, "rank_volume": None, home: None} | line for line in table.values()]


def _more(ties: int | None, is_close: bool | None) -> int | None:
    return ties if is_close is None else (ties or 0) + is_close
