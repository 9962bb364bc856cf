"""One reply that a room votes on: its letter, its count as it is typed, a bar, and what it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Digits, Static

from engine.debrief.presentation.poll import Poll, PollOption
from engine.debrief.presentation.votes import MOST_VOTES
from engine.debrief.wording import how_many
from tui.screens.present.moods import MoodNumbers, effect_words
from tui.widgets.bands import SLICES
from tui.widgets.safe_text import safe_text

_LABEL: Final = len(f"{MOST_VOTES} votes  100 %")
"""Cells beside the bar: always as many, so that all bars have the same scale."""


class Bar(Widget):
    """A bar for a share of all votes, with the number and the per cent in words beside it."""

    DEFAULT_CSS = "Bar { height: 1; width: 1fr; }"
    count: reactive[int] = reactive(0)
    share: reactive[int] = reactive(0)
    """Whole per cent."""
    typing: reactive[bool] = reactive(False)
    """Whether the count is being typed."""

    def render(self) -> Content:
        """The bar takes the room that the words leave."""
        number = Content.styled(str(self.count), "bold underline" if self.typing else "bold")
        words = how_many(self.count, "vote").partition(" ")[2]
        label = Content.assemble(number, f" {words}", f"  {self.share} %")
        room = self.size.width - _LABEL - 2
        if room < 4:
            return label
        bar = bar_of(self.share, room)
        return Content.assemble((bar, "$key on $panel"), "  ", label)


def bar_of(share: int, room: int) -> str:
    """So many cells, of which the share, 0 to 100 per cent, is filled, in eighths of a cell."""
    eighths = round(share * room * 8 / 100)
    bar = SLICES[8] * (eighths // 8) + SLICES[eighths % 8].strip()
    return bar + " " * (room - cell_len(bar))


class Ballot(Vertical):
    """Shows one reply and its votes. It has no focus of its own: the screen knows which one is marked."""

    DEFAULT_CSS = """
    Ballot {
        height: auto;
        padding: 0 1 0 0;
        background: $background;
        border-left: blank;
        & > Horizontal { height: auto; }
        & .letter { width: 4; height: auto; text-style: bold; color: $key; }
        & .count { width: 14; height: 3; text-align: right; padding-right: 2; }
        & .reply { width: 1fr; height: auto; }
        & .says { height: auto; text-style: bold; }
        & > .effect { height: auto; margin: 0 0 0 4; }
        &.-marked { background: $surface; border-left: outer $key; }
    }
    """

    @dataclass
    class Picked(Message):
        """A click asks for this reply to be marked."""

        ballot: Ballot

    def __init__(self, option: PollOption, poll: Poll) -> None:
        super().__init__()
        self.option = option
        self.revealed = False
        self._poll = poll
        self._bar = Bar()
        self._digits = Digits("0", classes="count")
        self._letter = Static(f"  {option.letter}", classes="letter", markup=False)

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield self._letter
            yield self._digits
            with Vertical(classes="reply"):
                yield Static(Content(safe_text(self.option.says)), classes="says", markup=False)
                yield self._bar

    def mark(self, *, marked: bool) -> None:
        """Show whether this is the one that is being counted: by a colour, and by a sign beside it."""
        self.set_class(marked, "-marked")
        self._bar.typing = marked
        self._letter.update(Content(f"{'▸' if marked else ' '} {self.option.letter}"), layout=False)

    def show(self, count: int, share: int) -> None:
        """Show a count, and its share of all in whole per cent."""
        if self._bar.count != count:
            self._digits.update(str(count))
        self._bar.count, self._bar.share = count, share

    def show_count(self) -> None:
        """Bring the count into view, on a screen that has not room for all."""
        self._bar.scroll_visible(animate=False)

    async def reveal(self, *, revealed: bool, sources: bool = False) -> None:
        """Show what the reply does, or hide it again; with where the reasons come from if that is wanted."""
        self.revealed = revealed
        await self.query(".effect").remove()
        if revealed:
            effect = self.option.effect
            words = effect_words(self.option, self._poll.customer, sources=sources)
            await self.mount(
                MoodNumbers(effect.after, effect.band_after, effect.before, classes="effect"),
                Static(words, classes="effect", markup=False),
            )

    def on_click(self) -> None:
        self.post_message(self.Picked(self))
