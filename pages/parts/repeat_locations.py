"""Repeat locations, of near misses and of collisions: lettered, named, listed, and one of them on a sheet of paper."""

import string
from collections.abc import Iterable

from pages.parts import formats, words
from pages.parts.tables import Column

RING_WORDS = "repeat location, with its number"
LETTERS = string.ascii_uppercase
COLUMNS = [Column("letter", ""), Column("where", "Repeat location", "html"), Column("count", "Reports", "count"), Column("people", "People", "html"),
           Column("injuries", "Injury collisions", "html", hint="Recorded by police within 100 m in the same months")]
FILE_COLUMNS = [Column("letter", "Letter"), Column("place", "Repeat location"), Column("ward_name", "Ward"), Column("count", "Reports", "count"),
                Column("first", "First"), Column("latest", "Latest"), Column("people", "People"),
                Column("collisions", "Injury collisions within 100 m", "count"), Column("longitude", "Longitude"), Column("latitude", "Latitude")]
DEGREE_SHAPE = 0.4  # a degree east is so much of a degree north, squared, at these latitudes: enough to tell the nearest


def lettered(rows: Iterable[dict], places: Iterable[dict], counted: str, *, is_road: bool = False) -> list[dict]:
    """Give repeat locations, most reported first, letters A to Z (the rest none), a place in words and their days.

    rows: those of a query of clusters, whose column `counted` becomes `count`; places: rows of map_places, which tell where
    on a road it is.
    """
    places = formats.records(places)
    return [row | {"letter": LETTERS[number] if number < len(LETTERS) else "", "count": row[counted], "place": _place(row, places, is_road),
                   "first": words.day(str(row["first_date"])), "latest": words.day(str(row["last_date"]))}
            for number, row in enumerate(row for row in formats.records(rows) if row[counted] is not None)]


def _place(row: dict, places: list[dict], is_road: bool) -> str:
    """Name a repeat location as its reports do, else by the nearest town or village."""
    if row["place"] and not is_road:
        return row["place"]
    nearest = min(places, key=lambda place: (place["latitude"] - row["latitude"]) ** 2 + DEGREE_SHAPE * (place["longitude"] - row["longitude"]) ** 2,
                  default=None)
    return " ".join(filter(None, [row["place"], f"near {nearest['place_name']}" if nearest else ""])) or "No place named"


def listed(rows: list[dict]) -> list[dict]:
    """Write the list beside a map, those with a letter: the place over its ward and days."""
    shown = [row for row in rows if row["letter"]]
    return [row | {"where": f"{words.safe(row['place'])}<br><small>{_ward(row)}{_days(row)}</small>",
                  "people": f"<span class='kept'>{words.safe(row.get('people', ''))}</span>",
                   "injuries": _injuries(row["collisions"])} for row in shown]


def more(rows: list[dict]) -> str:
    """Say how many repeat locations the map and its list leave to the file."""
    left = sum(not row["letter"] for row in rows)
    return f"{formats.count(left)} more, with fewer, are in the file." if left else ""


def _ward(row: dict) -> str:
    return "" if row["ward_name"] in row["place"] else f"{words.safe(row['ward_name'])} · "


def _injuries(collisions: int | None) -> str:
    return "not held" if collisions is None else formats.count(collisions) if collisions else "none"


def _days(row: dict) -> str:
    first, latest = (f"{row[key]:%b %Y}" for key in ("first_date", "last_date"))
    return first if first == latest else f"{first} to {latest}"
