"""Tells files whose contents are not what their name says: web pages saved as CSV, workbooks under another name."""

import re

from data.inputs import RawFile
from data.limits import size_problems
from data.problems import BuildStopped, Problem

ZIPPED, OLD_OFFICE, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-"
WEB_PAGE = re.compile(rb"(\xef\xbb\xbf)?\s*<(!doctype|html|head|body|\?xml|script)\b", re.IGNORECASE)
TEXTS, WORKBOOKS = (".csv", ".tsv", ".json", ".geojson"), (".xlsx", ".xlsm")
AS_TEXT = "Save it as 'CSV UTF-8', or download it again."
# Endings -> what their contents may not begin with, what that is, what is expected, what to do
OTHERS = (
    (TEXTS, lambda opening: opening.startswith((ZIPPED, OLD_OFFICE)), "a workbook or a zip under the name of a text file", "text", AS_TEXT),
    (TEXTS, lambda opening: opening.startswith(PDF), "a PDF under the name of a text file", "text", AS_TEXT),
    ((*TEXTS, *WORKBOOKS), WEB_PAGE.match, "a web page", "data", "The site answered with a page, perhaps of an error: download it again."),
    (WORKBOOKS, lambda opening: opening.startswith(OLD_OFFICE), "a workbook with a password, or of the old kind (.xls)", "a workbook without a password, as .xlsx",
     "Open it in Excel and save it so."),
    (WORKBOOKS, lambda opening: not opening.startswith(ZIPPED), "text or damaged bytes under the name of a workbook", "a workbook as saved by Excel",
     "Give it the ending .csv if it is text, else export it again."),
)


def stop_at_other_contents(raw: RawFile, opening: bytes) -> None:
    """Raise BuildStopped for a file whose first bytes are of another kind than its name says."""
    for endings, is_other, found, expected, mend in OTHERS:
        if raw.ending in endings and is_other(opening):
            raise BuildStopped([Problem(raw.name, found, expected, mend)])


def stop_if_large(raw: RawFile, most: int) -> None:
    """Raise BuildStopped for a file of more than so many bytes."""
    if problems := size_problems(raw.name, raw.size, most):
        raise BuildStopped(problems)
