"""Words, tables and pictures in, a Word document out: real headings, table header rows, alternative texts."""

from io import BytesIO

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from pages.parts.document_tables import fill
from pages.parts.palette import GREY_TEXT, INK
from pages.parts.tables import Column

FACE, LANGUAGE = "Arial", "en-GB"
BODY, SMALL = 11, 9  # points
WIDTH = 17.0  # cm between the margins of A4
MOST_ROWS = 60  # of a table: longer ones are in the spreadsheet


class Document:
    """An A4 document under a title; parts are added from top to bottom."""

    def __init__(self, title: str, *, body: float = BODY) -> None:
        self.file = docx.Document()
        page = self.file.sections[0]
        page.page_width, page.page_height = Cm(21), Cm(29.7)
        page.left_margin = page.right_margin = Cm(2)
        page.top_margin, page.bottom_margin, page.footer_distance = Cm(1.5), Cm(1.6), Cm(0.8)
        core = self.file.core_properties
        core.title, core.language, core.author, core.comments = title, LANGUAGE, "", ""
        self._styles(body)

    def heading(self, text: str, level: int, *, starts_page: bool = False) -> None:
        """Add a heading: 0 the title, 1, 2."""
        self.file.add_heading(text, level).paragraph_format.page_break_before = starts_page

    def paragraph(self, text: str, *, is_strong: bool = False, is_small: bool = False) -> None:
        """Add a paragraph; small ones, for cautions and sources, are grey."""
        if text:
            self.file.add_paragraph(style="Small" if is_small else None).add_run(text).bold = is_strong

    def listed(self, texts: list[str], *, is_numbered: bool = False) -> None:
        """Add a list."""
        for text in texts:
            self.file.add_paragraph(text, style="List Number" if is_numbered else "List Bullet").paragraph_format.space_after = Pt(2)

    def picture(self, png: bytes, alt: str, *, width_cm: float = WIDTH, most_cm: float = 15) -> None:
        """Add a picture with its words for those who can't see it, no higher than `most_cm`."""
        shape = self.file.add_picture(BytesIO(png), width=Cm(width_cm))
        if shape.height > Cm(most_cm):
            shape.width, shape.height = round(shape.width * Cm(most_cm) / shape.height), Cm(most_cm)
        shape._inline.docPr.set("descr", alt)
        shape._inline.docPr.set("title", "")

    def table(self, caption: str, columns: list[Column], rows: list[dict]) -> None:
        """Add a table under its caption, figures as they are on the page; a long one is cut, and says so."""
        shown = [column for column in columns if column.kind != "html"]
        said = f" (the first {MOST_ROWS} of {len(rows):,} rows)" if len(rows) > MOST_ROWS else ""
        self.file.add_paragraph(caption + said, style="Caption").paragraph_format.keep_with_next = True
        fill(self.file.add_table(rows=1 + len(rows[:MOST_ROWS]), cols=len(shown), style="Table Grid"), caption, shown, rows[:MOST_ROWS], WIDTH)

    def footer(self, text: str) -> None:
        """Put a line and the page's number at the foot of every page."""
        foot = self.file.sections[0].footer.paragraphs[0]
        foot.style = self.file.styles["Small"]
        foot.add_run(f"{text} Page ")
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        foot._p.append(field)

    def saved(self) -> bytes:
        """Give the document as a .docx file."""
        made = BytesIO()
        self.file.save(made)
        return made.getvalue()

    def _styles(self, body: float) -> None:
        styles = self.file.styles
        small = styles.add_style("Small", 1)
        small.base_style = styles["Normal"]
        for name, points, colour in (("Normal", body, INK), ("Small", SMALL, GREY_TEXT), ("Title", 20, INK), ("Heading 1", 16, INK), ("Heading 2", 13, INK), ("Caption", 10, INK)):
            style = styles[name]
            style.font.name, style.font.size, style.font.color.rgb = FACE, Pt(points), RGBColor.from_string(colour.light[1:])
            style.paragraph_format.line_spacing = 1.0
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for script in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{script}"), None)
            fonts.set(qn("w:hAnsi"), FACE), fonts.set(qn("w:cs"), FACE), fonts.set(qn("w:eastAsia"), FACE)
            style.paragraph_format.space_after, style.paragraph_format.space_before = Pt(3 if name == "Small" else 5), Pt(10 if name.startswith("Heading") else 4 if name == "Small" else 0)
        spoken = OxmlElement("w:lang")
        spoken.set(qn("w:val"), LANGUAGE)
        styles["Normal"].element.get_or_add_rPr().append(spoken)
