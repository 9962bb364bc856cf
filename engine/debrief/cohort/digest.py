"""One call in short: what a class view needs of it, as plain data that a file can keep."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from engine.call.events import CallEnded
from engine.call.journal import Choice, Diverged
from engine.call.plan import Plan
from engine.call.state import State
from engine.call.step import begin, is_over, open_choices
from engine.debrief.cohort.reach import Reach
from engine.debrief.promises import PromiseState
from engine.debrief.skills import families_shown
from engine.debrief.walk import try_reply
from engine.mood.bands import BANDS, BandName
from engine.mood.moves import SKILLS, Family


class Vow(NamedTuple):
    """A promise that was made in a call."""

    promise: str
    state: PromiseState
    scene: str
    """Where it was broken; empty unless it was."""
    reply: str
    """By which reply; empty unless it was broken."""


class Digest(NamedTuple):
    """One call in short."""

    choices: tuple[Choice, ...]
    scene: str
    """Where the call stands; empty once it is over."""
    ending: str
    """Empty for a call that was cut short, or in which no reply was left."""
    over: bool
    heat: int
    """At the end, 0–100."""
    band: BandName
    """At the end."""
    vows: tuple[Vow, ...]
    """In the scenario's order of promises."""
    skills: tuple[tuple[int, int], ...]
    """For each skill in the order of ``SKILLS``: turns at which it was on offer, and at which it was shown;
    counted as in the debrief (see ``engine.debrief.skills.find_skills``)."""
    last_chance: int | None = None
    """The last turn at whose choice a good ending could still be reached, from 1; 0 if it never could; one
    more than there are choices if it still could where the call was left. None where that was not worked
    out, and for a call that came to a good ending."""


def digest_as_data(digest: Digest, numbers: dict[Choice, int]) -> list[Any]:
    """For JSON. Choices become numbers: ``numbers`` gets each new one under the next number."""
    return [[numbers.setdefault(each, len(numbers)) for each in digest.choices], *digest[1:]]


def digest_from_data(data: Sequence[Any], choices: Sequence[Choice]) -> Digest:
    """Back from JSON, ``choices`` being what the numbers stand for.

    Raises:
        TypeError, ValueError, IndexError: it is no digest.
    """
    made, scene, ending, over, heat, band, vows, skills, last_chance = data
    return Digest(
        tuple([choices[number] for number in made]),
        scene,
        ending,
        over,
        heat,
        band,
        tuple([Vow(*each) for each in vows]),
        tuple([(chances, shown) for chances, shown in skills]),
        last_chance,
    )


@dataclass(slots=True)
class _Node:
    """A state that some call has been in."""

    offered: frozenset[Family]
    """The skills that a reply on offer would show here."""
    taken: dict[str, tuple["State", frozenset[Family], str, int]]
    """By the id of each reply on offer: the state after it, the skills that it shows, the ending, and the
    reply's number in its scene."""


class Digester:
    """Digests calls of one scenario. What calls have in common is worked out once.

    Every state that a call has been in is remembered, and with it what each reply on offer there comes to.
    So a class whose calls begin alike costs little more than one call.

    Args:
        plan: the scenario.
        reach: knows what is within reach in it; without it no call has a last chance.
    """

    def __init__(self, plan: Plan, reach: Reach | None = None) -> None:
        self._plan = plan
        self._reach = reach
        # The seed only draws among wordings, so that all calls can be in the same states.
        self._start = begin(plan, 0)[0]
        self._nodes: dict[State, _Node] = {}

    def digest(self, choices: Iterable[Choice]) -> Digest:
        """One call in short.

        Raises:
            Diverged: a choice is not on offer where it was made.
        """
        plan, state, ending = self._plan, self._start, ""
        made = tuple(choices)
        chances, shown = dict.fromkeys(SKILLS, 0), dict.fromkeys(SKILLS, 0)
        broken: dict[str, Choice] = {}
        given: list[int] = []
        for turn, choice in enumerate(made, start=1):
            if is_over(plan, state):
                raise Diverged(f"turn {turn}: the call was over")
            scene = plan.places[state.place].id
            if scene != choice.scene:
                raise Diverged(
                    f"turn {turn}: the reply was given at {choice.scene!r}, the call was at {scene!r}"
                )
            node = self._nodes.get(state)
            if node is None:
                node = self._nodes[state] = self._look(state)
            after = node.taken.get(choice.reply)
            if after is None:
                raise Diverged(f"turn {turn}: the reply {choice.reply!r} was not on offer")
            for family in node.offered:
                chances[family] += 1
            for family in after[1]:
                shown[family] += 1
            if after[0].broken != state.broken:
                for promise in self._named(after[0].broken & ~state.broken):
                    broken[promise] = choice
            state, _, ending, number = after
            given.append(number)
        over = is_over(plan, state)
        return Digest(
            choices=made,
            scene="" if over else plan.places[state.place].id,
            ending=ending,
            over=over,
            heat=state.mood.heat,
            band=BANDS[state.band],
            vows=tuple(self._vow(name, state, broken) for name in self._named(state.promised)),
            skills=tuple((chances[family], shown[family]) for family in SKILLS),
            last_chance=self._last_chance(ending, given),
        )

    def _last_chance(self, ending: str, given: Sequence[int]) -> int | None:
        good = bool(ending) and self._plan.scenario.endings[ending].is_good
        return None if good or self._reach is None else self._reach.last_turn(given)

    def _look(self, state: State) -> _Node:
        plan = self._plan
        taken: dict[str, tuple[State, frozenset[Family], str, int]] = {}
        offered: frozenset[Family] = frozenset()
        for number in open_choices(plan, state):
            tried = try_reply(plan, state, number)
            families = families_shown(tried, plan)
            offered |= families
            ended = next((event.ending for event in tried.events if isinstance(event, CallEnded)), "")
            taken[tried.planned.reply.id] = (tried.state, families, ended, number)
        return _Node(offered, taken)

    def _named(self, bits: int) -> list[str]:
        return [name for name, number in self._plan.promises.items() if bits >> number & 1]

    def _vow(self, name: str, state: State, broken: dict[str, Choice]) -> Vow:
        number = self._plan.promises[name]
        if state.broken >> number & 1:
            return Vow(name, "broken", *broken[name])
        return Vow(name, "kept" if state.kept >> number & 1 else "open", "", "")
