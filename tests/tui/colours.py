"""Measures of colours: of contrast, of what few colours leave of it, and of what colour-blind people see."""

import re
from functools import cache

from rich.color import Color as RichColor
from rich.color import ColorSystem
from rich.style import Style
from textual.color import Color, ColorParseError
from textual.filter import monochrome_style

from tui import themes
from tui.themes import PALETTES, Palette

NAMES = [palette.name for palette in PALETTES]
LINE_ART = re.compile("[\u2500-\u259f]")


def palette_of(name: str) -> Palette:
    return next(palette for palette in PALETTES if palette.name == name)


@cache
def colours(name: str) -> dict[str, Color]:
    """The theme's variables as colours, as Textual resolves them."""
    theme = next(theme for theme in themes.themes() if theme.name == name)
    variables = theme.to_color_system().generate() | theme.variables
    found = {}
    for variable, value in variables.items():
        try:
            found[variable] = Color.parse(value)
        except ColorParseError:
            continue
    return found


def _linear(part: int) -> float:
    share = part / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def luminance(colour: Color) -> float:
    """Relative luminance (WCAG 2.2), written out here so that the test does not trust the code under test."""

    return 0.2126 * _linear(colour.r) + 0.7152 * _linear(colour.g) + 0.0722 * _linear(colour.b)


@cache
def contrast(one: Color, other: Color) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@cache
def in_few_colours(colour: Color) -> tuple[int, int, Color]:
    """A colour as Textual writes it where there are 16, as a terminal of 8 shows that, and without colour."""
    rich = RichColor.from_rgb(*colour.rgb)
    number = rich.downgrade(ColorSystem.STANDARD).number
    assert number is not None
    grey = monochrome_style(Style(color=rich)).color
    assert grey is not None
    return number, number % 8, Color.from_rich_color(grey)


def lost_in_few_colours(ink: Color, paper: Color) -> list[str]:
    """Where letters of one colour on the other cannot be told from what they stand on."""
    (sixteen, eight, grey), (sixteen_of, eight_of, grey_of) = in_few_colours(ink), in_few_colours(paper)
    lost = {
        "16 colours": sixteen == sixteen_of,
        "8 colours": eight == eight_of,
        "no colour": contrast(grey, grey_of) < 3,
    }
    return [where for where, is_so in lost.items() if is_so]


# Machado, Oliveira & Fernandes 2009, severity 1.0, on linear RGB.
COLOUR_BLINDNESS = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def oklab(colour: Color, matrix: tuple[tuple[float, ...], ...]) -> tuple[float, float, float]:
    """The colour as someone with this colour blindness sees it, in a space where distance is difference."""

    rgb = [_linear(part) for part in (colour.r, colour.g, colour.b)]
    r, g, b = (max(0.0, sum(weight * part for weight, part in zip(row, rgb, strict=True))) for row in matrix)
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    middle = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )
