"""Reading what the trainee types, or what was piped in."""

from collections.abc import Callable
from typing import Final, TextIO, TypeVar

from engine.scenario.text import clean
from tui.leaving import Refused
from tui.plain.paper import Paper

MOST_CHARACTERS: Final = 4000
"""What is typed beyond this on one line is left out."""

MOST_WRONG: Final = 100
"""So many wrong lines in a row, piped in, are not meant for us; most likely they never stop."""

LEAVE: Final = frozenset({"q", "quit", "exit", "leave"})
"""What can be typed to leave."""

Read = TypeVar("Read")


class InputEnded(Exception):
    """There is nothing more to read."""


class Wrong(Exception):
    """What was typed is no answer yet. ``str()`` of it says what would be; empty if that has been said."""


class Asker:
    """Asks on paper and reads the answers. Where nobody sits at the keyboard, it does not prompt."""

    def __init__(self, paper: Paper, source: TextIO | None, *, interactive: bool) -> None:
        self.paper = paper
        self.interactive = interactive
        """Whether a person types."""
        self._source = source

    def line(self, prompt: str) -> str:
        """One line, cleaned of what a terminal would obey.

        Raises:
            InputEnded: there is none.
        """
        if self.interactive:
            self.paper.prompt(prompt)
        else:
            self.paper.flush()
        typed = self._source.readline(MOST_CHARACTERS) if self._source is not None else ""
        if not typed:
            raise InputEnded
        if self.interactive:
            self.paper.entered()
        rest = typed
        while self._source is not None and len(rest) == MOST_CHARACTERS and not rest.endswith("\n"):
            rest = self._source.readline(MOST_CHARACTERS)
        return clean(typed)

    def ask(self, prompt: str, read: Callable[[str], Read]) -> Read:
        """Ask until ``read`` makes something of the answer; it raises ``Wrong`` where it cannot.

        Raises:
            InputEnded: no answer came.
            Refused: what is piped in is never an answer.
        """
        wrong = 0
        while True:
            try:
                return read(self.line(prompt))
            except Wrong as error:
                if str(error):
                    self.paper.say(str(error))
            wrong += not self.interactive
            if wrong == MOST_WRONG:
                raise Refused(f"The input is no answer to the question, {MOST_WRONG} times in a row.")

    def yes(self, prompt: str) -> bool:
        """A question answered with y or n.

        Raises:
            InputEnded, Refused: see ``ask``.
        """

        def read(typed: str) -> bool:
            if (word := typed.lower()) in ("y", "yes", "n", "no"):
                return word.startswith("y")
            raise Wrong("Type y for yes or n for no.")

        return self.ask(prompt, read)
