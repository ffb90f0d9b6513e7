"""Boundaries, lookups and residents go in, areas come out: by the chosen vintage and the publishers' own names."""

import pytest

from built_editions import counted, read, report
from data.inputs import plain_name
from raw_files import EASTFIELD, HOME, LOOKUPS, NEIGHBOUR, NORTHGATE, SOUTHMEAD, WESTWOOD, WHOLE_HOME, WHOLE_NEIGHBOUR, write_table, write_wards

ONS_NAMES = {"lsoa11_code": "LSOA11CD", "lsoa21_code": "LSOA21CD", "ltla22_code": "LAD22CD", "ward17_code": "WD17CD", "ruc11_code": "RUC11CD",
             "residents": "Total population"}


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
    rows = [(f"E0500{number}", name, HOME, "Tunbridge Wells", total, *counts) for number, ((name, counts), total) in enumerate(zip(people.items(), ("1,092", "182")))]
    write_table(raw / "by_age.csv", [("Mid-2020 estimates",), (), ("Ward Code 1", "Ward Name 1", "LA Code (2021 boundaries)", "LA name", "All Ages", *ages), *rows])
    edition = built(raw)
    assert read(edition, "residents_by_age", "age_band = '0 to 5' and year = 2020") == [
        (NORTHGATE, 2020, "0 to 5", 1007), (SOUTHMEAD, 2020, "0 to 5", 12), (HOME, 2020, "0 to 5", 1019)]
    assert read(edition, "residents", f"area_code = '{NORTHGATE}'") == [(NORTHGATE, 2020, 1092, "mid-year estimate")]


def test_map_is_drawn_of_every_ward_and_of_the_neighbours(edition):
    assert {row[2] for row in read(edition, "outlines", f"map_code = '{HOME}' and panel = 'whole'")} == {NORTHGATE, SOUTHMEAD, NEIGHBOUR}
