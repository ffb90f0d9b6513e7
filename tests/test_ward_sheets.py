"""A page of A4 on each ward: its figures are the queries', what is withheld stays so, and all wards are made in time."""

import re
import time
from io import BytesIO

import docx
import pytest
from literal_editions import altered_sample
from visible import opened

from pages.parts.choices import Filters
from pages.parts.subject import about, place
from pages.parts.ward_sheets import document, window
from queries import fetch

LINK = "the-link"


def filters(**changed) -> Filters:
    return Filters(**({"district": "E07000116", "last_month": "2020-12", "months": 12, "series": "partner", "category": "all_crime", "wards": (), "rural_urban": "All"} | changed))


def sheets(chosen: Filters, codes=None):
    """Make the sheets and read them: a list of (name, texts, table's rows by category)."""
    codes = codes or list(fetch("wards")["ward_code"])
    made = docx.Document(BytesIO(document(codes, chosen, place(chosen.district), about(), LINK)))
    found, tables = [], iter(made.tables)
    for paragraph in made.paragraphs:
        if paragraph.style.name == "Heading 1":
            found.append((paragraph.text.removesuffix(" ward"), [], {row.cells[0].text: [cell.text for cell in row.cells] for row in next(tables).rows}))
        elif found:
            found[-1][1].append(paragraph.text)
    return made, found


@pytest.fixture(scope="module")
def twenty():
    began = time.monotonic()
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DASHBOARD_EDITION", raising=False)
        return *sheets(filters()), time.monotonic() - began


def test_each_ward_has_a_page_and_all_are_made_within_a_minute(twenty):
    made, found, seconds = twenty
    assert sorted(name for name, *_ in found) == sorted(fetch("wards")["ward_name"]) and len(found) == 20
    starts = [paragraph.paragraph_format.page_break_before for paragraph in made.paragraphs if paragraph.style.name == "Heading 1"]
    assert starts == [False] + [True] * 19 and seconds < 60
    assert LINK in made.sections[0].footer.paragraphs[0].text and all(shape._inline.docPr.get("descr") for shape in made.inline_shapes)


def test_its_figures_are_the_queries(twenty):
    counted = {row.ward_name: row for row in fetch("crime_by_ward").dropna(subset="ward_code").itertuples()}
    hurt = {row.ward_name: row for row in fetch("casualties_by_ward").dropna(subset="ward_code").itertuples()}
    ended = {row.ward_name: row for row in fetch("outcomes_by_ward").dropna(subset="ward_code").itertuples()}
    for name, texts, table in twenty[1]:
        text = " ".join(texts)
        assert table["All crime"][1:3] == [f"{counted[name].crimes:,}", f"{counted[name].crimes_before:,}"]
        assert f"{hurt[name].all_casualties} people hurt in January to December 2020, {hurt[name].fatal} of them killed and {hurt[name].serious} seriously hurt" in text
        assert f"of {ended[name].recorded:,} crimes recorded in January to December 2020" in text
        assert text.count("(invented)") >= 4 and "Illustrative sample." in text


def test_near_misses_are_those_of_the_ward_in_the_register_s_own_window(twenty):
    reports = fetch("near_miss_points", last_month="2023-03", months=24).groupby("ward_name").size()
    for name, texts, _ in twenty[1]:
        said = next(text for text in texts if text.startswith("Near misses: "))
        assert f"Near misses: {reports.get(name, 0)} reported in April 2021 to March 2023" in said


def test_what_is_withheld_is_withheld_here_too(twenty):
    for code in ("hate_crime", "sexual_offences"):
        rows = fetch("crime_by_ward", category=code).dropna(subset="ward_code")
        label = fetch("categories").set_index("category_code").at[code, "category_label"]
        for row in rows.itertuples():
            cells = next(table for name, _, table in twenty[1] if name == row.ward_name)[label]
            assert cells[1] == ("withheld" if row.is_withheld else f"{row.crimes:,}")


def test_a_period_of_ones_own_gives_no_arrests_and_says_so(sample):
    _, found = sheets(filters(last_month="2020-11"), ["E05005134"])
    said = next(text for text in found[0][1] if text.startswith("Arrests and prosecutions"))
    assert "withheld" in said and not re.search(r"\d+ arrests", said)


def test_what_the_edition_lacks_is_left_out(tmp_path, monkeypatch):
    monkeypatch.setenv("DASHBOARD_EDITION", str(altered_sample(tmp_path / "edition", "near_misses", "select * from near_misses where false")))
    _, found = sheets(filters(), ["E05005134"])
    assert not any(text.startswith("Near misses") or "Reports from the public" in text for text in found[0][1])
    assert any(text.startswith("Road casualties") for text in found[0][1])


@pytest.mark.parametrize(("last_month", "expected"), [("2020-12", ("2023-03", 24)), ("2022-12", ("2022-12", 12))])
def test_a_part_has_the_chosen_window_where_it_is_held(last_month, expected, sample):
    found = window(filters(last_month=last_month), "near_misses")
    assert (found.last_month, found.months) == expected


def test_the_page_offers_the_chosen_ward_and_all(sample):
    assert [button.label for button in opened("pages/2_Wards.py", wards="E05005134").get("download_button") if "page" in button.label] == [
        "Culverden on one page, in Word", "Every ward on a page of its own, in Word", "All tables of this page as a spreadsheet"]
