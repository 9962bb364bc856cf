"""The plain front end with somebody at the keyboard: modes, questions, the debrief."""

import re
from pathlib import Path
from typing import Any

import pytest

from engine.records.home import Home
from engine.records.recorded import RecordedCall
from engine.records.store import Store
from tests.tui.running import EVERY_FEATURE, TO_THE_END, Moodline, at_the_keyboard, fill_up_after
from tui.leaving import Refused


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
