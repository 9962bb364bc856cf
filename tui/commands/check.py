"""For authors: what is wrong with a file, and the format's schema."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final, get_args

import rich_click as click

from tui.commands.going_on import going_on
from tui.commands.options import CONTEXT, exploring_options, settings_from
from tui.completion import values
from tui.leaving import CANNOT, DONE, NOT_SO

if TYPE_CHECKING:
    from engine.workshop.checks.checked import Checked
    from tui.settings import Settings

Job = Callable[[], int]

CANNOT_BE_READ: Final = frozenset({"no-file", "not-a-file", "unreadable"})
"""Codes of problems that are not in a file but with getting at it."""
FORMS: Final = ("text", "line", "json", "sarif", "github")


@click.command(context_settings=CONTEXT)
@click.argument(
    "files",
    metavar="FILE|ID...",
    nargs=-1,
    required=True,
    shell_complete=values.scenarios,
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default="text",
    show_default=True,
    help="text; line: one line a finding; or json, sarif or github for programs.",
)
@click.option(
    "--strict",
    is_flag=True,
    help="Exit with 1 for warnings and advice, too, and if not everything could be proved: for CI.",
)
@click.option("--shape-only", is_flag=True, help="Look at what is written, without trying every reply: fast.")
@exploring_options(
    "Stop trying every reply after so many states, for each scenario.",
    "Stop trying every reply after so long, for each scenario.",
)
@click.option(
    "--model",
    type=click.Path(path_type=Path),
    metavar="FILE",
    shell_complete=values.yaml_files,
    help="The mood model that names personas.",
)
@click.pass_context
def check(
    context: click.RichContext,
    /,
    files: tuple[str, ...],
    form: str,
    strict: bool,
    shape_only: bool,
    states: int,
    seconds: float,
    model: Path | None,
) -> Job:
    """Say everything that is wrong with scenarios, parts and shifts, named by file or by id.

    Of a scenario it is proved, by trying every reply in every state, that a call can be played to its end and
    that it is fair. Each finding has a code, a hint and, where there is one, the replies that show it.
    Where there is too much to try, that is said, and nothing is said of what cannot happen.

    Ctrl-C gives what is known so far.

    Exits with 0 if nothing is wrong, 1 if there are errors (with --strict, if there is anything, or if not
    everything could be proved), 2 if a file cannot be read, 130 after Ctrl-C.
    """
    limits = None if shape_only else (states, seconds)
    settings = settings_from(context)

    def job() -> int:
        named = tuple(_file_of(file, settings) for file in files)
        return run_check(named, form, model, limits, strict=strict)

    return job


def _file_of(named: str, settings: Settings) -> Path:
    """The file of that name; if there is none, that of the scenario with that id."""
    from engine.scenario.library import find
    from tui.session import own_folders

    path = Path(named)
    if os.path.lexists(path):
        return path
    found = find(named, own_folders(settings))
    return found if isinstance(found, Path) else path


def run_check(
    files: tuple[Path, ...],
    form: str,
    model: Path | None,
    limits: tuple[int, float] | None,
    *,
    strict: bool = False,
) -> int:
    """Check files and write what is found; the exit code.

    ``limits``: how many states and seconds proving may take; None to look at the shape alone.
    """
    from engine.mood.coefficients import load_model
    from engine.workshop.checks.checked import check_path
    from engine.workshop.explore.budget import Budget
    from tui.refusals import refusals_in_words

    with refusals_in_words():
        known = load_model(model)
    with going_on(*(limits or ())) as go_on:
        budget = Budget(time.monotonic, *limits, go_on) if limits is not None else None
        checked: list[Checked] = []
        for file in files:
            if not go_on.stopped:
                checked.append(check_path(file, known, budget))
    _write(checked, form, files[len(checked) :], stopped=go_on.stopped)
    return go_on.code(_code(checked, strict=strict))


def _code(checked: list[Checked], *, strict: bool) -> int:
    found = [finding.problem for one in checked for finding in one.proof.findings]
    if any(problem.code in CANNOT_BE_READ and problem.line == 0 for problem in found):
        return CANNOT
    if strict and any(one.proof.left_out or one.proof.undecided for one in checked):
        return NOT_SO  # Nobody knows whether the checks that were left out would have found something.
    return NOT_SO if any(strict or problem.severity == "error" for problem in found) else DONE


def _write(checked: list[Checked], form: str, left: Sequence[Path], *, stopped: bool) -> None:
    """``left``: the files that were not looked at, since it was ``stopped``."""
    from engine.scenario.problems import render
    from engine.workshop.checks.catalogue import SENTENCES
    from tui.findings.data import as_json, as_sarif, github_lines

    match form:
        case "json":
            click.echo(json.dumps(as_json(checked, left, stopped=stopped), indent=2))
        case "sarif":
            click.echo(json.dumps(as_sarif(checked, SENTENCES, version("moodline")), indent=2))
        case "github":
            for line in github_lines(checked):
                click.echo(line)
        case "line":
            for one in checked:
                for finding in one.proof.findings:
                    click.echo(render(finding.problem))
        case _:
            _write_text(checked, left)
            return
    if form != "json":  # It has a place for this of its own.
        from tui.findings.words import not_decided

        for line in not_decided(checked, left):
            click.echo(line, err=True)


def _write_text(checked: list[Checked], left: Sequence[Path]) -> None:
    """In colour and wrapped on a terminal, in plain long lines elsewhere."""
    from rich.console import Console
    from rich.text import Text

    from tui.findings.words import finding_lines, summary, wrapped

    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    width = console.width if console.is_terminal else None
    for one in checked:
        for finding in one.proof.findings:
            for line in finding_lines(finding, one, width):
                console.print(Text.assemble(*line), soft_wrap=True)
            console.print()
    for text in summary(checked, left):
        for line in wrapped(text, width):
            console.print(Text.assemble(*line), soft_wrap=True)


@click.command(context_settings=CONTEXT)
@click.argument(
    "kind", type=click.Choice(["scenario", "part", "shift", "debrief", "class"]), default="scenario"
)
def schema(kind: str) -> Job:
    """Write the JSON Schema of a scenario, a part or a shift: editors complete and check files with it.

    Or that of a debrief, which `moodline export --format json` writes, or of a class, which `moodline class
    --json` writes.
    """

    def job() -> int:
        if kind == "debrief":
            from engine.records.exports.to_data import SCHEMA_FILE

            click.echo(SCHEMA_FILE.read_text(encoding="utf-8"), nl=False)
            return DONE
        if kind == "class":
            from engine.debrief.cohort.to_data import SCHEMA_FILE as CLASS_FILE

            click.echo(CLASS_FILE.read_text(encoding="utf-8"), nl=False)
            return DONE
        from engine.scenario.schema import Kind, schema_text

        for known in get_args(Kind):
            if known == kind:
                click.echo(schema_text(known), nl=False)
        return DONE

    return job
