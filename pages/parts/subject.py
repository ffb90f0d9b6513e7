"""What a page speaks of: the edition, the place, the chosen category and wards."""

from dataclasses import dataclass

import streamlit as st

from pages.parts.choices import Filters, ask_records
from pages.parts.compared import Compared, compared
from pages.parts.periods import is_published, join_words
from queries import edition


@dataclass(frozen=True)
class Place:
    """The area that a page speaks of."""

    code: str
    name: str
    full_name: str
    county: Compared


def about() -> dict:
    """Give what the edition says of itself."""
    return edition().about | {"fingerprint": edition().fingerprint}


def holds(extract: str) -> bool:
    """Say whether the edition has rows of an extract."""
    return edition().holds(extract)


def place(district: str) -> Place:
    """Name a district in full, as the edition calls it."""
    about = edition().about
    name = next(row["district_name"] for row in ask_records("districts") if row["district_code"] == district)
    return Place(district, name, about.get("place_names", {}).get(district, name), compared(about))


def is_invented(filters: Filters) -> bool:
    """Say whether a district's own totals are invented for these choices: in the sample, all but the published windows."""
    said = about()
    return said["kind"] == "illustrative" and (filters.is_part or not is_published(said, filters.district, filters.period))


def category(filters: Filters) -> dict:
    """Give the chosen category's row: its code, label, parent and kind."""
    return next(row for row in ask_records("categories", filters) if row["category_code"] == filters.category)


def is_dark() -> bool:
    """Say whether the reader's theme is dark, for the one canvas that can't follow it by itself."""
    return st.context.theme.type == "dark"


def has_town_centre(filters: Filters) -> bool:
    """Say whether the district has wards in a town centre: data/reference/town_centre_wards.csv names them."""
    return any(row["setting"] == "Town centre" for row in ask_records("wards", filters))


def ward_labels(filters: Filters) -> dict[str, str]:
    """Map the district's wards to their names."""
    return {row["ward_code"]: row["ward_name"] for row in ask_records("wards", filters)}


def ward_names(filters: Filters) -> list[str]:
    """Name the chosen wards."""
    return [name for code, name in ward_labels(filters).items() if code in filters.wards]


def former_wards(filters: Filters) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Offer wards of another vintage by name: what they are part of now, and which wards to choose."""
    found: dict = {}
    for row in ask_records("former_wards", filters):
        found.setdefault(row["former_code"], []).append(row)
    return {code: (f"{rows[0]['former_name']} (not a ward of these figures): in {join_words([row['ward_name'] for row in rows])}", tuple(row["ward_code"] for row in rows))
            for code, rows in found.items()}
