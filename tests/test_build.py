"""Raw files go in, an edition comes out: every row counted or dropped by reason, however the files are arranged."""

import json
import random
import zipfile

import duckdb
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.inputs import RawFile, Table, plain_name
from data.sources.police_uk import rows_fingerprint
from raw_files import (
    CRIMES, EASTFIELD, HOME, LOOKUPS, NEIGHBOUR, NORTHGATE, SOUTHMEAD, STREET_HEADER, WESTWOOD, WHOLE_HOME, WHOLE_NEIGHBOUR,
    street_file, street_rows, write_street, write_table, write_wards,
)

JANUARY = {  # CRIMES, counted by hand: district, ward, category -> crimes
    (HOME, NORTHGATE, "burglary"): 1, (HOME, NORTHGATE, "shoplifting"): 1, (HOME, NORTHGATE, "anti_social_behaviour"): 1,
    (HOME, NORTHGATE, "all_crime"): 2,
    (HOME, SOUTHMEAD, "burglary"): 1, (HOME, SOUTHMEAD, "robbery"): 1, (HOME, SOUTHMEAD, "all_crime"): 2,
    (HOME, None, "shoplifting"): 1, (HOME, None, "all_crime"): 1,
    (NEIGHBOUR, EASTFIELD, "drugs"): 1, (NEIGHBOUR, EASTFIELD, "all_crime"): 1,
    (NEIGHBOUR, WESTWOOD, "drugs"): 1, (NEIGHBOUR, WESTWOOD, "all_crime"): 1,
}
ONS_NAMES = {"lsoa11_code": "LSOA11CD", "lsoa21_code": "LSOA21CD", "ltla22_code": "LAD22CD", "ward17_code": "WD17CD", "ruc11_code": "RUC11CD",
             "residents": "Total population"}


def read(edition, extract, where="true"):
    """Give an extract's rows as tuples."""
    return duckdb.execute(f"select * from read_parquet('{(edition / extract).as_posix()}.parquet') where {where}").fetchall()


def report(edition):
    return json.loads((edition / "edition.json").read_text(encoding="utf-8"))["report"]


def counted(edition, month="2022-01-01"):
    rows = read(edition, "crime", f"month = '{month}' and crimes > 0")
    return {(district, ward, category): crimes for _, _, district, ward, category, crimes in rows}


def zipped(folder, file):
    with zipfile.ZipFile(file, "w") as archive:
        for each in sorted(folder.rglob("*.csv")):
            archive.write(each, each.relative_to(folder).as_posix())
    return file


def shuffled(file):
    header, *rows = file.read_text(encoding="utf-8").splitlines()
    random.Random(1).shuffle(rows)
    return "\r\n".join([header, *rows, ""])


@pytest.fixture
def edition(raw, built):
    return built(raw)


def test_each_row_is_counted_where_it_belongs(edition):
    assert counted(edition) == JANUARY


def test_rows_in_are_rows_counted_and_rows_dropped(edition):
    found = report(edition)
    assert found["rows_dropped"] == {"no location": 2, "outside the police area": 2}
    assert (found["rows_read"], found["rows_counted"], found["rows_in_a_ward"], found["rows_not_placed_in_a_ward"]) == (20, 16, 14, 2)


def test_places_are_the_publishers_own(edition):
    rows = read(edition, "crime_places", f"month = '2022-01-01' and category_code = 'shoplifting' and district_code = '{HOME}'")
    assert [row[3:] for row in rows] == [
        (NORTHGATE, "shoplifting", "On or near Mill Lane", 0.25, 51.12, 1), (None, "shoplifting", "On or near Mill Lane", 0.5, 51.5, 1)]


def test_zip_gives_the_same_as_folders_and_as_both(raw, built, edition, tmp_path):
    archive = zipped(raw / "police", tmp_path / "latest.zip")
    from_zip = built(raw / "places", archive)
    assert read(from_zip, "crime") == read(edition, "crime")
    both = built(raw, archive)
    assert read(both, "crime") == read(edition, "crime")
    found = report(both)
    assert found["rows_dropped"]["the same month given twice"] == 20
    assert found["rows_read"] == found["rows_counted"] + sum(found["rows_dropped"].values()) == 40


def test_order_of_files_and_of_rows_does_not_matter(raw, built, edition):
    january, february = (street_file(raw / "police", month) for month in ("2022-01", "2022-02"))
    january.write_text(shuffled(january), encoding="utf-8", newline="")
    again = built(february, raw / "places", january)
    assert read(again, "crime") == read(edition, "crime")


def test_month_given_twice_counts_once_in_whatever_order(raw, built, edition):
    january = street_file(raw / "police", "2022-01")
    copy = raw / "older" / january.name
    copy.parent.mkdir()
    copy.write_text(shuffled(january), encoding="utf-8", newline="")
    again = built(raw)
    assert read(again, "crime") == read(edition, "crime")
    assert report(again)["rows_dropped"]["the same month given twice"] == 10


def test_two_builds_of_the_same_files_are_the_same(raw, built, edition):
    again = built(raw)
    assert again != edition
    assert [file.read_bytes() for file in sorted(again.glob("*.parquet"))] == [file.read_bytes() for file in sorted(edition.glob("*.parquet"))]


def test_repeated_crime_ids_are_kept_and_counted(raw, built):
    header, *rows = street_rows("2022-03", CRIMES[:2])
    write_table(street_file(raw, "2022-03"), [header, rows[0], rows[0], rows[1]])
    edition = built(raw)
    assert counted(edition, "2022-03-01")[HOME, NORTHGATE, "burglary"] == 2
    assert report(edition)["repeated_crime_ids"] == 1


def test_publishers_own_column_names_are_recognised(raw, built, edition):
    for name, (header, *rows) in LOOKUPS.items():
        if name != "district_residents.csv":
            write_table(raw / "places" / name, [tuple(ONS_NAMES[column] for column in header), *rows])
    again = built(raw)
    assert report(again)["skipped"] == []
    assert [read(again, name) for name in ("areas", "residents", "crime")] == [read(edition, name) for name in ("areas", "residents", "crime")]


@pytest.mark.parametrize(("heading", "plain"), [
    ("LSOA21CD", "lsoa21_code"), ("LAD24CD", "ltla24_code"), ("LTLA22CD", "ltla22_code"), ("WD24CD", "ward24_code"), ("RUC21CD", "ruc21_code"),
    ("\N{ZERO WIDTH NO-BREAK SPACE}Crime ID", "crime_id"), ("Falls within", "falls_within"), ("All Ages", "residents"), ("90+", "90+"),
])
def test_headings_become_plain_names(heading, plain):
    assert plain_name(heading) == plain


def test_newest_boundaries_are_taken_unless_others_are_named(raw, built, edition):
    write_wards(raw, "WD25")
    newest, named = built(raw), built(raw, wards="WD22")
    assert [row[0] for row in read(newest, "areas", "area_level = 'ward'")] == [WHOLE_HOME, WHOLE_NEIGHBOUR]
    assert sum(crimes for (district, _, category), crimes in counted(newest).items() if (district, category) == (HOME, "all_crime")) == 5
    assert read(named, "crime") == read(edition, "crime")


def test_point_across_the_border_goes_to_the_best_fit_ward_of_the_chosen_vintage(raw, built):
    write_wards(raw, "WD25")
    assert counted(built(raw))[HOME, None, "robbery"] == 1
    write_table(raw / "lookup.csv", [("LSOA21CD", "WD24CD", "LAD24CD"), ("E01999002", WHOLE_HOME, HOME)])
    assert counted(built(raw))[HOME, WHOLE_HOME, "robbery"] == 1


def test_wards_of_another_vintage_lead_to_the_chosen_ones(raw, built):
    write_wards(raw, "WD25")
    assert read(built(raw), "former_wards", f"ward_code = '{WHOLE_HOME}'") == [
        (NORTHGATE, "Northgate", "WD22", WHOLE_HOME, None), (SOUTHMEAD, "Southmead", "WD22", WHOLE_HOME, None)]
    assert [row[:4] for row in read(built(raw, wards="WD22"), "former_wards", f"former_code = '{WHOLE_HOME}'")] == [
        (WHOLE_HOME, "Allgate", "WD25", NORTHGATE), (WHOLE_HOME, "Allgate", "WD25", SOUTHMEAD)]


def test_ward_is_classed_as_most_of_its_residents_are(raw, built):
    write_table(raw / "more_classes.csv", [("lsoa11_code", "ruc11_code"), ("E01999005", "F1")])
    write_table(raw / "more_residents_2020.csv", [("lsoa11_code", "residents"), ("E01999005", "1001")])
    write_table(raw / "more_wards.csv", [("lsoa11_code", "ward17_code"), ("E01999005", NORTHGATE)])
    write_table(raw / "more_districts.csv", [("lsoa11_code", "lsoa21_code", "ltla22_code"), ("E01999005", "E01999005", HOME)])
    classes = {row[0]: row[6:8] for row in read(built(raw), "areas", "area_level = 'ward'")}
    assert classes == {NORTHGATE: ("Rural", "Rural"), SOUTHMEAD: ("Rural", "Rural"), EASTFIELD: ("Urban", "Other urban"), WESTWOOD: ("Rural", "Rural")}


def test_residents_of_a_ward_are_those_of_its_lsoas_and_never_guessed(raw, built, edition):
    assert read(edition, "residents", f"area_code in ('{NORTHGATE}', '{SOUTHMEAD}')") == [
        (NORTHGATE, 2020, 1000, "mid-year estimate"), (SOUTHMEAD, 2020, 500, "mid-year estimate")]
    write_table(raw / "lost.csv", [("lsoa11_code", "lsoa21_code", "ltla22_code"), ("E01999006", "E01999006", HOME)])
    write_table(raw / "lost_residents_2020.csv", [("lsoa11_code", "residents"), ("E01999006", "70")])
    assert [row[0] for row in read(built(raw), "residents", "year = 2020")] == [EASTFIELD, WESTWOOD]


def test_residents_by_age_are_known_by_the_names_of_wards(raw, built):
    ages = [str(age) for age in range(90)] + ["90+"]
    people = {"Northgate": ["1,002"] + ["1"] * 90, "Southmead": ["2"] * 91}
    rows = [(f"E0500{number}", name, HOME, "Tunbridge Wells", "9", *counts) for number, (name, counts) in enumerate(people.items())]
    write_table(raw / "by_age.csv", [("Mid-2020 estimates",), (), ("Ward Code 1", "Ward Name 1", "LA Code (2021 boundaries)", "LA name", "All Ages", *ages), *rows])
    edition = built(raw)
    assert read(edition, "residents_by_age", "age_band = '0 to 5' and year = 2020") == [
        (NORTHGATE, 2020, "0 to 5", 1007), (SOUTHMEAD, 2020, "0 to 5", 12), (HOME, 2020, "0 to 5", 1019)]
    assert read(edition, "residents", f"area_code = '{NORTHGATE}'") == [(NORTHGATE, 2020, 1092, "mid-year estimate")]


def test_what_is_not_recognised_is_listed_and_skipped(raw, built, edition):
    write_table(raw / "minutes.csv", [("item", "who"), ("1", "clerk")])
    (raw / "notes.txt").write_text("nothing", encoding="utf-8")
    write_table(raw / "2022-01-kent-outcomes.csv", [(*STREET_HEADER[:9], "Outcome type"), ("", "2022-01", *[""] * 8)])
    again = built(raw)
    assert {each["file"]: each["why"] for each in report(again)["skipped"]} == {
        "minutes.csv": "not a kind of file that is known here", "notes.txt": "not a kind of file that is known here",
        "2022-01-kent-outcomes.csv": "police outcomes: not used yet"}
    assert read(again, "crime") == read(edition, "crime")


def test_new_edition_becomes_the_current_one(raw, built, edition):
    pointer = edition.parent / "current"
    assert pointer.read_text(encoding="utf-8") == f"{edition.name}\n"
    write_street(raw / "police", "2022-03")
    newer = built(raw)
    assert pointer.read_text(encoding="utf-8") == f"{newer.name}\n"
    assert {each.name for each in edition.parent.iterdir()} == {"current", edition.name, newer.name}


@pytest.mark.parametrize(("months", "expected"), [
    (["2022-01", "2022-02"], None),  # no twelve whole months
    ([f"2022-{month:02d}" for month in range(1, 13)], None),  # the newest month ends twelve whole ones: nothing to say
    ([f"2022-{month:02d}" for month in range(1, 13)] + ["2024-01"], "2022-12"),
])
def test_edition_opens_on_the_newest_month_that_ends_twelve_whole_ones(raw, built, months, expected):
    for month in months:
        write_street(raw / "police", month, CRIMES[:1])
    about = json.loads((built(raw) / "edition.json").read_text(encoding="utf-8"))
    assert about.get("default_last_month") == expected


@pytest.mark.parametrize(("rows", "warned"), [(7, 1), (8, 0)])  # of neighbours with 10: under 75% is 7 and fewer
def test_month_with_few_rows_is_warned_of(raw, built, rows, warned):
    for month, count in (("2022-01", 10), ("2022-02", 10), ("2022-03", rows), ("2022-04", 10), ("2022-05", 10)):
        write_street(raw / "police", month, CRIMES[:1] * count)
    edition = built(raw)
    expected = ["police_uk: March 2022 has 7, under three quarters of its neighbours' median: is the file whole?"]
    assert report(edition)["warnings"] == expected * warned
    assert [row[1].month for row in read(edition, "coverage", "note is not null")] == [3] * warned


def test_missing_month_between_others_is_recorded(raw, built):
    write_street(raw / "police", "2022-05")
    rows = read(built(raw), "coverage")
    assert [(month.month, is_complete) for _, month, is_complete, _, _ in rows] == [(1, True), (2, True), (3, False), (4, False), (5, True)]


def test_map_is_drawn_of_every_ward_and_of_the_neighbours(edition):
    assert {row[2] for row in read(edition, "outlines", f"map_code = '{HOME}' and panel = 'whole'")} == {NORTHGATE, SOUTHMEAD, NEIGHBOUR}


CELLS = st.lists(st.tuples(st.text(max_size=3), st.text(max_size=3)), min_size=1, max_size=8)


def fingerprint(rows):
    frame = pd.DataFrame(rows, columns=["crime_id", "month"], dtype=object)
    return rows_fingerprint(Table(RawFile("a.csv", None), [], frame, [], ""))


@given(CELLS, st.randoms())
def test_fingerprint_of_rows_does_not_know_their_order(rows, chance):
    mixed = chance.sample(rows, len(rows))
    assert fingerprint(mixed) == fingerprint(rows)


@given(CELLS, st.integers(min_value=0))
def test_fingerprint_of_rows_tells_a_changed_row(rows, at):
    changed = list(rows)
    changed[at % len(rows)] = ("longer than any", "month")
    assert fingerprint(changed) != fingerprint(rows)
