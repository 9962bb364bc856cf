"""For instructors: a class as a whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import rich_click as click

from tui.commands.options import CONTEXT, settings_from
from tui.completion import values
from tui.leaving import DONE, Refused
from tui.settings import Settings

if TYPE_CHECKING:
    from engine.debrief.cohort.agreement import Agreement
    from engine.debrief.cohort.sheets import SheetName
    from engine.records.gathering import Gathered

Job = Callable[[], int]


@click.command("class", context_settings=CONTEXT)
@click.argument("scenario", metavar="[SCENARIO]", required=False, shell_complete=values.scenario_ids)
@click.option(
    "--names/--pseudonyms",
    help="Agents and raters by their names. Usually by pseudonyms: Agent 1, Agent 2 …",
)
@click.option("--anonymous", is_flag=True, help="No names, and none can be shown from within.")
@click.option("--plain", is_flag=True, default=None, help="Append-only text instead of the full screen.")
@click.option("--theme", metavar="NAME", shell_complete=values.themes, help="The colours of the full screen.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option(
    "--csv",
    "sheet_file",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help="Write a table for a spreadsheet; - is standard output.",
)
@click.option(
    "--table",
    "sheet",
    type=click.Choice(["choices", "calls"]),
    default="choices",
    show_default=True,
    help="Which one: choices has a row a scene, reply and agent; calls has a row a call.",
)
@click.option(
    "--html",
    "page_file",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help="Write one page for any browser; - is standard output.",
)
@click.option("--force", is_flag=True, help="Replace files that are there already.")
@click.pass_context
def class_(
    context: click.RichContext,
    /,
    scenario: str | None,
    names: bool,
    anonymous: bool,
    as_json: bool,
    sheet_file: Path | None,
    sheet: SheetName,
    page_file: Path | None,
    force: bool,
    **_options: Any,
) -> Job:
    """Show a class: who chose what at each scene, and what came of it, over all calls on record.

    Of one scenario by its id, or of each. It counts replies and ranks nobody.
    """
    if names and anonymous:
        raise click.UsageError("Give --names or --anonymous, not both.")
    if sheet_file is not None and sheet_file == page_file:
        raise click.UsageError("--csv and --html cannot write to the same file.")
    if as_json and Path("-") in (sheet_file, page_file):
        raise click.UsageError("--json writes to standard output: name a file for --csv and --html.")
    settings = settings_from(context)

    def job() -> int:
        gathered, agreements = _class_of(settings, scenario, names=names)
        if scenario is not None and scenario not in gathered.known:
            raise Refused(_unknown(scenario, gathered.known))
        if sheet_file is not None:
            from engine.debrief.cohort.sheets import write_csv

            _write(sheet_file, write_csv(gathered.cohorts, sheet), "--csv", force=force)
        if page_file is not None:
            from engine.debrief.cohort.page import write_page

            page = write_page(gathered.cohorts, agreements, gathered.left_out)
            _write(page_file, page.encode("utf-8", "replace"), "--html", force=force)
        if as_json:
            from engine.debrief.cohort.to_data import write_json

            click.echo(write_json(gathered.cohorts, agreements, gathered.left_out), nl=False)
        elif sheet_file is None and page_file is None:
            return _show(settings, scenario, gathered, agreements, names=None if anonymous else names)
        return DONE

    return job


def _class_of(
    settings: Settings, scenario: str | None, *, names: bool
) -> tuple[Gathered, tuple[Agreement, ...]]:
    from engine.debrief.cohort.agreement import find_agreement
    from engine.debrief.cohort.names import pseudonyms, real_names
    from engine.records.errors import StoreProblem
    from engine.records.gathering import Gathered, gather
    from engine.records.marks import read_marks
    from engine.records.store import Store
    from tui.refusals import refusals_in_words

    with refusals_in_words():
        try:
            with Store.open(settings.home, read_only=True) as store:
                gathered = gather(
                    store,
                    scenario,
                    names=names,
                    cache=settings.home.folder / "class-cache.json",
                    program=_program(),
                    clock=monotonic,
                    progress=_progress(),
                )
                counted = {call.attempt for cohort in gathered.cohorts for call in cohort.calls}
                marks = [mark for mark in read_marks(store) if mark.attempt in counted]
        except StoreProblem as problem:
            if problem.code != "no-store":
                raise
            return Gathered((), (), (), 0), ()
    raters = dict.fromkeys(mark.rater for mark in marks)
    shown = real_names(raters) if names else pseudonyms(raters, "Rater")
    return gathered, find_agreement(mark._replace(rater=shown[mark.rater]) for mark in marks)


def _program() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("moodline")
    except PackageNotFoundError:
        return ""


def _progress() -> Callable[[int, int], None]:
    """Says on a terminal how far it is; a cold class of thousands takes its time."""
    import sys

    from tui.terminal import is_terminal

    def tell(done: int, of: int) -> None:
        if of >= 500 and (done % 250 == 0 or done == of) and is_terminal(sys.stderr):
            click.echo(
                f"\rWorked out {done:,} of {of:,} calls" + ("\n" if done == of else ""), nl=False, err=True
            )

    return tell


def _unknown(scenario: str, known: tuple[str, ...]) -> str:
    from difflib import get_close_matches

    from engine.scenario.text import visible

    near = get_close_matches(scenario, known, 1)
    meant = (
        f" Did you mean {near[0]}?" if near else f" There are calls of: {', '.join(known)}." if known else ""
    )
    return visible(f"There are no calls of {scenario!r} on record.{meant}")


def _show(
    settings: Settings,
    scenario: str | None,
    gathered: Gathered,
    agreements: tuple[Agreement, ...],
    *,
    names: bool | None,
) -> int:
    """In full screen where the terminal can do that and there is something to look at, else as plain text.

    ``names``: whether agents go by their names; None where they never may.
    """
    import os
    import sys
    from shutil import get_terminal_size

    from tui.terminal import is_terminal, needs_plain

    if not gathered.known:
        click.echo("Nothing has been recorded yet.")
        return DONE
    if gathered.cohorts and not (settings.plain or needs_plain(os.environ, sys.stdin, sys.stdout)):
        from functools import partial

        from tui.app import MoodlineApp
        from tui.front import run_full_screen
        from tui.screens.class_view import ClassScreen, Loaded

        def load(named: bool) -> Loaded:
            return Loaded(*_class_of(settings, scenario, names=named), named)

        shown = Loaded(gathered, agreements, bool(names))
        first = partial(ClassScreen, shown, None if names is None else load)
        return run_full_screen(MoodlineApp(settings, first=first))
    from tui.plain.class_view import WIDTH, class_lines

    width = min(100, get_terminal_size().columns) if is_terminal(sys.stdout) else WIDTH
    for line in class_lines(gathered.cohorts, agreements, gathered.left_out, width):
        click.echo(line.text)
    return DONE


def _write(path: Path, content: bytes, option: str, *, force: bool) -> None:
    """Write a file, or standard output for ``-``."""
    from engine.records.errors import shown
    from engine.records.exports.subject import CannotExport
    from engine.records.exports.writing import write_file
    from tui.commands.export import write_out

    if str(path) == "-":
        write_out(content)
        return
    try:
        write_file(path, content, force=force, option=option)
    except CannotExport as error:
        raise Refused(str(error)) from error
    click.echo(f"Written: {shown(path)}", err=True)
