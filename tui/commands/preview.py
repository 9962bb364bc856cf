"""For authors: a scenario's map, its problems and a call of it, beside the editor that it is written in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import rich_click as click

from tui.commands.options import CONTEXT, settings_from
from tui.completion import values
from tui.leaving import CANNOT, Refused
from tui.settings import Settings

Job = Callable[[], int]


@click.command(context_settings=CONTEXT)
@click.argument("scenario", metavar="FILE|ID", shell_complete=values.scenarios)
@click.option("--plain", is_flag=True, default=None, help="Append-only text instead of the full screen.")
@click.option("--name", metavar="NAME", help="Your name in the call. Usually Sam.")
@click.option(
    "--seed",
    type=click.IntRange(0, 2**63 - 1),
    metavar="NUMBER",
    help="Draws the wordings. Usually 0, so that they stay the same.",
)
@click.option(
    "--folder",
    "folders",
    type=click.Path(path_type=Path),
    multiple=True,
    shell_complete=values.folders,
    help="A folder with more scenarios.",
)
@click.option(
    "--model",
    type=click.Path(path_type=Path),
    metavar="FILE",
    shell_complete=values.yaml_files,
    help="A mood model of your own.",
)
@click.option("--reduced-motion", is_flag=True, default=None, help="Nothing on the screen moves by itself.")
@click.option("--theme", metavar="NAME", shell_complete=values.themes, help="The colours of the full screen.")
@click.pass_context
def preview(context: click.RichContext, /, scenario: str, **_options: Any) -> Job:
    """Show a scenario while you write it: its map, its problems, and a call that stays where it is.

    Every save is shown within a second. Nothing that is played here is recorded.
    """
    settings = settings_from(context)
    return lambda: run_preview(settings, scenario)


def run_preview(settings: Settings, name: str) -> int:
    """Show one scenario's file; the exit code.

    Raises:
        Refused: there is no such file, or the mood model cannot be used.
    """
    from engine.scenario.library import find
    from engine.scenario.problems import Problem, render
    from tui.front import run
    from tui.refusals import refusals_in_words
    from tui.session import mood_model, own_folders

    found = find(name, own_folders(settings))
    if isinstance(found, Problem):
        raise Refused(render(found), CANNOT)
    if not found.is_file():
        from engine.scenario.text import visible

        name = visible(str(found))
        what = f"{name} is not a plain file" if found.exists() else f"There is no file {name}"
        raise Refused(f"{what}. `moodline preview -h` says more.", CANNOT)
    with refusals_in_words():
        mood_model(settings)
    return run(replace(settings, preview=found))
