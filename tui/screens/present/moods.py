"""Moods and what moved them, large enough for a room: number, word and glyph, never a colour alone."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.visual import Visual
from textual.widgets import Digits, Static

from engine.debrief.causes import Reason, change_words
from engine.debrief.presentation.poll import PollOption
from engine.mood.bands import GLYPHS, BandName
from engine.mood.mood import Mood
from tui.room_words import MOST_REASONS
from tui.widgets.bands import change, title
from tui.widgets.columns import Columns, Indented, Stack
from tui.widgets.safe_text import one_line, safe_text


class MoodNumbers(Horizontal):
    """Heat in large digits where there is room; beside it heat, heard and trust in words."""

    DEFAULT_CSS = """
    MoodNumbers {
        height: auto;
        & > Digits { width: auto; height: 3; }
        & > .to { width: 3; height: 3; content-align: center middle; }
        & > .words { width: 1fr; height: auto; padding-left: 2; }
    }
    .-short MoodNumbers > Digits, .-short MoodNumbers > .to,
    .-narrow MoodNumbers > Digits, .-narrow MoodNumbers > .to { display: none; }
    .-short MoodNumbers > .words, .-narrow MoodNumbers > .words { padding-left: 0; }
    """

    def __init__(self, mood: Mood, band: BandName, before: Mood | None = None, *, classes: str = "") -> None:
        """``before`` is the mood that it changed from; None for one that is only shown."""
        super().__init__(classes=classes)
        self._mood, self._band, self._before = mood, band, before

    def compose(self) -> ComposeResult:
        mood, before = self._mood, self._before
        if before is not None:
            yield Digits(str(before.heat))
            yield Static("→", classes="to", markup=False)
        yield Digits(str(mood.heat))
        yield Static(mood_words(mood, self._band, before), classes="words", markup=False)

    def show(self, mood: Mood, band: BandName, before: Mood | None = None) -> None:
        """Show another mood in place of this one."""
        self._mood, self._band, self._before = mood, band, before
        self.refresh(recompose=True)


def mood_words(mood: Mood, band: BandName, before: Mood | None = None) -> Content:
    """Three lines: heat with its word, heard, trust; with what changed, as far as there is a ``before``."""
    heat = _part("Heat", mood.heat, before and before.heat)
    word = Content.styled(f"{GLYPHS[band]} {title(band)}", f"bold $mood-{band}")
    return Content("\n").join(
        (
            Content("  ").join((word, heat)),
            _part("Heard", mood.heard, before and before.heard),
            _part("Trust", mood.trust, before and before.trust),
        )
    )


def _part(name: str, now: int, before: int | None) -> Content:
    if before is None:
        return Content.assemble(f"{name} ", (str(now), "bold"))
    if before == now:
        return Content.assemble(f"{name} ", (str(now), "bold"), " = 0")
    return Content.assemble(f"{name} {before} → ", (str(now), "bold"), f" {change(now - before)}")


def reasons_words(reasons: Sequence[Reason], *, sources: bool) -> Visual:
    """Reasons, each with what it moved, and with its source if that is wanted."""
    rows = []
    for reason in reasons:
        moved = change_words({"heat": reason.heat, "heard": reason.heard, "trust": reason.trust})
        words = [Content(f"{safe_text(reason.words.removesuffix('.'))}: {moved}.")]
        if sources and reason.source:
            words.append(Content.styled(safe_text(reason.source), "$text-muted"))
        rows.append((Content("·"), Content("\n").join(words)))
    return Columns(rows)


def effect_words(option: PollOption, customer: str, *, sources: bool) -> Visual:
    """What a reply does, but for the mood in numbers: the customer's next line, why, where it could lead."""
    parts = []
    if option.effect.answer:
        name = Content.styled(f"{one_line(customer)}: ", "bold $customer")
        parts.append(Indented(Content.assemble(name, safe_text(option.effect.answer))))
    if option.biggest:
        parts.append(Indented(reasons_words(option.biggest[:MOST_REASONS], sources=sources)))
    parts.append(Indented(Content(safe_text(option.led_to))))
    if option.given:
        parts.append(Indented(Content.styled("◆ This reply was given in the attempt.", "bold $key")))
    return Stack(parts)
