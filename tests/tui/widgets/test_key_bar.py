"""The keys at the foot: as Textual's own footer has them, and made anew only where they change."""

from typing import ClassVar

import pytest
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.widgets import Footer, Input
from textual.widgets._footer import FooterKey

from tests.tui.widgets.demo import painted, screen_text
from tui.widgets.key_bar import KeyBar


class Two(App[None]):
    """Two fields, a key that can be pressed only at times, and a footer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "save", "Save"),
        Binding("f3", "send", "Send"),
        Binding("f4", "mute", "Mute"),
    ]
    ready = False

    def __init__(self, footer: Footer) -> None:
        super().__init__()
        self.footer = footer

    def compose(self) -> ComposeResult:
        yield Input(id="one")
        yield Input(id="two")
        yield self.footer

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return {"send": self.ready, "mute": None}.get(action, True)


@pytest.mark.parametrize("compact", [False, True])
async def test_it_looks_as_the_footer_does(compact: bool) -> None:
    looks = []
    for kind in (Footer, KeyBar):
        app = Two(kind(compact=compact))
        async with app.run_test(size=(60, 8)) as pilot:
            await pilot.pause()
            before = list(painted(app))
            app.ready = True
            app.refresh_bindings()
            await pilot.pause()
            looks.append((before, list(painted(app))))
            assert "Send" in screen_text(app)
            assert "Send" not in "".join(char for char, _, _ in before)
    assert looks[0] == looks[1]


async def test_its_keys_stay_while_they_are_the_same() -> None:
    app = Two(KeyBar())
    async with app.run_test() as pilot:
        await pilot.pause()
        keys = list(app.query(FooterKey))
        await pilot.press("tab")
        assert app.focused is app.query_one("#two")
        assert list(app.query(FooterKey)) == keys
        app.ready = True
        app.refresh_bindings()
        await pilot.pause()
        assert [key.description for key in app.query(FooterKey)][:3] == ["Save", "Send", "Mute"]
        app.ready = False
        app.refresh_bindings()
        app.ready = True
        app.refresh_bindings()
        await pilot.pause()
        assert len(app.query(FooterKey)) == len(keys) + 1


async def test_a_key_is_styled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    styled: list[DOMNode] = []
    apply = Stylesheet.apply

    def counted(self: Stylesheet, node: DOMNode, **more: object) -> None:
        styled.append(node)
        apply(self, node, **more)  # type: ignore[arg-type]

    app = Two(KeyBar())
    async with app.run_test() as pilot:
        await pilot.pause()
        monkeypatch.setattr(Stylesheet, "apply", counted)
        app.ready = True
        app.refresh_bindings()
        await pilot.pause()
        assert [styled.count(key) for key in app.query(FooterKey)] == [1] * 4
