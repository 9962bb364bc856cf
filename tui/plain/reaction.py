"""The debrief's two ends: what the trainee guesses before seeing anything, and what they write down after."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final

from engine.debrief.debrief import Reflection
from engine.debrief.reaction import Question, Reaction
from engine.mood.bands import BANDS
from engine.records import notes
from engine.records.attempts import Json
from engine.records.errors import StoreProblem
from engine.records.recorded import RecordedCall
from tui.plain.asking import Asker, InputEnded, Wrong
from tui.plain.words import how_many, listed

REACTION: Final = notes.REACTION
REFLECTION: Final = notes.REFLECTION

Clock = Callable[[], datetime]


def ask_for_reaction(
    recorded: RecordedCall, questions: Sequence[Question], asker: Asker, clock: Clock
) -> None:
    """Ask how the customer felt and which turn mattered, and keep the guesses. Each can be skipped.

    Where the input ends, nothing more is asked.
    """
    guesses: dict[str, Json] = {"heat": None, "band": None, "turn": None}
    if questions:
        asker.paper.heading("Debrief, step 1 of 4: your reaction")
    try:
        for question in questions:
            asker.paper.say(question.words)
            if question.id == "end":
                asker.paper.say(f"{listed(BANDS, 'or').capitalize()}, or a mood from 0 to 100.")
                guesses |= asker.ask("Your guess, or Enter to skip:", _read_feeling)
            else:
                for answer in question.answers:
                    asker.paper.say(answer.words, "- ")
                turns = len(question.answers)
                guesses["turn"] = asker.ask(
                    f"A turn from 1 to {turns}, or Enter to skip:", _turn_reader(turns)
                )
    except InputEnded:
        pass
    if any(guess is not None for guess in guesses.values()):
        keep(recorded, asker, REACTION, guesses, clock)


def guessed(recorded: RecordedCall) -> Reaction | None:
    """What the trainee guessed, as far as it was kept and makes sense."""
    return notes.reaction_in(recorded.noted(REACTION), len(recorded.choices))


def _read_feeling(typed: str) -> dict[str, Json]:
    word = typed.casefold()
    if not word:
        return {}
    if word in BANDS:
        return {"band": word}
    if re.fullmatch(r"[0-9]{1,3}", word) and int(word) <= 100:
        return {"heat": int(word)}
    raise Wrong(f"Type {listed(BANDS, 'or')}, or a number from 0 to 100.")


def _turn_reader(turns: int) -> Callable[[str], int | None]:
    def read(typed: str) -> int | None:
        return turn_number(typed, turns) if typed else None

    return read


def turn_number(typed: str, turns: int) -> int:
    """The number of a turn that was typed.

    Raises:
        Wrong: there was no such turn.
    """
    if re.fullmatch(r"[0-9]{1,6}", typed) and 1 <= int(typed) <= turns:
        return int(typed)
    raise Wrong(f"The call had {how_many(turns, 'turn')}: type a number from 1 to {turns}.")


def ask_for_reflection(
    recorded: RecordedCall, questions: Sequence[Reflection], asker: Asker, clock: Clock
) -> None:
    """Ask for a few words on each question, and keep them. Each can be skipped.

    Raises:
        InputEnded: before the last question; what was answered is kept.
    """
    answers: dict[str, Json] = {}
    asker.paper.heading("Your reflection. Each answer is one line; Enter skips a question.")
    try:
        for question in questions:
            asker.paper.say(question.words)
            if answer := asker.line("Your answer:"):
                answers[question.id] = answer
    finally:
        if answers:
            keep(recorded, asker, REFLECTION, answers, clock)


def keep(recorded: RecordedCall, asker: Asker, kind: str, note: Mapping[str, Json], clock: Clock) -> None:
    """Keep a note with the attempt; say so if that cannot be done, and go on."""
    try:
        recorded.note(kind, note, clock())
    except StoreProblem as problem:
        asker.paper.say(f"This could not be kept. {problem}")
