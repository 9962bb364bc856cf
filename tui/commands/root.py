"""The command line as a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import rich_click as click

from tui.commands.attempts import attempts, debrief
from tui.commands.check import check, schema
from tui.commands.classes import class_
from tui.commands.completion import completion
from tui.commands.diff import diff
from tui.commands.doctor import doctor
from tui.commands.explain import explain
from tui.commands.explore import explore
from tui.commands.export import export
from tui.commands.fmt import fmt
from tui.commands.graph import graph
from tui.commands.new import new
from tui.commands.options import CONTEXT, playing_options, settings_from
from tui.commands.outbox import outbox
from tui.commands.play import list_scenarios, play, shift
from tui.commands.preview import preview
from tui.commands.rating import rate
from tui.commands.transcripts import test
from tui.leaving import DONE, Refused

Job = Callable[[], int]


@click.group(context_settings=CONTEXT, invoke_without_command=True)
@click.rich_config({"theme": "default-slim", "max_width": 100})
@click.option("--version", is_flag=True, help="Show the version and leave.")
@click.option("--debug", is_flag=True, help="If something goes wrong inside Moodline, write a log.")
@playing_options
@click.pass_context
def moodline(context: click.RichContext, /, version: bool, **_options: Any) -> Job | None:
    """A flight simulator for difficult customer calls.

    Without a command, the library opens.
    """
    if context.invoked_subcommand is not None:
        return None
    if version:
        return _version
    settings = settings_from(context)

    def job() -> int:
        from tui.front import run

        return run(settings)

    return job


for command in (
    play,
    list_scenarios,
    shift,
    attempts,
    debrief,
    export,
    outbox,
    class_,
    rate,
    check,
    explain,
    explore,
    preview,
    diff,
    graph,
    test,
    schema,
    new,
    fmt,
    doctor,
    completion,
):
    moodline.add_command(command)


def parse(arguments: Sequence[str]) -> Job:
    """What the arguments ask for, ready to be run.

    Raises:
        Refused: they make no sense.
    """
    try:
        job = moodline.main(args=list(arguments), prog_name="moodline", standalone_mode=False)
    except click.UsageError as error:
        raise Refused(_words(error)) from error
    except click.ClickException as error:
        raise Refused(f"moodline: {error.format_message()}") from error
    except click.Abort:
        return lambda: DONE
    if callable(job):
        return job  # type: ignore[no-any-return]
    code = job if isinstance(job, int) else DONE
    return lambda: code


def answer_the_shell() -> int:
    """Tell a shell what could be typed next; nothing if it asks what is not understood."""
    import os

    from tui.completion.shells import answer

    # Bytes: text would get other line ends on Windows, and the shell would take them for part of a word.
    click.echo(answer(moodline, os.environ).encode("utf-8", "replace"), nl=False)
    return DONE


def _words(error: click.UsageError) -> str:
    """The complaint, and where help is. It may quote what was typed."""
    from engine.scenario.text import visible

    path = error.ctx.command_path if error.ctx is not None else "moodline"
    # Of an argument that is missing, it lists what can stand there, one a line.
    words = error.format_message().replace("\n\t", " ")
    return f"{path}: {visible(words)}\n`{path} -h` says how it is used."


def _version() -> int:
    from importlib.metadata import PackageNotFoundError, version

    try:
        number = version("moodline")
    except PackageNotFoundError:
        number = "(not installed)"
    click.echo(f"moodline {number}")
    return DONE
