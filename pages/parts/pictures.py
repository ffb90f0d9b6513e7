"""A chart in, a PNG out: as the page shows it in the light theme, alone, or with its title, cautions, source and link."""

import json
import math
import re
from html import escape
from textwrap import wrap

import vl_convert

from pages.parts.drawing import lines_of
from pages.parts.kept import Page, Picture, View
from pages.parts.palette import GREY_TEXT, GROUND, INK, plain

LEAST_PX = 2400  # that a picture is wide
CONTAINER = 900  # pixels that a chart is given which fills what it is in
MARGIN = 24
VEGA_LITE = "6.1"  # of the forms that are drawn, as Altair writes them
LETTER = 0.5  # of a letter's height: how wide it is on average, in the face that the renderer has built in
WIDE = re.compile(r'width="([\d.]+)" height="([\d.]+)"')
TITLE, TEXT = 22, 13  # pixels that letters are high


def chart_png(picture: Picture, *, container: int = CONTAINER) -> bytes:
    """Draw a chart alone, 2,400 pixels wide, without a browser and without the network; `container`: pixels that are given to one that fills its container."""
    svg, width, _ = _svg(picture.spec, container)
    return vl_convert.svg_to_png(svg, scale=LEAST_PX / width)


def framed_png(picture: Picture, view: View, page: Page) -> bytes:
    """Draw a chart with what it needs to be read alone (framed_svg), at least 2,400 pixels wide."""
    svg = framed_svg(picture, view, page)
    return vl_convert.svg_to_png(svg, scale=math.ceil(100 * LEAST_PX / float(WIDE.search(svg).group(1))) / 100)


def framed_svg(picture: Picture, view: View, page: Page) -> str:
    """Draw a chart under its title and measure, and over the page's cautions, source and link."""
    svg, drawn_width, drawn_height = _svg(picture.spec)
    width = max(drawn_width, CONTAINER)
    height = drawn_height * width / drawn_width  # a map keeps the width for which its names were placed: all of it grows
    head = [(line, TITLE, "bold", INK) for line in lines_of(view.title, int(width / TITLE / LETTER / 1.1))]
    head += _small([*view.said[:1], page.measure], width)
    foot = _small([*page.cautions, f"{page.source} {page.edition}".strip(), page.link], width)
    text, at = _texts(head, MARGIN)
    body = WIDE.sub(f'x="{MARGIN}" y="{at}" width="{width}" height="{height}"', svg, count=1)
    below, end = _texts(foot, at + height + MARGIN / 2)
    whole, names = width + 2 * MARGIN, svg.split('xmlns="', 1)[1].split('"', 1)[0]
    return (f'<svg xmlns="{names}" width="{whole:.0f}" height="{end + MARGIN:.0f}" viewBox="0 0 {whole:.0f} {end + MARGIN:.0f}">'
             f'<rect width="100%" height="100%" fill="{GROUND.light}"/>{text}{body}{below}</svg>')


def _svg(spec: dict, container: int = CONTAINER) -> tuple[str, float, float]:
    """Draw a chart as SVG in plain colours; give it with its width and height in pixels."""
    light = json.loads(plain(json.dumps(spec, default=str)))
    if light.get("width") == "container":
        light["width"] = container
    light["background"] = GROUND.light
    svg = vl_convert.vegalite_to_svg(light, vl_version=VEGA_LITE, allowed_base_urls=[])
    width, height = WIDE.search(svg).groups()
    for name in re.findall(rf'<clipPath id="(\w+)">\s*<rect x="0" y="0" width="{width}" height="{height}"\s*/?>', svg):
        svg = svg.replace(f' clip-path="url(#{name})"', "")  # each costs the renderer as much as the whole picture, and cuts off nothing
    return svg, float(width), float(height)


def _small(said: list[str], width: float) -> list[tuple]:
    return [(line, TEXT, "normal", GREY_TEXT) for text in said if text for line in wrap(text, int(width / TEXT / LETTER))]


def _texts(lines: list[tuple], top: float) -> tuple[str, float]:
    """Write lines beneath each other as SVG; give it with the place where it ends."""
    written = []
    for text, size, weight, colour in lines:
        top += 1.35 * size
        written.append(f'<text x="{MARGIN}" y="{top:.1f}" font-family="sans-serif" font-size="{size}" font-weight="{weight}" fill="{colour.light}">{escape(text)}</text>')
    return "".join(written), top + MARGIN / 2
