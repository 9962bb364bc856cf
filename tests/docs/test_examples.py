"""The YAML on the pages: whole files are read, and pieces stand word for word in a file that is."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from engine.call.playable import open_scenario
from engine.mood.coefficients import load_model
from engine.scenario.check import check_file
from engine.scenario.library import scenario_files
from engine.scenario.problems import render
from engine.scenario.shifts import read_shift
from engine.workshop.transcript import is_transcript, read_transcript, transcripts_of
from engine.workshop.transcripts import play_transcript
from tests.docs.pages import DOCS, EXAMPLES, PAGES, ROOT, Block, blocks
from tests.engine.scenario.samples import BASE
from tests.engine.scenario.test_defects import DEFECTS, HERE, with_defect
from tests.engine.workshop.checks.defects import base, defects

FILES = sorted([*EXAMPLES.rglob("*.yaml"), *(DOCS / "tutorial").glob("*.yaml")])
SHIPPED = sorted((ROOT / "scenarios").glob("*.yaml"))
PLANTED = [base(), *(defect.text for defect in defects())]
MISSHAPEN = [BASE, *(with_defect(defect).replace(HERE, "") for defect in DEFECTS)]
YAML = [(page, block) for page in PAGES for block in blocks(page, "yaml")]
MODEL = load_model()


def name(value: object) -> str:
    match value:
        case Block():
            return f"line-{value.line}"
        case Path():
            return str(value.relative_to(ROOT))
    return str(value)


def is_whole(block: Block) -> bool:
    return re.search(r"^moodline: 1$", block.text, re.MULTILINE) is not None


def lines_of(text: str) -> list[str]:
    """The lines without the indentation that all have, without comments and blanks at their ends."""
    lines = [re.sub(r"\s+#.*", "", line).rstrip() for line in text.splitlines()]
    lines = [line for line in lines if line]
    least = min((len(line) - len(line.lstrip()) for line in lines), default=0)
    return [line[least:] for line in lines]


def speaking_lines(text: str) -> list[str]:
    """The lines of a file that are no comments, but for the one that names the schema."""
    return [line for line in text.splitlines() if re.sub(r"^\s*#(?! yaml-).*", "", line).strip()]


def without_comment(line: str) -> str:
    return re.sub(r"\s+#.*", "", line).strip()


@cache
def wholes() -> list[tuple[list[str], dict[str, list[int]]]]:
    """The lines of every file that a piece may stand in, and where each line begins."""
    texts = [*(file.read_text(encoding="utf-8") for file in (*FILES, *SHIPPED)), *PLANTED, *MISSHAPEN]
    found = []
    for text in dict.fromkeys(texts):
        lines, places = speaking_lines(text), defaultdict[str, list[int]](list)
        for number, line in enumerate(lines):
            places[without_comment(line)].append(number)
        found.append((lines, dict(places)))
    return found


def stands_somewhere(piece: list[str]) -> bool:
    """Whether the lines stand in a file one after the other, however far they are indented there."""
    return any(
        lines_of("\n".join(whole[start : start + len(piece)])) == piece
        for whole, places in wholes()
        for start in places.get(piece[0].strip(), ())
    )


@pytest.mark.parametrize("file", FILES, ids=name)
def test_an_example_has_no_problems(file: Path) -> None:
    if is_transcript(file):
        transcript, problems = read_transcript(file)
        assert transcript is not None, [render(problem) for problem in problems]
    else:
        found = check_file(file, personas=MODEL.personas, rules=MODEL.rules)
        assert [render(problem) for problem in found] == []


def test_the_example_shift_can_be_played() -> None:
    ids = {open_scenario(path, MODEL).scenario.id for path in scenario_files(EXAMPLES)}
    reading = read_shift(EXAMPLES / "shifts" / "thursday.yaml", ids=ids)
    assert reading.shift is not None, [render(problem) for problem in reading.problems]


def test_the_example_transcripts_play_as_written() -> None:
    played = 0
    for path in scenario_files(EXAMPLES):
        playable = open_scenario(path, MODEL)
        for file in transcripts_of(path, playable.scenario.id):
            transcript, _ = read_transcript(file)
            assert transcript is not None
            assert [str(one) for one in play_transcript(playable.machine, transcript).differences] == []
            played += 1
    assert played


@pytest.mark.parametrize(
    ("first", "ending"), [("give-back", "sent"), ("too-soon", "sent-coolly"), ("stock", "sent-coolly")]
)
def test_the_finished_scenario_of_the_tutorial_ends_as_it_says(first: str, ending: str) -> None:
    call = open_scenario(DOCS / "tutorial" / "late-parcel.yaml", MODEL).call(seed=7, agent="Sam")
    call.answer()
    call.choose(first)
    call.choose("one-word")
    assert call.ending_id == ending


@pytest.mark.parametrize(("page", "block"), YAML, ids=name)
def test_yaml_on_a_page_is_real(page: Path, block: Block, tmp_path: Path) -> None:
    if not is_whole(block):
        assert stands_somewhere(lines_of(block.text)), block.text
        return
    file = tmp_path / "shown.yaml"
    file.write_text(block.text, encoding="utf-8")
    if is_transcript(file):
        transcript, problems = read_transcript(file)
        assert transcript is not None, [render(problem) for problem in problems]
        if (scenario := EXAMPLES / f"{transcript.scenario}.yaml").exists():
            machine = open_scenario(scenario, MODEL).machine
            assert [str(one) for one in play_transcript(machine, transcript).differences] == []
    else:
        found = check_file(file, personas=MODEL.personas, rules=MODEL.rules)
        assert [render(problem) for problem in found] == []


@pytest.mark.parametrize(
    ("page", "file"),
    [
        ("tutorial/first-scenario.md", "late-parcel.yaml"),
        ("how-to/write-a-detour-and-an-include.md", "parts/order-check.yaml"),
        ("reference/format.md", "shifts/thursday.yaml"),
    ],
)
def test_a_file_shown_whole_is_the_file(page: str, file: str) -> None:
    whole = [block.text for block in blocks(DOCS / page, "yaml") if is_whole(block)]
    assert whole == [(EXAMPLES / file).read_text(encoding="utf-8")]
