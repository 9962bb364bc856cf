"""What is on record: the list of attempts, and the debrief of one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import rich_click as click

from tui.commands.options import CONTEXT, settings_from
from tui.completion import values
from tui.settings import Settings

Job = Callable[[], int]


@click.command(context_settings=CONTEXT)
@click.option(
    "--scenario", metavar="ID", shell_complete=values.scenario_ids, help="Only those of this scenario."
)
@click.option("--limit", type=click.IntRange(1), metavar="NUMBER", help="At most so many.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_context
def attempts(context: click.RichContext, /, scenario: str | None, limit: int | None, as_json: bool) -> Job:
    """List the attempts on record, newest first."""
    settings = settings_from(context)

    def job() -> int:
        from tui.commands.listing import write_attempts

        return write_attempts(_on_record(settings, scenario, limit), as_json=as_json)

    return job


def _on_record(settings: Settings, scenario: str | None, limit: int | None) -> Any:
    from engine.records.errors import StoreProblem
    from engine.records.store import Store
    from tui.refusals import refusals_in_words

    with refusals_in_words():
        try:
            with Store.open(settings.home, read_only=True) as store:
                return store.attempts(scenario, limit=limit)
        except StoreProblem as problem:
            if problem.code == "no-store":
                return ()
            raise


@click.command(context_settings=CONTEXT)
@click.argument("attempt", metavar="ATTEMPT", type=int, shell_complete=values.attempts)
@click.option(
    "--present", is_flag=True, help="Before a room: one idea a screen, the outcome hidden until asked for."
)
@click.option(
    "--names/--hide-names",
    default=None,
    help="With --present or --beside: whether the agent's name is shown. Usually hidden.",
)
@click.option("--plain", is_flag=True, default=None, help="Append-only text instead of the full screen.")
@click.option("--theme", metavar="NAME", shell_complete=values.themes, help="The colours of the full screen.")
@click.option(
    "--beside",
    type=int,
    metavar="ATTEMPT",
    shell_complete=values.attempts,
    help="Another attempt of the same scenario: both side by side, in place of the debrief.",
)
@click.pass_context
def debrief(
    context: click.RichContext,
    /,
    attempt: int,
    present: bool,
    names: bool | None,
    beside: int | None,
    **_options: Any,
) -> Job:
    """Show the debrief of an attempt, by its number in `moodline attempts`.

    With --present it is for a room, slide by slide. With --beside, two attempts of one scenario: where they
    part, turn by turn, and what came of it.
    """
    if names is not None and not present and beside is None:
        raise click.UsageError("--names and --hide-names go with --present or --beside.")
    if present and beside is not None:
        raise click.UsageError("--present shows one attempt, --beside two: give one of them.")
    if beside == attempt:
        raise click.UsageError("--beside takes the number of another attempt.")
    settings = settings_from(context, debrief=attempt, present=present, names=bool(names), beside=beside)

    def job() -> int:
        from tui.front import run

        return run(settings)

    return job
