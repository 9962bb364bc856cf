"""The command line: what is asked for, exit codes, and never a traceback."""

import json
import os
from pathlib import Path

import pytest

from engine.records.exports.to_data import SCHEMA_FILE
from engine.scenario.schema import schema_text
from tests.tui.running import BOXES, EVERY_FEATURE, ROOT, TO_THE_END, Moodline, folder_with, working_in

CLEAN = ROOT / "tests" / "data" / "defects" / "base.yaml"
COMMANDS = [
    "attempts",
    "check",
    "debrief",
    "diff",
    "explore",
    "export",
    "graph",
    "list",
    "play",
    "schema",
    "shift",
    "test",
]


@pytest.mark.parametrize("arguments", [["-h"], ["--help"], *([name, "-h"] for name in COMMANDS)])
def test_help_is_plain_text(moodline: Moodline, arguments: list[str]) -> None:
    ran = moodline(*arguments)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.strip().startswith("Usage: moodline")
    assert not BOXES.search(ran.out)


def test_help_names_every_command(moodline: Moodline) -> None:
    out = moodline("-h").out
    assert [name for name in COMMANDS if f"  {name} " not in out] == []


def test_the_version(moodline: Moodline) -> None:
    ran = moodline("--version")
    assert ran.code == 0
    assert ran.out.startswith("moodline ")


@pytest.mark.parametrize(
    "arguments",
    [
        ["bogus"],
        ["\x1b]0;title\x07"],
        ["[/b]"],
        ["--bogus"],
        ["play"],
        ["play", "entitled-caller", "--mode", "[red]hard"],
        ["play", "entitled-caller", "--seed", "-1"],
        ["play", "entitled-caller", "--seed", "nine"],
        ["play", "entitled-caller", "--seed", str(2**63)],
        ["play", "entitled-caller", "--resume", "--new"],
        ["play", "entitled-caller", "--resume", "--seed", "3"],
        ["play", "entitled-caller", "--resume", "--unsaved"],
        ["play", "entitled-caller", "--resume", "--attempt", "1"],
        ["play", "entitled-caller", "--name", " \x1b "],
        ["play", "entitled-caller", "--name", "x" * 61],
        ["play", "entitled-caller", "--folder", "/nowhere/at all"],
        ["check"],
        ["check", "x.yaml", "--format", "html"],
        ["schema", "recipe"],
        ["attempts", "--limit", "0"],
        ["debrief", "one"],
        ["debrief"],
    ],
)
def test_bad_usage_is_told_on_standard_error(moodline: Moodline, arguments: list[str]) -> None:
    ran = moodline(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "-h` says how it is used" in ran.err
    assert len(ran.err.splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["play", "entitled-caler"], "did you mean 'entitled-caller'?"),
        (["play", "nothing-like-it"], "there is no scenario 'nothing-like-it'"),
        (["play", "nowhere.yaml"], "nowhere.yaml: error[no-file]"),
        (["play", "entitled-caller", "--model", "nowhere.yaml"], "the mood model cannot be read"),
        (["play", "entitled-caller", "--resume"], "Nothing has been recorded yet"),
        (["play", "entitled-caller", "--attempt", "7"], "There is no attempt 7"),
        (["debrief", "7"], "Nothing has been recorded yet"),
        (["debrief", "-7"], "Nothing has been recorded yet"),
        (["check", "x.yaml", "--model", "nowhere.yaml"], "the mood model cannot be read"),
        (["test", "entitled-caler"], "did you mean 'entitled-caller'?"),
        (["test", "nowhere.yaml"], "error[no-file]"),
        (["shift", "night"], "There is no shift 'night'"),
        (["shift", "nowhere.yaml"], "error[no-file]"),
        (["play", "\x1b[2J.yaml"], "\\x1b[2J.yaml: error[no-file]"),
    ],
)
def test_what_cannot_be_done_is_told_in_words(moodline: Moodline, arguments: list[str], said: str) -> None:
    ran = moodline(*arguments if arguments[1] != "-7" else ("debrief", "--", "-7"))
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_options_stand_before_a_command_or_after_it(moodline: Moodline, tmp_path: Path) -> None:
    folder = folder_with(tmp_path, mine=EVERY_FEATURE.read_text(encoding="utf-8"))
    before = moodline("--folder", folder, "--seed", "7", "play", "every-feature", typed="q\n")
    after = moodline("play", "every-feature", "--folder", folder, "--seed", "7", typed="q\n")
    assert before == after
    assert before.code == 0


def test_a_scenario_with_problems_is_not_played_but_explained(moodline: Moodline, tmp_path: Path) -> None:
    text = EVERY_FEATURE.read_text(encoding="utf-8").replace("start: opening", "start: openiing")
    folder = folder_with(tmp_path, broken=text)
    ran = moodline("play", folder / "broken.yaml", typed="1\n")
    assert (ran.code, ran.out) == (2, "")
    assert "broken.yaml:" in ran.err
    assert "did you mean 'opening'?" in ran.err


class TestList:
    def test_the_shipped_scenarios(self, moodline: Moodline) -> None:
        ran = moodline("list")
        assert ran.code == 0
        assert "entitled-caller" in ran.out

    def test_own_scenarios_and_what_is_wrong_with_others(self, moodline: Moodline, tmp_path: Path) -> None:
        folder = folder_with(
            tmp_path,
            good=EVERY_FEATURE.read_text(encoding="utf-8").replace(
                "title: Every feature", 'title: "[/b] [@click=app.bell]x[/] 👩‍🚒 ليلى"'
            ),
            bad="moodline: 1\nid: bad\ntitle: 'unclosed\n",
        )
        ran = moodline("list", "--folder", folder)
        assert ran.code == 0
        assert "[/b] [@click=app.bell]x[/]" in ran.out
        assert "bad.yaml" in ran.err
        data = json.loads(moodline("list", "--json", "--folder", folder).out)
        by_id = {each["id"]: each for each in data}
        assert by_id["every-feature"]["customer"] == "Robin Hale"
        assert by_id["every-feature"]["problem"] is None
        assert by_id["bad"]["problem"]


class TestCheck:
    def test_a_good_file(self, moodline: Moodline) -> None:
        ran = moodline("check", CLEAN)
        assert (ran.code, ran.out) == (0, "1 file checked: no problems.\n")
        assert moodline("check", "--strict", CLEAN).code == 0

    def test_problems_are_told_with_file_line_and_column(self, moodline: Moodline, tmp_path: Path) -> None:
        text = EVERY_FEATURE.read_text(encoding="utf-8")
        folder = folder_with(tmp_path, bad=text.replace("goto: middle", "goto: middl", 1))
        ran = moodline("check", "--format", "line", folder / "bad.yaml", CLEAN)
        line = next(n for n, line in enumerate(text.splitlines(), 1) if "goto: middle" in line)
        assert ran.code == 1
        assert ran.out.startswith(f"{folder / 'bad.yaml'}:{line}:")
        assert "did you mean 'middle'?" in ran.out
        assert (
            moodline("check", folder / "bad.yaml", CLEAN).out.splitlines()[-2] == "2 files checked: 1 error."
        )

    def test_a_file_that_cannot_be_read_counts_more_than_one_with_problems(
        self, moodline: Moodline, tmp_path: Path
    ) -> None:
        folder = folder_with(tmp_path, bad="[]")
        assert moodline("check", folder / "bad.yaml").code == 1
        assert moodline("check", folder / "bad.yaml", folder / "gone.yaml").code == 2
        assert moodline("check", folder).code == 2

    def test_parts_and_shifts(self, moodline: Moodline, tmp_path: Path) -> None:
        folder = folder_with(tmp_path, late="moodline: 1\nid: late\ntitle: Late\ncalls: [entitled-caller]\n")
        assert moodline("check", folder / "late.yaml", ROOT / "scenarios/parts/identity-check.yaml").code == 0


def test_the_schema_of_a_debrief(moodline: Moodline) -> None:
    ran = moodline("schema", "debrief")
    assert (ran.code, ran.out) == (0, SCHEMA_FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", ["scenario", "part", "shift"])
def test_the_schema(moodline: Moodline, kind: str) -> None:
    ran = moodline("schema", kind)
    assert (ran.code, ran.out) == (0, schema_text(kind))  # type: ignore[arg-type]


class TestAttempts:
    def test_without_any(self, moodline: Moodline) -> None:
        assert moodline("attempts") == (0, "Nothing has been recorded yet.\n", "")
        assert moodline("attempts", "--json") == (0, "[]\n", "")
        assert not moodline.home.exists()

    def test_those_that_there_are(self, moodline: Moodline) -> None:
        playing = ["play", EVERY_FEATURE, "--seed"]
        assert moodline(*playing, "7", "--mode", "coach", "--name", "Zoë", typed=TO_THE_END).code == 0
        assert moodline(*playing, "8", typed="1\n").code == 1
        ran = moodline("attempts")
        assert ran.code == 0
        first, second = (line.split() for line in ran.out.splitlines()[1:])
        assert (first[0], first[3:6]) == ("2", ["every-feature", "standard", "1"])
        assert "not over" in " ".join(first)
        assert (second[0], second[3:7]) == ("1", ["every-feature", "coach", "4", "sent:"])
        newest, oldest = json.loads(moodline("attempts", "--json").out)
        assert (newest["ending"], newest["turns"], newest["seed"]) == (None, 1, 8)
        assert (oldest["ending"], oldest["problem"], oldest["agent"]) == ("sent", "solved", "Zoë")
        assert moodline("attempts", "--scenario", "other").out == "Nothing has been recorded yet.\n"
        assert len(moodline("attempts", "--limit", "1").out.splitlines()) == 2

    def test_an_exam_that_goes_on_shows_no_mood(self, moodline: Moodline) -> None:
        exam = ["play", EVERY_FEATURE, "--mode", "exam", "--new", "--seed", "7"]
        assert moodline(*exam, typed="1\n").code == 1
        (line,) = moodline("attempts").out.splitlines()[1:]
        assert line.endswith("not over")
        (told,) = json.loads(moodline("attempts", "--json").out)
        assert (told["turns"], told["mood"]) == (1, None)
        assert moodline(*exam, typed=TO_THE_END).code == 0
        finished, goes_on = json.loads(moodline("attempts", "--json").out)
        assert (finished["mood"] is None, goes_on["mood"]) == (False, None)

    def test_records_that_cannot_be_used(self, moodline: Moodline) -> None:
        moodline.home.parent.mkdir(exist_ok=True)
        moodline.home.write_text("in the way")
        ran = moodline("attempts")
        assert (ran.code, ran.out) == (2, "")
        assert "MOODLINE_HOME" in ran.err


class TestTranscripts:
    TEXT = "moodline: 1\nscenario: every-feature\nseed: 7\nturns: [opening.hear, wait, new-one, keep]\n"

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        folder = folder_with(tmp_path, mine=EVERY_FEATURE.read_text(encoding="utf-8"))
        (folder / "tests").mkdir()
        return folder

    def write(self, folder: Path, text: str, name: str = "every-feature.heard.yaml") -> Path:
        path = folder / "tests" / name
        path.write_text(text, encoding="utf-8")
        return path

    def test_as_written_by_id_by_scenario_by_file_and_all(self, moodline: Moodline, folder: Path) -> None:
        path = self.write(folder, self.TEXT)
        for named in (["every-feature"], [folder / "mine.yaml"], [path]):
            ran = moodline("test", "--folder", folder, *named)
            assert ran.code == 0, ran.out
            assert ran.out.endswith("1 transcript played: all as written.\n")
        assert moodline("test", path).code == 0  # Finds the scenario beside it.
        assert f"{path}: as written" in moodline("test", "--folder", folder).out

    def test_differences_are_told_and_written_in(self, moodline: Moodline, folder: Path) -> None:
        path = self.write(folder, self.TEXT + "ending: {id: shrug}  # so far\n")
        ran = moodline("test", path)
        assert ran.code == 1
        assert "turn 4 (closing.keep): ending: expected shrug; got sent" in ran.out
        shown = (
            f"{path}: changes\n  ending\n    turn 4 (closing.keep)\n"
            "      written  shrug\n      now      sent\n"
        )
        before = path.read_text(encoding="utf-8")
        ran = moodline("test", "--update", "--dry-run", path)
        assert (ran.code, path.read_text(encoding="utf-8")) == (1, before)
        assert ran.out.startswith(shown)
        assert ran.out.endswith("1 transcript played: 1 not as written.\n")
        ran = moodline("test", "--update", path)
        assert ran.code == 0
        assert ran.out.startswith(shown)
        assert "expectations that were not written before\n" in ran.out
        assert f"\n{path}: updated\n" in ran.out
        assert "# so far" in path.read_text(encoding="utf-8")
        assert moodline("test", path).code == 0
        assert moodline("test", "--update", path).out.startswith(f"{path}: as written\n")
        assert moodline("test", "--update", "--dry-run", path).code == 0

    def test_nothing_is_written_before_all_was_played(self, moodline: Moodline, folder: Path) -> None:
        first = self.write(folder, self.TEXT, "every-feature.a.yaml")
        self.write(folder, self.TEXT + "sede: 7\n", "every-feature.b.yaml")
        ran = moodline("test", "--update", folder / "mine.yaml")
        assert ran.code == 2
        assert "did you mean 'seed'?" in ran.err
        assert first.read_text(encoding="utf-8") == self.TEXT

    def test_a_dry_run_is_one_of_update(self, moodline: Moodline, folder: Path) -> None:
        ran = moodline("test", "--dry-run", self.write(folder, self.TEXT))
        assert (ran.code, ran.out) == (2, "")
        assert "--update" in ran.err

    def test_a_reply_that_is_gone_cannot_be_updated(self, moodline: Moodline, folder: Path) -> None:
        path = self.write(folder, self.TEXT.replace("wait", "wai"))
        for arguments in ([path], ["--update", path]):
            ran = moodline("test", *arguments)
            assert ran.code == 1
            assert "did you mean 'wait'?" in ran.out
        assert "wai" in path.read_text(encoding="utf-8")

    def test_what_cannot_be_read(self, moodline: Moodline, folder: Path) -> None:
        path = self.write(folder, "moodline: 1\nscenario: every-feature\nsede: 7\nturns: []\n")
        ran = moodline("test", path)
        assert (ran.code, ran.out) == (2, "")
        assert "did you mean 'seed'?" in ran.err
        assert f"{path}:3:" in ran.err
        path.unlink()
        assert "has no transcripts" in moodline("test", folder / "mine.yaml").err
        assert moodline("test", self.write(folder, self.TEXT.replace("every-", "no-"))).code == 2

    def test_an_update_that_cannot_be_written_changes_nothing(
        self, moodline: Moodline, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = self.write(folder, self.TEXT)

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "replace", full)
        ran = moodline("test", "--update", path)
        assert (ran.code, "No space left" in ran.err) == (2, True)
        assert path.read_text(encoding="utf-8") == self.TEXT
        assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_relative_path_counts_from_here(moodline: Moodline, tmp_path: Path) -> None:
    folder = folder_with(tmp_path, mine=EVERY_FEATURE.read_text(encoding="utf-8"))
    with working_in(folder):
        assert moodline("play", "mine.yaml", typed="q\n").code == 0
        assert moodline("check", "mine.yaml").code == 0
