"""Asking where to start a call from: any scene, any mood, any facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar, Final, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from engine.call.plan import Plan
from engine.mood.bands import BANDS, BandName
from engine.mood.mood import Mood
from engine.workshop.preview.start import Reach, Start
from tui.preview_words import REACHES
from tui.widgets.safe_text import one_line

Kind = Literal["fact", "promise", "flag"]
PARTS: Final = ("heat", "heard", "trust")
ASKS: Final = f"Heat is a number from 0 to 100, or {', '.join(BANDS)}. Heard and trust are numbers."


class StartScreen(ModalScreen[Start | None]):
    """Is dismissed with a start, or None."""

    CSS_PATH = "preview_start.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Back", show=False),
        Binding("ctrl+s", "start", "Start", show=False, priority=True),
    ]

    def __init__(
        self,
        plan: Plan,
        start: Start,
        reach: Callable[[Start], Reach | None],
        in_band: Callable[[str, BandName], Start | None],
    ) -> None:
        """Begin with ``start``.

        ``reach`` says whether play reaches a start, None where nobody knows yet; ``in_band`` how play comes
        to a scene in a band, None if it does not.
        """
        super().__init__()
        self._plan = plan
        self._reach = reach
        self._in_band = in_band
        self._start = start
        self._toggles: list[tuple[Kind, str]] = [
            *(("fact", name) for name in plan.facts),
            *(("promise", name) for name in plan.promises),
            *(("flag", name) for name in plan.flags),
        ]
        self._touched = False

    def compose(self) -> ComposeResult:
        scenes = [place.id for place in self._plan.places[: self._plan.scenes]]
        with Vertical(id="box"):
            yield Static(id="question", markup=False)
            with VerticalScroll(id="form", can_focus=False):
                yield OptionList(
                    *(Option(Content(name), id=name) for name in scenes), id="scenes", markup=False
                )
                with Horizontal(id="mood"):
                    for part, number in zip(PARTS, self._start.mood, strict=True):
                        yield Static(part, classes="label", markup=False)
                        yield Input(str(number), id=part, compact=True, max_length=10)
                yield Static(Content(ASKS), classes="muted", markup=False)
                if self._toggles:
                    yield OptionList(*map(self._toggle, self._toggles), id="toggles", markup=False)
            yield Static(id="reach", markup=False)
            with Horizontal(id="buttons"):
                yield Button("Start (Ctrl+S)", id="start", compact=True, variant="primary")
                yield Static("Enter starts or toggles, Esc goes back", classes="muted", markup=False)

    def on_mount(self) -> None:
        for field in self.query(Input):
            field.cursor_blink = self.app.animation_level != "none"
        scenes = self.query_one("#scenes", OptionList)
        scenes.highlighted = scenes.get_option_index(self._start.scene)
        self.query_one("#heat", Input).focus()
        self._tell()

    def _toggle(self, each: tuple[Kind, str]) -> Option:
        kind, name = each
        held = name in self._held(kind)
        words = self._words(kind, name)
        sign = Content.styled("[×]" if held else "[ ]", "bold")
        return Option(Content.assemble(sign, f" {kind} {name}{words}"), id=f"{kind}.{name}")

    def _words(self, kind: Kind, name: str) -> str:
        scenario = self._plan.scenario
        text = scenario.facts.get(name, "") if kind == "fact" else ""
        text = scenario.promises.get(name, "") if kind == "promise" else text
        return f": {one_line(text)}" if text else ""

    def _held(self, kind: Kind) -> frozenset[str]:
        return {"fact": self._start.facts, "promise": self._start.promises, "flag": self._start.flags}[kind]

    @on(OptionList.OptionSelected, "#toggles")
    def _toggled(self, event: OptionList.OptionSelected) -> None:
        self._touched = True
        kind, name = self._toggles[event.option_index]
        held = self._held(kind) ^ {name}
        if kind == "fact":
            self._start = replace(self._start, facts=held)
        elif kind == "promise":
            self._start = replace(self._start, promises=held)
        else:
            self._start = replace(self._start, flags=held)
        self._show_toggles()
        self._tell()

    def _show_toggles(self) -> None:
        for each in self._toggles:
            kind, name = each
            self.query_one("#toggles", OptionList).replace_option_prompt(
                f"{kind}.{name}", self._toggle(each).prompt
            )

    @on(OptionList.OptionHighlighted, "#scenes")
    def _scene(self, event: OptionList.OptionHighlighted) -> None:
        if event.option.id is not None and event.option.id != self._start.scene:
            self._start = replace(self._start, scene=event.option.id)
            self._tell()

    @on(Input.Changed)
    def _typed(self) -> None:
        asked = self._asked
        if not self._touched and isinstance(asked, Start) and self._band is not None:
            self._start = replace(asked, mood=self._start.mood, turn=self._start.turn)
            self._show_toggles()
        self._tell()

    @on(Input.Submitted)
    @on(OptionList.OptionSelected, "#scenes")
    @on(Button.Pressed)
    def _given(self) -> None:
        self.action_start()

    def _typed_in(self, part: str) -> str:
        return self.query_one(f"#{part}", Input).value.strip().lower()

    @property
    def _band(self) -> BandName | None:
        """The band that was typed in place of a heat; its first letters will do."""
        typed = self._typed_in("heat")
        found = [band for band in BANDS if typed and band.startswith(typed)]
        return found[0] if len(found) == 1 else None

    @property
    def _asked(self) -> Start | str:
        """What the fields say now; or what is wrong with them."""
        heat, heard, trust = (self._typed_in(part) for part in PARTS)
        start, band = self._start, self._band
        if band is not None:
            known = self._in_band(start.scene, band)
            if known is not None:
                # As play comes there, facts and all; unless the author has chosen those.
                return replace(start, mood=known.mood, turn=known.turn) if self._touched else known
            edges = (0, *self._plan.model.edges, 101)
            place = BANDS.index(band)
            heat = str((edges[place] + edges[place + 1] - 1) // 2)
        numbers = []
        for part, typed in zip(PARTS, (heat, heard, trust), strict=True):
            if not typed.isdecimal() or int(typed[:9]) > 100:
                return (
                    f"{part.capitalize()} is a number from 0 to 100{' or a band' if part == 'heat' else ''}."
                )
            numbers.append(int(typed))
        return replace(start, mood=Mood(*numbers))

    def _tell(self) -> None:
        if not self.is_mounted:
            return
        asked = self._asked
        self.query_one("#question", Static).update(Content(f"Start a call at {self._start.scene}"))
        line = self.query_one("#reach", Static)
        if isinstance(asked, str):
            line.update(Content(asked))
            return
        reach = self._reach(asked)
        mood = f"Heat {asked.mood.heat}, heard {asked.mood.heard}, trust {asked.mood.trust}."
        line.update(
            Content(f"{mood} {REACHES[reach] if reach else 'Whether play reaches it is not known yet.'}")
        )

    def action_start(self) -> None:
        """Start there, if the fields make sense."""
        asked = self._asked
        if isinstance(asked, str):
            self.notify(asked, severity="warning", markup=False)
        elif self.is_active:
            self.dismiss(asked)

    def action_close(self) -> None:
        """Back, without a start."""
        if self.is_active:
            self.dismiss(None)
