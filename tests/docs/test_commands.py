"""The commands on the pages parse, and where a page shows what a command says, it does say that."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.docs.pages import EXAMPLES, NAMES, PAGES, ROOT, Copy, Edit, Save, Type, blocks, steps, text_of
from tests.tui.running import Moodline, working_in
from tui.commands.root import moodline as command_line
from tui.commands.root import parse

ANYTHING = "…"
STANDS_FOR = {"ATTEMPT": "1", "NUMBER": "1", "DIR": "my-scenarios", "[KIND]": "part", "SHELL": "bash"}
"""What a reader would type in place of a word that stands for something."""

WITH_OUTPUT = [page for page in PAGES if blocks(page, "console")]


def command_lines(page: Path) -> Iterator[str]:
    """Every command line that starts with ``moodline`` or ``make``, in blocks and between backticks."""
    for block in blocks(page):
        if block.language in ("", "console"):
            yield from block.text.splitlines()
    prose = re.sub(r"^ *```.*?^ *```$", "", text_of(page), flags=re.MULTILINE | re.DOTALL)
    yield from re.findall(r"`([^`\n]+)`", prose)


def arguments_of(line: str, command: str) -> list[str] | None:
    """What is typed after the command, if the line runs it: after a prompt, a pipe, or a variable."""
    line = re.split(r" {2,}| # | > ", line.strip().removeprefix("$ "))[0].rpartition(" | ")[2]
    name, _, rest = re.sub(r"^([A-Z_]+=\S+ )+", "", line).partition(" ")
    return [STANDS_FOR.get(word, word) for word in shlex.split(rest)] if name == command else None


@cache
def commands(command: str) -> list[tuple[Path, list[str]]]:
    return [
        (page, arguments)
        for page in PAGES
        for line in command_lines(page)
        if (arguments := arguments_of(line, command)) is not None
    ]


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A reader's folder: the examples are in it, and a folder of scenarios."""
    shutil.copytree(EXAMPLES, tmp_path / "work")
    (tmp_path / "work" / "my-scenarios").mkdir()
    monkeypatch.setenv("MOODLINE_HOME", str(tmp_path / "home"))
    with working_in(tmp_path / "work"):
        yield tmp_path / "work"


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_moodline_commands_parse(page: Path) -> None:
    for _, arguments in (found for found in commands("moodline") if found[0] == page):
        only_named = len(arguments) == 1 and arguments[0] in command_line.commands
        assert only_named or callable(parse(arguments)), arguments


def test_there_are_commands_to_look_at() -> None:
    seen = {" ".join(arguments[:1]) for _, arguments in commands("moodline")}
    assert {"", "play", "list", "check", "test", "schema", "attempts", "debrief", "shift"} <= seen
    assert {"new", "fmt", "doctor", "completion"} <= seen


def test_make_targets_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {
        word for _, arguments in commands("make") for word in arguments if "=" not in word and word.islower()
    }
    assert {"play", "test"} <= named
    assert named - targets == set()


@pytest.mark.parametrize("page", WITH_OUTPUT, ids=lambda page: page.name)
def test_commands_say_what_the_page_shows(
    page: Path, reader: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moodline = Moodline(tmp_path / "home", monkeypatch)
    shutil.rmtree(reader / "tests")  # A reader begins without transcripts.
    typed = ""
    for step in steps(page):
        match step:
            case Type(text):
                typed = text.replace("\\n", "\n")
            case Edit(file, old, new):
                old, new = old.replace("\\n", "\n"), new.replace("\\n", "\n")
                text = (reader / file).read_text(encoding="utf-8")
                assert old in text
                (reader / file).write_text(text.replace(old, new, 1), encoding="utf-8")
            case Copy(file, to):
                shutil.copy(reader / file, reader / to)
            case Save(file, text):
                (reader / file).parent.mkdir(exist_ok=True)
                (reader / file).write_text(text, encoding="utf-8")
            case _:
                for line, shown in typed_and_shown(step.text):
                    arguments = arguments_of(line, "moodline")
                    assert arguments is not None, line
                    assert_says(moodline(*arguments, typed=typed or piped(line)).out, shown)
                    typed = ""
    for finished in page.parent.glob("*.yaml"):  # What the page says to be the finished file.
        assert (reader / finished.name).read_text(encoding="utf-8") == finished.read_text(encoding="utf-8")


def typed_and_shown(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a console block, with the lines that it is shown to write."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        line, *shown = part.splitlines()
        yield line, shown


def piped(line: str) -> str:
    """What a ``printf`` before the pipe writes."""
    match = re.match(r"printf '([^']*)' \| ", line)
    return match[1].replace("\\n", "\n") if match else ""


def assert_says(said: str, shown: list[str]) -> None:
    """Compare line by line; a line with only … stands for any lines."""
    pattern = "\n".join(".*" if line == ANYTHING else re.escape(line) for line in shown)
    assert re.fullmatch(pattern, said.rstrip("\n"), re.DOTALL), said
