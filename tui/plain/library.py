"""The library in plain text: a numbered list to choose from."""

from engine.records.attempts import History
from engine.records.errors import StoreProblem
from engine.scenario.headers import Header
from engine.scenario.library import headers
from tui.plain.asking import LEAVE, Asker, InputEnded, Wrong
from tui.plain.words import how_many
from tui.session import own_folders
from tui.settings import Settings


def choose_scenario(asker: Asker, settings: Settings) -> str | None:
    """Write the scenarios and let one be chosen by number or id; its id, or None to leave."""
    every = list(headers(own_folders(settings)))
    playable = [header for header in every if header.is_readable and header.hidden_by is None]
    history = _history(settings)
    write_list(asker, playable, history)
    if unreadable := [header for header in every if not header.is_readable]:
        names = ", ".join(str(header.path) for header in unreadable[:5])
        asker.paper.say(
            f"{how_many(len(unreadable), 'file')} cannot be read ({names}); see moodline check FILE."
        )
    if not playable:
        asker.paper.say(f"There are no scenarios. Yours belong in {settings.home.scenarios}.")
        return None
    asker.paper.gap()
    try:
        return asker.ask(
            "Type a number, an id or a word to search for, or q to leave:", _Reader(asker, playable, history)
        )
    except InputEnded:
        return None


def write_list(
    asker: Asker, listed: list[Header], history: dict[str, History], numbers: range | None = None
) -> None:
    """Write scenarios, each with its number, what it is about, and the trainee's own history."""
    for number, header in zip(numbers or range(1, len(listed) + 1), listed, strict=False):
        level = f"Level {header.level}" if header.level else "Level not given"
        about = f", about {how_many(header.minutes, 'minute')}" if header.minutes else ""
        played = history.get(header.id)
        past = f" Played {how_many(played.attempts, 'time')}." if played else ""
        asker.paper.say(
            f"{header.title} ({header.id}). {level}{about}. {header.summary}{past}", f"{number}. "
        )


class _Reader:
    """Reads the choice; a word that is neither number nor id narrows the list."""

    def __init__(self, asker: Asker, playable: list[Header], history: dict[str, History]) -> None:
        self._asker = asker
        self._playable = playable
        self._history = history

    def __call__(self, typed: str) -> str | None:
        word = typed.casefold()
        if word in LEAVE:
            return None
        if word.isdecimal() and len(word) < 9:
            number = int(word)
            if 1 <= number <= len(self._playable):
                return self._playable[number - 1].id
            raise Wrong(f"There is no number {number}: type one from 1 to {len(self._playable)}.")
        for header in self._playable:
            if header.id == word:
                return header.id
        found = [
            (number, header)
            for number, header in enumerate(self._playable, start=1)
            if word and all(part in _searched(header) for part in word.split())
        ]
        if not found:
            raise Wrong("Nothing is found." if word else "Type a number, an id or a word, or q to leave.")
        for number, header in found:
            write_list(self._asker, [header], self._history, range(number, number + 1))
        raise Wrong


def _searched(header: Header) -> str:
    words = (header.id, header.title, header.summary, header.customer, *header.skills)
    return " ".join(words).casefold()


def _history(settings: Settings) -> dict[str, History]:
    """What was played before; nothing if the records cannot be read: choosing needs none."""
    if settings.unsaved:
        return {}
    from engine.records.store import Store

    try:
        with Store.open(settings.home, read_only=True) as store:
            return store.history()
    except StoreProblem:
        return {}
