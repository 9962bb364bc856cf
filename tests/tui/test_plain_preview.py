"""The preview in plain text: piped in, and with somebody who types while saving."""

import io
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.mood.coefficients import load_model
from engine.records.home import Home
from engine.workshop.checks import proof
from engine.workshop.preview.watch import HOLLOW, Watch
from tests.tui.running import UNSEEN, Moodline
from tests.tui.screens.previewing import STUCK, OnlyStuck
from tui.plain.asking import InputEnded
from tui.plain.paper import Paper
from tui.plain.preview import PlainPreview
from tui.plain.preview_orders import HELP
from tui.plain.typing_in import StreamLines, TerminalLines
from tui.settings import Settings


@pytest.fixture(autouse=True)
def one_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "CHECKS", (OnlyStuck(),))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(STUCK, encoding="utf-8")
    return path


def piped(moodline: Moodline, file: Path, *typed: str) -> str:
    ran = moodline("preview", "--plain", file, typed="\n".join(typed) + "\n" if typed else "")
    assert (ran.code, ran.err) == (0, "")
    assert not moodline.home.exists() or not list(moodline.home.glob("*.sqlite3")), "nothing is recorded"
    return ran.out


def test_what_is_wrong_and_how_the_call_begins(moodline: Moodline, file: Path) -> None:
    out = piped(moodline, file)
    assert out.startswith("mine.yaml, as it is now:\n")
    assert "Robin Hale: Well? I have been waiting" in out
    assert "1. You waited all day.\n2. Next.\n" in out
    assert "Proved: 9 states." in out
    assert "error no-reply-left: two: here a call can come to where no reply is left" in out
    assert "w walks there in 2 steps" in out
    assert "Endings, if every reply is picked blindly: good " in out


def test_playing_taking_back_and_beginning_again(moodline: Moodline, file: Path) -> None:
    out = piped(moodline, file, "2", "1", "u", "r", "u", "9", "x", "n")
    assert "Turn 1. You: Next." in out
    assert "Turn 2. You: Why?" in out
    assert "- The reply hurried them" in out
    assert "the call stops here" in out
    assert out.count("The call is at turn 2.") == 1
    assert "No reply was given yet." in out
    assert "There is no reply 9: type a number from 1 to 2." in out
    assert out.count("You are on no way: w begins one.") == 2


def test_locked_replies_are_named_and_not_given(moodline: Moodline, file: Path) -> None:
    out = piped(moodline, file, "2", "2")
    assert "2. No. (not now: Not heard yet)" in out
    assert "\nNot now: Not heard yet\n" in out


def test_walking_to_a_problem_and_to_a_place(moodline: Moodline, file: Path) -> None:
    out = piped(moodline, file, "1", "w", "n", "n", "x", "a", "w good", "w never", "w 7", "w 1")
    for step in range(3):
        assert f"Step {step} of 2 to no-reply-left" in out
    assert "2. Next. (next on the way)" in out
    assert "Step 0 of 2 to good, by the shortest way." in out
    assert "No way to never is known." in out
    assert "There is no problem 7: p lists them." in out
    assert "n next, u back, x ends." in out


def test_starting_anywhere(moodline: Moodline, file: Path) -> None:
    out = piped(moodline, file, "j two furious +rushed", "j two 40 30 20 +note +order", "j two", "j one")
    assert "Started at two, heat 90, heard 20, trust 40. A start that no play reaches." in out
    assert "Mood 40, frustrated. Heard 30. Trust 20." in out
    assert out.count("Play reaches this start.") == 2
    for typed, said in {
        "j": "Type j SCENE",
        "j good": "There is no scene good.",
        "j two 101 0 0": "numbers from 0 to 100",
        "j two cross": "numbers from 0 to 100",
        "j two +nonsense": "There is no fact, promise or flag nonsense.",
    }.items():
        assert said in piped(moodline, file, typed)


def test_map_problems_help_and_nonsense(moodline: Moodline, file: Path) -> None:
    out = piped(moodline, file, "m", "m two", "m nowhere", "p", "?", "", "frobnicate")
    assert "- one: Reached; 1 state; frustrated; heat 50" in out
    assert "- never: Never. Problem open, relationship lost. Never reached." in out
    assert "There is no scene or ending nowhere." in out
    assert "\n1 error.\n1. mine.yaml:" in out
    for key, meaning in HELP:
        assert f"\n{key}: {meaning}\n" in out
    assert "frobnicate is nothing that can be done here: ? says what can." in out


def test_one_that_cannot_be_played_says_why_and_exits_with_1(moodline: Moodline, file: Path) -> None:
    file.write_text(STUCK.replace("goto: good", "goto: god"), encoding="utf-8")
    ran = moodline("preview", "--plain", file, typed="1\np\nm\ne\n")
    assert ran.code == 1
    assert "mine.yaml cannot be played as it was saved (1 error: see the problems)." in ran.out
    assert "did you mean 'good'?" in ran.out
    assert "There is no call yet: the file cannot be played." in ran.out


@pytest.mark.parametrize("name", ["nowhere.yaml", "no-such-scenario"])
def test_what_is_not_there_is_refused(moodline: Moodline, name: str) -> None:
    ran = moodline("preview", name)
    assert (ran.code, ran.out) == (2, "")
    assert "There is no file nowhere.yaml" in ran.err or "no scenario 'no-such-scenario'" in ran.err
    folder = moodline("preview", "--plain", Path(__file__).parent)
    assert (folder.code, folder.out) == (2, "")
    assert "is not a plain file" in folder.err


def test_a_mood_model_that_cannot_be_used_is_refused(moodline: Moodline, file: Path) -> None:
    ran = moodline("preview", "--plain", file, "--model", file)
    assert (ran.code, ran.out) == (2, "")


@pytest.mark.skipif(os.name != "posix", reason="a script is no program there")
def test_the_editor_opens_in_the_terminal_at_the_line(
    moodline: Moodline, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor, out = tmp_path / "vi", tmp_path / "out"
    editor.write_text(f'#!/bin/sh\necho "$@" >> {out}\n', encoding="utf-8")
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    monkeypatch.delenv("VISUAL", raising=False)
    assert "There is no problem 9" in piped(moodline, file, "e", "2", "e", "e 1", "e good", "e 9")
    lines = STUCK.splitlines()
    one, two = lines.index("  one:") + 1, lines.index("  two:") + 1
    good = lines.index("endings:") + 2
    assert out.read_text(encoding="utf-8").splitlines() == [
        f"+{line} {file}" for line in (one, two, two, good)
    ]
    editor.write_text("#!/bin/sh\ncat\nexit 3\n", encoding="utf-8")
    said = piped(moodline, file, "e", "2", "1")
    assert "vi ended with exit code 3. If it did not open, set VISUAL or EDITOR" in said
    assert "The call is at turn" in said or "No reply is left" in said, "what is piped in is no editor's"
    monkeypatch.setenv("EDITOR", str(tmp_path / "nowhere" / "vi"))
    assert "vi could not be started (No such file or directory)." in piped(moodline, file, "e")
    monkeypatch.delenv("EDITOR")
    assert "Set VISUAL or EDITOR" in piped(moodline, file, "e")


Act = str | Callable[[], object]


class Hands:
    """Somebody who types lines and, in between, does other things, such as saving."""

    def __init__(self, *acts: Act) -> None:
        self.acts = list(acts)
        self.waited = 0
        self.is_busy: Callable[[], bool] = lambda: False

    def next(self, seconds: float) -> str | None:
        if self.waited or self.is_busy():  # Nothing is typed, so that the preview looks at the files.
            self.waited = max(0, self.waited - 1)
            time.sleep(0)
            return None
        if not self.acts:
            raise InputEnded
        act = self.acts.pop(0)
        if isinstance(act, str):
            return act
        act()
        self.waited = HOLLOW + 2
        return None


def at_the_keyboard(file: Path, *acts: Act) -> str:
    out = io.StringIO()
    settings = Settings(home=Home(file.parent / "home"), preview=file)
    watch = Watch(time.time)
    made = PlainPreview(file, load_model(), settings, Paper(out), Hands(*acts), interactive=True, watch=watch)
    made.run()
    assert not UNSEEN.search(out.getvalue())
    return out.getvalue()


def test_every_save_is_told_with_what_changed_and_how_the_call_stands(file: Path) -> None:
    def save(text: str) -> Callable[[], object]:
        return lambda: file.write_text(text, encoding="utf-8")

    out = at_the_keyboard(
        file,
        "2",
        save(STUCK.replace('"And?"', '"And what now?"')),
        save(STUCK.replace("goto: good", "goto: god")),
        file.unlink,
        save(STUCK),
        save(STUCK.replace("id: skip", "id: rush").replace('says: "Next."', 'says: "Well."')),
        "q",
        "never typed",
    )
    assert "Your reply, or ? for help:" in out
    changed, wrong, again, other = out.split("mine.yaml was saved.")[1:]
    wrong, _, gone = wrong.partition("mine.yaml is not there.")
    assert "Robin Hale: And what now?" in changed
    assert "cannot be played as it was saved (1 error: see the problems). On show is the" in wrong
    assert "did you mean 'good'?" in wrong
    assert gone.startswith(" It is waited for. On show is the version before.")
    assert "Not found any more" not in wrong + gone, "what is proved is only not known just now"
    assert "The call is at turn 2." in again
    assert "The call is at turn 2." in other
    assert "never typed" not in out


def test_a_call_that_had_to_stop_says_so(file: Path) -> None:
    text = STUCK.replace('      - {id: skip, says: "Next.", moves: [rush], sets: rushed, goto: two}\n', "")
    out = at_the_keyboard(file, "2", lambda: file.write_text(text, encoding="utf-8"))
    assert "The call stops before turn 1 of 1, because one has no reply skip any more." in out


@pytest.mark.skipif(os.name != "posix", reason="Windows waits in a thread")
def test_lines_from_a_descriptor() -> None:
    reading, writing = os.pipe()
    lines = TerminalLines(reading)
    assert lines.next(0) is None
    os.write(writing, b"one\ntw")
    assert lines.next(0) == "one"
    assert lines.next(0) is None
    os.write(writing, "o\n\nthree \xff".encode("latin-1"))
    assert [lines.next(0), lines.next(0), lines.next(0)] == ["two", "", None]
    os.close(writing)
    assert lines.next(0) == "three \ufffd"
    with pytest.raises(InputEnded):
        lines.next(0)
    os.close(reading)


def test_lines_from_a_stream() -> None:
    lines = StreamLines(io.StringIO("one\n\nthree"))
    assert [lines.next(60), lines.next(60), lines.next(60)] == ["one", "", "three"]
    with pytest.raises(InputEnded):
        lines.next(60)
