"""The tables and large figures of the page on outcomes: rows of the queries in, rows and HTML out."""

from pages.parts import outcome_findings as findings
from pages.parts.cohorts import pieces
from pages.parts.formats import count, month_name, records, share
from pages.parts.outcome_findings import LEAST
from pages.parts.palette import EARLIER, FOCUS, HAIRLINE
from pages.parts.summary_table import beside, big_figure
from pages.parts.tables import Column
from pages.parts.words import safe

NOT_HERE = "not in this data"
GROUPS = {
    "court_convicted": "Convicted by a court", "court_not_convicted": "Court: not convicted", "court_result_unavailable": "Prosecuted, court result not known",
    "prosecuted": "Prosecuted, no court result yet", "out_of_court": "Settled out of court", "other_agency": "Passed to another organisation",
    "not_in_public_interest": "Not in the public interest", "evidential_difficulties": "Evidential difficulties", "no_suspect": "No suspect found",
    "still_open": "Still open"}
RANGE_PX, HEIGHT_PX = 110, 14
TIME_COLUMNS = [Column("outcome", "Where they stand"), Column("crimes", "Crimes", "count"), Column("share_pct", "Share", "share"),
                Column("half", "Half took at most", is_wide=True, hint="Half of the crimes had it within this time of being recorded"),
                Column("within_1_pct", "Within 1 month", "share", is_wide=True, hint="By the end of the month after recording"),
                Column("within_6_pct", "Within 6 months", "share", is_wide=True)]


def figures(row: dict, sentences: list[str]) -> str:
    """Write the large figures, those that the data lack as such, with sentences beside them."""
    shown = [("Recorded", "recorded", "crimes"), ("Arrests", "arrests", "in the same months"), ("Prosecuted", "charged", share(row["charge_pct"])),
             ("Convicted", "convicted", share(row["conviction_pct"]) and f"{share(row['conviction_pct'])} of recorded")]
    shown += [] if row.get("is_below") else [("Out of court", "out_of_court", "settled"), ("Still open", "still_open", share(row["open_pct"]))]
    return beside([big_figure(what, count(row[key]) or "–", _lacking(row) if row[key] is None else under) for what, key, under in shown], sentences)


def _lacking(row: dict) -> str:
    return "withheld" if row["is_withheld"] or row.get("is_below") else NOT_HERE if row["recorded"] is not None else "no total"


def times(rows: list[dict]) -> list[dict]:
    """Name the outcomes; the total heads them."""
    return [row | {"outcome": GROUPS.get(row["outcome_group"], "All crimes recorded"), "level": 0 if row["outcome_group"] is None else 1, "half": _half(row["median_months"]),
                   "blank": "–"} for row in rows]


def _half(months: int | None) -> str | None:
    return None if months is None else "same\N{NO-BREAK SPACE}month" if not months else f"{months}\N{NO-BREAK SPACE}month{'s' if months > 1 else ''}"


def months(rows) -> list[dict]:
    """Name the months of recording, the newest first."""
    return [row | {"month_name": month_name(row["recorded_month"]), "blank": "–"} for row in reversed(records(rows))]


def columns(rows: list[dict], key: str, heading: str, *, has_range: bool = True) -> list[Column]:
    """Give the columns of a table by ward, category or month; what no row has is left out."""
    has = {name for row in rows for name in ("arrests", "convicted", "out_of_court", "still_open") if row[name] is not None}
    return [Column(key, heading), Column("recorded", "Recorded", "count"), *[Column("arrests", "Arrests", "count", is_wide=True)] * ("arrests" in has),
            Column("charged", "Prosecuted", "count"), Column("charge_pct", "Share prosecuted", "share"),
            *[Column("range", "Likely range", "html", is_wide=True)] * has_range,
            *[Column("convicted", "Convicted", "count"), Column("conviction_pct", "Share convicted", "share", is_wide=True)] * ("convicted" in has),
            *[Column("out_of_court", "Out of court", "count", is_wide=True)] * ("out_of_court" in has),
            *[Column("still_open", "Still open", "count", is_wide=True), Column("open_pct", "Share open", "share", is_wide=True)] * ("still_open" in has)]


def file_columns(rows: list[dict], key: str, heading: str) -> list[Column]:
    """Give the same for a file: the likely ranges as figures."""
    made = []
    for column in columns(rows, key, heading, has_range=False):
        made.append(column)
        if column.kind == "share" and column.key != "open_pct":
            made += [Column(f"{column.key}_{end}", f"{column.heading}: likely {'from' if end == 'low' else 'to'}", "share") for end in ("low", "high")]
    return made


def wards(rows: list[dict], whole: dict, name: str) -> list[dict]:
    """Order wards by the share prosecuted, highest first; those with few crimes apart, by name; the whole district first."""
    many = sorted((row for row in rows if not row["is_few"] and row["ward_code"]), key=lambda row: -(row["charge_pct"] or 0))
    few = [row | {"group": findings.FEW} for row in sorted(rows, key=lambda row: row["ward_name"]) if row["is_few"] and row["ward_code"]]
    apart = [row | {"group": "Not placed in a ward"} for row in rows if not row["ward_code"] and row["recorded"]]
    return _with_ranges([whole | {"ward_name": name, "ward_code": None, "level": 0}, *many, *few, *apart])


def categories(rows: list[dict]) -> list[dict]:
    """Indent the parts of a category."""
    return _with_ranges([row | {"level": 0 if row["category_code"] == "all_crime" else 2 if row["parent_code"] else 1} for row in rows])


def _with_ranges(rows: list[dict]) -> list[dict]:
    """Draw each share's likely range on one scale, the first row's share as a rule through all; no share of fewer than LEAST crimes."""
    rows = [row if (row["recorded"] or 0) >= LEAST else row | dict.fromkeys(("charge_pct", "conviction_pct", "open_pct")) for row in rows]
    top = max([row["charge_pct_high"] for row in rows if row["charge_pct"] is not None], default=0) or 1
    rule = rows[0]["charge_pct"] if rows else None
    return [row | {"range": _range(row, top, rule), "blank": "withheld" if row["is_withheld"] or row.get("is_below") else "–"} for row in rows]


def _range(row: dict, top: float, rule: float | None) -> str:
    if row["charge_pct"] is None:
        return ""
    low, at, high = (min(RANGE_PX, RANGE_PX * row[key] / top) for key in ("charge_pct_low", "charge_pct", "charge_pct_high"))
    middle, whole = HEIGHT_PX / 2, "" if rule is None else (f'<path d="M{RANGE_PX * rule / top:.1f} 0V{HEIGHT_PX}" stroke="{EARLIER.both}" stroke-dasharray="3 2"/>')
    told = f"likely range {share(row['charge_pct_low'])} to {share(row['charge_pct_high'])}"
    return (f'<svg class="spark" width="{RANGE_PX}" height="{HEIGHT_PX}" viewBox="0 0 {RANGE_PX} {HEIGHT_PX}" fill="none" aria-hidden="true"><title>{safe(told)}</title>'
            f'<path d="M0 {HEIGHT_PX - 0.5}H{RANGE_PX}" stroke="{HAIRLINE.both}"/>{whole}<path d="M{low:.1f} {middle}H{high:.1f}" stroke="{FOCUS.both}" stroke-width="2"/>'
            f'<circle cx="{at:.1f}" cy="{middle}" r="3.5" fill="{FOCUS.both}"/></svg><span class="unseen">{safe(told)}</span>')


def key(rows: list[dict]) -> str:
    """Write the key of the chart of months."""
    items = "".join(f'<span><i style="{piece.swatch}"></i>{safe(piece.label)}</span>' for piece in pieces(rows))
    return f'<p class="key measure">{items}</p>'
