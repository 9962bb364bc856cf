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
    found = []
    for finding in _found(settings):
        found.append(finding)
        if not as_json:
            _write(finding, is_first=len(found) == 1 or found[-2].part != finding.part)
    broken = sum(finding.level == "bad" for finding in found)
    warnings = sum(finding.level == "warn" for finding in found)
    if as_json:
        data = {"ok": not broken, "findings": [finding._asdict() for finding in found]}
        click.echo(json.dumps(data, indent=2))
    else:
        click.echo(f"\n{_sum_up(broken, warnings)}")
    return NOT_SO if broken else DONE


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


def _write(finding: Finding, *, is_first: bool) -> None:
    from engine.scenario.text import visible
    from tui.doctor.findings import GLYPHS

    if is_first:
        click.echo(f"\n{finding.part.capitalize()}")
    mark = f"{GLYPHS[finding.level]} {finding.level:<4}"
    click.echo(f"  {mark}  {finding.name}: {visible(finding.said)}")
    if finding.do:
        click.echo(f"          {visible(finding.do)}")


def _sum_up(broken: int, warnings: int) -> str:
    some = f"{warnings} warning" + ("" if warnings == 1 else "s")
    if broken:
        return f"{broken} thing{' is' if broken == 1 else 's are'} broken" + (
            f", {some}." if warnings else "."
        )
    return f"Nothing is broken; {some}." if warnings else "All is well."
