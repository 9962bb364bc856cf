"""The learning record store that is set up, and what waits to be delivered to it. Nothing is sent."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from tui.doctor.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.records.exports.outbox import Waiting
    from engine.records.home import Home

PART: Final = "data"
STORE: Final = "record store"
OUTBOX: Final = "outbox"


def look(home: Home, environment: Mapping[str, str]) -> Iterator[Finding]:
    """Look at ``lrs.toml``, its variables, and the outbox."""
    from engine.records.exports.lrs_settings import FILE, others_may_read

    yield _store(home, environment)
    if others_may_read(home):
        said = f"others on this machine can read {home.folder / FILE}, and the secret in it"
        yield Finding(PART, STORE, "warn", said, "Make it yours alone: chmod 600.")
    yield from _outbox(home)


def _store(home: Home, environment: Mapping[str, str]) -> Finding:
    from engine.records.exports.lrs_settings import FILE, NEEDED, missing, read_base, read_lrs, variable
    from engine.records.exports.subject import CannotExport

    path = home.folder / FILE
    try:
        unset = missing(home, environment)
        if unset == NEEDED and not os.path.lexists(path):
            return Finding(PART, STORE, "ok", "none is set up, so nothing can be sent to one")
        if unset:
            said = f"not complete: {', '.join(unset)} missing"
            do = f"Write it into {path}, or set {', '.join(map(variable, unset))}."
            return Finding(PART, STORE, "warn", said, do)
        endpoint, base = read_lrs(home, environment).endpoint, read_base(home, environment)
    except CannotExport as error:
        return Finding(PART, STORE, "warn", str(error), f"Correct {path} or the environment.")
    if base is None:
        said = f"{endpoint}; no base is set, so statements say moodline.invalid"
        return Finding(PART, STORE, "warn", said, "Set base to an address of your own before you send.")
    return Finding(PART, STORE, "ok", f"{endpoint}; it was not asked whether it answers")


def _outbox(home: Home) -> Iterator[Finding]:
    from engine.records.exports.outbox import Outbox

    outbox = Outbox(home)
    waiting, wrong = outbox.waiting()
    refused, wrong_too = outbox.refused()
    if not (waiting or refused or wrong or wrong_too):
        yield Finding(PART, OUTBOX, "ok", "nothing waits to be delivered")
    if waiting:
        said = f"waiting to be delivered: {_counted(waiting)}"
        yield Finding(PART, OUTBOX, "warn", said, "`moodline export --send` sends them.")
    if refused:
        said = f"refused by the record store: {_counted(refused)}"
        yield Finding(PART, OUTBOX, "warn", said, "`moodline outbox` says why, and what can be done.")
    for words in (*wrong, *wrong_too):
        yield Finding(PART, OUTBOX, "warn", words, "`moodline outbox --drop NAME` deletes it.")


def _counted(batches: Sequence[Waiting]) -> str:
    from engine.debrief.wording import how_many

    statements = sum(len(batch.statements) for batch in batches)
    return f"{how_many(statements, 'statement')} in {how_many(len(batches), 'file')}"
