"""Moodline's five themes, and the table of which colour may stand on which.

Every colour that a widget or a style sheet uses is a theme variable named here. ``PAIRS`` lists each ink with
each paper it is used on, and the contrast that the pair must reach; the suite computes them all, and also
walks real screens to show that nothing outside the table is painted.

The ramp of the five bands falls in lightness as it rises in heat, in every theme, so that it stays a ramp for
people who do not tell red from green, and in grey.
"""

from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from textual.color import Color
from textual.theme import Theme

from engine.mood.bands import BANDS

if TYPE_CHECKING:
    from textual.app import App

Kind = Literal["text", "line"]
"""``text``: letters and every glyph that means something. ``line``: borders, ticks, scroll bars."""

TEXT_CONTRAST: Final = 4.5
"""WCAG 2.2, 1.4.3 (AA), asked of locked and secondary text too."""
TEXT_CONTRAST_HIGH: Final = 7.0
"""WCAG 2.2, 1.4.6 (AAA), for the high-contrast theme."""
LINE_CONTRAST: Final = 3.0
"""WCAG 2.2, 1.4.11, for what is not text."""
LINE_CONTRAST_HIGH: Final = 4.5

TINT: Final = 0.12
"""How much of a band's colour is in its tint, the paper behind charts."""


class Palette(NamedTuple):
    """The colours of one theme, as hex. ``bands`` runs from calm to furious."""

    name: str
    dark: bool
    background: str
    surface: str
    panel: str
    text: str
    muted: str
    line: str
    bands: tuple[str, str, str, str, str]
    band_text: str
    heard: str
    trust: str
    customer: str
    customer_bubble: str
    agent: str
    agent_bubble: str
    coach: str
    coach_bubble: str
    key: str
    chosen: str
    chosen_text: str
    good: str
    warning: str
    bad: str
    high: bool = False


PALETTES: Final = (
    Palette(
        name="evening",
        dark=True,
        background="#13151f",
        surface="#191c28",
        panel="#222634",
        text="#e8eaf4",
        muted="#a6adc4",
        line="#757d94",
        bands=("#98f0dc", "#d5cd61", "#efa831", "#fc823a", "#fd5c62"),
        band_text="#13151f",
        heard="#5cc4f0",
        trust="#b9adff",
        customer="#eba6d6",
        customer_bubble="#251f30",
        agent="#8fb9ff",
        agent_bubble="#1a2438",
        coach="#8ccf8c",
        coach_bubble="#18271f",
        key="#f0cd7d",
        chosen="#8fb9ff",
        chosen_text="#10131c",
        good="#82d49a",
        warning="#f2be5c",
        bad="#ff9a8c",
    ),
    Palette(
        name="midnight",
        dark=True,
        background="#0a0c0e",
        surface="#111417",
        panel="#1b1f24",
        text="#e4e8ea",
        muted="#9fa8ae",
        line="#6d757c",
        bands=("#99eaf3", "#c7cd6d", "#e4aa3a", "#f4843d", "#f85c66"),
        band_text="#0a0c0e",
        heard="#4fc3dc",
        trust="#c3a9f5",
        customer="#f0a58c",
        customer_bubble="#211814",
        agent="#6fd0c0",
        agent_bubble="#10211f",
        coach="#a8c76a",
        coach_bubble="#1a2011",
        key="#f2d06b",
        chosen="#6fd0c0",
        chosen_text="#07110f",
        good="#7fd39a",
        warning="#f0bd55",
        bad="#ff9488",
    ),
    Palette(
        name="paper",
        dark=False,
        background="#faf6ec",
        surface="#f3ecdd",
        panel="#ebe2cf",
        text="#2b2620",
        muted="#5a5347",
        line="#7c7465",
        bands=("#00696f", "#535700", "#603c00", "#642100", "#500018"),
        band_text="#fdfaf3",
        heard="#0d5f80",
        trust="#5c4a95",
        customer="#8a3560",
        customer_bubble="#f4e2e2",
        agent="#2f5596",
        agent_bubble="#e3e8ee",
        coach="#2f6325",
        coach_bubble="#e4ecd6",
        key="#7a4a00",
        chosen="#2f5596",
        chosen_text="#fdfaf3",
        good="#24662f",
        warning="#7a4a00",
        bad="#93322b",
    ),
    Palette(
        name="daylight",
        dark=False,
        background="#ffffff",
        surface="#f3f6fa",
        panel="#e3e9f1",
        text="#16202c",
        muted="#4c5765",
        line="#717b89",
        bands=("#006b96", "#565b00", "#653f00", "#692300", "#54001b"),
        band_text="#ffffff",
        heard="#00617c",
        trust="#5f3f9f",
        customer="#8c2f6b",
        customer_bubble="#fbe9f2",
        agent="#0a55a8",
        agent_bubble="#e4effb",
        coach="#1c6630",
        coach_bubble="#e4f3e6",
        key="#7d4600",
        chosen="#0a55a8",
        chosen_text="#ffffff",
        good="#1a6733",
        warning="#7d4600",
        bad="#9b2b26",
    ),
    Palette(
        name="high-contrast",
        dark=True,
        background="#000000",
        surface="#000000",
        panel="#161616",
        text="#ffffff",
        muted="#d4d4d4",
        line="#a2a2a2",
        bands=("#c4fffa", "#f0e64a", "#fdbb3f", "#ff9f66", "#fe8787"),
        band_text="#000000",
        heard="#7fdcff",
        trust="#d5ccff",
        customer="#ffbfe6",
        customer_bubble="#000000",
        agent="#a9cdff",
        agent_bubble="#000000",
        coach="#b4eda6",
        coach_bubble="#000000",
        key="#ffe14d",
        chosen="#ffe14d",
        chosen_text="#000000",
        good="#9df0ad",
        warning="#ffd166",
        bad="#ffb3aa",
        high=True,
    ),
)

DEFAULT_THEME: Final = "evening"

_PAPERS: Final = ("background", "surface", "panel")
_BUBBLES: Final = ("customer-bubble", "agent-bubble", "coach-bubble")
_INKS: Final = (
    *("text", "text-muted", "key", "good", "warning", "bad", "heard", "trust"),
    *("customer", "agent", "coach", *(f"mood-{band}" for band in BANDS)),
)


class Pair(NamedTuple):
    """An ink that is used on a paper; both are names of theme variables."""

    ink: str
    paper: str
    kind: Kind


def _pairs() -> tuple[Pair, ...]:
    tints = tuple(f"mood-{band}-tint" for band in BANDS)
    return (
        *(Pair(ink, paper, "text") for paper in (*_PAPERS, *_BUBBLES) for ink in _INKS),
        *(Pair(ink, tint, "text") for tint in tints for ink in ("text", "text-muted", "key", "bad")),
        *(Pair(f"mood-{band}", tint, "text") for tint in tints for band in BANDS),
        *(Pair("mood-text", f"mood-{band}", "text") for band in BANDS),
        *(Pair("chosen-text", paper, "text") for paper in ("chosen", "key", "good", "warning", "bad")),
        # A word marked in the transcript; the marking replaces the word's own ink.
        Pair("chosen-text", "agent", "text"),
        *(Pair("line", paper, "line") for paper in (*_PAPERS, *tints)),
        *(Pair("chosen", paper, "line") for paper in _PAPERS),
    )


PAIRS: Final = _pairs()
"""Every ink on every paper that it may be painted on."""


def least_contrast(kind: Kind, high: bool) -> float:
    """The contrast ratio that a pair of this kind must reach; ``high`` is for the high-contrast theme."""
    if kind == "line":
        return LINE_CONTRAST_HIGH if high else LINE_CONTRAST
    return TEXT_CONTRAST_HIGH if high else TEXT_CONTRAST


def variables(palette: Palette) -> dict[str, str]:
    """The theme variables of ``palette``: Moodline's own, and those of Textual's that would fall short.

    Textual derives muted, disabled and selected colours by transparency, which lands below 4.5:1 on some
    papers; so each is given outright.
    """
    background = Color.parse(palette.background)
    own = {
        "text-muted": palette.muted,
        "line": palette.line,
        "mood-text": palette.band_text,
        "heard": palette.heard,
        "trust": palette.trust,
        "customer": palette.customer,
        "customer-bubble": palette.customer_bubble,
        "agent": palette.agent,
        "agent-bubble": palette.agent_bubble,
        "coach": palette.coach,
        "coach-bubble": palette.coach_bubble,
        "key": palette.key,
        "chosen": palette.chosen,
        "chosen-text": palette.chosen_text,
        "good": palette.good,
        "bad": palette.bad,
    }
    for band, colour in zip(BANDS, palette.bands, strict=True):
        own[f"mood-{band}"] = colour
        own[f"mood-{band}-tint"] = background.blend(Color.parse(colour), TINT, alpha=1).hex
    return {**own, **_of_textual(palette)}


def _of_textual(palette: Palette) -> dict[str, str]:
    """Textual's own variables, as far as its derived values are not good enough."""
    text, muted, chosen = palette.text, palette.muted, palette.chosen
    cursor = {"foreground": palette.chosen_text, "background": chosen}
    return {
        "text": text,
        "text-disabled": muted,
        "foreground-muted": muted,
        "foreground-disabled": muted,
        "border": chosen,
        "border-blurred": palette.line,
        "surface-active": palette.panel,
        "block-cursor-foreground": cursor["foreground"],
        "block-cursor-background": cursor["background"],
        "block-cursor-blurred-foreground": text,
        "block-cursor-blurred-background": palette.panel,
        "block-hover-background": palette.panel,
        "input-cursor-foreground": cursor["foreground"],
        "input-cursor-background": cursor["background"],
        "input-selection-foreground": cursor["foreground"],
        "input-selection-background": cursor["background"],
        "screen-selection-foreground": cursor["foreground"],
        "screen-selection-background": palette.agent,
        "button-foreground": text,
        "button-color-foreground": palette.chosen_text,
        "button-focus-text-style": "bold underline",
        "footer-foreground": text,
        "footer-background": palette.panel,
        "footer-key-foreground": palette.key,
        "footer-description-foreground": text,
        "link-color": text,
        "link-color-hover": cursor["foreground"],
        "link-background-hover": cursor["background"],
        "scrollbar": palette.line,
        "scrollbar-hover": palette.line,
        "scrollbar-active": chosen,
        "scrollbar-background": palette.panel,
        "scrollbar-background-hover": palette.panel,
        "scrollbar-background-active": palette.panel,
        "scrollbar-corner-color": palette.panel,
        **{f"markdown-h{level}-color": text for level in range(1, 7)},
        # The shades that Textual's buttons turn on hover and when pressed.
        **{f"{name}-{way}-{step}": colour for name, colour in _solid(palette) for way, step in _SHADES},
        **{f"text-{name}": colour for name, colour in _solid(palette)},
        **{f"{name}-muted": palette.panel for name, _ in _solid(palette)},
    }


_SHADES: Final = tuple((way, step) for way in ("darken", "lighten") for step in (1, 2, 3))


def _solid(palette: Palette) -> tuple[tuple[str, str], ...]:
    return (
        ("primary", palette.chosen),
        ("secondary", palette.key),
        ("accent", palette.key),
        ("success", palette.good),
        ("warning", palette.warning),
        ("error", palette.bad),
    )


def theme(palette: Palette) -> Theme:
    """The Textual theme of ``palette``."""
    return Theme(
        name=palette.name,
        dark=palette.dark,
        primary=palette.chosen,
        secondary=palette.key,
        accent=palette.key,
        success=palette.good,
        warning=palette.warning,
        error=palette.bad,
        foreground=palette.text,
        background=palette.background,
        surface=palette.surface,
        panel=palette.panel,
        text_alpha=1.0,
        variables=variables(palette),
    )


STYLES: Final = """
*:disabled:can-focus { opacity: 1; }
Button:disabled { text-opacity: 1 !important; color: $text-muted !important; text-style: none; }
SelectCurrent Static#label, SelectCurrent .arrow { color: $text-muted; }
SelectCurrent.-has-value Static#label { color: $foreground; }
Tab, Tab:disabled { color: $text-muted; }
Tab:hover, Tab.-active { color: $foreground; }
CommandPalette > .command-palette--help-text { color: $text-muted; text-style: not bold; }
"""
"""Rules for an app's ``CSS``, for the few faint colours that Textual does not take from variables."""


def themes() -> tuple[Theme, ...]:
    """The five themes: two dark, two light, one of high contrast. The first is the default."""
    return tuple(theme(palette) for palette in PALETTES)


def variable_defaults() -> dict[str, str]:
    """Moodline's variables for themes that lack them; return it from ``App.get_theme_variable_defaults``."""
    return variables(PALETTES[0])


def install(app: "App[Any]", name: str = DEFAULT_THEME) -> None:
    """Give ``app`` the five themes and put on the one called ``name`` (or the default one).

    Textual's built-in themes are taken off the list: their contrast is not proved.
    """
    ours = themes()
    for one in ours:
        app.register_theme(one)
    app.theme = name if name in {one.name for one in ours} else DEFAULT_THEME
    for other in set(app.available_themes) - {one.name for one in ours}:
        app.unregister_theme(other)
