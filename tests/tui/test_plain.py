"""The plain front end: a whole call and its debrief as append-only text."""

import shlex
from pathlib import Path
from typing import Any

import pytest
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from engine.records.errors import StoreProblem
from engine.records.store import Store
from tests.tui.running import BOXES, EVERY_FEATURE, TO_THE_END, Moodline, at_the_keyboard, fill_up_after
from tui.leaving import Refused


class TextFile(SingleFileSnapshotExtension):
    """A recorded output as a text file of its own."""

    _write_mode = WriteMode.TEXT
    _file_extension = "txt"


class TestPiped:
    def test_a_whole_call_and_its_debrief_as_recorded(self, moodline: Moodline, snapshot: Any) -> None:
        """Renewed with ``--snapshot-update``; look at every difference before that is committed."""
        ran = moodline("play", EVERY_FEATURE, "--plain", "--seed", "7", "--mode", "coach", typed=TO_THE_END)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out == snapshot(extension_class=TextFile)

    def test_the_same_input_gives_the_same_bytes(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moodline: Moodline
    ) -> None:
        arguments = ["play", EVERY_FEATURE, "--plain", "--seed", "7"]
        typed = TO_THE_END + "angry\n2\n"
        first = moodline(*arguments, typed=typed)
        monkeypatch.setenv("COLUMNS", "40")
        assert moodline(*arguments, typed=typed) == first
        assert Moodline(tmp_path / "elsewhere", monkeypatch)(*arguments, typed=typed) == first
        assert first.code == 0

    def test_no_boxes_no_colours_no_prompts(self, moodline: Moodline) -> None:
        ran = moodline("play", EVERY_FEATURE, "--seed", "7", typed=TO_THE_END)
        assert not BOXES.search(ran.out)
        assert "Your reply, 1 to" not in ran.out
        assert "Press Enter" not in ran.out

    def test_input_that_ends_keeps_the_call_and_says_so(self, moodline: Moodline) -> None:
        ran = moodline("play", EVERY_FEATURE, "--seed", "7", typed="1\n2")
        assert ran.code == 1
        assert ran.out.endswith(
            f"Your call is kept: moodline play {shlex.quote(str(EVERY_FEATURE))} --resume goes on.\n"
        )
        again = moodline("play", EVERY_FEATURE, "--resume", typed="1\n1\n")
        assert again.code == 0
        assert "Turn 3. You: A new one goes out today" in again.out
        assert "Debrief, step 4 of 4" in again.out
        assert len(moodline("attempts").out.splitlines()) == 2

    def test_leaving_is_no_failure(self, moodline: Moodline) -> None:
        ran = moodline("play", EVERY_FEATURE, "--seed", "7", typed="1\nq\n3\n")
        assert ran.code == 0
        assert "Your call is kept" in ran.out

    def test_an_unfinished_call_is_mentioned_and_a_new_one_begun(self, moodline: Moodline) -> None:
        moodline("play", EVERY_FEATURE, "--seed", "7", typed="1\n")
        ran = moodline("play", EVERY_FEATURE, typed="q\n")
        assert ran.err == (
            "A call of this scenario was left unfinished (attempt 1): --resume goes on with it.\n"
        )
        assert "Situation" in ran.out
        for options in (["--new"], ["--seed", "7"]):
            assert moodline("play", EVERY_FEATURE, *options, typed="q\n").err == ""

    def test_wrong_input_is_told_and_asked_again(self, moodline: Moodline) -> None:
        ran = moodline("play", EVERY_FEATURE, "--seed", "7", typed="0\n9\nhello\n\n٢٣\n1\nq\n")
        assert "There is no reply 9: type a number from 1 to 4, or ? for help." in ran.out
        assert "hello is no reply: type a number from 1 to 4, or ? for help." in ran.out
        assert "Type a number from 1 to 4, or ? for help." in ran.out
        assert ran.out.count("Turn 1.") == 1

    def test_a_program_that_never_stops_is_stopped(self, moodline: Moodline) -> None:
        ran = moodline("play", EVERY_FEATURE, "--seed", "7", typed="y\n" * 500)
        assert ran.code == 2
        assert "The input is no answer" in ran.err

    def test_records_that_cannot_be_used_need_agreement(self, moodline: Moodline, home: Path) -> None:
        home.write_text("in the way")
        ran = moodline("play", EVERY_FEATURE, "--seed", "7", typed=TO_THE_END)
        assert (ran.code, ran.out) == (2, "")
        assert "not a folder" in ran.err
        assert "--unsaved" in ran.err
        ran = moodline("play", EVERY_FEATURE, "--seed", "7", "--unsaved", typed=TO_THE_END)
        assert (ran.code, ran.err) == (0, "")
        assert "nothing of it is kept" in ran.out

    def test_a_disk_that_fills_up_stops_the_call_before_the_reply(
        self, moodline: Moodline, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fill_up_after(monkeypatch, 1)
        ran = moodline("play", EVERY_FEATURE, "--seed", "7", typed=TO_THE_END)
        assert ran.code == 2
        assert "full" in ran.err
        assert "On record of this call: 1 turn." in ran.err
        assert "Turn 1." in ran.out
        assert "Turn 2." not in ran.out

    def test_the_library(self, moodline: Moodline) -> None:
        listed = moodline()
        assert listed.code == 0
        assert "(entitled-caller). Level 3, about 8 minutes." in listed.out
        number = next(
            line.partition(".")[0] for line in listed.out.splitlines() if "(entitled-caller)" in line
        )
        for typed in (f"{number}\nq\n", "entitled-caller\nq\n", "nowhere\nelectricity\nentitled-caller\nq\n"):
            ran = moodline("--seed", "7", typed=typed)
            assert ran.code == 0
            assert "Customer record" in ran.out
            assert ("Nothing is found." in ran.out) is typed.startswith("nowhere")
        assert moodline(typed="99\n").out.endswith("There is no number 99: type one from 1 to 3.\n")
        assert moodline(typed="q\n").code == 0

    def test_what_is_played_shows_in_the_library(self, moodline: Moodline, tmp_path: Path) -> None:
        folder = tmp_path / "mine"
        folder.mkdir()
        (folder / "one.yaml").write_text(EVERY_FEATURE.read_text(encoding="utf-8"), encoding="utf-8")
        (folder / "two.yaml").write_text("title: [", encoding="utf-8")
        ran = moodline("--folder", folder, "--seed", "7", typed=f"every-feature\n{TO_THE_END}")
        assert ran.code == 0
        again = moodline("--folder", folder)
        assert "Every feature (every-feature). Level 2, about 3 minutes." in again.out
        assert "Played 1 time." in again.out
        assert "1 file cannot be read" in again.out

    def test_a_shift_is_calls_in_a_row(self, moodline: Moodline, tmp_path: Path) -> None:
        folder = tmp_path / "mine"
        (folder / "shifts").mkdir(parents=True)
        text = EVERY_FEATURE.read_text(encoding="utf-8")
        (folder / "one.yaml").write_text(text, encoding="utf-8")
        (folder / "two.yaml").write_text(text.replace("every-feature", "second"), encoding="utf-8")
        shift = folder / "shifts" / "late.yaml"
        shift.write_text(
            "moodline: 1\nid: late\ntitle: Late\ncalls: [every-feature, second]\n", encoding="utf-8"
        )
        play = ["shift", "late", "--folder", folder, "--seed", "7"]
        after = "\n\n\n"  # Both guesses skipped, and nothing more of this call.
        ran = moodline(*play, typed=TO_THE_END + after + TO_THE_END + after)
        assert ran.code == 0
        assert (
            ran.out.index("Call 1 of 2.")
            < ran.out.index("Call 2 of 2.")
            < ran.out.index("The shift is over.")
        )
        left = moodline(*play, typed=TO_THE_END + after + "1\nq\n")
        assert left.code == 0
        assert left.out.endswith("The shift goes on with: moodline shift late --from 2\n")
        assert "Call 2 of 2." in moodline(*play, "--from", "2", typed="q\n").out
        assert moodline(*play, "--from", "3").code == 2
        shift.write_text("moodline: 1\nid: late\ntitle: Late\ncalls: [every-featur]\n", encoding="utf-8")
        assert "did you mean 'every-feature'?" in moodline(*play).err


def test_hostile_text_everywhere_is_shown_and_obeyed_nowhere(home: Path, tmp_path: Path) -> None:
    text = EVERY_FEATURE.read_text(encoding="utf-8")
    odd = "[/b] [@click=app.bell]x[/] *y* `z` <b>é</b> 👩‍🚒 ليلى"
    for plain in (
        "Every feature",
        "Robin Hale",
        "So what now?",
        "I'll send another.",
        "A parcel was left in the rain.",
    ):
        assert plain in text
        text = text.replace(plain, odd)
    for field in ("title: ", "name: ", "situation: "):
        text = text.replace(f"{field}{odd}", f'{field}"{odd}"')
    file = tmp_path / "odd.yaml"
    file.write_text(text, encoding="utf-8")
    out = at_the_keyboard(
        home, "\n1\n2\n1\n1\n\n\n\n", scenario=str(file), seed=7, mode="coach", agent=odd
    ).out
    assert f"{odd}: It is soaked." in out
    assert "Debrief, step 4 of 4" in out


@pytest.mark.parametrize("method", ["begin", "unfinished"])
def test_records_that_fail_after_they_were_opened(
    home: Path, moodline: Moodline, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise StoreProblem("locked", "The records are locked.", "Close other windows.")

    monkeypatch.setattr(Store, method, refuse)
    ran = moodline("play", EVERY_FEATURE, typed=TO_THE_END)
    assert ran.code == 2
    assert "The records are locked. Close other windows." in ran.err
    assert "--unsaved" in ran.err
    typed = "y\n\n" if method == "unfinished" else "\ny\n"
    played = at_the_keyboard(home, typed + TO_THE_END + "\n\n\n")
    assert played.code == 0
    assert "This call is played unsaved: nothing of it is kept." in played.out
    with pytest.raises(Refused, match="Nothing was played"):
        at_the_keyboard(home, typed.replace("y", "n"))
