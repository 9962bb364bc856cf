"""The whole debrief of a call, in the order of its four steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from engine.call.call import Call
from engine.call.journal import Choice
from engine.debrief.by_odds import how_picked, last_turn, pivots_by_odds, with_what_if
from engine.debrief.choosing import choose_action
from engine.debrief.counterfactual import TRAINEES, LastTurn
from engine.debrief.facts import FactRecord, find_facts
from engine.debrief.next_action import NextAction, Story
from engine.debrief.outcome import CriticalItem, Outcome, make_critical, make_outcome
from engine.debrief.outlook import SECONDS, STATES, Outlook, look_ahead
from engine.debrief.pivots import Pivot, Weigh, by_mood, find_pivots
from engine.debrief.promises import PromiseRecord, find_promises
from engine.debrief.reaction import Comparison, Question, Reaction, ask, compare
from engine.debrief.retelling import make_timeline, summary
from engine.debrief.skills import Skills, find_skills
from engine.debrief.timeline import Timeline
from engine.debrief.walk import walk

if TYPE_CHECKING:
    from engine.workshop.explore.budget import Progress


@dataclass(frozen=True, slots=True)
class ReactionStep:
    """Step 1, reaction: the questions, and (once answered) the answers beside what happened."""

    questions: tuple[Question, ...]
    """To be asked before anything else is shown; none for a call without turns."""
    given: Reaction | None
    compared: tuple[Comparison, ...]
    """One for each question that was answered."""


@dataclass(frozen=True, slots=True)
class HappenedStep:
    """Step 2, what happened: the mood line, both results, critical items."""

    timeline: Timeline
    summary: tuple[str, ...]
    """The mood's course in sentences."""
    outcome: Outcome
    critical: tuple[CriticalItem, ...]
    """Every critical item of the scenario, those that happened first."""


@dataclass(frozen=True, slots=True)
class WhyStep:
    """Step 3, why: pivotal turns, skills, promises, facts."""

    pivots: tuple[Pivot, ...]
    """In the order of the call."""
    skills: Skills
    promises: tuple[PromiseRecord, ...]
    """In the order in which they were made."""
    facts: tuple[FactRecord, ...]
    """In the scenario's order."""
    how: Literal["exact", "sampled", "none"] = "none"
    """How the odds were found: worked out, from plays drawn at random, or not at all."""
    how_picked: tuple[str, ...] = ()
    """How the pivotal turns were picked, and how sure the odds are, one sentence each."""
    last_turn: LastTurn | None = None
    """The last turn at which a good ending could still be reached; None where there are no odds."""


@dataclass(frozen=True, slots=True)
class ReplayPoint:
    """A turn from which the call can be played again."""

    turn: int
    scene: str
    """The scene's id."""
    customer: str
    """What the customer had said."""
    choices: tuple[Choice, ...]
    """The replies before it; ``engine.call.journal.replay`` with the same seed leads to this point."""


@dataclass(frozen=True, slots=True)
class Reflection:
    """A question to write a few words about; the answer is kept with the attempt, and never scored."""

    id: Literal["problem", "upset", "felt", "show"]
    words: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """Step 4, next time: one action, replay, and the written reflection."""

    action: NextAction
    replay_from: tuple[ReplayPoint, ...]
    """Every turn, in order."""
    reflection: tuple[Reflection, ...]


@dataclass(frozen=True, slots=True)
class Debrief:
    """What a call meant, in four steps and in this order."""

    title: str
    """The scenario's."""
    customer: str
    """The customer's name."""
    reaction: ReactionStep
    happened: HappenedStep
    why: WhyStep
    next_time: NextStep


REFLECTION: Final[tuple[Reflection, ...]] = (
    Reflection("problem", "What was the customer's problem? Describe it in a sentence or two."),
    Reflection("upset", "Why was the customer upset about it?"),
    Reflection("felt", "When did you last feel like that yourself?"),
    Reflection("show", "What can you say or do on the next call to show that you understand?"),
)
"""Four steps to empathy when it is hard, as questions."""


def make_debrief(
    call: Call, reaction: Reaction | None = None, weigh: Weigh = by_mood, outlook: Outlook | None = None
) -> Debrief:
    """What the call meant, as far as it has been played: a call that is over, or one that was cut short.

    ``reaction`` is what the trainee answered to ``debrief.reaction.questions``, once they were asked;
    ``weigh`` says how much each turn moved the call, and so which turns are pivotal. With an ``outlook`` that
    is how far it moved the odds, and every reply that was not given has where it could have led.
    """
    walked = walk(call)
    timeline = make_timeline(walked)
    critical = make_critical(walked)
    promises = find_promises(timeline)
    skills = find_skills(walked)
    outcome = make_outcome(walked)
    if outlook is None:
        pivots = find_pivots(timeline, critical, call, weigh)
    else:
        pivots = pivots_by_odds(timeline, critical, call, outlook)
    pivots = with_what_if(pivots, walked, outlook)
    return Debrief(
        title=call.text.fill(call.plan.scenario.title),
        customer=call.plan.scenario.customer.name,
        reaction=ReactionStep(ask(timeline, call.over), reaction, compare(reaction, timeline, pivots)),
        happened=HappenedStep(timeline, summary(timeline), outcome, critical),
        why=WhyStep(
            pivots,
            skills,
            promises,
            find_facts(walked, timeline),
            how="none" if outlook is None else outlook.how,
            how_picked=(*how_picked(pivots, outlook), *(() if outlook is None else (TRAINEES,))),
            last_turn=last_turn(walked, outlook, good=outcome.good),
        ),
        next_time=NextStep(
            choose_action(Story(walked, timeline, critical, promises, skills)),
            _replay_points(timeline),
            REFLECTION,
        ),
    )


def _replay_points(timeline: Timeline) -> tuple[ReplayPoint, ...]:
    choices = tuple(Choice(turn.scene, turn.given.id) for turn in timeline.turns)
    return tuple(
        ReplayPoint(turn.number, turn.scene, turn.customer, choices[: turn.number - 1])
        for turn in timeline.turns
    )


def find_outlook(
    call: Call,
    clock: Callable[[], float],
    go_on: Callable[[Progress], bool] = lambda _progress: True,
    *,
    seconds: float = SECONDS,
    states: int = STATES,
) -> Outlook | None:
    """What could have come of a call, for ``make_debrief``; None if there was no time to find out.

    It may take seconds. ``outlook.look_ahead`` says what is asked for."""

    def pick(found: Outlook) -> list[int]:
        pivots = make_debrief(call, outlook=found).why.pivots
        return sorted({pivot.turn.number for pivot in pivots} | ({found.last_turn} - {0}))

    return look_ahead(call, clock, pick, go_on, seconds=seconds, states=states)
