"""Playing: one scenario, the list of them, and shifts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import rich_click as click

from tui.commands.options import CONTEXT, playing_options, settings_from
from tui.completion import values
from tui.leaving import Refused
from tui.settings import Settings

Job = Callable[[], int]


@click.command(context_settings=CONTEXT)
@click.argument("scenario", metavar="ID|FILE", shell_complete=values.scenarios)
@click.option("--resume", is_flag=True, help="Go on with the call of this scenario that was left last.")
@click.option(
    "--attempt",
    type=int,
    metavar="NUMBER",
    shell_complete=values.unfinished_attempts,
    help="Go on with the attempt of this number.",
)
@click.option("--new", is_flag=True, help="Begin a new call without offering to go on with an old one.")
@playing_options
@click.pass_context
def play(
    context: click.RichContext,
    /,
    scenario: str,
    resume: bool,
    attempt: int | None,
    new: bool,
    **_options: Any,
) -> Job:
    """Play a call, by the scenario's id or its file.

    If a call of it was left unfinished, Moodline offers to go on with that.
    """
    settings = settings_from(context, scenario=scenario, new=new)
    if (resume or attempt is not None) and (new or settings.seed is not None or settings.unsaved):
        without = "leave out --new, --seed and --unsaved"
        raise click.UsageError(f"--resume and --attempt go on with a call that has begun: {without}.")
    if resume and attempt is not None:
        raise click.UsageError("Give either --resume or --attempt.")

    def job() -> int:
        from tui.front import run

        number = _left_last(settings) if resume else attempt
        return run(replace(settings, resume=number))

    return job


def _left_last(settings: Settings) -> int:
    """The number of the unfinished attempt of the settings' scenario."""
    from engine.records.store import Store
    from engine.scenario.headers import read_header
    from engine.scenario.library import find
    from engine.scenario.problems import Problem
    from engine.scenario.text import visible
    from tui.refusals import refusals_in_words
    from tui.session import own_folders

    name = settings.scenario or ""
    found = find(name, own_folders(settings))
    header = None if isinstance(found, Problem) else read_header(found)
    scenario = name if header is None else header.id
    with refusals_in_words(), Store.open(settings.home, read_only=True) as store:
        attempt = store.unfinished(scenario)
    if attempt is None:
        raise Refused(
            f"No call of {visible(name)} was left unfinished. `moodline attempts` lists what there is."
        )
    return attempt.id


@click.command("list", context_settings=CONTEXT)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option(
    "--folder",
    "folders",
    shell_complete=values.folders,
    type=click.Path(path_type=Path),
    multiple=True,
    help="A folder with more scenarios.",
)
@click.pass_context
def list_scenarios(context: click.RichContext, /, as_json: bool, **_options: Any) -> Job:
    """List the scenarios that there are."""
    settings = settings_from(context)

    def job() -> int:
        from tui.commands.listing import write_scenarios

        return write_scenarios(settings, as_json=as_json)

    return job


@click.command(context_settings=CONTEXT)
@click.argument("shift", metavar="ID|FILE", shell_complete=values.shifts)
@click.option(
    "--from",
    "first",
    type=int,
    default=1,
    metavar="NUMBER",
    help="Begin with this call of the shift, not the first.",
)
@playing_options
@click.pass_context
def shift(context: click.RichContext, /, shift: str, first: int, **_options: Any) -> Job:
    """Play the calls of a shift in a row, in plain text."""
    settings = settings_from(context, plain=True)

    def job() -> int:
        from tui.plain.shift import run_shift

        return run_shift(settings, shift, first)

    return job
