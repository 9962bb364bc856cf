"""Small apps that show one widget each with believable content, and what a screen really paints."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from rich.color import Color as RichColor
from textual.app import App, ComposeResult
from textual.color import Color
from textual.containers import Horizontal, Vertical
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widget import Widget

from engine.mood.bands import BANDS, BandName, band_of
from tui import themes
from tui.widgets.mood_line import MoodLine, MoodPoint
from tui.widgets.mood_meter import MoodLevel, MoodMeter
from tui.widgets.reply_list import ReplyList, ReplyOffer
from tui.widgets.side_panel import FactRow, PromiseRow, SidePanel
from tui.widgets.transcript import Line, Moved, Transcript

EDGES = (20, 40, 60, 80)
HEATS = (58, 62, 70, 66, 54, 62, 81, 88, 60, 45, 30, 12)


def band(heat: int) -> BandName:
    return BANDS[band_of(heat, EDGES)]


def level(heat: int, heard: int = 34, trust: int = 41) -> MoodLevel:
    return MoodLevel(heat, heard, trust, band(heat))


LEVELS = [level(heat, 10 + 6 * turn, 30 + (turn * 7) % 30) for turn, heat in enumerate(HEATS)]
POINTS = [MoodPoint(turn, heat, band(heat)) for turn, heat in enumerate(HEATS)]

LINES = [
    Line("note", "The call is answered."),
    Line(
        "customer", "Fourth time. Fourth! Are you going to ask me to switch it off and on?", "Priya Nair", 1
    ),
    Line("agent", "Four calls, and still dropping every evening. Tell me about the visits.", "You (Sam)", 1),
    Line(
        "coach",
        "",
        turn=1,
        causes=(
            Moved("heat", -6, "Her own facts came back before anything was asked."),
            Moved("heard", 12, "Specific words: four calls, every evening."),
            Moved("trust", 0, "Nothing yet about who will act."),
        ),
    ),
    Line("note", "the line drops between seven and ten", "Fact learnt"),
    Line(
        "customer", "One never turned up. The other stood in my hall and said it was fine.", "Priya Nair", 2
    ),
    Line("note", "45 seconds, announced", "Hold"),
    Line("agent", "I'll ring you myself on Thursday at five, whatever the engineer finds.", "You (Sam)", 2),
    Line("note", "call her back after the visit", "Promise made"),
]

REPLIES = [
    ReplyOffer(
        "hear-her", "Four calls, and still dropping every evening from seven. What happened with the visits?"
    ),
    ReplyOffer("reset", "Let's start with a quick restart of the router."),
    ReplyOffer("verify", "Can I take your account number first?"),
    ReplyOffer("credit", "I can credit £25 for the trouble.", locked="she has not been heard yet"),
]

RECORD = {"Account": "4471-220", "Tariff": "Fibre 65", "Contacts": "3 in 20 days, all about the same fault"}
SITUATION = "Line drops every evening. Two engineer visits, one of which nobody turned up for."
POLICY = """\
## What you may do

You may **book an engineer**, send a new router, credit *up to* £25.

- Book an engineer on any weekday, and say who is coming
- Send a router
  1. check the address
  2. say `next day`
- See [the page](https://example.org/policy)

> Never promise a time slot.

| limit | who | how much |
|-------|-----|----------|
| credit | agent | £25 |
| refund | team lead | £100 |
"""
FACTS = [
    FactRow("the line drops between seven and ten"),
    FactRow("her account number", asked_again=2),
    FactRow("her date of birth", known=False),
]
PROMISES = [
    PromiseRow("call her back after the visit"),
    PromiseRow("send the engineer", "kept"),
    PromiseRow("ring at noon", "broken"),
]


def meter(*, compact: bool = False) -> MoodMeter:
    made = MoodMeter(edges=EDGES, compact=compact, reduced_motion=True)
    made.load(LEVELS[:6])
    return made


def mood_line() -> MoodLine:
    return MoodLine(POINTS, edges=EDGES, pivots=(3, 6), limit=92)


def side_panel() -> SidePanel:
    return SidePanel(RECORD, POLICY, SITUATION, facts=FACTS, promises=PROMISES)


class Demo(App[None]):
    """One widget or several under one of Moodline's themes, without motion."""

    def __init__(self, *shown: Widget, theme: str = themes.DEFAULT_THEME, css: str = "") -> None:
        self.CSS = css  # type: ignore[misc] # each demo has its own
        super().__init__()
        themes.install(self, theme)
        self.animation_level = "none"
        self._shown = shown

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.variable_defaults()

    def compose(self) -> ComposeResult:
        yield from self._shown


def call_screen(theme: str = themes.DEFAULT_THEME) -> Demo:
    """All that stands side by side in a call."""
    return Demo(
        Horizontal(
            Vertical(Transcript(LINES), ReplyList(REPLIES)),
            Vertical(meter(), id="side"),
        ),
        theme=theme,
        css="#side { width: 24; }",
    )


async def focus_replies(pilot: Pilot[None]) -> None:
    """As a call screen does: the keys go to the replies."""
    pilot.app.query_one(ReplyList).focus()
    await pilot.press("down", "down")


class Painted(NamedTuple):
    """A character on the screen that can be seen, with its two colours."""

    char: str
    ink: str
    paper: str


@cache
def _hex(colour: RichColor) -> str:
    return Color.from_rich_color(colour).hex6


def painted(app: App[None], region: Region | None = None) -> Iterator[Painted]:
    """Every visible character of the screen (or a region of it) as it is painted, after all filters."""
    region = region or app.screen.region
    for strip in app.screen._compositor.render_strips()[region.y : region.bottom]:
        for text, style, _ in strip.crop(region.x, region.right):
            if style is None or style.color is None or style.bgcolor is None:
                continue
            ink, paper = _hex(style.color), _hex(style.bgcolor)
            if style.reverse:
                ink, paper = paper, ink
            assert not style.dim, f"dim text loses contrast: {text!r}"
            for char in text:
                if not char.isspace():
                    yield Painted(char, ink, paper)


def screen_text(app: App[None]) -> str:
    """What the screen shows, as lines of text."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())
