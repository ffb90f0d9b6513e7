"""Checks an edition against its contracts: every failure collected, then one report."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import duckdb

from data.contracts import COLUMNS, EXTRACTS, REQUIRED, column_types
from data.problems import Problem

BUILD_AGAIN = "Build the edition again."
MEND_SOURCE = "Mend the source and build again."
# Wards, and each district with its remainder: a category may be counted for the district alone
COUNTS = """
    create view counts as
    select series, month, district_code, ward_code, category_code, crimes from crime where ward_code is not null
    union all
    select series, month, district_code, null, category_code, sum(crimes) from crime group by all"""
# What must hold between figures: (what is wrong, what is right, the rows that are wrong as text)
IDENTITIES = (
    ("parts that exceed their parent", "parts at most their parent", """
        select strftime(part.month, '%Y-%m') || ' ' || coalesce(part.ward_code, part.district_code) || ' ' || part.category_code
        from counts as part
        join categories as c on c.series = part.series and c.category_code = part.category_code
        join counts as whole on whole.series = part.series and whole.month = part.month
            and whole.district_code = part.district_code and whole.ward_code is not distinct from part.ward_code
            and whole.category_code = c.parent_code
        where part.crimes > whole.crimes"""),
    ("crimes of one type that exceed all crime", "each type at most all crime", """
        select strftime(part.month, '%Y-%m') || ' ' || coalesce(part.ward_code, part.district_code) || ' ' || part.category_code
        from counts as part
        join categories as c on c.series = part.series and c.category_code = part.category_code and c.counts_in_all_crime
        join counts as whole on whole.series = part.series and whole.month = part.month
            and whole.district_code = part.district_code and whole.ward_code is not distinct from part.ward_code
            and whole.category_code = 'all_crime'
        where part.crimes > whole.crimes"""),
    ("trafficking and possession that don't make drug offences", "their sum to be drug offences", """
        select strftime(month, '%Y-%m') || ' ' || coalesce(ward_code, district_code)
        from counts where series = 'partner' and category_code in ('drug_offences', 'drug_trafficking', 'drug_possession')
        group by month, district_code, ward_code
        having count(*) = 3 and sum(if(category_code = 'drug_offences', crimes, -crimes)) <> 0"""),
)


# The same between outcomes and crimes, where there are both: wards, and each district with its remainder
OUTCOME_COUNTS = """
    create view outcome_counts as
    with named as (
        select series, recorded_month as month, district_code, ward_code, category_code, sum(crimes) as crimes from outcomes group by all
    )
    from named where ward_code is not null
    union all
    select series, month, district_code, null, category_code, sum(crimes) from named group by all"""
OUTCOME_IDENTITIES = (
    ("outcomes that don't add up to the crimes recorded", "each crime once, in its furthest group", """
        select strftime(o.month, '%Y-%m') || ' ' || coalesce(o.ward_code, o.district_code) || ' ' || o.category_code
        from outcome_counts as o
        left join counts as c on c.series = o.series and c.month = o.month and c.district_code = o.district_code
            and c.ward_code is not distinct from o.ward_code and c.category_code = o.category_code
        where o.crimes <> coalesce(c.crimes, -1)"""),
    ("outcomes that contradict whether someone was charged or convicted", "a conviction only of a court, a court only after a charge", """
        select strftime(recorded_month, '%Y-%m') || ' ' || district_code || ' ' || category_code
        from outcomes
        where is_charged <> (outcome_group = 'prosecuted' or outcome_group like 'court%')
            or coalesce(is_convicted, outcome_group = 'court_convicted') <> (outcome_group = 'court_convicted')
            or (outcome_group = 'still_open' and outcome_month is not null)
            or outcome_month < recorded_month"""),
)


def failures(folder: Path) -> list[Problem]:
    """List every way in which the edition in the folder breaks its contracts; none: an empty list."""
    try:
        about = json.loads((folder / "edition.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        return [Problem(str(folder / "edition.json"), f"no readable edition ({error})", "an edition's folder", "Give an edition's folder, or build one.")]
    problems = []
    with duckdb.connect() as connection:
        present = [name for name in EXTRACTS if (folder / f"{name}.parquet").is_file()]
        problems += [Problem(f"{name}.parquet", "no file", "the extract, which every edition has", BUILD_AGAIN)
                     for name in REQUIRED if name not in present]
        whole = [name for name in present if not (lost := list(_file_failures(connection, folder, name, about))) or problems.extend(lost)]
        for name in whole:
            problems += _column_failures(connection, name)
        for name in whole:
            problems += _key_failures(connection, name, whole)
        if {"crime", "categories"} <= set(whole):
            problems += _identity_failures(connection, "outcomes" in whole)
    return problems


def _file_failures(connection, folder: Path, name: str, about: dict) -> Iterator[Problem]:
    file = folder / f"{name}.parquet"
    if hashlib.sha256(file.read_bytes()).hexdigest() != about.get("extracts", {}).get(name, {}).get("sha256"):
        yield Problem(file.name, "other contents than edition.json says", "the file as it was built", BUILD_AGAIN)
        return
    connection.execute(f"create view {name} as select * from read_parquet('{file.as_posix()}')")
    found = {row[0]: row[1] for row in connection.execute(f"describe {name}").fetchall()}
    for column, type in column_types(name).items():
        if found.get(column) != type:
            yield Problem(file.name, found.get(column, "no such column"), type, BUILD_AGAIN, column)


def _column_failures(connection, name: str) -> Iterator[Problem]:
    tests = [(column, *test) for column in EXTRACTS[name].columns for test in _tests_of(column, column in EXTRACTS[name].nullable)]
    if not tests:
        return
    asked = ", ".join(f"count(*) filter ({condition}), min(cast({column} as varchar)) filter ({condition})" for column, _, _, condition in tests)
    answer = connection.execute(f"select {asked} from {name}").fetchone()
    for (column, found, expected, _), count, example in zip(tests, answer[::2], answer[1::2]):
        if count:
            yield Problem(f"{name}.parquet", f"{found} in {count:,} rows ({example})", expected, MEND_SOURCE, column)


def _tests_of(column: str, is_nullable: bool) -> Iterator[tuple[str, str, str]]:
    """Give what can be wrong with a column's values: what is found, what is expected, the condition of a wrong row."""
    rule = COLUMNS[column]
    if not is_nullable:
        yield "no value", "a value", f"{column} is null"
    if rule.allowed:
        yield "a value not allowed", f"one of {', '.join(rule.allowed)}", f"{column} not in {rule.allowed}".replace(",)", ")")
    if rule.pattern:
        yield "a value of another form", f"the form {rule.pattern}", f"not regexp_full_match({column}, '{rule.pattern}')"
    if rule.minimum is not None:
        yield "a value below the least", f"{rule.minimum} or more", f"{column} < {rule.minimum}"
    if rule.maximum is not None:
        yield "a value above the most", f"{rule.maximum} or less", f"{column} > {rule.maximum}"


def _key_failures(connection, name: str, present: list[str]) -> Iterator[Problem]:
    key = ", ".join(EXTRACTS[name].key)
    double = connection.execute(f"select count(*) from (select {key} from {name} group by {key} having count(*) > 1)").fetchone()[0]
    if double:
        yield Problem(f"{name}.parquet", f"{double:,} keys twice", EXTRACTS[name].grain, MEND_SOURCE, key)
    for column, target in EXTRACTS[name].refers.items():
        extract, other = target.split(".")
        if extract not in present:
            continue
        lost = connection.execute(f"select count(*), min({column}) from {name} where {column} is not null "
                                  f"and {column} not in (select {other} from {extract})").fetchone()
        if lost[0]:
            yield Problem(f"{name}.parquet", f"{lost[0]:,} rows with unknown codes ({lost[1]})", f"codes in {target}", MEND_SOURCE, column)


def _identity_failures(connection, has_outcomes: bool) -> Iterator[Problem]:
    connection.execute(COUNTS)
    checked = {"crime.parquet": IDENTITIES}
    if has_outcomes:
        connection.execute(OUTCOME_COUNTS)
        checked["outcomes.parquet"] = OUTCOME_IDENTITIES
    for file, found, expected, wrong in ((file, *identity) for file, identities in checked.items() for identity in identities):
        count, example = connection.execute(f"select count(*), min(wrong) from ({wrong}) as t(wrong)").fetchone()
        if count:
            yield Problem(file, f"{found}: {count:,}, such as {example}", expected, MEND_SOURCE, "crimes")
