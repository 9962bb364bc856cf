"""An editor with the real yaml-language-server completes, explains and marks scenarios by our schemas."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from engine.mood.bands import BANDS
from engine.mood.coefficients import load_model
from engine.mood.moves import MOVES
from engine.scenario.library import SHIPPED as SHIPPED_FOLDER
from engine.scenario.schema import Kind, file_name, schema
from tests.engine.scenario.language_server import Editor, language_server
from tests.engine.scenario.samples import EVERY_FEATURE, SHIPPED

NAMED_BY_THE_AUTHOR = frozenset(
    {"record", "sensitivity", "facts", "promises", "moves", "scenes", "endings", "made"}
)
"""Under these, keys are the author's own words or names of other things."""

THE_REST = """\
moodline: 1
include: [parts/x.yaml]
start: a
silenced:
  - {code: no-why, at: a, because: So}
scenes:
  a:
    title: A
    again: Again?
    replies:
      - {says: Hello., also: [Hi.], goto: a, phrase: hello, mood: {heat: 1, heard: 1, trust: 1, because: So},
         keeps: [x], breaks: [x], fails: true,
         when: {heat: 1, heard: 1, trust: 1, turn: 1, contacts: 1, mood: calm, told: x, asked: x, promised: x,
                kept: x, broken: x, flag: x, chose: a.hello, visited: a, settled: true,
                any: [{heat: 1}], all: [{heat: 1}], not: {heat: 1}, made: {own: 1}}}
moves:
  mine: {words: did it, like: own, heat: 1, heard: 1, trust: 1}
endings:
  over: {title: Over, problem: open, relationship: lost, good: false, says: Bye., debrief: Over.}
"""
"""The keys that the scenario with every feature has no use for."""


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    started_by = language_server()
    if isinstance(started_by, str):
        pytest.skip(started_by)
    folder = tmp_path_factory.mktemp("scenarios")
    for path in SHIPPED_FOLDER.glob("*.schema.json"):
        shutil.copy(path, folder)
    with Editor(started_by, folder) as one:
        yield one


def with_schema(text: str, kind: Kind = "scenario") -> str:
    return f"# yaml-language-server: $schema=./{file_name(kind)}\n{text}"


def keys(text: str) -> Iterator[tuple[str, int, int]]:
    """Every key of the format in a text, with its line and column, from 1; once for each way down to it."""
    met: set[tuple[str, ...]] = set()
    waiting: list[tuple[Node, tuple[str, ...], bool]] = [(YAML(pure=True).compose(text), (), False)]
    while waiting:
        node, path, are_names = waiting.pop()
        if isinstance(node, SequenceNode):
            waiting += [(each, path, False) for each in node.value]
        elif isinstance(node, MappingNode):
            for key, value in node.value:
                way = path if are_names else (*path, key.value)
                if way not in met and not are_names:
                    met.add(way)
                    yield key.value, key.start_mark.line + 1, key.start_mark.column + 1
                names = not are_names and key.value in NAMED_BY_THE_AUTHOR
                waiting.append((value, way, names and isinstance(value, MappingNode)))


def properties(part: Any) -> Iterator[str]:
    """Every key that a schema names."""
    if isinstance(part, dict):
        yield from part.get("properties", ())
        for value in part.values():
            yield from properties(value)
    elif isinstance(part, list):
        for value in part:
            yield from properties(value)


def test_good_files_are_left_alone(editor: Editor) -> None:
    for number, path in enumerate([*SHIPPED, EVERY_FEATURE]):
        text = path.read_text(encoding="utf-8")
        assert editor.open(f"good-{number}.yaml", text if "$schema=" in text else with_schema(text)) == []
    for path in (SHIPPED_FOLDER / "parts").glob("*.yaml"):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if "$schema=" not in line]
        assert editor.open(f"good-{path.name}", with_schema("\n".join(lines), "part")) == []
    shift = "moodline: 1\nid: monday\ntitle: Monday\ncalls: [a, b]\n"
    assert editor.open("good-shift.yaml", with_schema(shift, "shift")) == []


def test_every_key_is_explained_where_it_stands(editor: Editor) -> None:
    explained = set()
    for number, text in enumerate([EVERY_FEATURE.read_text(encoding="utf-8"), THE_REST]):
        name, whole = f"keys-{number}.yaml", with_schema(text)
        editor.open(name, whole)
        for key, line, column in keys(whole):
            words = editor.hover(name, line, column)
            told = words.partition("\n\n")[2].partition("Source:")[0].strip()
            assert told, f"{key!r} in line {line} is not explained: {words!r}"
            explained.add(key)
    assert explained >= set(properties(schema()))


def test_what_can_be_written_is_offered_with_its_words(editor: Editor) -> None:
    text = with_schema(
        "moodline: 1\ncustomer:\n  persona: x\nscenes:\n  a:\n    replies:\n"
        "      - says: Hello\n        moves: [x]\n        when: {mood: x}\n        \n"
        "endings:\n  over:\n    problem: x\n    relationship: x\n"
    )
    editor.open("offered.yaml", text)
    reply = editor.completions("offered.yaml", 11, 9)
    assert set(reply) >= {"id", "why", "goto", "detour", "once", "hold", "asks", "promises", "locked"}
    assert not {"says", "moves", "when"} & set(reply)
    assert reply["why"] == "Why it works or does not; about the reply, never about the person."
    moves = editor.completions("offered.yaml", 9, 18)
    assert {name: moves[name] for name in MOVES} == {m.name: f"{m.family}: {m.words}" for m in MOVES.values()}
    personas = editor.completions("offered.yaml", 4, 13)
    known = load_model().personas
    assert {name: personas[name] for name in known} == {name: each.words for name, each in known.items()}
    assert set(editor.completions("offered.yaml", 10, 23)) >= set(BANDS)
    assert set(editor.completions("offered.yaml", 14, 15)) >= {"solved", "partly", "open"}
    assert set(editor.completions("offered.yaml", 15, 20)) >= {"kept", "strained", "lost"}


GOOD = EVERY_FEATURE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "before, after, complaint",
    [
        ("minutes: 3", "minuts: 3", 'Missing property "minutes".'),
        ("minutes: 3", "minutes: 3\nminuts: 3", "Property minuts is not allowed."),
        ("minutes: 3", "minutes: many", 'Incorrect type. Expected "integer".'),
        ("level: 2", "level: 4", "Value is above the maximum of 3."),
        ("summary: A short call in which everything the format knows happens somewhere.\n", "",
         'Missing property "summary".'),
        ('says: "Never mind, I can see it."', "say: x", 'Missing property "says".'),
        ("settles: true", "settles: [x]", 'Incorrect type. Expected "boolean".'),
        ("problem: solved", "problem: done",
         'Value is not accepted. Valid values: "solved", "partly", "open".'),
        ("persona: everyday", "persona: everyday\n  persno: x", "Property persno is not allowed."),
        ("once: true}\nendings", "onse: true}\nendings", "Property onse is not allowed."),
    ],
)  # fmt: skip
def test_mistakes_are_marked(editor: Editor, before: str, after: str, complaint: str) -> None:
    assert before in GOOD
    found = editor.open(f"bad-{editor.opened}.yaml", with_schema(GOOD.replace(before, after, 1)))
    assert complaint in [each.partition(": ")[2] for each in found], found
