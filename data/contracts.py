"""What each extract of an edition must be: its grain, key and columns."""

from dataclasses import dataclass, field

from data.columns import COLUMNS


@dataclass(frozen=True)
class Extract:
    """One Parquet file of an edition: its grain, key and columns; a column in `nullable` may be null.

    The rows lie in the order of the key, those of `lies_by` first: a district's together, so that a question of one district reads
    little of a whole country.
    """

    grain: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    nullable: tuple[str, ...] = ()
    refers: dict[str, str] = field(default_factory=dict)  # column -> 'extract.column' it must be found in
    lies_by: tuple[str, ...] = ()


_DISTRICT = {"district_code": "areas.area_code"}
_PLACED = _DISTRICT | {"ward_code": "areas.area_code", "category_code": "categories.category_code"}

EXTRACTS = {
    "areas": Extract(
        "One row per district or ward.", ("area_code",),
        ("area_code", "area_name", "area_level", "district_code", "county_code", "police_force", "rural_urban",
         "setting", "boundary", "longitude", "latitude", "vintage"),
        ("rural_urban", "setting", "boundary", "longitude", "latitude"), _DISTRICT),
    "residents": Extract(
        "One row per area and year.", ("area_code", "year"), ("area_code", "year", "residents", "basis"), (),
        {"area_code": "areas.area_code"}),
    "residents_by_age": Extract(
        "One row per area, year and age band.", ("area_code", "year", "age_band"),
        ("area_code", "year", "age_band", "residents"), (), {"area_code": "areas.area_code"}),
    "categories": Extract(
        "One row per series and category.", ("series", "category_code"),
        ("series", "category_code", "category_label", "parent_code", "counts_in_all_crime", "is_incident",
         "is_sensitive", "sort_order", "definition"),
        ("parent_code",), {"parent_code": "categories.category_code"}),
    "crime": Extract(
        "One row per series, month, district, ward and category.",
        ("series", "district_code", "month", "ward_code", "category_code"),
        ("series", "month", "district_code", "ward_code", "category_code", "crimes"), ("ward_code",), _PLACED),
    "crime_places": Extract(
        "One row per series, month, ward, place and category.",
        ("series", "district_code", "month", "ward_code", "category_code", "place", "longitude", "latitude"),
        ("series", "month", "district_code", "ward_code", "category_code", "place", "longitude", "latitude", "crimes"),
        ("ward_code",), _PLACED),
    "outcomes": Extract(
        "One row per series, recorded month, outcome month, district, ward, category and outcome.",
        ("series", "district_code", "recorded_month", "outcome_month", "ward_code", "category_code", "outcome_group", "is_charged", "is_convicted"),
        ("series", "recorded_month", "outcome_month", "district_code", "ward_code", "category_code", "outcome_group", "is_charged", "is_convicted",
         "crimes"), ("outcome_month", "ward_code", "is_convicted"), _PLACED),
    "arrests": Extract(
        "One row per series, month, district, ward and category.",
        ("series", "district_code", "month", "ward_code", "category_code"),
        ("series", "month", "district_code", "ward_code", "category_code", "arrests"), ("ward_code",), _PLACED),
    "priorities": Extract(
        "One row per year, priority and category.", ("year", "priority", "category_code"),
        ("year", "sort_order", "priority", "category_code"), (), {"category_code": "categories.category_code"}),
    "events": Extract(
        "One row per event.", ("date", "event"), ("date", "topic", "event", "breaks_series")),
    "outlines": Extract(
        "One row per map, panel and area.", ("map_code", "panel", "area_code"),
        ("map_code", "panel", "area_code", "outline", "label", "label_easting_m", "label_northing_m", "leader_m", "frame_m",
         "drawn_m", "metres_per_em"),
        ("label", "label_easting_m", "label_northing_m", "leader_m"), {"map_code": "areas.area_code", "area_code": "areas.area_code"}),
    "map_places": Extract(
        "One row per map and town or village.", ("map_code", "place_name"),
        ("map_code", "place_name", "place_kind", "longitude", "latitude", "easting_m", "northing_m"), (), {"map_code": "areas.area_code"}),
    "collisions": Extract(
        "One row per collision.", ("collision_id",),
        ("collision_id", "date", "time", "district_code", "ward_code", "severity", "speed_limit_mph", "road_class", "road_number",
         "rural_urban_site", "longitude", "latitude", "easting_m", "northing_m", "is_hgv", "is_pedestrian", "is_cyclist",
         "is_motorcyclist", "is_car", "vehicles"),
        ("time", "ward_code", "speed_limit_mph", "road_class", "road_number", "rural_urban_site", "longitude", "latitude", "easting_m", "northing_m",
         "is_hgv", "is_pedestrian", "is_cyclist", "is_motorcyclist", "is_car", "vehicles"),
        _DISTRICT | {"ward_code": "areas.area_code"}, lies_by=("district_code", "date")),
    "casualties": Extract(
        "One row per casualty.", ("collision_id", "casualty_no"),
        ("collision_id", "casualty_no", "severity", "road_user", "age_years", "age_band", "adjusted_serious"),
        ("road_user", "age_years", "age_band", "adjusted_serious"), {"collision_id": "collisions.collision_id"}),
    "near_misses": Extract(
        "One row per report.", ("report_id",),
        ("report_id", "date", "time", "place", "ward_code", "longitude", "latitude", "easting_m", "northing_m", "kind", "road_user",
         "cause", "is_seen_before", "reporter_key", "is_duplicate"),
        ("time", "place", "ward_code", "longitude", "latitude", "easting_m", "northing_m", "kind", "road_user", "cause", "is_seen_before",
         "reporter_key"), {"ward_code": "areas.area_code"}),
    "measures": Extract(
        "One row per measure, organisation, area and period.", ("measure", "organisation", "area_code", "period_start", "period_end"),
        ("measure", "organisation", "area_code", "period_start", "period_end", "value", "unit"), (), {"area_code": "areas.area_code"}),
    "deprivation": Extract(
        "One row per area.", ("area_code",), ("area_code", "decile", "score", "vintage", "most_deprived_pct"), ("score",),
        {"area_code": "areas.area_code"}),
    "promises": Extract(
        "One row per promise.", ("date", "meeting", "question"),
        ("date", "meeting", "question", "owner", "due", "answer", "link", "status"), ("answer", "link")),
    "harm_weights": Extract(
        "One row per category.", ("category_code",), ("category_code", "weight", "source", "adopted_on"), (),
        {"category_code": "categories.category_code"}),
    "disclosed": Extract(
        "One row per fixed year, part of a district, category and figure that may be given though it is sensitive.",
        ("series", "last_month", "district_code", "part", "category_code", "figure"),
        ("series", "last_month", "district_code", "part", "category_code", "figure"), (),
        _DISTRICT | {"category_code": "categories.category_code"}),
    "coverage": Extract(
        "One row per extract and month.", ("extract", "month"),
        ("extract", "month", "is_complete", "is_provisional", "note"), ("note",)),
    "former_wards": Extract(
        "One row per ward of another vintage and ward that holds it now.", ("former_code", "ward_code"),
        ("former_code", "former_name", "former_vintage", "ward_code", "share_pct"), ("share_pct",),
        {"ward_code": "areas.area_code"}),
}
REQUIRED = ("areas", "residents", "categories", "crime", "coverage")


def column_types(extract: str) -> dict[str, str]:
    """Map the extract's column names, in order, to their DuckDB types."""
    return {name: COLUMNS[name].type for name in EXTRACTS[extract].columns}
