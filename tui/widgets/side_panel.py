"""What an agent has beside the call: the record card, the policy, facts learnt and promises made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.visual import Visual
from textual.widgets import Static, TabbedContent, TabPane

from tui.widgets.columns import Columns
from tui.widgets.markdown import MarkdownText
from tui.widgets.safe_text import one_line, safe_text

Card = Literal["record", "policy", "facts", "promises"]
CARDS: Final[tuple[Card, ...]] = get_args(Card)

PromiseState = Literal["open", "kept", "broken"]
_PROMISE_LOOKS: Final[dict[PromiseState, tuple[str, str]]] = {
    "open": ("○ open", "$key"),
    "kept": ("● kept", "$good"),
    "broken": ("× broken", "$bad"),
}


@dataclass(frozen=True)
class FactRow:
    """A fact of the call."""

    text: str
    known: bool = True
    """False for one that has been asked for and not been told."""
    asked_again: int = 0
    """How often it was asked for although it was known."""


@dataclass(frozen=True)
class PromiseRow:
    """A promise that was made."""

    text: str
    state: PromiseState = "open"


class SidePanel(Vertical):
    """Four cards under tabs. Everything on them is text: Markdown where it is meant, no link that acts."""

    DEFAULT_CSS = """
    SidePanel {
        height: 1fr;
        background: $surface;
        color: $foreground;
        & TabbedContent, & ContentSwitcher, & TabPane { height: 1fr; }
        & TabPane { padding: 0; }
        & ContentTabs { background: $panel; }
        & ContentTab { color: $text-muted; }
        & ContentTab:hover { color: $foreground; }
        & ContentTab.-active { color: $key; text-style: bold; }
        & Tabs:focus ContentTab.-active, & Tabs:focus ContentTab.-active:hover {
            color: $chosen-text;
            background: $chosen;
        }
        & Underline > .underline--bar, & Tabs:focus Underline > .underline--bar {
            color: $key;
            background: $line;
        }
        & VerticalScroll { padding: 1 1 0 1; scrollbar-size-vertical: 1; }
        & VerticalScroll > Static { width: 1fr; height: auto; }
        & MarkdownText { margin-bottom: 1; }
    }
    """

    @dataclass
    class CardShown(Message):
        """Another card came to the top."""

        side_panel: "SidePanel"
        card: Card

        @property
        def control(self) -> "SidePanel":
            """The panel, for ``@on`` selectors."""
            return self.side_panel

    def __init__(
        self,
        record: Mapping[str, str] | None = None,
        policy: str = "",
        situation: str = "",
        *,
        facts: Sequence[FactRow] = (),
        promises: Sequence[PromiseRow] = (),
        **widget: Any,
    ) -> None:
        """``policy`` and ``situation`` are Markdown; the situation stands on the record card."""
        super().__init__(**widget)
        self._situation = MarkdownText(situation)
        self._record = _text(_record(record or {}))
        self._policy = MarkdownText(policy or "There is no policy for this call.")
        self._facts = _text(_facts(facts))
        self._promises = _text(_promises(promises))
        self._counts: dict[Card, int] = {"facts": len(facts), "promises": len(promises)}

    def compose(self) -> ComposeResult:
        self._situation.display = bool(self._situation.source.strip())
        insides: dict[Card, tuple[Static, ...]] = {
            "record": (self._situation, self._record),
            "policy": (self._policy,),
            "facts": (self._facts,),
            "promises": (self._promises,),
        }
        with TabbedContent(initial="record"):
            for card, inside in insides.items():
                with TabPane(self._label(card), id=card):
                    yield VerticalScroll(*inside)

    @property
    def card(self) -> Card:
        """The card on top."""
        active = self.query_one(TabbedContent).active if self.is_mounted else "record"
        return next((card for card in CARDS if card == active), "record")

    def show_card(self, card: Card) -> None:
        """Bring a card to the top."""
        self.query_one(TabbedContent).active = card

    def set_facts(self, facts: Sequence[FactRow]) -> None:
        """Show these facts; their number stands in the tab."""
        self._facts.update(_facts(facts))
        self._count("facts", len(facts))

    def set_promises(self, promises: Sequence[PromiseRow]) -> None:
        """Show these promises with their state; their number stands in the tab."""
        self._promises.update(_promises(promises))
        self._count("promises", len(promises))

    def _count(self, card: Card, count: int) -> None:
        self._counts[card] = count
        if self.is_mounted:
            self.query_one(TabbedContent).get_tab(card).label = self._label(card)

    def _label(self, card: Card) -> Content:
        count = self._counts.get(card, 0)
        return Content(f"{card.capitalize()} {count}" if count else card.capitalize())

    @on(TabbedContent.TabActivated)
    def _tell_card(self, event: TabbedContent.TabActivated) -> None:
        event.stop()
        self.post_message(self.CardShown(self, self.card))


def _text(visual: Visual) -> Static:
    return Static(visual, markup=False)


def _empty(words: str) -> Visual:
    return Content.styled(words, "$text-muted")


def _record(record: Mapping[str, str]) -> Visual:
    if not record:
        return _empty("There is no record.")
    return Columns(
        [
            (Content.styled(one_line(label), "$text-muted"), Content(safe_text(value)))
            for label, value in record.items()
        ],
        gap=2,
    )


def _facts(facts: Sequence[FactRow]) -> Visual:
    if not facts:
        return _empty("Nothing learnt yet.")
    return Columns([(_fact_mark(fact), _fact_words(fact)) for fact in facts])


def _fact_mark(fact: FactRow) -> Content:
    return Content.styled("●", "$good") if fact.known else Content.styled("○", "$text-muted")


def _fact_words(fact: FactRow) -> Content:
    note = ""
    if not fact.known:
        note = "  asked for, not told"
    elif fact.asked_again:
        note = f"  asked again {fact.asked_again} ×"
    return Content.assemble(safe_text(fact.text), (note, "$bad" if fact.asked_again else "$text-muted"))


def _promises(promises: Sequence[PromiseRow]) -> Visual:
    if not promises:
        return _empty("Nothing promised yet.")
    rows = []
    for promise in promises:
        words, ink = _PROMISE_LOOKS[promise.state]
        rows.append((Content.styled(words, f"bold {ink}"), Content(safe_text(promise.text))))
    return Columns(rows, gap=2)
