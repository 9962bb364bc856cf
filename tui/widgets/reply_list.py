"""The replies on offer: numbered, wrapped, with locked ones greyed and their reason in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.visual import Visual
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.widgets.columns import Columns, Indented, Stack
from tui.widgets.safe_text import safe_text

KEYS: Final = "123456789abcdef"
"""The keys that choose, in the order of the replies; a scenario offers at most twelve at a time."""


@dataclass(frozen=True)
class ReplyOffer:
    """One reply that can be given, or is shown as locked."""

    id: str
    text: str
    locked: str = ""
    """Why it cannot be given now; empty for one that can."""


class ReplyList(OptionList):
    """Offers replies; posts :class:`Chosen` for the one that is taken by key, arrows and Enter, or mouse.

    Nothing is highlighted until the reader moves, so that Enter pressed once too often gives no reply.
    While :attr:`waiting`, nothing can be chosen: whoever tries gets :class:`Impatient`, from which a screen
    skips the customer's speech.
    """

    BINDINGS = [
        *(Binding(key, f"choose({place})", f"Reply {key}", show=False) for place, key in enumerate(KEYS)),
        Binding("space", "select", "Give the highlighted reply", show=False),
    ]

    DEFAULT_CSS = """
    ReplyList {
        height: auto;
        max-height: 60%;
        border: none;
        padding: 0;
        background: $surface;
        color: $foreground;
        scrollbar-size-vertical: 1;
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

    waiting: reactive[bool] = reactive(False)
    """True while the customer speaks: replies are shown, but none can be given yet."""

    @dataclass
    class Chosen(Message):
        """A reply was chosen; ``index`` is its place among all that are shown, locked ones included."""

        reply_list: "ReplyList"
        reply_id: str
        index: int

        @property
        def control(self) -> "ReplyList":
            """The list, for ``@on`` selectors."""
            return self.reply_list

    @dataclass
    class Refused(Message):
        """A locked reply was asked for by its key."""

        reply_list: "ReplyList"
        reply_id: str
        reason: str

        @property
        def control(self) -> "ReplyList":
            """The list, for ``@on`` selectors."""
            return self.reply_list

    @dataclass
    class Impatient(Message):
        """Someone tried to choose while the list was waiting."""

        reply_list: "ReplyList"

        @property
        def control(self) -> "ReplyList":
            """The list, for ``@on`` selectors."""
            return self.reply_list

    def __init__(self, replies: Sequence[ReplyOffer] = (), **widget: Any) -> None:
        super().__init__(markup=False, **widget)
        self._replies: tuple[ReplyOffer, ...] = ()
        self.offer(replies)

    @property
    def replies(self) -> tuple[ReplyOffer, ...]:
        """The replies on show, in order."""
        return self._replies

    def offer(self, replies: Sequence[ReplyOffer]) -> None:
        """Show these replies in place of the ones before; nothing is highlighted."""
        self._replies = tuple(replies)
        options = [
            Option(_prompt(number, reply), disabled=bool(reply.locked))
            for number, reply in enumerate(self._replies)
        ]
        self.clear_options()
        self.add_options(options)
        self.refresh(layout=True)

    def choose(self, index: int) -> bool:
        """Give the reply at this place; True if that was possible.

        For screens that pass keys on while something else has the focus.
        """
        if not 0 <= index < len(self._replies):
            return False
        if self.waiting:
            self.post_message(self.Impatient(self))
            return False
        reply = self._replies[index]
        if reply.locked:
            self.post_message(self.Refused(self, reply.id, reply.locked))
            return False
        self.highlighted = index
        self.post_message(self.Chosen(self, reply.id, index))
        return True

    def choose_key(self, key: str) -> bool:
        """Give the reply that this key stands for, if any; True if that was possible."""
        return len(key) == 1 and key in KEYS and self.choose(KEYS.index(key))

    def action_select(self) -> None:
        if self.highlighted is not None or self.waiting:
            self.choose(self.highlighted or 0)

    def action_choose(self, index: int) -> None:
        self.choose(index)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys beyond the replies on offer are left to whoever else wants them."""
        if action == "choose":
            return parameters[0] in range(len(self._replies))
        return super().check_action(action, parameters)


def _prompt(number: int, reply: ReplyOffer) -> Visual:
    key = KEYS[number] if number < len(KEYS) else " "
    if not reply.locked:
        return Columns([(Content.styled(f" {key} ", "bold $key on $panel"), Content(safe_text(reply.text)))])
    left = Content.styled(f" {key} ", "$text-muted on $panel")
    reason = Content.assemble(("Locked: ", "bold"), safe_text(reply.locked))
    text = Columns([(left, Content(safe_text(reply.text)))])
    return Stack([Indented(text), Indented(reason, indent=4)])
