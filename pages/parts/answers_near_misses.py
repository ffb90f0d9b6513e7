"""Rows in, answers out: near misses, and where on the roads things repeat. A function a question, named in questions.csv."""

from pages.parts import formats, near_miss_tables, road_findings, words
from pages.parts.answer import Answer, Asked, known, one
from pages.parts.answer_words import no_total
from pages.parts.formats import count
from pages.parts.periods import Period, join_words
from pages.parts.repeat_locations import COLUMNS, lettered, listed
from pages.parts.road_tables import REPEAT_COLUMNS
from pages.parts.tables import Column
from pages.parts.ward_tables import named_kinds

SETTINGS = {"Rural": "in rural wards", "Town centre": "in the town centre", "Other urban": "in other urban wards", "Urban": "in urban wards"}
NOT_PLACED = "Not placed in a ward"
NO_NUMBER = "roads without a number"


def near_miss_settings(asked: Asked, rows: dict) -> Answer:
    """Say how many near misses were reported in rural wards and in the town centre (rows of near_misses_by_setting)."""
    settings = rows["near_misses_by_setting"]
    settings = named_kinds(settings, has_centre=any(row["setting"] == "Town centre" for row in settings))
    every = near_miss_tables.total(settings)
    if every is None:
        return no_total(asked, {})
    if not every:
        return Answer(f"No near misses of {asked.place} {asked.during} are in these figures.", {"reports": 0})
    by_name = {row["setting"]: row["reports"] for row in settings if row["reports"] or row["setting"] != NOT_PLACED}
    parts = [f"{count(by_name[name])} {where}" for name, where in (SETTINGS | {NOT_PLACED: "not placed in a ward"}).items() if name in by_name]
    return Answer(f"Of {count(every)} near misses reported in {asked.place} {asked.during}, {join_words(parts)}.",
                  {"reports": every} | {name.lower(): reports for name, reports in by_name.items()}, rows=settings, caption=f"Near misses by kind of ward, {asked.period.words()}",
                  columns=[Column("setting", "Kind of ward"), Column("reports", "Reports", "count"), Column("reporters", "Known reporters", "count")])


def near_miss_pace(asked: Asked, rows: dict) -> Answer:
    """Say how many near misses there have been since the register opened, and how many a month (row of near_miss_pace)."""
    pace = rows["near_miss_pace"][0]
    if not pace["months_held"]:
        return no_total(asked, {})
    latest = "" if pace["reports_12m"] is None else f" In the latest twelve months: {count(pace['reports_12m'])}"
    before = "" if pace["reports_12m_before"] is None else f", against {count(pace['reports_12m_before'])} in the twelve before"
    return Answer(f"{count(pace['reports_so_far'])} near misses were reported in {asked.place} from {formats.month_name(pace['first_month'])} to {formats.month_name(pace['latest_month'])}, "
                  f"{formats.rate(pace['reports_per_month'])} a month.{latest}{before}{'.' if latest else ''}",
                  known({key: pace[key] for key in ("reports_so_far", "reports_per_month", "reports_12m", "reports_12m_before")}), chart="running",
                  chart_rows=[row for row in rows["near_misses_by_month"] if row["reports_so_far"] is not None])


def near_miss_places(asked: Asked, rows: dict) -> Answer:
    """Say where near misses were reported three times or more (rows of near_miss_clusters)."""
    rings = lettered(rows["near_miss_clusters"], rows["map_places"], "reports")
    if not rings:
        return _no_repeats(asked, rows, "near_misses", "near misses reported")
    return Answer(f"{_places(len(rings))} in {asked.area} had three near misses or more reported {asked.during}, each within 100 m of another. Reported most: {rings[0]['place']}, "
                  f"{count(rings[0]['count'])}.", {"places": len(rings), "most": rings[0]["count"]}, rows=listed(rings), columns=COLUMNS, caption="Repeat locations")


def quiet_places(asked: Asked, rows: dict) -> Answer:
    """Say at how many repeat locations of near misses no injury is recorded (rows of near_miss_clusters)."""
    rings = lettered(rows["near_miss_clusters"], rows["map_places"], "reports")
    quiet = [ring for ring in rings if ring["collisions"] == 0]
    if not rings:
        return _no_repeats(asked, rows, "near_misses", "near misses reported")
    if any(ring["collisions"] is None for ring in rings):
        return Answer(f"That can't be told for {asked.area} {asked.during}: these figures do not hold the collisions of all of its months.", is_missing=True,
                      caution=f"{words.NEAR_MISSES} {words.ROADS}")
    where = f" Reported most among them: {quiet[0]['place']}, {count(quiet[0]['count'])}." if quiet else ""
    return Answer(f"{count(len(quiet)) or '0'} of the {count(len(rings))} places in {asked.area} with three near misses or more {asked.during} had no injury collision recorded within 100 m in the "
                  f"same months.{where}", known({"places_without_injury": len(quiet), "places": len(rings), "most": quiet[0]["count"] if quiet else None}), rows=listed(quiet or rings),
                  columns=COLUMNS, caption="Repeat locations without a recorded injury", caution=f"{words.NEAR_MISSES} {words.ROADS}")


def repeat_collisions(asked: Asked, rows: dict) -> Answer:
    """Say where three collisions or more happened close together (rows of collision_clusters)."""
    rings = lettered(rows["collision_clusters"], rows["map_places"], "collisions", is_road=True)
    if not rings:
        return _no_repeats(asked, rows, "collisions", "collisions")
    return Answer(f"{_places(len(rings))} in {asked.area} had three collisions or more in which someone was hurt {asked.during}, each within 100 m of another. Most: {rings[0]['place']}"
                  f"{_in_brackets(rings[0]['ward_name'])}, {count(rings[0]['count'])}.", {"places": len(rings), "most": rings[0]["count"]}, rows=listed(rings), columns=REPEAT_COLUMNS,
                  caption="Repeat locations of collisions")


def _in_brackets(ward: str) -> str:
    return "" if ward == NOT_PLACED else f" ({ward})"


def _in(ward: str) -> str:
    return "" if ward == NOT_PLACED else f" in {ward}"


def _places(number: int) -> str:
    return "1 place" if number == 1 else f"{count(number)} places"


def _no_repeats(asked: Asked, rows: dict, extract: str, what: str) -> Answer:
    if not _is_held(rows, extract, asked.period):
        return no_total(asked, {})
    return Answer(f"No place in {asked.area} had three or more {what} {asked.during}, each within 100 m of another.", {"places": 0})


def _is_held(rows: dict, extract: str, period: Period) -> bool:
    return set(period.all_months) <= {row["month"].date() for row in rows["coverage"] if row["extract"] == extract and row["is_complete"]}


def cameras(asked: Asked, rows: dict) -> Answer:
    """Say which stretches meet the number for a fixed camera, or are one short (rows of camera_screening)."""
    sites = sorted(rows["camera_screening"], key=lambda site: -site["killed_or_seriously_injured"])
    is_held = _is_held(rows, "collisions", asked.period)
    said = road_findings.cameras(sites, asked.period, is_held)
    if not sites:
        return Answer(f"{asked.area}: {said[:1].lower()}{said[1:]}", {"met": 0} if is_held else {}, is_missing=not is_held, caution=words.CAMERAS)
    met = sum(site["is_met"] for site in sites)
    first = sites[0]
    return Answer(f"{asked.area}: {said[:1].lower()}{said[1:]} Most: {first['road'] or NO_NUMBER}{_in(first['place'])}, {count(first['killed_or_seriously_injured'])} people.",
                  {"met": met, "one_short": len(sites) - met, "most": first["killed_or_seriously_injured"]},
                  rows=[site | {"group": "Number met" if site["is_met"] else "One short", "road_name": site["road"] or NO_NUMBER.capitalize()} for site in sites], caption="Where the number for fixed cameras is met or one short",
                  columns=[Column("road_name", "Where"), Column("place", "Ward"), Column("killed_or_seriously_injured", "Killed or seriously injured", "count"),
                           Column("collisions", "Collisions", "count")], caution=f"{words.CAMERAS} {words.ROADS}")


def unreported(asked: Asked, rows: dict) -> Answer:
    """Say what the figures leave out, and set near misses beside people hurt (rows of casualties_by_district, near_misses_by_setting)."""
    mine = one(rows["casualties_by_district"], district_code=asked.words["district"])
    near = near_miss_tables.total(rows["near_misses_by_setting"])
    said = "These figures can neither confirm nor deny it: police record only collisions in which someone was hurt and which they learn of, so what goes unreported is in no count."
    if near is None or not mine or mine["all_casualties"] is None:
        return Answer(said, is_missing=True)
    return Answer(f"{said} In {asked.place} {asked.during}, residents reported {count(near)} near misses, in which nobody need have been hurt, and "
                  f"{count(mine['all_casualties'])} people were recorded as hurt.", {"near_misses": near, "all_casualties": mine["all_casualties"]}, rows=[{"what": "People recorded as hurt on the roads", "number": mine["all_casualties"]},
                  {"what": "Near misses reported to the register", "number": near}], columns=[Column("what", "Counted"), Column("number", "Number", "count")],
                  caption=f"What is recorded, {asked.period.words()}", caution=f"{words.NEAR_MISSES} {words.ROADS}")
