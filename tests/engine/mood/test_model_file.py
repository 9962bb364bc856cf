"""A mood model of one's own: read if it is right, and otherwise refused in one clear sentence."""

import os
import re
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.mood.coefficients import MAX_MODEL_BYTES, SHIPPED, ModelError, MoodModel, load_model, parse_model
from engine.mood.entries import MAX_DEPTH, NotEntries, parse_entries

TEXT = SHIPPED.read_text(encoding="utf-8")


def changed(old: str, new: str) -> str:
    assert TEXT.count(old) == 1, old
    return TEXT.replace(old, new)


def refusal(text: str) -> str:
    with pytest.raises(ModelError) as caught:
        parse_model(text, name="ours.yaml")
    message = str(caught.value)
    assert message.startswith("ours.yaml")
    assert message.isprintable()
    assert len(message) < 400
    return message


def test_the_shipped_model_is_read_with_all_it_says() -> None:
    model = load_model()
    assert model.text == TEXT
    assert model.edges == (20, 40, 60, 80)
    assert model.slack == 3
    assert model.moves["affirm"] == (-5, 12, 3)
    assert model.rules["hold"].numbers == {"heat": 5, "announced": 40}
    assert model.rules["wear-out"].shares == (100, 50, -50)
    assert "script" in model.rules["wear-out"].moves
    assert "Seehausen et al. 2012" in model.rules["move"].source
    assert model.personas["elderly"].sensitivity["patronise"] == 200
    assert model.personas["entitled"].baseline == (42, 35, 38)
    assert all(rule.words and rule.source for rule in model.rules.values())


def test_a_changed_number_is_another_model() -> None:
    own = parse_model(changed("listen:     {heat: 0,  heard: 7,", "listen:     {heat: 0,  heard: 9,"))
    assert own.moves["listen"].heard == 9
    assert own.fingerprint != load_model().fingerprint


def test_a_persona_may_be_added_and_every_rule_can_act_more_or_less() -> None:
    own = "  night:\n    words: Rings at two.\n    start: {heat: 1, heard: 2, trust: 3}\n"
    own += "    baseline: {heat: 4, heard: 5, trust: 6}\n    sensitivity: {loss: 0, drift: 500, harm: 50}\n"
    model = parse_model(TEXT.rstrip() + "\n" + own)
    assert model.personas["night"].start == (1, 2, 3)
    assert model.personas["night"].sensitivity == {"loss": 0, "drift": 500, "harm": 50}
    assert model.adjustable >= {"loss", "drift", "wear-out"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "moodline-model: 1",
            "moodline-model: 2",
            "moodline-model: found '2'; this Moodline reads version 1",
        ),
        ("moodline-model: 1", "moodline-modell: 1", "'moodline-modell' is not known here; did you mean"),
        ("moodline-model: 1\n", "", "'moodline-model' is missing"),
        ("edges: [20, 40, 60, 80]", "edges: [20, 40, 60]", "four rising numbers are needed"),
        ("edges: [20, 40, 60, 80]", "edges: [20, 60, 40, 80]", "four rising numbers are needed"),
        ("edges: [20, 40, 60, 80]", "edges: 20", "bands.edges: a list is needed, found '20'"),
        ("edges: [20, 40, 60, 80]", "edges: [0, 40, 60, 80]", "from 1 to 100 is needed, found '0'"),
        ("slack: 3", "slack: 3.5", "bands.slack: a whole number from 0 to 20 is needed, found '3.5'"),
        ("slack: 3", "slack: '3'", "a whole number from 0 to 20 is needed, found '3'"),
        ("slack: 3", "slack: yes", "a whole number from 0 to 20 is needed, found 'yes'"),
        ("slack: 3", "slack: {a: 1}", "a whole number from 0 to 20 is needed, found entries"),
        ("slack: 3", "slack: ", "a whole number from 0 to 20 is needed, found nothing"),
        ("slack: 3", "slack: 0x3", "a whole number from 0 to 20 is needed, found '0x3'"),
        ("slack: 3", "slack: 99999999999999999999", "a whole number from 0 to 20 is needed"),
        ("slack: 3", "slack: ٣", "a whole number from 0 to 20 is needed"),
        ("  thank:  ", "  thanks: ", "'thanks' is not known here; did you mean 'thank'?"),
        ("script:     {heat: 1,", "script:     {heat: -1,", "moves.script: a harm may not soothe"),
        ("dismiss:    {heat: 7,", "dismiss:    {heat: 51,", "moves.dismiss.heat: a whole number from -50"),
        ("    shares: [100, 50, -50]\n", "    shares: []\n", "of which the first is 100 and none rises"),
        (
            "    shares: [100, 50, -50]\n",
            "    shares: [80, 50]\n",
            "of which the first is 100 and none rises",
        ),
        ("    shares: [100, 50, -50]\n", "    shares: [100, 0, 50]\n", "none rises"),
        ("    more: 50\n", "", "rules.wear-out: 'more' is missing"),
        (
            "    moves: [warmth]\n",
            "    moves: [warmht]\n",
            "there is no move 'warmht'; did you mean 'warmth'?",
        ),
        ("    moves: [warmth]\n", "    moves: [[warmth]]\n", "there is no move a list"),
        ("    moves: [warmth]\n", "    moves: warmth\n", "rules.too-warm.moves: a list is needed"),
        ("    baseline: 8\n", "    baseline: -8\n", "rules.failed-remedy.baseline: a whole number from 0"),
        ("    words: Time passing\n", "    words: \n", "rules.drift.words: text on one line is needed"),
        ("    words: Time passing\n", "    words: |\n      a\n      b\n", "text on one line is needed"),
        ("    words: Time passing\n", '    words: "\\e[31m"\n', r"found '\x1b[31m'"),
        ("    words: Time passing\n", '    words: "a\\u202eb"\n', r"found 'a\u202eb'"),
        ("  everyday:\n", "  someday:\n", "personas: 'everyday' is missing"),
        ("  elderly:\n", "  Old age:\n", "a persona's name is lower-case letters"),
        ("  elderly:\n", "  anxious:\n", "'anxious' stands here twice, first on line"),
        ("sensitivity: {offer: 120}", "sensitivity: {offre: 120}", "'offre' is no move, family of moves, or"),
        ("sensitivity: {offer: 120}", "sensitivity: {scale: 120}", "'scale' is no move, family of moves, or"),
        ("sensitivity: {offer: 120}", "sensitivity: {offer: 501}", "from 0 to 500 is needed, found '501'"),
        (
            "sensitivity: {offer: 120}",
            "sensitivity: [offer]",
            "entries (key: value) are needed, found a list",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(old: str, new: str, message: str) -> None:
    text = changed(old, new)
    said = refusal(text)
    assert message in said
    line = int(re.match(r"ours\.yaml:(\d+):\d+: ", said)[1])  # type: ignore[index]
    first = next(
        n for n, (a, b) in enumerate(zip(TEXT.split("\n"), text.split("\n"), strict=False), 1) if a != b
    )
    assert line == 1 or first - 12 <= line <= first + 40


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "there is nothing in this file"),
        ("# only words\n", "there is nothing in this file"),
        ("just words", "entries (key: value) are needed, found 'just words'"),
        ("- 1\n- 2\n", "entries (key: value) are needed, found a list"),
        ("a: [1, 2", "this is not YAML"),
        ("a: b: c", "this is not YAML"),
        ("a: \x1b[31m", "this is not YAML"),
        ("a\0b", "this is not YAML"),
        ("moodline-model: 1\n---\nmoodline-model: 1\n", "ours.yaml:2:1: a second YAML document starts here"),
        ("a: 1\na: 2\n", "ours.yaml:2:1: 'a' stands here twice, first on line 1"),
        ("a: &x [1]\nb: *x\n", "ours.yaml:2:4: aliases are not part of a mood model"),
        ("a: &x [*x]\n", "aliases are not part of a mood model"),
        ("a: !!python/object/apply:os.system [ls]\n", "tags are not part of a mood model"),
        ("? [a]\n: 1\n", "a key must be plain text"),
        ("\ud800: 1\n", "this is not YAML"),
        ("a: " + "9" * 5000, "'a' is not known here"),
        ("? " + "k" * 200_000 + "\n: 1\n", "is not known here"),
        ("x" * (MAX_MODEL_BYTES + 1), "too large for a mood model"),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else None,
)
def test_what_is_no_model_at_all_is_refused(text: str, message: str) -> None:
    assert message in refusal(text)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        "{" * 200_000,
        "- " * 100_000,
        "? " * 100_000,
        "\n".join(" " * depth + "a:" for depth in range(600)),
        "\n".join(
            ["a: &a [1,1]", *(f"{b}: &{b} [{','.join(['*' + a] * 9)}]" for a, b in pairwise("abcdefghi"))]
        ),
    ],
    ids=["brackets", "braces", "dashes", "questions", "indented", "alias bomb"],
)
def test_no_text_is_too_deep_or_too_many_to_be_refused(text: str) -> None:
    assert refusal(text)


def test_the_depth_that_is_allowed_is_read_and_no_more() -> None:
    assert parse_entries("[" * MAX_DEPTH + "]" * MAX_DEPTH).value
    with pytest.raises(NotEntries, match="at most 8 deep"):
        parse_entries("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))


def write(folder: Path, data: bytes) -> Path:
    path = folder / "ours.yaml"
    path.write_bytes(data)
    return path


def test_line_endings_and_a_byte_order_mark_make_no_other_model(tmp_path: Path) -> None:
    windows = write(tmp_path, b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    assert load_model(windows).fingerprint == load_model().fingerprint


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda folder: folder / "nowhere.yaml", "the mood model cannot be read: no such file or directory"),
        (lambda folder: folder, "the mood model cannot be read: this is not a plain file"),
        (lambda folder: Path("/dev/zero"), "the mood model cannot be read"),
        (lambda folder: folder / "a\0b", "the mood model cannot be read"),
        (lambda folder: folder / ("x" * 5000), "the mood model cannot be read"),
        (lambda folder: write(folder, TEXT.encode("utf-16")), "is not UTF-8 text"),
        (
            lambda folder: write(folder, b"a: 1\nb: \xff\n"),
            "ours.yaml:2: the mood model cannot be read: byte 9",
        ),
        (lambda folder: write(folder, bytes(range(256))), "the mood model cannot be read"),
        (lambda folder: write(folder, b"#" * (MAX_MODEL_BYTES + 1)), "too large for a mood model"),
    ],
)
def test_a_file_that_cannot_be_one_is_refused(
    tmp_path: Path, make: Callable[[Path], Path], message: str
) -> None:
    path = make(tmp_path)
    with pytest.raises(ModelError, match=re.escape(message)) as caught:
        load_model(path)
    assert str(caught.value).isprintable()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names on this system")
def test_a_pipe_is_refused_without_waiting_for_its_other_end(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    with pytest.raises(ModelError, match="not a plain file"):
        load_model(pipe)


def test_a_large_file_is_refused_without_reading_it_all(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    with path.open("wb") as file:
        file.truncate(100 << 30)  # a hole: nothing is written
    with pytest.raises(ModelError, match="too large for a mood model"):
        load_model(path)


PIECES = (
    *(
        "",
        "{",
        "}",
        "[",
        "]",
        ":",
        ": ",
        "- ",
        "\n",
        "  ",
        "&a ",
        "*a",
        "!!int ",
        "'",
        '"',
        "|",
        ">",
        "#",
        "? ",
    ),
    *(
        "heat",
        "-5",
        "1e3",
        "null",
        "true",
        "<<",
        "\t",
        "\r",
        "\x85",
        "\ufeff",
        "é",
        "🙂",
        "---\n",
        "%YAML 1.1\n",
    ),
)


def read_or_refused(text: str) -> MoodModel | None:
    try:
        return parse_model(text, name="ours.yaml")
    except ModelError as error:
        message = str(error)
    assert message.isprintable()
    assert message.startswith("ours.yaml")
    return None


@given(
    st.integers(0, len(TEXT)), st.integers(0, 40), st.lists(st.sampled_from(PIECES), max_size=4).map("".join)
)
def test_a_mutilated_model_is_read_or_refused(at: int, length: int, instead: str) -> None:
    model = read_or_refused(TEXT[:at] + instead + TEXT[at + length :])
    if model is not None:
        shares = [share for persona in model.personas.values() for share in persona.sensitivity.values()]
        assert all(0 <= share <= 500 for share in shares)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert read_or_refused(text) is None


def test_the_parser_in_python_reads_and_refuses_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "_ruamel_yaml", None)
    assert parse_model(TEXT) == load_model()
    assert "at most 8 deep" in refusal("[" * 100_000)
    assert "aliases" in refusal("a: &x [*x]\n")
    assert "this is not YAML" in refusal("a: [1, 2")
    assert "this is not YAML" in refusal("\ud800: 1\n")
