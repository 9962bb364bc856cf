"""How a scenario stands in the library: its row, its card, and what a search finds it by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from textual.content import Content

from tui.moments import day_words
from tui.widgets.safe_text import one_line, safe_text

if TYPE_CHECKING:
    from engine.records.attempts import Attempt, History
    from engine.scenario.headers import Header

LEVELS: Final = {1: "foundation", 2: "practised", 3: "hard"}


class Past(NamedTuple):
    """What the trainee has done with one scenario."""

    history: History | None = None
    waiting: Attempt | None = None
    """The call that was left and can be gone on with."""


NOTHING_YET: Final = Past()


def folded(text: str) -> str:
    """Text as it is searched: without case, and without accents, so that ``cafe`` finds ``Café``."""
    text = text.casefold()
    if text.isascii():
        return text
    import unicodedata

    apart = unicodedata.normalize("NFKD", text)
    return "".join(char for char in apart if not unicodedata.combining(char))


def found_by(header: Header) -> str:
    """All that a scenario can be found by, folded."""
    level = LEVELS.get(header.level, "")
    words = (
        header.title,
        header.customer,
        header.summary,
        header.id,
        header.path.stem,
        level,
        *header.skills,
    )
    return folded(" ".join(words))


def row(header: Header, past: Past) -> Content:
    """The scenario in the list: its title, and below that what there is to know at a glance."""
    if not header.is_readable:
        return Content.assemble(("× ", "$bad"), one_line(header.path.name), "\n  cannot be read")
    parts: list[Any] = [one_line(header.title), "\n  ", _facts(header)]
    if past.waiting is not None:
        parts.append(", call waiting")
    elif past.history is not None and past.history.finished:
        parts.append(f", played {past.history.finished}×")
    return Content.assemble(*parts)


def _facts(header: Header) -> str:
    level = f"level {header.level}" if header.level else ""
    minutes = f"{header.minutes} min" if header.minutes else ""
    return ", ".join(filter(None, (level, minutes))) or "no level given"


def card(header: Header, past: Past) -> Content:
    """The preview of one scenario and its caller."""
    problem = header.problem
    if problem is not None and not header.is_readable:
        from engine.scenario.problems import render

        return Content.assemble(
            ("This scenario cannot be read.\n\n", "bold $bad"), safe_text(render(problem))
        )
    level = f"{header.level}, {LEVELS[header.level]}" if header.level in LEVELS else "not given"
    minutes = "1 minute" if header.minutes == 1 else f"{header.minutes} minutes"
    lines: list[Any] = [
        (f"{one_line(header.title)}\n", "bold"),
        (f"Caller: {one_line(header.customer) or 'not named'}\n\n", "$text-muted"),
        f"{safe_text(header.summary)}\n\n" if header.summary else "",
        f"Level    {level}\n",
        f"Time     {f'about {minutes}' if header.minutes else 'not given'}\n",
        f"Trains   {one_line(', '.join(header.skills)) or 'not given'}\n",
        f"Played   {_played(past.history)}\n",
    ]
    if past.waiting is not None:
        turns = past.waiting.standing.turns if past.waiting.standing else 0
        lines.append(
            (f"\nA call is waiting at turn {turns + 1}: Enter, then go on with it.\n", "bold $warning")
        )
    if not header.shipped:
        lines.append((f"\nYour own: {safe_text(str(header.path))}\n", "$text-muted"))
    if problem is not None:
        lines.append((f"\n{safe_text(problem.message)}; {safe_text(problem.hint)}\n", "$warning"))
    return Content.assemble(*lines)


def _played(history: History | None) -> str:
    if history is None or not history.finished:
        return "not yet to the end" if history is not None else "not yet"
    times = "once" if history.finished == 1 else f"{history.finished} times"
    return f"{times}, last on {day_words(history.last.last_at)}"
