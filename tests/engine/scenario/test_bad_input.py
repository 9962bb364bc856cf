"""Every kind of bad input gets a clear answer at once: never an exception, a hang, or an escape sequence."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.scenario.limits import MAX_BYTES
from engine.scenario.problems import render
from engine.scenario.reader import read
from tests.engine.scenario.samples import BASE, PART, reading, with_change

pytestmark = pytest.mark.timeout(30)
"""What hangs fails; most inputs take a few milliseconds."""

ALIKE = "      - {says: b, goto: sent}\n"
BYTES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "empty-file"),
    "blank": (b"\n \n\n", "empty-file"),
    "only comments": (b"# one\n# two\n", "empty-file"),
    "only a marker": (b"---\n", "empty-file"),
    "a word": (b"hello", "not-entries"),
    "a list": (b"- a\n- b\n", "not-entries"),
    "UTF-16 with mark": (BASE.encode("utf-16"), "not-utf-8"),
    "UTF-16 little": (BASE.encode("utf-16-le"), "not-utf-8"),
    "UTF-16 big": (BASE.encode("utf-16-be"), "not-utf-8"),
    "UTF-32": (BASE.encode("utf-32"), "not-utf-8"),
    "Latin-1": (BASE.replace("rain", "Bächlein").encode("latin-1"), "not-utf-8"),
    "binary": (b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)) * 50, "binary-file"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary-file"),
    "control characters": (BASE.replace("Right.", "Ri\x07ght.").encode(), "control-character"),
    "an escape sequence": (BASE.replace("Right.", '"\\e]52;c;aGk=\\a"').encode(), "control-character"),
    "a raw escape sequence": (BASE.replace("Right.", "\x1b]0;title\x07").encode(), "control-character"),
    "tabs": (BASE.replace("    vents", "\tvents").encode(), "tab"),
    "flow nesting": (b"moodline: " + b"[" * 5000 + b"]" * 5000, "too-deep"),
    "more flow nesting": (b"[" * 500_000, "too-deep"),
    "flow entries": (b'{"a":' * 100_000, "too-deep"),
    "block nesting": (b"".join(b" " * n + b"a:\n" for n in range(1400)), "too-deep"),
    "dashes": (b"- " * 5000 + b"a", "too-deep"),
    "question marks": (b"? " * 5000 + b"a", "key-not-text"),
    "nested conditions": (
        BASE.replace("{mood: angry}", "{not: " * 5000 + "{}" + "}" * 5000).encode(),
        "too-deep",
    ),
    "an alias bomb": (
        b"a: &a [x,x,x,x,x,x,x,x,x]\n"
        + b"".join(b"%c: &%c [%s]\n" % (n + 1, n + 1, b",".join([b"*%c" % n] * 9)) for n in range(97, 110)),
        "too-many-values",
    ),
    "an alias bomb of entries": (
        b"a: &a {x: y}\n"
        + b"".join(
            b"%c: &%c {p: *%c, q: *%c, r: *%c, s: *%c, t: *%c}\n" % (n + 1, n + 1, n, n, n, n, n)
            for n in range(97, 120)
        ),
        "too-many-values",
    ),
    "an alias inside itself": (b"a: &a {b: *a}\n", "unknown-alias"),
    "nesting by aliases": (
        b"a: &a [x]\n"
        + b"".join(b"a%d: &a%d [*a%s]\n" % (n, n, b"%d" % (n - 1) if n else b"") for n in range(40)),
        "too-deep",
    ),
    "half a million values": (b"a: [" + b"x," * 500_000 + b"]", "too-many-values"),
    "a long key": (b"a" * 900_000 + b": b", "yaml-syntax"),
    "a tag that runs code": (b"a: !!python/object/apply:os.system [ls]\n", "tag"),
    "two documents": (b"a: 1\n---\nb: 2\n", "several-documents"),
    "duplicate keys": (b"a: 1\n" * 5000, "duplicate-key"),
    "a number of many digits": (BASE.replace("level: 1", "level: " + "9" * 5000).encode(), "wrong-type"),
    "a large number": (BASE.replace("level: 1", "level: " + "9" * 30).encode(), "out-of-range"),
    "infinity": (BASE.replace("script: 1.5", "script: .inf").encode(), "out-of-range"),
    "no number": (BASE.replace("script: 1.5", "script: .nan").encode(), "out-of-range"),
    "two hundred thousand lines": (BASE.replace("Right.", "[" + "1," * 200_000 + "]").encode(), "wrong-type"),
    "twenty thousand replies alike": (
        BASE.replace("  closing:\n", f"  x:\n    replies:\n{ALIKE * 20_000}  closing:\n").encode(),
        "too-many",
    ),
    "sixty thousand scenes": (
        BASE.replace(
            "interrupts:\n", "".join(f"  s{n}: {{}}\n" for n in range(60_000)) + "interrupts:\n"
        ).encode(),
        "missing-key",
    ),
    "sixty thousand includes": (
        (BASE + "include: [" + ",".join(f"x{n}.yaml" for n in range(60_000)) + "]\n").encode(),
        "include-too-many",
    ),
    "a part": (PART.encode(), "not-a-scenario"),
    "too many problems": (b"".join(b"k%d: x\n" % n for n in range(3000)), "more-problems"),
}


@pytest.mark.parametrize("name", BYTES)
def test_bytes_that_are_no_scenario(tmp_path: Path, name: str) -> None:
    data, code = BYTES[name]
    path = tmp_path / "bad.yaml"
    path.write_bytes(data)
    found = read(path)
    assert code in [problem.code for problem in found.problems], [render(p) for p in found.problems[:3]]
    assert found.scenario is None
    for line in map(render, found.problems):
        assert line.isprintable(), line


def test_a_hundred_mebibytes_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(100 << 20)
    (problem,) = read(path).problems
    assert (problem.code, problem.found) == ("too-large", "100.0 MiB")
    assert "at most 1 MiB" in problem.hint


def test_a_file_of_just_the_limit_is_read(tmp_path: Path) -> None:
    path = tmp_path / "full.yaml"
    path.write_bytes(BASE.encode() + b"#" * (MAX_BYTES - len(BASE.encode())))
    assert read(path).scenario is not None
    path.write_bytes(path.read_bytes() + b"#")
    assert [problem.code for problem in read(path).problems] == ["too-large"]


def _folder(path: Path) -> None:
    path.mkdir()


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _nowhere(path: Path) -> None:
    path.symlink_to(path.parent / "nowhere")


def _circle(path: Path) -> None:
    path.symlink_to(path)


@pytest.mark.skipif(os.name == "nt", reason="needs what POSIX has")
@pytest.mark.parametrize(
    "make, code, said",
    [
        (_folder, "not-a-file", "a folder"),
        (_pipe, "not-a-file", "a pipe"),
        (_endless, "not-a-file", "a device"),
        (_nowhere, "no-file", "no such file"),
        (_circle, "unreadable", "symbolic links"),
    ],
)
def test_what_is_no_plain_file(tmp_path: Path, make: Callable[[Path], None], code: str, said: str) -> None:
    path = tmp_path / "odd.yaml"
    make(path)
    (problem,) = read(path).problems
    assert problem.code == code
    assert said in render(problem)


@pytest.mark.parametrize("name", ["", "\0", "a\0b.yaml", "x" * 5000, "\udc80.yaml", "\x1b[31m.yaml"])
def test_names_that_no_file_has(name: str) -> None:
    found = read(name)
    assert found.scenario is None
    assert found.problems
    assert all(render(problem).isprintable() for problem in found.problems)


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.yaml"
    path.write_text(BASE)

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    (problem,) = read(path).problems
    assert problem.code == "unreadable"
    assert "may not read" in problem.message


def test_line_ends_of_all_kinds_are_read_alike(tmp_path: Path) -> None:
    path = tmp_path / "ends.yaml"
    scenarios = []
    for end in ("\n", "\r\n", "\r"):
        path.write_bytes(BASE.replace("\n", end).encode())
        found = read(path)
        assert found.problems == ()
        scenarios.append(found.scenario)
    assert scenarios[0] == scenarios[1] == scenarios[2]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_places_do_not_depend_on_line_ends(tmp_path: Path, end: str) -> None:
    path = tmp_path / "ends.yaml"
    path.write_bytes(with_change("start: opening", "start: begin").replace("\n", end).encode())
    (problem,) = read(path).problems
    assert (problem.line, problem.column) == (32, 8)


def test_a_byte_order_mark_is_no_matter(tmp_path: Path) -> None:
    path = tmp_path / "mark.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + with_change("id: wet-parcel", "id: Wet").encode())
    found = read(path)
    assert [(problem.code, problem.line, problem.column) for problem in found.problems] == [("bad-id", 2, 5)]
    path.write_bytes(b"\xef\xbb\xbf" + BASE.encode())
    assert read(path).source.files["mark.yaml"] == BASE


def test_bytes_that_are_no_utf_8_are_told_where_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes(b"a: 1\nb: Zo\xc3\xab \x92\n")
    (problem,) = read(path).problems
    assert (problem.line, problem.column, problem.found) == (2, 8, "the byte 0x92")


@pytest.mark.parametrize(
    "word", ["no", "yes", "on", "off", "y", "N", "NO", "0o7x", "1:30", "1_000", "0b1", "2026-11-21"]
)
def test_words_that_older_yaml_took_for_something_else_are_text(word: str) -> None:
    scenario = reading(with_change("title: A wet parcel", f"title: {word}")).scenario
    assert scenario is not None
    assert scenario.title == word


def test_a_record_is_text_just_as_it_is_written() -> None:
    written = "Account: 007, Since: 2026-11-21, Gift: no, At: 1.30, Rate: 1.50, Left: true, Note: ~, Sum: 1e3"
    record = f"record: {{{written}}}"
    scenario = reading(with_change("record: {Order: 0042, Signed: no}", record)).scenario
    assert scenario is not None
    assert scenario.brief.record == {
        "Account": "007",
        "Since": "2026-11-21",
        "Gift": "no",
        "At": "1.30",
        "Rate": "1.50",
        "Left": "true",
        "Note": "~",
        "Sum": "1e3",
    }


MARKUP = "[b]bold[/b] [/x] [@click=app.quit]go[/] <script>alert(1)</script> **x** %s \\n"


@pytest.mark.parametrize(
    "old, new",
    [
        ("title: A wet parcel", "title: '{}'"),
        ("summary: It was left in the rain.", "summary: '{}'"),
        ("policy: You may send a new one.", "policy: '{}'"),
        ("name: Robin Hale", "name: '{}'"),
        ("order: the order number", "order: '{}'"),
        ("note: leave a note", "note: '{}'"),
        ("says: Goodbye.", "says: '{}'"),
        ("why: Specific.", "why: '{}'"),
        ("customer: Right.", "customer: '{}'"),
        ("locked: You did already", "locked: '{}'"),
        ("debrief: Well done.", "debrief: '{}'"),
    ],
)
def test_markup_is_text_like_any_other(old: str, new: str) -> None:
    found = reading(with_change(old, new.format(MARKUP)))
    assert found.problems == ()
    assert found.scenario is not None
    assert MARKUP.strip() in str(found.scenario.model_dump()).replace("\\\\", "\\")


@pytest.mark.parametrize(
    "name",
    [
        "José Núñez",
        "محمد عبد الله",
        "שרה כהן",
        "李小龍",
        "नरेन्द्र",
        "می‌خواهم",
        "👩‍👩‍👧 Family",
        "❤️ Ann",
        "🏴󠁧󠁢󠁷󠁬󠁳󠁿 Cymru",
        "葛󠄀城",
    ],
)
def test_names_in_every_script_are_kept(name: str) -> None:
    found = reading(with_change("name: Robin Hale", f"name: {name}"))
    assert found.problems == ()
    assert found.scenario is not None
    assert found.scenario.customer.name == name


def test_a_newer_format_is_all_that_is_told_of_a_file() -> None:
    text = with_change("moodline: 1", "moodline: 3").replace("level: 1", "depth: x")
    (problem,) = reading(text).problems
    assert "version 3" in problem.message
    assert "reads up to 1" in problem.message
