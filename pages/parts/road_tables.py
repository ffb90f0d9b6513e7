"""The tables and large figures of the Road casualties page: rows of the queries in, rows and HTML out."""

from pages.parts import formats, words
from pages.parts.palette import ACCENT, FOCUS, SECOND
from pages.parts.periods import Period
from pages.parts.repeat_locations import lettered
from pages.parts.summary_table import beside, big_figure
from pages.parts.tables import Column

PARTS = {"fatal": ("Killed", ACCENT), "serious": ("Seriously injured", SECOND), "slight": ("Slightly injured", FOCUS)}
TOLD = {"severity": "Worst injury", "day": "When", "ward": "Ward", "road": "Road"}
COUNTS = [Column("fatal", "Killed", "count"), Column("serious", "Serious", "count"), Column("slight", "Slight", "count"),
          Column("ksi", "Killed or serious", "count", hint="Killed or seriously injured"), Column("all_casualties", "All hurt", "count")]
BAR_PX = 80
DISTRICT = Column("district_name", "District")
MOST_LISTED = 300  # collisions on the page; the file has all
COLLISION_COLUMNS = [Column("day", "When"), Column("severity", "Worst injury"), Column("ward", "Ward"), Column("road", "Road"),
                     Column("limit", "Speed limit", is_wide=True), Column("road_users", "Hurt", is_wide=True)]


def trio(total: dict, period: Period, sentences: list[str]) -> str:
    """Write the three large figures, each with the window before under it."""
    return beside([_figure(total, part, period.year_before) for part in PARTS], sentences)


def _figure(total: dict, part: str, before: Period) -> str:
    was = total[f"{part}_before"]
    return big_figure(PARTS[part][0], formats.count(total[part]) or "no total",
                      "no figure for the year before" if was is None else f"{formats.count(was)} in {before.short()}")


def collisions(rows: list[dict]) -> list[dict]:
    """Write single collisions for the map and its table: of a fatal one only the month, the ward and the road."""
    said = [row | {"ward": row["ward_name"], "month_name": formats.month_name(row["date"]), "road": row["road"] or "Road without a number",
                   "limit": _limit(row.get("speed_limit_mph")), "road_users": row.get("road_users") or "",
                   "day": formats.month_name(row["date"]) if row["severity"] == "Fatal" else words.day(str(row["date"]))} for row in rows]
    return [row | {"told": f"{row['severity']}<br>{row['road']}, {row['ward']}<br>{row['day']}"} for row in said]


def columns(key: str, heading: str, *, has_before: bool = False) -> list[Column]:
    """Give the columns of a table of casualties by severity."""
    before = [Column("ksi_before", "Killed or serious, year before", "count", is_wide=True), Column("ksi_verdict", "Killed or serious: verdict", "verdict"),
              Column("all_casualties_before", "All hurt, year before", "count", is_wide=True), Column("verdict", "All hurt: verdict", "verdict")]
    return [Column(key, heading), *COUNTS, *(before if has_before else []), Column("bar", "", "html", is_wide=True)]


def by_severity(rows: list[dict]) -> list[dict]:
    """Add to each row its bar, a part a severity, all on one scale; wards with most people hurt first."""
    if rows and "ward_code" in rows[0]:
        rows = sorted(rows, key=lambda row: (row["ward_code"] is None, -(row["all_casualties"] or 0), row["ward_name"]))
    largest = max((row["all_casualties"] or 0 for row in rows), default=0)
    return [row | {"bar": _bar(row, largest), "blank": dict.fromkeys(("ksi_before", "all_casualties_before", "ksi_verdict", "verdict"), "–")} for row in rows]


def _bar(row: dict, largest: int) -> str:
    if not row["all_casualties"]:
        return ""
    left, parts = 0.0, []
    for part, (_, colour) in PARTS.items():
        width = BAR_PX * row[part] / largest
        parts.append(f'<rect x="{left:.1f}" width="{width:.1f}" height="12" fill="{colour.both}"/>')
        left += width
    return f'<svg class="spark" width="{BAR_PX}" height="12" viewBox="0 0 {BAR_PX} 12" aria-hidden="true">{"".join(parts)}</svg>'


def bar_key() -> str:
    """Write the key of the bars."""
    items = "".join(f'<span><i style="background:{colour.both}"></i>{words.safe(what)}</span>' for what, colour in PARTS.values())
    return f'<p class="key measure">{items}</p>'


def roads(rows: list[dict]) -> list[dict]:
    """Name classes of road and speed limits."""
    return [row | {"class_name": f"{row['road_class']} roads", "limit": _limit(row["speed_limit_mph"])} for row in rows]


def _limit(mph: int | None) -> str:
    return "not known" if mph is None else f"{mph} mph"


ROAD_COLUMNS = [Column("class_name", "Class of road"), Column("limit", "Speed limit"), Column("fatal", "Fatal", "count"),
                Column("serious", "Serious", "count"), Column("slight", "Slight", "count")]
SCHOOL_COLUMNS = [Column("child_on_foot", "Children on foot, under 16"), Column("ksi", "Killed or serious", "count"), Column("slight", "Slight", "count"),
                  Column("all_casualties_before", "All hurt, year before", "count")]
LORRY_COLUMNS = [Column("collisions_with", "Collisions"), Column("collisions", "Number", "count"), Column("with_hgv", "With a lorry (HGV)", "count"),
                 Column("hgv_pct", "Share", "share"), Column("hgv_pct_low", "Likely from", "share"), Column("hgv_pct_high", "to", "share")]
CAMERA_RING_WORDS = "people killed or seriously injured there"
REPEAT_COLUMNS = [Column("letter", ""), Column("where", "Repeat location", "html"), Column("count", "Collisions", "count"),
                  Column("fatal", "Fatal", "count"), Column("serious", "Serious", "count"), Column("slight", "Slight", "count")]
REPEAT_FILE_COLUMNS = [Column("letter", "Letter"), Column("place", "Repeat location"), Column("ward_name", "Ward"), *REPEAT_COLUMNS[2:],
                       Column("first", "First"), Column("latest", "Latest"), Column("longitude", "Longitude"), Column("latitude", "Latitude")]
FILE_COLUMNS = [Column("day", "When"), Column("severity", "Worst injury"), Column("ward", "Ward"), Column("road", "Road"), Column("limit", "Speed limit"),
                Column("road_users", "Hurt"), Column("longitude", "Longitude"), Column("latitude", "Latitude")]
CAMERA_COLUMNS = [Column("letter", ""), Column("road_name", "Road"), Column("place", "Ward"), Column("count", "Killed or serious", "count"),
                  Column("collisions", "Collisions", "count")]
CAMERA_FILE_COLUMNS = [*CAMERA_COLUMNS, Column("group", "Criteria"), Column("first", "First"), Column("latest", "Latest"), Column("longitude", "Longitude"), Column("latitude", "Latitude")]


def camera_columns(found: list[dict]) -> list[Column]:
    """Give the columns of the camera screening (`found`: rows of camera_points); without wards where none of its collisions lies in one."""
    return [column for column in CAMERA_COLUMNS if column.key != "place" or any(row["ward_code"] for row in found)]


def listed_words(number: int) -> str:
    """Say how many collisions the page lists."""
    return f"All {formats.count(number)} collisions" if number <= MOST_LISTED else f"The first {MOST_LISTED} of {formats.count(number)} collisions; the file has all"


def screened(sites: list[dict], found: list[dict], places: list[dict]) -> tuple[list[dict], list[dict]]:
    """Letter the places of the camera screening and put each in the middle of its collisions (rows of camera_points); give them and the collisions."""
    middles = {}
    for site in sites:
        own = [point for point in found if point["site_no"] == site["site_no"]]
        middles[site["site_no"]] = {key: sum(point[key] for point in own) / len(own) for key in ("easting_m", "northing_m")}
    rows = lettered([site | {"ward_name": site["place"]} for site in sites], places, "killed_or_seriously_injured")
    return [row | middles[row["site_no"]] | {"road_name": row["road"] or "Unclassified road: repeat location",
                                             "group": "Number met" if row["is_met"] else "One short"} for row in rows], collisions(found)
