"""A second reading of the format: what must follow from a reply, told from the events so far alone.

It looks every condition up in the scenario as it is written, with sets and lists that only grow, and knows
neither plan nor state. It is slow and plain, so that it can be held beside the format's description.
"""

from collections import Counter

from engine.call import events as ev
from engine.mood.coefficients import MoodModel
from engine.mood.mood import Mood
from engine.scenario.conditions import When
from engine.scenario.model import RETURN, Scenario
from engine.scenario.scene import Reply, Variant


class History:
    """A call as far as its events tell."""

    def __init__(self, scenario: Scenario, model: MoodModel, opening: list[ev.Event]) -> None:
        self.scenario = scenario
        self.model = model
        customer, persona = scenario.customer, model.personas[scenario.customer.persona]
        own = (customer.mood.heat, customer.mood.heard, customer.mood.trust)
        self.mood = Mood(*(b if a is None else a for a, b in zip(own, persona.start, strict=True)))
        self.band = ("calm", "uneasy", "frustrated", "angry", "furious")[
            sum(self.mood.heat >= edge for edge in model.edges)
        ]
        self.turn = self.hot_turns = 0
        self.scene = ""
        self.over = False
        self.told = set(scenario.told)
        self.asked: set[str] = set()
        self.promised: set[str] = set()
        self.kept: set[str] = set()
        self.broken: set[str] = set()
        self.flags: set[str] = set()
        self.chosen: set[str] = set()
        self.visited: set[str] = set()
        self.interrupted: set[str] = set()
        self.made: Counter[str] = Counter()
        self.again: Counter[str] = Counter()
        self.owed = 0
        self.settled = scenario.customer.grievance is None
        self.back: list[str] = []
        self._check_arrival(scenario.start, "start", opening)

    def see(self, event: ev.Event) -> None:
        """One more thing happened."""
        match event:
            case ev.ReplyGiven(scene, reply):
                self.turn += 1
                self.chosen.add(f"{scene}.{reply}")
                given = self.reply(reply)
                for move in given.moves:
                    self.made.update({move, self._like(move)})
            case ev.SceneEntered(scene, how):
                if how == "detour":
                    self.back.append(self.scene)
                elif how == "return":
                    assert self.back.pop() == scene
                self.scene = scene
            case ev.FactAsked(fact, _):
                self.asked.add(fact)
            case ev.FactTold(fact):
                assert fact not in self.told
                self.told.add(fact)
            case ev.PromiseMade(promise):
                assert promise not in self.promised
                self.promised.add(promise)
            case ev.PromiseKept(promise):
                assert promise in self.promised - self.kept - self.broken
                self.kept.add(promise)
            case ev.PromiseBroken(promise):
                assert promise in self.promised - self.kept - self.broken
                self.broken.add(promise)
            case ev.FlagSet(flag):
                assert flag not in self.flags
                self.flags.add(flag)
            case ev.GrievanceSettled():
                assert not self.settled
                self.settled = True
            case ev.MoodChanged(before, after, _):
                assert before == self.mood
                self.mood = after
                limit = self.scenario.customer.limit
                self.hot_turns = self.hot_turns + 1 if limit and after.heat >= limit.heat else 0
            case ev.BandChanged(before, after):
                assert before == self.band != after
                self.band = after
            case ev.Interrupted(interrupt):
                self.interrupted.add(interrupt)
            case ev.CallEnded():
                self.over = True
            case _:
                pass

    def reply(self, name: str) -> Reply:
        """A reply of the scene the call is at."""
        return next(one for one in self.scenario.scenes[self.scene].replies if one.id == name)

    def holds(self, when: When | None) -> bool:
        """Whether a condition holds now: every entry that it has."""
        if when is None:
            return True
        numbers = (
            (when.heat, self.mood.heat),
            (when.heard, self.mood.heard),
            (when.trust, self.mood.trust),
            (when.turn, self.turn),
            (when.contacts, self.scenario.customer.contacts),
            *((times, self.made[move]) for move, times in when.made.items()),
        )
        sets = (
            (when.told, self.told),
            (when.asked, self.asked),
            (when.promised, self.promised),
            (when.kept, self.kept),
            (when.broken, self.broken),
            (when.flag, self.flags),
            (when.chose, self.chosen),
            (when.visited, self.visited),
        )
        return (
            all(wanted is None or wanted.low <= number <= wanted.high for wanted, number in numbers)
            and all(set(wanted) <= there for wanted, there in sets)
            and (not when.mood or self.band in when.mood)
            and (when.settled is None or when.settled == self.settled)
            and (not when.any or any(self.holds(one) for one in when.any))
            and all(self.holds(one) for one in when.all)
            and (when.not_ is None or not self.holds(when.not_))
        )

    def on_offer(self) -> list[str]:
        """The replies that can be given now."""
        return [
            one.id
            for one in self.scenario.scenes[self.scene].replies
            if self.holds(one.when) and not (one.once and f"{self.scene}.{one.id}" in self.chosen)
        ]

    def critical(self) -> tuple[str, ...]:
        """The critical items that hold."""
        return tuple(item.id for item in self.scenario.critical if self.holds(item.when))

    def check_turn(self, given: ev.ReplyGiven, events: tuple[ev.Event, ...]) -> None:
        """See a turn's events, and whether each is what the scenario says must come next."""
        reply = self.reply(given.reply)
        assert reply.id in self.on_offer()
        done = self._done_by(reply)
        at = len(done)
        rested = isinstance(events[at], ev.RemedyFailed)
        assert rested == reply.fails
        at += rested
        assert isinstance(events[at], ev.MoodChanged)
        likes = {self._like(move) for move in reply.moves}
        owed = self.owed + sum(isinstance(event, ev.PromiseBroken) for event in done)
        amends = owed > 0 and "apologise" in likes and bool(likes & {*self.model.rules["amends"].moves})
        assert (events[at + 1 : at + 2] == (ev.AmendsMade(owed - 1),)) == amends
        self.owed = owed - amends
        at += 1 + amends
        at += isinstance(events[at], ev.BandChanged)
        assert tuple(done) == events[: len(done)]
        for event in events[:at]:
            self.see(event)
        self._check_way_on(reply, list(events[at:]))

    def _like(self, move: str) -> str:
        own = self.scenario.moves.get(move)
        return own.like if own else move

    def _done_by(self, reply: Reply) -> list[ev.Event]:
        """What the reply does before anybody feels anything, in the format's order."""
        done: list[ev.Event] = [ev.ReplyGiven(self.scene, reply.id)]
        if reply.hold:
            done.append(ev.Held(reply.hold.seconds, reply.hold.announced))
        for fact in dict.fromkeys(reply.asks):
            if fact in self.told:
                self.again[fact] += 1
                done.append(ev.FactAsked(fact, min(20, self.again[fact])))
            else:
                done += [ev.FactAsked(fact, 0), ev.FactTold(fact)]
        promised = {*self.promised, *reply.promises}
        done += [ev.PromiseMade(p) for p in dict.fromkeys(reply.promises) if p not in self.promised]
        running = promised - self.kept - self.broken
        done += [ev.PromiseKept(p) for p in dict.fromkeys(reply.keeps) if p in running]
        running -= {*reply.keeps}
        done += [ev.PromiseBroken(p) for p in dict.fromkeys(reply.breaks) if p in running]
        done += [ev.FlagSet(flag) for flag in dict.fromkeys(reply.sets) if flag not in self.flags]
        if reply.settles and not self.settled:
            done.append(ev.GrievanceSettled(self.scenario.customer.grievance or ""))
        return done

    def _check_way_on(self, reply: Reply, events: list[ev.Event]) -> None:
        limit = self.scenario.customer.limit
        if limit and self.hot_turns >= limit.turns:
            self._check_arrival(limit.goto, "walkout", events)
            return
        for interrupt in self.scenario.interrupts:
            if not (interrupt.once and interrupt.id in self.interrupted) and self.holds(interrupt.when):
                event = events.pop(0)
                assert event == ev.Interrupted(interrupt.id)
                self.see(event)
                self._check_arrival(interrupt.goto, "interrupt", events)
                return
        if reply.detour:
            self._check_arrival(reply.detour, "detour", events)
            return
        way = next(way for way in reply.goto if self.holds(way.when))
        if way.goto != RETURN:
            self._check_arrival(way.goto, "goto", events)
        elif self.back:
            self._check_arrival(self.back[-1], "return", events)
        else:
            assert events == [ev.CallEnded("", "stuck")]
            self.see(events[0])

    def _check_arrival(self, name: str, how: str, events: list[ev.Event]) -> None:
        ending = self.scenario.endings.get(name)
        if ending is not None:
            *said, ended = events
            assert ended == ev.CallEnded(name, "way" if how == "goto" else how)  # type: ignore[arg-type]
            assert [(event.place, event.list, event.variant) for event in said] == (  # type: ignore[union-attr]
                [(name, "ending", 0)] if ending.says else []
            )
            self.see(ended)
            return
        scene = self.scenario.scenes[name]
        entered = events.pop(0)
        assert entered == ev.SceneEntered(name, how)  # type: ignore[arg-type]
        again = how == "return" or (bool(scene.again) and name in self.visited)
        self._check_line(
            name, "again" if again else "customer", scene.again if again else scene.customer, events
        )
        self.see(entered)
        self.visited.add(name)
        for fact in dict.fromkeys(scene.tells):
            if fact not in self.told:
                event = events.pop(0)
                assert event == ev.FactTold(fact)
                self.see(event)
        if not self.on_offer():
            assert events.pop(0) == ev.CallEnded("", "stuck")
            self.over = True
        assert events == []

    def _check_line(
        self, place: str, which: str, variants: tuple[Variant, ...], events: list[ev.Event]
    ) -> None:
        fits = next((n for n, variant in enumerate(variants) if self.holds(variant.when)), None)
        if fits is not None:
            said = events.pop(0)
            assert isinstance(said, ev.CustomerSaid)
            assert (said.place, said.list, said.variant) == (place, which, fits)
            assert 0 <= said.line < len(variants[fits].says)
