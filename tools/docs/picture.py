"""The picture of the call screen in the README: the real app, a real scenario, a fixed seed.

``export_screenshot`` gives an SVG that fetches its font from the web, and that draws bars and lines with the
font's own glyphs, which leave gaps where the reader's font is not as tall as a terminal's cell. Here a page
needs no network: the font is whichever monospace the reader has, and bars and lines become rectangles.
"""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from textual.pilot import Pilot
    from textual.screen import Screen

SCENARIO: Final = "router-fourth-call"
SEED: Final = 7
SIZE: Final = (112, 35)
REPLIES: Final = ("2", "1")
"""Two replies that do not go well: the meter has moved, and she breaks in."""

FONTS: Final = "'Cascadia Mono', 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"

_CELL: Final = (12.2, 24.4)
"""Width and height of a cell in the SVG."""
_PATIENCE: Final = 200
"""How often the app is given time to come to the next screen."""
_TEXT_ABOVE: Final = 18.5
"""From the top of a cell down to the line that its text stands on."""


async def take(size: tuple[int, int] = SIZE, replies: tuple[str, ...] = REPLIES) -> str:
    """The call screen as an SVG that needs nothing but itself."""
    from engine.records.home import Home
    from tui.app import MoodlineApp
    from tui.screens.briefing import BriefingScreen
    from tui.screens.call import CallScreen
    from tui.settings import Settings

    with TemporaryDirectory() as folder:
        home = Home(Path(folder))
        app = MoodlineApp(Settings(home=home, scenario=SCENARIO, seed=SEED, reduced_motion=True))
        async with app.run_test(size=size) as pilot:
            await _until_on(pilot, BriefingScreen)
            await pilot.press("enter")
            await _until_on(pilot, CallScreen)
            for reply in replies:
                await pilot.press(reply)
                await pilot.pause()
            return self_contained(app.export_screenshot(title="Moodline"))


async def _until_on(pilot: Pilot[int], screen: type[Screen[Any]]) -> None:
    """Let the app work until it shows such a screen.

    Raises:
        RuntimeError: it never does.
    """
    for _ in range(_PATIENCE):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        if isinstance(pilot.app.screen, screen):
            return
    raise RuntimeError(f"the app shows {pilot.app.screen!r}, and never came to {screen.__name__}")


def self_contained(svg: str) -> str:
    """The screenshot without web fonts, with bars and lines as rectangles."""
    svg = re.sub(r"\s*@font-face \{.*?\n    \}\n", "\n", svg, flags=re.DOTALL)
    svg = re.sub(r"\s*<!-- Generated with .*? -->", "", svg)
    svg = svg.replace("font-family: Fira Code, monospace;", f"font-family: {FONTS};")
    svg = svg.replace("font-family: arial;", "font-family: sans-serif;")
    svg = re.sub(r'<text class="([^"]+)" x="([\d.]+)" y="([\d.]+)"([^>]*)>([^<]*)</text>', _redrawn, svg)
    return "\n".join(line.rstrip() for line in svg.splitlines() if line.strip()) + "\n"


class _Box(NamedTuple):
    """A part of a cell; everything counts from its top left corner, in shares of its width and height."""

    left: float
    top: float
    width: float
    height: float


_EIGHTH: Final = 1 / 8
_THIN: Final = 0.06
"""A line's thickness, in shares of a cell's height."""
_THICK: Final = 0.13


def _across(left: float, right: float, thickness: float) -> _Box:
    return _Box(left, 0.5 - thickness / 2, right - left, thickness)


def _down(top: float, bottom: float) -> _Box:
    thickness = _THIN * _CELL[1] / _CELL[0]
    return _Box(0.5 - thickness / 2, top, thickness, bottom - top)


_DRAWN: Final[dict[str, tuple[_Box, ...]]] = {
    **{chr(0x2580 + n): (_Box(0, 1 - n * _EIGHTH, 1, n * _EIGHTH),) for n in range(1, 9)},  # ▁ … █
    **{chr(0x2590 - n): (_Box(0, 0, n * _EIGHTH, 1),) for n in range(1, 8)},  # ▏ … ▉
    "▀": (_Box(0, 0, 1, 0.5),),
    "▐": (_Box(0.5, 0, 0.5, 1),),
    "▔": (_Box(0, 0, 1, _EIGHTH),),
    "▕": (_Box(1 - _EIGHTH, 0, _EIGHTH, 1),),
    "─": (_across(0, 1, _THIN),),
    "━": (_across(0, 1, _THICK),),
    "╸": (_across(0, 0.5, _THICK),),
    "╺": (_across(0.5, 1, _THICK),),
    "│": (_down(0, 1),),
    "┤": (_down(0, 1), _across(0, 0.5, _THIN)),
    "├": (_down(0, 1), _across(0.5, 1, _THIN)),
}

_BLANK: Final = "&#160;"
_CHARACTER: Final = re.compile(r"&[^;]+;|.", re.DOTALL)


def _redrawn(text: re.Match[str]) -> str:
    """One text of the SVG: what can be drawn becomes rectangles, and the rest stays text."""
    style, x, y = text[1], float(text[2]), float(text[3])
    boxes, left = [], []
    for place, character in enumerate(_CHARACTER.findall(text[5])):
        drawn = _DRAWN.get(character, ())
        corner = (x + place * _CELL[0], y - _TEXT_ABOVE)
        boxes += [_rectangle(style, corner, box) for box in drawn]
        left.append(_BLANK if drawn else character)
    if not boxes:
        return text[0]
    kept = text[0].replace(f">{text[5]}<", f">{''.join(left)}<")
    return "".join(boxes) + (kept if any(character != _BLANK for character in left) else "")


def _rectangle(style: str, corner: tuple[float, float], box: _Box) -> str:
    width, height = _CELL
    left, top = corner[0] + box.left * width, corner[1] + box.top * height
    return (
        f'<rect class="{style}" x="{left:.2f}" y="{top:.2f}" width="{box.width * width + 0.1:.2f}" '
        f'height="{box.height * height + 0.2:.2f}" shape-rendering="crispEdges"/>'
    )
