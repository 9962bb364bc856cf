"""One of two attempts that stand beside each other."""

from dataclasses import dataclass

from engine.call.call import Call
from engine.debrief.outcome import CriticalItem, Outcome, make_critical, make_outcome
from engine.debrief.promises import PromiseRecord, PromiseState, find_promises
from engine.debrief.retelling import make_timeline
from engine.debrief.skills import Skills, find_skills
from engine.debrief.timeline import Point, Timeline
from engine.debrief.walk import walk


@dataclass(frozen=True, slots=True)
class Side:
    """What a comparison looks at in one attempt."""

    name: str
    """What it is called: ``Attempt 12``."""
    timeline: Timeline
    outcome: Outcome
    critical: tuple[CriticalItem, ...]
    """In the scenario's order, so that both sides have them in the same one."""
    promises: tuple[PromiseRecord, ...]
    skills: Skills

    @property
    def end(self) -> Point:
        """The mood where the attempt stands."""
        return self.timeline.points[-1]

    def promises_that_are(self, state: PromiseState) -> int:
        """How many promises were kept, broken or are open."""
        return sum(promise.state == state for promise in self.promises)


def make_side(call: Call, name: str) -> Side:
    """The attempt as far as it has been played."""
    walked = walk(call)
    timeline = make_timeline(walked)
    critical = {item.id: item for item in make_critical(walked)}
    return Side(
        name=name,
        timeline=timeline,
        outcome=make_outcome(walked),
        critical=tuple(critical[name] for name, _ in call.plan.critical),
        promises=find_promises(timeline),
        skills=find_skills(walked),
    )
