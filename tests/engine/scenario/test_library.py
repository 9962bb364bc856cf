"""The library: what there is, fast, broken files among it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from engine.scenario import library
from engine.scenario.headers import Header, read_header
from engine.scenario.library import SHIPPED, find, headers, scenario_files, shift_files
from engine.scenario.problems import Problem, render
from engine.scenario.reader import read
from tests.engine.scenario.samples import BASE, PART, ROOT, with_change


def named(name: str, title: str = "A wet parcel") -> str:
    return BASE.replace("id: wet-parcel", f"id: {name}").replace("title: A wet parcel", f"title: {title}")


def header_of(tmp_path: Path, text: str) -> Header:
    path = tmp_path / "one.yaml"
    path.write_text(text, encoding="utf-8")
    header = read_header(path)
    assert header is not None
    return header


def test_a_header_says_what_a_library_shows(tmp_path: Path) -> None:
    header = header_of(tmp_path, BASE)
    assert header == Header(
        path=tmp_path / "one.yaml",
        id="wet-parcel",
        title="A wet parcel",
        summary="It was left in the rain.",
        level=1,
        minutes=3,
        skills=("listen", "affirm"),
        customer="Robin Hale",
    )
    assert header.is_readable


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.yaml")), ids=lambda path: path.stem)
def test_headers_agree_with_the_scenarios(path: Path) -> None:
    header, scenario = read_header(path), read(path).scenario
    assert header is not None
    assert scenario is not None
    assert (header.id, header.title, header.summary) == (scenario.id, scenario.title, scenario.summary)
    assert (header.level, header.minutes, header.skills) == (
        scenario.level,
        scenario.minutes,
        scenario.skills,
    )
    assert (header.customer, header.language) == (scenario.customer.name, scenario.language)


@pytest.mark.parametrize(
    "old, new",
    [
        ("title: A wet parcel", 'title: "A wet parcel"'),
        ("title: A wet parcel", "title: >\n  A wet\n  parcel"),
        ("title: A wet parcel", '"title": A wet parcel'),
        ("title: A wet parcel", 'title: "A wet\n parcel"  # called so'),
        ("title: A wet parcel", "# title: Another\ntitle: A wet parcel"),
        ("title: A wet parcel", "title: &t A wet parcel"),
        ("skills: [listen, affirm]", "skills:\n- listen\n- affirm"),
        ("  name: Robin Hale\n  persona: elderly", "  persona: elderly\n  # who\n  name: Robin Hale"),
        ("  name: Robin Hale\n", "  name: >-\n    Robin\n    Hale\n"),
        ("  name: Robin Hale", "  name:\n    Robin Hale"),
        ("scenes:\n", "scenes:   # the call\n"),
        ("scenes:\n", "'scenes':\n"),
        ("moodline: 1\n", "%YAML 1.2\n---\nmoodline: 1\n"),
        ("moodline: 1\n", "\ufeffmoodline: 1\n"),
        ("summary: It was", "# " + "x" * 20_000 + "\nsummary: It was"),
    ],
)
def test_headers_are_read_however_they_are_written(tmp_path: Path, old: str, new: str) -> None:
    header = header_of(tmp_path, with_change(old, new))
    assert header.problem is None
    assert (header.title, header.customer, header.skills) == (
        "A wet parcel",
        "Robin Hale",
        ("listen", "affirm"),
    )


def test_entries_in_an_unusual_order_are_found(tmp_path: Path) -> None:
    top, scenes = BASE.split("start: opening\n")
    header = header_of(
        tmp_path, "moodline: 1\n" + scenes + top.removeprefix("moodline: 1\n") + "start: opening\n"
    )
    assert (header.title, header.problem) == ("A wet parcel", None)


@pytest.mark.parametrize(
    "text, code",
    [
        ("", "not-entries"),
        ("- a\n", "not-entries"),
        ("title: [\n", "yaml-syntax"),
        (BASE.replace("title: A wet parcel\n", ""), "missing-key"),
        (BASE.replace("title: A wet parcel", "title: [a]"), "wrong-type"),
        (BASE.replace("title: A wet parcel", 'title: "\\e[31m"'), "control-character"),
        (BASE.replace("moodline: 1", "moodline: 2"), "newer-format"),
        (BASE.replace("level: 1", "level: 1\nlevel: 2"), "duplicate-key"),
        ("a: " + "[" * 5000, "too-deep"),
        ("services:\n  web: {image: x}\n", "missing-key"),
    ],
)
def test_a_broken_file_has_a_header_that_says_so(tmp_path: Path, text: str, code: str) -> None:
    header = header_of(tmp_path, text)
    assert header.problem is not None
    assert header.problem.code == code
    assert not header.is_readable
    assert (header.id, header.title) == ("one", "") or code in ("missing-key", "wrong-type", "newer-format")
    assert render(header.problem).isprintable()


def test_what_is_no_text_is_told_too(tmp_path: Path) -> None:
    (tmp_path / "binary.yaml").write_bytes(b"\x00\x01")
    (tmp_path / "folder.yaml").mkdir()
    with (tmp_path / "huge.yaml").open("wb") as file:
        file.truncate(100 << 20)
    codes = {header.id: header.problem.code for header in headers([tmp_path], None) if header.problem}
    assert codes == {"binary": "binary-file", "folder": "not-a-file", "huge": "too-large"}


def test_only_scenarios_are_in_the_library(tmp_path: Path) -> None:
    for name in (
        "a.yaml",
        "deep/b.yml",
        "parts/c.yaml",
        "tests/d.yaml",
        "shifts/e.yaml",
        ".hidden/f.yaml",
        "g.txt",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(named(Path(name).stem))
    (tmp_path / "part.yaml").write_text(PART)
    (tmp_path / "shift.yaml").write_text("moodline: 1\nid: x\ntitle: X\ncalls: [a]\n")
    assert [header.id for header in headers([tmp_path], None)] == ["a", "b"]
    assert [path.name for path in shift_files([tmp_path], None)] == ["e.yaml"]


def test_folders_in_a_circle_end(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(BASE)
    (tmp_path / "again").symlink_to(tmp_path)
    assert 1 <= len(list(scenario_files(tmp_path))) <= 3
    assert [header.hidden_by is None for header in headers([tmp_path], None)].count(True) == 1


def test_the_users_own_scenario_wins_and_it_is_told(tmp_path: Path) -> None:
    own, other, shipped = tmp_path / "own", tmp_path / "other", tmp_path / "shipped"
    for folder in (own, other, shipped):
        folder.mkdir()
        (folder / "wet.yaml").write_text(named("wet-parcel", f"From {folder.name}"))
    (shipped / "dry.yaml").write_text(named("dry-parcel"))
    found = list(headers([own, other], shipped))
    assert [(header.title, header.hidden_by) for header in found] == [
        ("From own", None),
        ("From other", own / "wet.yaml"),
        ("A wet parcel", None),
        ("From shipped", own / "wet.yaml"),
    ]
    hidden = found[3]
    assert hidden.problem is not None
    assert (hidden.problem.code, hidden.problem.severity) == ("same-id-elsewhere", "warning")
    assert hidden.is_readable
    assert [header.shipped for header in found] == [False, False, True, True]
    assert find("wet-parcel", [own, other], shipped) == own / "wet.yaml"
    assert find("dry-parcel", [own, other], shipped) == shipped / "dry.yaml"


def test_a_broken_file_hides_nothing(tmp_path: Path) -> None:
    own, shipped = tmp_path / "own", tmp_path / "shipped"
    own.mkdir()
    shipped.mkdir()
    (own / "wet-parcel.yaml").write_text("title: [")
    (shipped / "wet-parcel.yaml").write_text(BASE)
    assert find("wet-parcel", [own], shipped) == shipped / "wet-parcel.yaml"
    assert find("wet-parcel", [own], None) == own / "wet-parcel.yaml"


def test_a_scenario_is_found_by_id_or_path(tmp_path: Path) -> None:
    assert find("entitled-caller") == SHIPPED / "entitled-caller.yaml"
    assert find("some/where.yaml") == Path("some/where.yaml")
    assert find("here.yaml") == Path("here.yaml")
    nothing = find("entitled-callr", [tmp_path / "missing"])
    assert isinstance(nothing, Problem)
    assert nothing.code == "unknown-scenario"
    assert nothing.hint == "did you mean 'entitled-caller'?"
    assert isinstance(find("\x1b[31m"), Problem)


def test_headers_come_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        (tmp_path / f"s{number}.yaml").write_text(named(f"s{number}"))
    looked_at: list[Path] = []

    def look(path: Path, *, shipped: bool) -> Header | None:
        looked_at.append(path)
        return read_header(path, shipped=shipped)

    monkeypatch.setattr(library, "read_header", look)
    coming = headers([tmp_path], None)
    assert looked_at == []
    next(coming)
    assert len(looked_at) == 1


def test_the_library_loads_no_model() -> None:
    code = (
        "import json, sys; from engine.scenario.library import headers;"
        "found = [h.id for h in headers()]; print(json.dumps([found, sorted(sys.modules)]))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    ids, modules = json.loads(done.stdout)
    assert "entitled-caller" in ids
    assert [name for name in modules if name.startswith(("pydantic", "engine.scenario.model"))] == []
