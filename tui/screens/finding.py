"""From a name to a screen: what has to be read and decided before a call or a debrief can be shown."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tui.leaving import CANNOT
from tui.moments import moment_words
from tui.screens.question import Answer, QuestionScreen
from tui.session import goes_on, mood_model, open_by_name, open_keeper

if TYPE_CHECKING:
    from engine.call.playable import Playable
    from engine.mood.coefficients import MoodModel
    from engine.records.keeper import Attempts
    from engine.records.recorded import RecordedCall
    from tui.app import MoodlineApp

BACK = Answer("b", "Back", "back")
EDITED = "The scenario has been edited since. This call goes on as it was begun."
GONE = "The scenario is not there any more. This call goes on as it was begun."


async def open_briefing(app: MoodlineApp, name: str) -> None:
    """Show the briefing of a scenario, given its id or file; or say what is wrong with it."""
    await asyncio.to_thread(load_what_is_needed)
    from engine.call.playable import NotPlayable
    from engine.mood.coefficients import ModelError
    from engine.scenario.problems import render

    def opened() -> Playable:
        return open_by_name(name, app.settings, mood_model(app.settings))

    try:
        playable = await asyncio.to_thread(opened)
    except NotPlayable as refused:
        words = "\n\n".join(render(problem) for problem in refused.problems if problem.severity == "error")
        await _tell(app, "This scenario cannot be played", words)
        return
    except ModelError as error:
        await _tell(app, "The mood model cannot be used", str(error))
        return
    keeper = await keeper_of(app)
    if keeper is not None:
        await _show_briefing(app, playable, keeper)


async def _show_briefing(app: MoodlineApp, playable: Playable, keeper: Attempts) -> None:
    from engine.records.errors import StoreProblem
    from tui.screens.briefing import BriefingScreen

    waiting = played = None
    scenario, settings = playable.scenario.id, app.settings
    try:
        # Whoever names a seed wants that call, and no other.
        if not settings.new and settings.seed is None:
            waiting = await asyncio.to_thread(keeper.unfinished, scenario)
        over = await asyncio.to_thread(lambda: keeper.attempts(scenario, finished=True, limit=1))
        played = over[0] if over else None
    except StoreProblem as problem:
        await app.push_screen_wait(QuestionScreen("The records cannot be read", str(problem), (BACK,)))
    app.show_above_library(BriefingScreen(playable, waiting, played))


async def open_preview(app: MoodlineApp, path: Path) -> None:
    """Show a scenario's file while it is being written."""

    def loaded() -> MoodModel:
        import tui.screens.preview  # noqa: F401 (loading it here keeps the first paint from waiting)

        return mood_model(app.settings)

    from engine.mood.coefficients import ModelError

    try:
        model = await asyncio.to_thread(loaded)
    except ModelError as error:
        await _tell(app, "The mood model cannot be used", str(error))
        return
    from engine.workshop.preview.watch import Watch
    from tui.screens.preview import PreviewScreen

    app.show_above_library(PreviewScreen(path, model, watch=Watch(time.time)))


async def open_beside(app: MoodlineApp, one: int, other: int) -> None:
    """Show two attempts on record side by side."""
    await asyncio.to_thread(load_what_is_needed)
    from engine.records.errors import StoreProblem
    from engine.records.recorded import CannotGoOn
    from tui.leaving import Refused
    from tui.screens.present.beside import BesideScreen
    from tui.session import open_two

    keeper = await keeper_of(app)
    if keeper is None:
        return
    try:
        two = await asyncio.to_thread(open_two, keeper, one, other)
    except (StoreProblem, CannotGoOn, Refused) as problem:
        await _tell(app, "These attempts cannot be put side by side", str(problem))
        return
    app.show_above_library(BesideScreen(two.one, two.other, two.labels, names=app.settings.names))


async def open_attempt(app: MoodlineApp, attempt: int) -> None:
    """Show a call on record where it was left, or its debrief if it is over."""
    if app.settings.beside is not None:
        await open_beside(app, attempt, app.settings.beside)
        return
    await asyncio.to_thread(load_what_is_needed)
    from engine.records.errors import StoreProblem
    from engine.records.recorded import CannotGoOn, RecordedCall

    keeper = await keeper_of(app)
    if keeper is None:
        return
    try:
        recorded = await asyncio.to_thread(RecordedCall.resume, keeper, attempt)
    except (StoreProblem, CannotGoOn) as problem:
        await _tell(app, "This attempt cannot be shown", str(problem))
        return
    if app.settings.present:
        await _present(app, recorded)
        return
    if recorded.call.over or (app.settings.debrief == attempt and not goes_on(recorded)):
        app.show_debrief(recorded)
        return
    changed = await asyncio.to_thread(_what_became_of_it, app, recorded)
    app.play(recorded, left_words(recorded, changed))


async def _present(app: MoodlineApp, recorded: RecordedCall) -> None:
    """Show a debrief to a room, also that of a call that was cut short."""
    from tui.refusals import not_to_be_presented

    refusal = not_to_be_presented(recorded)
    if refusal:
        await _tell(app, "This attempt cannot be shown", refusal)
    else:
        app.present(recorded)


def left_words(recorded: RecordedCall, changed: str = "") -> str:
    """What is said in the transcript of a call that is gone on with."""
    when = moment_words(recorded.attempt.last_at)
    return " ".join(filter(None, (f"You go on with this call; it was left on {when}.", changed)))


def _what_became_of_it(app: MoodlineApp, recorded: RecordedCall) -> str:
    """A sentence if the scenario's file is another one now, or gone."""
    from engine.call.playable import NotPlayable
    from engine.mood.coefficients import ModelError

    name = app.settings.scenario or recorded.attempt.scenario_id
    try:
        now = open_by_name(name, app.settings, mood_model(app.settings))
    except NotPlayable as refused:
        gone = any(problem.code in ("no-file", "unknown-scenario") for problem in refused.problems)
        return GONE if gone else EDITED
    except ModelError:
        return ""
    return EDITED if recorded.edited(now.source) else ""


async def keeper_of(app: MoodlineApp) -> Attempts | None:
    """Where attempts are kept; where that fails, memory if the trainee agrees, else None."""
    from engine.records.errors import StoreProblem
    from engine.records.memory import MemoryStore

    in_memory = isinstance(app.keeper, MemoryStore)
    if app.keeper is not None and (app.settings.unsaved or not in_memory):
        return app.keeper
    try:
        app.keeper = await asyncio.to_thread(open_keeper, app.settings)
    except StoreProblem as problem:
        if in_memory:
            return app.keeper  # The trainee has agreed already; as soon as the records work, they are used.
        unsaved = Answer("u", "Play unsaved: nothing of the call will be kept", "unsaved")
        question = QuestionScreen("Nothing can be kept at the moment", str(problem), (unsaved, BACK))
        if await app.push_screen_wait(question) != "unsaved":
            _leave_if_nothing_else(app, str(problem))
            return None
        app.keeper = MemoryStore()
    return app.keeper


async def _tell(app: MoodlineApp, title: str, words: str) -> None:
    """Say why something cannot be shown: here, or on the command line if that is where it was asked for."""
    if not _leave_if_nothing_else(app, words):
        await app.push_screen_wait(QuestionScreen(title, words, (BACK,)))


def _leave_if_nothing_else(app: MoodlineApp, words: str) -> bool:
    """Where the command named what to play, there is no library to go back to."""
    if app.played_at_once and len(app.screen_stack) == 1:
        app.refusal = words
        app.exit(return_code=CANNOT)
        return True
    return False


def load_what_is_needed() -> None:
    """Import, in this thread, all that the screens after the library stand on."""

    import markdown_it  # noqa: F401 (what an ending says is Markdown)

    import tui.screens.briefing
    import tui.screens.call
    import tui.screens.debrief  # noqa: F401 (loading it is all that is wanted)
