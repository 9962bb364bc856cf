"""Every colour can be told from what it stands on: computed from the table and from real screens."""

import re
from collections.abc import Iterable
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.color import Color
from textual.widgets import (
    Button,
    Checkbox,
    DataTable,
    Header,
    Input,
    Label,
    OptionList,
    RadioButton,
    RadioSet,
    Rule,
    Select,
    Static,
    Switch,
)

from engine.mood.bands import BANDS
from tests.tui.colours import (
    COLOUR_BLINDNESS,
    LINE_ART,
    NAMES,
    colours,
    contrast,
    lost_in_few_colours,
    luminance,
    oklab,
    palette_of,
)
from tests.tui.widgets.demo import (
    Demo,
    Painted,
    call_screen,
    level,
    meter,
    mood_line,
    painted,
    side_panel,
)
from tui import themes
from tui.themes import PAIRS, PALETTES, least_contrast
from tui.widgets.key_bar import KeyBar
from tui.widgets.mood_line import MoodLine
from tui.widgets.mood_meter import MoodMeter
from tui.widgets.reply_list import ReplyList
from tui.widgets.side_panel import CARDS, SidePanel
from tui.widgets.transcript import Transcript


def test_there_are_two_dark_two_light_and_one_high_contrast_theme() -> None:
    assert [(palette.dark, palette.high) for palette in PALETTES] == [
        (True, False),
        (True, False),
        (False, False),
        (False, False),
        (True, True),
    ]
    assert len(set(NAMES)) == 5


def test_the_measure_itself_is_right() -> None:
    assert contrast(Color.parse("#000000"), Color.parse("#ffffff")) == pytest.approx(21)
    assert contrast(Color.parse("#777777"), Color.parse("#ffffff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", NAMES)
def test_every_pair_of_the_table_has_enough_contrast(name: str) -> None:
    named = colours(name)
    high = palette_of(name).high
    short = [
        (pair, round(contrast(named[pair.ink], named[pair.paper]), 2))
        for pair in PAIRS
        if contrast(named[pair.ink], named[pair.paper]) < least_contrast(pair.kind, high)
    ]
    assert short == []


@pytest.mark.parametrize("name", NAMES)
def test_letters_never_stand_on_their_own_colour_where_there_are_few(name: str) -> None:
    named = colours(name)
    lost = {pair: lost_in_few_colours(named[pair.ink], named[pair.paper]) for pair in PAIRS}
    assert {pair: where for pair, where in lost.items() if where and pair.kind == "text"} == {}


def test_what_is_lost_in_few_colours_is_found() -> None:
    lost = lost_in_few_colours(Color.parse("#fd5c62"), Color.parse("#f85c66"))
    assert lost == ["16 colours", "8 colours", "no colour"]
    # Bright black is black where there are eight; and red and green of one lightness are one grey.
    assert lost_in_few_colours(Color.parse("#555555"), Color.parse("#000000")) == ["8 colours", "no colour"]
    assert lost_in_few_colours(Color.parse("#ff0000"), Color.parse("#008300")) == ["no colour"]


@pytest.mark.parametrize("name", NAMES)
def test_bands_are_a_ramp_in_grey_too(name: str) -> None:
    """Each band is darker than the one before by a step that shows without any colour."""
    levels = [luminance(colours(name)[f"mood-{band}"]) for band in BANDS]
    steps = [(cooler + 0.05) / (hotter + 0.05) for cooler, hotter in pairwise(levels)]
    assert min(steps) >= 1.14, steps


@pytest.mark.parametrize("sight", COLOUR_BLINDNESS)
@pytest.mark.parametrize("name", NAMES)
def test_bands_differ_for_colour_blind_people(name: str, sight: str) -> None:
    """Any two bands lie at least 0.04 apart in OKLab (a just noticeable difference is about 0.02)."""
    seen = {band: oklab(colours(name)[f"mood-{band}"], COLOUR_BLINDNESS[sight]) for band in BANDS}
    for one, other in combinations(BANDS, 2):
        apart = sum((a - b) ** 2 for a, b in zip(seen[one], seen[other], strict=True)) ** 0.5
        assert apart >= 0.04, (one, other, round(apart, 3))


def assert_in_table(cells: Iterable[Painted], name: str) -> int:
    """Each painted pair of colours is a pair of the table, and a line's contrast only ever carries a line."""
    named = colours(name)
    table: dict[tuple[str, str], set[str]] = {}
    for pair in PAIRS:
        table.setdefault((named[pair.ink].hex6, named[pair.paper].hex6), set()).add(pair.kind)
    # Nothing of the widget's own shows in what is still covered; each colour on itself is a filled cell.
    seen: dict[tuple[str, str], str] = {}
    for char, ink, paper in cells:
        kinds = table.get((ink, paper), set())
        if "text" in kinds or ("line" in kinds and LINE_ART.fullmatch(char)):
            seen[ink, paper] = char
            continue
        pytest.fail(f"{name}: {char!r} in {ink} on {paper} is not in the table of pairs")
    return len(seen)


@pytest.mark.parametrize("name", NAMES)
async def test_the_call_screen_paints_only_pairs_of_the_table(name: str) -> None:
    app = call_screen(name)
    async with app.run_test(size=(110, 44), notifications=True, tooltips=True) as pilot:
        app.query_one(ReplyList).focus()
        await pilot.press("down", "down")
        await pilot.hover(ReplyList, (5, 0))
        await pilot.pause()
        assert assert_in_table(painted(app), name) > 12
        for heat in (5, 25, 45, 65, 95):
            app.query_one(MoodMeter).show(level(heat))
            await pilot.pause()
            assert_in_table(painted(app), name)
        app.query_one(Transcript).focus()
        app.query_one(MoodMeter).compact = True
        await pilot.pause()
        assert_in_table(painted(app), name)
        app.screen.text_select_all()
        await pilot.pause()
        assert_in_table(painted(app), name)


@pytest.mark.parametrize("name", NAMES)
async def test_the_cards_paint_only_pairs_of_the_table(name: str) -> None:
    app = Demo(side_panel(), theme=name)
    async with app.run_test(size=(48, 40), notifications=True, tooltips=True) as pilot:
        panel = app.query_one(SidePanel)
        for card in CARDS:
            panel.show_card(card)
            await pilot.pause()
            assert panel.card == card
            assert_in_table(painted(app), name)
        await pilot.press("tab")
        await pilot.hover("ContentTab")
        await pilot.pause()
        assert_in_table(painted(app), name)


@pytest.mark.parametrize("name", NAMES)
async def test_the_mood_line_paints_only_pairs_of_the_table(name: str) -> None:
    app = Demo(mood_line(), theme=name)
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        await pilot.press("tab", "right", "right", "right")
        await pilot.pause()
        assert app.query_one(MoodLine).cursor == 2
        assert assert_in_table(painted(app), name) > 10


@pytest.mark.parametrize("name", NAMES)
async def test_a_meter_on_any_paper_is_readable(name: str) -> None:
    """Screens may put widgets on any of the three papers."""
    for paper in ("background", "surface", "panel"):
        shown = meter()
        app = Demo(shown, theme=name, css=f"MoodMeter {{ background: ${paper}; }}")
        async with app.run_test(size=(24, 24)) as pilot:
            await pilot.pause()
            assert_in_table(painted(app), name)


async def test_changing_the_theme_repaints_everything() -> None:
    app = call_screen("evening")
    async with app.run_test(size=(110, 44)) as pilot:
        await pilot.pause()
        for name in ("daylight", "high-contrast", "evening", "paper"):
            app.theme = name
            await pilot.pause()
            await pilot.pause()
            assert_in_table(painted(app), name)


class TextualsOwn(App[None]):
    """The widgets of Textual's that screens are made of."""

    BINDINGS = [("f1", "help", "Help"), ("q", "quit", "Quit")]
    CSS = themes.STYLES

    def __init__(self, name: str) -> None:
        super().__init__()
        themes.install(self, name)
        self.animation_level = "none"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.variable_defaults()

    def compose(self) -> ComposeResult:
        yield Header()
        variants = ("default", "primary", "success", "warning", "error")
        for variant in variants:
            yield Button(variant.capitalize(), variant=variant)  # type: ignore[arg-type]
        yield Button("Disabled", disabled=True)
        yield Input(placeholder="Search")
        yield Input("typed text")
        yield OptionList("one", "two")
        yield Select([("Sam", 1), ("Ada", 2)])
        yield Checkbox("Reduced motion", value=True)
        yield Checkbox("Timers")
        yield RadioSet(RadioButton("coach", value=True), RadioButton("exam"))
        yield Switch(value=True)
        yield DataTable(id="table")
        yield Label("A label")
        yield Rule()
        yield Static("Muted", classes="muted")
        yield KeyBar()

    def on_mount(self) -> None:
        table = self.query_one("#table", DataTable)
        table.add_columns("Level", "Minutes")
        table.add_rows([("1", "5"), ("2", "6"), ("3", "8")])


@pytest.mark.parametrize("name", NAMES)
async def test_textuals_own_widgets_are_readable_too(name: str) -> None:
    """The screens are built of these; each theme overrides what Textual derives too faintly."""
    app = TextualsOwn(name)
    need = least_contrast("text", palette_of(name).high)

    faint: dict[str, str] = {}

    def check(where: str, within: str = "") -> None:
        """All that is painted, or what is painted ``within`` the widgets that this selector finds."""
        regions = [widget.region for widget in app.screen.query(within)] if within else [app.screen.region]
        for char, ink, paper in {cell for region in regions for cell in painted(app, region)}:
            # An empty box or circle is drawn as a mark in the colour of its own paper.
            if LINE_ART.fullmatch(char) or char in "X●":
                continue
            ratio = contrast(Color.parse(ink), Color.parse(paper))
            if ratio < need:
                faint.setdefault(f"{ink} on {paper}", f"{where}: {char!r} {ratio:.2f}")

    async with app.run_test(size=(60, 80), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        check("at rest")
        for button in app.query(Button):
            if not button.disabled:
                button.focus()
                await pilot.hover(f"Button.-{button.variant}" if button.variant != "default" else "Button")
                await pilot.pause()
                check("buttons")
        for kind in (Input, OptionList, Select, Checkbox, RadioSet, DataTable):
            app.query(kind).first().focus()
            await pilot.pause()
            check(kind.__name__)
        for severity in ("information", "warning", "error"):
            app.notify("Saved", title="Records", severity=severity)
        await pilot.pause()
        check("toasts")
        await pilot.press("ctrl+p")
        await pilot.press("q")
        await pilot.pause()
        check("palette", "CommandInput, CommandList")
    assert faint == {}


VARIABLE = re.compile(r"\$([a-z][a-z0-9-]*)")
OWN = Path(themes.__file__).parent


def test_style_sheets_name_colours_by_variables_of_the_themes() -> None:
    """No colour is written into a widget or a style sheet; each is a name that every theme gives."""
    known = set(colours(themes.DEFAULT_THEME))
    literal = re.compile(r"(?:color|background|border[a-z-]*|tint)\s*:[^;$]*#[0-9a-fA-F]{3,8}")
    sheets = [path for path in OWN.rglob("*") if path.suffix in (".tcss", ".py") and path.name != "themes.py"]
    assert len(sheets) > 10
    for sheet in sheets:
        text = sheet.read_text(encoding="utf-8")
        assert not literal.search(text), sheet
        if sheet.suffix == ".tcss" or sheet.parent.name == "widgets":
            unknown = set(VARIABLE.findall(text)) - known - {"mood", "text-style"}
            assert not unknown, (sheet, unknown)


async def test_install_leaves_only_our_themes() -> None:
    app = Demo(theme="daylight")
    async with app.run_test():
        assert sorted(app.available_themes) == sorted(NAMES)
        assert app.theme == "daylight"
    assert Demo(theme="no such theme").theme == themes.DEFAULT_THEME


class Elsewhere(App[None]):
    """Another app, under a theme of Textual's own."""

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.variable_defaults()

    def compose(self) -> ComposeResult:
        yield meter()
        yield mood_line()
        yield side_panel()


async def test_the_widgets_can_be_lifted_into_an_app_with_other_themes() -> None:
    app = Elsewhere()
    async with app.run_test(size=(100, 60)) as pilot:
        for name in ("textual-dark", "textual-light", "dracula"):
            app.theme = name
            await pilot.pause()
            assert {cell.char for cell in painted(app)} >= set("█◕◆")
