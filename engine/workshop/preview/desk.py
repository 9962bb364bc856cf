"""An author's call beside the text that it is played from, which changes under it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.call.call import Call
from engine.call.events import Event
from engine.call.machine import CallMachine
from engine.workshop.checks.finding import Finding
from engine.workshop.explore.graph import Witness
from engine.workshop.preview.choices import Choice, Replayed, Stop, choice_of, replay
from engine.workshop.preview.renames import renames
from engine.workshop.preview.start import Start, is_there, missing, plan_from, without_missing
from engine.workshop.preview.version import Version


@dataclass(frozen=True)
class Walk:
    """The way to a finding, being walked step by step."""

    finding: Finding
    at: int
    """How many of the witness's replies have been given."""

    @property
    def witness(self) -> Witness:
        """The replies that lead to what was found."""
        return self.finding.witness

    @property
    def following(self) -> str:
        """The id of the reply that comes next on the way; empty at its end."""
        return self.witness[self.at].reply if self.at < len(self.witness) else ""


class Desk:
    """Holds one call, of the last version that could be played, and keeps its place from version to version.

    Nothing of it is an attempt: it knows no records.
    """

    def __init__(self, seed: int, agent: str) -> None:
        self.seed = seed
        self.agent = agent
        self.latest: Version | None = None
        """What was read last; it may be one that cannot be played."""
        self.shown: Version | None = None
        """The last version that could be played: the call is of this one."""
        self.call: Call | None = None
        """The call on show, answered; None until something could be played."""
        self.start: Start | None = None
        """Where the call began; None for the scenario's own start."""
        self.choices: tuple[Choice, ...] = ()
        self.stop: Stop | None = None
        """Where the call had to stop when it was played again in the latest version."""
        self.lost: tuple[str, ...] = ()
        """What the start asked for and the latest version does not have, in words."""
        self.walk: Walk | None = None
        self.renamed: tuple[tuple[str, str], ...] = ()
        """Scenes that the call was in and that the latest version calls otherwise: old name and new name."""
        self._unsure: dict[str, tuple[str, ...]] = {}
        """Scenes that are gone, with those that they may have become."""
        self._own: tuple[Start | None, tuple[Choice, ...]] = (None, ())
        """The author's own call, while a witness is walked."""
        self._wanted: tuple[Start | None, tuple[Choice, ...]] = (None, ())
        """The start and all the replies that were given, also what a version has no more."""

    @property
    def machine(self) -> CallMachine:
        """What plays the version on show.

        Raises:
            ValueError: nothing could be played yet.
        """
        if self.shown is None or self.shown.machine is None:
            raise ValueError("no version could be played yet")
        return self.shown.machine

    @property
    def here(self) -> str:
        """The scene or ending that the call is at; empty if there is none, or no reply was left."""
        call = self.call
        return call.plan.places[call.state.place].id if call is not None and call.state.place >= 0 else ""

    @property
    def is_behind(self) -> bool:
        """Whether what is on show is an earlier version than what was read last."""
        return self.shown is not None and self.latest is not self.shown

    def take(self, version: Version) -> None:
        """Take a version that was just read. One that cannot be played leaves the call as it is."""
        self.latest = version
        if version.machine is None:
            return
        before, self.shown = self.shown, version
        self._follow_renames(before)
        if self.walk is not None:
            self._play(None, self._from_witness(self.walk))
            self.walk = replace(self.walk, at=len(self.choices))
        else:
            self._play(*self._wanted)

    def _follow_renames(self, before: Version | None) -> None:
        """Call everything that is kept from one version to the next by the names that scenes have now."""
        self.renamed = ()
        if before is None or before.machine is None:
            return
        was, now = before.machine.plan.scenario.scenes, self.machine.plan.scenario.scenes
        found = renames(was, now)
        self._unsure = {
            name: new for name, new in (self._unsure | {**found.unsure}).items() if name not in now
        }
        if not found.to:
            return
        meant = [self.here, *(choice.scene for choice in self._wanted[1])]
        meant += [start.scene for start, _ in (self._wanted, self._own) if start is not None]
        if self.walk is not None:
            meant += [given.scene for given in self.walk.witness]
            self.walk = replace(self.walk, finding=found.finding(self.walk.finding))
        self._wanted, self._own = (
            (found.start(start), tuple(map(found.choice, choices)))
            for start, choices in (self._wanted, self._own)
        )
        self.renamed = tuple((old, new) for old, new in found.to.items() if old in meant)

    def give(self, reply: str) -> tuple[Event, ...]:
        """Give a reply by its id. On a witness's way, this leaves it: from here the call is the author's.

        Raises:
            ValueError: there is no call.
            NotOffered, OutOfTurn: as for ``Call.choose``.
        """
        call = self._call()
        if call.on_hold:
            call.resume()
        choice = choice_of(call, reply) if self._has(reply) else None
        events = call.choose(reply)
        self.walk, self.stop, self.renamed = None, None, ()
        self.choices += (choice,) if choice is not None else ()
        self._wanted = self.start, self.choices
        return events

    def end_hold(self) -> tuple[Event, ...]:
        """Come back from hold, as ``Call.resume``."""
        return self._call().resume()

    def undo(self) -> bool:
        """Take the last reply back; False if none was given."""
        if not self.choices:
            return False
        self.walk = None
        self._play(self.start, self.choices[:-1])
        return True

    def restart(self) -> None:
        """Play from the scenario's own start."""
        self.walk = None
        self._play(None, ())

    def begin_at(self, start: Start) -> None:
        """Play from anywhere.

        Raises:
            KeyError, ValueError: as for ``state_of``.
        """
        plan_from(self.machine.plan, start)
        self.walk = None
        self._play(start, ())

    def begin_walk(self, finding: Finding, at: int = 0) -> None:
        """Walk the witness of a finding; the author's own call is kept for afterwards."""
        if self.walk is None:
            self._own = self._wanted
        self.walk = Walk(finding, at)
        self.walk_to(at)

    def walk_to(self, at: int) -> None:
        """Go to the point after so many of the witness's replies, as far as they can be given."""
        if self.walk is None:
            return
        walk = replace(self.walk, at=max(0, min(at, len(self.walk.witness))))
        self._play(None, self._from_witness(walk))
        self.walk = replace(walk, at=len(self.choices))

    def leave_walk(self) -> None:
        """Back to the author's own call."""
        if self.walk is not None:
            self.walk = None
            self._play(*self._own)

    def follow(self, findings: Sequence[Finding]) -> bool:
        """After another proof: the same finding in it is walked on; False if it is not there any more."""
        if self.walk is None:
            return True
        finding = self.found_again(findings)
        if finding is None:
            self.walk = None
            self._wanted = self.start, self.choices
            return False
        same = finding.witness[: self.walk.at] == self.walk.witness[: self.walk.at]
        self.walk = Walk(finding, self.walk.at)
        if not same:
            self.walk_to(self.walk.at)
        return True

    def found_again(self, findings: Sequence[Finding]) -> Finding | None:
        """What is walked to, among the findings of another proof; None if it is not there."""
        was = self.walk.finding.problem if self.walk is not None else None
        for finding in findings:
            now = finding.problem
            if was is not None and (now.code, now.where) == (was.code, was.where) and finding.witness:
                return finding
        return None

    def _from_witness(self, walk: Walk) -> tuple[Choice, ...]:
        scenes = self.machine.plan.scenario.scenes
        found = []
        for given in walk.witness[: walk.at]:
            scene = scenes.get(given.scene)
            ids = tuple(reply.id for reply in scene.replies) if scene else ()
            found.append(Choice(given.scene, given.reply, given.says, ids))
        return tuple(found)

    def _play(self, start: Start | None, choices: tuple[Choice, ...]) -> None:
        """Play these replies in the version on show, from there, as far as they can be given."""
        machine, self.lost = self.machine, ()
        wanted = start, choices
        if start is not None:
            self.lost = missing(machine.plan, start)
            if is_there(machine.plan, start):
                machine = CallMachine(plan_from(machine.plan, without_missing(machine.plan, start)))
            else:
                start, choices = None, ()
        call = Call(machine, self.seed, self.agent)
        call.answer()
        played: Replayed = replay(call, choices, self._unsure)
        self.call, self.start, self.choices, self.stop = call, start, played.choices, played.stop
        if self.walk is None:
            # What could not be given is tried again with the next version: it may be back by then.
            rest = wanted[1][len(played.choices) :]
            self._wanted = wanted[0], (*played.choices, *rest)

    def _call(self) -> Call:
        if self.call is None:
            raise ValueError("there is no call yet")
        return self.call

    def _has(self, reply: str) -> bool:
        call = self._call()
        replies = () if call.over else call.plan.places[call.state.place].replies
        return any(planned.reply.id == reply for planned in replies)
