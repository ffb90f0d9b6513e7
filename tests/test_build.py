"""Raw files go in, an edition comes out: every row counted or dropped by reason, however the files are arranged."""

import json
import random
import tracemalloc
import zipfile

import pytest

from built_editions import counted, read, report
from data.folders import find_files
from data.police_files import read_police_files
from data.recognition import recognise_files
from data.summary import Summary
from raw_files import CRIMES, EASTFIELD, HOME, NEIGHBOUR, NORTHGATE, PARTNER_HEADER, SOUTHMEAD, STREET_HEADER, WESTWOOD, street_file, street_rows, write_street, write_table

JANUARY = {  # CRIMES, counted by hand: district, ward, category -> crimes
    (HOME, NORTHGATE, "burglary"): 1, (HOME, NORTHGATE, "shoplifting"): 1, (HOME, NORTHGATE, "anti_social_behaviour"): 1,
    (HOME, NORTHGATE, "all_crime"): 2,
    (HOME, SOUTHMEAD, "burglary"): 1, (HOME, SOUTHMEAD, "robbery"): 1, (HOME, SOUTHMEAD, "all_crime"): 2,
    (HOME, None, "shoplifting"): 1, (HOME, None, "all_crime"): 1,
    (NEIGHBOUR, EASTFIELD, "drugs"): 1, (NEIGHBOUR, EASTFIELD, "all_crime"): 1,
    (NEIGHBOUR, WESTWOOD, "drugs"): 1, (NEIGHBOUR, WESTWOOD, "all_crime"): 1,
}


def zipped(folder, file):
    with zipfile.ZipFile(file, "w") as archive:
        for each in sorted(folder.rglob("*.csv")):
            archive.write(each, each.relative_to(folder).as_posix())
    return file


def shuffled(file):
    header, *rows = file.read_text(encoding="utf-8").splitlines()
    random.Random(1).shuffle(rows)
    return "\r\n".join([header, *rows, ""])


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


def test_what_is_not_recognised_is_listed_and_skipped(raw, built, edition):
    write_table(raw / "minutes.csv", [("item", "who"), ("1", "clerk")])
    (raw / "notes.txt").write_text("nothing", encoding="utf-8")
    again = built(raw)
    assert {each["file"]: each["why"] for each in report(again)["skipped"]} == {
        "minutes.csv": "not a kind of file that is known here", "notes.txt": "not a kind of file that is known here"}
    assert read(again, "crime") == read(edition, "crime")


def test_file_without_rows_is_listed(raw, built, edition):
    write_table(street_file(raw, "2022-03"), [STREET_HEADER])
    again = built(raw)
    assert report(again)["skipped"] == [{"file": "2022-03/2022-03-kent-street.csv", "why": "no rows"}]
    assert read(again, "crime") == read(edition, "crime")


def of_force(rows, force):
    return [rows[0], *((*row[:2], force, force, *row[4:]) for row in rows[1:])]


def test_other_forces_rows_count_in_months_that_the_home_force_has(raw, built):
    for month in ("2022-02", "2022-03"):
        write_table(raw / f"{month}-btp-street.csv", of_force(street_rows(month, CRIMES[:2] + CRIMES[-1:]), "British Transport Police"))
    edition = built(raw)
    assert counted(edition, "2022-02-01")[HOME, NORTHGATE, "burglary"] == 2
    assert [(row[1].month, row[2]) for row in read(edition, "coverage")] == [(1, True), (2, True)]
    assert read(edition, "crime", "month = '2022-03-01'") == []
    found = report(edition)
    assert found["rows_dropped"] == {"no location": 3, "outside the police area": 2, "a month without the home force's file": 3}
    assert (found["rows_read"], found["rows_counted"], found["rows_of_other_forces_counted"]) == (26, 18, 2)


@pytest.mark.parametrize("name", ["KENT POLICE", "Kent Police Service", " Kent Police"])
def test_home_force_is_known_however_its_name_is_written(raw, built, name):
    write_table(street_file(raw, "2022-03"), of_force(street_rows("2022-03"), name))
    assert report(built(raw))["rows_of_other_forces_counted"] == 0


def test_linked_folder_is_read_once(raw, built, edition, tmp_path):
    (raw / "police").rename(tmp_path / "elsewhere")
    try:
        (raw / "police").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
        (raw / "places" / "round").symlink_to(raw, target_is_directory=True)
    except OSError:
        pytest.skip("this system makes no links")
    again = built(raw)
    assert read(again, "crime") == read(edition, "crime")
    assert report(again)["rows_read"] == 20


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
    assert about.get("default_last_months") == (expected and {"police_uk": expected})


def test_each_series_has_a_month_to_open_on(raw, built):
    year = [f"2022-{month:02d}" for month in range(1, 13)]
    for month in [*year, "2024-01"]:
        write_street(raw / "police", month, CRIMES[:1])
    write_table(raw / "partner.csv", [PARTNER_HEADER, *((month, HOME, "", "all_crime", "5") for month in [*year, "2023-01"])])
    about = json.loads((built(raw) / "edition.json").read_text(encoding="utf-8"))
    assert about.get("default_last_month") is None
    assert about["default_last_months"] == {"police_uk": "2022-12"}


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


def test_of_the_polices_files_only_what_is_used_stays_in_memory(tmp_path):
    months, crimes = ("2022-01", "2022-02", "2022-03"), CRIMES * 200
    for month in months:
        header, *rows = street_rows(month, crimes)
        write_table(street_file(tmp_path, month), [header, *((f"{number:064x}", *row[1:]) for number, row in enumerate(rows))])
    tracemalloc.start()
    found = recognise_files(find_files([tmp_path]), Summary({}), list)
    files = read_police_files(found.police, Summary({}), list)["street"]
    held, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    rows = len(crimes)
    assert [len(file.rows) for file in files] == [rows] * len(months)
    assert held < 300 * rows * len(months)  # bytes; a table of text takes over a thousand for a row
    assert most - held < 4_000 * rows  # what one file takes while it is read, not all of them


def test_what_is_wrong_with_the_polices_files_and_others_comes_in_one_report(raw, stopped):
    write_table(raw / "places" / "population20_lsoa11.csv", [("lsoa11_code", "residents"), ("E01999001", "1000", "7")])
    header, *rows = street_rows("2022-03")
    write_table(street_file(raw, "2022-03"), [header, (*rows[0][:9], "Piracy", "", ""), *rows[1:]])
    lines = "\n".join(stopped())
    assert "population20_lsoa11.csv" in lines and "2022-03-kent-street.csv" in lines and "Piracy" in lines
