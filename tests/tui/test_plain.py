"""The plain front end: a whole call and its debrief as append-only text."""

import io
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from engine.mood.mood import Mood
from engine.records.errors import StoreProblem, disk_full
from engine.records.home import Home
from engine.records.recorded import RecordedCall
from engine.records.store import Store
from tests.tui.running import BOXES, EVERY_FEATURE, TO_THE_END, UNSEEN, Moodline, at_the_keyboard
from tui.leaving import Refused
from tui.plain.asking import MOST_CHARACTERS, MOST_WRONG, Asker, InputEnded, Wrong
from tui.plain.markdown import paragraphs
from tui.plain.paper import Paper
from tui.plain.words import change, minutes_and_seconds, mood_line


class TextFile(SingleFileSnapshotExtension):
    """A recorded output as a text file of its own."""

    _write_mode = WriteMode.TEXT
    _file_extension = "txt"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def moodline(home: Path, monkeypatch: pytest.MonkeyPatch) -> Moodline:
    return Moodline(home, monkeypatch)


class TestWords:
    def test_a_mood_is_one_sentence_after_another(self) -> None:
        assert mood_line(Mood(62, 20, 35), "angry") == "Mood 62, angry. Heard 20. Trust 35."
        after = mood_line(Mood(62, 20, 35), "angry", Mood(54, 22, 35))
        assert after == "Mood 62, angry, up 8. Heard 20, down 2. Trust 35, no change."

    @pytest.mark.parametrize(("amount", "words"), [(0, "no change"), (8, "up 8"), (-5, "down 5")])
    def test_changes(self, amount: int, words: str) -> None:
        assert change(amount) == words

    @pytest.mark.parametrize(
        ("seconds", "words"),
        [(1, "1 second"), (60, "1 minute"), (90, "1 minute 30 seconds"), (3600, "60 minutes")],
    )
    def test_times(self, seconds: int, words: str) -> None:
        assert minutes_and_seconds(seconds) == words

    def test_markdown_loses_its_signs_and_nothing_else(self) -> None:
        text = "# Bills\n\nOwes **£46** and *more*.\n\n- one\n  more\n1. two\n2. three\n\n[b]x[/b] <b>y</b>"
        assert list(paragraphs(text)) == [
            ("", "Bills"),
            ("", "Owes £46 and more."),
            ("- ", "one more"),
            ("1. ", "two"),
            ("2. ", "three"),
            ("", "[b]x[/b] <b>y</b>"),
        ]

    def test_links_keep_their_address(self) -> None:
        assert list(paragraphs("[here](a.html) and <http://b>")) == [("", "here (a.html) and http://b")]


class TestPaper:
    @given(st.text(), st.sampled_from(["", "- ", "12. "]), st.none() | st.integers(1, 120))
    def test_nothing_that_a_terminal_would_obey_is_written(
        self, text: str, hang: str, width: int | None
    ) -> None:
        out = io.StringIO()
        Paper(out, width).say(text, hang)
        assert not UNSEEN.search(out.getvalue())
        assert out.getvalue().endswith("\n")

    @given(st.lists(st.text("abc", min_size=1, max_size=12), max_size=40), st.integers(20, 100))
    def test_lines_are_wrapped_between_words(self, words: list[str], width: int) -> None:
        out = io.StringIO()
        Paper(out, width).say(" ".join(words), "- ")
        assert all(len(line) <= width for line in out.getvalue().splitlines())
        assert out.getvalue().removeprefix("-").split() == words

    def test_without_a_width_a_paragraph_is_a_line(self) -> None:
        out = io.StringIO()
        Paper(out).say("word " * 100)
        assert out.getvalue().count("\n") == 1

    def test_gaps_do_not_add_up(self) -> None:
        out = io.StringIO()
        paper = Paper(out)
        paper.gap()
        paper.say("a")
        paper.gap()
        paper.heading("b")
        assert out.getvalue() == "a\n\nb\n"


class TestAsker:
    def asker(self, typed: str, *, interactive: bool = True) -> tuple[Asker, io.StringIO]:
        out = io.StringIO()
        return Asker(Paper(out), io.StringIO(typed), interactive=interactive), out

    def test_a_person_is_prompted_and_a_pipe_is_not(self) -> None:
        asker, out = self.asker("x\n")
        assert asker.line("Say:") == "x"
        assert out.getvalue() == "Say: "
        asker, out = self.asker("x\n", interactive=False)
        assert asker.line("Say:") == "x"
        assert out.getvalue() == ""

    @pytest.mark.parametrize("interactive", [True, False])
    def test_the_end_of_input(self, interactive: bool) -> None:
        asker, _ = self.asker("last", interactive=interactive)
        assert asker.line("Say:") == "last"
        with pytest.raises(InputEnded):
            asker.line("Say:")

    def test_what_is_typed_cannot_steer_the_terminal(self) -> None:
        asker, _ = self.asker("\x1b[2Ja\u202eb\x00 \n")
        assert asker.line("Say:") == "[2Jab"

    def test_a_line_without_end_is_cut_and_does_not_spill(self) -> None:
        asker, _ = self.asker("a" * (3 * MOST_CHARACTERS) + "\nnext\n")
        assert asker.line("Say:") == "a" * MOST_CHARACTERS
        assert asker.line("Say:") == "next"
        asker, _ = self.asker("a" * (MOST_CHARACTERS - 1) + "\nnext\n")
        assert len(asker.line("Say:")) == MOST_CHARACTERS - 1
        assert asker.line("Say:") == "next"

    def test_a_pipe_that_never_answers_is_refused(self) -> None:
        def never(_typed: str) -> None:
            raise Wrong("No.")

        asker, out = self.asker("y\n" * (MOST_WRONG + 5), interactive=False)
        with pytest.raises(Refused, match="no answer"):
            asker.ask("Say:", never)
        assert out.getvalue().count("No.") == MOST_WRONG

    def test_yes_and_no(self) -> None:
        asker, out = self.asker("maybe\nY\nno\n")
        assert asker.yes("Sure?")
        assert not asker.yes("Sure?")
        assert "Type y for yes or n for no." in out.getvalue()


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


def fill_up_after(monkeypatch: pytest.MonkeyPatch, events: int) -> None:
    """Let the disk be full once so many events have been kept; at a second try there is room again."""
    append = Store.append
    seen: list[int] = []

    def full(self: Store, attempt_id: int, n: int, *rest: Any, **more: Any) -> None:
        if n >= events and not seen:
            seen.append(n)
            raise disk_full(self.path)
        append(self, attempt_id, n, *rest, **more)

    monkeypatch.setattr(Store, "append", full)


class TestModes:
    def test_standard_tells_the_mood_and_no_reasons(self, home: Path) -> None:
        out = at_the_keyboard(home, "\n1\nq\n", seed=7).out
        assert "Mood 62, angry. Heard 20. Trust 35.\n" in out
        assert "Mood 57, angry, down 5. Heard 42, up 22. Trust 41, up 6." in out
        assert "Why:" not in out

    def test_coach_tells_what_moved_and_why(self, home: Path) -> None:
        out = at_the_keyboard(home, "\n1\nq\n", seed=7, mode="coach").out
        assert "Why: Specific." in out
        told = out.partition("Why: Specific.\n")[2].partition("Robin Hale:")[0]
        for part, amount in (("heat", -5), ("heard", 22), ("trust", 6)):
            found = re.findall(rf"{part} (up|down) (\d+)", told)
            assert sum(int(n) if way == "up" else -int(n) for way, n in found) == amount

    def test_exam_tells_nothing_of_the_mood_until_the_debrief(self, home: Path) -> None:
        out = at_the_keyboard(home, "\nm\n" + TO_THE_END + "\n\n\n", seed=7, mode="exam").out
        call, _, debrief = out.partition("Debrief, step 2 of 4")
        assert "An exam shows the mood in the debrief" in call
        assert not re.search(r"Mood \d|Heard \d|Trust \d|Why:", call)
        assert "Mood 57, angry, down 5" in debrief


class TestAtTheKeyboard:
    def test_the_briefing_comes_first_and_enter_answers(self, home: Path) -> None:
        out = at_the_keyboard(home, "r\np\nx\n\nq\n", seed=7).out
        before, _, after = out.partition("Robin Hale: It is soaked.")
        assert before.count("Customer record") == 2
        assert before.count("Policy") == 2
        assert "Press Enter to answer" in before
        assert after

    def test_leaving_before_answering_leaves_nothing_behind(self, home: Path) -> None:
        for typed in ("q\n", ""):
            assert at_the_keyboard(home, typed, seed=7).code == 0
        with Store.open(Home(home), read_only=True) as store:
            assert store.attempts() == ()

    def test_what_can_be_looked_up_during_a_call(self, home: Path) -> None:
        out = at_the_keyboard(home, "\n?\nr\np\nf\nm\na\n1\n2\n1\nf\nq\n", seed=7).out
        assert "h: put the customer on hold" in out
        assert "Order: 0042" in out
        assert "- the order number" in out
        assert "You have made none." in out
        assert "- leave a note for the driver (made)" in out
        assert out.count("1. Left in the rain") == 2

    def test_h_puts_on_hold_where_a_reply_offers_that(self, home: Path) -> None:
        out = at_the_keyboard(home, "\nh\n1\nhold\nq\n", seed=7).out
        assert "No reply here puts the customer on hold." in out
        assert "Turn 2. You: May I put you on hold" in out
        assert "Robin Hale waits on hold for 2 minutes, as announced." in out

    def test_a_locked_reply_says_why(self, home: Path, tmp_path: Path) -> None:
        text = EVERY_FEATURE.read_text(encoding="utf-8")
        file = tmp_path / "locked.yaml"
        condition = 'when: {not: {made: {photo: ">= 1"}}}'
        file.write_text(text.replace(condition, "when: {told: address}"), encoding="utf-8")
        out = at_the_keyboard(home, "\n1\n3\nq\n", seed=7, scenario=str(file)).out
        assert "3. Could you send a photo? (not now: You have asked for one already)" in out
        assert "Not now: You have asked for one already" in out
        assert "Turn 2." not in out

    def test_going_on_is_offered(self, home: Path) -> None:
        at_the_keyboard(home, "\n1\n2\nq\n", seed=7)
        out = at_the_keyboard(home, "what\ng\n1\n1\n\n\n\n").out
        assert "a call was left on" in out
        assert "after 2 turns." in out
        assert "Type g to go on with that call, or n to begin a new one." in out
        assert "Situation" not in out
        assert "Turn 2. You: May I put you on hold" in out  # Told again.
        assert "Turn 3. You: A new one" in out
        assert "Debrief, step 4 of 4" in out
        with Store.open(Home(home), read_only=True) as store:
            assert [attempt.finished for attempt in store.attempts()] == [True]

    def test_a_new_call_in_its_place(self, home: Path) -> None:
        at_the_keyboard(home, "\n1\nq\n", seed=7)
        assert at_the_keyboard(home, "n\nq\n").code == 0
        with Store.open(Home(home), read_only=True) as store:  # Nothing was begun, so it is still offered.
            assert store.unfinished("every-feature") is not None
        at_the_keyboard(home, "n\n\n1\n2\nq\n")
        with Store.open(Home(home), read_only=True) as store:
            newest, oldest = store.attempts()
            assert oldest.set_aside_at is not None
            assert store.unfinished("every-feature") == newest

    def test_a_long_call_is_told_again_in_part(self, home: Path) -> None:
        at_the_keyboard(home, "\n1\n" + "5\n" * 5 + "q\n", seed=7)
        out = at_the_keyboard(home, "g\nq\n").out
        assert "You are at turn 7. The latest turns were:" in out
        assert "Turn 3." not in out
        assert [f"Turn {n}." in out for n in (4, 5, 6)] == [True] * 3

    def test_a_scenario_edited_meanwhile_goes_on_as_it_was_begun(self, home: Path, tmp_path: Path) -> None:
        file = tmp_path / "mine.yaml"
        text = EVERY_FEATURE.read_text(encoding="utf-8")
        file.write_text(text, encoding="utf-8")
        at_the_keyboard(home, "\n1\nq\n", scenario=str(file), seed=7)
        file.write_text(text.replace("So what now?", "Now what?"), encoding="utf-8")
        out = at_the_keyboard(home, "g\nq\n", scenario=str(file)).out
        assert "The scenario has been edited since. This call goes on as it was begun." in out
        assert "So what now?" in out
        file.unlink()
        out = at_the_keyboard(home, "q\n", scenario=str(file), resume=1).out
        assert "The scenario is not there any more. This call goes on as it was begun." in out

    def test_records_that_cannot_be_used_are_asked_about(self, home: Path) -> None:
        home.write_text("in the way")
        ran = at_the_keyboard(home, "y\n\n" + TO_THE_END + "\n\n\n", seed=7)
        assert ran.code == 0
        assert "Play unsaved? Nothing of the call will be kept." in ran.out
        assert "Debrief, step 4 of 4" in ran.out
        for typed in ("n\n", ""):
            with pytest.raises(Refused, match="Nothing was played"):
                at_the_keyboard(home, typed, seed=7)

    @pytest.mark.parametrize(
        ("typed", "kept", "told"), [("x\nt\n", 2, 2), ("u\n", 1, 2), ("q\n", 1, 1), ("", 1, 1)]
    )
    def test_a_disk_that_fills_up(
        self, home: Path, monkeypatch: pytest.MonkeyPatch, typed: str, kept: int, told: int
    ) -> None:
        fill_up_after(monkeypatch, 1)
        out = at_the_keyboard(home, f"\n1\n2\n{typed}", seed=7).out
        assert "Your reply could not be kept, so it was not given." in out
        assert "full. Free some space" in out
        assert (f"Turn {told}." in out, f"Turn {told + 1}." in out) == (True, False)
        with Store.open(Home(home), read_only=True) as store:
            assert len(store.load(1).events) == kept

    def test_a_second_window_cannot_be_tried_again(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        choose = RecordedCall.choose

        def choose_in_the_other_window_first(self: RecordedCall, reply: str, now: Any) -> Any:
            if self.saved and not self.events:
                other = RecordedCall.resume(self.keeper, self.attempt.id)
                choose(other, "sorry", now)
            return choose(self, reply, now)

        monkeypatch.setattr(RecordedCall, "choose", choose_in_the_other_window_first)
        out = at_the_keyboard(home, "\n1\nt\nu\nq\n", seed=7).out
        assert "another window" in out
        assert "Type u to go on unsaved, q to leave." in out
        assert "Turn 1. You: Left in the rain" in out
        assert "The call was played unsaved: it is not kept." in out


class TestDebrief:
    def test_the_guesses_come_before_everything_else(self, home: Path) -> None:
        out = at_the_keyboard(home, "\n" + TO_THE_END + "livid\nuneasy\n7\n2\n\n", seed=7).out
        steps = [out.index(f"Debrief, step {n} of 4") for n in (1, 2, 3, 4)]
        assert steps == sorted(steps)
        assert "Type calm, uneasy, frustrated, angry or furious, or a number from 0 to 100." in out
        assert "The call had 4 turns: type a number from 1 to 4." in out
        with Store.open(Home(home), read_only=True) as store:
            note = store.load(1).events[-1]
        assert (note.kind, dict(note.payload)) == ("reaction", {"heat": None, "band": "uneasy", "turn": 2})

    def test_everything_can_be_skipped(self, home: Path) -> None:
        ran = at_the_keyboard(home, "\n" + TO_THE_END + "\n\n\n", seed=7)
        assert ran.code == 0
        with Store.open(Home(home), read_only=True) as store:
            assert [event.kind for event in store.load(1).events] == ["choice"] * 4

    def test_it_is_there_again_later(self, home: Path, moodline: Moodline) -> None:
        first = moodline("play", EVERY_FEATURE, "--seed", "7", typed=TO_THE_END + "38\n3\n")
        again = moodline("debrief", "1")
        assert again.code == 0
        assert again.out.strip() == first.out.partition("step 2 of 4")[2].partition("What next?")[
            0
        ].strip() or (again.out.strip() in first.out)
        unfinished = moodline("play", EVERY_FEATURE, "--seed", "7", typed="1\n")
        assert unfinished.code == 1
        ran = moodline("debrief", "2")
        assert (ran.code, ran.out) == (2, "")
        assert "moodline play every-feature --attempt 2 goes on with it" in ran.err

    def test_replay_from_a_turn(self, home: Path) -> None:
        typed = "\n" + TO_THE_END + "\n\nreplay 9\nreplay 3\n2\n1\n\n\nq\n"
        ran = at_the_keyboard(home, typed, seed=7)
        assert ran.code == 0
        assert "The call had 4 turns" in ran.out
        assert "Turn 3. You: It will be with you on Tuesday, I promise." in ran.out
        with Store.open(Home(home), read_only=True) as store:
            second, first = store.attempts()
            assert (second.parent, second.from_turn, second.finished) == (first.id, 3, True)

    def test_a_reflection_is_kept_with_the_attempt(self, home: Path) -> None:
        typed = "\n" + TO_THE_END + "\n\nreflect\nA wet parcel\n\nLast week, on hold\nAsk \x1b[1mfirst\n\n"
        assert at_the_keyboard(home, typed, seed=7).code == 0
        with Store.open(Home(home), read_only=True) as store:
            note = store.load(1).events[-1]
        assert note.kind == "reflection"
        assert list(note.payload.values()) == ["A wet parcel", "Last week, on hold", "Ask [1mfirst"]

    def test_a_reflection_that_breaks_off_is_kept_as_far_as_it_goes(self, home: Path) -> None:
        assert at_the_keyboard(home, "\n" + TO_THE_END + "\n\nreflect\nOne", seed=7).code == 0
        with Store.open(Home(home), read_only=True) as store:
            assert list(store.load(1).events[-1].payload.values()) == ["One"]

    def test_a_note_that_cannot_be_kept_is_no_end(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        fill_up_after(monkeypatch, 4)
        ran = at_the_keyboard(home, "\n" + TO_THE_END + "angry\n\n\n", seed=7)
        assert ran.code == 0
        assert "This could not be kept." in ran.out
        assert "Debrief, step 4 of 4" in ran.out


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
