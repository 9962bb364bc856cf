"""What a picture of a scenario shows, whatever it is drawn with: boxes, and arrows between them.

Boxes and arrows are the states and ways of the machine that plays. What the machine has from every scene
alike is drawn once: the customer can break in or hang up at any scene, and a detour ends where it began. A
hold is part of the arrow of its reply.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from engine.call.machine import (
    ANSWER,
    BREAK_IN,
    BREAKING_IN,
    COME_BACK,
    COMING_BACK,
    NO_REPLY_LEFT,
    ON_HOLD,
    RUN_OUT,
    CallMachine,
    resume_name,
    trigger_name,
)
from engine.call.plan import Plan
from engine.scenario.model import RETURN, Interrupt
from engine.scenario.scene import Reply, Way
from engine.workshop.explore.exploration import Exploration
from engine.workshop.graph.met import Met, Moods
from engine.workshop.in_words import in_words

BoxKind = Literal["scene", "ending", "any-time", "back", "stuck"]
ArrowKind = Literal["reply", "detour", "return", "interrupt", "walkout", "stuck"]

KIND_WORDS: Final[dict[ArrowKind, str]] = {
    "reply": "",
    "detour": "detour",
    "return": "back",
    "interrupt": "breaks in",
    "walkout": "hangs up",
    "stuck": "no reply left",
}
"""What an arrow is, where that is not just a reply."""


@dataclass(frozen=True)
class Box:
    """A scene, an ending, or one of the places that a call only passes through."""

    id: str
    """The machine's name of it."""
    kind: BoxKind
    title: str
    """For people; empty if the id is all there is."""
    about: tuple[str, ...] = ()
    """What else is to be said of it, a line each."""
    starts: bool = False
    good: bool = False
    met: Met | None = None
    """In which moods it is met; None where nobody has looked."""


@dataclass(frozen=True)
class Arrow:
    """A reply and where it leads, or something else that moves the call."""

    source: str
    dest: str
    kind: ArrowKind
    name: str
    """The reply's id, or the interrupt's."""
    offered: tuple[str, ...] = ()
    """When it can be had at all, and at what cost of time, in plain words."""
    guard: str = ""
    """When it leads there, in plain words; empty for always."""
    says: str = ""

    @property
    def guards(self) -> tuple[str, ...]:
        """All that is to be said of when."""
        return (*self.offered, self.guard) if self.guard else self.offered


@dataclass(frozen=True)
class Drawing:
    """A whole picture."""

    id: str
    title: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    moods: Literal["", "all", "some"]
    """Whether moods are shown: not at all, all that can be met, or those seen so far."""


def drawing_of(machine: CallMachine, found: Exploration | None = None) -> Drawing:
    """The picture of what a machine can play.

    ``found``: moods, chances and what is never reached, if somebody has explored it.
    """
    plan = machine.plan
    arrows = tuple(_Arrows(machine).all())
    if found is not None:
        arrows += tuple(
            Arrow(name, NO_REPLY_LEFT, "stuck", KIND_WORDS["stuck"]) for name in sorted(found.seen.stuck)
        )
    touched = {name for arrow in arrows for name in (arrow.source, arrow.dest)}
    return Drawing(
        id=plan.scenario.id,
        title=plan.scenario.title,
        boxes=tuple(_boxes(plan, touched, found)),
        arrows=arrows,
        moods="" if found is None else "all" if found.is_complete else "some",
    )


def _boxes(plan: Plan, touched: set[str], found: Exploration | None) -> Iterator[Box]:
    scenario = plan.scenario
    met = Moods(found)
    if BREAKING_IN in touched:
        yield Box(BREAKING_IN, "any-time", "At any scene", ("looked at after every change of mood",))
    for name, scene in scenario.scenes.items():
        about = ("the customer needs to get something out",) if scene.vents else ()
        yield Box(name, "scene", scene.title or "", about, starts=name == scenario.start, met=met.at(name))
    if COMING_BACK in touched:
        back = [name for name, scene in scenario.scenes.items() if any(r.detour for r in scene.replies)]
        yield Box(COMING_BACK, "back", "Back to where the detour began", (f"that is: {', '.join(back)}",))
    for name, ending in scenario.endings.items():
        about = (f"problem {ending.problem} · relationship {ending.relationship}",)
        yield Box(name, "ending", ending.title, about, good=ending.is_good, met=met.at(name))
    if NO_REPLY_LEFT in touched:
        yield Box(NO_REPLY_LEFT, "stuck", "No reply is left", ("the call stops here by mistake",))


class _Arrows:
    """The machine's ways, each as an arrow."""

    def __init__(self, machine: CallMachine) -> None:
        self.machine = machine
        self.scenario = machine.plan.scenario
        self.replies: dict[str, tuple[str, Reply]] = {}
        for name, scene in self.scenario.scenes.items():
            for reply in scene.replies:
                trigger = trigger_name(name, reply.id)
                self.replies[trigger] = self.replies[resume_name(trigger)] = name, reply

    def all(self) -> Iterator[Arrow]:
        """All of them.

        Raises:
            ValueError: the machine has a way of a kind that no picture shows.
        """
        for trigger, source, dest in self.machine.ways():
            if trigger in self.replies:
                if dest != ON_HOLD:
                    yield from self._reply(*self.replies[trigger], dest)
            elif trigger == BREAK_IN and source == BREAKING_IN:
                yield from self._breaking_in(dest)
            elif trigger not in (ANSWER, BREAK_IN, COME_BACK, RUN_OUT):
                raise ValueError(f"no picture of {trigger} from {source} to {dest}")

    def _reply(self, scene: str, reply: Reply, dest: str) -> Iterator[Arrow]:
        offered = tuple(_offered(reply))
        if reply.detour:
            yield Arrow(scene, dest, "detour", reply.id, offered, "", reply.says)
            return
        kind: ArrowKind = "return" if dest == COMING_BACK else "reply"
        target = RETURN if dest == COMING_BACK else dest
        for way, guard in _ways(reply):
            if way.goto == target:
                yield Arrow(scene, dest, kind, reply.id, offered, guard, reply.says)

    def _breaking_in(self, dest: str) -> Iterator[Arrow]:
        for interrupt in self.scenario.interrupts:
            if interrupt.goto == dest:
                once = ("once",) if interrupt.once else ()
                yield Arrow(BREAKING_IN, dest, "interrupt", interrupt.id, once, _breaks_in(interrupt))
        limit = self.scenario.customer.limit
        if limit is not None and limit.heat <= 100 and limit.goto == dest:
            turns = "a turn" if limit.turns == 1 else f"{limit.turns} turns running"
            guard = f"heat is {limit.heat} or more for {turns}"
            yield Arrow(BREAKING_IN, dest, "walkout", "hangs-up", (), f"if {guard}")


def _offered(reply: Reply) -> Iterator[str]:
    if reply.when is not None and (words := in_words(reply.when)):
        yield f"{'locked unless' if reply.locked else 'offered if'} {words}"
    if reply.once:
        yield "once"
    if reply.hold is not None:
        yield f"{reply.hold.seconds} seconds on hold"


def _ways(reply: Reply) -> Iterator[tuple[Way, str]]:
    """Each way on, and when it is taken."""
    for place, way in enumerate(reply.goto):
        words = in_words(way.when)
        yield way, (f"if {words}" if words else "otherwise" if place else "")


def _breaks_in(interrupt: Interrupt) -> str:
    return f"if {in_words(interrupt.when) or 'anything changes the mood'}"
