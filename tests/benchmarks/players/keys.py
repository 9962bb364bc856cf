"""The call screen as a player: `python -m tests.benchmarks.players.keys TURN COLUMNS LINES still|moving`.

It plays to the turn by pressing keys, then presses as many more as it is asked to, and answers with the
processor time that each took, in seconds.
"""

import asyncio
import json
import random
import re
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

from textual import events
from textual.drivers.headless_driver import HeadlessDriver
from textual.pilot import Pilot

from engine.call.playable import Playable, open_scenario
from engine.call.step import open_choices, step
from engine.mood.coefficients import load_model
from engine.records.home import Home
from engine.records.recorded import RecordedCall
from engine.records.store import Store
from tests.benchmarks.scenarios import looping
from tui.app import MoodlineApp
from tui.screens.call import CallScreen
from tui.settings import Settings
from tui.widgets.bands import change
from tui.widgets.mood_meter import MoodLevel, MoodMeter
from tui.widgets.reply_list import ReplyList
from tui.widgets.transcript import Transcript

_QUIET = 0.05
"""So long, in seconds, nothing is painted once all is painted."""
_STYLES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class PaintingDriver(HeadlessDriver):
    """No terminal, but the app writes every frame in full, as to one; and it is seen when it does."""

    frames = 0
    awaited = ""
    """How the meter writes the latest change of heat, as long as no frame has shown it. Nothing else on the
    screen looks like that."""
    painted_at = 0.0
    """The processor time at which the latest mood was painted."""
    written_at = 0.0
    """The processor time at which the latest frame was written."""

    @property
    def is_headless(self) -> bool:
        return False

    def write(self, data: str) -> None:
        self.frames += 1
        self.written_at = process_time()
        if self.awaited and self.awaited in _STYLES.sub("", data):
            self.awaited = ""
            self.painted_at = self.written_at
            self.painted.set()

    def watch(self, meter: MoodMeter) -> None:
        """From now on, a mood that the meter is given is painted by the first frame with its change."""
        self.painted = asyncio.Event()
        give = meter.show

        def show(level: MoodLevel) -> None:
            give(level)
            self.awaited = change(meter.last_change)

        meter.show = show  # type: ignore[method-assign]


class Sitting:
    """Somebody at the call screen."""

    def __init__(self, pilot: Pilot[int], playable: Playable, home: Home) -> None:
        assert isinstance(pilot.app, MoodlineApp)
        assert isinstance(pilot.app._driver, PaintingDriver)
        self.pilot, self.app, self.driver = pilot, pilot.app, pilot.app._driver
        self.playable, self.store = playable, Store.open(home)
        self.rng = random.Random(11)

    async def begin(self, turn: int) -> None:
        """A new call, played to the turn."""
        now = datetime(2026, 1, 1, tzinfo=UTC)
        self.recorded = RecordedCall.begin(
            self.store, self.playable, seed=1, agent="Sam", mode="standard", now=now
        )
        self.app.play(self.recorded)
        await self.pilot.pause()
        assert isinstance(self.app.screen, CallScreen)
        self.driver.watch(self.app.screen.query_one(MoodMeter))
        while self.recorded.call.state.turn < turn:
            await self.press()

    async def press(self) -> float:
        """Give a reply that moves the mood; the processor time until the mood is painted."""
        await self.hear_out()
        key = str(self._choice() + 1)
        self.driver.painted.clear()
        before = process_time()
        self.app.post_message(events.Key(key, key))
        await asyncio.wait_for(self.driver.painted.wait(), 30)
        return self.driver.painted_at - before

    async def press_and_settle(self) -> tuple[float, float]:
        """As ``press``; and the processor time until the last frame that came of it."""
        await self.settle()
        before = process_time()
        painted = await self.press()
        await self.settle()
        return painted, self.driver.written_at - before

    async def hear_out(self) -> None:
        """Show the rest of what the customer says, until one of the next replies can be given."""
        self.app.screen.query_one(Transcript).skip()
        replies, offers = self.app.screen.query_one(ReplyList), self.recorded.call.offers()
        while replies.waiting or [one.text for one in replies.replies] != [one.says for one in offers]:
            await asyncio.sleep(0.001)

    async def settle(self) -> None:
        """Wait until nothing is painted any more."""
        await self.hear_out()
        frames = -1
        while frames != self.driver.frames:
            frames = self.driver.frames
            await asyncio.sleep(_QUIET)

    def _choice(self) -> int:
        """One of the replies that go round and change the mood; any of them if none does."""
        state, plan = self.recorded.call.state, self.recorded.call.plan
        choices = open_choices(plan, state)[:3]
        moving = [choice for choice in choices if step(plan, state, choice)[0].mood != state.mood]
        return self.rng.choice(moving or choices)


async def serve(turn: int, size: tuple[int, int], still: bool) -> None:
    """Play to the turn; then answer until the input ends. At a low turn each answer begins a new call."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "looping.yaml"
        file.write_text(looping(), encoding="utf-8")
        home = Home(Path(folder) / "home")
        app = MoodlineApp(Settings(home=home, reduced_motion=still))
        app.driver_class = PaintingDriver
        async with app.run_test(headless=False, size=size, notifications=True, tooltips=True) as pilot:
            sitting = Sitting(pilot, open_scenario(file, load_model()), home)
            await sitting.begin(turn)
            while line := await asyncio.to_thread(sys.stdin.readline):
                if sitting.recorded.call.state.turn > 2 * turn:
                    await sitting.begin(turn)
                taken = [await sitting.press_and_settle() for _ in range(int(line))]
                print(json.dumps(taken), flush=True, file=sys.__stdout__)
            sitting.store.close()


def main() -> None:
    """Serve."""
    turn, columns, lines, motion = sys.argv[1:]
    asyncio.run(serve(int(turn), (int(columns), int(lines)), motion == "still"))


if __name__ == "__main__":
    main()
