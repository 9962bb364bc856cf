"""Sending statements to the learning record store that is set up."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

import rich_click as click

from tui.leaving import DONE, NOT_SO, Refused
from tui.settings import Settings

if TYPE_CHECKING:
    from engine.records.exports.subject import Subject


def send(settings: Settings, subject: Subject | None, environment: Mapping[str, str]) -> int:
    """Send an attempt's statements and all that was not delivered before; the exit code.

    Raises:
        Refused: no learning record store is set up, or the statements cannot be kept until they are sent.
    """
    from engine.debrief.wording import how_many
    from engine.records.errors import StoreProblem
    from engine.records.exports.delivery import deliver
    from engine.records.exports.lrs import Lrs
    from engine.records.exports.lrs_settings import FILE, others_may_read, read_base, read_lrs
    from engine.records.exports.outbox import Outbox
    from engine.records.exports.subject import CannotExport
    from engine.records.exports.xapi import BASE, make_statements
    from engine.scenario.text import visible
    from tui.looking_ahead import tell_on_stderr

    outbox = Outbox(settings.home)
    try:
        lrs = read_lrs(settings.home, environment)
        base = read_base(settings.home, environment) or BASE
        if subject is not None:
            outbox.put(make_statements(subject, base))
    except (CannotExport, StoreProblem) as error:
        raise Refused(str(error)) from error
    if others_may_read(settings.home):
        path = visible(str(settings.home.folder / FILE))
        click.echo(f"Others on this machine can read {path}; make it yours alone (chmod 600).", err=True)
    try:
        delivery = deliver(outbox, Lrs(lrs), time.sleep, tell=lambda words: tell_on_stderr(visible(words)))
    except KeyboardInterrupt:
        left = sum(len(batch.statements) for batch in outbox.waiting()[0])
        click.echo(f"Stopped. Nothing is lost: {_waits(left, visible(str(outbox.folder)))}", err=True)
        raise
    for words in delivery.words:
        click.echo(visible(words), err=True)
    said = f"{how_many(delivery.stored, 'statement')} stored."
    if delivery.left:
        said += f" {_waits(delivery.left, visible(str(outbox.folder)))}"
    if refused := sum(len(batch.statements) for batch in outbox.refused()[0]):
        said += f" {refused} {'was' if refused == 1 else 'were'} refused and set aside: `moodline outbox`."
    click.echo(said)
    return DONE if delivery.complete else NOT_SO


def _waits(left: int, folder: str) -> str:
    return f"{left} {'waits' if left == 1 else 'wait'} in {folder}: `moodline export --send` tries again."
