"""Fetches residents from NOMIS, ONS's service of figures: by district, by LSOA, by ward and age."""

import csv
import io
import json
import re
from collections import defaultdict

from data.addresses import Address
from data.answers import DownloadStopped, stopped
from data.arrivals import Order, is_web_page
from data.sources.residents import MID_YEAR

SELECTED = "&select=date_name,geography_code,geography_name,c_age,obs_value"
MOST_ROWS = 25_000  # what the service gives to one question without an account
YEARS_BEFORE = 3  # estimates are that much older than the months that they are compared with
ALL_AGES, AGE_0, AGE_90 = 200, 101, 191


def fetch_residents(order: Order) -> None:
    """Fetch every table of residents; where one that is not needed can't be had, say so and go on."""
    for kind, write in (("residents_district", _districts), ("residents_lsoa", _lsoas), ("residents_ward", _wards)):
        for source in order.of_kind(kind):
            if order.is_fresh(source.file, questions(order, source)[0], source.keep_days):
                order.say(f"{source.file}: here already")
                continue
            try:
                write(order, source, [row for address in questions(order, source) for row in order.network.text(address, _rows)])
            except DownloadStopped as problem:
                if source.is_needed:
                    raise
                order.say(f"Without {source.purpose}: {'; '.join(map(str, problem.problems))}")


def questions(order: Order, source: Address) -> list[str]:
    """Word one question for each district of the police area."""
    years = {"first": str(order.today.year - order.years - YEARS_BEFORE), "last": str(order.today.year)}
    return [f"{source.address}?{source.where}{SELECTED}".format(district=code, **years) for code in order.districts]


def _rows(content: bytes) -> list[dict]:
    if is_web_page(content):
        raise ValueError("a web page")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    if not content.strip() or rows and not {"DATE_NAME", "GEOGRAPHY_CODE", "C_AGE", "OBS_VALUE"} <= set(rows[0]) or not content.endswith(b"\n"):
        raise ValueError("no whole table of figures")
    if len(rows) >= MOST_ROWS:
        raise stopped("NOMIS", f"{len(rows):,} rows", f"fewer than {MOST_ROWS:,}, the service's limit")
    told = [row for row in rows if row["OBS_VALUE"]]
    if not all(re.fullmatch(r"\d+(\.0*)?", row["OBS_VALUE"]) and row["C_AGE"].isdigit() for row in told):
        raise ValueError("figures that are no whole numbers")
    return told


def _districts(order: Order, source: Address, rows: list[dict]) -> None:
    _write(order, source, [("area_code", "year", "residents", "basis"), *((row["GEOGRAPHY_CODE"], row["DATE_NAME"], _number(row), MID_YEAR) for row in rows)])


def _lsoas(order: Order, source: Address, rows: list[dict]) -> None:
    _write(order, source, [("lsoa21_code", "year", "residents"), *((row["GEOGRAPHY_CODE"], row["DATE_NAME"], _number(row)) for row in rows)])


def _wards(order: Order, source: Address, rows: list[dict]) -> None:
    """Lay out residents by ward and age as ONS's own table of them; wards are named as their boundaries name them."""
    named = ward_names(order)
    ages: dict[str, dict[int, int]] = defaultdict(dict)
    for row in rows:
        if row["GEOGRAPHY_CODE"] in named:
            ages[row["GEOGRAPHY_CODE"]][int(row["C_AGE"])] = _number(row)
    whole = {code: found for code, found in ages.items() if set(found) == {ALL_AGES, *range(AGE_0, AGE_90 + 1)}}
    title = [f"Mid-{max((row['DATE_NAME'] for row in rows), default='')} population estimates by ward and single year of age, persons (NOMIS)"]
    header = ["Ward Code 1", "Ward Name 1", "LA Code", "Total", *map(str, range(90)), "90+"]
    body = [[code, *named[code], found[ALL_AGES], *(found[age] for age in range(AGE_0, AGE_90 + 1))] for code, found in sorted(whole.items())]
    _write(order, source, [title, header, *body] if body else [])


def ward_names(order: Order) -> dict[str, tuple[str, str]]:
    """Give each ward's name and district, from the boundaries fetched before."""
    named = {}
    for source in order.of_kind("wards"):
        file = order.folder / source.file
        for feature in json.loads(file.read_text(encoding="utf-8"))["features"] if file.is_file() else ():
            code, name, district, _ = (feature["properties"][field] for field in source.fields)
            named[code] = (name, district)
    return named


def _number(row: dict) -> int:
    return int(float(row["OBS_VALUE"]))


def _write(order: Order, source: Address, rows: list) -> None:
    if len(rows) < 2:
        raise stopped(source.address, "no rows for the district's police area", source.purpose)
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    order.keep_text(source.file, source, questions(order, source)[0], text.getvalue())
