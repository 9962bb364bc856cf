"""The command explore: its report, JSON, exit codes, Ctrl-C, and how far it has come."""

import json
import signal
import sys
from pathlib import Path

import pytest

from engine.workshop.explore.budget import Progress
from tests.engine.workshop.test_explore import ENDINGS, FOR_EVER, ROUND, TOP, TWO_SCENES
from tests.tui.running import Moodline
from tui.commands.going_on import going_on


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(TOP + TWO_SCENES + ENDINGS, encoding="utf-8")
    return path


def test_the_report_says_who_gets_which_ending(moodline: Moodline, small: Path) -> None:
    ran = moodline("explore", small)
    assert (ran.code, ran.err) == (0, "")
    assert "All figures are exact." in ran.out
    assert " 16.67%  good: Good (problem solved, relationship kept, a good ending)" in ran.out
    assert " 83.33%  bad: Bad (problem open, relationship lost)" in ran.out
    rows = {line.split()[0]: line for line in ran.out.splitlines() if line.startswith("  ") and line.split()}
    assert "good (good), in 2 replies" in rows["first"]
    assert "turn 1 was the last at which a good ending could be reached" in rows["worst"]
    assert (
        "  good (the best there is), in 2 replies:\n"
        "     1. one.hear: “You waited all day.”\n     2. two.fix: “I will.”\n" in ran.out
    )


def test_as_json(moodline: Moodline, small: Path) -> None:
    ran = moodline("explore", small, "--json")
    assert (ran.code, ran.err) == (0, "")
    data = json.loads(ran.out)
    assert data["complete"] is True
    assert data["endings"]["good"]["random"]["chance"] == pytest.approx(1 / 6)
    assert data["endings"]["good"]["witness"] == ["one.hear", "two.fix"]
    assert data["scenes"]["one"]["heat"] == [50, 50]
    assert data["scenes"]["one"]["bands"] == ["frustrated"]
    assert {each["name"] for each in data["trainees"]} >= {
        "first",
        "last",
        "longest",
        "shortest",
        "empath",
        "worst",
    }
    assert len(data["recipes"]) == 48


def test_a_call_that_never_ends_is_told(moodline: Moodline, tmp_path: Path) -> None:
    path = tmp_path / "round.yaml"
    path.write_text(TOP + ROUND % "hole" + FOR_EVER + ENDINGS, encoding="utf-8")
    ran = moodline("explore", path)
    assert ran.code == 0
    assert " 33.33%  the call goes round for ever" in ran.out
    assert "No play reaches: bad." in ran.out


def test_too_many_states_are_sampled_and_it_says_so(moodline: Moodline, tmp_path: Path) -> None:
    path = tmp_path / "long.yaml"
    chain = "".join(
        f"  {f'link-{number}' if number else 'one'}:\n    replies:\n"
        f"      - {{id: a, says: Aye., moves: [affirm], goto: link-{number + 1}}}\n"
        f"      - {{id: b, says: Bee., moves: [rush], goto: link-{number + 1}}}\n"
        for number in range(16)
    )
    last = "  link-16:\n    replies: [{id: end, says: Bye., goto: bad}]\n"
    path.write_text(f"{TOP}scenes:\n{chain}{last}{ENDINGS}", encoding="utf-8")
    ran = moodline("explore", path, "--states", "100")
    assert ran.code == 0
    assert "it has more states than were allowed (--states; " in ran.out
    assert "Chances are sampled, from 4,000 random plays" in ran.out
    assert "100.0% (99.9% to 100.0%)  bad" in ran.out
    assert "All good endings together: 0.0% (0.0% to 0.1%)." in ran.out
    assert "exact" not in ran.out


def test_errors_are_told_in_place_of_a_report(moodline: Moodline, tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(TOP + TWO_SCENES.replace("goto: two}", "goto: tow}") + ENDINGS, encoding="utf-8")
    ran = moodline("explore", path)
    assert (ran.code, ran.out) == (1, "")
    assert "wrong.yaml:" in ran.err
    assert "did you mean 'two'?" in ran.err


@pytest.mark.parametrize("name", ["nowhere.yaml", "no-such-scenario"])
def test_what_is_not_there_cannot_be_explored(moodline: Moodline, name: str) -> None:
    ran = moodline("explore", name)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err


@pytest.mark.parametrize("option", [["--states", "0"], ["--states", "many"], ["--seconds", "-1"]])
def test_bad_budgets_are_refused(moodline: Moodline, small: Path, option: list[str]) -> None:
    assert moodline("explore", small, *option).code == 2


def test_the_first_ctrl_c_asks_to_stop_and_is_put_back_afterwards() -> None:
    before = signal.getsignal(signal.SIGINT)
    with going_on() as go_on:
        assert go_on(Progress(0, 1, 0, 0.0))
        signal.raise_signal(signal.SIGINT)
        assert not go_on(Progress(256, 300, 1, 0.1))
        assert signal.getsignal(signal.SIGINT) == before
    assert signal.getsignal(signal.SIGINT) == before


def test_a_terminal_is_told_how_far_it_is_when_it_takes_long(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with going_on(states=100_000, seconds=10.0) as go_on:
        go_on(Progress(256, 300, 1, 0.5))
        assert capsys.readouterr().err == ""
        go_on(Progress(51_200, 60_000, 7, 2.0))
        told = capsys.readouterr().err
        assert told.startswith(
            "\r[######----] 2 s; Ctrl-C stops; 51,200 of 60,000 states tried, 7 replies deep"
        )
        assert len(told) <= 80, "one line of a terminal, which the next one is written over"
        go_on(Progress(51_456, 60_100, 7, 2.1))
        assert capsys.readouterr().err == ""
