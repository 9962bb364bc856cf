"""The debrief being opened, as a player: `python -m tests.benchmarks.players.debrief`.

It is asked for a screen, 0 to 3 as in ``SCREENS``, opens that in an app that has not shown it before, and
answers with what a clock says at each point, and the process's own, in seconds from when it was shown.
"""

import asyncio
import gc
import json
import re
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from time import perf_counter, process_time

from textual.drivers.headless_driver import HeadlessDriver
from textual.screen import Screen

from engine.call.playable import Playable, open_scenario
from engine.mood.coefficients import load_model
from engine.records.home import Home
from engine.records.odds_cache import kept_odds
from engine.records.recorded import RecordedCall
from engine.records.store import Store
from engine.scenario.library import SHIPPED
from tui.app import MoodlineApp
from tui.plain.reaction import REACTION
from tui.screens.debrief import DebriefScreen
from tui.screens.finding import load_what_is_needed
from tui.screens.opening import OpeningScreen
from tui.settings import Settings

TURNS = 12
SCREENS = ("empty", "questions", "answered", "again")
"""An answered one has its odds worked out; they are kept for when it is opened again."""
_HAPPENED = ("What happened", "furious", "■ end", "◇ start", "Play again", "Leave")
ALL_OF_IT = {
    "empty": (),
    "questions": ("What happened", "(1 of 2)", "Pass this question over", "Enter answers", "Leave"),
    "answered": _HAPPENED,
    "again": _HAPPENED,
}
"""Words of every part of the screen, its title and the keys at its foot included."""
_STYLES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_PATIENCE = 60.0

Moment = tuple[float, float]
"""By the clock, and of the processor."""


def _now() -> Moment:
    return perf_counter(), process_time()


class PaintingDriver(HeadlessDriver):
    """No terminal, but the app writes every frame in full, as to one."""

    seen = ""
    """All that was written since it was last cleared."""
    tell: Callable[[], object] = staticmethod(lambda: None)

    @property
    def is_headless(self) -> bool:
        return False

    def write(self, data: str) -> None:
        words = _STYLES.sub("", data)
        if words.strip() or len(words) > 100:  # A frame may be empty, and other orders are short.
            self.seen += words
            self.tell()


class Opening:
    """What is noted while one screen opens."""

    def __init__(self, name: str, driver: PaintingDriver) -> None:
        self._words = ALL_OF_IT[name]
        self._driver = driver
        self.at: dict[str, Moment] = {}
        driver.seen = ""
        driver.tell = self._look
        self.begun = _now()

    def note(self, point: str) -> None:
        """The point is reached."""
        now = _now()
        self.at.setdefault(point, (now[0] - self.begun[0], now[1] - self.begun[1]))

    def _look(self) -> None:
        seen = self._driver.seen
        self.note("painted")
        if all(words in seen for words in self._words):
            self.note("all painted")
        if "pivotal: turn" in seen:
            self.note("odds")

    async def until(self, *points: str) -> None:
        """Wait until all the points are reached."""
        end = perf_counter() + _PATIENCE
        while not set(points) <= self.at.keys():
            if perf_counter() > end:
                raise TimeoutError(f"waited for {points}, came to {set(self.at)}\n{self._driver.seen}")
            await asyncio.sleep(0.001)


async def measure(name: str, home: Home, recorded: RecordedCall) -> dict[str, Moment]:
    """Open the screen of that name, in an app of its own."""
    if name == "answered" and (kept := kept_odds(recorded)) is not None:
        kept.path.unlink(missing_ok=True)
    app = MoodlineApp(Settings(home=home, reduced_motion=True), first=OpeningScreen)
    app.driver_class = PaintingDriver
    async with app.run_test(headless=False, size=(80, 24), notifications=True, tooltips=True) as pilot:
        await pilot.pause(0.2)
        gc.collect()
        assert isinstance(app._driver, PaintingDriver)
        opening = Opening(name, app._driver)
        screen: Screen[None] = Screen() if name == "empty" else DebriefScreen(recorded)
        app.show_above_library(screen)
        screen.call_after_refresh(opening.note, "refreshed")
        await opening.until("all painted", "refreshed", *(("odds",) if name in SCREENS[2:] else ()))
    return opening.at


def _played(playable: Playable, seed: int) -> list[str]:
    """What a chance player says in a call that ends within those turns; nothing if it goes on."""
    chance, call = Random(seed), playable.call(7, "Sam")
    call.answer()
    given: list[str] = []
    while len(given) < TURNS and (open_ones := [each for each in call.offers() if not each.locked]):
        given.append(chance.choice(open_ones).reply.id)
        call.choose(given[-1])
        if call.on_hold:
            call.resume()
    return given if call.over else []


def twelve_turns(store: Store, playable: Playable) -> RecordedCall:
    """A call of so many turns, as the first of some chance players plays it that comes to an end in them."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    tried = (_played(playable, seed) for seed in range(10_000))
    given = next(replies for replies in tried if len(replies) == TURNS)
    recorded = RecordedCall.begin(store, playable, seed=7, agent="Sam", mode="standard", now=now)
    recorded.answer()
    for turn, reply in enumerate(given, start=1):
        recorded.choose(reply, now + timedelta(seconds=turn))
        if recorded.call.on_hold:
            recorded.end_hold()
    return recorded


async def serve() -> None:
    """Answer until the input ends."""
    load_what_is_needed()
    playable = open_scenario(SHIPPED / "elderly-caller.yaml", load_model())
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        with Store.open(home) as store:
            fresh, answered = twelve_turns(store, playable), twelve_turns(store, playable)
            answered.note(REACTION, {"heat": None, "band": "angry", "turn": 2}, datetime.now(UTC))
            calls = {"empty": fresh, "questions": fresh, "answered": answered, "again": answered}
            while line := await asyncio.to_thread(sys.stdin.readline):
                name = SCREENS[int(line)]
                found = await measure(name, home, calls[name])
                print(json.dumps(found), flush=True, file=sys.__stdout__)


def main() -> None:
    """Serve."""
    with suppress(KeyboardInterrupt):
        asyncio.run(serve())


if __name__ == "__main__":
    main()
