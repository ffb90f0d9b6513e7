"""One page on one repeat location of the Near Miss Register: for a site visit, a parish council, the county council."""

from pages.parts import formats, words
from pages.parts.tables import Column, html_table

STYLE = ("body{font:16px/1.45 sans-serif;max-width:44rem;margin:2rem auto;color:#1A1A1A}h1{font:600 1.7rem/1.2 serif}dl{display:grid;"
         "grid-template-columns:14rem 1fr;gap:.35rem 1rem}dt{color:#4A4F57}dd{margin:0;font-weight:600}p{max-width:44rem}"
         "table{border-collapse:collapse;margin:1rem 0;font-size:.9rem}caption{text-align:left;font-weight:600}th,td{text-align:left;padding:.15rem 1.2rem .15rem 0;"
         "border-bottom:1px solid #BFBFBF}.caution{border-left:3px solid #801650;padding-left:.8rem}@page{size:A4;margin:18mm}")

MOST_LISTED = 40  # single reports on the page and its sheet
REPORT_COLUMNS = [Column("day", "Day"), Column("kind", "What happened"), Column("cause", "What contributed"), Column("again", "Sent twice")]


def facts(row: dict) -> list[tuple[str, str]]:
    """List what is known of a lettered repeat location (row of near_miss_clusters): what it is, the figure."""
    collisions = "not held" if row["collisions"] is None else formats.count(row["collisions"]) or "0"
    return [("Near misses reported", f"{formats.count(row['count'])}{_twice(row)}"), ("Reported by", row["people"]),
            ("Ward", row["ward_name"]), ("First report", row["first"]), ("Latest report", row["latest"]),
            ("Injury collisions within 100 m, same months", collisions),
            ("Middle of the reports", f"{row['latitude']:.4f} N, {row['longitude']:.4f} E (grid {row['easting_m']}, {row['northing_m']})"),
            *[("Single reports listed", f"the first {MOST_LISTED}")] * (row["count"] > MOST_LISTED)]


def _twice(row: dict) -> str:
    return f" ({formats.count(row['duplicates'])} of them sent twice)" if row["duplicates"] else ""


def section(row: dict) -> str:
    """Write what is known of a repeat location as HTML for the page."""
    lines = "".join(f"<tr><th scope='row'>{words.safe(what)}</th><td>{words.safe(figure)}</td></tr>" for what, figure in facts(row))
    return f'<table class="figures narrow"><caption class="unseen">{words.safe(row["place"])}</caption><tbody>{lines}</tbody></table>'


def sheet(row: dict, reports: list[dict], *, place: str, period: str, notes: list[str]) -> str:
    """Write the same with its single reports as an HTML file that prints on a page; notes: cautions, source and edition."""
    lines = "".join(f"<dt>{words.safe(what)}</dt><dd>{words.safe(figure)}</dd>" for what, figure in facts(row))
    said = "".join(f'<p class="caution">{words.safe(note)}</p>' for note in notes)
    listed = html_table(reports, REPORT_COLUMNS, caption="Each report", is_caption_shown=True)
    return (f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{words.safe(row["place"])}</title><style>{STYLE}</style></head>'
            f"<body><p>Near Miss Register, {words.safe(place)}, {words.safe(period)}</p><h1>{words.safe(row['place'])}</h1><dl>{lines}</dl>{listed}"
            f"<p>A repeat location: three or more reports, each within 100 metres of another. Points are given to 10 metres.</p>{said}</body></html>")
