"""Colours that stand beside each other can be told apart with every kind of colour vision, and text can be read on its ground."""

from itertools import pairwise

import numpy as np
import pytest

from pages.parts import palette

# Machado, Oliveira and Fernandes 2009, 'A physiologically-based model for simulation of color vision deficiency', severity 1.0, on linear RGB
DEFICIENCIES = {
    "none": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
# IEC 61966-2-1: linear sRGB to XYZ, and its white
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = TO_XYZ.sum(axis=1)
LEAST_APART = 20  # CIELAB units; about 2.3 can just be noticed side by side
# What is set beside what, and the second sign that it carries besides its colour
BESIDE = {
    "a map's classes, and the bars of the wards: every ward's rate is printed": list(pairwise(palette.CLASS_COLOURS)),
    "severities: diamond, square and dot on the map, in a fixed order beside their figures in the bars": [(palette.ACCENT, palette.SECOND), (palette.SECOND, palette.FOCUS)],
    "outcomes: in a fixed order, parted by a line": [(palette.FOCUS, palette.SECOND), (palette.SECOND, palette.MUTED)],
    "districts: the home district's name is bold": [(palette.FOCUS, palette.MUTED)],
    "lines: labelled at their end, the compared one dashed": [(palette.FOCUS, palette.EARLIER)],
}
TEXT = [(palette.INK, palette.GROUND), (palette.GREY_TEXT, palette.GROUND), (palette.INK, palette.LAND), (palette.GREY_TEXT, palette.LAND), (palette.INK, palette.HOME_LAND),
        (palette.GREY_TEXT, palette.HOME_LAND), (palette.ACCENT, palette.GROUND), (palette.FOCUS, palette.GROUND), *zip(palette.CLASS_INK, palette.CLASS_COLOURS, strict=True)]
MARKS = [palette.FOCUS, palette.ACCENT, palette.EARLIER]  # lines, outlines and the keyboard's focus: nothing else says where they are


def linear(colour):
    shares = np.array([int(colour[place:place + 2], 16) / 255 for place in (1, 3, 5)])
    return np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)


def seen(colour, deficiency):
    """Give the CIELAB place of a hex colour as it is seen with a deficiency."""
    ratio = TO_XYZ @ np.clip(np.array(DEFICIENCIES[deficiency]) @ linear(colour), 0, 1) / WHITE
    x, y, z = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def contrast(one, other):
    """Give WCAG's contrast ratio of two hex colours."""
    low, high = sorted(float(np.array([0.2126, 0.7152, 0.0722]) @ linear(colour)) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_has_the_contrast_and_the_place_that_the_standards_give():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)
    assert seen("#FFFFFF", "none") == pytest.approx([100, 0, 0], abs=0.05)
    assert seen("#FF0000", "none") == pytest.approx([53.24, 80.09, 67.20], abs=0.05)


def test_red_and_green_are_confused_by_those_who_confuse_them():
    apart = {deficiency: np.linalg.norm(seen("#C00000", deficiency) - seen("#5A7A00", deficiency)) for deficiency in DEFICIENCIES}
    assert apart["deuteranopia"] < apart["none"] / 3


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("deficiency", DEFICIENCIES)
@pytest.mark.parametrize("beside", BESIDE)
def test_colours_beside_each_other_are_told_apart(beside, deficiency, theme):
    for one, other in BESIDE[beside]:
        assert np.linalg.norm(seen(getattr(one, theme), deficiency) - seen(getattr(other, theme), deficiency)) >= LEAST_APART


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_has_the_contrast_that_wcag_asks(theme):
    assert min(contrast(getattr(ink, theme), getattr(ground, theme)) for ink, ground in TEXT) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_marks_have_the_contrast_that_wcag_asks(theme):
    assert min(contrast(getattr(mark, theme), getattr(palette.GROUND, theme)) for mark in MARKS) >= 3
