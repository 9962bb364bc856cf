"""What the call came to: two separate results, why it was over, and critical items."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from engine.call.call import Call
from engine.call.conditions import Test
from engine.call.events import CallEnded, WhyOver
from engine.debrief.walk import Walk
from engine.debrief.wording import how_many, quoted
from engine.scenario.model import ProblemResult, RelationshipResult


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the call ended. A call cut short, or one in which no reply was left, has no ending: the fields of
    the ending are then empty or None."""

    finished: bool
    """Whether the call is over."""
    why_over: WhyOver | None
    """None for a call that was cut short."""
    why_over_words: str
    """One sentence."""
    ending: str
    """The ending's id."""
    title: str
    text: str
    """What the ending means: the author's Markdown."""
    good: bool | None
    """Whether the call ended as well as it honestly could."""
    good_words: str
    """One sentence; empty without an ending."""
    problem: ProblemResult | None
    problem_words: str
    """``The problem is solved.``; without an ending, that it was left open."""
    relationship: RelationshipResult | None
    relationship_words: str


@dataclass(frozen=True, slots=True)
class CriticalItem:
    """Something that must not happen in this call."""

    id: str
    text: str
    """What went wrong, if it did: the author's words."""
    happened: bool
    """Whether it went wrong. Something that was left undone goes wrong only at the end of the call."""
    decided: bool
    """False in a call cut short that had not yet done what keeps it from going wrong."""
    turn: int
    """The turn after which it held; 0 if it did not happen, or was left undone from the start."""
    sentence: str


def make_outcome(walk: Walk) -> Outcome:
    """The results of the call as it stands."""
    call, fill = walk.call, walk.call.text.fill
    ending = call.ending
    over = [event for event in call.events if isinstance(event, CallEnded)]
    why = over[-1].reason if over and call.over else None
    undecided = "no reply was left to give" if why == "stuck" else "the call was cut short"
    return Outcome(
        finished=call.over,
        why_over=why,
        why_over_words=_why_over(walk, why),
        ending=call.ending_id,
        title=fill(ending.title) if ending is not None else "",
        text=fill(ending.debrief) if ending is not None else "",
        good=ending.is_good if ending is not None else None,
        good_words=_good(call),
        problem=ending.problem if ending is not None else None,
        problem_words=f"The problem is {PROBLEM_WORDS[ending.problem]}."
        if ending is not None
        else f"Whether the problem is solved is not decided: {undecided}.",
        relationship=ending.relationship if ending is not None else None,
        relationship_words=f"The relationship is {ending.relationship}."
        if ending is not None
        else f"How the relationship stands is not decided: {undecided}.",
    )


PROBLEM_WORDS: Final[Mapping[ProblemResult, str]] = {
    "solved": "solved",
    "partly": "solved in part",
    "open": "still open",
}
"""What is said of the problem, after "The problem is"."""


def _good(call: Call) -> str:
    ending = call.ending
    if ending is None:
        return ""
    if ending.is_good:
        return "This is as good as this call can honestly end."
    can = any(other.is_good for other in call.plan.scenario.endings.values())
    return "This call can end better." if can else ""


def _why_over(walk: Walk, why: WhyOver | None) -> str:
    plan, turns = walk.plan, len(walk.turns)
    if why == "way":
        return "The call came to its end with the last reply."
    if why == "interrupt":
        return "The customer broke in and ended the call."
    if why == "stuck":
        return "The scenario had no reply left to give, so the call stopped there."
    if why == "walkout":
        limit, needed = plan.limit_heat, plan.limit_turns
        if needed == 1:
            return f"The customer left: heat had come to {limit} or more."
        return f"The customer left: heat was at {limit} or more for {needed} turns in a row."
    if walk.call.on_hold:
        return "The call was cut short while the customer waited on hold."
    when = f"after {how_many(turns, 'turn')}" if turns else "before the first reply"
    return f"The call was cut short {when}."


def make_critical(walk: Walk) -> tuple[CriticalItem, ...]:
    """Every critical item of the scenario, those that happened first."""
    texts = {item.id: walk.call.text.fill(item.text) for item in walk.plan.scenario.critical}
    items = [_critical(walk, name, texts[name], test) for name, test in walk.plan.critical]
    return tuple(sorted(items, key=lambda item: not item.happened))


def _critical(walk: Walk, name: str, text: str, test: Test | None) -> CriticalItem:
    def holds_after(turn: int) -> bool:
        state = walk.turns[turn - 1].given.state if turn else walk.start
        return test is None or test(state)

    turn = len(walk.turns)
    if not holds_after(turn):
        did_not = "it did not" if walk.call.over else "it had not when the call was cut short"
        sentence = f"This must not happen, and {did_not}: {quoted(text)}."
        return CriticalItem(name, text, happened=False, decided=True, turn=0, sentence=sentence)
    while turn and holds_after(turn - 1):
        turn -= 1
    if turn:
        sentence = f"This must not happen, and it did, at turn {turn}: {quoted(text)}."
    elif walk.call.over:
        sentence = f"This must not happen, and it did: {quoted(text)}."
    else:
        sentence = f"This must not happen, and was not decided when the call was cut short: {quoted(text)}."
        return CriticalItem(name, text, happened=False, decided=False, turn=0, sentence=sentence)
    return CriticalItem(name, text, happened=True, decided=True, turn=turn, sentence=sentence)
