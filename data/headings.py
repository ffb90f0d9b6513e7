"""Knows columns by their headings, whatever their publisher calls them."""

import csv
import io
import re

UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
OPENING_ROWS = 12
# Names that publishers use, as this project writes them
ALIASES = (
    (r"lsoa(\d\d)_?cd", r"lsoa\1_code"), (r"lsoa(\d\d)_?nm", r"lsoa\1_name"),
    (r"(?:lad|ltla)(\d\d)_?cd", r"ltla\1_code"), (r"(?:lad|ltla)(\d\d)_?nm", r"ltla\1_name"),
    (r"wd(\d\d)_?cd", r"ward\1_code"), (r"wd(\d\d)_?nm", r"ward\1_name"), (r"ruc(\d\d)_?cd", r"ruc\1_code"),
    (r"chg?n?g?ind", "change_code"), (r"(?:total_)?population|all_ages|total", "residents"),
)


def plain_name(heading: str) -> str:
    """Write a column's heading in this project's way: lower case, underscores, the publisher's aliases resolved."""
    name = re.sub(r"[^a-z0-9+]+", "_", heading.strip().lower()).strip("_")
    for pattern, plain in ALIASES:
        if re.fullmatch(pattern, name):
            return re.sub(pattern, plain, name)
    return name


def opening_rows(content: bytes) -> list[list[str]]:
    """Give the first rows of a text file, whatever its encoding, to recognise it by."""
    encoding = "utf-16" if content[:2] in UTF16_MARKS else "utf-8-sig"
    text = content[:65536].decode(encoding, errors="replace").replace("\0", "")
    return list(csv.reader(io.StringIO(text, newline="")))[:OPENING_ROWS]
