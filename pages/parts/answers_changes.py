"""Rows in, answers out: what changed, what stands out, priorities and risk. A function a question, named in questions.csv."""

from collections.abc import Callable

from pages.parts.answer import Answer, Asked
from pages.parts.answer_words import briefly, no_total, summary
from pages.parts.formats import count, percent
from pages.parts.periods import join_words
from pages.parts.summary_table import blank, columns, grouped
from pages.parts.tables import Column
from pages.parts.verdicts import listed, stands_out_columns

MOST_NAMED = 3  # of what stands out, in the sentence


def clear_changes(asked: Asked, rows: dict) -> Answer:
    """List which categories rose or fell by more than chance (rows of crime_summary with verdicts)."""
    every = [row for row in rows["crime_summary"] if row["crimes"] is not None and row["parent_code"] is None]
    if not every:
        return no_total(asked, {})
    said = {verdict: [row for row in every if row["verdict"] == verdict] for verdict in ("Clear rise", "Clear fall")}
    parts = [f"{verdict.lower()}s: {_named(found, 'change_pct', percent)}" for verdict, found in said.items() if found]
    rest = sum(row["verdict"] in ("No clear change", "Too few to tell") for row in every)
    if not rest + sum(map(len, said.values())):
        return Answer(f"No change can be judged in {asked.place} {asked.during}: {next((row['verdict_why'] for row in every if row['verdict_why']), 'the year before is not whole')}.",
                      is_missing=True)
    return Answer(f"{asked.place}, {asked.period.words()} against the year before: {'; '.join(parts) or 'no clear change'}.{_rest(rest, bool(parts))}",
                  {f"change_pct of {row['category_code']}": row["change_pct"] for found in said.values() for row in found if row["change_pct"] is not None} | {"not_clear": rest},
                  **summary(rows["crime_summary"], asked.period, "Changes and how clear they are"))


def _rest(number: int, has_clear: bool) -> str:
    if not has_clear or not number:
        return f" All {count(number)} are too small to tell from chance." if number else ""
    return " The other one is not a clear change." if number == 1 else f" The other {count(number)} are not clear changes."


def stands_out(asked: Asked, rows: dict) -> Answer:
    """List what is outside its usual range among all that was looked at (rows of measures_scanned)."""
    scanned, found = rows["measures_scanned"], listed(rows["measures_scanned"], asked.place)
    why_not = scanned[0]["why_not"] if scanned else "these figures hold too few months"
    if why_not:
        return Answer(f"Nothing can be judged in {asked.place} {asked.during}: {why_not}.", is_missing=True)
    if not found:
        return Answer(f"Nothing outside the usual range among {count(len(scanned))} measures in {asked.place} {asked.during}.", {"found": 0, "scanned": len(scanned)})
    first = [f"{row['category_label']}, {row['area_name']} ({row['verdict'].lower()}, {count(row['crimes'])} against {count(row['crimes_before'])})" for row in found[:MOST_NAMED]]
    figures = {"found": len(found), "scanned": len(scanned)} | {f"{key} {number}": row[key] for number, row in enumerate(found[:MOST_NAMED]) for key in ("crimes", "crimes_before")}
    return Answer(f"{count(len(found))} of {count(len(scanned))} measures in {asked.place} {asked.during} are outside their usual range; "
                  f"most striking: {'; '.join(first)}.", figures, rows=found, caption=f"Outside the usual range, {asked.period.words()}", is_invented=True,
                  columns=stands_out_columns(asked.period))


def by_priority(asked: Asked, rows: dict) -> Answer:
    """Say how the first category of each priority has moved, and show all (rows of crime_summary and priorities)."""
    every, chosen = rows["crime_summary"], rows["priorities"]
    firsts = {one_of["priority"]: None for one_of in chosen}
    for priority in firsts:
        codes = [row["category_code"] for row in chosen if row["priority"] == priority]
        firsts[priority] = next((row for row in every if row["category_code"] in codes and row["parent_code"] is None and row["crimes"] is not None), None)
    found = [row for row in firsts.values() if row]
    if not found:
        return no_total(asked, {})
    said = "; ".join(f"{row['category_label']} {briefly(row)}" for row in found)
    figures = {f"{name} of {row['category_code']}": row[name] for row in found for name in ("crimes", "change", "change_pct") if row[name] is not None}
    table = [row | {"blank": blank(row)} for row in grouped(every, chosen, []) if row["group"] in firsts]
    return Answer(f"The partnership's priorities for {chosen[0]['year']}, by their main categories in {asked.area} {asked.during}, against the year before: {said}.", figures, rows=table,
                  columns=[column for column in columns(asked.period) if column.key not in ("line", "ties")], caption=f"Priorities and their categories, {asked.period.words()}")


def risk_map(asked: Asked, rows: dict) -> Answer:
    """Say which kinds of crime are most frequent and, with harm weights, which do most harm (rows of risk_map)."""
    every = [row for row in rows["risk_map"] if row["crimes"] is not None]
    if not every:
        return no_total(asked, {})
    frequent = sorted(every, key=lambda row: -row["crimes"])[:3]
    harmful = [row for row in every if row["harm"] is not None][:1]
    weights = (f" By the weights of {harmful[0]['weight_source']}, most harm came from {harmful[0]['category_label'].lower()}, {harmful[0]['harm_pct']:.0f}% of all." if harmful else
               " The partnership has adopted no weights for harm (the template is harm_weights.csv), so there is no map of likelihood and impact yet.")
    return Answer(f"Most frequent in {asked.place} {asked.during}: {_named(frequent, 'crimes', count)}.{weights}",
                  {f"crimes of {row['category_code']}": row["crimes"] for row in frequent} | ({"harm_pct": harmful[0]["harm_pct"]} if harmful else {}),
                  rows=[row | {"blank": "–"} for row in rows["risk_map"]], caption=f"How often and how harmful, {asked.period.words()}",
                  columns=[Column("category_label", "Kind"), Column("crimes", "Count", "count"), Column("change_pct", "% change", "percent"), Column("rank", "Position, by rate", "rank"),
                           Column("weight", "Weight of harm", "rate"), Column("harm_pct", "Share of harm", "share")])


def _named(rows: list[dict], key: str, write: Callable) -> str:
    return join_words([f"{row['category_label'][:1].lower()}{row['category_label'][1:]} ({write(row[key])})" for row in rows])
