"""The preview, by its keys: saves of every kind, the call that stays, starts, walks, and the editor."""

import stat
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from engine.workshop.checks import proof
from engine.workshop.preview.proving import prove_in_steps
from tests.tui.screens.previewing import STUCK, OnlyStuck, previewing
from tui.proving import Proved
from tui.screens.preview import PreviewScreen
from tui.screens.preview_names import PaneName
from tui.screens.preview_start import StartScreen
from tui.widgets.scene_map import SceneMapList


@pytest.fixture(autouse=True)
def one_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "CHECKS", (OnlyStuck(),))


MENDED = STUCK.replace(", once: true", "")


async def test_the_map_the_problems_and_the_call_are_one_key_away(home: Path) -> None:
    async with previewing(home) as there:
        assert "proved: 9 states  1 error" in there.text
        rows = there.text.splitlines()
        assert any("▶  one" in row and "1 - - ◑ - -" in row and "50" in row for row in rows)
        assert any("×" in row and "two" in row for row in rows)
        assert any("good" in row and "%" in row and row.rstrip().endswith("good") for row in rows)
        assert any("never" in row and "never reached" in row for row in rows)
        await there.press("down")
        assert "two: Reached in 1 reply" in there.words
        await there.press("p")
        assert "no-reply-left mine.yaml:" in there.words
        assert "w: 2 replies lead there" in there.words
        await there.press("l")
        assert "You waited all day." in there.text
        await there.pilot.click(PaneName)
        assert "Endings" in there.text


async def test_side_by_side_where_there_is_room(home: Path) -> None:
    async with previewing(home, size=(160, 45)) as there:
        for words in ("Scenes", "trust", "no-reply-left", "You waited all day.", "frustrated", "history"):
            assert words in there.text, words


async def test_a_save_shows_the_new_text_and_keeps_the_place(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with previewing(home) as there:
        await there.press("l", "2", "1")
        assert "No reply is left" in there.words
        shown: list[tuple[str, list[str]]] = []

        def proved(*wanted: Any) -> Any:
            shown.append((there.text, [finding.problem.message for finding in there.preview._findings]))
            return prove_in_steps(*wanted)

        monkeypatch.setattr("tui.proving.prove_in_steps", proved)
        await there.save(MENDED.replace('"And?"', '"And what now?"').replace("two", "three"))
        ((text, (message,)),) = shown
        assert "And what now?" in text, "what was read is on the screen before anything is proved"
        assert "proving" in text.splitlines()[0]
        assert message.endswith("(in the version before; being proved again)")
        assert "The scene two is called three now; the call goes on in it." in there.words
        assert there.said == ["skip", "ask"]
        assert "And what now?" in there.text
        assert "no problems" in there.text.splitlines()[0]
        assert "Why?" in there.text


async def test_a_reply_that_is_gone_is_said_and_what_is_left_is_played(home: Path) -> None:
    async with previewing(home, MENDED) as there:
        await there.press("l", "1", "2", "2")
        assert there.said == ["hear", "ask", "ask"]
        await there.edit('      - {id: ask, says: "Why?", moves: [probe], goto: two}\n', "")
        assert there.said == ["hear"]
        assert "The call stops before turn 2 of 3, because two has no reply ask any more." in there.words
        await there.press("1")
        assert "The call stops" not in there.words


@pytest.mark.parametrize(
    "broken",
    ["", STUCK.replace("goto: good", "goto: god")],
    ids=["empty", "wrong"],
)
async def test_a_broken_save_keeps_the_version_before_on_show(home: Path, broken: str) -> None:
    async with previewing(home) as there:
        await there.press("l", "2")
        await there.save(broken)
        assert "mine.yaml cannot be played as it was saved" in there.words
        assert "On show is the version before." in there.words
        assert "cannot be played" in there.text.splitlines()[0]
        assert there.scene == "two"
        await there.press("1", "p")
        assert "mine.yaml:" in there.text.splitlines()[4]
        await there.press("w")
        assert "stands in the text" in there.toasts[-1]
        await there.save(STUCK)
        assert "On show" not in there.words
        assert there.said == ["skip", "ask"]
        assert "no-reply-left" in there.words


async def test_one_that_is_broken_from_the_start_is_shown_once_it_is_mended(home: Path) -> None:
    async with previewing(home, "moodline: 1\n") as there:
        assert "missing-key" in there.text, "the problems come first"
        await there.press("l", "m", "j", "u", "r", "n", "w", "1", "e")
        await there.save(STUCK)
        assert "proved" in there.text
        await there.press("l", "1")
        assert there.scene == "two"


async def test_a_file_that_vanishes_is_waited_for(home: Path) -> None:
    async with previewing(home) as there:
        await there.press("l", "2")
        text = there.file.read_text(encoding="utf-8")
        there.file.unlink()
        await there.look()
        assert "mine.yaml is not there. It is waited for." in there.words
        assert there.scene == "two"
        await there.save(text)
        assert "waited for" not in there.words
        assert there.said == ["skip"]


async def test_an_editor_that_saves_by_renaming(home: Path) -> None:
    async with previewing(home) as there:
        for number in range(3):
            other = there.file.with_suffix(".tmp")
            other.write_text(STUCK.replace("Well?", f"Well number {number}?"), encoding="utf-8")
            other.replace(there.file)
            await there.look()
            await there.press("l")
            assert f"Well number {number}?" in there.text


async def test_a_part_counts_too_also_one_that_is_missing_at_first(home: Path) -> None:
    text = STUCK.replace("goto: bad", "goto: extra") + "include: parts/more.yaml\n"
    async with previewing(home, text) as there:
        assert "include-missing" in there.text
        part = home / "parts" / "more.yaml"
        part.parent.mkdir()
        more = "moodline: 1\nscenes:\n  extra:\n    replies: [{id: a, says: A., goto: bad}]\n"
        part.write_text(more, encoding="utf-8")
        await there.look()
        assert "proved" in there.text
        part.write_text(more.replace("A.", "Another."), encoding="utf-8")
        await there.look()
        call = there.preview.desk.call
        assert call is not None
        assert call.plan.scenario.scenes["extra"].replies[0].says == "Another."


async def test_a_save_of_the_same_text_proves_nothing_anew(home: Path) -> None:
    async with previewing(home) as there:
        known = there.preview._prover.known
        await there.save(STUCK)
        assert there.preview._prover.known is known
        assert "1 error" in there.text
        await there.press("f5")
        assert there.preview._prover.known is known


async def test_starting_there_furious(home: Path) -> None:
    async with previewing(home) as there:
        await there.press("down", "enter")
        dialog = there.screen(StartScreen)
        assert "Start a call at two" in there.text
        assert "Play reaches this start." in there.words
        heat = dialog.query_one("#heat", Input)
        heat.value = ""
        await there.write("furious")
        assert "A start that no play reaches." in there.words
        await there.press("enter")
        assert there.scene == "two"
        call = there.preview.desk.call
        assert call is not None
        assert call.band == "furious"
        assert "Started at two, heat 90" in there.words
        assert "A start that no play reaches." in there.words
        await there.edit("And?", "And now?")
        assert "Started at two, heat 90" in there.words
        assert "And now?" in there.text
        await there.press("r")
        assert "Started" not in there.words
        assert there.scene == "one"


async def test_a_band_that_play_reaches_brings_the_mood_and_the_facts_with_it(home: Path) -> None:
    async with previewing(home) as there:
        await there.press("down", "j")
        there.screen(StartScreen).query_one("#heat", Input).value = "fru"
        await there.settle()
        assert "Play reaches this start." in there.words
        assert "[×] fact order" in there.text
        await there.press("ctrl+s")
        assert "Play reaches this start." in there.words
        call = there.preview.desk.call
        assert call is not None
        assert call.facts_told() == ("the order number",)


async def test_facts_promises_and_flags_are_toggled_and_wrong_numbers_told(home: Path) -> None:
    async with previewing(home) as there:
        await there.press("down", "j", "tab", "tab", "tab", "down", "enter")
        await there.press("down", "enter")
        assert "[×] promise note" in there.text
        assert "[×] flag rushed" in there.text
        trust = there.screen(StartScreen).query_one("#trust", Input)
        for wrong in ("101", "", "x", "-1", "³"):
            trust.value = wrong
            await there.settle()
            assert "Trust is a number from 0 to 100." in there.words
            await there.press("ctrl+s")
            there.screen(StartScreen)
        trust.value = "7"
        await there.press("ctrl+s")
        call = there.preview.desk.call
        assert call is not None
        assert call.state.mood.trust == 7
        assert call.promises() == (("leave a note", "made"),)
        assert there.preview.desk.start is not None
        assert there.preview.desk.start.flags == {"rushed"}
        await there.press("j", "escape")
        there.screen(PreviewScreen)


async def test_walking_a_witness_with_the_finding_in_view(home: Path) -> None:
    async with previewing(home) as there:
        await there.press("l", "1", "p", "enter")
        assert "Step 0 of 2 to no-reply-left: here a call can come to where no reply is left." in there.words
        assert there.preview._call.replies.highlighted == 1, "the next reply of the way is marked"
        await there.press("n")
        assert ("Step 1 of 2" in there.words, there.scene) == (True, "two")
        await there.press("right", "right")
        assert "Step 2 of 2" in there.words
        assert "No reply is left in this scene" in there.words
        await there.press("u")
        assert "Step 1 of 2" in there.words
        await there.press("left", "escape")
        assert there.said == ["hear"], "back to the own call"
        assert "Step" not in there.words


async def test_mending_what_is_walked_is_told(home: Path) -> None:
    async with previewing(home) as there:
        await there.press("p", "w", "n", "n")
        await there.edit(", once: true", "")
        assert there.toasts == ["no-reply-left is not found any more. The call goes on from here."]
        assert there.said == ["skip", "ask"]
        assert "Step" not in there.words


async def test_walking_the_way_to_a_place_on_the_map(home: Path) -> None:
    async with previewing(home) as there:
        there.preview.query_one(SceneMapList).go_to("good")
        await there.press("enter")
        assert "Step 0 of 2 to good, by the shortest way." in there.words
        await there.press("n", "n")
        assert (
            "The call is over: Good (good; problem solved, relationship kept, a good ending)" in there.words
        )
        await there.edit("And?", "And now?")
        assert "Step 2 of 2 to good" in there.words
        await there.press("m")
        there.preview.query_one(SceneMapList).go_to("never")
        await there.press("w")
        assert there.toasts[-1] == "No play is known that comes there."
        there.preview.query_one(SceneMapList).go_to("one")
        await there.press("w")
        assert there.toasts[-1] == "The call begins there: r goes there."


async def test_a_reply_on_the_way_makes_the_call_ones_own(home: Path) -> None:
    async with previewing(home) as there:
        await there.press("p", "w", "n", "1")
        assert there.said == ["skip", "ask"]
        assert "Step" not in there.words


async def test_undo_restart_and_locked_replies(home: Path) -> None:
    async with previewing(home) as there:
        await there.press("2", "2")
        assert there.toasts == ["Not heard yet"]
        assert there.said == ["skip"]
        await there.press("u", "u")
        assert there.said == []
        await there.press("1", "r")
        assert there.said == []


EDITOR = """\
#!{python}
import sys, pathlib
pathlib.Path({out!r}).write_text("\\n".join(sys.argv[1:]), encoding="utf-8")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")
async def test_the_editor_opens_at_the_line(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "opened with"
    editor = tmp_path / "my editors" / "codium"
    editor.parent.mkdir()
    editor.write_text(EDITOR.format(python=sys.executable, out=str(out)), encoding="utf-8")
    editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("VISUAL", f"'{editor}' --wait")

    async with previewing(home) as there:

        async def opened() -> list[str]:
            await there.press("e")
            assert there.preview.edited_in is not None
            assert there.preview.edited_in.wait(30) == 0
            return out.read_text(encoding="utf-8").split("\n")

        lines = STUCK.splitlines()
        two, one = lines.index("  two:") + 1, lines.index("  one:") + 1
        await there.press("p")
        assert await opened() == ["--wait", "--goto", f"{there.file}:{two}:3"]
        assert there.toasts[-1] == "Opened in codium."
        await there.press("m")
        there.preview.query_one(SceneMapList).go_to("good")
        await there.settle()
        assert (await opened())[-1] == f"{there.file}:{lines.index('endings:') + 2}:3"
        await there.press("l")
        assert (await opened())[-1] == f"{there.file}:{one}:3"


async def test_no_editor_and_editors_that_cannot_be_opened(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    async with previewing(home) as there:
        await there.press("e")
        assert "Set VISUAL or EDITOR" in there.toasts[-1]
        monkeypatch.setenv("EDITOR", "/nowhere/code")
        await there.press("e")
        assert "code could not be started (No such file or directory)" in there.toasts[-1]
        monkeypatch.setenv("EDITOR", "vi")
        await there.press("e")
        assert "cannot be handed over to vi" in there.toasts[-1], "there is no terminal in a test"


async def test_help_lists_the_keys_and_q_leaves(home: Path) -> None:
    async with previewing(home, size=(80, 50)) as there:
        await there.press("question_mark")
        for words in ("Help Preview", "walk to it", "in any mood and with any facts", "41.2%"):
            assert words in there.words
        await there.press("escape", "q")
        assert there.app._exit


async def test_a_fault_in_a_check_does_not_end_the_preview(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_arguments: object) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr("engine.workshop.preview.proving.prove", fails)
    async with previewing(home) as there:
        assert "proving broke off (RuntimeError): a fault of Moodline's" in there.words
        await there.press("l", "1")
        assert there.scene == "two"


async def test_what_is_too_large_is_sampled_and_says_so(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.workshop.preview.proving.SOON_STATES", 1)
    monkeypatch.setattr("engine.workshop.preview.proving.MOST_STATES", 2)
    chain = "".join(
        f"  s{number}:\n    replies:\n"
        f"      - {{id: a, says: A{number}., moves: [affirm], goto: s{number + 1}}}\n"
        f"      - {{id: b, says: B{number}., moves: [rush], goto: s{number + 1}}}\n"
        for number in range(12)
    )
    end = "  s12:\n    replies: [{id: a, says: A., goto: good}]\n"
    text = STUCK.partition("scenes:")[0].replace("start: one", "start: s0") + "scenes:\n" + chain + end
    async with previewing(home, f"{text}endings:{STUCK.partition('endings:')[2]}") as there:
        assert "sampled: over" in there.text.splitlines()[0]
        assert "~100%" in there.text
        assert "not seen so far" in there.text


async def test_what_is_not_known_again_yet_stays_in_the_list(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a save, the first answer of two knows nothing of the problem; the way to it is walked on."""
    async with previewing(home) as there:
        await there.press("p", "w", "n")
        monkeypatch.setattr("engine.workshop.preview.proving.SOON_STATES", 1)
        monkeypatch.setattr("engine.workshop.explore.sampling.MOST_PLAYS", 0)
        seen: list[tuple[bool, str]] = []
        take = there.preview._take_answer

        def watched(answer: Proved) -> None:
            if not answer.is_last:  # As if nothing had been found in the time.
                answer = answer._replace(proof=replace(answer.proof, findings=()))
            take(answer)
            seen.append((answer.is_last, " ".join(row.message for row in there.problem_rows)))
            assert there.preview.desk.walk is not None

        monkeypatch.setattr(there.preview, "_take_answer", watched)
        await there.edit("And?", "And now?")
        assert [last for last, _ in seen] == [False, True]
        assert seen[0][1].endswith("(in the version before; being proved again)")
        assert seen[1][1].endswith("no reply is left")
        assert "Step 1 of 2" in there.words
        assert there.toasts == []
