"""From a name to a screen: what has to be read and decided before a call or a debrief can be shown."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tui.screens.question import Answer, QuestionScreen
from tui.session import mood_model, open_by_name, open_keeper

if TYPE_CHECKING:
    from engine.call.playable import Playable
    from engine.records.keeper import Attempts
    from tui.app import MoodlineApp

BACK = Answer("b", "Back", "back")


async def open_briefing(app: MoodlineApp, name: str) -> None:
    """Show the briefing of a scenario, given its id or file; or say what is wrong with it."""
    from engine.call.playable import NotPlayable
    from engine.mood.coefficients import ModelError
    from engine.scenario.problems import render

    try:
        playable = await asyncio.to_thread(lambda: open_by_name(name, app.settings, mood_model(app.settings)))
    except NotPlayable as refused:
        words = "\n\n".join(render(problem) for problem in refused.problems if problem.severity == "error")
        await _tell(app, "This scenario cannot be played", words)
        return
    except ModelError as error:
        await _tell(app, "The mood model cannot be used", str(error))
        return
    keeper = await keeper_of(app)
    if keeper is None:
        _leave_if_nothing_else(app)
        return
    await _show_briefing(app, playable, keeper)


async def _show_briefing(app: MoodlineApp, playable: Playable, keeper: Attempts) -> None:
    from engine.records.errors import StoreProblem
    from tui.screens.briefing import BriefingScreen

    waiting = None
    if not app.settings.new:
        try:
            waiting = await asyncio.to_thread(keeper.unfinished, playable.scenario.id)
        except StoreProblem as problem:
            await _tell(app, "The records cannot be read", str(problem))
    await app.push_screen(BriefingScreen(playable, waiting))


async def open_attempt(app: MoodlineApp, attempt: int) -> None:
    """Show a call on record where it was left, or its debrief if it is over."""
    from engine.records.errors import StoreProblem
    from engine.records.recorded import CannotGoOn, RecordedCall

    keeper = await keeper_of(app)
    if keeper is None:
        _leave_if_nothing_else(app)
        return
    try:
        recorded = await asyncio.to_thread(RecordedCall.resume, keeper, attempt)
    except (StoreProblem, CannotGoOn) as problem:
        await _tell(app, "This attempt cannot be shown", str(problem))
        return
    if recorded.call.over:
        app.show_debrief(recorded)
        return
    edited = await asyncio.to_thread(_edited, app, recorded)
    app.play(recorded)
    if edited:
        app.notify("The scenario has been edited since. This call goes on as it was begun.", markup=False)


def _edited(app: MoodlineApp, recorded: object) -> bool:
    """Whether the scenario's file is another one now, or gone."""
    from engine.call.playable import NotPlayable
    from engine.mood.coefficients import ModelError
    from engine.records.recorded import RecordedCall

    assert isinstance(recorded, RecordedCall)
    try:
        now = open_by_name(
            app.settings.scenario or recorded.attempt.scenario_id, app.settings, mood_model(app.settings)
        )
    except (NotPlayable, ModelError):
        return True
    return recorded.edited(now.source)


async def keeper_of(app: MoodlineApp) -> Attempts | None:
    """Where attempts are kept; where that fails, memory if the trainee agrees, else None."""
    from engine.records.errors import StoreProblem
    from engine.records.memory import MemoryStore

    if app.keeper is not None:
        return app.keeper
    try:
        app.keeper = await asyncio.to_thread(open_keeper, app.settings)
    except StoreProblem as problem:
        unsaved = Answer("u", "Play unsaved: nothing of the call will be kept", "unsaved")
        question = QuestionScreen("Nothing can be kept at the moment", str(problem), (unsaved, BACK))
        if await app.push_screen_wait(question) != "unsaved":
            return None
        app.keeper = MemoryStore()
    return app.keeper


async def _tell(app: MoodlineApp, title: str, words: str) -> None:
    await app.push_screen_wait(QuestionScreen(title, words, (BACK,)))
    _leave_if_nothing_else(app)


def _leave_if_nothing_else(app: MoodlineApp) -> None:
    """Where the command named what to play, there is no library to go back to."""
    if app.played_at_once and len(app.screen_stack) == 1:
        app.exit(0, return_code=2)
