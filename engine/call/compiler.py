"""From a scenario and a mood model to a plan."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import get_args

from engine.call.conditions import Numbering, Test, all_conditions, compile_when, mask
from engine.call.events import (
    CustomerSaid,
    Event,
    Held,
    HowEntered,
    MoodChanged,
    ReplyGiven,
    SceneEntered,
    WhichLines,
)
from engine.call.loops import on_a_loop
from engine.call.plan import (
    RETURNS,
    Plan,
    PlannedInterrupt,
    PlannedLine,
    PlannedPlace,
    PlannedReply,
    PlannedWay,
    SettingKey,
    Taken,
)
from engine.mood.appraisal import Act, Deed, Nudge, Setting, Temper
from engine.mood.bands import BANDS, band_after
from engine.mood.coefficients import MoodModel
from engine.mood.mood import Mood
from engine.scenario.conditions import HIGHEST, LOWEST, When
from engine.scenario.model import RETURN, Scenario, StartMood
from engine.scenario.scene import Reply, Scene, Variant

NO_LIMIT = 101
REMEMBERED = 1 << 12
"""How many takings of one reply are remembered; those longest unused are forgotten first."""
LineKey = tuple[str, str]


def compile_scenario(scenario: Scenario, model: MoodModel) -> Plan:
    """The plan of a scenario that was read without errors.

    Raises:
        KeyError: it names a persona, scene, fact or move that does not exist; the reader refuses those.
    """
    return _Compiler(scenario, model).plan()


def _line_key(move: str, reply: Reply) -> LineKey:
    """What makes two lines the same stock line: the author's phrase, or the same words."""
    return move, reply.phrase or " ".join(re.findall(r"\w+", reply.says.lower()))


def _mood(own: Iterable[int | None], usual: Mood) -> Mood:
    return Mood(*(number if mine is None else mine for mine, number in zip(own, usual, strict=True)))


def _numbers(mood: StartMood) -> tuple[int | None, int | None, int | None]:
    return mood.heat, mood.heard, mood.trust


def _spoken(
    when: Test | None, place: str, which: WhichLines, variant: int, says: tuple[str, ...]
) -> PlannedLine:
    return PlannedLine(when, tuple(CustomerSaid(place, which, variant, line) for line in range(len(says))))


def _remembering(temper: Temper, deed: Deed) -> Callable[[SettingKey], Taken]:
    """How the customer takes ``deed``. Calls meet the same settings again: the latest are remembered."""

    @lru_cache(maxsize=REMEMBERED)
    def take(key: SettingKey) -> Taken:
        setting = Setting(*key)
        mood, ledger, amends = temper.appraise(deed, setting)
        return Taken(mood, MoodChanged(setting.mood, mood, ledger), amends)

    return take


class _Compiler:
    def __init__(self, scenario: Scenario, model: MoodModel) -> None:
        self.scenario = scenario
        self.model = model
        self.numbers = {name: number for number, name in enumerate([*scenario.scenes, *scenario.endings])}
        customer = scenario.customer
        persona = model.personas[customer.persona]
        self.temper = Temper(
            model=model,
            persona=persona,
            adjusted={name: round(times * 100) for name, times in customer.sensitivity.items()},
            baseline=_mood(_numbers(customer.baseline), persona.baseline),
        )
        self.start_mood = _mood(_numbers(customer.mood), persona.start)
        conditions = list(self._conditions())
        once = [
            (sid, reply.id) for sid, scene in scenario.scenes.items() for reply in scene.replies if reply.once
        ]
        chosen = [
            (name.partition(".")[0], name.partition(".")[2]) for when in conditions for name in when.chose
        ]
        self.ids = Numbering(
            facts=scenario.facts,
            promises=scenario.promises,
            flags=[
                *(
                    flag
                    for scene in scenario.scenes.values()
                    for reply in scene.replies
                    for flag in reply.sets
                ),
                *(flag for when in conditions for flag in when.flag),
            ],
            given=[*once, *chosen],
            visited=[
                *(scene for when in conditions for scene in when.visited),
                *(name for name, scene in scenario.scenes.items() if scene.again),
            ],
            made=[move for when in conditions for move in when.made],
            contacts=customer.contacts,
        )
        self.made_caps = self._made_caps(conditions)
        self.lines = self._lines_that_can_come_again()

    def _conditions(self) -> Iterable[When]:
        for scene in self.scenario.scenes.values():
            for variant in (*scene.customer, *scene.again):
                yield from all_conditions(variant.when)
            for reply in scene.replies:
                yield from all_conditions(reply.when)
                for way in reply.goto:
                    yield from all_conditions(way.when)
        for interrupt in self.scenario.interrupts:
            yield from all_conditions(interrupt.when)
        for critical in self.scenario.critical:
            yield from all_conditions(critical.when)

    def _made_caps(self, conditions: list[When]) -> tuple[int, ...]:
        caps = dict.fromkeys(self.ids.made, 0)
        for when in conditions:
            for move, times in when.made.items():
                ends = [end for end in times if LOWEST < end < HIGHEST]
                caps[move] = max([caps[move], *(end + 1 for end in ends)])
        return tuple(caps.values())

    def _lines_that_can_come_again(self) -> dict[LineKey, int]:
        """The lines worth counting: said by two replies, or by one that can be given twice."""
        loops = on_a_loop(self._ways())
        said: dict[LineKey, int] = {}
        for name, scene in self.scenario.scenes.items():
            for reply in scene.replies:
                repeats = 1 if reply.once or not loops[self.numbers[name]] else 2
                for act in self._acts(reply):
                    if act.like in self.model.rules["wear-out"].moves:
                        key = _line_key(act.name, reply)
                        said[key] = said.get(key, 0) + repeats
        return {key: number for number, key in enumerate(key for key, times in said.items() if times > 1)}

    def _ways(self) -> list[list[int]]:
        scenes = self.scenario.scenes
        detoured = [
            self.numbers[name] for name, scene in scenes.items() if any(r.detour for r in scene.replies)
        ]
        breaks_in = [self.numbers[interrupt.goto] for interrupt in self.scenario.interrupts]
        ways: list[list[int]] = []
        for scene in scenes.values():
            on: list[int] = list(breaks_in)
            for reply in scene.replies:
                if reply.detour:
                    on.append(self.numbers[reply.detour])
                for way in reply.goto:
                    on.extend(detoured if way.goto == RETURN else [self.numbers[way.goto]])
            ways.append(list(dict.fromkeys(on)))
        return [*ways, *([] for _ in self.scenario.endings)]

    def _acts(self, reply: Reply) -> tuple[Act, ...]:
        acts = []
        for name in reply.moves:
            own = self.scenario.moves.get(name)
            like = own.like if own else name
            usual = self.model.moves[like]
            effect = usual if own is None else _mood((own.heat, own.heard, own.trust), usual)
            acts.append(Act(name, like, effect))
        return tuple(acts)

    def plan(self) -> Plan:
        scenario, model = self.scenario, self.model
        limit = scenario.customer.limit
        rest = self.temper.baseline.heat
        return Plan(
            scenario=scenario,
            model=model,
            scenes=len(scenario.scenes),
            places=(
                *(self._scene(name, scene) for name, scene in scenario.scenes.items()),
                *(
                    PlannedPlace(
                        name,
                        None,
                        ending,
                        (),
                        True,
                        (_spoken(None, name, "ending", 0, ending.says),),
                        (),
                        0,
                        (),
                        {},
                    )
                    for name, ending in scenario.endings.items()
                ),
            ),
            numbers=self.numbers,
            start=self.numbers[scenario.start],
            start_mood=self.start_mood,
            resting_heat=rest,
            told=mask(scenario.told, self.ids.facts),
            facts=self.ids.facts,
            promises=self.ids.promises,
            flags=self.ids.flags,
            interrupts=tuple(
                PlannedInterrupt(
                    interrupt.id,
                    compile_when(interrupt.when, self.ids),
                    self.numbers[interrupt.goto],
                    1 << number if interrupt.once else 0,
                )
                for number, interrupt in enumerate(scenario.interrupts)
            ),
            limit_heat=limit.heat if limit else NO_LIMIT,
            limit_turns=limit.turns if limit else 1,
            limit_place=self.numbers[limit.goto] if limit else 0,
            critical=tuple((item.id, compile_when(item.when, self.ids)) for item in scenario.critical),
            made_caps=self.made_caps,
            worn_lines=len(self.lines),
            worn_cap=len(model.rules["wear-out"].shares) - 1,
            early=model.rules["too-warm"]["early"],
            fail_step=model.rules["failed-remedy"]["baseline"] * self.temper.share("failed-remedy") // 100,
            band_after=tuple(
                tuple(band_after(before, heat, model.edges, model.slack) for heat in range(101))
                for before in range(len(BANDS))
            ),
        )

    def _scene(self, name: str, scene: Scene) -> PlannedPlace:
        seen = self.ids.visited.get(name)
        replies = tuple(self._reply(name, scene, reply) for reply in scene.replies)
        return PlannedPlace(
            id=name,
            scene=scene,
            ending=None,
            replies=replies,
            always_open=any(reply.when is None and not reply.once for reply in replies),
            customer=self._lines(name, "customer", scene.customer),
            again=self._lines(name, "again", scene.again),
            bit=0 if seen is None else 1 << seen,
            tells=tuple((fact, 1 << self.ids.facts[fact]) for fact in scene.tells),
            entered={how: SceneEntered(name, how) for how in get_args(HowEntered)},
        )

    def _lines(self, place: str, which: WhichLines, variants: tuple[Variant, ...]) -> tuple[PlannedLine, ...]:
        return tuple(
            _spoken(compile_when(variant.when, self.ids), place, which, number, variant.says)
            for number, variant in enumerate(variants)
        )

    def _reply(self, name: str, scene: Scene, reply: Reply) -> PlannedReply:
        number = self.ids.given.get((name, reply.id))
        bit = 0 if number is None else 1 << number
        acts = self._acts(reply)
        wears = tuple(self.lines.get(_line_key(act.name, reply), -1) for act in acts)
        counted = [
            name for act in acts for name in dict.fromkeys((act.name, act.like)) if name in self.ids.made
        ]
        hold: tuple[Event, ...] = (Held(reply.hold.seconds, reply.hold.announced),) if reply.hold else ()
        asks = tuple((fact, 1 << self.ids.facts[fact], self.ids.facts[fact]) for fact in reply.asks)
        promises, keeps, breaks = (
            tuple((promise, 1 << self.ids.promises[promise]) for promise in names)
            for names in (reply.promises, reply.keeps, reply.breaks)
        )
        sets = tuple((flag, 1 << self.ids.flags[flag]) for flag in reply.sets)
        changes = (asks, promises, keeps, breaks, sets, hold, counted, reply.settles, reply.fails)
        return PlannedReply(
            reply=reply,
            scene=self.numbers[name],
            given=ReplyGiven(name, reply.id),
            when=compile_when(reply.when, self.ids),
            once=bit if reply.once else 0,
            bit=bit,
            ways=(PlannedWay(None, self.numbers[reply.detour]),)
            if reply.detour
            else tuple(
                PlannedWay(
                    compile_when(way.when, self.ids),
                    RETURNS if way.goto == RETURN else self.numbers[way.goto],
                )
                for way in reply.goto
            ),
            detour=reply.detour is not None,
            take=_remembering(self.temper, self._deed(scene, reply, acts)),
            plain=not any(changes) and all(line < 0 for line in wears),
            wears=wears if any(line >= 0 for line in wears) else (),
            makes=tuple(self.ids.made[name] for name in counted),
            asks=asks,
            promises=promises,
            keeps=keeps,
            breaks=breaks,
            sets=sets,
            hold=hold,
        )

    def _deed(self, scene: Scene, reply: Reply, acts: tuple[Act, ...]) -> Deed:
        nudge = reply.mood
        ends = any(way.goto in self.scenario.endings for way in reply.goto)
        return Deed(
            acts=acts,
            vents=scene.vents,
            closing=ends or any(act.like == "close" for act in acts),
            settles=reply.settles,
            fails=reply.fails,
            seconds=reply.hold.seconds if reply.hold else 0,
            announced=bool(reply.hold and reply.hold.announced),
            nudge=Nudge(nudge.heat, nudge.heard, nudge.trust, nudge.because) if nudge else None,
        )
