"""Rows in, answers out: people hurt on the roads. A function a question, named in questions.csv."""

from pages.parts import formats, road_findings, words
from pages.parts.answer import Answer, Asked, known, one
from pages.parts.formats import count
from pages.parts.road_tables import COUNTS, LORRY_COLUMNS, SCHOOL_COLUMNS
from pages.parts.tables import Column
from pages.parts.verdicts import PHRASES, verdict_words

BEFORE = [Column("ksi_before", "Killed or serious, year before", "count", is_wide=True), Column("all_casualties_before", "All hurt, year before", "count", is_wide=True)]
CRASH = "The police's move to recording by injuries (CRASH)"


def slight_casualties(asked: Asked, rows: dict) -> Answer:
    """Say how many people were slightly hurt in the wards asked for, else in the district (rows of casualties_total and casualties_by_ward)."""
    wards, total = rows["casualties_by_ward"], rows["casualties_total"][0]
    if total["slight"] is None:
        return _months_missing(asked)
    before = total["slight_before"]
    was = "" if before is None else f" ({count(before)} the year before)"
    most = max((row for row in wards if row["ward_code"]), key=lambda row: row["slight"], default=None)
    top = f" The most in one ward: {most['ward_name']}, {count(most['slight'])}." if not asked.wards and most and most["slight"] else ""
    return Answer(f"{_people(total['slight'])} slightly injured in collisions in {asked.area} {asked.during}{was}; {_people(total['ksi'])} killed or seriously injured.{top}",
                  known({"slight": total["slight"], "slight_before": before, "ksi": total["ksi"], "slight_most": most["slight"] if top else None}),
                  **_severities(asked, wards, "ward_name", "Ward"))


def _people(number: int) -> str:
    return f"{count(number)} {'person was' if number == 1 else 'people were'}"


def _months_missing(asked: Asked) -> Answer:
    return Answer(f"There is no total for {asked.place} {asked.during}: these figures do not hold all of its months.", is_missing=True)


def _severities(asked: Asked, rows: list[dict], key: str, heading: str) -> dict:
    return {"rows": [row | {"blank": "–"} for row in rows], "columns": [Column(key, heading), *COUNTS, *BEFORE], "caption": f"People hurt on the roads, {asked.period.words()}"}


def road_year(asked: Asked, rows: dict) -> Answer:
    """Say how many people were hurt in the partnership's road-safety year, July to June (rows of casualties_by_district)."""
    mine = one(rows["casualties_by_district"], district_code=asked.words["district"])
    if not mine or mine["all_casualties"] is None:
        return _months_missing(asked)
    was = {key: "" if mine[f"{key}_before"] is None else f" ({count(mine[f'{key}_before'])} the year before)" for key in ("all_casualties", "ksi")}
    return Answer(f"{_people(mine['all_casualties'])} hurt on the roads of {asked.place} {asked.during}{was['all_casualties']}{verdict_words(mine)}. Of them {count(mine['ksi'])} were killed or "
                  f"seriously injured{was['ksi']}{verdict_words(mine, 'ksi_')}.", known({key: mine[key] for key in ("all_casualties", "all_casualties_before", "ksi", "ksi_before")}),
                  **_severities(asked, rows["casualties_by_district"], "district_name", "District"))


def every_district(asked: Asked, rows: dict) -> Answer:
    """Say in how many of the county's districts fewer people were hurt than the year before (rows of casualties_by_district)."""
    held = [row for row in rows["casualties_by_district"] if row["is_in_county"] and row["ksi"] is not None and row["ksi_before"] is not None]
    if not held:
        return Answer(f"The districts of {asked.county.area} can't be compared with the year before {asked.during}: these figures do not hold all months of both.", is_missing=True)
    hurt, serious = (sum(row[key] < row[f"{key}_before"] for row in held) for key in ("all_casualties", "ksi"))
    yes = "Yes" if hurt == len(held) else "No"
    clear = {key: sum(row[verdict] == "Clear fall" for row in held) for key, verdict in (("hurt", "verdict"), ("ksi", "ksi_verdict"))}
    is_judged = any(row["verdict"] in PHRASES or row["ksi_verdict"] in PHRASES for row in held)
    falls = {key: f" ({_clear_falls(clear[key], of)})" if is_judged and of else "" for key, of in (("hurt", hurt), ("ksi", serious))}
    return Answer(f"{yes}: {asked.during}, {count(hurt)} of {count(len(held))} {asked.county.name} districts had fewer people hurt than the year before{falls['hurt']}, and {count(serious)} "
                  f"fewer killed or seriously injured{falls['ksi']}.", {"districts_fewer_hurt": hurt, "districts": len(held), "districts_fewer_ksi": serious}
                  | ({f"districts_clear_fall_{key}": number for key, number in clear.items()} if is_judged else {}),
                  **_severities(asked, rows["casualties_by_district"], "district_name", "District"))


def _clear_falls(clear: int, of: int) -> str:
    if clear == of:
        return "a clear fall" if of == 1 else "all clear falls"
    return "none a clear fall" if not clear else f"{count(clear)} of them {'a clear fall' if clear == 1 else 'clear falls'}"


def recording(asked: Asked, rows: dict) -> Answer:
    """Say whether the break in recording lies within the figures (rows of casualties_by_district, events and coverage)."""
    mine = one(rows["casualties_by_district"], district_code=asked.words["district"])
    first = min((row["month"] for row in rows["coverage"] if row["extract"] == "collisions" and row["is_complete"]), default=None)
    breaks = [row for row in rows["events"] if row["topic"] == "roads" and row["breaks_series"]]
    if not mine or mine["ksi"] is None or not breaks or first is None:
        return _months_missing(asked)
    when = formats.month_name(breaks[-1]["date"])
    is_before = breaks[-1]["date"] < first
    part = (f"None of the change in these figures: they begin in {formats.month_name(first)}, after it" if is_before
            else "It lies within these figures, so killed and seriously injured are not compared across it")
    was = "" if mine["ksi_before"] is None else f", against {count(mine['ksi_before'])} the year before{verdict_words(mine, 'ksi_')}"
    return Answer(f"{CRASH} came in {when}. {part}; how much of the rise across it was recording can't be told from them. {count(mine['ksi'])} people were killed or seriously "
                  f"injured in {asked.place} {asked.during}{was}.", known({"ksi": mine["ksi"], "ksi_before": mine["ksi_before"]}),
                  fact=f"{CRASH} came in {when}", caution=f"{words.ROADS} The Department for Transport's adjusted figures are the ones to use across the change.",
                  **_severities(asked, rows["casualties_by_district"], "district_name", "District"))


def children(asked: Asked, rows: dict) -> Answer:
    """Set children's part of the casualties beside their part of the residents (rows of casualties_by_kind)."""
    ages = [row for row in rows["casualties_by_kind"] if row["split"] == "age"]
    young = [row for row in ages if row["is_child"]]
    said = road_findings.children(ages)
    if not said:
        return _months_missing(asked)
    share, people = (None if any(row[key] is None for row in young) else sum(row[key] for row in young) for key in ("casualties_pct", "residents_pct"))
    hurt = sum(row["all_casualties"] for row in young)
    return Answer(f"{_people(hurt)} under 16 and hurt on the roads of {asked.place} {asked.during}. {said}", known({"children": hurt, "children_pct": share, "residents_pct": people}),
                  rows=[row | {"blank": "not held"} for row in ages], caption=f"People hurt by age, {asked.period.words()}",
                  columns=[Column("kind", "Age"), *COUNTS[3:], Column("casualties_pct", "Share of the hurt", "share"), Column("residents_pct", "Share of residents", "share")])


def school_run(asked: Asked, rows: dict) -> Answer:
    """Say how many children on foot were hurt in the hours of the school run (rows of casualties_by_kind)."""
    on_foot = [row | {"child_on_foot": row["kind"]} for row in rows["casualties_by_kind"] if row["split"] == "child_on_foot"]
    morning, afternoon, other = on_foot
    if morning["all_casualties"] is None:
        return _months_missing(asked)
    both = morning["all_casualties"] + afternoon["all_casualties"]
    every = both + other["all_casualties"]
    return Answer(f"Of {count(every)} children under 16 hurt on foot in {asked.area} {asked.during}, {count(both)} were hurt on a weekday between 8 and 9 in the morning or 3 and 4 in the "
                  "afternoon.", {"at_school_run": both, "children_on_foot": every}, rows=on_foot, columns=SCHOOL_COLUMNS,
                  caption=f"Children hurt on foot, {asked.period.words()}")


def lorries(asked: Asked, rows: dict) -> Answer:
    """Say in what share of serious collisions a lorry was involved, against all (rows of lorries)."""
    said = road_findings.lorries(rows["lorries"])
    if not said:
        return _months_missing(asked)
    return Answer(f"{asked.area}, {asked.period.words()}: {said[:1].lower()}{said[1:]}",
                  {f"{key} {number}": row[key] for number, row in enumerate(rows["lorries"]) if row["hgv_pct"] is not None
                   for key in ("hgv_pct", "with_hgv", "collisions", "hgv_pct_low", "hgv_pct_high")},
                  rows=[row | {"blank": "–"} for row in rows["lorries"]], columns=LORRY_COLUMNS, caption=f"Collisions with a lorry, {asked.period.words()}",
                  caution=f"{words.ROADS} {words.LORRIES}")
