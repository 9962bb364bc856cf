"""Somebody at the full screen: starts the app, presses keys, and reads what is on show."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from textual.events import Key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.worker import WorkerCancelled

from engine.call.playable import open_scenario
from engine.mood.coefficients import load_model
from engine.records.attempts import (
    Attempt,
    AttemptRecord,
    Event,
    History,
    Json,
    NewAttempt,
    Outcome,
    Standing,
)
from engine.records.errors import StoreProblem
from engine.records.home import Home
from engine.records.recorded import RecordedCall
from engine.records.store import Store
from tests.tui.running import ROOT
from tests.tui.widgets.demo import screen_text
from tui.app import MoodlineApp
from tui.settings import Settings

ON_SCREEN = ROOT / "tests" / "data" / "on-screen.yaml"
TO_THE_END = ("1", "2", "1", "enter", "1", "1")
"""The keys that play it to its good ending, over a hold."""

S = TypeVar("S", bound=Screen[Any])


class Clock:
    """Evening, and a second later at every look."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 7, 20, 15, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


class Sitting:
    """One run of the app, with the hands on the keyboard."""

    def __init__(self, app: MoodlineApp, pilot: Pilot[Any]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each once the one before has had its effect."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def press_at_once(self, *keys: str) -> None:
        """Press keys faster than they take effect: a terminal may hand over several at once."""
        for key in keys:
            self.app.post_message(Key(key, key if len(key) == 1 else None))
        await self.settle()

    async def write(self, text: str) -> None:
        """Press letters."""
        await self.press(*("space" if char == " " else char for char in text))

    async def settle(self) -> None:
        """Wait until nothing moves any more, other than for an answer to a question."""
        await self.pilot.pause()
        if self._is_busy():
            await self.until(lambda: not self._is_busy())
            await self.pilot.pause()
        while ahead := [worker for worker in self.app.workers if worker.group == "ahead"]:
            # Its thread needs the time that asking again and again would take.
            with suppress(WorkerCancelled):
                await ahead[0].wait()
            await self.pilot.pause()

    def _is_busy(self) -> bool:
        """Whether anything is at work; what asks something is not, until it is answered."""
        asking = self.app.screen.is_modal
        return any(
            worker.is_running
            for worker in self.app.workers
            if worker.group in ("find", "load") or (not asking and worker.group != "ahead")
        )

    async def until(self, condition: Callable[[], object]) -> None:
        """Let things happen until the condition holds."""
        for _ in range(500):
            await self.pilot.pause()
            if condition():
                return
        raise AssertionError(f"did not come about; on show is\n{self.text}")

    def screen(self, kind: type[S]) -> S:
        """The screen on show, which is of this kind."""
        assert isinstance(self.app.screen, kind), self.app.screen
        return self.app.screen

    @property
    def text(self) -> str:
        """What is on show."""
        return screen_text(self.app)  # type: ignore[arg-type]

    @property
    def words(self) -> str:
        """What is on show, on one line: whatever was wrapped is whole again, within each column."""
        return " ".join(self.text.split())

    @property
    def toasts(self) -> list[str]:
        """What has been told in passing."""
        return [notification.message for notification in self.app._notifications]


@asynccontextmanager
async def sitting(
    home: Path, size: tuple[int, int] = (80, 24), *, keeper: Any = None, **settings: Any
) -> AsyncIterator[Sitting]:
    """The app in a terminal of this size, without motion. Whatever goes wrong in it is raised."""
    chosen = {"seed": 7, "reduced_motion": True, **settings}
    app = MoodlineApp(Settings(home=Home(home), **chosen), Clock())
    app.keeper = keeper
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        there = Sitting(app, pilot)
        await there.settle()
        yield there


@asynccontextmanager
async def in_a_call(home: Path, size: tuple[int, int] = (80, 24), **settings: Any) -> AsyncIterator[Sitting]:
    """The same, with the call of the test scenario answered."""
    async with sitting(home, size, **{"scenario": str(ON_SCREEN), **settings}) as there:
        await there.press("enter")
        yield there


class Fickle:
    """A store that fails when it is told to, and a call is kept in it otherwise."""

    def __init__(self, home: Path) -> None:
        self.store = Store.open(Home(home))
        self.problem: StoreProblem | None = None
        """What goes wrong at the next writings; None once all is well again."""

    def _write(self) -> None:
        if self.problem is not None:
            raise self.problem

    def begin(
        self, new: NewAttempt, events: Sequence[Event] = (), standing: Standing | None = None
    ) -> Attempt:
        self._write()
        return self.store.begin(new, events, standing)

    def append(
        self,
        attempt_id: int,
        n: int,
        kind: str,
        at: datetime,
        payload: Mapping[str, Json],
        *,
        standing: Standing | None = None,
        outcome: Outcome | None = None,
        aside: bool = False,
    ) -> None:
        self._write()
        self.store.append(attempt_id, n, kind, at, payload, standing=standing, outcome=outcome, aside=aside)

    def finish(self, attempt_id: int, at: datetime, outcome: Outcome) -> None:
        self._write()
        self.store.finish(attempt_id, at, outcome)

    def set_aside(self, attempt_id: int, at: datetime) -> None:
        self._write()
        self.store.set_aside(attempt_id, at)

    def attempts(
        self, scenario_id: str | None = None, *, finished: bool | None = None, limit: int | None = None
    ) -> tuple[Attempt, ...]:
        return self.store.attempts(scenario_id, finished=finished, limit=limit)

    def unfinished(self, scenario_id: str) -> Attempt | None:
        return self.store.unfinished(scenario_id)

    def history(self) -> dict[str, History]:
        return self.store.history()

    def load(self, attempt_id: int) -> AttemptRecord:
        return self.store.load(attempt_id)

    def close(self) -> None:
        self.store.close()


def scenario(folder: Path, name: str, title: str, customer: str = "Robin Hale") -> Path:
    """The test scenario once more, by another name."""
    folder.mkdir(parents=True, exist_ok=True)
    text = ON_SCREEN.read_text("utf-8").replace("id: on-screen", f"id: {name}")
    text = text.replace("title: A parcel in the rain", f'title: "{title}"').replace("Robin Hale", customer)
    path = folder / f"{name}.yaml"
    path.write_text(text, "utf-8")
    return path


def played(home: Path) -> None:
    """Put a call on record that came to the good ending in five turns."""
    playable = open_scenario(ON_SCREEN, load_model())
    with Store.open(Home(home)) as store:
        clock = Clock()
        recorded = RecordedCall.begin(store, playable, seed=7, agent="Sam", mode="standard", now=clock())
        recorded.answer()
        for reply in ("hear", "verify", "wait", "new-one", "keep"):
            recorded.choose(reply, clock())
            if recorded.call.on_hold:
                recorded.end_hold()
        assert recorded.call.ending_id == "settled"


FULL = StoreProblem("disk-full", "The disk is full.", "Make room on it.")


def on_record(home: Path) -> list[tuple[str, int]]:
    """The attempts on record: mode, and how many events each has; the oldest first."""
    with Store.open(Home(home), read_only=True) as store:
        return [(each.mode, each.events) for each in reversed(store.attempts())]
