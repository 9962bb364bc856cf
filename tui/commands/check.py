"""For authors: what is wrong with a file, and the format's schema."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Final, get_args

import rich_click as click

from tui.commands.options import CONTEXT
from tui.completion import values
from tui.leaving import CANNOT, DONE, NOT_SO

Job = Callable[[], int]

CANNOT_BE_READ: Final = frozenset({"no-file", "not-a-file", "unreadable"})
"""Codes of problems that are not in a file but with getting at it."""


@click.command(context_settings=CONTEXT)
@click.argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
    shell_complete=values.yaml_files,
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--model",
    type=click.Path(path_type=Path),
    metavar="FILE",
    shell_complete=values.yaml_files,
    help="The mood model that names personas.",
)
def check(files: tuple[Path, ...], form: str, model: Path | None) -> Job:
    """Say everything that is wrong with scenarios, parts and shifts.

    Exits with 0 if nothing is, 1 if there are errors, 2 if a file cannot be read.
    """
    return lambda: run_check(files, form, model)


def run_check(files: tuple[Path, ...], form: str, model: Path | None) -> int:
    """Check files and write their problems; the exit code."""
    from dataclasses import asdict

    from engine.mood.coefficients import load_model
    from engine.scenario.check import check_file
    from engine.scenario.problems import render
    from tui.refusals import refusals_in_words

    with refusals_in_words():
        known = load_model(model)
    names = {"personas": known.personas, "rules": known.adjustable}
    found = [problem for file in files for problem in check_file(file, **names)]
    if form == "json":
        click.echo(json.dumps([asdict(problem) for problem in found], indent=2))
    else:
        for problem in found:
            click.echo(render(problem))
        click.echo(_sum_up(len(files), [problem.severity for problem in found]))
    if any(problem.code in CANNOT_BE_READ and problem.line == 0 for problem in found):
        return CANNOT
    return NOT_SO if any(problem.severity == "error" for problem in found) else DONE


def _sum_up(files: int, severities: list[str]) -> str:
    counts = [
        f"{count} {name}{'s' if count > 1 and name != 'advice' else ''}"
        for name in ("error", "warning", "advice")
        if (count := severities.count(name))
    ]
    what = f"{files} file" + ("" if files == 1 else "s")
    return f"{what} checked: {', '.join(counts) or 'no problems'}."


@click.command(context_settings=CONTEXT)
@click.argument("kind", type=click.Choice(["scenario", "part", "shift"]), default="scenario")
def schema(kind: str) -> Job:
    """Write the JSON Schema of a scenario, a part or a shift: editors complete and check files with it."""

    def job() -> int:
        from engine.scenario.schema import Kind, schema_text

        for known in get_args(Kind):
            if known == kind:
                click.echo(schema_text(known), nl=False)
        return DONE

    return job
