"""Rows in, answers out: how the district stands among the county's. A function a question, named in questions.csv."""

from pages.parts import formats, words
from pages.parts.answer import Answer, Asked, known, one
from pages.parts.answer_words import no_total
from pages.parts.findings import position, rate_words
from pages.parts.periods import join_words
from pages.parts.tables import Column
from pages.parts.verdicts import ties_unknown, too_close_words

LOW = 3  # 'among the lowest three'
FEW = 4  # so many categories are named in a sentence


def positions(asked: Asked, rows: dict) -> Answer:
    """Say how many categories rank among the lowest three, and list every position (rows of crime_summary)."""
    ranked = _ranked(rows)
    if not ranked:
        return _no_position(asked)
    total = one(ranked, category_code="all_crime")
    low, figures = _low(asked, ranked)
    first = f"{asked.name} had the {position(total['rank'], asked.districts, with_count=False).lower()} recorded crime rate of the {asked.districts} {asked.county.name} districts"
    before = "" if total["rank_before"] is None else f" ({position(total['rank_before'], asked.districts, with_count=False).lower()} the year before)"
    return Answer(f"{asked.during[0].upper()}{asked.during[1:]}, {first}{before}; {low}.{_close(rows)}", known({"rank": total["rank"], "rank_before": total["rank_before"]}) | figures,
                  caution=_caution(asked, rows), **_table(asked, rows["crime_summary"]))


def low_positions(asked: Asked, rows: dict) -> Answer:
    """Count the categories that rank first, second or third lowest (rows of crime_summary)."""
    ranked = _ranked(rows)
    if not ranked:
        return _no_position(asked)
    low, figures = _low(asked, ranked)
    others = [row["category_label"] for row in ranked if row["rank"] > LOW]
    rest = f" Not among them: {join_words(others)}." if 0 < len(others) <= FEW else ""
    return Answer(f"{asked.name} {asked.during}: {low}.{rest}", figures, **_table(asked, rows["crime_summary"]))


def _ranked(rows: dict) -> list[dict]:
    return [row for row in rows["crime_summary"] if row["rank"] is not None and row["parent_code"] is None]


def _low(asked: Asked, ranked: list[dict]) -> tuple[str, dict]:
    now = sum(row["rank"] <= LOW for row in ranked)
    said, figures = f"{now} of {len(ranked)} crime types were among the {asked.county.kind}'s lowest three", {"low": now, "ranked": len(ranked)}
    if any(row["rank_before"] is None for row in ranked):
        return said, figures
    before = sum(row["rank_before"] <= LOW for row in ranked)
    return f"{said}, against {before} the year before", figures | {"low_before": before}


def _table(asked: Asked, rows: list[dict]) -> dict:
    now, before = asked.period.short(), asked.period.year_before.short()
    shown = [row | {"blank": "withheld" if row["is_withheld"] else "–"} for row in rows if row["parent_code"] is None]
    return {"rows": shown, "caption": f"Position in {asked.county.area}: 1 is the lowest of {asked.districts}, by rate and by number",
            "columns": [Column("category_label", "Category"), Column("crimes", now, "count"), Column("rank", f"By rate {now}", "rank"),
                        Column("rank_before", f"By rate {before}", "rank"), Column("rank_volume", f"By number {now}", "rank"),
                        Column("rank_volume_before", f"By number {before}", "rank", is_wide=True)]}


def _no_position(asked: Asked) -> Answer:
    return Answer(f"There is no position to give for {asked.place} {asked.during}: it is not ranked among the {asked.county.name} districts, "
                  "or one of them lacks figures for a month.", is_missing=True)


def _close(rows: dict, with_whom: str = "") -> str:
    close = too_close_words(rows["crime_by_district"])
    return f" By rate, {close}{with_whom}." if close else ""


def _caution(asked: Asked, rows: dict) -> str:
    return " ".join([*words.cautions(asked.category, asked.period), *ties_unknown(rows["crime_by_district"])])


def lowest_district(asked: Asked, rows: dict) -> Answer:
    """Name the district with the lowest rate, the next one and how far ours is above it (rows of crime_above_lowest)."""
    ranked = [row for row in rows["crime_above_lowest"] if row["rank"] is not None]
    if len(ranked) < 2:
        return _no_position(asked)
    first, second = ranked[:2]
    mine = one(ranked, district_code=asked.words["district"])
    ours = "" if not mine or mine in (first, second) else f" {asked.name} had {rate_words(mine['per_1000'])}."
    return Answer(f"{asked.label} {asked.during}: {first['district_name']} had the lowest recorded rate of the {len(ranked)} {asked.county.name} districts, "
                  f"{rate_words(first['per_1000'])} per 1,000 residents; next was {second['district_name']} with {rate_words(second['per_1000'])}, "
                  f"{rate_words(second['above_lowest_per_1000'])} more.{ours}{_close(rows, f' with {asked.name}') if mine else ''}",
                  {"per_1000_lowest": first["per_1000"], "per_1000_next": second["per_1000"], "gap_per_1000": second["above_lowest_per_1000"]}
                  | ({"per_1000": mine["per_1000"]} if ours else {}), is_invented=True, caution=_caution(asked, rows), rows=ranked, caption=f"{asked.label}: rates, lowest first",
                  columns=[Column("district_name", "District"), Column("crimes", "Count", "count"), Column("residents", "Residents", "count", is_wide=True),
                           Column("per_1000", "Per 1,000", "rate"), Column("above_lowest_per_1000", "Above the lowest", "rate")])


def rate_and_number(asked: Asked, rows: dict) -> Answer:
    """Say whether a district is lowest by number as well as by rate (rows of crime_by_district and crime_summary)."""
    mine = one(rows["crime_by_district"], district_code=asked.words["district"])
    if not mine or mine["rank"] is None or mine["rank_volume"] is None:
        return no_total(asked, one(rows["crime_summary"], category_code=asked.words["category"])) if mine and mine["crimes"] is None else _no_position(asked)
    yes = {(True, True): "Yes, by both", (True, False): "By rate, not by number", (False, True): "By number, not by rate"}.get(
        (mine["rank"] == 1, mine["rank_volume"] == 1), "No, by neither")
    shown = sorted(rows["crime_by_district"], key=lambda row: (row["rank_volume"] is None, row["rank_volume"]))
    return Answer(f"{yes}: {asked.label[:1].lower()}{asked.label[1:]} in {asked.name} {asked.during} was {position(mine['rank'], asked.districts).lower()} by rate "
                  f"({rate_words(mine['per_1000'])} per 1,000 residents) and {position(mine['rank_volume'], asked.districts).lower()} by number ({formats.count(mine['crimes'])}).{_close(rows)}",
                  {"rank": mine["rank"], "per_1000": mine["per_1000"], "rank_volume": mine["rank_volume"], "crimes": mine["crimes"]}, caution=_caution(asked, rows),
                  rows=[row | {"blank": "not ranked"} for row in shown], caption=f"{asked.label}: fewest first",
                  columns=[Column("district_name", "District"), Column("crimes", "Count", "count"), Column("rank_volume", "By number", "rank"),
                           Column("per_1000", "Per 1,000", "rate"), Column("rank", "By rate", "rank")])
