"""Fetches ward boundaries and lookups of LSOAs from ONS's Open Geography service: pages of GeoJSON, counted first."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

from data.addresses import Address
from data.answers import DownloadStopped, stopped
from data.arrivals import Order, is_web_page

PAGE, AT_ONCE = 1000, 100  # features to a page; LSOAs named in one question
BUSY = (408, 429, 500, 502, 503, 504)


def fetch_places(order: Order) -> None:
    """Fetch boundaries and lookups; where one that is not needed can't be had, say so and go on."""
    for source in order.of_kind("wards"):
        _try(order, source, lambda source: _wards(order, source))
    for source in order.of_kind("lookup"):
        _try(order, source, lambda source: _table(order, source, by_district(order, source)))
    for kind, make in (("lookup_of_lsoa", _table), ("centres", _centres)):
        for source in order.of_kind(kind):
            _try(order, source, lambda source, make=make: make(order, source, by_lsoa(order, source)))


def _try(order: Order, source: Address, fetch: Callable[[Address], None]) -> None:
    if order.is_fresh(source.file, source.address, source.keep_days):
        order.say(f"{source.file}: here already")
        return
    try:
        fetch(source)
    except DownloadStopped as problem:
        if source.is_needed:
            raise
        order.say(f"Without {source.purpose}: {'; '.join(map(str, problem.problems))}")


def by_district(order: Order, source: Address) -> list[str]:
    """Word the question for the police area's districts."""
    return [f"{source.where} IN ({quoted(order.districts)})"]


def by_lsoa(order: Order, source: Address) -> Iterator[str]:
    """Word the questions for the police area's LSOAs, which a lookup fetched before names."""
    codes = set()
    for lookup in order.of_kind("lookup"):
        if source.where in lookup.fields and (order.folder / lookup.file).is_file():
            with (order.folder / lookup.file).open(encoding="utf-8", newline="") as opened:
                codes |= {row[source.where] for row in csv.DictReader(opened)}
    known = sorted(codes - {""})
    return (f"{source.where} IN ({quoted(known[at:at + AT_ONCE])})" for at in range(0, len(known), AT_ONCE))


def quoted(codes: list[str]) -> str:
    """Write codes as the service wants them."""
    return ",".join(f"'{code}'" for code in codes)


def _wards(order: Order, source: Address) -> None:
    found = list(_features(order, source, by_district(order, source), has_outline=True))
    features = [{"type": "Feature", "properties": _fields(source, each), "geometry": each["geometry"]} for each in found]
    order.keep_text(source.file, source, source.address, json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False))


def _table(order: Order, source: Address, questions) -> None:
    rows = [list(_fields(source, each).values()) for each in _features(order, source, questions)]
    _write(order, source, list(source.fields), rows)


def _centres(order: Order, source: Address, questions) -> None:
    rows = [[*_fields(source, each).values(), each["geometry"]["coordinates"][1], each["geometry"]["coordinates"][0]]
            for each in _features(order, source, questions, has_outline=True)]
    _write(order, source, ["lsoa_code", "latitude", "longitude"], rows)


def _write(order: Order, source: Address, header: list[str], rows: list[list]) -> None:
    if not rows:
        raise stopped(source.address, "no rows for the district's police area", f"{source.purpose}")
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    order.keep_text(source.file, source, source.address, text.getvalue())


def _fields(source: Address, feature: dict) -> dict:
    """Take the fields that are wanted, in the case that the table gives; the service writes some with F_ before them."""
    given = {name.upper().removeprefix("F_"): value for name, value in (feature.get("properties") or {}).items()}
    missing = [name for name in source.fields if name not in given]
    if missing:
        raise stopped(source.address, f"no field {missing[0]}", f"it, in {source.purpose}")
    return {name: given[name] for name in source.fields}


def _features(order: Order, source: Address, questions, has_outline: bool = False) -> Iterator[dict]:
    """Give every feature that answers the questions: counted first, then page by page until all are here."""
    got = 0
    for where in questions:
        total = order.network.text(counted(source, where), _count)
        begun = got
        while got - begun < total:
            page = order.network.text(paged(source, where, got - begun, has_outline), _features_of)
            if not page:
                raise stopped(source.address, f"{got - begun:,} of {total:,} features", "every one")
            if has_outline and not all(each.get("geometry") for each in page):
                raise stopped(source.address, "a feature without its place", f"one for each, in {source.purpose}")
            got += len(page)
            yield from page
    order.say(f"{source.purpose}: {got:,}")


def counted(source: Address, where: str) -> str:
    """Word the question how many features there are."""
    return f"{source.address}?{urlencode({'where': where, 'returnCountOnly': 'true', 'f': 'json'})}"


def paged(source: Address, where: str, offset: int, has_outline: bool) -> str:
    """Word the question for a page of features, in degrees."""
    asked = {"where": where, "outFields": "*", "returnGeometry": str(has_outline).lower(), "outSR": 4326, "geometryPrecision": 6, "f": "geojson",
             "orderByFields": source.fields[0], "resultOffset": offset, "resultRecordCount": PAGE}
    return f"{source.address}?{urlencode(asked)}"


def _json(content: bytes) -> dict:
    """Read an answer; the service gives its errors with status 200."""
    if is_web_page(content):
        raise ValueError("a web page")
    answer = json.loads(content)
    if not isinstance(answer, dict):
        raise ValueError("no JSON object")
    if "error" in answer:
        error = answer["error"] if isinstance(answer["error"], dict) else {}
        if error.get("code") in BUSY:
            raise ValueError(f"the service's error {error['code']}")
        raise stopped("the Open Geography service", f"error {error.get('code', '')} {error.get('message', '')}".strip(), "an answer to the question as the table of addresses words it")
    return answer


def _count(content: bytes) -> int:
    count = _json(content).get("count")
    if not isinstance(count, int):
        raise ValueError("no count")
    return count


def _features_of(content: bytes) -> list[dict]:
    features = _json(content).get("features")
    if not isinstance(features, list) or not all(isinstance(each, dict) for each in features):
        raise ValueError("no list of features")
    return features
