"""For authors: who gets which ending, in which moods, and how; from every possible call."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import rich_click as click

from tui.commands.exploring import machine_of
from tui.commands.going_on import going_on
from tui.commands.options import CONTEXT, exploring_options, scenario_options, settings_from
from tui.completion import values
from tui.leaving import DONE

if TYPE_CHECKING:
    from tui.settings import Settings

Job = Callable[[], int]


@click.command(context_settings=CONTEXT)
@click.argument("scenario", metavar="FILE|ID", shell_complete=values.scenarios)
@click.option("--json", "as_json", is_flag=True, help="Everything that was found, for programs.")
@exploring_options(
    "Stop trying every reply after so many states; a million take up to 700 MB of memory.",
    "Stop trying every reply after so long.",
)
@scenario_options
@click.pass_context
def explore(
    context: click.RichContext, /, scenario: str, as_json: bool, states: int, seconds: float, **_options: Any
) -> Job:
    """Say who gets which ending, and in which moods each scene can be met.

    Every possible call is gone through, so the chances are exact. Where there are too many, they are sampled,
    and the report says so. Ctrl-C gives what is known so far.
    Exits with 0 if the scenario could be explored, 1 if it has errors, 2 if it cannot be read, 130 after
    Ctrl-C.
    """
    settings = settings_from(context)
    return lambda: run_explore(settings, scenario, as_json=as_json, states=states, seconds=seconds)


def run_explore(settings: Settings, name: str, *, as_json: bool, states: int, seconds: float) -> int:
    """Explore one scenario and write what was found; the exit code."""
    from engine.scenario.text import visible
    from engine.workshop.explore.budget import Budget
    from engine.workshop.explore.data import as_data
    from engine.workshop.explore.exploration import explore as run
    from engine.workshop.explore.report import report

    plan = machine_of(settings, name).plan
    with going_on(states, seconds) as go_on:
        found = run(plan, Budget(time.monotonic, states, seconds, go_on))
    if as_json:
        click.echo(json.dumps(as_data(found), indent=2, ensure_ascii=False))
    else:
        for line in report(found):
            click.echo(visible(line))
    return go_on.code(DONE)
