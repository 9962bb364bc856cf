"""The first step: what the trainee thinks happened, asked before anything is shown, and compared after."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from engine.debrief.causes import change_words
from engine.debrief.pivots import Pivot
from engine.debrief.timeline import Timeline, Turn
from engine.debrief.wording import how_many, quoted, turns_named
from engine.mood.appraisal import PARTS
from engine.mood.bands import BANDS, BandName


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer that can be given to a question."""

    value: str
    """What ``Reaction`` takes: a band's name, or a turn's number."""
    words: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question that is asked before the trainee sees anything of the debrief."""

    id: Literal["end", "turn"]
    words: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Reaction:
    """What the trainee answered; None for a question that was passed over."""

    band: BandName | None = None
    """How angry the customer was at the end, in a word."""
    heat: int | None = None
    """How angry the customer was at the end, 0–100; in place of the word, or with it."""
    turn: int | None = None
    """The turn that mattered most."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One answer beside what happened."""

    question: Literal["end", "turn"]
    guess: str
    """The answer in words, such as ``angry`` or ``turn 4``."""
    fact: str
    """What happened, in the same form."""
    same: bool
    """Whether the answer fits what happened."""
    sentence: str
    """Both in one neutral sentence."""


CLOSE: Final = 5
"""A guessed number this near to what happened fits it."""


def ask(timeline: Timeline, finished: bool) -> tuple[Question, ...]:
    """The two questions; none for a call without turns."""
    if not timeline.turns:
        return ()
    when = "at the end of the call" if finished else "when the call stopped"
    return (
        Question(
            "end",
            f"How angry do you think the customer was {when}?",
            tuple(Answer(band, band) for band in BANDS),
        ),
        Question(
            "turn",
            "Which of your replies do you think mattered most?",
            tuple(
                Answer(str(turn.number), f"Turn {turn.number}: {quoted(turn.says)}")
                for turn in timeline.turns
            ),
        ),
    )


def compare(
    reaction: Reaction | None, timeline: Timeline, pivots: Sequence[Pivot] | None
) -> tuple[Comparison, ...]:
    """Each answer beside what happened. An answer that names no turn of this call is passed over.

    ``pivots`` is None while it is still being worked out which turns those are.
    """
    if reaction is None or not timeline.turns:
        return ()
    compared = []
    if reaction.heat is not None:
        compared.append(_compare_heat(reaction.heat, timeline))
    elif reaction.band is not None:
        compared.append(_compare_band(reaction.band, timeline))
    if reaction.turn is not None and 1 <= reaction.turn <= len(timeline.turns):
        compared.append(_compare_turn(timeline.turn(reaction.turn), pivots))
    return tuple(compared)


def _compare_heat(guess: int, timeline: Timeline) -> Comparison:
    end, band = timeline.heat.end, timeline.points[-1].band
    away = abs(end - guess)
    where = "exactly that" if not away else f"{away} {'above' if end > guess else 'below'} the guess"
    sentence = f"The guess was {guess}. Heat ended at {end} ({band}), {where}."
    return Comparison("end", str(guess), str(end), away <= CLOSE, sentence)


def _compare_band(guess: BandName, timeline: Timeline) -> Comparison:
    end, band = timeline.heat.end, timeline.points[-1].band
    away = BANDS.index(band) - BANDS.index(guess)
    if not away:
        where = "as guessed"
    else:
        where = f"{how_many(abs(away), 'step')} {'hotter' if away > 0 else 'cooler'} than the guess"
    sentence = f"The guess was {guess}. Heat ended at {end} ({band}), {where}."
    return Comparison("end", guess, band, not away, sentence)


def _compare_turn(turn: Turn, pivots: Sequence[Pivot] | None) -> Comparison:
    if pivots is None:
        return _compare_later(turn)
    pivotal = [pivot.turn.number for pivot in pivots]
    same = turn.number in pivotal
    moved = change_words(dict(zip(PARTS, turn.change, strict=True)))
    guess = f"turn {turn.number}"
    if same:
        sentence = f"The guess was {guess}. The debrief picks it too: {moved}."
    elif pivotal:
        sentence = f"The guess was {guess}: {moved}. The debrief picks {turns_named(pivotal)}."
    else:
        sentence = f"The guess was {guess}: {moved}. The debrief picks no turn: the mood did not move."
    return Comparison("turn", guess, turns_named(pivotal) if pivotal else "no turn", same, sentence)


def _compare_later(turn: Turn) -> Comparison:
    guess, moved = f"turn {turn.number}", change_words(dict(zip(PARTS, turn.change, strict=True)))
    sentence = f"The guess was {guess}: {moved}. Which turns the debrief picks is being worked out."
    return Comparison("turn", guess, "being worked out", False, sentence)
