"""Road casualties: who was hurt, where and how badly; repeat locations, and a first screening for cameras."""

import streamlit as st

from pages.parts import alternatives, repeat_locations as repeats, road_findings, road_tables as tables, verdicts, words
from pages.parts.judging import how_judged
from pages.parts.page import as_table, ask_records, camera_sites, close_page, collision_places, figures, heading, html, open_page, section, stop_unless_held, say_what_is_missing, table, ward_names
from pages.parts.point_layers import SEVERITIES
from pages.parts.road_parts import are_years_held, by_severity, by_severity_and, hurt_by, map_and_list, map_places, show_map, total_of
from pages.parts.takeaway import download

filters, place = open_page(show=("district", "wards", "rural_urban"), extract="collisions", keeps=("map_form", "how_judged"))
period, area = filters.period, words.area(place.full_name, filters.rural_urban, ward_names(filters))
heading("People hurt on our roads", f"Killed and injured in collisions that police recorded, {area}, {period.words()}", invented=True)
stop_unless_held(filters, "collisions")
say_what_is_missing(filters, "collisions")

districts = ask_records("casualties_by_district", filters)
total = total_of(filters, districts)
figures(tables.trio(total, period, [road_findings.change(total, period)]), [road_findings.change(total, period)], invented=True)
listed, places = ask_records("collision_points", filters) if total["fatal"] is not None else [], map_places(filters)
points, rings = tables.collisions(listed), repeats.lettered(collision_places(listed), places, "collisions", is_road=True)
left, right = map_and_list(filters, "pair")
with left:
    show_map(filters, points, rings, looks=SEVERITIES, look_column="severity", told=tables.TOLD, key="road_map", caution=words.ROADS,
             alt=alternatives.points(area, alternatives.by_severity(points), rings))
with right:
    html(tables.bar_key())
    by_severity(filters, "casualties_by_ward", "ward_name", "People hurt, by ward", "People hurt by ward", chosen=filters.wards, wards=[])

section("Did casualties fall everywhere?", road_findings.everywhere(districts, place.county.name))
by_severity(filters, "casualties_by_district", "district_name", "District", "People hurt by district", has_before=True, chosen=(filters.district,))

section("Who was hurt", road_findings.children(hurt_by(filters, "age")))
left, right = st.columns(2, gap="medium")
with left:
    by_severity_and(filters, "road_user", "Travelling as", f"People hurt by how they travelled, {area}")
    table(hurt_by(filters, "child_on_foot"), tables.SCHOOL_COLUMNS, f"Children hurt on foot, {area}", file="child_pedestrians")
with right:
    by_severity_and(filters, "age", f"Age, {place.full_name}", f"People hurt by age, {place.full_name}")
lorries = ask_records("lorries", filters)
section("Lorries, and kinds of road", road_findings.lorries(lorries))
left, right = st.columns(2, gap="medium")
with left:
    table(lorries, tables.LORRY_COLUMNS, "Collisions with a lorry", file="lorries")
    by_severity_and(filters, "setting", "Kind of ward", f"People hurt by kind of ward, {area}")
with right:
    table(tables.roads(ask_records("collisions_by_road", filters)), tables.ROAD_COLUMNS, "Collisions by class of road and speed limit", file="collisions_by_road")

section("Repeat locations: three collisions or more, each within 100 m of another", road_findings.repeats(rings, period, total["fatal"] is not None))
table(repeats.listed(rings), tables.REPEAT_COLUMNS, "Repeat locations of collisions", file="repeat_collisions", file_columns=tables.REPEAT_FILE_COLUMNS,
      saved=rings, more=repeats.more(rings))
as_table(points[:tables.MOST_LISTED], tables.COLLISION_COLUMNS, "Collisions in which someone was hurt", key="collisions", says=tables.listed_words(len(points)))
download(points, tables.FILE_COLUMNS, "collisions", label="Every collision shown, as CSV", notes=(words.ROADS,))

found = ask_records("camera_points", filters)
sites, badly = tables.screened(camera_sites(found), found, places)
section("A first screening for fixed cameras", road_findings.cameras(sites, period, are_years_held(filters)))
if sites:
    left, right = map_and_list(filters, "pair_cameras", begins_view=False)
    with left:
        show_map(filters, badly, sites, looks=SEVERITIES[1:], look_column="severity", told=tables.TOLD, key="camera_map", is_explorable=False,
                 caution=f"{words.CAMERAS} {words.MOBILE_CAMERAS}", ring_words=tables.CAMERA_RING_WORDS, alt=alternatives.points(area, alternatives.by_severity(badly), sites, called="place"))
    with right:
        table(sites, tables.camera_columns(found), "Where the number for fixed cameras is met or one short", file="camera_screening",
              file_columns=tables.CAMERA_FILE_COLUMNS, notes=(words.CAMERAS, words.ROADS))
how_judged(districts, verdicts.judged_columns(tables.DISTRICT), "The numbers behind each district’s verdict, all who were hurt", says=verdicts.METHOD)
close_page([words.ROADS, words.LORRIES, *words.of_period(period), *verdicts.reasons([total]), verdicts.CLEAR], words.ROAD_SOURCE)
