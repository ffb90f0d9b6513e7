"""What the pages on roads show in one way: a map of points in both its forms, and people hurt by severity."""

import streamlit as st

from pages.parts import projection, road_tables, words
from pages.parts.choices import Filters, ask_records, months_present
from pages.parts.page import chart, choose_ward, holds, html, is_dark, table
from pages.parts.periods import Period
from pages.parts.point_layers import Look
from pages.parts.point_maps import explore_points, point_map
from pages.parts.repeat_locations import RING_WORDS
from pages.parts.subject import has_town_centre
from pages.parts.takeaway import keep_picture
from pages.parts.ward_tables import named_kinds

EXPLORE_PX = 520
MAP_WIDTH = 660  # pixels: the picture's own width, for which its names were placed


def map_places(filters: Filters) -> list[dict]:
    """Give the rows of map_places; none where the edition has none."""
    return ask_records("map_places", filters) if holds("map_places") else []


def total_of(filters: Filters, districts: list[dict]) -> dict:
    """Give the people hurt in all that is chosen: a whole district's are its own row of casualties_by_district, where it has one."""
    own = [] if filters.is_part else [row for row in districts if row["district_code"] == filters.district]
    return (own or ask_records("casualties_total", filters))[0]


def are_years_held(filters: Filters, years: int = 3) -> bool:
    """Say whether all months of the years to the window's end hold collisions."""
    return set(Period(filters.last_month, 12 * years).all_months) <= set(months_present(filters, "collisions"))


def has_map(filters: Filters) -> bool:
    """Say whether the edition can draw the district's wards."""
    return bool(ask_records("outlines", filters) and ask_records("wards", filters))


def map_and_list(filters: Filters, key: str, *, begins_view: bool = True):
    """Give the two containers of a map and what stands at its right; under each other where there is no map. The map begins a view, or stands in one."""
    if begins_view:
        projection.view()
    return projection.pair(key, MAP_WIDTH) if has_map(filters) else (st.container(), st.container())


def show_map(filters: Filters, points: list[dict], rings: list[dict], *, looks: tuple[Look, ...], look_column: str, told: dict[str, str], key: str,
             alt: str, caution: str, is_explorable: bool = True, ring_words: str = RING_WORDS) -> None:
    """Show points and lettered rings on the district's map in the form that the reader chooses; a click chooses a ward or a ring.

    `told` maps a point's columns to their headings in the picture's hover; the explored one shows the column 'told'. The
    caution stands directly under the map, or under the words that there is none; projected, beside it.
    """
    with st.container(key=f"mapped_{key}"):
        shown = st.container()
        html(f'<p class="caution">{words.safe(caution)}</p>')
    if not has_map(filters):
        with shown:
            html(f"<p>{words.safe(words.NO_MAP)}</p>")
        return
    outlines, wards, places = ask_records("outlines", filters), ask_records("wards", filters), map_places(filters)
    form = st.segmented_control("Map", ["Picture", "Explore"], key="map_form", required=True,
                                label_visibility="collapsed") if is_explorable else "Picture"
    looked = {"looks": looks, "look_column": look_column, "chosen": filters.wards}
    with shown:
        drawn = point_map(points, rings, outlines, places, told=told, ring_words=ring_words, **looked)
        if form == "Explore":
            st.pydeck_chart(explore_points(points, rings, wards, places, told="told", neighbours=ask_records("neighbours", filters), is_dark=is_dark(),
                                           **looked), height=EXPLORE_PX, alt=alt, key=f"{key}_deck", selection_mode="single-object", on_select=choose_ward(f"{key}_deck"))
            keep_picture(drawn.to_dict(validate=False), alt, key)
        else:
            chart(drawn, alt, key=key, width="content", scrolls=True, on_select=choose_ward(key))


def by_severity(filters: Filters, question: str, key: str, head: str, caption: str, *, has_before: bool = False, chosen=(), **changed) -> None:
    """Show the answer to a question on people hurt as a table, the chosen wards or districts strong."""
    _show(filters, ask_records(question, filters, **changed), question, key, head, caption, has_before, chosen)


def hurt_by(filters: Filters, split: str) -> list[dict]:
    """Give the rows of casualties_by_kind of one split, each kind under the split's name."""
    rows = [row | {split: row["kind"]} for row in ask_records("casualties_by_kind", filters) if row["split"] == split]
    return named_kinds(rows, has_town_centre(filters)) if split == "setting" else rows


def by_severity_and(filters: Filters, split: str, head: str, caption: str) -> None:
    """Show people hurt by how they travelled (split: road_user), by age (age) or by kind of ward (setting) as a table."""
    _show(filters, hurt_by(filters, split), f"casualties_by_{split.removeprefix('road_')}", split, head, caption)


def _show(filters: Filters, rows: list[dict], file: str, key: str, head: str, caption: str, has_before: bool = False, chosen=()) -> None:
    table(road_tables.by_severity(rows), road_tables.columns(key, head, has_before=has_before),
          f"{caption}, {filters.period.words()}", file=file, notes=(words.ROADS,),
          row_class=lambda row: "chosen" if row.get("ward_code", row.get("district_code")) in chosen else "")
