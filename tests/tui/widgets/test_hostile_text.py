"""Whatever a text holds, each widget shows it as text: nothing acts, nothing crashes, nothing escapes."""

import unicodedata

import pytest
from textual.containers import Horizontal

from engine.mood.bands import BANDS
from tests.tui.widgets.demo import Demo, level, screen_text
from tui.widgets.mood_line import MoodLine, MoodPoint
from tui.widgets.mood_meter import MoodMeter
from tui.widgets.reply_list import ReplyList, ReplyOffer
from tui.widgets.side_panel import CARDS, FactRow, PromiseRow, SidePanel
from tui.widgets.transcript import Line, Moved, Transcript

HOSTILE = {
    "empty": "",
    "blank": "   ",
    "closing tag": "oops [/b] and [/] and [/nothing]",
    "open tag": "press [enter] [b]bold [red on",
    "action": "[@click=app.quit]quit[/] [@click='app.exit()']exit[/]",
    "link": "[link='https://example.org']x[/link] [quit](app.quit) <a href='app.quit'>q</a>",
    "image": "![pic](javascript:app.quit) ![[/b]](x)",
    "backslashes": "\\[b] \\\\[/b] \\",
    "emoji": "😡😡😡 ❤️ 🤷🏽‍♀️",
    "joined emoji": "👩‍👩‍👧‍👦 👩‍👩‍👧‍👦 🏳️‍🌈",
    "right to left": "שלום עולם مرحبا بالعالم",
    "wide": "お客様はとても怒っています。" * 10,
    "combining": "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢",
    "long word": "x" * 600,
    "long line": "word " * 120,
    "many lines": "line\n" * 40,
    "escape": "\x1b]52;c;aGk=\x07\x1b[31mred\x1b[2J \x9b31m",
    "c0 and c1": "".join(map(chr, range(32))) + "".join(map(chr, range(127, 160))),
    "bidi": "\u202eevil\u202c \u2066x\u2069 \u200f \u061c",
    "surrogate": "lone \ud800 surrogate",
    "separators": "a\u2028b\u2029c\r\nd\re\vf\fg",
    "zero width": "a\u200bb\u200dc\ufeffd",
    "braces": "{customer} {{ {0} %s $text ${x}",
    "tabs": "a\tb\t\tc",
    "table": "| [/b] | [@click=app.quit]x[/] |\n|---|---|\n| [/] | \\| |\n",
    "deep": "> " * 300 + "deep " + "- " * 300,
    "entities": "&#27;[31m &#8238;x &lt;b&gt; &#0; &#xD800;",
}


class Watched(Demo):
    """Fails loudly if any text manages to run one of the app's actions."""

    def action_quit(self) -> None:  # type: ignore[override]
        raise AssertionError("a text quit the app")

    def action_exit(self) -> None:
        raise AssertionError("a text quit the app")


def transcript(*texts: str) -> Transcript:
    lines: list[Line] = []
    for text in texts:
        causes = (Moved(text, 3, text), Moved("heat", -3, text))
        lines += [Line("customer", text, text, 1), Line("agent", text, text), Line("note", text, text)]
        lines.append(Line("coach", text, text, 1, causes))
    return Transcript(lines)


def replies(*texts: str) -> ReplyList:
    offers = [ReplyOffer(f"r{place}", text) for place, text in enumerate(texts)]
    locked = [ReplyOffer(f"l{place}", text, locked=text or "x") for place, text in enumerate(texts)]
    return ReplyList([*offers, *locked])


def panel(*texts: str) -> SidePanel:
    text = "\n\n".join(texts)
    facts = [row for text in texts for row in (FactRow(text), FactRow(text, asked_again=1))]
    return SidePanel(
        {text: text for text in texts},
        text,
        text,
        facts=facts,
        promises=[PromiseRow(text, "broken") for text in texts],
    )


def assert_clean(app: Demo) -> None:
    """No character on the screen can steer a terminal."""
    for char in screen_text(app).replace("\n", ""):
        assert unicodedata.category(char) not in ("Cc", "Cs", "Zl", "Zp"), ascii(char)
        assert char not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c", ascii(
            char
        )


def side_by_side(*texts: str) -> Watched:
    shown = Horizontal(transcript(*texts), replies(*texts), panel(*texts))
    return Watched(shown, css="Horizontal > * { width: 1fr; }")


@pytest.mark.parametrize("name", HOSTILE)
async def test_every_widget_shows_it_as_text(name: str) -> None:
    text = HOSTILE[name]
    app = side_by_side(text)
    async with app.run_test(size=(120, 40), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        assert_clean(app)
        for card in CARDS:
            app.query_one(SidePanel).show_card(card)
            await pilot.pause()
            assert_clean(app)
        said = app.query_one(Transcript)
        said.pace = 0.01
        app.animation_level = "full"
        said.speak(Line("customer", text, text, 2))
        await pilot.pause()
        said.advance(3)
        await pilot.pause()
        assert_clean(app)
        for size in ((40, 12), (200, 60)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert_clean(app)
        assert app.is_running


async def test_nothing_acts_on_mouse_or_keys() -> None:
    """All of it on one screen, with the mouse moved and clicked over it and the keys pressed."""
    app = side_by_side(*HOSTILE.values())
    async with app.run_test(size=(120, 40), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        for card in CARDS:
            app.query_one(SidePanel).show_card(card)
            await pilot.pause()
            for x, y in ((9, 4), (20, 20), (50, 3), (55, 30), (90, 6), (100, 12), (84, 24)):
                await pilot.hover(offset=(x, y))
                await pilot.click(offset=(x, y))
        for widget in (Transcript, ReplyList):
            app.query_one(widget).focus()
            for key in ("pageup", "pageup", "up", "down", "home", "end", "enter", "1", "9", "f"):
                await pilot.press(key)
                assert_clean(app)
        assert app.is_running


async def test_markup_is_shown_as_it_was_written() -> None:
    text = "press [enter] [/b] [@click=app.quit]x[/]"
    for make in (transcript, replies):
        app = Watched(make(text))
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            assert text in screen_text(app)


@pytest.mark.parametrize("heat", [-5, 0, 100, 140])
async def test_numbers_out_of_range_are_only_drawn(heat: int) -> None:
    """A meter may not bring a call down, even where an organisation's own model is wrong."""
    meter = MoodMeter(level(50))
    line = MoodLine([MoodPoint(0, heat, BANDS[0]), MoodPoint(1, 50, BANDS[2])], limit=heat)
    app = Demo(meter, line, css="MoodMeter { height: 20; }")
    async with app.run_test(size=(80, 45)) as pilot:
        meter.show(level(max(0, min(100, heat)))._replace(heat=heat, heard=heat, trust=heat))
        await pilot.pause()
        assert str(abs(heat)) in screen_text(app)
