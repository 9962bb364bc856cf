"""For raters: what they see in an attempt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import rich_click as click

from tui.commands.options import CONTEXT, settings_from
from tui.completion import values
from tui.leaving import DONE, Refused
from tui.settings import Settings

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
@_skill_options
@click.pass_context
def rate(context: click.RichContext, /, attempt: int, rater: str, **said: str | None) -> Job:
    """Mark an attempt against the skills, by its number in `moodline attempts`.

    Give at least one of the four. A mark that you gave before is replaced. Where two have marked the same
    attempts, `moodline class` shows how far they agree.
    """
    from engine.scenario.text import clean

    settings = settings_from(context)
    name = clean(rater.encode("utf-8", "replace").decode())
    marks = {skill: mark for skill, mark in said.items() if mark is not None}
    if not name or len(name) > 60:
        raise click.UsageError("A name has between 1 and 60 characters.")
    return lambda: _rate(settings, attempt, name, marks)


def _rate(settings: Settings, attempt: int, rater: str, marks: dict[str, Any]) -> int:
    from datetime import UTC, datetime

    from engine.records.errors import UnknownAttemptError
    from engine.records.marks import keep_marks
    from engine.records.store import Store
    from tui.refusals import refusals_in_words

    if not marks:
        raise Refused("Mark at least one skill: --listen, --validate, --affirm or --cooperate.")
    with refusals_in_words():
        if not settings.home.attempts.exists():
            raise UnknownAttemptError(attempt, settings.home.attempts)
        with Store.open(settings.home) as store:
            keep_marks(store, attempt, rater, marks, datetime.now(UTC))  # type: ignore[arg-type]
    words = ", ".join(f"{skill} {mark.replace('-', ' ')}" for skill, mark in marks.items())
    click.echo(f"Attempt {attempt}, marked by {rater}: {words}.")
    return DONE
