"""The keys at the foot of a screen: which are shown, what a click does, and where there is little room."""

from typing import ClassVar

import pytest
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from tests.tui.widgets.demo import screen_text
from tui.widgets.key_bar import KeyBar


class Two(App[None]):
    """Two fields, a key that can be pressed only at times, one that is dimmed, and the keys at the foot."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "save", "Save"),
        Binding("f3", "send", "Send"),
        Binding("f4", "mute", "Mute"),
        Binding("f5", "hidden", "Hidden", show=False),
    ]
    ready = False

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []

    def compose(self) -> ComposeResult:
        yield Input(id="one")
        yield Input(id="two")
        yield KeyBar()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return {"send": self.ready, "mute": None}.get(action, True)

    def action_save(self) -> None:
        """Note that it was done."""
        self.done.append("save")

    def action_mute(self) -> None:
        """Note that it was done, though it should not be."""
        self.done.append("mute")

    def foot(self) -> str:
        """The last line of the screen."""
        return screen_text(self).splitlines()[-1].rstrip()


async def test_it_shows_the_keys_that_can_be_pressed_and_a_click_presses_one() -> None:
    app = Two()
    async with app.run_test(size=(70, 8)) as pilot:
        await pilot.pause()
        assert app.foot().split() == ["f2", "Save", "f4", "Mute", "^p", "palette"]
        app.ready = True
        app.refresh_bindings()
        await pilot.pause()
        assert app.foot().split() == ["f2", "Save", "f3", "Send", "f4", "Mute", "^p", "palette"]
        foot = app.foot()
        for word in ("Save", "Mute"):
            await pilot.click(KeyBar, offset=(foot.index(word) + 1, 0))
        assert app.done == ["save"]
        await pilot.click(KeyBar, offset=(foot.index("palette"), 0))
        await pilot.pause()
        assert len(app.screen_stack) == 2


@pytest.mark.parametrize(("width", "words"), [(59, "f2 Save f4 Mute"), (10, "f2 Save f4")])
async def test_where_it_is_narrow_what_is_known_everywhere_gives_way(width: int, words: str) -> None:
    app = Two()
    async with app.run_test(size=(width, 8)) as pilot:
        await pilot.pause()
        assert app.foot().split() == words.split()
