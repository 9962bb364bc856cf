"""For authors: tidy a file without changing what it means."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from tui.commands.check import CANNOT_BE_READ
from tui.commands.options import CONTEXT
from tui.completion import values
from tui.leaving import CANNOT, DONE, NOT_SO

if TYPE_CHECKING:
    from engine.workshop.tidying import Tidy

Job = Callable[[], int]

STDIN = "-"


@click.command("fmt", context_settings=CONTEXT)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, shell_complete=values.yaml_files)
@click.option("--check", "only_check", is_flag=True, help="Write nothing; name the files that are not tidy.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
def fmt(files: tuple[str, ...], only_check: bool, diff: bool) -> Job:
    """Tidy scenarios, parts, shifts and transcripts, without changing what they mean.

    Makes indentation even, writes the ids of replies that have none, takes needless quotes and blanks away.
    Comments, order, blank lines and line ends stay. A file with errors is left as it is. - stands for
    standard input, whose tidy form goes to standard output.
    Exits with 0, or 1 if a file has errors or (with --check or --diff) is not tidy, or 2 if one cannot be
    read or written.
    """
    return lambda: run_fmt(files, write=not (only_check or diff), diff=diff)


def run_fmt(files: tuple[str, ...], *, write: bool, diff: bool) -> int:
    """Tidy files; the exit code."""
    from engine.scenario.text import visible
    from engine.workshop.tidying import STDIN as STDIN_NAME
    from engine.workshop.tidying import tidy_file, tidy_text

    code, changed = DONE, 0
    for file in files:
        from_stdin = file == STDIN
        name = STDIN_NAME if from_stdin else visible(file)
        tidy = tidy_text(_read_stdin()) if from_stdin else tidy_file(Path(file))
        if tidy.problems:
            code = max(code, _told(tidy))
            continue
        for what in tidy.left:
            click.echo(f"{name}: left as it was: {what}; it could not be changed safely.", err=True)
        changed += tidy.changes
        if diff and tidy.changes:
            click.echo("\n".join(_difference(name, tidy)))
        if not write:
            if tidy.changes:
                code = max(code, NOT_SO)
                if not diff:
                    click.echo(f"{name}: not tidy")
        elif from_stdin:
            _write_stdout(tidy.after)
        elif tidy.changes:
            code = max(code, _save(Path(file), name, tidy))
    if STDIN not in files and not diff:
        what = f"{len(files)} file" + ("" if len(files) == 1 else "s")
        done = "tidied" if write else "not tidy"
        click.echo(f"{what} looked at: {f'{changed} {done}' if changed else 'nothing to tidy'}.")
    return code


def _told(tidy: Tidy) -> int:
    """Say why a file is left as it is."""
    from engine.scenario.problems import render

    for problem in tidy.problems:
        click.echo(render(problem), err=True)
    unreadable = any(problem.code in CANNOT_BE_READ and problem.line == 0 for problem in tidy.problems)
    return CANNOT if unreadable else NOT_SO


def _save(path: Path, name: str, tidy: Tidy) -> int:
    from engine.workshop.tidying import ChangedMeanwhile, save

    try:
        save(path, tidy)
    except ChangedMeanwhile:
        click.echo(f"{name}: was saved by somebody else meanwhile, and is left as it is.", err=True)
        return CANNOT
    except OSError as error:
        click.echo(f"{name}: cannot be written ({error.strerror or error}).", err=True)
        return CANNOT
    click.echo(f"{name}: tidied")
    return DONE


def _difference(name: str, tidy: Tidy) -> Iterator[str]:
    """What would change, as a patch, with nothing in it that a terminal would obey."""
    from difflib import unified_diff

    from engine.scenario.text import visible

    before, after = (data.decode().splitlines() for data in (tidy.before, tidy.after))
    lines = unified_diff(before, after, name, f"{name} (tidy)", lineterm="")
    return (visible(line) for line in lines)


def _read_stdin() -> bytes:
    buffer = getattr(sys.stdin, "buffer", None)
    read: bytes = buffer.read() if buffer is not None else sys.stdin.read().encode("utf-8", "surrogatepass")
    return read


def _write_stdout(data: bytes) -> None:
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(data.decode())
        return
    sys.stdout.flush()
    buffer.write(data)
    buffer.flush()
