"""Rows in, sentences out: what became of the crimes recorded, and what these figures can't say."""

from pages.parts import formats, words
from pages.parts.formats import count, share

ONCE = "Each crime counts once, in the month in which it was recorded and at the furthest point that it has reached. 'Prosecuted' means charged or summonsed."
FOLLOWED = "A month of recording is followed only if there are figures for it and every month after it; the newest months are unfinished."
ARRESTS = "Arrests are people, counted in the month of the arrest: one crime can lead to several, so they are no share of these crimes."
WARDS_WITHHELD = ("By ward and part of the district: withheld. Below the whole district the partnership's arrests, prosecutions and convictions are given for fixed years and "
                  "for all crime only: small numbers in one ward could identify a person.")
SOME_WITHHELD = "What is marked as withheld is a small number, or would give one away. Crimes still open and other outcomes are given for the whole district only."
LEAST = 10  # crimes for a share to be printed
FEW = "Fewer than 50 crimes recorded: too few to put in order"
RANGES = "A ward whose line crosses the dashed rule can't be told from the whole district: the difference may be chance."


def not_held(about: dict, series: str, others: list[str]) -> tuple[str, str]:
    """Say that the chosen source has no outcomes here, who holds them, and which other source of the edition has some."""
    force = about["police_force"]
    there = f" This edition has outcomes from {words.SERIES[others[0]].lower()}: choose that source under 'More'." if others else ""
    return (f"These figures hold no outcomes of crimes from {words.SERIES[series].lower()}.",
            f"{force} holds arrests, charges and court results. It publishes charges and other police outcomes as open data (outcomes files of data.police.uk); arrests and "
            f"convictions come from a police extract.{there} When such files are given to the next build, this page shows them.")


def no_outcomes(label: str) -> str:
    """Say that a category has none by its nature."""
    return f"{label}: reports that are not crimes have no arrest, charge or conviction of their own. Choose a category of crime."


def prosecuted(row: dict) -> str:
    """Say how many were prosecuted so far, with the likely range (row of outcomes_by_category)."""
    if row["charged"] is None or not row["recorded"]:
        return ""
    return (f"{count(row['charged'])} of {count(row['recorded'])} crimes recorded were prosecuted so far: {share(row['charge_pct'])} "
            f"(likely range {share(row['charge_pct_low'])} to {share(row['charge_pct_high'])}).")


def convicted(row: dict, series: str, force: str) -> str:
    """Say both conviction figures in words, or that the data have none and who holds them."""
    if row["recorded"] is None:
        return ""
    if row["convicted"] is None:
        why = f"The open files of {force} carry no court results" if series == "police_uk" else f"The files given carry no court results for these months; {force} holds them"
        return f"Convictions: not in this data. {why}; they come from a police extract."
    said = (f"{count(row['convicted'])} ended in a conviction so far: {share(row['conviction_pct'])} of all crimes recorded "
            f"(likely range {share(row['conviction_pct_low'])} to {share(row['conviction_pct_high'])})")
    if row["with_court_result"] is None:
        return f"{said}."
    if not row["with_court_result"]:
        return f"{said}. None has a court result yet."
    if row["with_court_result"] < LEAST:
        return f"{said}. {count(row['with_court_result'])} {'has' if row['with_court_result'] == 1 else 'have'} a court result: too few for a share of these."
    return (f"{said}, and {share(row['convicted_of_court_pct'])} of the {count(row['with_court_result'])} crimes that have a court result "
            f"(likely range {share(row['convicted_of_court_pct_low'])} to {share(row['convicted_of_court_pct_high'])}).")


def arrests(row: dict, force: str) -> str:
    """Say that arrests are not in the data and who holds them; '' where they are."""
    return f"Arrests: not in this data. {force} holds them." if row["arrests"] is None and row["recorded"] is not None else ""


def still_open(row: dict, followed_to: object) -> str:
    """Say how many are still open, and to when they were followed."""
    if row["still_open"] is None or formats.is_null(followed_to):
        return ""
    return f"{count(row['still_open']) or 'None'} ({share(row['open_pct'])}) are still open, as these crimes stood at the end of {formats.month_name(followed_to)}."


def unfinished(months: list[dict], followed_to: object) -> str:
    """Warn against reading the newest months as a fall (rows of outcomes_by_month)."""
    known = [row for row in months if row["open_pct"] is not None]
    if not known or formats.is_null(followed_to):
        return ""
    first, last = known[0], known[-1]
    return (f"The newest months are not finished: of the crimes recorded in {formats.month_name(last['recorded_month'])}, {share(last['open_pct'])} are still open; "
            f"of those recorded in {formats.month_name(first['recorded_month'])}, {share(first['open_pct'])}. Lower shares at the right are not a fall.")


def slowest(rows: list[dict]) -> str:
    """Say how long outcomes take (rows of outcome_times, the total first)."""
    total = next((row for row in rows if row["outcome_group"] is None and row["finished"]), None)
    if not total:
        return ""
    charged = next((row for row in rows if row["outcome_group"] == "court_convicted" and row["finished"]), None)
    said = (f"Of those that have an outcome, {share(total['within_1_pct'])} had it by the end of the month after recording and {share(total['within_6_pct'])} within "
            "six months")
    tail = f"; half of the convictions took {count(charged['median_months'])} months or more" if charged else ""
    return f"{said}{tail}. Crimes still open will take longer."
