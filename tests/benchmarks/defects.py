"""The same nine planted defects, shown to Moodline and to other engines: which are found, where, and how."""

import difflib
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from engine.call.playable import open_scenario
from engine.mood.coefficients import load_model
from tests.benchmarks.in_bardic import as_bardic
from tests.benchmarks.in_ink import as_ink
from tests.benchmarks.in_yarn import as_yarn
from tests.benchmarks.peers import ROOT, NotHere, bardic_python, inkjs_folder, node, yarn_folder
from tests.benchmarks.planted import BASE, PLANTED, WAITING, Planted
from tests.benchmarks.story import Story, story_of
from tests.benchmarks.tables import Plain, Table

HEADINGS = ("Defect", "Moodline", "inkjs 2.4.0", "bardic 0.10.2", "yarn-bound 0.5.5")
PLAYERS = Path(__file__).parent / "players"
CALLS = 1_000
"""Random calls that the other engines play."""
_PATIENCE = 240
_HEADING = re.compile(r"  [a-z-]+:$|=== |:: |title: ")
"""Where a scene begins, in the languages of all of them."""
_LINE = re.compile(r"(?i)\bline:? (\d+)|:(\d+):\d+|\bline=(\d+)")


@dataclass(frozen=True)
class Said:
    """What came of reading a story, and of playing it at random."""

    reading: frozenset[str] = frozenset()
    playing: frozenset[str] = frozenset()


@dataclass
class Other:
    """Another engine."""

    name: str
    write: Callable[[Story], str]
    look: Callable[[Path, int], Said]
    """Reads a file, and plays so many calls of it. Raises NotHere."""
    clean: str = field(default="", init=False)
    usual: Said = field(default=Said(), init=False)
    """What it says of the clean story."""


def measure(tiny: bool) -> Table:
    """Plant each defect, and ask everybody."""
    story = story_of(open_scenario(BASE, load_model()).machine.plan)
    others = [
        Other(HEADINGS[2], as_ink, _look_at_ink),
        Other(HEADINGS[3], as_bardic, _look_at_bardic),
        Other(HEADINGS[4], as_yarn, _look_at_yarn),
    ]
    asked = PLANTED[:1] if tiny else PLANTED
    others = [] if tiny else others
    missing: dict[str, str] = {}
    calls = 20 if tiny else CALLS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for other in others:
            try:
                other.clean = other.write(story)
                other.usual = other.look(_written(folder, other.clean), calls)
            except NotHere as reason:
                missing[other.name] = str(reason)
        rows = [_row(planted, story, others, missing, folder, calls) for planted in asked]
    totals = tuple(str(sum(row[column][:3] == "yes" for row in rows)) for column in range(1, len(rows[0])))
    notes = (
        "ChoiceScript was not measured: its quicktest and randomtest are in no package of npm or PyPI.",
        *(f"{name} was not measured: {why}." for name, why in missing.items()),
        *(
            f"Of the clean story {other.name} says {len(usual)} things, which are not counted, "
            f"such as: {usual[0]}."
            for other in others
            if (usual := sorted(other.usual.reading | other.usual.playing))
        ),
    )
    how = (
        "Nine defects, each planted in the scenario `tests/data/defects/base.yaml` and in the same story for "
        f"other engines, which read it and then play {calls:,} calls at random."
    )
    made = (*rows, ("found, of nine", *totals)) if len(rows) == len(PLANTED) else tuple(rows)
    return Table("defects", "Planted defects", how, tuple(map(Plain, made)), notes, HEADINGS[: len(made[0])])


def _row(
    planted: Planted, story: Story, others: list[Other], missing: dict[str, str], folder: Path, calls: int
) -> tuple[str, ...]:
    cells = [planted.what, _moodline(planted, folder)]
    for other in others:
        if other.name in missing:
            cells.append("not measured")
            continue
        text = other.write(planted.plant(story))
        if other.write is as_ink:  # A story's stop without choices ends the call; this one is to have no end.
            text = text.replace(f"=== {WAITING} ===\nWell?\n-> END\n", f"=== {WAITING} ===\nWell?\n")
        cells.append(_found(other, text, other.look(_written(folder, text), calls)))
    return tuple(cells)


def _moodline(planted: Planted, folder: Path) -> str:
    clean = BASE.read_text(encoding="utf-8")
    text = planted.in_scenario(clean)
    file = folder / "story.yaml"
    file.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "tui.cli", "check", "--format", "json", str(file)]
    said = json.loads(_run(command).stdout)
    findings = [one for each in said["files"] for one in each["findings"]]
    if not (ours := [one for one in findings if one["code"] in planted.codes]):
        return "no"
    where = ", line" if any(one["line"] in _changed(clean, text) for one in ours) else ""
    how = ", witness" if any(one["witness"] for one in ours) else ""
    return f"yes, by reading{where}{how}"


def _found(other: Other, text: str, said: Said) -> str:
    """What it says more than it does of the clean story."""
    usual = {_unnumbered(each) for each in other.usual.reading | other.usual.playing}
    read = [each for each in said.reading if _unnumbered(each) not in usual]
    played = [each for each in said.playing if _unnumbered(each) not in usual]
    if not (new := read or played):
        return "no"
    numbers = {int(next(filter(None, found))) for each in new for found in _LINE.findall(each)}
    where = ", line" if numbers & _changed(other.clean, text) else ""
    return f"yes, by {'reading' if read else 'playing'}{where}"


def _changed(clean: str, text: str) -> set[int]:
    """The lines, from 1, that are new in a text, and the heading of the scene that each stands in."""
    lines = text.splitlines()
    heads = [number for number, line in enumerate(lines, 1) if _HEADING.match(line)]
    new = _new(clean, text)
    return new | {max((head for head in heads if head <= line), default=line) for line in new}


def _new(clean: str, text: str) -> set[int]:
    matcher = difflib.SequenceMatcher(None, clean.splitlines(), text.splitlines(), autojunk=False)
    return {
        line + 1
        for what, _, _, begins, ends in matcher.get_opcodes()
        if what != "equal"
        for line in range(begins, ends)
    }


def _unnumbered(said: str) -> str:
    return re.sub(r"\d+", "N", said)


def _written(folder: Path, text: str) -> Path:
    file = folder / "story.txt"
    file.write_text(text, encoding="utf-8")
    return file


def _look_at_ink(source: Path, calls: int) -> Said:
    compiled = source.with_suffix(".json")
    compiled.unlink(missing_ok=True)
    compiler = inkjs_folder() / "bin" / "inkjs-compiler.js"
    done = _run([node(), str(compiler), "-o", str(compiled), str(source)])
    reading = _lines(done.stdout + done.stderr) if done.returncode or done.stderr.strip() else frozenset()
    if not compiled.exists():
        return Said(reading or frozenset({"it was not compiled"}))
    player = [node(), str(PLAYERS / "trying_ink.js"), str(inkjs_folder()), str(compiled), str(calls)]
    return Said(reading, _listed(_run(player)))


def _look_at_bardic(source: Path, calls: int) -> Said:
    python = bardic_python()
    story = source.with_suffix(".bard")
    story.write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    lint = _run([str(python.with_name("bardic")), "lint", "--no-plugins", str(story)])
    reading = frozenset(
        line for line in _lines(lint.stdout + lint.stderr) if re.search(r"\b[EW]\d{3}\b|[Ee]rror", line)
    )
    player = [str(python), "-m", "tests.benchmarks.players.trying_bardic", str(story), str(calls)]
    return Said(reading, _listed(_run(player)))


def _look_at_yarn(source: Path, calls: int) -> Said:
    player = [node(), str(PLAYERS / "trying_yarn.js"), str(yarn_folder()), str(source)]
    reading = _listed(_run([*player, "0"]))
    return Said(reading, _listed(_run([*player, str(max(1, calls // 10))])))


def _lines(text: str) -> frozenset[str]:
    return frozenset(line.strip() for line in text.splitlines() if line.strip())


def _listed(done: "subprocess.CompletedProcess[str]") -> frozenset[str]:
    try:
        return frozenset(json.loads(done.stdout.strip().splitlines()[-1]))
    except (ValueError, IndexError):
        return frozenset(_lines(done.stderr)) or frozenset({f"it ended with code {done.returncode}"})


def _run(command: list[str]) -> "subprocess.CompletedProcess[str]":
    try:
        return subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", timeout=_PATIENCE, cwd=ROOT
        )
    except subprocess.TimeoutExpired as error:
        raise NotHere(f"it did not come to an end in {_PATIENCE} s") from error
