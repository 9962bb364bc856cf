"""A debrief before a room in plain text: Enter for the next thing, and nothing private by accident."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from engine.call.call import Call
from engine.debrief.debrief import make_debrief
from engine.debrief.outlook import Outlook
from engine.debrief.presentation.deck import Deck
from engine.debrief.presentation.parts import (
    Ask,
    Author,
    Figure,
    Figures,
    MoodSoFar,
    Part,
    Row,
    Said,
    Slide,
    Veiled,
    Verdict,
    Words,
)
from engine.debrief.presentation.slides import make_slides
from engine.debrief.wording import turns_named
from engine.records.anonymous import NOBODY, without_names
from engine.records.odds_cache import kept_odds
from engine.records.recorded import RecordedCall
from tui.looking_ahead import LookingAhead, tell_on_stderr
from tui.plain.asking import LEAVE, Asker, InputEnded, Wrong
from tui.plain.markdown import write_markdown
from tui.plain.paper import Paper
from tui.room_words import not_comparable

HELP: Final = (
    ("Enter", "the next thing"),
    ("b", "the slide before"),
    ("a number", "that slide"),
    ("g", "the list of slides"),
    ("o", "how it ended; again to hide it"),
    ("n", "names; again to hide them"),
    ("v", "at a turn: let the room vote, and play on with what it chose"),
    ("c", "a replay: beside the attempt that it replays"),
    ("t", "how long it has been"),
    ("q", "leave"),
    ("?", "this list"),
)
"""What can be typed."""


class PlainPresentation:
    """Shows the slides of one attempt, one part after the other."""

    def __init__(
        self,
        recorded: RecordedCall,
        asker: Asker,
        clock: Callable[[], datetime],
        tell: Callable[[str], object] = tell_on_stderr,
        *,
        names: bool = False,
    ) -> None:
        """``names``: show them from the start. ``tell`` is told what is waited for, if that takes long."""
        self.recorded = recorded
        self.asker = asker
        self.paper = asker.paper
        self.clock = clock
        self.tell = tell
        self._hidden = not names
        self._nameless = without_names(recorded)
        self._revealed = False
        self._began = clock()
        self._outlook: Outlook | None = None
        self.deck = Deck(self._slides())

    def run(self) -> None:
        """All of it, as far as it is asked for. Where nothing is typed any more, the rest is written, and
        what was hidden stays so."""
        self._look_ahead()
        self.deck.replace(self._slides())
        self._write_heading()
        self._write_new()
        try:
            while self.asker.ask("Enter, or ? for help:", self._read):
                pass
        except InputEnded:
            if not self.asker.interactive:
                while self._next():
                    pass

    @property
    def _call(self) -> Call:
        return self._nameless if self._hidden else self.recorded.call

    def _look_ahead(self) -> None:
        """Which turns were pivotal is known before the first slide: no text is taken back later."""
        if not self.recorded.choices:
            return
        self.paper.flush()
        ahead = LookingAhead(self._nameless, kept_odds(self.recorded))
        try:
            self._outlook = ahead.wait_for(self.tell)
        finally:
            ahead.stop()

    def _slides(self) -> tuple[Slide, ...]:
        debrief = make_debrief(self._call, outlook=self._outlook)
        from_turn = self.recorded.attempt.from_turn or 0
        return make_slides(self._call, debrief, self._outlook, revealed=self._revealed, from_turn=from_turn)

    def _read(self, typed: str) -> bool:
        """Do what was typed; whether to go on."""
        word = typed.casefold()
        if word in LEAVE:
            return False
        if word.isdecimal() and len(word) < 5:
            if not (int(word) and self.deck.go(int(word) - 1)):
                raise Wrong(f"There are slides 1 to {len(self.deck.slides)}.")
            self._write_slide()
            return True
        do = {
            "": self._next_or_end,
            "b": self._back,
            "g": self._write_contents,
            "o": self._outcome,
            "n": self._names,
            "v": self._vote,
            "c": self._compare,
            "t": self._time,
            "?": self._help,
            "help": self._help,
        }.get(word)
        if do is None:
            raise Wrong("Press Enter for the next thing, or type ? for what else there is.")
        do()
        return True

    def _next(self) -> bool:
        at = self.deck.at
        if not self.deck.next():
            return False
        if self.deck.at != at:
            self._write_heading()
        self._write_new()
        return True

    def _next_or_end(self) -> None:
        if not self._next():
            raise Wrong("That was the last thing. Type q to leave, or the number of a slide.")

    def _back(self) -> None:
        if not self.deck.go(self.deck.at - 1):
            raise Wrong("This is the first slide.")
        self._write_slide()

    def _outcome(self) -> None:
        self._revealed = not self._revealed
        self.deck.replace(self._slides())
        if not self._revealed:
            self.paper.say("The outcome is hidden again.")
            return
        self.deck.go_to("outcome")
        self._write_slide()

    def _names(self) -> None:
        self._hidden = not self._hidden
        self.deck.replace(self._slides())
        self.paper.say("Names are hidden." if self._hidden else "Names are shown.")

    def _vote(self) -> None:
        from tui.plain.room import play_room
        from tui.plain.vote import vote_on

        turn = self.deck.slide.turn
        if not turn:
            raise Wrong("There is something to vote on at the slides about a turn.")
        known = self._outlook if self._revealed else None
        voted = vote_on(self.asker, self._call, turn, known, later=not self._revealed)
        if voted is not None:
            play_room(self.recorded, turn, voted, self.asker, self.clock, hidden=self._hidden)
        self._write_heading()

    def _compare(self) -> None:
        from engine.records.replays import find_replay
        from tui.plain.beside import write_parting, write_results, write_rows

        one, agent = self.recorded, NOBODY if self._hidden else None
        replay = find_replay(one.attempt, self._call, one.playable, one.keeper.load, agent)
        if replay is None:
            raise Wrong("This attempt is no replay of another.")
        if replay.beside is None:
            raise Wrong(not_comparable(replay))
        write_parting(self.paper, replay.beside)
        if self._revealed:
            write_rows(self.paper, replay.beside)
            write_results(self.paper, replay.beside)
        else:
            self.paper.say("The turns after that, and what came of the two, come with the outcome: type o.")

    def _time(self) -> None:
        minutes = int((self.clock() - self._began).total_seconds()) // 60
        self.paper.say(f"It has been {minutes} min.")

    def _help(self) -> None:
        for key, meaning in HELP:
            self.paper.say(f"{key}: {meaning}")

    def _write_contents(self) -> None:
        for number, slide in enumerate(self.deck.slides, start=1):
            here = ", here" if slide is self.deck.slide else ""
            self.paper.say(f"{slide.title}{here}", f"{number}. ")

    def _write_slide(self) -> None:
        self._write_heading()
        self._write_new()

    def _write_heading(self) -> None:
        deck = self.deck
        names = "names hidden" if self._hidden else "names shown"
        outcome = "outcome shown" if self._revealed else "outcome hidden"
        state = f" ({names}, {outcome})" if deck.at == 0 else ""
        self.paper.heading(f"Slide {deck.at + 1} of {len(deck.slides)}: {deck.slide.title}{state}")

    def _write_new(self) -> None:
        for part in self.deck.new:
            write_part(self.paper, part)


def write_part(paper: Paper, part: Part) -> None:
    """One part of a slide in words."""
    match part:
        case Words(text, _):
            paper.say(text)
        case Author(text):
            write_markdown(paper, text)
        case Said(_, who, text):
            paper.say(f"{who}: {text}")
        case Ask(text):
            paper.say(f"Question: {text}")
        case Veiled(text):
            paper.say(f"Hidden: {text}")
        case Row(_, head, text):
            paper.say(f"{head}{'' if head.endswith('.') else '.'} {text}" if text else head, "- ")
        case Verdict(_, about, word):
            paper.say(f"{about}: {word}.")
        case Figures(shown):
            paper.say(" ".join(_figure(figure) for figure in shown))
        case MoodSoFar(words=words, pivots=pivots):
            for sentence in words:
                paper.say(sentence)
            if pivots:
                paper.say(f"Pivotal: {turns_named(pivots)}.")


def _figure(figure: Figure) -> str:
    before = f"from {figure.before} to " if figure.before is not None else ""
    words = f" ({figure.word})" if figure.word else ""
    return f"{figure.label.capitalize()} {before}{figure.after}{words}."
