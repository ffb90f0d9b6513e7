"""What each extract of an edition must be: the one dictionary of columns, and the tables made of them."""

from dataclasses import dataclass, field

DISTRICT_CODE = r"[EW]0[6-9]\d{6}"
WARD_CODE = r"[EW]05\d{6}"


@dataclass(frozen=True)
class Column:
    """A quantity that has one name, type and meaning wherever it appears."""

    type: str  # a DuckDB type
    meaning: str
    allowed: tuple[str, ...] = ()
    pattern: str = ""
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True)
class Extract:
    """One Parquet file of an edition: its grain, key and columns; a column in `nullable` may be null."""

    grain: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    nullable: tuple[str, ...] = ()
    refers: dict[str, str] = field(default_factory=dict)  # column -> 'extract.column' it must be found in


COLUMNS = {
    "age_band": Column("VARCHAR", "Ages of residents, in years", pattern=r"\d+ to \d+|\d+ and over"),
    "area_code": Column("VARCHAR", "ONS code of a district or ward", pattern=f"{DISTRICT_CODE}|{WARD_CODE}"),
    "area_level": Column("VARCHAR", "Kind of area", allowed=("district", "ward")),
    "area_name": Column("VARCHAR", "Name of a district or ward, as ONS writes it"),
    "basis": Column("VARCHAR", "What kind of count the residents are", allowed=("mid-year estimate", "Census 2021")),
    "boundary": Column("VARCHAR", "Outline in longitude and latitude, as GeoJSON geometry"),
    "breaks_series": Column("BOOLEAN", "Figures before and after the event do not compare"),
    "category_code": Column("VARCHAR", "Category of crime or incident", pattern=r"[a-z0-9_]+"),
    "category_label": Column("VARCHAR", "Category in words"),
    "counts_in_all_crime": Column("BOOLEAN", "The category is part of all crime"),
    "county_code": Column("VARCHAR", "ONS code of the county; a unitary authority is its own", pattern=r"[EW]\d{8}"),
    "crimes": Column("INTEGER", "Crimes or incidents recorded", minimum=0),
    "date": Column("DATE", "Day"),
    "definition": Column("VARCHAR", "What the category counts, in a sentence"),
    "district_code": Column("VARCHAR", "ONS code of a district", pattern=DISTRICT_CODE),
    "event": Column("VARCHAR", "What happened, in words"),
    "extract": Column("VARCHAR", "Extract, and series where it has two", pattern=r"[a-z_]+(\.[a-z_]+)?"),
    "former_code": Column("VARCHAR", "ONS code of a ward of another vintage", pattern=WARD_CODE),
    "former_name": Column("VARCHAR", "Name of a ward of another vintage"),
    "former_vintage": Column("VARCHAR", "Vintage of the other ward", pattern=r"WD\d\d"),
    "is_complete": Column("BOOLEAN", "The month is whole"),
    "is_incident": Column("BOOLEAN", "Counts incidents reported, not crimes"),
    "is_provisional": Column("BOOLEAN", "The publisher expects to revise the month"),
    "is_sensitive": Column("BOOLEAN", "Small counts could identify a victim"),
    "drawn_m": Column("VARCHAR", "Box of a panel that its outlines fill, in metres of the British National Grid"),
    "frame_m": Column("VARCHAR", "Frame of a map panel: least and most easting and northing, in metres of the British National Grid"),
    "label": Column("VARCHAR", "The area's name, broken into lines as the map writes it"),
    "label_easting_m": Column("DOUBLE", "Where the area's name stands, metres east on the British National Grid"),
    "label_northing_m": Column("DOUBLE", "Where the area's name stands, metres north on the British National Grid"),
    "latitude": Column("DOUBLE", "Degrees north", minimum=49, maximum=61),
    "leader_m": Column("VARCHAR", "Line from a name that stands outside its area to the area, in metres of the British National Grid"),
    "longitude": Column("DOUBLE", "Degrees east", minimum=-9, maximum=3),
    "map_code": Column("VARCHAR", "District whose map it is", pattern=DISTRICT_CODE),
    "metres_per_em": Column("DOUBLE", "How many metres of a panel the height of its letters takes", minimum=0),
    "month": Column("DATE", "First day of the month in which it was recorded"),
    "note": Column("VARCHAR", "Remark for readers"),
    "outline": Column("VARCHAR", "Outline in metres of the British National Grid, cut to its panel, as GeoJSON geometry"),
    "panel": Column("VARCHAR", "Part of a map: the whole district, or its towns enlarged", allowed=("whole", "towns")),
    "parent_code": Column("VARCHAR", "Category that this one is a part of"),
    "place": Column("VARCHAR", "Place as its publisher names it ('On or near ...')"),
    "police_force": Column("VARCHAR", "Territorial police force"),
    "priority": Column("VARCHAR", "Priority of the partnership"),
    "residents": Column("INTEGER", "People who usually live in the area", minimum=1),
    "rural_urban": Column("VARCHAR", "Class of most of the ward's residents", allowed=("Urban", "Rural")),
    "series": Column("VARCHAR", "Where the count comes from", allowed=("partner", "police_uk")),
    "setting": Column("VARCHAR", "Three-way class of a ward", allowed=("Town centre", "Other urban", "Rural")),
    "share_pct": Column("INTEGER", "Share of the former ward's residents, percent; null: not counted", minimum=0, maximum=100),
    "sort_order": Column("INTEGER", "Place in a list", minimum=0),
    "topic": Column("VARCHAR", "What an event bears on", allowed=("crime", "roads", "near misses", "residents", "all")),
    "vintage": Column("VARCHAR", "Year of the boundaries", pattern=r"(WD|LAD)\d\d"),
    "ward_code": Column("VARCHAR", "ONS code of a ward; null: not placed in a ward", pattern=WARD_CODE),
    "adjusted_serious": Column("DOUBLE", "Chance that the casualty counts as serious under injury-based recording (DfT); summed, never shown for one",
                               minimum=0, maximum=1),
    "age_years": Column("INTEGER", "Age in years; null: not known", minimum=0, maximum=120),
    "casualty_no": Column("INTEGER", "Number of the casualty within the collision", minimum=1),
    "cause": Column("VARCHAR", "What contributed, as the reporter chose"),
    "collision_id": Column("VARCHAR", "The collision's own reference"),
    "place_name": Column("VARCHAR", "Name of a town or village"),
    "place_kind": Column("VARCHAR", "Whether it is a town or a village, or outside the district", allowed=("town", "village", "outside")),
    "easting_m": Column("INTEGER", "Metres east on the British National Grid", minimum=0, maximum=700000),
    "is_car": Column("BOOLEAN", "A car was involved"),
    "is_cyclist": Column("BOOLEAN", "A pedal cycle was involved"),
    "is_duplicate": Column("BOOLEAN", "Same reporter, place and hour as an earlier report"),
    "is_hgv": Column("BOOLEAN", "A heavy goods vehicle was involved"),
    "is_motorcyclist": Column("BOOLEAN", "A motorcycle was involved"),
    "is_pedestrian": Column("BOOLEAN", "A pedestrian was hurt"),
    "is_seen_before": Column("BOOLEAN", "The reporter saw the like there before; null: not said"),
    "kind": Column("VARCHAR", "What happened, as the reporter chose"),
    "northing_m": Column("INTEGER", "Metres north on the British National Grid", minimum=0, maximum=1300000),
    "report_id": Column("VARCHAR", "Number of the report in this edition"),
    "reporter_key": Column("VARCHAR", "Tells one reporter from another within this edition; null: not known", pattern=r"[0-9a-f]{16}"),
    "road_class": Column("VARCHAR", "Class of the road", allowed=("Motorway", "A(M)", "A", "B", "C", "Unclassified")),
    "road_number": Column("INTEGER", "Number of the road; null: it has none", minimum=1, maximum=9999),
    "road_user": Column("VARCHAR", "How the person was travelling"),
    "rural_urban_site": Column("VARCHAR", "Class of the place itself", allowed=("Urban", "Rural")),
    "severity": Column("VARCHAR", "How badly the worst hurt person was hurt, or this one", allowed=("Fatal", "Serious", "Slight")),
    "speed_limit_mph": Column("INTEGER", "Speed limit", minimum=5, maximum=70),
    "time": Column("VARCHAR", "Time of day", pattern=r"([01]\d|2[0-3]):[0-5]\d"),
    "vehicles": Column("INTEGER", "Vehicles involved", minimum=0),
    "year": Column("INTEGER", "Calendar or, for priorities, financial year's first", minimum=1990, maximum=2100),
}

_DISTRICT = {"district_code": "areas.area_code"}
_PLACED = _DISTRICT | {"ward_code": "areas.area_code", "category_code": "categories.category_code"}

EXTRACTS = {
    "areas": Extract(
        "One row per district or ward.", ("area_code",),
        ("area_code", "area_name", "area_level", "district_code", "county_code", "police_force", "rural_urban",
         "setting", "boundary", "longitude", "latitude", "vintage"),
        ("rural_urban", "setting", "boundary"), _DISTRICT),
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
        ("series", "month", "district_code", "ward_code", "category_code"),
        ("series", "month", "district_code", "ward_code", "category_code", "crimes"), ("ward_code",), _PLACED),
    "crime_places": Extract(
        "One row per series, month, ward, place and category.",
        ("series", "month", "district_code", "ward_code", "category_code", "place", "longitude", "latitude"),
        ("series", "month", "district_code", "ward_code", "category_code", "place", "longitude", "latitude", "crimes"),
        ("ward_code",), _PLACED),
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
        ("time", "ward_code", "speed_limit_mph", "road_number", "rural_urban_site", "longitude", "latitude", "easting_m", "northing_m"),
        _DISTRICT | {"ward_code": "areas.area_code"}),
    "casualties": Extract(
        "One row per casualty.", ("collision_id", "casualty_no"),
        ("collision_id", "casualty_no", "severity", "road_user", "age_years", "age_band", "adjusted_serious"),
        ("age_years", "age_band", "adjusted_serious"), {"collision_id": "collisions.collision_id"}),
    "near_misses": Extract(
        "One row per report.", ("report_id",),
        ("report_id", "date", "time", "place", "ward_code", "longitude", "latitude", "easting_m", "northing_m", "kind", "road_user",
         "cause", "is_seen_before", "reporter_key", "is_duplicate"),
        ("time", "place", "ward_code", "longitude", "latitude", "easting_m", "northing_m", "kind", "road_user", "cause", "is_seen_before",
         "reporter_key"), {"ward_code": "areas.area_code"}),
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
