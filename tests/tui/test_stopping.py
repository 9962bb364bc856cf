"""Ctrl-C in long work, the same for every command: what is known by then, a word that it was stopped, 130.

Here the signal comes at a set place; for a real terminal see ``test_stopping_terminal``.
"""

import json
import signal
from pathlib import Path

import pytest

from engine.workshop.explore.budget import Patience, Progress
from tests.engine.workshop.checks.defects import defect
from tests.engine.workshop.test_explore import ENDINGS, TOP, TWO_SCENES
from tests.tui.running import ROOT, Moodline
from tui.commands.going_on import TOLD, GoingOn

TRANSCRIPTS = sorted((ROOT / "scenarios" / "tests").glob("router-fourth-call.*.yaml"))


@pytest.fixture
def exploring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C comes when exploring first asks whether to go on."""
    ask = GoingOn.__call__

    def stopped(self: GoingOn, progress: Progress) -> bool:
        if not self.stopped:
            signal.raise_signal(signal.SIGINT)
        return ask(self, progress)

    monkeypatch.setattr(GoingOn, "__call__", stopped)


@pytest.fixture
def checking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C comes when everything is explored and a check first asks whether to go on."""
    ask = Patience.ask

    def stopped(self: Patience) -> None:
        if not self.ended:
            signal.raise_signal(signal.SIGINT)
        ask(self)

    monkeypatch.setattr(Patience, "ask", stopped)


@pytest.fixture
def versions(tmp_path: Path) -> tuple[Path, Path]:
    """A scenario in two versions; what is different makes no difference to a play."""
    texts = TOP + TWO_SCENES + ENDINGS, TOP + TWO_SCENES.replace("You waited", "You have waited") + ENDINGS
    files = tmp_path / "old.yaml", tmp_path / "new.yaml"
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, encoding="utf-8")
    return files


@pytest.mark.usefixtures("checking")
def test_check_tells_what_was_found_and_what_was_not_decided(moodline: Moodline, tmp_path: Path) -> None:
    files = tmp_path / "stuck.yaml", tmp_path / "straw.yaml"
    for file, code in zip(files, ("no-reply-left", "straw-replies"), strict=True):
        file.write_text(defect(code).text, encoding="utf-8")
    ran = moodline("check", *files)
    assert (ran.code, ran.err) == (130, f"{TOLD}\n")
    assert "✗ error[no-reply-left]" in ran.out
    assert f"{files[0]}: not decided, since you stopped it: " in ran.out
    assert "straw-replies" in ran.out.partition("since you stopped it: ")[2]
    assert f"\nNot looked at, since you stopped it: {files[1]}.\n" in ran.out
    ran = moodline("check", "--format", "json", *files)
    assert (ran.code, ran.err) == (130, f"{TOLD}\n")
    data = json.loads(ran.out)
    (only,) = data["files"]
    assert (data["stopped"], data["not_looked_at"]) == (True, [str(files[1])])
    assert (only["complete"], "straw-replies" in only["undecided"]) == (True, True)
    assert "no-reply-left" in {each["code"] for each in only["findings"]}
    ran = moodline("check", "--format", "line", *files)
    assert (ran.code, "error" in ran.out) == (130, True)
    assert "not decided" in ran.err
    assert TOLD in ran.err


@pytest.mark.usefixtures("exploring")
def test_exploring_ends_in_the_same_way_everywhere(moodline: Moodline, versions: tuple[Path, Path]) -> None:
    old, new = versions
    output = old.with_name("picture.svg")
    for command, told in (
        (("check", old), "sampled: 1 states found, and you stopped it before all were tried"),
        (("explore", old), "Not every possible call was gone through: you stopped it"),
        (("diff", old, new), "not every possible call was gone through: this is no proof"),
        (("graph", "--output", output, old), "picture.svg: written"),
    ):
        ran = moodline(*command)
        assert (ran.code, ran.err) == (130, f"{TOLD}\n"), command
        assert told in ran.out, command
    assert output.exists()


def test_transcripts_are_played_up_to_there_and_none_is_written(
    moodline: Moodline, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engine.workshop import transcripts

    play = transcripts.play_transcript

    def stopped(*arguments: object) -> object:
        signal.raise_signal(signal.SIGINT)
        return play(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(transcripts, "play_transcript", stopped)
    assert len(TRANSCRIPTS) > 1
    ran = moodline("test", "router-fourth-call", "--update")
    assert (ran.code, ran.err) == (130, f"{TOLD}\n")
    assert ran.out.endswith(
        f"Nothing was written.\n1 of {len(TRANSCRIPTS)} transcripts played: all as written.\n"
    )
