"""The Near Miss Register's export: nothing personal gets in, and every row is kept or reported with its mend."""

import json
from datetime import date, datetime, time, timedelta

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from data.areas import REFERENCE
from data.build import build
from data.problems import BuildStopped
from data.sources.near_miss import EXCEL_EPOCH, NotUsable, day_and_time
from raw_files import HOME, NORTHGATE, SOUTHMEAD, write_table

TEMPLATE = ("report_id", "date", "time", "latitude", "longitude", "easting", "northing", "place", "who_was_reporting", "what_happened",
            "what_contributed", "seen_before", "reporter")
GOOD = {"date": "2022-01-31", "time": "08:30", "latitude": "51.12", "longitude": "0.25", "who_was_reporting": "Cyclist",
        "what_happened": "Passed too close", "what_contributed": "Speed", "seen_before": "Yes"}
TOMORROW = f"{date.today() + timedelta(days=1):%Y-%m-%d}"
PERSONAL = ("Zebediah", "Quillfeather", "zeb.quill@example.org", "07700 900123", "07700900123", "my daughter Philippa saw")


@pytest.fixture
def register(raw):
    """Write reports (their answers by column; missing ones empty) as an export beside the other raw files."""
    def write(*reports, name="near_misses.csv", header=TEMPLATE):
        return write_table(raw / name, [header, *([report.get(column, "") for column in header] for report in reports)])
    return write


def reports(edition, columns="*"):
    return duckdb.execute(f"select {columns} from read_parquet('{edition.as_posix()}/near_misses.parquet') order by date, time, report_id").fetchall()


def said(edition):
    return json.loads((edition / "edition.json").read_text(encoding="utf-8"))["report"]["near_misses"]


def test_report_is_kept_with_its_answers_and_its_ward(raw, built, register):
    register(GOOD, GOOD | {"longitude": "0.35", "who_was_reporting": "horse rider", "seen_before": "No"})
    assert reports(built(raw), "date, time, ward_code, road_user, kind, cause, is_seen_before") == [
        (date(2022, 1, 31), "08:30", NORTHGATE, "Cyclist", "Passed too close", "Speed", True),
        (date(2022, 1, 31), "08:30", SOUTHMEAD, "Horse rider", "Passed too close", "Speed", False)]


def test_point_is_rounded_to_10_m_of_the_national_grid(raw, built, register):
    register(GOOD | {"latitude": "", "longitude": "", "easting": "558006", "northing": "139014"})
    (easting, northing, longitude, latitude), = reports(built(raw), "easting_m, northing_m, longitude, latitude")
    assert (easting, northing) == (558010, 139010)
    assert (longitude, latitude) == (round(longitude, 5), round(latitude, 5))


def test_place_in_words_is_kept_and_listed_as_unplaced(raw, built, register):
    register(GOOD | {"latitude": "", "longitude": "", "place": "By the old mill", "report_id": "R7"})
    edition = built(raw)
    assert reports(edition, "report_id, place, ward_code, longitude, easting_m") == [("R7", "By the old mill", None, None, None)]
    assert (said(edition)["rows_kept"], said(edition)["unplaced"]) == (1, ["R7"])


WRONG = (  # what is wrong with a good report: column and mend as reported
    ({"latitude": "0.25", "longitude": "51.12"}, "latitude and longitude", "Latitude and longitude are changed over: put each in its column."),
    ({"latitude": "0", "longitude": "0"}, "latitude and longitude", "Mend both, or give the place in words alone."),
    ({"latitude": "52.9", "longitude": "0.25"}, "latitude and longitude", "Mend both, or give the place in words alone."),
    ({"latitude": "", "longitude": "", "easting": "0", "northing": "0"}, "easting and northing", "Mend both, or give the place in words alone."),
    ({"longitude": ""}, "longitude", "Give the other one, or the place in words alone."),
    ({"latitude": "51 north"}, "latitude", "Give the coordinate as a number, or the place in words alone."),
    ({"date": TOMORROW}, "date", "Give the day on which it happened."),
    ({"date": "1899-01-01"}, "date", "Give the day on which it happened."),
    ({"date": "last Tuesday"}, "date", "Write the day so."),
    ({"date": ""}, "date", "Write the day so."),
    ({"time": "breakfast"}, "time", "Write the time so."),
    ({"who_was_reporting": "Astronaut"}, "who_was_reporting", "Choose one of them, or leave it empty."),
    ({"seen_before": "Perhaps"}, "seen_before", "Choose one of them, or leave it empty."),
)


def test_rows_that_cannot_be_used_are_reported_with_their_mend(raw, built, register):
    register(GOOD, *(GOOD | wrong for wrong, _, _ in WRONG))
    found = said(built(raw))
    assert (found["rows_read"], found["rows_kept"], found["rows_reported"]) == (len(WRONG) + 1, 1, len(WRONG))
    assert {each["row"]: (each["file"], each["column"], each["mend"]) for each in found["reported"]} == {
        row: ("near_misses.csv", column, mend) for row, (_, column, mend) in enumerate(WRONG, 3)}


def test_rows_in_are_rows_kept_and_rows_reported_and_rows_given_twice(raw, register, tmp_path):
    register(GOOD | {"report_id": "R1"}, GOOD, GOOD, GOOD | {"date": TOMORROW})
    register(GOOD | {"report_id": "R1"}, GOOD, GOOD | {"report_id": "R1", "time": "09:00"}, name="other.csv")
    lines = []
    found = said(build([raw], HOME, None, tmp_path / "editions", lines.append))
    assert (found["rows_read"], found["rows_kept"], found["rows_reported"], found["rows_given_twice"]) == (7, 3, 2, 2)
    assert "other.csv, column 'report_id', row 4: found 'R1' again; expected each report's number once. Keep the right row." in "\n".join(lines)


def test_nothing_personal_reaches_the_edition(raw, built, register):
    header = (*TEMPLATE, "Your name", "E-mail", "Phone", "Anything else", "Favourite colour")
    register(GOOD | {"reporter": "Zebediah Quillfeather", "Your name": "Zebediah", "E-mail": PERSONAL[2], "Phone": PERSONAL[3],
                     "Anything else": PERSONAL[5], "Favourite colour": "Zebediah blue"},
             GOOD | {"place": "call Zebediah on 07700 900123", "report_id": "zeb.quill@example.org"},
             GOOD | {"what_happened": PERSONAL[5]}, header=header)
    edition = built(raw)
    values = [str(value) for file in edition.glob("*.parquet") for row in duckdb.execute(f"from '{file.as_posix()}'").fetchall() for value in row]
    held = "\n".join(values).encode() + b"".join(file.read_bytes() for file in sorted(edition.iterdir()))
    assert [text for text in PERSONAL if text.lower().encode() in held.lower()] == []
    found = said(edition)
    assert found["dropped_columns"] == {"near_misses.csv": ["Your name", "E-mail", "Phone", "Anything else", "Favourite colour"]}
    assert (found["key_columns"], found["places_cleared"]) == ({"near_misses.csv": "reporter"}, 1)


def test_key_tells_reporters_apart_in_one_edition_and_no_two_editions_share_it(raw, built, register):
    header = tuple("E-mail" if column == "reporter" else column for column in TEMPLATE)
    register(GOOD | {"E-mail": "a@b.org"}, GOOD | {"E-mail": "A@B.org ", "time": "09:00"}, GOOD | {"E-mail": "c@b.org", "time": "10:00"},
             GOOD | {"time": "11:00"}, header=header)
    one, two = (reports(built(raw), "reporter_key") for _ in range(2))
    assert one[0] == one[1] != one[2] and one[3] == (None,)
    assert set(one) & set(two) == {(None,)}
    assert said(built(raw))["dropped_columns"] == {"near_misses.csv": []}


def test_same_reporter_place_and_hour_is_flagged_and_kept(raw, built, register):
    mine = GOOD | {"reporter": "7"}
    register(mine, mine | {"time": "08:59", "latitude": "51.12001"}, mine | {"time": "09:01"}, mine | {"reporter": "8"}, GOOD, GOOD)
    assert sorted(reports(built(raw), "time, is_duplicate")) == [
        ("08:30", False), ("08:30", False), ("08:30", False), ("08:30", False), ("08:59", True), ("09:01", False)]


def test_excel_export_gives_what_the_same_csv_gives(raw, built, register):
    header = ("Reference", "When did it happen?", "Time", "Latitude", "Longitude", "Who was reporting", "What happened", "What contributed", "Seen before?", "Name")
    book = Workbook()
    book.active.append(["Near Miss Register"])
    book.active.append(header)
    rest = (51.12, 0.25, "Driver", "Too fast", "Speed", "Yes", "Zebediah")
    for row in ((1.0, datetime(2022, 1, 31), time(8, 30), *rest), (2, 44592, 0.3541667, *rest), (None,) * 10, (3, 44592.3541667, None, *rest)):
        book.active.append(row)
    book.save(raw / "export.xlsx")
    edition = built(raw)
    assert reports(edition, "report_id, date, time, ward_code, road_user") == [
        (number, date(2022, 1, 31), "08:30", NORTHGATE, "Driver") for number in "123"]
    assert said(edition)["key_columns"] == {"export.xlsx": "Name"}


def test_edition_with_near_misses_is_restricted_and_covers_their_months(raw, built, register):
    register(GOOD, GOOD | {"date": "2022-04-30"})
    edition = built(raw)
    assert json.loads((edition / "edition.json").read_text(encoding="utf-8"))["kind"] == "restricted"
    rows = duckdb.execute(f"select month(month) from '{edition.as_posix()}/coverage.parquet' where extract = 'near_misses' and is_complete order by 1").fetchall()
    assert rows == [(1,), (2,), (3,), (4,)]


def test_column_that_is_missing_stops_the_build(raw, built, register):
    register(GOOD, header=tuple(column for column in TEMPLATE if column != "what_happened"))
    with pytest.raises(BuildStopped) as error:
        built(raw)
    assert error.value.report().splitlines()[1:] == [
        "- near_misses.csv, column 'what_happened', row 1: found no such column; expected it, in a file of near misses. Get the file again with all its columns."]


def test_template_is_recognised_and_holds_no_report(raw, built):
    template = REFERENCE.parent / "templates" / "near_misses.csv"
    (raw / "template.csv").write_bytes(template.read_bytes())
    edition = built(raw)
    assert template.read_text(encoding="utf-8").strip().split(",") == list(TEMPLATE)
    assert (reports(edition), said(edition)["rows_read"]) == ([], 0)


@pytest.mark.parametrize(("day", "hour", "read"), [
    ("2022-01-31", "", None), ("31/01/2022", "8:30", "08:30"), ("31/01/2022 08:30", "", "08:30"), ("2022-01-31T08:30:00Z", "", "08:30"),
    ("2022-01-31 00:00:00", "", None), ("31/1/22", "8.30 am", "08:30"), ("44592", "0.75", "18:00"), ("44592.5", "", "12:00"),
    ("31 January 2022", "6pm", "18:00"), ("31.01.2022", "18:00:59", "18:00"), ("2022-01-31", "not known", None),
])
def test_days_and_times_as_people_and_excel_write_them(day, hour, read):
    assert day_and_time(day, hour) == (date(2022, 1, 31), read)


@given(st.datetimes(min_value=datetime(2001, 1, 1), max_value=datetime(2099, 12, 31)))
def test_excel_numbers_give_back_their_minute(moment):
    moment = moment.replace(second=0, microsecond=0)
    number = (moment - EXCEL_EPOCH) / timedelta(days=1)
    assert day_and_time(f"{number:.10f}", "") == (moment.date(), f"{moment:%H:%M}" if number % 1 else None)


@given(st.text(max_size=12), st.text(max_size=12))
def test_any_text_is_a_day_and_time_or_not_usable(day, hour):
    try:
        found = day_and_time(day, hour)
    except NotUsable:
        return
    assert isinstance(found[0], date)
