"""The briefing in Word: chosen views with their findings, pictures, tables and cautions, which Word and screen readers can read."""

import re
from datetime import date
from io import BytesIO

import docx
import pytest
from browser import visited
from docx.oxml.ns import qn
from visible import opened

from pages.parts.briefing import Chosen, document
from pages.parts.documents import MOST_ROWS, Document
from pages.parts.tables import Column
from queries import fetch

pytest_plugins = ["browser"]
FOUR = ["dashboard.py", "pages/2_Wards.py", "pages/4_Comparison.py", "pages/6_Road_casualties.py"]


def chosen(page: str, number: int = 0, line: str = "", **link) -> Chosen:
    """Choose a view of a page, of those that hold a chart or a table."""
    kept = opened(page, **link).session_state["kept"]
    return Chosen([view for view in kept.views if view.pictures or view.tables][number], kept, line)


def cells(table) -> dict[str, dict[str, str]]:
    """Read a table of a document: its rows by their first cell, each by heading."""
    head, *rows = [[cell.text for cell in row.cells] for row in table.rows]
    return {row[0]: dict(zip(head, row, strict=True)) for row in rows}


def figure(text: str) -> float | None:
    return float(text.replace(",", "").replace("−", "-").replace("+", "").rstrip("%")) if re.search(r"\d", text) else None


@pytest.fixture(scope="module")
def briefing():
    picked = [chosen(FOUR[0]), chosen(FOUR[1], 1, "Members asked on 12 March."), chosen(FOUR[2]), chosen(FOUR[3])]
    return picked, docx.Document(BytesIO(document("Briefing <1>", date(2026, 11, 22), picked)))


def test_its_headings_are_real_and_name_the_views(briefing):
    picked, made = briefing
    titles = [paragraph.text for paragraph in made.paragraphs if paragraph.style.name == "Heading 1"]
    assert titles == [f"{number}. {one.view.title}" for number, one in enumerate(picked, 1)]
    assert [paragraph.text for paragraph in made.paragraphs if paragraph.style.name == "Title"] == ["Briefing <1>"] == [made.core_properties.title]
    assert "22 November 2026" in [paragraph.text for paragraph in made.paragraphs] and made.core_properties.language == "en-GB"


def test_it_says_each_view_s_findings_line_cautions_source_edition_and_link(briefing):
    picked, made = briefing
    text = "\n".join(paragraph.text for paragraph in made.paragraphs)
    for one in picked:
        for said in (*one.view.said, one.line, *one.page.cautions, one.page.source, one.page.edition, one.page.link, one.page.measure):
            assert said in text
    assert "Recorded crime fell by 778 to 7,830 (down 9.0%)" in text and "Members asked on 12 March." in text


def test_every_table_has_a_header_row_that_repeats_and_no_merged_cells(briefing):
    for table in briefing[1].tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert not table._tbl.xpath(".//w:gridSpan | .//w:vMerge") and all(len(row.cells) == len(table.columns) for row in table.rows)
        assert sum(column.width.cm for column in table.columns) == pytest.approx(17, abs=0.1)


def test_every_picture_has_its_words(briefing):
    picked, made = briefing
    pictures = [shape._inline.docPr.get("descr") for shape in made.inline_shapes]
    assert len(pictures) == sum(len(one.view.pictures) for one in picked) == 2
    assert all(len(words) > 40 for words in pictures)
    assert all(shape.width.cm <= 17.01 and shape.height.cm <= 11.01 for shape in made.inline_shapes)


def test_its_figures_are_those_of_the_queries(briefing):
    home, wards, districts, casualties = [cells(table) for table in briefing[1].tables]
    for row in fetch("crime_summary").itertuples():
        shown = home[row.category_label]
        assert [figure(shown[name]) for name in ("2020", "2019", "Change", "Position 2020")] == [row.crimes, row.crimes_before, row.change, row.rank]
    for row in fetch("crime_by_ward").dropna(subset="ward_code").itertuples():
        shown = wards[row.ward_name]
        assert [figure(shown[name]) for name in ("2020", "2019", "Residents")] == [row.crimes, row.crimes_before, row.residents]
        assert figure(shown["Per 1,000"]) == pytest.approx(row.per_1000, abs=0.051)
    for row in fetch("crime_by_district").itertuples():
        assert [figure(districts[row.district_name][name]) for name in ("Count 2020", "Count 2019")] == [row.crimes, row.crimes_before]
        assert figure(districts[row.district_name]["Per 1,000"]) == pytest.approx(row.per_1000, abs=0.051)
    for row in fetch("casualties_by_ward").dropna(subset="ward_code").itertuples():
        assert [figure(casualties[row.ward_name][name]) for name in ("Killed", "Serious", "Slight", "All hurt")] == [row.fatal, row.serious, row.slight, row.all_casualties]


def test_what_is_withheld_says_so_in_word_too():
    made = docx.Document(BytesIO(document("B", date(2026, 1, 1), [chosen("pages/2_Wards.py", 1, category="hate_crime", last_month="2020-12")])))
    shown = cells(made.tables[0])
    withheld = fetch("crime_by_ward", category="hate_crime").query("is_withheld and ward_code.notna()")
    assert len(withheld) > 3 and all(shown[name]["2020"] == "withheld" == shown[name]["Per 1,000"] for name in withheld["ward_name"])


def test_a_long_table_is_cut_and_says_so():
    made = Document("D")
    made.table("Rows", [Column("n", "Number", "count")], [{"n": number} for number in range(MOST_ROWS + 5)])
    read = docx.Document(BytesIO(made.saved()))
    assert len(read.tables[0].rows) == MOST_ROWS + 1 and f"the first {MOST_ROWS} of {MOST_ROWS + 5} rows" in read.paragraphs[0].text


def test_four_views_of_four_pages_are_put_into_the_basket_and_downloaded(chromium, sample_url):
    """In a real browser: the basket survives moving between pages, lines and order are kept, and one can be taken out again."""
    with visited(chromium, sample_url) as visit:
        page = visit.page
        for path, view in (("", "What stands out"), ("Wards", "All crime by ward"), ("Comparison", "Every category"), ("Road_casualties", "Who was hurt")):
            visit.open(path) if not path else _go(visit, path)
            page.get_by_role("button", name=re.compile("Briefing in Word")).click()
            page.get_by_role("button", name=f"Add: {view}").click()
            page.get_by_role("button", name=f"Added: {view}").wait_for()
            if path != "Road_casualties":
                page.get_by_role("button", name="Close").click()
        page.get_by_label("Your line on it (optional)").nth(1).fill("Asked for by members.")
        page.keyboard.press("Tab")
        page.get_by_role("button", name="Remove").nth(2).click()
        page.get_by_text("4. Who was hurt").wait_for(state="detached")
        page.get_by_role("button", name="Move up").nth(1).click()
        page.get_by_text("2. Who was hurt", exact=True).wait_for()
        with page.expect_download() as download:
            page.get_by_role("button", name="Download the briefing").click()
        made = docx.Document(download.value.path())
        titles = [paragraph.text for paragraph in made.paragraphs if paragraph.style.name == "Heading 1"]
        assert titles == ["1. What stands out", "2. Who was hurt", "3. All crime by ward"]
        assert "Asked for by members." in [paragraph.text for paragraph in made.paragraphs]
        assert len(made.inline_shapes) == 2 and visit.complaints == [] and visit.outside == []


def _go(visit, path: str) -> None:
    """Follow the bar to another page, in the same session."""
    visit.page.locator(f".st-key-links a[href*='{path}']").first.click()
    visit.page.wait_for_url(f"**/{path}*")
    visit.settle()
