"""An author who saves with the preview open, as a player: `python -m tests.benchmarks.players.preview ID`.

It is asked for a number of saves, opens the scenario that its command line names in a new preview, and
answers with the seconds, by the clock, from each save to the first frame that has what was saved.
"""

import asyncio
import json
import re
import shutil
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from time import perf_counter

from engine.records.home import Home
from engine.scenario.library import SHIPPED
from tests.benchmarks.players.debrief import PaintingDriver
from tui.app import MoodlineApp
from tui.settings import Settings

_BETWEEN = 0.37
"""Seconds from what is shown to the next save: not in step with how often files are looked at."""
_PATIENCE = 60.0
_TITLE = re.compile(r"^title: .*$", re.MULTILINE)


class Frames:
    """Waits for words on the screen."""

    def __init__(self, driver: PaintingDriver) -> None:
        self._driver = driver
        self._awaited = ""
        self._painted = asyncio.Event()
        self._at = 0.0
        driver.tell = self._look

    def expect(self, words: str) -> None:
        """From now on, look out for these words."""
        self._awaited = words
        self._painted.clear()
        self._driver.seen = ""

    def _look(self) -> None:
        if self._awaited and self._awaited in self._driver.seen:
            self._awaited, self._at = "", perf_counter()
            self._painted.set()

    async def shown_at(self) -> float:
        """When a frame had them, by the clock."""
        await asyncio.wait_for(self._painted.wait(), _PATIENCE)
        return self._at


def save(path: Path, text: str, *, by_rename: bool) -> None:
    """Write a file as editors do: in its place, or beside it and then in its place."""
    beside = path.with_suffix(".tmp") if by_rename else path
    beside.write_text(text, encoding="utf-8")
    if by_rename:
        beside.replace(path)


async def measure(name: str, saves: int, folder: Path) -> list[float]:
    """The seconds from each save until it is shown."""
    path = folder / "scenarios" / f"{name}.yaml"
    text = (SHIPPED / f"{name}.yaml").read_text(encoding="utf-8")
    save(path, text, by_rename=False)
    app = MoodlineApp(Settings(home=Home(folder / "home"), reduced_motion=True, preview=path))
    app.driver_class = PaintingDriver
    taken = []
    async with app.run_test(headless=False, size=(160, 45), notifications=True, tooltips=True):
        assert isinstance(app._driver, PaintingDriver)
        frames = Frames(app._driver)
        frames.expect("Scenes")
        await frames.shown_at()
        for number in range(saves):
            await asyncio.sleep(_BETWEEN)
            title = f"Saved for time number {number}"
            frames.expect(title)
            saved = perf_counter()
            save(path, _TITLE.sub(f"title: {title}", text, count=1), by_rename=number % 2 == 1)
            taken.append(await frames.shown_at() - saved)
    return taken


async def serve(name: str) -> None:
    """Answer until the input ends."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        shutil.copytree(SHIPPED, folder / "scenarios")
        while line := await asyncio.to_thread(sys.stdin.readline):
            found = await measure(name, int(line), folder)
            print(json.dumps(found), flush=True, file=sys.__stdout__)


def main() -> None:
    """Serve."""
    with suppress(KeyboardInterrupt):
        asyncio.run(serve(sys.argv[1]))


if __name__ == "__main__":
    main()
