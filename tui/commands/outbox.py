"""What was not delivered to a learning record store: to look at, to send again, or to let go of."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from tui.commands.options import CONTEXT, settings_from
from tui.leaving import DONE, Refused

if TYPE_CHECKING:
    from engine.records.exports.outbox import Outbox, Waiting
    from tui.settings import Settings

Job = Callable[[], int]


@click.command(context_settings=CONTEXT)
@click.option("--retry", is_flag=True, help="Send again what was refused, with all else that waits.")
@click.option("--drop", metavar="NAME", help="Delete a batch by its name; `refused`: all that were refused.")
@click.option("--yes", is_flag=True, help="Delete without asking.")
@click.pass_context
def outbox(context: click.RichContext, /, retry: bool, drop: str | None, yes: bool) -> Job:
    """List the statements that a learning record store does not have yet, and why it refused some.

    Attempts are not touched by any of it: `moodline export NUMBER --send` makes their statements anew.
    """
    if retry and drop is not None:
        raise click.UsageError("Give --retry or --drop, not both.")
    if yes and drop is None:
        raise click.UsageError("--yes goes with --drop.")
    settings = settings_from(context)
    if retry:
        return lambda: _retry(settings)
    if drop is not None:
        return lambda: _drop(settings, drop, sure=yes)
    return lambda: _list(settings)


def _outbox(settings: Settings) -> Outbox:
    from engine.records.exports.outbox import Outbox

    return Outbox(settings.home)


def _list(settings: Settings) -> int:
    from engine.scenario.text import visible

    outbox = _outbox(settings)
    waiting, wrong = outbox.waiting()
    refused, wrong_too = outbox.refused()
    if not (waiting or refused or wrong or wrong_too):
        click.echo("Nothing waits to be delivered.")
        return DONE
    if waiting:
        click.echo("Waiting; `moodline export --send` sends them:")
        for batch in waiting:
            click.echo(f"  {_said(batch)}")
    if refused:
        click.echo(
            "Refused; once the reason is gone `moodline outbox --retry` sends them again, and "
            "`moodline outbox --drop NAME` deletes one:"
        )
        for refusal in refused:
            click.echo(f"  {_said(refusal)}")
            click.echo(f"    {visible(refusal.why) or 'why is not known'}")
    for words in (*wrong, *wrong_too):
        click.echo(visible(words))
    return DONE


def _said(batch: Waiting) -> str:
    from engine.debrief.wording import how_many
    from engine.scenario.text import visible

    first = visible(str(batch.statements[0].get("timestamp", "?"))[:10])
    return f"{visible(batch.path.name)}: {how_many(len(batch.statements), 'statement')}, from {first} on"


def _retry(settings: Settings) -> int:
    from engine.records.exports.lrs_settings import read_lrs
    from engine.records.exports.subject import CannotExport
    from tui.commands.sending import send

    outbox = _outbox(settings)
    try:
        read_lrs(settings.home, os.environ)  # Nothing is moved where nothing could be sent.
        for refusal in outbox.refused()[0]:
            outbox.take_back(refusal)
    except CannotExport as error:
        raise Refused(str(error)) from error
    return send(settings, None, os.environ)


def _drop(settings: Settings, name: str, *, sure: bool) -> int:
    from engine.records.exports.subject import CannotExport
    from engine.scenario.text import visible
    from tui.terminal import is_terminal

    outbox = _outbox(settings)
    paths = _named(outbox, name)
    words = visible(paths[0].name) if len(paths) == 1 else f"{len(paths)} batches"
    if not sure:
        if not is_terminal(sys.stdin):
            raise Refused(f"{words} would be deleted for good. Add --yes if that is meant.")
        if not click.confirm(f"Delete {words} for good? The store does not have these statements."):
            click.echo("Nothing was deleted.")
            return DONE
    try:
        for path in paths:
            outbox.drop(path)
    except CannotExport as error:
        raise Refused(str(error)) from error
    click.echo(f"Deleted: {words}.")
    return DONE


def _named(outbox: Outbox, name: str) -> list[Path]:
    """The files that are meant.

    Raises:
        Refused: there are none.
    """
    from engine.scenario.text import visible

    if name == "refused":
        paths = [refusal.path for refusal in outbox.refused()[0]]
        if not paths:
            raise Refused("Nothing was refused.")
        return paths
    # Only what lies in these two folders can be named, wherever a name may point.
    for folder in (outbox.refused_folder, outbox.folder):
        try:
            for path in folder.iterdir():
                if path.name == name and path.suffix == ".json":
                    return [path]
        except OSError:
            continue
    raise Refused(f"There is no batch {visible(repr(name))}. `moodline outbox` lists them.")
