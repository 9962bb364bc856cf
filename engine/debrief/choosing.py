"""Which one action to speak of.

One, because a list of advice is not acted on. The rules stand in the order of what weighs most on a real
call; the first that finds something speaks.
"""

from collections.abc import Callable
from typing import Final

from engine.debrief.habits import keep_doing, skill_missed, too_warm, try_another, weak_close, worn_out
from engine.debrief.mistakes import asked_again, critical, harm, promise_broken, too_soon
from engine.debrief.next_action import NextAction, Story

RULES: Final[tuple[Callable[[Story], NextAction | None], ...]] = (
    critical,
    promise_broken,
    asked_again,
    too_soon,
    harm,
    skill_missed,
    worn_out,
    too_warm,
    weak_close,
    keep_doing,
    try_another,
)
"""The rules in order of weight; the last finds something in every call that has a turn."""


def choose_action(story: Story) -> NextAction:
    """The one action for the next call."""
    if not story.walk.turns:
        return NextAction(
            rule="no-turns",
            action="Give a first reply, whichever it is.",
            because="This call stopped before a reply was given, so there is nothing yet to go by.",
            turn=0,
            said="",
            instead="",
            why="",
            replay_from=0,
        )
    return next(found for rule in RULES if (found := rule(story)) is not None)
