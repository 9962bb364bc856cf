"""The keys of a screen, on one line at its foot.

Textual's own footer makes a widget for each key, three times over while a screen opens, and anew whenever
the focus moves. That takes longer than all the rest of the debrief's first screen. This one is drawn in one
piece.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

_KEY = "bold $footer-key-foreground"
_WORDS = "$footer-description-foreground"


class _Shown(NamedTuple):
    """A key as it stands at the foot."""

    key: str
    """What Textual calls it."""
    words: Content
    enabled: bool


class KeyBar(Widget):
    """Shows the keys that can be pressed; a click on one is as good. Where it is narrow, those that are known
    on every screen give way."""

    DEFAULT_CSS = """
    KeyBar {
        dock: bottom;
        height: 1;
        text-wrap: nowrap;
        background: $footer-background;
        color: $footer-foreground;
    }
    """
    ALLOW_SELECT = False

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, _screen: Screen[object]) -> None:
        self.refresh()

    def render(self) -> Content:
        keys = list(self._keys())
        last = keys.pop().words if keys and self._is_palette(keys[-1]) else Content("")
        room = max(0, self.size.width - last.cell_length)
        left = Content("").join([each.words for each in keys])
        return Content.assemble(left.truncate(room), " " * max(0, room - left.cell_length), last)

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked on."""
        keys = list(self._keys())
        at = event.get_content_offset(self)
        if at is None:
            return
        if keys and self._is_palette(keys[-1]):
            palette = keys.pop()
            if at.x >= self.size.width - palette.words.cell_length:
                self.app.simulate_key(palette.key)
                return
        edge = 0
        for each in keys:
            edge += each.words.cell_length
            if at.x < edge:
                if each.enabled:
                    self.app.simulate_key(each.key)
                return

    def _is_palette(self, shown: _Shown) -> bool:
        return shown.key == self.app.COMMAND_PALETTE_BINDING

    def _keys(self) -> Iterator[_Shown]:
        """In their order; the palette's key last, where there is room for it."""
        narrow = self.screen.has_class("-narrow")
        before, between, after = ("", " ", " ") if narrow else (" ", " ", " ")
        active, seen = self.screen.active_bindings, set()
        for _node, binding, enabled, _tooltip in active.values():
            if binding.show and binding.action not in seen:
                seen.add(binding.action)
                dim = "" if enabled else " dim"
                key = Content.styled(f"{before}{self.app.get_key_display(binding)}{between}", _KEY + dim)
                words = Content.styled(f"{binding.description}{after}", _WORDS + dim)
                yield _Shown(binding.key, Content.assemble(key, words), enabled)
        palette = active.get(self.app.COMMAND_PALETTE_BINDING)
        if palette is not None and not narrow:
            key = Content.styled(f" {self.app.get_key_display(palette.binding)} ", _KEY)
            words = Content.styled(f"{palette.binding.description} ", _WORDS)
            yield _Shown(palette.binding.key, Content.assemble(key, words), palette.enabled)
