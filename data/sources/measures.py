"""What other organisations count (helpline calls, sessions, hours), on this project's template."""

import pandas as pd

from data.inputs import Table
from data.problems import BuildStopped, Problem
from data.sources.template_checks import DAY, NUMBER, TEXT, days, is_text, stop_at_wrong, trimmed

SERIES = ["measure", "organisation", "area_code"]  # whose periods follow each other
COLUMNS = [*SERIES, "period_start", "period_end", "value", "unit"]


def measure_rows(table: Table, areas: dict[str, str], units: dict[str, bool], today: pd.Timestamp) -> pd.DataFrame:
    """Check a file of measures and give its rows: COLUMNS, file, line.

    `areas` maps codes to their level; `units` says of each unit whether it counts people. Raises BuildStopped with
    every value that can't be used: people are counted for whole districts only.
    """
    frame = trimmed(table)
    start, end, unit = days(frame["period_start"]), days(frame["period_end"]), frame["unit"].str.lower()
    of_people = unit.map(units).eq(True) & frame["area_code"].map(areas).eq("ward")
    stop_at_wrong(table, frame, [
        ("measure", is_text(frame["measure"]), *TEXT),
        ("organisation", is_text(frame["organisation"]), *TEXT),
        ("area_code", frame["area_code"].isin(list(areas)), "a district or ward of this edition", "Use the ONS code, as E07000116."),
        ("area_code", ~of_people, "a district, where people are counted", "Give one number for the whole district: small ones can identify someone."),
        ("period_start", start.notna(), *DAY),
        ("period_end", end.notna(), *DAY),
        ("period_end", ~(end < start), "a day on or after period_start", "Give the period's last day."),
        ("period_end", ~(end > today), "a period that is over", "Give it when its last day is past."),
        ("value", frame["value"].str.fullmatch(NUMBER), "a number, 0 or more, without commas", "Give digits; leave the row out where it is not known."),
        ("unit", unit.isin(list(units)), f"one of {', '.join(units)}", "Use one of them, or add a row to data/reference/measure_units.csv."),
    ])
    return frame[SERIES].assign(period_start=start, period_end=end, value=frame["value"].astype(float), unit=unit,
                                file=table.file.name, line=table.lines)


def join_measures(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Put files together; the same row twice counts once. Raises BuildStopped where periods of one series overlap or its unit changes."""
    if not parts:
        return pd.DataFrame(columns=COLUMNS)
    rows = pd.concat(parts, ignore_index=True).drop_duplicates(COLUMNS).sort_values([*SERIES, "period_start", "file", "line"], ignore_index=True)
    before = rows.groupby(SERIES)["period_end"].transform(lambda ends: ends.cummax().shift())
    problems = [Problem(row.file, f"'{row.period_start:%Y-%m-%d}' for {row.measure}, {row.area_code}", "periods that follow each other",
                        "Give each day once: quarters or their year, not both.", "period_start", row.line)
                for row in rows[rows["period_start"] <= before].itertuples()]
    other = rows["unit"].ne(rows.groupby(SERIES)["unit"].transform("first"))
    problems += [Problem(row.file, f"'{row.unit}' for {row.measure}, {row.area_code}", "one unit for each measure", "Use one.", "unit", row.line)
                 for row in rows[other].itertuples()]
    if problems:
        raise BuildStopped(problems[:20])
    return rows[COLUMNS]
