"""The keys at the foot of a screen, made anew only when they are others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Footer
from textual.widgets._footer import FooterKey

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.screen import Screen


class KeyBar(Footer):
    """Textual's footer; quicker.

    Textual styles each key three times over, since a key finds out how it is to look only when it is there
    already; and it makes all keys anew whenever the focus moves, though they mostly stay the same.
    """

    _offered: tuple[object, ...] = ()
    """What can be pressed, as far as it is shown."""

    def compose(self) -> ComposeResult:
        self._offered = self._on_offer(self.screen) if self._bindings_ready else ()
        for shown in super().compose():
            if isinstance(shown, FooterKey):
                compact = self.compact or shown.has_class("-command-palette")
                shown.set_reactive(FooterKey.compact, compact)
                shown.set_class(compact, "-compact", update=False)
            yield shown

    def bindings_changed(self, screen: Screen[object]) -> None:
        if not self._bindings_ready or self._on_offer(screen) != self._offered:
            super().bindings_changed(screen)

    def _on_offer(self, screen: Screen[object]) -> tuple[object, ...]:
        palette = self.app.COMMAND_PALETTE_BINDING
        return tuple(
            (key, binding, enabled, tooltip)
            for key, (_, binding, enabled, tooltip) in screen.active_bindings.items()
            if binding.show or key == palette
        )
