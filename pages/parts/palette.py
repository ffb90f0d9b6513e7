"""The colours of pages, charts and maps, each for a light and a dark page."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Colour:
    """One colour as two hex texts; `both` follows the reader's theme in CSS and SVG."""

    light: str
    dark: str

    @property
    def both(self) -> str:
        """Write the CSS colour that a browser resolves by the page's theme."""
        return f"light-dark({self.light}, {self.dark})"


INK = Colour("#1A1A1A", "#F2F4F7")
GREY_TEXT = Colour("#4A4F57", "#C3CAD3")
HAIRLINE = Colour("#C5CAD1", "#3A424D")
GROUND = Colour("#FFFFFF", "#11161C")
LAND = Colour("#F1F2F3", "#1C2229")
HOME_LAND = Colour("#DDE1E8", "#2B3440")
FOCUS = Colour("#12436D", "#6BACE6")
ACCENT = Colour("#801650", "#F29BC4")
SECOND = Colour("#F46A25", "#E8762F")
MUTED = Colour("#BFBFBF", "#4D5661")
EARLIER = Colour("#7A828D", "#8D96A2")

CLASS_COLOURS = (Colour("#BBD9F5", "#1F4468"), Colour("#5694CA", "#4189CC"), Colour("#12436D", "#C3E1FF"))
CLASS_INK = (Colour("#1A1A1A", "#F2F4F7"), Colour("#1A1A1A", "#11161C"), Colour("#FFFFFF", "#11161C"))

_BOTH = re.compile(r"light-dark\((#[0-9A-Fa-f]{6}), (#[0-9A-Fa-f]{6})\)")


def plain(text: str, *, is_dark: bool = False) -> str:
    """Replace every two-theme colour in a chart's JSON or an SVG by one plain colour, for exports."""
    return _BOTH.sub(r"\2" if is_dark else r"\1", text)
