"""Rows in, answers out: drugs, knives, hate crime, priorities, and what no statistic answers. A function a question."""

from pages.parts import words
from pages.parts.answer import Answer, Asked, known, one
from pages.parts.answer_words import against, counted, nearest, no_total, summary
from pages.parts.formats import count
from pages.parts.tables import Column
from pages.parts.verdicts import verdict_words

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
    said = "; ".join([f"{count(part['crimes'])} were {what}{'' if part['change'] is None else f', {against(part)}{verdict_words(part)}'}"
                       for part, what in zip(parts, ("for trafficking", "for possession"), strict=True)])
    figures = known({"crimes": whole["crimes"]} | {f"{name} of {part['category_code']}": part[name] for part in parts for name in ("crimes", "change", "change_pct")})
    return Answer(f"Of {count(whole['crimes'])} drug offences recorded in {asked.area} {asked.during}: {said}.", figures,
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
