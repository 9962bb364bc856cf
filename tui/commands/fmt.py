"""For authors: tidy a file without changing what it means."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import rich_click as click

from tui.commands.check import CANNOT_BE_READ
from tui.commands.options import CONTEXT
from tui.completion import values
from tui.leaving import CANNOT, DONE, NOT_SO

if TYPE_CHECKING:
    from engine.workshop.tidying import Tidy

Job = Callable[[], int]

STDIN: Final = "-"

_TIDY, _TIDIED, _NOT_TIDY = "tidy", "tidied", "not tidy"
_WITH_ERRORS, _UNREADABLE, _UNWRITTEN = "left with errors", "not read", "not written"
_CODES: Final = {
    _TIDY: DONE,
    _TIDIED: DONE,
    _NOT_TIDY: NOT_SO,
    _WITH_ERRORS: NOT_SO,
    _UNREADABLE: CANNOT,
    _UNWRITTEN: CANNOT,
}
"""What can come of a file, and the exit code of each; the highest of them counts."""


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
    from collections import Counter

    done = Counter(_tidy_one(file, write=write, diff=diff) for file in files)
    if STDIN not in files and not diff:
        what = f"{len(files)} file" + ("" if len(files) == 1 else "s")
        some = ", ".join(f"{done[word]} {word}" for word in _CODES if word != _TIDY and done[word])
        click.echo(f"{what} looked at: {some or 'nothing to tidy'}.")
    return max(_CODES[word] for word in done)


def _tidy_one(file: str, *, write: bool, diff: bool) -> str:
    """Tidy one file; what came of it, one of the words of ``_CODES``."""
    from engine.scenario.text import visible
    from engine.workshop.tidying import STDIN as STDIN_NAME
    from engine.workshop.tidying import tidy_file, tidy_text

    from_stdin = file == STDIN
    name = STDIN_NAME if from_stdin else visible(file)
    tidy = tidy_text(_read_stdin()) if from_stdin else tidy_file(Path(file))
    if tidy.problems:
        return _told(tidy)
    for what in tidy.left:
        click.echo(f"{name}: left as it was: {what}; it could not be changed safely.", err=True)
    if from_stdin and write:
        _write_stdout(tidy.after)
        return _TIDIED
    if not tidy.changes:
        return _TIDY
    if write:
        return _save(Path(file), name, tidy)
    click.echo("\n".join(_difference(name, tidy)) if diff else f"{name}: {_NOT_TIDY}")
    return _NOT_TIDY


def _told(tidy: Tidy) -> str:
    """Say why a file is left as it is."""
    from engine.scenario.problems import render

    for problem in tidy.problems:
        click.echo(render(problem), err=True)
    unreadable = any(problem.code in CANNOT_BE_READ and problem.line == 0 for problem in tidy.problems)
    return _UNREADABLE if unreadable else _WITH_ERRORS


def _save(path: Path, name: str, tidy: Tidy) -> str:
    """Write the tidy form, or say why that cannot be done."""
    from engine.workshop.tidying import ChangedMeanwhile, save

    try:
        save(path, tidy)
    except ChangedMeanwhile:
        click.echo(f"{name}: was saved by somebody else meanwhile, and is left as it is.", err=True)
        return _UNWRITTEN
    except OSError as error:
        click.echo(f"{name}: cannot be written ({error.strerror or error}).", err=True)
        return _UNWRITTEN
    click.echo(f"{name}: {_TIDIED}")
    return _TIDIED


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
