"""What the engine refuses, in words for whoever typed the command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tui.leaving import Refused

if TYPE_CHECKING:
    from engine.records.recorded import RecordedCall


@contextmanager
def refusals_in_words() -> Iterator[None]:
    """Turn what the engine refuses into ``Refused``, whose message is what is written.

    Raises:
        Refused: a scenario is not playable, the mood model or the records cannot be used, or an attempt
            can no longer be gone on with.
    """
    from engine.call.playable import NotPlayable
    from engine.mood.coefficients import ModelError
    from engine.records.errors import StoreProblem
    from engine.records.recorded import CannotGoOn
    from engine.scenario.problems import render
    from engine.scenario.text import visible

    try:
        yield
    except NotPlayable as error:
        errors = [problem for problem in error.problems if problem.severity == "error"]
        raise Refused("\n".join(map(render, errors))) from error
    except ModelError as error:
        raise Refused("\n".join(map(visible, str(error).splitlines()))) from error
    except (StoreProblem, CannotGoOn) as error:
        raise Refused(str(error)) from error


def not_to_be_presented(recorded: RecordedCall) -> str:
    """Why an attempt is not to be shown to a room; empty if it may be. One that was cut short may."""
    attempt = recorded.attempt
    if attempt.hides_mood(over=recorded.call.over):
        return (
            f"Attempt {attempt.id} is an exam that is not over, and slides would show its mood. "
            "It can be presented once the call has ended, or a new one was begun in its place."
        )
    return ""
