"""A scenario of several files: what is included, what is refused, and where problems are told."""

import os
from pathlib import Path

import pytest

from engine.scenario.limits import MAX_SCENES
from engine.scenario.problems import Problem, render
from engine.scenario.reader import read, read_source
from tests.engine.scenario.samples import BASE, PART, problems, reading, with_change

USING = with_change("        goto: middle\n", "        detour: identity\n")
INCLUDING = USING + "include: parts/identity.yaml\n"


def write(folder: Path, files: dict[str, str]) -> Path:
    """The files in the folder; the path of the first."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / next(iter(files))


def only(found: tuple[Problem, ...]) -> Problem:
    """The one problem that there is."""
    assert len(found) == 1, [render(problem) for problem in found]
    return found[0]


def test_a_part_adds_its_scenes_and_facts(tmp_path: Path) -> None:
    found = read(write(tmp_path, {"wet.yaml": INCLUDING, "parts/identity.yaml": PART}))
    assert found.problems == ()
    assert found.scenario is not None
    assert list(found.scenario.scenes) == ["opening", "middle", "checking", "closing", "identity"]
    assert found.scenario.facts["postcode"] == "the postcode"
    assert list(found.source.files) == ["wet.yaml", "parts/identity.yaml"]


def test_what_was_read_can_be_read_again_without_the_files(tmp_path: Path) -> None:
    path = write(tmp_path, {"wet.yaml": INCLUDING, "parts/identity.yaml": PART})
    found = read(path)
    for name in ("parts/identity.yaml", "wet.yaml"):
        (tmp_path / name).unlink()
    again = read_source(found.source)
    assert again.scenario == found.scenario
    assert again.source.fingerprint == found.source.fingerprint


def test_parts_include_parts_by_paths_from_themselves(tmp_path: Path) -> None:
    files = {
        "wet.yaml": INCLUDING,
        "parts/identity.yaml": PART + "include: [more/street.yaml, ../other.yaml]\n",
        "parts/more/street.yaml": "moodline: 1\nscenes:\n  one: {replies: [{says: Hm., goto: two}]}\n",
        "other.yaml": "moodline: 1\nscenes:\n  two: {replies: [{says: Hm., goto: sent}]}\n",
    }
    found = read(write(tmp_path, files))
    assert found.problems == ()
    assert list(found.source.files) == list(files)


def test_a_part_that_two_others_include_counts_once(tmp_path: Path) -> None:
    include = "include: shared.yaml\n"
    files = {
        "wet.yaml": USING + "include: [identity.yaml, second.yaml]\n",
        "identity.yaml": PART + include,
        "second.yaml": "moodline: 1\nscenes:\n  two: {replies: [{says: Hm., goto: one}]}\n" + include,
        "shared.yaml": "moodline: 1\nscenes:\n  one: {replies: [{says: Hm., goto: sent}]}\n",
    }
    found = read(write(tmp_path, files))
    assert found.problems == ()
    assert len(found.source.files) == 4


def test_a_problem_in_a_part_is_told_there(tmp_path: Path) -> None:
    part = PART.replace("goto: return", "goto: nowhere")
    found = read(write(tmp_path, {"wet.yaml": INCLUDING, "parts/identity.yaml": part}))
    problem = only(found.problems)
    assert problem.file == str(tmp_path / "parts/identity.yaml")
    assert (problem.code, problem.line, problem.column) == ("missing-target", 7, 70)
    assert problem.where == "identity.replies[0].goto"


@pytest.mark.parametrize(
    "written, code, said",
    [
        ("parts/none.yaml", "include-missing", "no such file"),
        ("../outside.yaml", "include-outside", "out of the scenario's own folder"),
        ("parts/../../outside.yaml", "include-outside", "out of the scenario's own folder"),
        ("/etc/passwd", "include-outside", "a path from this file"),
        ("~/part.yaml", "include-outside", "a path from this file"),
        ("C:/part.yaml", "include-outside", "a path from this file"),
        ("parts\\identity.yaml", "include-outside", "has / between its parts"),
        ("parts", "not-a-file", "a folder"),
        (".", "not-a-file", "a folder"),
        ("large.yaml", "too-large", "too large"),
        ("link.yaml", "include-outside", "the link leads out"),
        ("folder/part.yaml", "include-outside", "the link leads out"),
        ("wet.yaml", "include-loop", "wet.yaml → wet.yaml"),
        ("scenario.yaml", "not-a-part", "a whole scenario"),
    ],
)
def test_an_include_that_cannot_be(tmp_path: Path, written: str, code: str, said: str) -> None:
    home = tmp_path / "home"
    path = write(
        home, {"wet.yaml": f"{BASE}include: ['{written}']\n", "scenario.yaml": BASE, "parts/a.yaml": PART}
    )
    write(tmp_path, {"outside.yaml": PART, "away/part.yaml": PART})
    with (home / "large.yaml").open("wb") as file:
        file.truncate(100 << 20)
    (home / "link.yaml").symlink_to(tmp_path / "outside.yaml")
    (home / "folder").symlink_to(tmp_path / "away")
    problem = only(read(path).problems)
    assert (problem.code, problem.where) == (code, "include[0]")
    assert (problem.line, problem.column) == (BASE.count("\n") + 1, 11)
    assert said in render(problem)


def test_a_link_inside_the_folder_is_followed(tmp_path: Path) -> None:
    path = write(tmp_path, {"wet.yaml": INCLUDING, "real.yaml": PART})
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "identity.yaml").symlink_to(tmp_path / "real.yaml")
    assert read(path).problems == ()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_an_included_pipe_does_not_hang(tmp_path: Path) -> None:
    path = write(tmp_path, {"wet.yaml": f"{BASE}include: pipe.yaml\n"})
    os.mkfifo(tmp_path / "pipe.yaml")
    assert only(read(path).problems).code == "not-a-file"


def test_a_circle_names_its_files() -> None:
    circle = {
        "a.yaml": "moodline: 1\ninclude: b.yaml\nscenes:\n  a: {replies: [{says: Hm., goto: sent}]}\n",
        "b.yaml": "moodline: 1\ninclude: a.yaml\nscenes:\n  b: {replies: [{says: Hm., goto: sent}]}\n",
    }
    problem = only(problems(f"{BASE}include: a.yaml\n", circle))
    assert (problem.code, problem.file, problem.line) == ("include-loop", "b.yaml", 2)
    assert problem.found == "a.yaml → b.yaml → a.yaml"


def test_the_same_scene_in_two_files() -> None:
    problem = only(
        problems(
            INCLUDING, {"parts/identity.yaml": PART.replace("  identity:", "  identity:") + BRINGS_MIDDLE}
        )
    )
    assert (problem.code, problem.file, problem.line) == ("duplicate-id", "parts/identity.yaml", 8)
    assert problem.found == "the first in wet.yaml on line 50"


BRINGS_MIDDLE = "  middle: {replies: [{says: Hm., goto: sent}]}\n"


def test_a_scenario_may_put_a_parts_facts_into_its_own_words() -> None:
    text = INCLUDING.replace("  order: the order number", "  order: the order number\n  postcode: your code")
    found = reading(text, {"parts/identity.yaml": PART})
    assert found.scenario is not None
    assert found.scenario.facts["postcode"] == "your code"


def test_two_parts_may_not_differ_over_a_fact() -> None:
    second = PART.replace("identity", "second").replace("the postcode", "the code").replace("return", "sent")
    text = USING + "include: [parts/identity.yaml, second.yaml]\n"
    problem = only(problems(text, {"parts/identity.yaml": PART, "second.yaml": second}))
    assert (problem.code, problem.file, problem.where) == ("duplicate-id", "second.yaml", "facts.postcode")


def test_what_a_broken_part_may_hold_is_not_reported_as_missing() -> None:
    problem = only(problems(INCLUDING, {"parts/identity.yaml": PART + "  broken: ["}))
    assert (problem.code, problem.file) == ("yaml-syntax", "parts/identity.yaml")
    found = problems(INCLUDING, {"parts/identity.yaml": ""})
    assert [problem.code for problem in found] == ["empty-file"]
    newer = problems(INCLUDING, {"parts/identity.yaml": PART.replace("moodline: 1", "moodline: 2")})
    assert [problem.code for problem in newer] == ["newer-format"]


def test_unknown_keys_of_a_part_are_told() -> None:
    problem = only(problems(INCLUDING, {"parts/identity.yaml": PART + "start: identity\n"}))
    assert (problem.code, problem.file, problem.line, problem.column) == (
        "unknown-key",
        "parts/identity.yaml",
        8,
        1,
    )


def test_all_scenes_together_are_limited() -> None:
    def part(name: str) -> str:
        scenes = "".join(
            f"  {name}{number}: {{replies: [{{says: a, goto: sent}}]}}\n" for number in range(MAX_SCENES // 2)
        )
        return f"moodline: 1\nscenes:\n{scenes}"

    problem = only(problems(f"{BASE}include: [a.yaml, b.yaml]\n", {"a.yaml": part("a"), "b.yaml": part("b")}))
    assert (problem.code, problem.where, problem.found) == ("too-many", "include", f"{MAX_SCENES + 4:,}")


def test_problems_come_file_by_file() -> None:
    part = PART.replace("asks: postcode", "asks: postcod")
    text = INCLUDING.replace("level: 1", "level: 9").replace("problem: solved", "problem: x")
    found = problems(text, {"parts/identity.yaml": part})
    assert [(problem.file, problem.code) for problem in found] == [
        ("wet.yaml", "out-of-range"),
        ("wet.yaml", "wrong-value"),
        ("parts/identity.yaml", "unknown-fact"),
    ]


def test_a_source_cannot_be_made_to_read_the_disk(tmp_path: Path) -> None:
    secret = write(tmp_path, {"secret.yaml": PART})
    found = problems(f"{BASE}include: '{secret.name}'\n")
    assert only(found).code == "include-missing"
