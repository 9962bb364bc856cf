"""The map of a scenario: a line a scene and an ending, with the moods that it is met in, and its odds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from textual.content import Content
from textual.message import Message
from textual.visual import Visual
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from engine.mood.bands import BANDS, BandName
from tui.widgets.bands import GLYPHS
from tui.widgets.fitted import Cell, Fitted
from tui.widgets.safe_text import one_line

Range = tuple[int, int]
Worst = Literal["", "error", "warning", "advice"]
SIGNS: Final[dict[Worst, tuple[str, str]]] = {
    "": (" ", ""),
    "error": ("×", "bold $bad on $surface"),
    "warning": ("!", "bold $warning on $surface"),
    "advice": ("·", "$text-muted on $surface"),
}
"""How the worst problem of a place is marked, in a sign and its colour."""

_INKS: Final = {band: f"mood-{band}" for band in BANDS}
"""The theme variable of each band's colour."""
_STATES, _BANDS, _NUMBERS = 7, 9, 7
_WITH_BANDS, _WITH_STATES, _WITH_HEARD, _WITH_TRUST = 30, 46, 56, 64


@dataclass(frozen=True)
class MapRow:
    """A scene or an ending as it stands on the map."""

    id: str
    is_ending: bool = False
    note: str = ""
    """In place of figures: ``never reached``; empty where there are figures."""
    states: int = 0
    bands: tuple[BandName, ...] = ()
    heat: Range | None = None
    heard: Range | None = None
    trust: Range | None = None
    odds: str = ""
    """An ending's, such as ``41.2%``."""
    is_good: bool = False
    here: bool = False
    """Whether the call is there now."""
    worst: Worst = ""
    """The worst problem there."""


class SceneMapList(OptionList):
    """Scenes, then endings; posts :class:`Picked` for the one that Enter or a click chooses."""

    DEFAULT_CSS = """
    SceneMapList {
        height: 1fr;
        border: none;
        padding: 0;
        background: $surface;
        color: $foreground;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        & > .option-list--option { padding: 0 1; }
        & > .option-list--option-disabled { color: $text-muted; }
        & > .option-list--option-hover { background: $panel; }
        & > .option-list--option-highlighted { color: $foreground; background: $panel; text-style: bold; }
        &:focus {
            border: none;
            background-tint: transparent;
            & > .option-list--option-highlighted {
                color: $chosen-text;
                background: $chosen;
                text-style: bold;
            }
        }
    }
    """

    @dataclass
    class Looked(Message):
        """Another place is highlighted."""

        place: str

    @dataclass
    class Picked(Message):
        """A place was chosen."""

        place: str

    def __init__(self, **widget: Any) -> None:
        super().__init__(markup=False, **widget)
        self._rows: tuple[MapRow, ...] = ()

    @property
    def place(self) -> str:
        """The place that is highlighted; empty for none."""
        option = self.highlighted_option
        return (option.id or "") if option is not None else ""

    def show(self, rows: Sequence[MapRow]) -> None:
        """Show these rows in place of any there were; the same place stays highlighted, and in view."""
        if tuple(rows) == self._rows:
            return
        place, top = self.place, self.scroll_y
        ids = [row.id for row in self._rows]
        if [row.id for row in rows] == ids:
            for row, before in zip(rows, self._rows, strict=True):
                if row != before:
                    self.replace_option_prompt(row.id, _picture(row))
            self._rows = tuple(rows)
            return
        self._rows = tuple(rows)
        scenes = [row for row in rows if not row.is_ending]
        endings = [row for row in rows if row.is_ending]
        self.clear_options()
        self.add_options(
            [
                Option(_heads("Scenes", "heat", "heard", "trust"), disabled=True),
                *(Option(_picture(row), id=row.id) for row in scenes),
                Option(_heads("Endings", "odds", "", ""), disabled=True),
                *(Option(_picture(row), id=row.id) for row in endings),
            ]
        )
        if place in {row.id for row in rows}:
            self.highlighted = self.get_option_index(place)
            self.scroll_to(y=top, animate=False)
        elif rows:
            self.highlighted = self.get_option_index(rows[0].id)

    def go_to(self, place: str) -> None:
        """Highlight a place."""
        if place in {row.id for row in self._rows}:
            self.highlighted = self.get_option_index(place)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.post_message(self.Looked(event.option.id or ""))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Picked(event.option.id or ""))


def _heads(name: str, *numbers: str) -> Visual:
    texts = ("states", "bands", *numbers)
    cells = [
        Cell(Content(text), cell.width, cell.needs, cell.right)
        for text, cell in zip(texts, _cells(("",) * 5), strict=True)
    ]
    return Fitted(Content.styled(name, "bold"), cells)


def _picture(row: MapRow) -> Visual:
    sign, ink = SIGNS[row.worst]
    name = Content.assemble(
        ("▶", "bold $key on $surface") if row.here else " ",
        (sign, ink) if ink else sign,
        " ",
        one_line(row.id),
    )
    if row.note:
        return Fitted(name, [Cell(Content.styled(row.note, "$text-muted on $surface"), len(row.note))])
    if row.is_ending:
        good = Content.styled("good", "$good on $surface") if row.is_good else Content("")
        numbers = (Content(row.odds), good, Content(""))
    else:
        numbers = tuple(Content(_range(each)) for each in (row.heat, row.heard, row.trust))  # type: ignore[assignment]
    return Fitted(name, _cells((f"{row.states:,}" if row.states else "–", _glyphs(row.bands), *numbers)))


def _cells(texts: Sequence[Content | str]) -> list[Cell]:
    states, bands, heat, heard, trust = (
        text if isinstance(text, Content) else Content(text) for text in texts
    )
    return [
        Cell(states, _STATES, _WITH_STATES, right=True),
        Cell(bands, _BANDS, _WITH_BANDS),
        Cell(heat, _NUMBERS, 0, right=True),
        Cell(heard, _NUMBERS, _WITH_HEARD, right=True),
        Cell(trust, _NUMBERS, _WITH_TRUST, right=True),
    ]


def _glyphs(bands: Sequence[BandName]) -> Content:
    """A disc for each band that is met, a dash for each that is not; always in the same columns."""
    parts = [
        (GLYPHS[band], f"${_INKS[band]} on $surface") if band in bands else ("-", "$text-muted on $surface")
        for band in BANDS
    ]
    return Content.styled(" ", "on $surface").join(Content.styled(*part) for part in parts)


def _range(numbers: Range | None) -> str:
    if numbers is None:
        return ""
    return f"{numbers[0]}" if numbers[0] == numbers[1] else f"{numbers[0]}–{numbers[1]}"
