"""The one dictionary of columns: a quantity has one name, type and meaning wherever it appears."""

from dataclasses import dataclass

DISTRICT_CODE = r"[EW]0[6-9]\d{6}"
WARD_CODE = r"[EW]05\d{6}"
OUTCOME_GROUPS = ("prosecuted", "out_of_court", "no_suspect", "evidential_difficulties", "not_in_public_interest", "other_agency", "court_convicted",
                  "court_not_convicted", "court_result_unavailable", "still_open")
ROAD_USERS = ("Pedestrian", "Cyclist", "Motorcyclist", "Car occupant", "Goods vehicle occupant", "Bus or coach occupant", "Other",
              "Driver", "Horse rider", "Witness")  # those hurt, then who else reports near misses


@dataclass(frozen=True)
class Column:
    """A quantity that has one name, type and meaning wherever it appears."""

    type: str  # a DuckDB type
    meaning: str
    allowed: tuple[str, ...] = ()
    pattern: str = ""
    minimum: float | None = None
    maximum: float | None = None


COLUMNS = {
    "adjusted_serious": Column("DOUBLE", "Chance that the casualty counts as serious under injury-based recording (DfT); summed, never shown for one",
                               minimum=0, maximum=1),
    "age_band": Column("VARCHAR", "Ages in years", pattern=r"\d+ to \d+|\d+ and over"),
    "age_years": Column("INTEGER", "Age in years; null: not known", minimum=0, maximum=120),
    "area_code": Column("VARCHAR", "ONS code of a district or ward", pattern=f"{DISTRICT_CODE}|{WARD_CODE}"),
    "area_level": Column("VARCHAR", "Kind of area", allowed=("district", "ward")),
    "area_name": Column("VARCHAR", "Name of a district or ward, as ONS writes it"),
    "arrests": Column("INTEGER", "Arrests made in the month: people, not crimes", minimum=0),
    "basis": Column("VARCHAR", "What kind of count the residents are", allowed=("mid-year estimate", "Census 2021")),
    "boundary": Column("VARCHAR", "Outline in longitude and latitude, as GeoJSON geometry"),
    "breaks_series": Column("BOOLEAN", "Figures before and after the event do not compare"),
    "casualty_no": Column("INTEGER", "Number of the casualty within the collision", minimum=1),
    "category_code": Column("VARCHAR", "Category of crime or incident", pattern=r"[a-z0-9_]+"),
    "category_label": Column("VARCHAR", "Category in words"),
    "cause": Column("VARCHAR", "What contributed, as the reporter chose"),
    "collision_id": Column("VARCHAR", "The collision's own reference"),
    "counts_in_all_crime": Column("BOOLEAN", "The category is part of all crime"),
    "county_code": Column("VARCHAR", "ONS code of the county; a unitary authority is its own", pattern=r"[EW]\d{8}"),
    "crimes": Column("INTEGER", "Crimes or incidents recorded", minimum=0),
    "date": Column("DATE", "Day"),
    "definition": Column("VARCHAR", "What the category counts, in a sentence"),
    "district_code": Column("VARCHAR", "ONS code of a district", pattern=DISTRICT_CODE),
    "drawn_m": Column("VARCHAR", "Box of a panel that its outlines fill, in metres of the British National Grid"),
    "easting_m": Column("INTEGER", "Metres east on the British National Grid", minimum=0, maximum=700000),
    "event": Column("VARCHAR", "What happened, in words"),
    "extract": Column("VARCHAR", "Extract, and series where it has two", pattern=r"[a-z_]+(\.[a-z_]+)?"),
    "former_code": Column("VARCHAR", "ONS code of a ward of another vintage", pattern=WARD_CODE),
    "former_name": Column("VARCHAR", "Name of a ward of another vintage"),
    "former_vintage": Column("VARCHAR", "Vintage of the other ward", pattern=r"WD\d\d"),
    "frame_m": Column("VARCHAR", "Frame of a map panel: least and most easting and northing, in metres of the British National Grid"),
    "is_car": Column("BOOLEAN", "A car or taxi was involved; null: no vehicles in the data"),
    "is_charged": Column("BOOLEAN", "Someone was charged or summonsed for the crime"),
    "is_complete": Column("BOOLEAN", "The month is whole"),
    "is_convicted": Column("BOOLEAN", "A court convicted someone of the crime; null: the source has no court results"),
    "is_cyclist": Column("BOOLEAN", "A pedal cycle was involved; null: no vehicles in the data"),
    "is_duplicate": Column("BOOLEAN", "Same reporter, place and hour as an earlier report"),
    "is_hgv": Column("BOOLEAN", "A goods vehicle over 3.5 tonnes was involved; null: no vehicles in the data"),
    "is_incident": Column("BOOLEAN", "Counts incidents reported, not crimes"),
    "is_motorcyclist": Column("BOOLEAN", "A motorcycle was involved; null: no vehicles in the data"),
    "is_pedestrian": Column("BOOLEAN", "A pedestrian was hurt; null: no casualties in the data"),
    "is_provisional": Column("BOOLEAN", "The publisher expects to revise the month"),
    "is_seen_before": Column("BOOLEAN", "The reporter saw the like there before; null: not said"),
    "is_sensitive": Column("BOOLEAN", "Small counts could identify a victim"),
    "kind": Column("VARCHAR", "What happened, as the reporter chose"),
    "label": Column("VARCHAR", "The area's name, broken into lines as the map writes it"),
    "label_easting_m": Column("DOUBLE", "Where the area's name stands, metres east on the British National Grid"),
    "label_northing_m": Column("DOUBLE", "Where the area's name stands, metres north on the British National Grid"),
    "latitude": Column("DOUBLE", "Degrees north", minimum=49, maximum=61),
    "leader_m": Column("VARCHAR", "Line from a name that stands outside its area to the area, in metres of the British National Grid"),
    "longitude": Column("DOUBLE", "Degrees east", minimum=-9, maximum=3),
    "map_code": Column("VARCHAR", "District whose map it is", pattern=DISTRICT_CODE),
    "metres_per_em": Column("DOUBLE", "How many metres of a panel the height of its letters takes", minimum=0),
    "month": Column("DATE", "First day of the month in which it was recorded"),
    "northing_m": Column("INTEGER", "Metres north on the British National Grid", minimum=0, maximum=1300000),
    "note": Column("VARCHAR", "Remark for readers"),
    "outcome_group": Column("VARCHAR", "The furthest that the crime has come", allowed=OUTCOME_GROUPS),
    "outcome_month": Column("DATE", "First day of the month of that outcome; null: still open, or not known"),
    "outline": Column("VARCHAR", "Outline in metres of the British National Grid, cut to its panel, as GeoJSON geometry"),
    "panel": Column("VARCHAR", "Part of a map: the whole district, or its towns enlarged", allowed=("whole", "towns")),
    "parent_code": Column("VARCHAR", "Category that this one is a part of"),
    "place": Column("VARCHAR", "Place as its publisher names it ('On or near ...')"),
    "place_kind": Column("VARCHAR", "Whether it is a town or a village, or outside the district", allowed=("town", "village", "outside")),
    "place_name": Column("VARCHAR", "Name of a town or village"),
    "police_force": Column("VARCHAR", "Territorial police force"),
    "priority": Column("VARCHAR", "Priority of the partnership"),
    "recorded_month": Column("DATE", "First day of the month in which the crime was recorded"),
    "report_id": Column("VARCHAR", "Number of the report in this edition"),
    "reporter_key": Column("VARCHAR", "Tells one reporter from another within this edition; null: not known", pattern=r"[0-9a-f]{16}"),
    "residents": Column("INTEGER", "People who usually live in the area", minimum=1),
    "road_class": Column("VARCHAR", "Class of the road", allowed=("Motorway", "A(M)", "A", "B", "C", "Unclassified")),
    "road_number": Column("INTEGER", "Number of the road; null: it has none", minimum=1, maximum=9999),
    "road_user": Column("VARCHAR", "How the person hurt, or who reports, was travelling", allowed=ROAD_USERS),
    "rural_urban": Column("VARCHAR", "Class of most of the ward's residents", allowed=("Urban", "Rural")),
    "rural_urban_site": Column("VARCHAR", "Class of the place itself", allowed=("Urban", "Rural")),
    "series": Column("VARCHAR", "Where the count comes from", allowed=("partner", "police_uk")),
    "setting": Column("VARCHAR", "Three-way class of a ward", allowed=("Town centre", "Other urban", "Rural")),
    "severity": Column("VARCHAR", "How badly the worst hurt person was hurt, or this one", allowed=("Fatal", "Serious", "Slight")),
    "share_pct": Column("INTEGER", "Share of the former ward's residents, percent; null: not counted", minimum=0, maximum=100),
    "sort_order": Column("INTEGER", "Place in a list", minimum=0),
    "speed_limit_mph": Column("INTEGER", "Speed limit", minimum=5, maximum=70),
    "time": Column("VARCHAR", "Time of day", pattern=r"([01]\d|2[0-3]):[0-5]\d"),
    "topic": Column("VARCHAR", "What an event bears on", allowed=("crime", "roads", "near misses", "residents", "all")),
    "vehicles": Column("INTEGER", "Vehicles involved; null: no vehicles in the data", minimum=1),
    "vintage": Column("VARCHAR", "Year of the boundaries", pattern=r"(WD|LAD)\d\d"),
    "ward_code": Column("VARCHAR", "ONS code of a ward; null: not placed in a ward", pattern=WARD_CODE),
    "year": Column("INTEGER", "Calendar or, for priorities, financial year's first", minimum=1990, maximum=2100),
}
