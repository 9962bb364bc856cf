"""What both front ends of the preview do with a file: read it, prove it, and know what came of that."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event, Lock
from typing import TYPE_CHECKING, Final, NamedTuple

from engine.scenario.problems import CODES, Problem
from engine.workshop.checks.finding import Finding
from engine.workshop.explore.exploration import Exploration
from engine.workshop.preview.proving import STEPS, NotWanted, prove_in_steps
from engine.workshop.preview.scene_map import MapPlace, SceneMap, scene_map
from engine.workshop.preview.start import Reach, Start, reach, start_in_band, start_of, usual_start
from engine.workshop.preview.version import Version, read_version

if TYPE_CHECKING:
    from engine.call.call import Call
    from engine.mood.bands import BandName
    from engine.mood.coefficients import MoodModel
    from engine.workshop.checks.proof import Proof
    from engine.workshop.explore.budget import Progress
    from engine.workshop.preview.desk import Desk
    from engine.workshop.preview.watch import Watch


BEFORE: Final = "(in the version before; being proved again)"
"""What is said after a problem that was proved of the version before."""
WAY: Final = "way"
"""The code of a way to a place, which is walked like one to a finding and is none."""


class Proved(NamedTuple):
    """What is known of a version."""

    proof: Proof
    map: SceneMap | None
    is_last: bool
    """Whether no better answer follows."""


class Prover:
    """Reads versions, and proves one at a time; a new one ends what is under way."""

    def __init__(self, model: MoodModel, clock: Callable[[], float]) -> None:
        self._model = model
        self._clock = clock
        self._stop = Event()
        self._free = Event()
        self._free.set()
        self._holding = 0
        self._hold_lock = Lock()
        self._of = ""
        self._before: tuple[Finding, ...] = ()
        self.known: Proved | None = None
        """What is known so far of the version that was taken last."""
        self.progress: Progress | None = None
        self.running = False
        self.broke_off = ""
        """Why proving ended without an answer, where that is Moodline's fault; empty otherwise."""

    @property
    def exploration(self) -> Exploration | None:
        """What exploring has found; None so far."""
        return self.known.proof.exploration if self.known is not None else None

    @property
    def findings(self) -> tuple[Finding, ...] | None:
        """What was found; None so far."""
        return self.known.proof.findings if self.known is not None else None

    def stop(self) -> None:
        """Nothing is wanted any more."""
        self._stop.set()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Within it, proving waits, so that what the author waits for is done the sooner."""
        with self._hold_lock:
            self._holding += 1
            self._free.clear()
        try:
            yield
        finally:
            with self._hold_lock:
                self._holding -= 1
                if not self._holding:
                    self._free.set()

    def read(self, path: Path, watch: Watch) -> Version:
        """Read the scenario in a file as it is now, and have its files watched from then on."""
        seen = watch.sights(watch.files or [path])
        with self.held():
            version = read_version(path, self._model)
        # While something is wrong, what was a part of it may become one again.
        watch.watch((*version.files, *watch.files) if version.errors else version.files, seen)
        return version

    def reading(self, path: Path, watch: Watch) -> Iterator[Version]:
        """As ``read``, for a thread that is asked for what comes next."""
        yield self.read(path, watch)

    def has_taken(self, version: Version) -> bool:
        """Whether this very text is what was or is being proved."""
        return self._of == version.reading.source.fingerprint

    def begin(self, version: Version) -> Callable[[], Iterator[Proved]]:
        """Prove this version from now on.

        Returns what makes the answers, in whichever thread it is called: a first one soon and, where that was
        not all, a second one. It makes no more once something else is wanted.
        """
        self._stop.set()
        stop = self._stop = Event()
        self._of = version.reading.source.fingerprint
        # The states of the version before are let go of first: there may be many.
        self.known, self.progress, self.running, self.broke_off = None, None, True, ""

        def goes_on(progress: Progress | None) -> bool:
            self._free.wait()
            if progress is not None and not stop.is_set():
                self.progress = progress
            return not stop.is_set()

        def answers() -> Iterator[Proved]:
            self._free.wait()
            try:
                steps = prove_in_steps(version.reading, self._model, self._clock, goes_on)
                for number, proof in enumerate(steps, start=1):
                    found = proof.exploration
                    made = scene_map(found.plan, found) if found is not None else None
                    is_last = found is None or found.is_complete or number == STEPS
                    answer = Proved(proof, made, is_last)
                    if stop.is_set():
                        return
                    self.known = answer
                    yield answer
            except NotWanted:
                return
            except Exception as error:  # A fault of ours must not take the author's preview away.
                if not stop.is_set():
                    self.broke_off = f"proving broke off ({type(error).__name__}): a fault of Moodline's"
            finally:
                if stop is self._stop:
                    self.running = False

        return answers

    def reach(self, start: Start) -> Reach | None:
        """Whether play comes to a start; None where nobody knows yet."""
        if self.exploration is None:
            return None
        try:
            return reach(self.exploration, start)
        except (KeyError, ValueError):
            return None  # It is of another version.

    def start_in_band(self, scene: str, band: BandName) -> Start | None:
        """A start at a scene as play comes to it in a band; None where it does not, or nobody knows yet."""
        return start_in_band(self.exploration, scene, band) if self.exploration is not None else None

    def way_to(self, place: str) -> Finding | None:
        """The shortest way to a place, to be walked like one to a finding; None where none is known."""
        way = self.exploration.to_place(place) if self.exploration is not None else None
        if way is None:
            return None
        return Finding(Problem(WAY, "advice", "", 0, 0, place, f"{place}, by the shortest way"), way)

    def keeps(self, desk: Desk) -> bool:
        """After an answer: whether what is walked to on the desk is still found; then the walk goes on."""
        walk, findings = desk.walk, list(self.findings or ())
        if walk is not None and walk.finding.problem.code == WAY:
            way = self.way_to(walk.finding.problem.where)
            findings += [way] if way is not None else []
        if self.exploration is not None and not self.exploration.is_complete:
            # That something was not found again means nothing yet.
            return desk.found_again(findings) is None or desk.follow(findings)
        return desk.follow(findings)

    def until_proved(self, version: Version) -> tuple[Finding, ...]:
        """What can be said of a version at once: its form, and what was proved of the one before."""
        known = self.findings or ()
        before = known if self.known is not None and self.known.is_last else self._before or known
        return (
            *(Finding(problem) for problem in version.problems),
            *(_as_before(finding) for finding in before if finding.problem.code not in CODES),
        )

    def known_before(self, findings: Sequence[Finding]) -> list[Finding]:
        """What was proved of the version before and is not known of this one yet, marked as such.

        A first answer leaves much out that the second has. Without this the author would see problems go
        and come again with every save.
        """
        if self.known is None or self.known.is_last:
            self._before = tuple(findings)
            return []
        now = {(finding.problem.code, finding.problem.where) for finding in findings}
        return [
            _as_before(finding)
            for finding in self._before
            for problem in (finding.problem,)
            if problem.code not in CODES and (problem.code, problem.where) not in now
        ]

    def likely_start(self, call: Call, place: MapPlace | None) -> Start:
        """A start that may be wanted: at a scene as play comes to it; else where the call stands."""
        plan = call.plan
        if place is not None and not place.results:
            starts = (self.start_in_band(place.id, band) for band in place.bands)
            found = next((start for start in starts if start is not None), None)
            return found or Start(place.id, plan.start_mood)
        return start_of(plan, call.state) if 0 <= call.state.place < plan.scenes else usual_start(plan)


def _as_before(finding: Finding) -> Finding:
    problem = finding.problem
    message = problem.message if problem.message.endswith(BEFORE) else f"{problem.message} {BEFORE}"
    return replace(finding, problem=replace(problem, message=message))
