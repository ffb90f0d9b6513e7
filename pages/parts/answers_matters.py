"""Rows in, answers out: drugs, knives, hate crime, priorities, and what no statistic answers. A function a question."""

from collections.abc import Callable

from pages.parts import words
from pages.parts.answer import Answer, Asked, known, one
from pages.parts.answer_words import against, briefly, counted, nearest, no_total, summary
from pages.parts.formats import count, percent
from pages.parts.periods import join_words
from pages.parts.summary_table import blank, columns, grouped
from pages.parts.tables import Column

MOST_NAMED = 3  # of what stands out, in the sentence
DRUGS = ("drug_offences", "drug_trafficking", "drug_possession", "drugs")
VIOLENCE = ("possession_of_weapons", "violent_crime", "robbery", "violence_and_sexual_offences")
AGAINST_WOMEN = ("sexual_offences", "domestic_abuse_incidents", "violence_and_sexual_offences")
BEHAVIOUR = ("asb_incidents", "anti_social_behaviour")
TAGGED = "A tag is what the call taker noted on the report: it tells what the call was about, not what caused the rise."
NOT_KNIFE = ("Knife crime is not counted as such in these figures: possession of weapons is not knife crime, for using a knife is counted as violence or robbery. "
             "{force} can give offences in which a knife was used.")
NOT_COUNTED = ("County lines are not a statistic: no count of recorded crime shows whether they are active here. Ask {force} and the Community Safety Unit, "
               "who hold the intelligence.")
NOT_BY_SEX = ("These figures do not say who is reported for anti-social behaviour: police and the Community Safety Unit hold case records with the sex of those "
              "named, and can be asked for them.")
NOT_BY_KIND = "These figures do not hold the kinds of hate crime apart: {force} can supply them to the community safety partnership, for the whole district."
KINDS_WITHHELD = "The kinds of hate crime are withheld: their numbers are small enough to point to a victim. {force} can speak to them in confidence."
NO_VICTIMS = ("These figures do not hold the sex of victims, so violence against women and girls can't be counted from them: {force} can give crimes by the "
              "victim's sex and age.")


def drugs(asked: Asked, rows: dict) -> Answer:
    """Say how drug offences split into trafficking and possession (rows of crime_summary)."""
    every = rows["crime_summary"]
    whole, *parts = (one(every, category_code=code) for code in DRUGS[:3])
    if whole.get("crimes") is None:
        return no_total(asked, whole)
    said = join_words([f"{count(part['crimes'])} were {what}{'' if part['change'] is None else f' ({against(part)})'}"
                       for part, what in zip(parts, ("for trafficking", "for possession"), strict=True)])
    figures = known({"crimes": whole["crimes"]} | {f"{name} of {part['category_code']}": part[name] for part in parts for name in ("crimes", "change", "change_pct")})
    return Answer(f"Of {count(whole['crimes'])} drug offences recorded in {asked.area} {asked.during}, {said}.", figures,
                  **summary([whole, *parts], asked.period, "Drug offences"), caution=words.POLICE_ACTIVITY)


def knife_crime(asked: Asked, rows: dict) -> Answer:
    """Say that no figure here is knife crime, and what is counted of violence and weapons."""
    return nearest(asked, rows["crime_summary"], VIOLENCE, NOT_KNIFE.format(force=asked.about["police_force"]))


def county_lines(asked: Asked, rows: dict) -> Answer:
    """Say that county lines are no statistic, whom to ask, and what is counted of drugs."""
    return nearest(asked, rows["crime_summary"], DRUGS, NOT_COUNTED.format(force=asked.about["police_force"]))


def girls(asked: Asked, rows: dict) -> Answer:
    """Say that nobody's sex is held here, whom to ask, and how much anti-social behaviour there is."""
    return nearest(asked, rows["crime_summary"], BEHAVIOUR, NOT_BY_SEX)


def women_and_girls(asked: Asked, rows: dict) -> Answer:
    """Say that the sex of victims is not held here, whom to ask, and what is counted nearest to it."""
    return nearest(asked, rows["crime_summary"], AGAINST_WOMEN, NO_VICTIMS.format(force=asked.about["police_force"]))


def covid_tag(asked: Asked, rows: dict) -> Answer:
    """Set the reports tagged COVID-19 beside the change in anti-social behaviour (rows of crime_summary)."""
    every = rows["crime_summary"]
    whole, tagged = one(every, category_code="asb_incidents"), one(every, category_code="asb_gathering_covid_tag")
    if whole.get("crimes") is None or tagged.get("crimes") is None:
        return no_total(asked, whole)
    said, figures = counted(whole, asked.period)
    return Answer(f"Anti-social behaviour in {asked.area}: {said}. Call takers tagged {count(tagged['crimes'])} reports of gatherings as COVID-19.",
                  {"tagged": tagged["crimes"]} | figures, **summary([row for row in every if row["category_code"].startswith("asb_")], asked.period, "Anti-social behaviour"),
                  caution=f"{words.REPORTING} {TAGGED}")


def hate_kinds(asked: Asked, rows: dict) -> Answer:
    """Say how hate crime breaks down by kind where that may be given (rows of crime_summary)."""
    every = rows["crime_summary"]
    strands = [row for row in every if row["parent_code"] == "hate_crime"]
    if all(row["is_withheld"] for row in strands):
        why = NOT_BY_KIND if not strands else KINDS_WITHHELD
        return nearest(asked, every, ("hate_crime",), why.format(force=asked.about["police_force"]))
    said = "; ".join(f"{row['category_label']}: {count(row['crimes'])}" for row in strands if row["crimes"] is not None)
    return Answer(f"Hate crime in {asked.area} {asked.during}, by kind (one crime can have several): {said}.",
                  {row["category_code"]: row["crimes"] for row in strands if row["crimes"] is not None},
                  **summary([row for row in every if row["category_code"].startswith("hate_")], asked.period, "Hate crime"))


def open_spaces(asked: Asked, rows: dict) -> Answer:
    """Say how much was recorded at what the publisher names parks, open spaces and sports grounds (rows of crime_at_open_spaces)."""
    parks, sports, every = rows["crime_at_open_spaces"]
    if every["crimes"] is None:
        return no_total(asked, {})
    return Answer(f"Of {count(every['crimes'])} reports of anti-social behaviour in {asked.place} {asked.during}, {count(parks['crimes'])} were placed on or near a park or open "
                  f"space and {count(sports['crimes'])} on or near a sports or recreation area.",
                  {"at_parks": parks["crimes"], "at_sports_areas": sports["crimes"], "crimes": every["crimes"]}, rows=[parks, sports, every],
                  columns=[Column("kind", "On or near"), Column("crimes", "Reports", "count")], caption=f"Anti-social behaviour by kind of place, {asked.period.words()}",
                  caution=f"{words.REPORTING} The police move each report to the nearest of a fixed list of points; parks that they name by their own name are not counted here.")


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
                  columns=[column for column in columns(asked.period) if column.key != "line"], caption=f"Priorities and their categories, {asked.period.words()}")


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


def clear_changes(asked: Asked, rows: dict) -> Answer:
    """List which categories rose or fell by more than chance (rows of crime_summary with verdicts)."""
    every = [row for row in rows["crime_summary"] if row["crimes"] is not None and row["parent_code"] is None]
    if not every:
        return no_total(asked, {})
    said = {verdict: [row for row in every if row["verdict"] == verdict] for verdict in ("Clear rise", "Clear fall")}
    parts = [f"{verdict.lower()}s: {_named(found, 'change_pct', percent)}" for verdict, found in said.items() if found]
    rest = len(every) - sum(map(len, said.values()))
    return Answer(f"{asked.place}, {asked.period.words()} against the year before: {'; '.join(parts) or 'no clear change'}. The other {count(rest)} are not clear changes.",
                  {f"change_pct of {row['category_code']}": row["change_pct"] for found in said.values() for row in found if row["change_pct"] is not None} | {"not_clear": rest},
                  **summary(rows["crime_summary"], asked.period, "Changes and how clear they are"))


def stands_out(asked: Asked, rows: dict) -> Answer:
    """List what is outside its usual range among all that was looked at (rows of what_stands_out)."""
    found, scanned = rows["what_stands_out"], rows["measures_scanned"][0]
    if scanned["why_not"] or not scanned["scanned"]:
        return Answer(f"Nothing can be judged in {asked.place} {asked.during}: {scanned['why_not'] or 'these figures hold too few months'}.", is_missing=True)
    if not found:
        return Answer(f"Nothing outside the usual range among {count(scanned['scanned'])} measures in {asked.place} {asked.during}.", {"found": 0, "scanned": scanned["scanned"]})
    first = [f"{row['measure']} ({row['verdict'].lower()}, {count(row['crimes'])} against {count(row['crimes_before'])})" for row in found[:MOST_NAMED]]
    figures = {"found": len(found), "scanned": scanned["scanned"]} | {f"{key} {number}": row[key] for number, row in enumerate(found[:MOST_NAMED]) for key in ("crimes", "crimes_before")}
    return Answer(f"{count(len(found))} of {count(scanned['scanned'])} measures in {asked.place} {asked.during} changed by more than their usual ups and downs; "
                  f"most striking: {'; '.join(first)}.", figures, rows=[row | {"blank": "–"} for row in found], caption=f"Outside the usual range, {asked.period.words()}", is_invented=True,
                  columns=[Column("measure", "Measure"), Column("verdict", "Verdict"), Column("crimes", asked.period.short(), "count"),
                           Column("crimes_before", asked.period.year_before.short(), "count")])


def _named(rows: list[dict], key: str, write: Callable) -> str:
    return join_words([f"{row['category_label'][:1].lower()}{row['category_label'][1:]} ({write(row[key])})" for row in rows])
