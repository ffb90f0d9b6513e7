"""What the page of wards shows in parts: the map in both its forms, and the sheets of wards to take away."""

import streamlit as st

from pages.parts import alternatives, area_findings
from pages.parts.choices import Filters, ask_records
from pages.parts.maps import explore_map, ward_map
from pages.parts.page import about, chart, choose_ward, is_dark, lead
from pages.parts.subject import Place
from pages.parts.takeaway import WORD, keep_picture, offer_made
from queries import hold_edition

EXPLORE_PX = 520
ON_A_SHEET = ("crime", "outcomes", "collisions", "near_misses")


def say_whole_district(filters: Filters, place: Place) -> None:
    """Give the nearest figure to wards' that are withheld or not held: the whole district's."""
    rows = ask_records("crime_summary", filters, wards=[], rural_urban="All")
    lead(area_findings.whole_district(next(row for row in rows if row["category_code"] == filters.category), place.full_name))


def show_map(filters: Filters, rows, breaks: tuple[float, float], told: str) -> None:
    """Show each ward's rate on the map in the form that the reader chooses; a click chooses a ward. `told`: the map in words."""
    form = st.segmented_control("Map", ["Picture", "Explore"], key="map_form", required=True, label_visibility="collapsed")
    drawn = ward_map(rows, ask_records("outlines", filters), breaks=breaks, chosen=filters.wards)
    if form == "Explore":
        st.pydeck_chart(explore_map(rows, ask_records("wards", filters), neighbours=ask_records("neighbours", filters), chosen=filters.wards, breaks=breaks, is_dark=is_dark()),
                        height=EXPLORE_PX, alt=told, key="ward_deck", selection_mode="single-object", on_select=choose_ward("ward_deck"))
        keep_picture(drawn.to_dict(validate=False), told, "ward_map")
    else:
        chart(drawn, f"{told} {alternatives.in_classes(rows, breaks)}", key="ward_map", width="content", scrolls=True, on_select=choose_ward("ward_map"))


def offer_sheet(filters: Filters, place: Place, codes: list[str], label: str, file: str) -> None:
    """Offer a page of A4 on each of these wards, as one Word document."""
    link = st.session_state["address"]

    def made() -> bytes:
        from pages.parts.ward_sheets import document  # with the renderer of pictures, and seldom needed
        hold_edition()  # it may be made in a thread of its own
        return document(codes, filters, place, about(), link)
    offer_made(label, made, f"{file}.docx", WORD, of=ON_A_SHEET)
