"""Whatever a scenario is mutated into, a reading comes back: a scenario or errors, in lines that are safe."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.mood.coefficients import load_model
from engine.scenario.files import CannotRead, Source, decode
from engine.scenario.problems import CODES, render
from engine.scenario.reader import Reading, read_source
from tests.engine.scenario.samples import BASE, EVERY_FEATURE, PART

MODEL = load_model()
TEXTS = [BASE, EVERY_FEATURE.read_text(encoding="utf-8"), BASE + "include: part.yaml\n"]
SETTINGS = settings(
    max_examples=250, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)

ODD_TEXTS = [
    "",
    " ",
    "~",
    "no",
    "1:30",
    "007",
    "9" * 50,
    "-1",
    "1e400",
    ".nan",
    "true",
    "Opening",
    "opening",
    "return",
    "{customer}",
    "{",
    "}}",
    "\x1b[31m",
    "\u202e",
    "\u200d",
    "🙂",
    "a\nb",
    "\t",
    "<<",
    "*a",
    "&a",
    "!!x",
    "- a",
    "x" * 700,
    ">= 50",
    "=> 5",
    "5..1",
    "opening.hear",
    ".",
    "a.b.c",
    "[key]",
    "says",
    "moodline",
    "__class__",
    "\ud800",
    "\ufeff",
]

odd_values: st.SearchStrategy[Any] = st.recursive(
    st.sampled_from([None, True, False, 0, 1, -1, 101, 2**70, 1.5, float("nan"), float("inf"), *ODD_TEXTS]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(ODD_TEXTS), inner, max_size=3)
    ),
    max_leaves=5,
)


def check(found: Reading) -> None:
    """What holds for every reading."""
    errors = [problem for problem in found.problems if problem.severity == "error"]
    assert (found.scenario is None) == bool(errors)
    for problem in found.problems:
        assert problem.code in CODES
        text = found.source.files.get(problem.file, "")
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert 0 <= problem.line <= len(lines), problem
        assert problem.line == 0 or 1 <= problem.column <= len(lines[problem.line - 1]) + 1, problem
        line = render(problem)
        assert "\n" not in line
        assert line.isprintable(), line
        assert "pydantic" not in line
        assert "Input should" not in line
        assert "NoneType" not in line


def read(text: str) -> Reading:
    files = {"wet.yaml": text, "part.yaml": PART}
    return read_source(Source("wet.yaml", files), personas=MODEL.personas, rules=MODEL.rules)


@st.composite
def mutated_text(draw: st.DrawFn) -> str:
    """A scenario's text with pieces deleted, doubled, replaced or swapped."""
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 40)))
        piece = draw(
            st.sampled_from(
                [
                    "",
                    text[start:end] * 2,
                    "\t",
                    "\r",
                    "\n",
                    "  ",
                    ": ",
                    "- ",
                    "[",
                    "]",
                    "{",
                    "}",
                    "'",
                    '"',
                    "|",
                    ">",
                    "#",
                    "&a ",
                    "*a",
                    "\x00",
                    "\x1b",
                    "%",
                    "@",
                    "\ufeff",
                    "---\n",
                    "?",
                ]
            )
            | st.text(max_size=6)
        )
        text = text[:start] + piece + text[end:]
    return text


@st.composite
def mutated_bytes(draw: st.DrawFn) -> bytes:
    """A scenario's bytes with some of them changed."""
    data = bytearray(draw(st.sampled_from(TEXTS)).encode())
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, len(data) - 1))
        data[place : place + draw(st.integers(0, 3))] = draw(st.binary(max_size=3))
    return bytes(data)


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, one in inner for found in _paths(one, (*path, key)))]


def _loaded(text: str) -> Any:
    from ruamel.yaml import YAML

    return YAML(typ="safe", pure=True).load(text)


DATA = [_loaded(text) for text in TEXTS]


def _at(data: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        data = data[step]
    return data


@st.composite
def mutated_data(draw: st.DrawFn) -> str:
    """A scenario whose values or keys were deleted, replaced, renamed or moved, written as YAML anew."""
    import copy
    import json

    data = copy.deepcopy(draw(st.sampled_from(DATA)))
    for _ in range(draw(st.integers(1, 4))):
        path = draw(st.sampled_from(_paths(data)))
        if not path:
            continue
        parent, key = _at(data, path[:-1]), path[-1]
        what = draw(st.sampled_from(["delete", "replace", "move", "rename", "add"]))
        if what == "delete":
            del parent[key]
        elif what == "replace":
            parent[key] = draw(odd_values)
        elif what == "move":
            parent[key] = copy.deepcopy(_at(data, draw(st.sampled_from(_paths(data)))))
        elif what == "rename" and isinstance(parent, dict):
            parent[draw(st.sampled_from(ODD_TEXTS) | st.text(max_size=5))] = parent.pop(key)
        elif isinstance(parent, dict):
            parent[draw(st.sampled_from(ODD_TEXTS))] = draw(odd_values)
        else:
            parent.insert(key, draw(odd_values))
    return json.dumps(data, ensure_ascii=draw(st.booleans()), indent=draw(st.sampled_from([None, 1])))


@SETTINGS
@given(mutated_text())
def test_mutated_text(text: str) -> None:
    check(read(text))


@SETTINGS
@given(mutated_bytes())
def test_mutated_bytes(data: bytes) -> None:
    try:
        text = decode(data)
    except CannotRead as refusal:
        error = refusal
    else:
        check(read(text))
        return
    assert error.code in CODES


@SETTINGS
@given(mutated_data())
def test_mutated_data(text: str) -> None:
    check(read(text))


@SETTINGS
@given(
    st.dictionaries(
        st.sampled_from(["moodline", "id", "scenes", "endings", "include", "x"]), odd_values, max_size=5
    )
)
def test_odd_values_everywhere(data: dict[str, Any]) -> None:
    import json

    check(read(json.dumps(data)))
