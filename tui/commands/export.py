"""An attempt to hand on: one file in one of five formats, or statements sent to a learning record store."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from tui.commands.options import CONTEXT, settings_from
from tui.completion import values
from tui.leaving import DONE, Refused
from tui.settings import Settings

if TYPE_CHECKING:
    from engine.records.exports.formats import Format
    from engine.records.exports.subject import Subject

Job = Callable[[], int]

FORMATS = ("html", "markdown", "json", "xapi", "svg")


@click.command(context_settings=CONTEXT)
@click.argument("attempt", metavar="[ATTEMPT]", type=int, required=False, shell_complete=values.attempts)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="html (usual): one page for screen and paper. markdown, json. xapi: statements for a learning "
    "record store. svg: the mood line as a picture.",
)
@click.option(
    "--output",
    type=click.Path(allow_dash=True),
    metavar="FILE",
    help="Where to write it; - is standard output. Usually a new file in the current folder.",
)
@click.option("--anonymous", is_flag=True, help="Without the agent's name and what the trainee wrote.")
@click.option("--force", is_flag=True, help="Replace a file that is there already.")
@click.option(
    "--send",
    is_flag=True,
    help="Send xAPI statements to the learning record store that is set up, with whatever was not "
    "delivered before.",
)
@click.pass_context
def export(
    context: click.RichContext,
    /,
    attempt: int | None,
    form: Format | None,
    output: str | None,
    anonymous: bool,
    force: bool,
    send: bool,
) -> Job:
    """Write the debrief of an attempt to a file, by its number in `moodline attempts`.

    Nothing is replaced unless --force says so, and a file is written whole or not at all.
    """
    settings = settings_from(context)
    if send:
        if form not in (None, "xapi"):
            raise click.UsageError("--send sends xAPI statements: leave out --format, or give xapi.")
        if output is not None or force:
            raise click.UsageError("--send writes no file: leave out --output and --force.")
        return lambda: _send(settings, attempt, anonymous=anonymous)
    if attempt is None:
        raise click.UsageError("Missing argument 'ATTEMPT': its number is in `moodline attempts`.")
    return lambda: _write(settings, attempt, form or "html", output, anonymous=anonymous, force=force)


def _write(
    settings: Settings, attempt: int, form: Format, output: str | None, *, anonymous: bool, force: bool
) -> int:
    from engine.records.errors import shown
    from engine.records.exports.formats import file_name, write_export
    from engine.records.exports.subject import CannotExport
    from engine.records.exports.writing import write_file

    subject = _subject(settings, attempt, anonymous=anonymous)
    try:
        content = write_export(subject, form, _base(settings) if form == "xapi" else None)
        if output == "-":
            write_out(content)
            return DONE
        path = Path(file_name(subject, form) if output is None else output)
        write_file(path, content, force=force)
    except CannotExport as error:
        raise Refused(str(error)) from error
    click.echo(f"Written: {shown(path)}")
    return DONE


def write_out(content: bytes) -> None:
    """The very bytes, whatever the terminal's encoding; a stream without bytes gets them as text."""
    binary = getattr(sys.stdout, "buffer", None)
    if binary is None:
        sys.stdout.write(content.decode())
        return
    try:
        binary.write(content)
        binary.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        why = error.strerror or "unknown error"
        raise Refused(f"Standard output cannot be written ({why.lower()}).") from error


def _subject(settings: Settings, attempt: int, *, anonymous: bool) -> Subject:
    """The attempt on record.

    Raises:
        Refused: there is none of that number, or it cannot be exported.
    """
    from engine.records.exports.subject import CannotExport, make_subject
    from engine.records.store import Store
    from tui.looking_ahead import look_ahead
    from tui.refusals import refusals_in_words

    with refusals_in_words(), Store.open(settings.home, read_only=True) as store:
        record = store.load(attempt)
        try:
            return make_subject(record, anonymous=anonymous, look_ahead=look_ahead, load=store.load)
        except CannotExport as error:
            raise Refused(str(error)) from error


def _base(settings: Settings) -> str | None:
    """What IRIs begin with, where that is set."""
    from engine.records.exports.lrs_settings import read_base
    from engine.records.exports.subject import CannotExport

    try:
        return read_base(settings.home, os.environ)
    except CannotExport as error:
        raise Refused(str(error)) from error


def _send(settings: Settings, attempt: int | None, *, anonymous: bool) -> int:
    from tui.commands.sending import send

    subject = None if attempt is None else _subject(settings, attempt, anonymous=anonymous)
    return send(settings, subject, os.environ)
