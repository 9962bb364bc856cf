"""What every keeper of attempts answers, in the same words, when two windows play one attempt."""

from pathlib import Path

from engine.records.errors import ConflictError

_RELOAD = "Close one of them, and open the attempt again in the other to go on from what is recorded."


def not_next(attempt_id: int, n: int, kept: int, path: Path | None) -> ConflictError:
    """Event ``n`` was to follow, but ``kept`` events are there."""
    what = (
        f"Attempt {attempt_id} cannot take event {n}: it has {kept} so far. "
        "It is probably being played in another window too."
    )
    return ConflictError(what, _RELOAD, path)


def already_finished(attempt_id: int, path: Path | None) -> ConflictError:
    """The attempt was to end, but it is recorded as ended already."""
    what = f"Attempt {attempt_id} is already finished. It was probably played to its end in another window."
    return ConflictError(what, _RELOAD, path)


def already_begun(path: Path | None) -> ConflictError:
    """A new attempt's UUID is that of one on record."""
    return ConflictError("This attempt has been begun already.", "Begin a new call instead.", path)
