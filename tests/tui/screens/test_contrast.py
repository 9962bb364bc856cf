"""Every character of every screen can be told from what it stands on, in every theme, and without colour."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.color import Color
from textual.command import CommandPalette
from textual.widgets import Input

from tests.tui.colours import LINE_ART, NAMES, contrast, lost_in_few_colours, palette_of
from tests.tui.screens.sitting import ON_SCREEN, Sitting, in_a_call, played, sitting
from tests.tui.widgets.demo import painted
from tui.screens.call import CallScreen
from tui.themes import least_contrast
from tui.widgets.reply_list import ReplyList
from tui.widgets.side_panel import SidePanel

Check = Callable[[str], Awaitable[None]]


def faint(there: Sitting, theme: str) -> dict[str, str]:
    """The pairs of colours on show that are too near to each other, each with one character in them; in a
    terminal of few colours, too."""
    need = least_contrast("text", palette_of(theme).high)
    found: dict[str, str] = {}
    for char, ink, paper in set(painted(there.app)):  # type: ignore[arg-type]
        if LINE_ART.fullmatch(char):
            continue
        ratio = contrast(Color.parse(ink), Color.parse(paper))
        lost = lost_in_few_colours(Color.parse(ink), Color.parse(paper))
        if ratio < need or lost:
            found[f"{ink} on {paper}"] = f"{char!r} {ratio:.2f} {', '.join(lost)}"
    return found


def checker(there: Sitting) -> Check:
    """Checks what is on show in all themes, and comes back to the first."""

    async def check(where: str, *, themes: list[str] = NAMES) -> None:
        short = {}
        for theme in [*themes[1:], themes[0]]:
            there.app.theme = theme
            await there.pilot.pause()
            if pairs := faint(there, theme):
                short[theme] = pairs
        assert short == {}, where

    return check


async def test_library_help_palette_and_briefing(home: Path) -> None:
    async with sitting(home, (80, 24), folders=(ON_SCREEN.parent,)) as there:
        check = checker(there)
        await check("library, with a placeholder")
        await there.write("in")
        await check("library, searched")
        there.app.screen.query_one(Input).select_all()
        await there.pilot.hover("#scenarios", offset=(3, 3))
        await check("library, letters selected")
        there.app.screen.query_one(Input).value = "zzz"
        await there.settle()
        await check("library, nothing found")
        await there.press("question_mark")
        await check("help")
        await there.press("escape", "escape", "ctrl+p")
        assert isinstance(there.app.screen, CommandPalette)
        await there.press("h", "e", "down")
        # The screen below is seen through a veil; what is searched stands on the palette itself.
        await there.until(lambda: "Key: ?" in there.text)
        palette = there.app.screen.query("CommandInput, CommandList").first().region
        for theme in NAMES:
            there.app.theme = theme
            await there.pilot.pause()
            need = least_contrast("text", palette_of(theme).high)
            cells = [cell for cell in painted(there.app, palette) if not LINE_ART.fullmatch(cell.char)]  # type: ignore[arg-type]
            assert min(contrast(Color.parse(ink), Color.parse(paper)) for _, ink, paper in cells) >= need
        await there.press("escape")
        there.app.screen.query_one(Input).value = "rain"
        await there.settle()
        await there.press("enter")
        await check("briefing")
        await there.press("a")
        await check("briefing, the name selected")


async def test_call_question_and_toasts(home: Path) -> None:
    async with in_a_call(home, (130, 40), mode="coach", unsaved=True) as there:
        check, call = checker(there), there.screen(CallScreen)
        await there.press("down", "3", "h")
        assert len(there.toasts) == 2
        there.app.notify("The words", title="A title", severity="error", markup=False)
        there.app.notify("The words", severity="warning", markup=False)
        await there.pilot.hover(ReplyList, offset=(5, 2))
        await check("call with a locked reply, a highlight and toasts")
        there.app.clear_notifications()
        await there.press("2")
        await check("call, angry, explained")
        call.query_one(SidePanel).query_one("Tabs").focus()
        await there.pilot.hover("ContentTab")
        await check("cards with the focus")
        await there.press("f", "q")
        await check("question")
        await there.press("down")
        await check("question, an answer highlighted")
        await there.press("escape", "1", "1", "o")
        assert call.call.on_hold
        await check("hold and promises")
        await there.press("h", "1", "1")
        await check("end of the call")


async def test_debrief(home: Path) -> None:
    played(home)
    async with sitting(home, (100, 40), debrief=1) as there:
        check = checker(there)
        await there.press("down")
        await check("a question")
        await there.press("enter", "2", "enter", "right", "right")
        await check("what happened")
        await there.press("3", "s")
        await check("why, with sources")
        await there.press("4", "tab", "x")
        await check("next time, writing")
        await there.press("escape", "t")
        await check("which turn")


async def test_without_colour_words_and_glyphs_say_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with sitting(home, (100, 40), scenario=str(ON_SCREEN), mode="coach") as there:
        greys = {ink for _, ink, _ in painted(there.app)} | {paper for _, _, paper in painted(there.app)}  # type: ignore[arg-type]
        assert all(colour[1:3] == colour[3:5] == colour[5:7] for colour in greys)
        assert there.text.count("●") == 1
        assert "● Coach" in there.text
        await there.press("enter", "down")
        assert "Locked: Robin Hale has not been heard yet" in there.words
        replies = there.screen(CallScreen).query_one(ReplyList).region
        papers = {paper for _, _, paper in painted(there.app, replies)}  # type: ignore[arg-type]
        assert len(papers) > 2, "the highlighted reply is lighter or darker than the others"
        await there.press("2")
        for words in ("◕ Angry", "▲ +", "▼ −", "Robin Hale breaks in", "Coach", "Sam  turn 1"):
            assert words in there.text, words
        await there.press("1", "1", "enter", "1", "2", "o")
        assert "× broken" in there.text
        await there.press("enter", "down", "enter", "down", "enter")
        for words in ("◇ start", "▲ peak", "■ end", "◆ pivotal", "furious", "calm"):
            assert words in there.text, words
