"""For authors: what a change to a scenario changes for a trainee."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import rich_click as click

from tui.commands.exploring import machine_of
from tui.commands.going_on import GoingOn, going_on
from tui.commands.options import CONTEXT, exploring_options, scenario_options, settings_from
from tui.completion import values
from tui.leaving import CANNOT, DONE, NOT_SO, Refused

if TYPE_CHECKING:
    from engine.call.plan import Plan
    from engine.workshop.comparison.played import Played
    from tui.settings import Settings

Job = Callable[[], int]


@click.command(context_settings=CONTEXT)
@click.argument("old", metavar="OLD", shell_complete=values.scenarios)
@click.argument("new", metavar="NEW", shell_complete=values.scenarios)
@click.option("--json", "as_json", is_flag=True, help="Everything that is different, for programs.")
@exploring_options(
    "Stop trying every reply after so many states, in each version.",
    "Stop trying every reply after so long, in each version.",
)
@scenario_options
@click.pass_context
def diff(
    context: click.RichContext,
    /,
    old: str,
    new: str,
    as_json: bool,
    states: int,
    seconds: float,
    **_options: Any,
) -> Job:
    """Say what is different for a trainee between two versions of a scenario.

    OLD and NEW are files or ids. First what was changed: scenes, replies, endings, wordings. Then what comes
    of it: how likely each ending is, how the stock trainees fare, in which moods scenes are met, the best and
    the worst path. Where not every call could be gone through, it says so. Ctrl-C goes on with what is known.
    Exits with 0 if nothing is different for a trainee, 1 if something is, 2 if a version cannot be read, 130
    after Ctrl-C.
    """
    settings = settings_from(context)

    def job() -> int:
        before, after = (_plan(settings, name) for name in (old, new))
        return _compare(f"{old} → {new}", before, after, as_json=as_json, states=states, seconds=seconds)

    return job


def _plan(settings: Settings, name: str) -> Plan:
    try:
        return machine_of(settings, name).plan
    except Refused as error:
        raise Refused(str(error), CANNOT) from error  # 1 would mean that they differ.


def _compare(title: str, old: Plan, new: Plan, *, as_json: bool, states: int, seconds: float) -> int:
    from engine.scenario.text import visible
    from engine.workshop.comparison.data import as_data
    from engine.workshop.comparison.report import report
    from engine.workshop.comparison.written import changes

    found = changes(old.scenario, new.scenario)
    with going_on(states, seconds) as go_on:
        played = _played(old, new, states, seconds, go_on) if found else None
    if as_json:
        click.echo(json.dumps(as_data(found, played), indent=2, ensure_ascii=False))
    else:
        for line in report(title, found, played):
            click.echo(visible(line))
    return go_on.code(NOT_SO if found else DONE)


def _played(old: Plan, new: Plan, states: int, seconds: float, go_on: GoingOn) -> Played:
    from engine.workshop.comparison.played import compare_play
    from engine.workshop.explore.budget import Budget
    from engine.workshop.explore.exploration import explore

    explored = []
    for plan in (old, new):
        explored.append(explore(plan, Budget(time.monotonic, states, seconds, go_on), lines=False))
    return compare_play(*explored)
