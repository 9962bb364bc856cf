"""For raters: what they see in an attempt."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any

import rich_click as click

from tui.commands.options import CONTEXT, settings_from
from tui.completion import values
from tui.leaving import DONE, NOT_SO, Refused
from tui.settings import Settings

if TYPE_CHECKING:
    from datetime import datetime

    from engine.debrief.cohort.chances import Chance
    from engine.records.store import Store

Job = Callable[[], int]

MARKS = ("shown", "not-shown", "no-chance")


def _skill_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for skill in reversed(("listen", "validate", "affirm", "cooperate")):
        command = click.option(
            f"--{skill}", type=click.Choice(MARKS), help=f"What you saw of the skill {skill}."
        )(command)
    return command


@click.command(context_settings=CONTEXT)
@click.argument("attempt", metavar="ATTEMPT", type=int, shell_complete=values.attempts)
@click.option("--as", "rater", required=True, metavar="NAME", help="Who you are: a name or an initial.")
@click.option(
    "--turn",
    type=click.IntRange(min=1),
    metavar="NUMBER",
    help="What you saw at this turn; else in the attempt as a whole.",
)
@_skill_options
@click.pass_context
def rate(
    context: click.RichContext, /, attempt: int, rater: str, turn: int | None, **said: str | None
) -> Job:
    """Mark an attempt against the skills, by its number in `moodline attempts`.

    Without a skill it goes through the turns at which one could have been shown and asks; what was marked is
    kept turn by turn. A mark that you gave before is replaced. Where two have marked the same, `moodline
    class` shows how far they agree.
    """
    from engine.scenario.text import clean

    settings = settings_from(context)
    name = clean(rater.encode("utf-8", "replace").decode())
    marks = {skill: mark for skill, mark in said.items() if mark is not None}
    if not name or len(name) > 60:
        raise click.UsageError("A name has between 1 and 60 characters.")
    if turn is not None and not marks:
        raise click.UsageError("Mark at least one skill: --listen, --validate, --affirm or --cooperate.")
    if marks:
        return lambda: _rate(settings, attempt, name, marks, turn or 0)
    return lambda: _go_through(settings, attempt, name)


def _rate(settings: Settings, attempt: int, rater: str, marks: dict[str, Any], turn: int) -> int:
    from engine.records.marks import keep_marks
    from tui.refusals import refusals_in_words

    with refusals_in_words(), _open(settings, attempt) as store:
        if turn:
            _check(_chances(store, attempt), attempt, turn, marks)
        keep_marks(store, attempt, rater, marks, _now(), turn)  # type: ignore[arg-type]
    words = ", ".join(f"{skill} {mark.replace('-', ' ')}" for skill, mark in marks.items())
    where = f"Attempt {attempt}, turn {turn}" if turn else f"Attempt {attempt}"
    click.echo(f"{where}, marked by {rater}: {words}.")
    return DONE


def _go_through(settings: Settings, attempt: int, rater: str) -> int:
    import sys
    from shutil import get_terminal_size

    from engine.debrief.wording import how_many
    from engine.records.marks import keep_marks
    from tui.plain.asking import Asker
    from tui.plain.paper import Paper
    from tui.plain.rating import ask_for_marks
    from tui.refusals import refusals_in_words
    from tui.terminal import is_terminal

    paper = Paper(sys.stdout, get_terminal_size().columns if is_terminal(sys.stdout) else None)
    asker = Asker(paper, sys.stdin, interactive=is_terminal(sys.stdin))
    with refusals_in_words(), _open(settings, attempt) as store:
        chances = _chances(store, attempt)
        if not chances:
            raise Refused(f"In attempt {attempt} there was no turn at which a skill could have been shown.")
        kept = ask_for_marks(
            chances, asker, lambda turn, said: keep_marks(store, attempt, rater, said, _now(), turn)
        )
    paper.gap()
    paper.say(f"Attempt {attempt}: {how_many(kept, 'mark')} by {rater} kept.")
    return DONE if kept else NOT_SO


def _open(settings: Settings, attempt: int) -> Store:
    from engine.records.errors import UnknownAttemptError
    from engine.records.store import Store

    if not settings.home.attempts.exists():
        raise UnknownAttemptError(attempt, settings.home.attempts)
    return Store.open(settings.home)


def _chances(store: Store, attempt: int) -> tuple[Chance, ...]:
    """Where there is something to mark; the agent has no name in it, so that raters look at replies alone.

    Raises:
        Refused: it is an exam that is not over.
    """
    from engine.debrief.cohort.chances import find_chances
    from engine.debrief.cohort.view import ANYBODY
    from engine.records.recorded import rebuilt

    record = store.load(attempt)
    _, call = rebuilt(record, ANYBODY)
    if record.attempt.hides_mood(over=call.over):
        raise Refused(f"Attempt {attempt} is an exam that is not over.")
    return find_chances(call)


def _check(chances: Sequence[Chance], attempt: int, turn: int, marks: Collection[str]) -> None:
    """Refuse marks of what is no chance: raters who mark different things cannot agree."""
    skills = next((chance.skills for chance in chances if chance.turn == turn), ())
    if wrong := [skill for skill in marks if skill not in skills]:
        there = f"There it is {', '.join(skills)}." if skills else ""
        raise Refused(
            f"At turn {turn} of attempt {attempt} no reply on offer would have shown {', '.join(wrong)}. "
            f"{there}".rstrip()
        )


def _now() -> datetime:
    from datetime import UTC, datetime

    return datetime.now(UTC)
