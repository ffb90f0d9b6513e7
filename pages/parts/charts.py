"""Rows in, chart out: wards and districts compared by their rate."""

from pages.parts import formats
from pages.parts.bars import GAP, ranked_bars
from pages.parts.drawing import Drawing
from pages.parts.maps import class_of
from pages.parts.palette import ACCENT, CLASS_COLOURS, EARLIER, FOCUS, MUTED

SOLID, DASHED = [1, 0], [3, 2]


def ward_bars(rows, *, order: str = "per_1000", chosen=(), borough_per_1000: float | None, breaks: tuple[float, float],
              borough_label: str = "Borough", unit: str = "crimes", font_px: int = 13) -> Drawing:
    """Draw each ward's rate (its count where `order` is 'crimes') in the map's three classes, both figures printed.

    Rows of the query crime_by_ward; `order`: 'per_1000', 'crimes' or 'name'. A click selects 'ward' by ward_code.
    """
    wards = [row for row in formats.records(rows) if row["ward_code"]]
    value, beside = ("crimes", "per_1000") if order == "crimes" else ("per_1000", "crimes")
    titles = {"per_1000": "per 1,000 residents" if value == "per_1000" else "per 1,000", "crimes": unit}
    write = {"crimes": formats.count, "per_1000": _rate_writer(breaks[1])}
    bars = [{
        "code": row["ward_code"], "name": row["ward_name"], "value": row[value],
        "shown": write[value](row[value]) or ("withheld" if row.get("is_withheld") else "no figure"),
        "beside": write[beside](row[beside]), "is_strong": row["ward_code"] in chosen,
        "fill": _class_fill(row["per_1000"], breaks),
        "outline": ACCENT.both if row["ward_code"] in chosen else None, "dash": SOLID,
    } for row in _in_order(wards, value, by_name="ward_name" if order == "name" else None)]
    rule = _rule(borough_label, borough_per_1000, write["per_1000"]) if value == "per_1000" else None
    return ranked_bars(bars, [bar["name"] for bar in bars], heading=titles[value], columns={"beside": titles[beside]},
                       rule=rule, selected="ward", row_px=round(1.47 * font_px), font_px=font_px)


def district_bars(rows, *, home: str, county_per_1000: float | None, county_label: str = "County",
                  previous_label: str = "year before", unit: str = "crimes", font_px: int = 13) -> Drawing:
    """Rank districts from the lowest rate, the home district strong, one outside the ranking apart at the end.

    Rows of the query crime_by_district, `is_ranked` false for a district outside the ranking. `previous_label`
    names the earlier window ('2019'). A click selects 'district' by district_code.
    """
    districts = _in_order(formats.records(rows), "per_1000", is_lowest_first=True)
    ranked = [row for row in districts if row.get("is_ranked") is not False]
    apart = [row for row in districts if row.get("is_ranked") is False]
    write_rate = _rate_writer(county_per_1000 or 0, least_decimals=1)
    bars = [_district_bar(row, home, write_rate) for row in ranked + apart]
    names = [row["district_name"] for row in ranked] + [GAP] * bool(apart) + [row["district_name"] for row in apart]
    columns = {"crimes": unit, "rank_before": f"position, {previous_label}", "rank": "position"}
    return ranked_bars(bars, names, heading="per 1,000 residents", columns=columns, selected="district",
                       row_px=round(1.85 * font_px), font_px=font_px, rule=_rule(county_label, county_per_1000, write_rate))


def _district_bar(row: dict, home: str, write_rate) -> dict:
    is_home, is_apart = row["district_code"] == home, row.get("is_ranked") is False
    return {
        "code": row["district_code"], "name": row["district_name"], "value": row["per_1000"],
        "shown": write_rate(row["per_1000"]) or "no figure", "crimes": formats.count(row["crimes"]),
        "rank_before": "" if is_apart else formats.rank(row["rank_before"]),
        "rank": "not ranked" if is_apart else formats.rank(row["rank"]), "is_strong": is_home,
        "fill": "transparent" if is_apart else FOCUS.both if is_home else MUTED.both,
        "outline": EARLIER.both if is_apart else None, "dash": DASHED}


def _in_order(rows: list[dict], value: str, *, by_name: str | None = None, is_lowest_first: bool = False) -> list[dict]:
    """Sort by name, or by a figure with nulls last."""
    if by_name:
        return sorted(rows, key=lambda row: row[by_name])
    known = [row for row in rows if row[value] is not None]
    unknown = [row for row in rows if row[value] is None]
    return sorted(known, key=lambda row: row[value], reverse=not is_lowest_first) + unknown


def _class_fill(per_1000: float | None, breaks: tuple[float, float]) -> str:
    number = class_of(per_1000, breaks)
    return MUTED.both if number is None else CLASS_COLOURS[number].both


def _rule(label: str, per_1000: float | None, write_rate) -> dict | None:
    return None if per_1000 is None else {"value": per_1000, "label": f"{label} {write_rate(per_1000)}"}


def _rate_writer(typical: float, least_decimals: int = 0):
    """Choose how rates are written, as on the map: whole numbers where they are large, more decimals where small."""
    decimals = max(least_decimals, 0 if typical >= 20 else 1 if typical >= 2 else 2)
    return lambda per_1000: formats.rate(per_1000, decimals)
