"""The one thing to do on the next real call, and what the rules that look for it go by."""

from dataclasses import dataclass
from typing import Literal

from engine.debrief.outcome import CriticalItem
from engine.debrief.promises import PromiseRecord
from engine.debrief.skills import Skills
from engine.debrief.timeline import Timeline
from engine.debrief.walk import Tried, Walk, Walked, best_of, is_fit, worth

Rule = Literal[
    "critical",
    "promise-broken",
    "asked-again",
    "too-soon",
    "harm",
    "skill-missed",
    "worn-out",
    "too-warm",
    "weak-close",
    "keep-doing",
    "try-another",
    "no-turns",
]


@dataclass(frozen=True, slots=True)
class NextAction:
    """One action for the next real call, and where in this call to try it."""

    rule: Rule
    """Which rule chose it; the rules stand in order of weight."""
    action: str
    """What to do, as one sentence: ``Ask what happened before you offer anything.``"""
    because: str
    """What in this call it comes from, in a sentence or two."""
    turn: int
    """The turn it comes from; 0 if none."""
    said: str
    """The trainee's line there; empty if none."""
    instead: str
    """A reply that was on offer there and does it; empty if none was."""
    why: str
    """The author's word on that reply, or on the given one where there is no other; may be empty."""
    replay_from: int
    """The turn to play again from; 0 if there is nothing to play again."""


@dataclass(frozen=True, slots=True)
class Story:
    """What the rules look at."""

    walk: Walk
    timeline: Timeline
    critical: tuple[CriticalItem, ...]
    promises: tuple[PromiseRecord, ...]
    skills: Skills

    @property
    def ended_well(self) -> bool:
        """Whether the call came to a good ending."""
        ending = self.walk.call.ending
        return ending is not None and ending.is_good

    def best(self, walked: Walked) -> Tried | None:
        """What to hold up at a turn: the best timely reply; else one that comes at no good moment either, but
        would have been taken better than the one that was given."""
        plan = self.walk.plan
        timely = best_of(walked.others, walked, plan)
        if timely is not None:
            return timely
        fit = [other for other in walked.others if is_fit(other, plan, walked.before)]
        best = max(fit, key=lambda other: worth(other.change), default=None)
        return best if best is not None and worth(best.change) > worth(walked.given.change) else None

    def act(self, rule: Rule, action: str, because: str, walked: Walked, instead: Tried | None) -> NextAction:
        """The action, with what was said at a turn and what could have been said there."""
        text = self.walk.call.text
        given = walked.given.planned.reply
        other = instead.planned.reply if instead is not None else None
        return NextAction(
            rule=rule,
            action=action,
            because=because,
            turn=walked.number,
            said=text.reply(given),
            instead=text.reply(other) if other is not None else "",
            why=text.fill((other or given).why),
            replay_from=walked.number,
        )
