"""A shift in plain text: calls in a row."""

from dataclasses import replace
from pathlib import Path

from engine.scenario.library import headers, shift_files
from engine.scenario.model import Shift
from engine.scenario.problems import did_you_mean, render
from engine.scenario.shifts import read_shift
from engine.scenario.text import visible
from tui.leaving import DONE, Refused
from tui.plain.session import PlainSession, asker_on_the_streams
from tui.plain.words import how_many
from tui.session import own_folders
from tui.settings import Settings


def run_shift(settings: Settings, name: str, first: int) -> int:
    """Play the calls of a shift from number ``first`` on; the exit code.

    Raises:
        Refused: there is no such shift or call, or something cannot be read.
        Left: a signal came.
    """
    shift = find_shift(settings, name)
    if not 1 <= first <= len(shift.calls):
        raise Refused(
            f"The shift {shift.id} has {how_many(len(shift.calls), 'call')}: there is no call {first}."
        )
    asker = asker_on_the_streams()
    paper = asker.paper
    paper.say(f"{shift.title}: {how_many(len(shift.calls), 'call')}.")
    if shift.summary:
        paper.say(shift.summary)
    for number, scenario in list(enumerate(shift.calls, start=1))[first - 1 :]:
        paper.heading(f"Call {number} of {len(shift.calls)}.")
        session = PlainSession(replace(settings, scenario=scenario), asker)
        code = session.run()
        if code != DONE or not session.came_to_an_end:
            paper.say(f"The shift goes on with: moodline shift {shift.id} --from {number}")
            return code
    paper.heading("The shift is over.")
    paper.flush()
    return DONE


def find_shift(settings: Settings, name: str) -> Shift:
    """The shift of an id or in a file.

    Raises:
        Refused: there is none, or it has problems.
    """
    folders = own_folders(settings)
    ids = [header.id for header in headers(folders) if header.is_readable]
    if name.endswith((".yaml", ".yml")) or "/" in name:
        return _read(Path(name), ids)
    names = []
    for path in shift_files(folders):
        shift = read_shift(path).shift
        if shift is None and path.stem == name:
            return _read(path, ids)  # Says what is wrong with it.
        if shift is not None and shift.id == name:
            return _read(path, ids)
        names += [shift.id] if shift is not None else []
    hint = did_you_mean(name, names, "There are no shifts." if not names else "")
    raise Refused(f"There is no shift {visible(name)!r}. {hint}".strip())


def _read(path: Path, ids: list[str]) -> Shift:
    shift, problems = read_shift(path, ids=ids)
    if shift is None:
        raise Refused("\n".join(map(render, problems)))
    return shift
