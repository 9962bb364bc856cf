"""A room votes on a turn: counts are typed in, bars grow, and what each reply does is revealed one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Key, Paste
from textual.screen import Screen
from textual.widgets import Static

from engine.call.call import Call
from engine.debrief.outlook import Outlook
from engine.debrief.presentation.poll import poll_at
from engine.debrief.presentation.votes import BadCount, Votes, read_count
from tui.screens.present.ballot import Ballot
from tui.screens.question import Answer, QuestionScreen, ask_once
from tui.widgets.key_bar import KeyBar
from tui.widgets.safe_text import one_line, safe_text

if TYPE_CHECKING:
    from tui.app import MoodlineApp


NO_VOTES: Final = "No votes yet. Type the count of the marked reply; Tab goes to the next."


class VoteScreen(Screen[str | None]):
    """Is dismissed with the id of the reply that the room goes on with, or None."""

    CSS_PATH = "vote.tcss"
    TITLE = "Vote"
    # Nothing has the focus, and every key is a binding of the screen: so they take effect in the order in
    # which they are typed, however fast that is. A focus moves only once further keys have been handed on.
    AUTO_FOCUS = ""
    ABOUT = (
        "Count the hands, or the letters in the chat, and type each number beside its reply. The bars show "
        "whole per cent of all votes. What a reply does is not shown before you reveal it."
    )
    KEYS_IN_WORDS = (
        ("0 to 9", "the count of the reply that is marked; Backspace and Delete take it back"),
        ("Tab, Enter, down", "the next reply; Shift+Tab and up, the one before"),
        ("r", "reveal what the marked reply does, or hide it again"),
        ("a", "reveal all of them, or hide all"),
        ("s", "show or hide where the reasons come from"),
        ("g", "go on with the reply that has the most votes"),
        ("t", "take the marked reply and go on with it, whatever the votes"),
        ("PgUp, PgDn", "scroll"),
        ("q, Esc", "back; the votes are dropped"),
    )
    MARKS = (("▸", "the marked reply"), ("◆", "the reply that was given in the attempt, once revealed"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "reveal", "Reveal"),
        Binding("a", "reveal_all", "All"),
        Binding("s", "sources", "Sources", show=False),
        Binding("g", "go_on", "Go on"),
        Binding("q,escape", "leave", "Back", key_display="q"),
        Binding("question_mark", "app.show_help", "Help"),
        Binding("t", "take", "Take this"),
        Binding("down,tab,enter", "mark(1)", "Next reply", show=False),
        Binding("up,shift+tab", "mark(-1)", "Reply before", show=False),
        *(Binding(str(digit), f"digit('{digit}')", "Count", show=False) for digit in range(10)),
        Binding("backspace", "shorten", "Take a digit away", show=False),
        Binding("delete", "clear", "Back to 0", show=False),
        Binding("pageup", "page(-1)", "Up", show=False),
        Binding("pagedown", "page(1)", "Down", show=False),
    ]
    app: MoodlineApp

    def __init__(self, call: Call, turn: int, outlook: Outlook | None = None, *, later: bool = False) -> None:
        """``turn`` was played, or is the one at which the call stands. ``later`` as in ``poll_at``.

        Raises:
            ValueError: the call has no such turn.
        """
        super().__init__()
        self.poll = poll_at(call, turn, outlook, later=later)
        self.votes = Votes.none_yet([option.id for option in self.poll.options])
        """As they are counted now; still there once the screen is dismissed."""
        self._with_sources = False
        self._at = 0
        """The place of the reply that is marked."""
        self._fresh = True
        """Whether the next digit begins its count anew, as in a field that was just gone to."""
        self._ballots = [Ballot(option, self.poll) for option in self.poll.options]

    def compose(self) -> ComposeResult:
        poll = self.poll
        yield Static(f"Vote on turn {poll.turn}: what would you say?", classes="title", markup=False)
        with VerticalScroll(id="page", can_focus=False):
            name = Content.styled(one_line(poll.customer), "bold $customer")
            line = f"“{safe_text(poll.line)}”" if poll.line else "(says nothing)"
            yield Static(
                Content("\n").join((name, Content.styled(line, "bold"))), id="customer", markup=False
            )
            yield from self._ballots
        yield Static(id="verdict", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        self._fit()
        self._marked.mark(marked=True)
        self._show_votes()

    def on_resize(self) -> None:
        self._fit()

    def _fit(self) -> None:
        """Large digits only where the bars have room beside each other."""
        self.set_class(4 * len(self._ballots) + 10 > self.app.size.height, "-many")

    def _show_votes(self) -> None:
        for ballot, count, share in zip(self._ballots, self.votes.counts, self.votes.shares, strict=True):
            ballot.show(count, share)
        said = self.votes.sentence if self.votes.total or self.size.width < len(NO_VOTES) + 6 else NO_VOTES
        self.query_one("#verdict", Static).update(Content(said))

    @property
    def _marked(self) -> Ballot:
        return self._ballots[self._at]

    def action_digit(self, digit: str) -> None:
        """One more digit of the marked count, or the first of another one."""
        count = 0 if self._fresh else self.votes.counts[self._at]
        self._read(f"{count or ''}{digit}")

    def on_key(self, event: Key) -> None:
        """Of signs that no count has, it is said that they do not belong there."""
        char = event.character or ""
        if char and char in "+-.,/*%":
            event.stop()
            self._read(char)

    def on_paste(self, event: Paste) -> None:
        event.stop()
        self._read(event.text)

    def _read(self, typed: str) -> None:
        try:
            self._count(read_count(typed))
        except BadCount as error:
            self.notify(str(error), title="Not counted", severity="warning", markup=False)

    def _count(self, count: int) -> None:
        self._fresh = False
        self.votes = self.votes.counted(self._marked.option.id, count)
        self._show_votes()
        self._marked.show_count()

    def action_shorten(self) -> None:
        """Take the last digit of the marked count away."""
        self._count(self.votes.counts[self._at] // 10)

    def action_clear(self) -> None:
        """Take the marked count back."""
        self._count(0)

    def action_mark(self, way: int) -> None:
        """Go to the next reply, or to the one before; round at both ends."""
        self._mark((self._at + way) % len(self._ballots))

    @on(Ballot.Picked)
    def _picked(self, event: Ballot.Picked) -> None:
        self._mark(self._ballots.index(event.ballot))

    def _mark(self, place: int) -> None:
        self._marked.mark(marked=False)
        self._at, self._fresh = place, True
        self._marked.mark(marked=True)
        self._marked.scroll_visible(animate=False)

    def action_page(self, way: int) -> None:
        """Scroll."""
        page = self.query_one("#page", VerticalScroll)
        (page.scroll_page_up if way < 0 else page.scroll_page_down)(animate=False)

    async def action_reveal(self) -> None:
        """Show what the marked reply does, or hide it again."""
        await self._reveal([self._marked], revealed=not self._marked.revealed)

    async def action_reveal_all(self) -> None:
        """Show what all replies do; hide it if all is shown."""
        await self._reveal(self._ballots, revealed=any(not ballot.revealed for ballot in self._ballots))

    async def action_sources(self) -> None:
        """Show or hide where the reasons come from, in what is revealed."""
        self._with_sources = not self._with_sources
        await self._reveal([ballot for ballot in self._ballots if ballot.revealed], revealed=True)

    async def _reveal(self, ballots: Sequence[Ballot], *, revealed: bool) -> None:
        for ballot in ballots:
            await ballot.reveal(revealed=revealed, sources=self._with_sources)
        self.call_after_refresh(self._marked.scroll_visible, animate=False)

    def action_take(self) -> None:
        """Go on with the marked reply."""
        self._close_with(self._marked.option.id)

    def action_go_on(self) -> None:
        """Go on with the reply that has the most votes; where that decides nothing, ask."""
        if (winner := self.votes.winner) is not None:
            self._close_with(winner)
        else:
            self._ask()

    @work
    async def _ask(self) -> None:
        """A tie, or no votes: the instructor decides, or goes back to counting."""
        marked = self._marked.option
        offered = [ballot.option for ballot in self._ballots if ballot.option.id in self.votes.ahead]
        answers = [
            Answer(each.letter.lower(), f"Go on with {each.letter}: {one_line(each.says)}", each.id)
            for each in offered
        ]
        if marked not in offered:
            words = f"Go on with {marked.letter}, which is marked: {one_line(marked.says)}"
            answers.append(Answer("t", words, marked.id))
        answers.append(Answer("q", "Back to the vote", ""))
        title = "A tie" if offered else "No votes yet"
        reply = await ask_once(self, QuestionScreen(title, self.votes.sentence, answers))
        if reply:
            self._close_with(reply)

    def action_leave(self) -> None:
        """Back, without going on."""
        self._close_with(None)

    def _close_with(self, reply: str | None) -> None:
        if self.is_active:  # A second key may come before the first has taken this away.
            self.dismiss(reply)
