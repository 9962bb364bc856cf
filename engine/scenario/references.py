"""Whether all that a scenario speaks of is there: scenes, endings, facts, promises, replies, moves, names."""

from collections.abc import Collection, Iterator
from typing import Final

from engine.mood.moves import MOVES
from engine.scenario.braces import check_text
from engine.scenario.conditions import Range
from engine.scenario.document import Document
from engine.scenario.ids import with_ids
from engine.scenario.problems import Problem, quoted
from engine.scenario.world import RETURN, Place, World

_FAMILIES: Final = tuple(dict.fromkeys(move.family for move in MOVES.values()))


def check(
    documents: Collection[Document],
    *,
    complete: bool,
    personas: Collection[str] | None = None,
    rules: Collection[str] | None = None,
) -> list[Problem]:
    """Every problem with what refers to what.

    Args:
        documents: the scenario's own file first, then its parts; the data of each is entries.
        complete: whether they are all its files.
        personas: the personas that there are; None to leave them unchecked.
        rules: the mood model's rules; None to leave sensitivities unchecked.
    """
    checker = _Checker(World(documents, complete=complete))
    checker.scenario(personas, rules)
    for scene in checker.world.scenes.values():
        checker.scene(scene)
    checker.returns()
    return checker.problems


class _Checker:
    def __init__(self, world: World) -> None:
        self.world = world
        self.problems = world.problems
        self._own_moves = {name for name, _ in (world.top / "moves").entries()}
        self._moves = {*MOVES, *self._own_moves}
        customer = world.top / "customer"
        self._grievance = not isinstance(customer.value, dict) or customer.has("grievance")
        self._goes: dict[str, list[str]] = {}
        self._detours: list[str] = []
        self._returns: dict[str, Place] = {}
        self._reply_ids: dict[str, set[str]] = {}

    def scenario(self, personas: Collection[str] | None, rules: Collection[str] | None) -> None:
        """What stands outside the scenes."""
        top = self.world.top
        for name, start in (top / "start").names():
            self._target(start, name, endings=False)
        self._customer(top / "customer", personas, rules)
        self._facts(top / "told")
        for name, move in (top / "moves").entries():
            if name in MOVES:
                message = f"the catalogue has a move {quoted(name)}"
                self.problems.append(
                    move.problem("duplicate-id", message, quoted(name), "choose another id", key=True)
                )
            for like, place in (move / "like").names():
                if like not in MOVES:
                    hint = self.world.hint(like, MOVES, "name a move of the catalogue")
                    message = f"the catalogue has no move {quoted(like)}"
                    self.problems.append(place.problem("unknown-move", message, quoted(like), hint))
        for item in (top / "critical").items():
            self._when(item / "when")
            self._text(item / "text")
        for item in (top / "interrupts").items():
            self._when(item / "when")
            for name, place in (item / "goto").names():
                self._target(place, name)
        for one in self.world.tops:
            for kind in ("facts", "promises"):
                for _, text in (one / kind).entries():
                    self._text(text)
        for key in ("situation", "policy"):
            self._text(top / "brief" / key)
        for _, ending in self.world.endings.items():
            self._text(ending / "says")
            self._text(ending / "debrief")

    def scene(self, scene: Place) -> None:
        """One scene and its replies."""
        for key in ("customer", "again"):
            for variant in (scene / key).items():
                if isinstance(variant.value, dict):
                    self._when(variant / "when")
                    self._text(variant / "says")
                else:
                    self._text(variant)
        self._facts(scene / "tells")
        self._goes.setdefault(str(scene.path[-1]), [])
        for reply in (scene / "replies").items():
            if isinstance(reply.value, dict):
                self._reply(str(scene.path[-1]), reply)

    def returns(self) -> None:
        """``goto: return`` stands only where a detour can lead."""
        if not self.world.knows_scenes or not self.world.scenes.keys() >= set(self._detours):
            return
        waiting = list(self._detours)
        if waiting:  # an interrupt can break into a detour
            waiting += [
                name
                for item in (self.world.top / "interrupts").items()
                for name, _ in (item / "goto").names()
            ]
        inside: set[str] = set()
        while waiting:
            scene = waiting.pop()
            if scene not in inside:
                inside.add(scene)
                waiting.extend(self._goes.get(scene, ()))
        for scene, place in self._returns.items():
            if scene not in inside:
                message = f"no detour leads to {quoted(scene)}, so there is nowhere to return to"
                hint = "enter the scene with detour in place of goto, or name the scene to go to"
                self.problems.append(place.problem("return-outside-detour", message, RETURN, hint))

    def _customer(
        self, customer: Place, personas: Collection[str] | None, rules: Collection[str] | None
    ) -> None:
        for name, place in (customer / "persona").names():
            if personas is not None and name not in personas:
                hint = self.world.hint(name, personas)
                message = f"there is no persona {quoted(name)}"
                self.problems.append(place.problem("unknown-persona", message, quoted(name), hint))
        known = {*self._moves, *_FAMILIES, *(rules or ())}
        for name, place in (customer / "sensitivity").entries():
            if rules is not None and name not in known:
                hint = self.world.hint(
                    name, known, "name a move, a family of moves or a rule of the mood model"
                )
                message = f"{quoted(name)} is no move, family or rule"
                problem = place.problem("unknown-sensitivity", message, quoted(name), hint, key=True)
                self.problems.append(problem)
        limit = customer / "limit"
        if isinstance(limit.value, dict):
            if not limit.has("goto"):
                self._target(limit, "walkout", scenes=False)
            for name, place in (limit / "goto").names():
                self._target(place, name, scenes=False)

    def _reply(self, scene: str, reply: Place) -> None:
        entries = reply.value
        for key in ("says", "why", "locked", "also"):
            if key in entries:
                self._text(reply / key)
        if "when" in entries:
            self._when(reply / "when")
        elif "locked" in entries:
            message, hint = "a locked reply needs a condition that unlocks it", "add when, or take locked out"
            self.problems.append((reply / "locked").problem("locked-without-when", message, "", hint))
        if "moves" in entries:
            for name, place in (reply / "moves").names():
                self._move(place, name)
        if "asks" in entries:
            self._facts(reply / "asks")
        for key in ("promises", "keeps", "breaks"):
            if key in entries:
                self._promises(reply / key)
        if "mood" in entries:
            self._text(reply / "mood" / "because")
        if entries.get("settles") is True and not self._grievance:
            self._no_grievance(reply / "settles", "this reply settles a grievance")
        self._way_on(scene, reply)

    def _way_on(self, scene: str, reply: Place) -> None:
        has_goto, has_detour = reply.has("goto"), reply.has("detour")
        if has_goto and has_detour:
            message, hint = "a reply has goto or detour, and this one has both", "keep one of them"
            self.problems.append((reply / "detour").problem("two-ways-on", message, "", hint, key=True))
        elif not (has_goto or has_detour):
            message, hint = (
                "the reply leads nowhere",
                "add goto with a scene or an ending, or detour with a scene",
            )
            self.problems.append(reply.problem("no-way-on", message, "", hint))
        if has_detour:
            for name, place in (reply / "detour").names():
                self._target(place, name, endings=False)
                self._detours.append(name)
        if has_goto:
            goto = reply / "goto"
            if goto.value == ():
                hint = "name a scene or an ending"
                self.problems.append(
                    goto.problem("no-way-on", "the reply leads nowhere", "an empty list", hint)
                )
            self._ways(scene, list(goto.items()))

    def _ways(self, scene: str, ways: list[Place]) -> None:
        always: Place | None = None
        for number, way in enumerate(ways, 1):
            guarded = isinstance(way.value, dict) and "when" in way.value
            if guarded:
                self._when(way / "when")
            if always is not None:
                message = "this way can never be taken: the one before it has no condition"
                hint = "put the way without a condition last"
                self.problems.append(way.problem("way-after-last", message, "", hint))
            elif guarded and number == len(ways):
                message = "the last way has a condition, so there may be no way on"
                hint = "add a last way that has goto alone"
                self.problems.append(way.problem("guarded-last-way", message, "", hint))
            if not guarded:
                always = always or way
            for name, place in (way / "goto" if isinstance(way.value, dict) else way).names():
                if name == RETURN:
                    self._returns.setdefault(scene, place)
                else:
                    self._target(place, name)
                    self._goes.setdefault(scene, []).append(name)

    def _target(self, place: Place, name: str, *, scenes: bool = True, endings: bool = True) -> None:
        world = self.world
        if (scenes and name in world.scenes) or (endings and name in world.endings):
            return
        if name in world.scenes or name in world.endings:
            here, there = ("a scene", "an ending") if scenes else ("an ending", "a scene")
            message = f"this must be {here}, and {quoted(name)} is {there}"
            self.problems.append(place.problem("wrong-target", message, quoted(name), f"name {here}"))
            return
        if (scenes and not world.knows_scenes) or (endings and not world.knows_endings):
            return
        what = "scene or ending" if scenes and endings else "scene" if scenes else "ending"
        names = [*(world.scenes if scenes else ()), *(world.endings if endings else ())]
        hint = world.hint(name, names, f"add it to {'endings' if not scenes else 'scenes'}, or name another")
        if place.path[-1] == "limit":
            hint = f"add an ending {quoted(name)}, or name another one with goto"
        self.problems.append(
            place.problem("missing-target", f"there is no {what} {quoted(name)}", quoted(name), hint)
        )

    def _move(self, place: Place, name: str, *, key: bool = False) -> None:
        if name not in self._moves:
            hint = self.world.hint(name, self._moves, "name a move of the catalogue, or add it to moves")
            message = f"there is no move {quoted(name)}"
            self.problems.append(place.problem("unknown-move", message, quoted(name), hint, key=key))

    def _facts(self, places: Place) -> None:
        if self.world.knows_facts:
            for name, place in places.names():
                if name not in self.world.facts:
                    hint = self.world.hint(name, self.world.facts, "add it to facts")
                    message = f"there is no fact {quoted(name)}"
                    self.problems.append(place.problem("unknown-fact", message, quoted(name), hint))

    def _promises(self, places: Place) -> None:
        if self.world.knows_promises:
            for name, place in places.names():
                if name not in self.world.promises:
                    hint = self.world.hint(name, self.world.promises, "add it to promises")
                    message = f"there is no promise {quoted(name)}"
                    self.problems.append(place.problem("unknown-promise", message, quoted(name), hint))

    def _when(self, when: Place) -> None:
        for condition in _conditions(when):
            for key, place in condition.entries():
                if key in ("told", "asked"):
                    self._facts(place)
                elif key in ("promised", "kept", "broken"):
                    self._promises(place)
                elif key in ("heat", "heard", "trust"):
                    self._mood_range(place)
                elif key == "made":
                    for move, count in place.entries():
                        self._move(count, move, key=True)
                elif key == "visited":
                    for name, scene in place.names():
                        self._target(scene, name, endings=False)
                elif key == "chose":
                    for name, reply in place.names():
                        self._chosen(reply, name)
                elif key == "settled" and not self._grievance:
                    self._no_grievance(place, "this condition is about a grievance")

    def _mood_range(self, place: Place) -> None:
        try:
            low, high = Range.parse(place.value)
        except ValueError:
            return
        if low > 100 or high < 0:
            message, hint = (
                "this can never hold: moods go from 0 to 100",
                "compare with a number from 0 to 100",
            )
            self.problems.append(place.problem("out-of-range", message, quoted(str(place.value)), hint))

    def _chosen(self, place: Place, name: str) -> None:
        scene, point, reply = name.partition(".")
        if not point or not self.world.knows_scenes:
            return
        if scene not in self.world.scenes:
            hint = self.world.hint(scene, self.world.scenes)
            message = f"there is no scene {quoted(scene)}"
            self.problems.append(place.problem("unknown-reply", message, quoted(name), hint))
            return
        if scene not in self._reply_ids:
            replies = (self.world.scenes[scene] / "replies").value
            named = with_ids(replies) if isinstance(replies, tuple) else ()
            self._reply_ids[scene] = {
                str(one["id"]) for one in named if isinstance(one, dict) and "id" in one
            }
        if reply not in self._reply_ids[scene]:
            hint = self.world.hint(reply, self._reply_ids[scene])
            message = f"the scene {quoted(scene)} has no reply {quoted(reply)}"
            self.problems.append(place.problem("unknown-reply", message, quoted(name), hint))

    def _no_grievance(self, place: Place, what: str) -> None:
        message, hint = f"{what}, and the customer has none", "add grievance to customer, or take this out"
        self.problems.append(place.problem("no-grievance", message, "", hint, key=True))

    def _text(self, place: Place) -> None:
        value = place.value
        if isinstance(value, str):
            if "{" in value or "}" in value:
                self.problems.extend(check_text(place))
        elif isinstance(value, tuple):
            for item in place.items():
                if isinstance(item.value, str):
                    self._text(item)


def _conditions(when: Place) -> Iterator[Place]:
    """The condition and all that are nested in it."""
    waiting = [when]
    while waiting:
        condition = waiting.pop()
        yield condition
        if isinstance(condition.value, dict):
            waiting.extend(
                item
                for key in ("any", "all", "not")
                if key in condition.value
                for item in (condition / key).items()
            )
