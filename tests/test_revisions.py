"""Publishers revise: built again with a month revised, the edition says which of Home's figures are others now, and About lists them."""

import json

import pytest

from data.build import build
from raw_files import CRIMES, HOME, NEIGHBOUR, PARTNER_HEADER, write_street, write_table
from visible import opened, table, words

REVISED = (*CRIMES, ("Burglary", "northgate"))  # home: 3 burglaries in place of 2, and all crime 6 in place of 5
MANY = (("Burglary", "northgate"),) * 200
PARTNER = [(month, HOME, "", category, crimes) for month in ("2022-01", "2022-02")
           for category, crimes in (("all_crime", 60), ("hate_crime", 9), ("hate_race", 6), ("domestic_abuse_incidents", 12))]


def said(edition):
    return json.loads((edition / "edition.json").read_text(encoding="utf-8"))


def figures(edition):
    return [(row["series"], row["last_month"], row["months"], row["category_code"], row["then"], row["now"])
            for row in said(edition).get("revisions", {}).get("figures", [])]


def test_the_revised_month_is_listed_and_the_other_is_not(raw, built):
    first = built(raw)
    write_street(raw / "police", "2022-01", REVISED)
    assert figures(first) == [] and figures(built(raw)) == [("police_uk", "2022-01", 1, "all_crime", 5, 6), ("police_uk", "2022-01", 1, "burglary", 2, 3)]


def test_nothing_is_revised_by_a_new_month(raw, built):
    built(raw)
    write_street(raw / "police", "2022-03")
    assert figures(built(raw)) == []


def test_one_percent_is_not_more_than_one_percent(raw, built):
    write_street(raw / "police", "2022-01", MANY)
    built(raw)
    write_street(raw / "police", "2022-01", (*MANY, *MANY[:2]))
    assert figures(built(raw)) == []
    write_street(raw / "police", "2022-01", (*MANY, *MANY[:5]))
    assert figures(built(raw)) == [("police_uk", "2022-01", 1, "all_crime", 202, 205), ("police_uk", "2022-01", 1, "burglary", 202, 205)]


def test_the_newest_comes_first_and_the_twelve_months_before_their_last(raw, built):
    for number in range(1, 13):
        write_street(raw / "police", f"2022-{number:02d}")
    built(raw)
    for month in ("2022-04", "2022-12"):
        write_street(raw / "police", month, (*CRIMES, *REVISED[-1:] * 3))
    assert [row[1:] for row in figures(built(raw)) if row[3] == "all_crime"] == [
        ("2022-12", 12, "all_crime", 60, 66), ("2022-12", 1, "all_crime", 5, 8), ("2022-04", 1, "all_crime", 5, 8)]


def test_another_home_district_is_not_compared(raw, tmp_path):
    build([raw], HOME, None, tmp_path / "editions", lambda text: None)
    write_street(raw / "police", "2022-01", REVISED)
    assert "revisions" not in said(build([raw], NEIGHBOUR, None, tmp_path / "editions", lambda text: None))


def test_built_again_from_the_same_files_what_was_revised_still_stands(raw, built):
    built(raw)
    write_street(raw / "police", "2022-01", REVISED)
    assert said(built(raw))["revisions"] == said(built(raw))["revisions"]


@pytest.mark.parametrize("lost", ["crime.parquet", "edition.json"])
def test_an_edition_before_that_cant_be_read_stops_no_build(raw, built, lost):
    (built(raw) / lost).write_bytes(b"lost")
    assert "revisions" not in said(built(raw))


def test_a_strand_of_hate_crime_is_never_listed(raw, built):
    counts = write_table(raw / "partner.csv", [PARTNER_HEADER, *PARTNER])
    built(raw)
    write_table(counts, [PARTNER_HEADER, *((*row[:4], row[4] + 3) for row in PARTNER)])
    assert {row[3] for row in figures(built(raw)) if row[0] == "partner"} == {"all_crime", "hate_crime", "domestic_abuse_incidents"}


def test_each_month_names_the_files_it_came_from(raw, built):
    found = said(built(raw, raw / "police"))["releases"]["crime.police_uk"]
    assert list(found) == ["2022-01", "2022-02"]
    (file,) = found["2022-01"]
    assert file["name"].endswith("2022-01-kent-street.csv") and len(file["sha256"]) == 64


def test_about_lists_what_was_revised(raw, built, monkeypatch):
    monkeypatch.setenv("DASHBOARD_EDITION", str(built(raw)))
    assert "Revised since the last edition" not in words(opened("pages/8_About_the_data.py"))
    write_street(raw / "police", "2022-01", REVISED)
    monkeypatch.setenv("DASHBOARD_EDITION", str(built(raw)))
    app = opened("pages/8_About_the_data.py")
    seen = words(app)
    assert not app.exception and "Revised since the last edition" in seen and "January 2022, all crime: 5 then, 6 now." in seen
    row = table(app, "Police open data: revised by more than 1%")["January 2022"]
    assert (row["Then"], row["Now"], row["Change"], row["% change"]) == ("2", "3", "+1", "+50.0%")  # the last row of that month: burglary
    assert "revised_police_uk.csv" in " ".join(str(button.proto) for button in app.get("download_button"))
