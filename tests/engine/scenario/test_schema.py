"""The JSON Schema accepts what the reader accepts, and refuses what it can see is wrong."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from engine.scenario.includes import AS_WRITTEN, is_long_text
from engine.scenario.library import SHIPPED as SHIPPED_FOLDER
from engine.scenario.nodes import parse
from engine.scenario.schema import Kind, file_name, schema, schema_text
from tests.engine.scenario.samples import BASE, EVERY_FEATURE, PART, SHIPPED, with_change
from tests.engine.scenario.test_defects import DEFECTS, HERE

KINDS: list[Kind] = ["scenario", "part", "shift"]


def as_json(text: str) -> Any:
    """The YAML text as an editor hands it to the schema."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(one) for key, one in value.items()}
        return [plain(one) for one in value] if isinstance(value, tuple) else value

    return plain(parse("x", text, AS_WRITTEN, is_long_text).data)


def complaints(text: str, kind: Kind = "scenario") -> list[str]:
    return [error.message for error in Draft202012Validator(schema(kind)).iter_errors(as_json(text))]


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_beside_the_scenarios_is_that_of_the_model(kind: Kind) -> None:
    """``python -m engine.scenario.schema`` writes it anew."""
    assert (SHIPPED_FOLDER / file_name(kind)).read_text(encoding="utf-8") == schema_text(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_is_one(kind: Kind) -> None:
    made = json.loads(schema_text(kind))
    Draft202012Validator.check_schema(made)
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("path", [EVERY_FEATURE, *SHIPPED], ids=lambda path: path.stem)
def test_whole_scenarios_are_accepted(path: Path) -> None:
    assert complaints(path.read_text(encoding="utf-8")) == []


def test_parts_and_shifts_are_accepted() -> None:
    assert complaints(PART, "part") == []
    assert complaints("moodline: 1\nid: monday\ntitle: Monday\ncalls: [a, b]\n", "shift") == []
    for path in (SHIPPED_FOLDER / "parts").glob("*.yaml"):
        assert complaints(path.read_text(encoding="utf-8"), "part") == []


@pytest.mark.parametrize(
    "old, new",
    [
        ("customer: Right.", "customer: [Right., Well.]"),
        ("customer: Right.", "customer: {says: Right.}"),
        ("customer: Right.", "customer: [{when: {settled: true}, says: [a, b]}, Right.]"),
        ("hold: 30", "hold: {seconds: 30, announced: true}"),
        ("        says: Goodbye.", "        also: Bye.\n        says: Goodbye."),
        ("      - id: bye\n        says", "      - says"),
        ("moves: [affirm, invite]", "moves: [affirm, photo]"),
        ("record: {Order: 0042, Signed: no}", "record: {A: 1, B: 1.5, C: true, D: ~}"),
        ("{heat: >= 80}".replace(">= 80", '">= 80"'), "{any: [{not: {heat: 3}}, {all: [{mood: [calm]}]}]}"),
    ],
)
def test_short_forms_are_accepted(old: str, new: str) -> None:
    assert complaints(with_change(old, new)) == []


SEEN_BY_A_SCHEMA = {
    "newer-format", "unknown-key", "missing-key", "wrong-type", "wrong-value", "bad-id", "bad-condition",
    "too-long", "too-few", "too-many", "no-way-on", "two-ways-on", "locked-without-when",
}  # fmt: skip


@pytest.mark.parametrize(
    "defect",
    [d for d in DEFECTS if d[0] in SEEN_BY_A_SCHEMA and ".." not in d[2]],
    ids=lambda d: f"{d[0]}:{d[2][:30]!r}",
)
def test_defects_of_shape_are_refused(defect: tuple[str, ...]) -> None:
    text = with_change(defect[1], defect[2].replace(HERE, ""))
    assert complaints(text) != []


def test_the_catalogue_is_offered_with_its_words() -> None:
    offered = {one["const"]: one["description"] for one in schema()["$defs"]["Move"]["anyOf"][0]["oneOf"]}
    assert offered["validate"] == "validate: said that the feeling makes sense"
    assert complaints(BASE) == []


def test_everything_an_author_can_write_is_described() -> None:
    made = schema()
    for name, entry in {**made["$defs"], "top": made}.items():
        for key, value in entry.get("properties", {}).items():
            assert value.get("description"), f"{name}.{key} has no description"
