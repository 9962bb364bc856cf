"""An instructor before a room: a call on record, and the app with one of the room's screens on top."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.screen import Screen

from engine.call.playable import open_scenario
from engine.mood.coefficients import load_model
from engine.records.home import Home
from engine.records.recorded import RecordedCall
from engine.records.store import Store
from tests.tui.screens.sitting import ON_SCREEN, Clock, Sitting, sitting

TRAINEE = "Zanzibar Quill"
GIVEN = ("hear", "verify", "wait", "new-one", "keep")
"""What the trainee said: a good ending, which says the trainee's name."""


def put_on_record(home: Path) -> None:
    """One attempt, which is over."""
    with Store.open(Home(home)) as store:
        clock = Clock()
        playable = open_scenario(ON_SCREEN, load_model())
        recorded = RecordedCall.begin(store, playable, seed=7, agent=TRAINEE, mode="standard", now=clock())
        recorded.answer()
        for reply in GIVEN:
            recorded.choose(reply, clock())
            if recorded.call.on_hold:
                recorded.end_hold()
        assert recorded.call.over


class Room(Sitting):
    """The app, the attempt on record, and everything that was ever on show."""

    recorded: RecordedCall
    seen: list[str]
    came: list[object]
    """What the screens on top were dismissed with."""

    async def show(self, screen: Screen[Any]) -> None:
        """Put a screen on top."""
        self.app.push_screen(screen, self.came.append)
        await self.settle()

    async def settle(self) -> None:
        await super().settle()
        self.seen.append(self.text)


@asynccontextmanager
async def before_a_room(
    home: Path, size: tuple[int, int] = (80, 24), *, keeper: Any = None, **settings: Any
) -> AsyncIterator[Room]:
    """Sitting before a room, with the attempt that is to be presented."""
    put_on_record(home)
    with Store.open(Home(home)) as store:
        async with sitting(home, size, **settings) as there:
            room = Room(there.app, there.pilot)
            room.seen, room.came = [], []
            room.recorded = RecordedCall.resume(keeper or store, 1)
            yield room
