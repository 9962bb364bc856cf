"""A scenario as a story that other engines can play too: scenes, replies, ways, and sums of whole numbers.

What is kept: every scene, reply and ending with its text; which replies show and which way each goes, by
mood, turn, flags, facts, promises, scenes visited and replies given; detours; the walkout limit; interrupts.
What is not: the rules of the mood (each reply moves the mood by what it moved it on average in random play of
the scenario, whole numbers, kept within 0 and 100), the band's word lagging behind the heat, time on hold,
and all wordings of a line but the first.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from engine.call.plan import Plan
from engine.call.step import begin, open_choices, step
from engine.mood.bands import BANDS
from engine.scenario.conditions import HIGHEST, LOWEST, Range, When
from engine.scenario.model import RETURN, Scenario
from engine.scenario.scene import Reply, Variant

ALWAYS = ""


@dataclass(frozen=True)
class Line:
    """What the customer says where ``when`` holds, a condition that ink and Python both read."""

    when: str
    text: str


@dataclass(frozen=True)
class Choice:
    """One reply."""

    name: str
    when: str
    text: str
    moves: tuple[int, int, int]
    """What it adds to heat, heard and trust."""
    sets: tuple[tuple[str, str], ...]
    """Other variables and what they become."""
    ways: tuple[tuple[str, str], ...]
    """Conditions and where they lead, in order; the last always holds."""


@dataclass(frozen=True)
class Stop:
    """One scene, or an ending, which has no choices."""

    name: str
    lines: tuple[Line, ...]
    sets: tuple[tuple[str, str], ...]
    """Done on entering, before the customer speaks."""
    choices: tuple[Choice, ...]
    leads_to: str = ""
    """Where it leads at once, without a choice."""


@dataclass(frozen=True)
class Story:
    """The whole of it."""

    start: str
    limit_heat: int
    """``over`` counts the turns in a row with at least this heat."""
    variables: tuple[tuple[str, int], ...]
    stops: tuple[Stop, ...]


def story_of(plan: Plan, plays: int = 2000) -> Story:
    """The plan's scenario as a story; ``plays`` random calls say how much each reply moves the mood."""
    return _Writer(plan, _average_changes(plan, plays)).story()


def _average_changes(plan: Plan, plays: int) -> dict[tuple[str, str], tuple[int, int, int]]:
    rng = random.Random(20)
    totals: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for seed in range(plays):
        state, _ = begin(plan, seed)
        while choices := open_choices(plan, state):
            place, choice, before = plan.places[state.place], rng.choice(choices), state.mood
            state, _ = step(plan, state, choice)
            total = totals[place.id, place.replies[choice].reply.id]
            for part in range(3):
                total[part] += state.mood[part] - before[part]
            total[3] += 1
    return {
        name: (round(heat / times), round(heard / times), round(trust / times))
        for name, (heat, heard, trust, times) in totals.items()
    }


class _Writer:
    def __init__(self, plan: Plan, changes: dict[tuple[str, str], tuple[int, int, int]]) -> None:
        self.plan = plan
        self.scenario: Scenario = plan.scenario
        self.changes = changes
        self.detoured = [
            name
            for name, scene in self.scenario.scenes.items()
            if any(reply.detour for reply in scene.replies)
        ]
        self.variables: dict[str, int] = dict(zip(("heat", "heard", "trust"), plan.start_mood, strict=True))
        self.variables |= {"turn": 0, "over": 0, "back": 0}
        self.variables |= {_name("told", fact): 1 for fact in self.scenario.told}

    def story(self) -> Story:
        stops = [*self._scenes(), *self._interrupts(), *self._endings()]
        read = {
            name for stop in stops for when in _conditions(stop) for name in re.findall(r"[a-z]\w+", when)
        }
        read |= {"heat", "heard", "trust", "turn", "over"}
        variables = tuple((name, value) for name, value in self.variables.items() if name in read)
        kept = tuple(_without_unread(stop, read) for stop in stops)
        return Story(_name("at", self.scenario.start), self.plan.limit_heat, variables, kept)

    def _scenes(self) -> Iterator[Stop]:
        for name, scene in self.scenario.scenes.items():
            seen = self._variable("seen", name)
            again = f"{seen} > 1"
            lines = [
                *(Line(_and(again, self._when(line.when)), _first(line)) for line in scene.again),
                *(Line(self._when(line.when), _first(line)) for line in scene.customer),
            ]
            sets = ((seen, f"{seen} + 1"), *((self._variable("told", fact), "1") for fact in scene.tells))
            choices = tuple(self._choice(name, reply) for reply in scene.replies)
            yield Stop(_name("at", name), tuple(lines), sets, choices)

    def _interrupts(self) -> Iterator[Stop]:
        for interrupt in self.scenario.interrupts:
            sets = ((self._variable("broke_in", interrupt.id), "1"),)
            yield Stop(_name("breaks_in", interrupt.id), (), sets, (), _name("at", interrupt.goto))

    def _endings(self) -> Iterator[Stop]:
        for name, ending in self.scenario.endings.items():
            yield Stop(_name("at", name), (Line(ALWAYS, _plain(ending.says[0])),), (), ())

    def _choice(self, scene: str, reply: Reply) -> Choice:
        when = self._when(reply.when)
        given = _name("chose", scene, reply.id)
        if reply.once:
            when = _and(f"{self._variable('chose', scene, reply.id)} < 1", when)
        sets = [("turn", "turn + 1"), (given, "1")]
        sets += [(self._variable(kind, name), "1") for kind, name in _marks(reply)]
        if reply.detour:
            sets.append(("back", str(self.detoured.index(scene) + 1)))
        self.variables.setdefault(given, 0)
        moves = self.changes.get((scene, reply.id), (0, 0, 0))
        return Choice(given, when, _plain(reply.says), moves, tuple(sets), tuple(self._ways(reply)))

    def _ways(self, reply: Reply) -> Iterator[tuple[str, str]]:
        limit = self.scenario.customer.limit
        if limit is not None:
            yield f"over >= {limit.turns}", _name("at", limit.goto)
        for interrupt in self.scenario.interrupts:
            when = self._when(interrupt.when)
            if interrupt.once:
                when = _and(f"{self._variable('broke_in', interrupt.id)} < 1", when)
            yield when, _name("breaks_in", interrupt.id)
        if reply.detour:
            yield ALWAYS, _name("at", reply.detour)
        for way in reply.goto:
            if way.goto != RETURN:
                yield self._when(way.when), _name("at", way.goto)
                continue
            for number, scene in enumerate(self.detoured, start=1):
                last = number == len(self.detoured)
                yield ALWAYS if last else f"back == {number}", _name("at", scene)

    def _variable(self, kind: str, *names: str) -> str:
        name = _name(kind, *names)
        self.variables.setdefault(name, 0)
        return name

    def _when(self, when: When | None) -> str:
        """A condition in the words that ink and Python share: numbers compared, ``and``, ``or``, ``not``."""
        if when is None:
            return ALWAYS
        numbers = ("heat", "heard", "trust", "turn")
        parts = [_in(name, wanted) for name in numbers if (wanted := getattr(when, name)) is not None]
        if when.mood:
            parts.append(_any([self._band(BANDS.index(band)) for band in when.mood]))
        for kind in ("told", "asked", "promised", "kept", "broken", "flag"):
            parts += [f"{self._variable(kind, name)} > 0" for name in getattr(when, kind)]
        parts += [f"{self._variable('chose', *name.split('.'))} > 0" for name in when.chose]
        parts += [f"{self._variable('seen', name)} > 0" for name in when.visited]
        if when.made or when.contacts is not None:
            raise ValueError("conditions on moves made and on contacts are not translated")
        if when.settled is not None:
            parts.append(f"{self._variable('settled', 'grievance')} {'> 0' if when.settled else '< 1'}")
        if when.any:
            parts.append(_any([self._when(option) for option in when.any]))
        parts += [self._when(part) for part in when.all]
        if when.not_ is not None:
            parts.append(f"not ({self._when(when.not_)})")
        return _and(*parts)

    def _band(self, band: int) -> str:
        edges = self.plan.model.edges
        low = edges[band - 1] if band else LOWEST
        return _in("heat", Range(low, edges[band] - 1 if band < len(edges) else HIGHEST))


def _conditions(stop: Stop) -> Iterator[str]:
    yield from (line.when for line in stop.lines)
    yield from (choice.when for choice in stop.choices)
    yield from (when for choice in stop.choices for when, _ in choice.ways)


def _without_unread(stop: Stop, read: set[str]) -> Stop:
    """Without the variables that nothing looks at: Moodline keeps no count of those either."""

    def read_ones(sets: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        return tuple((name, value) for name, value in sets if name in read)

    choices = tuple(replace(choice, sets=read_ones(choice.sets)) for choice in stop.choices)
    return replace(stop, sets=read_ones(stop.sets), choices=choices)


def _marks(reply: Reply) -> Iterator[tuple[str, str]]:
    yield from (("asked", fact) for fact in reply.asks)
    yield from (("told", fact) for fact in reply.asks)
    yield from (("promised", promise) for promise in reply.promises)
    yield from (("kept", promise) for promise in reply.keeps)
    yield from (("broken", promise) for promise in reply.breaks)
    yield from (("flag", flag) for flag in reply.sets)
    if reply.settles:
        yield "settled", "grievance"


def _name(*parts: str) -> str:
    return "_".join(parts).replace("-", "_")


def _in(part: str, wanted: Range) -> str:
    low, high = wanted
    return _and(f"{part} >= {low}" if low > LOWEST else "", f"{part} <= {high}" if high < HIGHEST else "")


def _and(*parts: str) -> str:
    some = [part for part in parts if part]
    return some[0] if len(some) == 1 else " and ".join(f"({part})" for part in some)


def _any(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else "(" + " or ".join(f"({part})" for part in parts) + ")"


def _first(line: Variant) -> str:
    return _plain(line.says[0])


def _plain(text: str) -> str:
    """The text without the signs that mean something to one of the engines."""
    filled = text.replace("{agent}", "Sam").replace("{greeting}", "Good morning")
    return re.sub(r"[^\w £€.,;:!?'’\"()%&@+=/-]|//+|->", " ", filled).strip()
