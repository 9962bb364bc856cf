"""From a scenario and a mood model to a plan."""

from collections.abc import Iterable, Mapping
from typing import get_args

from engine.call.conditions import Test, compile_when
from engine.call.deeds import acts_of, deed_of, mood_from, remembering, temper_of
from engine.call.events import CustomerSaid, Event, Held, HowEntered, ReplyGiven, SceneEntered, WhichLines
from engine.call.lines import line_key, lines_that_can_come_again
from engine.call.numbering import counts, mask, number_ids
from engine.call.plan import (
    RETURNS,
    UNCOUNTED,
    Plan,
    PlannedInterrupt,
    PlannedLine,
    PlannedPlace,
    PlannedReply,
    PlannedWay,
)
from engine.call.ways import ways_of
from engine.mood.appraisal import Deed, Taker, scaled
from engine.mood.bands import BANDS, band_after
from engine.mood.coefficients import MoodModel
from engine.scenario.collector import collector_paused
from engine.scenario.model import RETURN, Ending, Scenario
from engine.scenario.scene import Reply, Scene, Variant

NO_LIMIT = 101


def compile_scenario(scenario: Scenario, model: MoodModel) -> Plan:
    """The plan of a scenario that was read without errors.

    Raises:
        KeyError: it names a persona, scene, fact or move that does not exist; the reader refuses those.
    """
    with collector_paused():
        return _Compiler(scenario, model).plan()


class _Compiler:
    def __init__(self, scenario: Scenario, model: MoodModel) -> None:
        self.scenario = scenario
        self.model = model
        self.temper = temper_of(scenario, model)
        self.ids = number_ids(scenario)
        self.numbers = {name: number for number, name in enumerate([*scenario.scenes, *scenario.endings])}
        self.ways = ways_of(scenario, self.numbers)
        lines = lines_that_can_come_again(scenario, model, self.ways)
        self.worn_cap = len(model.rules["wear-out"].shares) - 1
        self.worn = counts(dict.fromkeys(lines, self.worn_cap))
        self.takers: dict[Deed, Taker] = {}
        """Replies that do the same are taken the same."""
        self.replies = sum(len(scene.replies) for scene in scenario.scenes.values())

    def plan(self) -> Plan:
        scenario, model = self.scenario, self.model
        limit = scenario.customer.limit
        failed = model.rules["failed-remedy"]
        return Plan(
            scenario=scenario,
            model=model,
            scenes=len(scenario.scenes),
            places=(
                *(self._scene(name, scene) for name, scene in scenario.scenes.items()),
                *(self._ending(name, ending) for name, ending in scenario.endings.items()),
            ),
            numbers=self.numbers,
            start=self.numbers[scenario.start],
            start_mood=mood_from(scenario.customer.mood, self.temper.persona.start),
            resting_heat=self.temper.baseline.heat,
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
            early=model.rules["too-warm"]["early"],
            fail_step=scaled(failed["baseline"], self.temper.share("failed-remedy")),
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
            returns=self.ways.returns[self.numbers[name]],
            customer=self._lines(name, "customer", scene.customer),
            again=self._lines(name, "again", scene.again),
            bit=0 if seen is None else 1 << seen,
            tells=_bits(scene.tells, self.ids.facts),
            entered={how: SceneEntered(name, how) for how in get_args(HowEntered)},
        )

    def _ending(self, name: str, ending: Ending) -> PlannedPlace:
        return PlannedPlace(
            id=name,
            scene=None,
            ending=ending,
            replies=(),
            always_open=True,
            returns=False,
            customer=(_spoken(None, name, "ending", 0, ending.says),),
            again=(),
            bit=0,
            tells=(),
            entered={},
        )

    def _lines(self, place: str, which: WhichLines, variants: tuple[Variant, ...]) -> tuple[PlannedLine, ...]:
        return tuple(
            _spoken(compile_when(variant.when, self.ids), place, which, number, variant.says)
            for number, variant in enumerate(variants)
        )

    def _reply(self, scene_id: str, scene: Scene, reply: Reply) -> PlannedReply:
        ids = self.ids
        number = ids.given.get((scene_id, reply.id))
        bit = 0 if number is None else 1 << number
        acts = acts_of(reply, self.scenario, self.model)
        wears = tuple(self.worn.get(line_key(act.name, reply), UNCOUNTED) for act in acts)
        counted = [
            ids.made[name] for act in acts for name in dict.fromkeys((act.name, act.like)) if name in ids.made
        ]
        # An id that is written twice in one list is meant once.
        asks = tuple((fact, at, ids.again[fact]) for fact, at in _bits(reply.asks, ids.facts))
        promises = _bits(reply.promises, ids.promises)
        keeps, breaks = _bits(reply.keeps, ids.promises), _bits(reply.breaks, ids.promises)
        sets = _bits(reply.sets, ids.flags)
        hold: tuple[Event, ...] = (Held(reply.hold.seconds, reply.hold.announced),) if reply.hold else ()
        worn = any(count is not UNCOUNTED for count in wears)
        deed = deed_of(reply, acts, scene, self.scenario)
        taker = self.takers.setdefault(deed, Taker(self.temper, deed))
        changes = (worn, asks, promises, keeps, breaks, sets, hold, counted, reply.settles, reply.fails)
        return PlannedReply(
            reply=reply,
            scene=self.numbers[scene_id],
            given=ReplyGiven(scene_id, reply.id),
            when=compile_when(reply.when, ids),
            once=bit if reply.once else 0,
            bit=bit,
            ways=self._ways(reply),
            detour=reply.detour is not None,
            taker=taker,
            take=remembering(taker, self.replies),
            plain=not any(changes),
            wears=wears if worn else (),
            makes=tuple(counted),
            asks=asks,
            promises=promises,
            keeps=keeps,
            breaks=breaks,
            pledges=bool(promises or keeps or breaks),
            sets=sets,
            settles=reply.settles,
            fails=reply.fails,
            hold=hold,
        )

    def _ways(self, reply: Reply) -> tuple[PlannedWay, ...]:
        if reply.detour:
            return (PlannedWay(None, self.numbers[reply.detour]),)
        return tuple(
            PlannedWay(
                compile_when(way.when, self.ids), RETURNS if way.goto == RETURN else self.numbers[way.goto]
            )
            for way in reply.goto
        )


def _bits(names: Iterable[str], numbers: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple((name, 1 << numbers[name]) for name in dict.fromkeys(names))


def _spoken(
    when: Test | None, place: str, which: WhichLines, variant: int, says: tuple[str, ...]
) -> PlannedLine:
    return PlannedLine(when, tuple(CustomerSaid(place, which, variant, line) for line in range(len(says))))
