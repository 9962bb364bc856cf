"""What each shell is given: a script once, and an answer each time that it asks."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from click.shell_completion import ShellComplete

from tui.cli import COMPLETING

if TYPE_CHECKING:
    from click import Command
    from click.shell_completion import CompletionItem

Shell = Literal["bash", "zsh", "fish"]


def script(shell: Shell) -> str:
    """The script that makes a shell ask."""
    return (Path(__file__).parent / f"moodline.{shell}").read_text(encoding="utf-8")


def answer(cli: Command, environment: Mapping[str, str]) -> str:
    """The lines with which a shell is answered; empty if it asks what is not understood. Never raises."""
    shell, _, what = environment.get(COMPLETING, "").partition("_")
    if what != "complete" or shell not in ("bash", "zsh", "fish"):
        return ""
    try:
        asked = _asked(shell, environment)
        items = ShellComplete(cli, {}, "moodline", COMPLETING).get_completions(asked.before, asked.typed)
        return "".join(f"{line}\n" for item in items for line in _lines(shell, item))
    except Exception:
        return ""


class _Asked(NamedTuple):
    before: list[str]
    """The words before the one that is being typed, without the command's own name."""
    typed: str


def _asked(shell: str, environment: Mapping[str, str]) -> _Asked:
    words = _split(environment.get("COMP_WORDS", ""))
    if shell == "fish":
        typed = _split(environment.get("COMP_CWORD", ""))
        return _Asked(words[1:], typed[0] if typed else "")
    place = int(environment.get("COMP_CWORD", "0"))
    return _Asked(words[1:place], words[place] if place < len(words) else "")


def _split(line: str) -> list[str]:
    """The words of a command line that may end in the middle of a quotation."""
    lexer = shlex.shlex(line, posix=True)
    lexer.whitespace_split = True
    lexer.commenters = ""
    words: list[str] = []
    try:
        words.extend(lexer)
    except ValueError:
        words.append(lexer.token)  # What stands behind the quotation mark that is still open.
    return words


def _lines(shell: str, item: CompletionItem) -> Iterator[str]:
    value = str(item.value)
    if item.type in ("file", "dir"):
        return  # What it stands for is in the items already, or is no file of Moodline's.
    if shell == "fish":
        yield f"{value}\t{item.help}" if item.help else value
        return
    if item.type == "path":
        value = value.rstrip("/")  # These shells put it there themselves, and then go on without a blank.
    if shell == "bash":
        yield f"{item.type},{value}"
    else:
        yield item.type
        yield value
        yield item.help or "_"
