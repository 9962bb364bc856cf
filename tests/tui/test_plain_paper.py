"""What the plain front end is made of: its words, its paper, and how it asks."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.mood.mood import Mood
from tests.tui.running import (
    UNSEEN,
)
from tui.leaving import Refused
from tui.plain.asking import MOST_CHARACTERS, MOST_WRONG, Asker, InputEnded, Wrong
from tui.plain.markdown import paragraphs
from tui.plain.paper import Paper
from tui.plain.words import change, minutes_and_seconds, mood_line


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
