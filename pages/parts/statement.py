"""The accessibility statement: what these pages are measured by, how they were tested, and what they don't meet."""

from pages.parts import words

ISSUES = "github.com/streamlit/streamlit/issues"
# What Streamlit, with which the pages are made, does and can't be changed from outside; the number of its issue, where we found one
LEFT_BY_STREAMLIT = (
    ("The language of the page is given as English, and as British English only once the page’s script has run.", 15726),
    ("The buttons over a chart (fullscreen, download) repeat all of the chart’s description in their names.", None),
    ("The map to explore can be moved and enlarged with the keyboard, but wards on it are chosen with a pointer only. Choose them from the list of wards; the picture, its description and the "
     "table have the same figures.", None),
)
SAID = (
    "These pages are made for everyone: you can enlarge them to 400%, use the keyboard alone, have them read aloud, and read them in light or dark colours, whichever your device is set to.",
    "They are measured by the Web Content Accessibility Guidelines (WCAG) 2.2 at level AA, and meet them in part: what is listed below does not.",
    "Tested with every change to the program: axe-core in Chromium on every page, at the widths of a phone, a laptop and a projector, in light and dark, with lists, menus and parts open; a walk with the "
    "keyboard alone; pages at 200% and at 320 pixels; colours as people with protanopia, deuteranopia and tritanopia see them. Not yet tested with people who use a screen reader.",
    "No colour stands alone: what it says is also printed, shaped, dashed or in a fixed order. Every chart and map has its finding as a text, and its figures as a table on the page.",
)
ASK = ("If you can’t use something here, or need it in another form (large print, easy read, a file, on paper), ask the council that runs this dashboard, and tell it what you need and by when. If you are "
       "not content with its reply, the Equality Advisory and Support Service can advise you; the Equality and Human Rights Commission enforces the Public Sector Bodies (Websites and Mobile "
       "Applications) (No. 2) Accessibility Regulations 2018.")


def statement() -> str:
    """Write the statement as HTML."""
    left = "".join(f"<li>{words.safe(what)} {words.safe(f'Streamlit’s issue {number} ({ISSUES}/{number}).' if number else 'Not reported to Streamlit as far as we could find.')}</li>"
                   for what, number in LEFT_BY_STREAMLIT)
    return f"{''.join(f'<p>{words.safe(said)}</p>' for said in SAID)}<h3>What does not meet them</h3><ul>{left}</ul><h3>Ask for another form</h3><p>{words.safe(ASK)}</p>"
