"""When something does not work: what there is, and what is wrong with it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from tui.commands.options import CONTEXT, settings_from
from tui.completion import values
from tui.leaving import DONE, NOT_SO

if TYPE_CHECKING:
    from tui.doctor.findings import Finding
    from tui.plain.paper import Paper
    from tui.settings import Settings

Job = Callable[[], int]


@click.command(context_settings=CONTEXT)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option(
    "--folder",
    "folders",
    shell_complete=values.folders,
    type=click.Path(path_type=Path),
    multiple=True,
    help="A folder with more scenarios.",
)
@click.option(
    "--model",
    type=click.Path(path_type=Path),
    metavar="FILE",
    shell_complete=values.yaml_files,
    help="A mood model of your own.",
)
@click.pass_context
def doctor(context: click.RichContext, /, as_json: bool, **_options: Any) -> Job:
    """Say what matters when something does not work.

    Looks at the program, the terminal, the data folder with its records, and the scenarios. Makes and changes
    nothing. Exits with 0, or 1 if something is broken; warnings do not count.
    """
    settings = settings_from(context)
    return lambda: run_doctor(settings, as_json=as_json)


def run_doctor(settings: Settings, *, as_json: bool) -> int:
    """Look at everything and write what was found; the exit code."""
    paper = None if as_json else _paper()
    found: list[Finding] = []
    for finding in _found(settings):
        if paper is not None:
            _write(paper, finding, is_first=not found or found[-1].part != finding.part)
        found.append(finding)
    broken = sum(finding.level == "bad" for finding in found)
    warnings = sum(finding.level == "warn" for finding in found)
    if paper is None:
        data = {"ok": not broken, "findings": [finding._asdict() for finding in found]}
        click.echo(json.dumps(data, indent=2))
    else:
        paper.heading(_sum_up(broken, warnings))
    return NOT_SO if broken else DONE


def _paper() -> Paper:
    """Plain text on standard output, wrapped where that is a terminal."""
    import shutil

    from tui.plain.paper import Paper
    from tui.terminal import is_terminal

    return Paper(sys.stdout, shutil.get_terminal_size().columns if is_terminal(sys.stdout) else None)


def _found(settings: Settings) -> Iterator[Finding]:
    from tui.doctor import data, library, program, terminal
    from tui.doctor.findings import looked
    from tui.session import own_folders

    yield from looked(program.PART, lambda: program.look(settings.model))
    yield from looked(
        terminal.PART,
        lambda: terminal.look(os.environ, sys.stdin, sys.stdout, plain=settings.plain),
    )
    yield from looked(data.PART, lambda: data.look(settings.home))
    yield from looked(library.PART, lambda: library.look(own_folders(settings), settings.model))


def _write(paper: Paper, finding: Finding, *, is_first: bool) -> None:
    from tui.doctor.findings import GLYPHS

    if is_first:
        paper.heading(finding.part.capitalize())
    mark = f"  {GLYPHS[finding.level]} {finding.level:<4}  "
    paper.say(f"{finding.name}: {finding.said}", hang=mark)
    if finding.do:
        paper.say(finding.do, hang=" " * len(mark))


def _sum_up(broken: int, warnings: int) -> str:
    some = f"{warnings} warning" + ("" if warnings == 1 else "s")
    if broken:
        return f"{broken} thing{' is' if broken == 1 else 's are'} broken" + (
            f", {some}." if warnings else "."
        )
    return f"Nothing is broken; {some}." if warnings else "All is well."
