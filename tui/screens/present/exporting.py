"""Writing the debrief to a page while it is presented."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Literal

from engine.debrief.outlook import Outlook
from engine.records.recorded import RecordedCall

Severity = Literal["information", "error"]


async def write_page(
    recorded: RecordedCall, outlook: Outlook | None, *, anonymous: bool
) -> tuple[str, Severity]:
    """Write a page into the current folder under a name that is free; a sentence on what came of it.

    The sentence names the file alone: the folder it lies in may be called after whoever sits here.
    """
    return await asyncio.to_thread(_write, recorded, outlook, anonymous)


def _write(recorded: RecordedCall, outlook: Outlook | None, anonymous: bool) -> tuple[str, Severity]:
    from engine.records.errors import StoreProblem
    from engine.records.exports.formats import file_name, write_export
    from engine.records.exports.subject import CannotExport, make_subject
    from engine.records.exports.writing import AlreadyThere, write_file

    try:
        load = recorded.keeper.load
        record = load(recorded.attempt.id)
        subject = make_subject(record, anonymous=anonymous, look_ahead=lambda _call: outlook, load=load)
        content = write_export(subject, "html")
        name = Path(file_name(subject, "html"))
        path, number = name, 1
        while True:
            try:
                write_file(path, content)
                break
            except AlreadyThere:
                number += 1
                path = name.with_stem(f"{name.stem}-{number}")
    except CannotExport as error:
        return str(error), "error"
    except StoreProblem:
        return "The records cannot be read at the moment, so no page was written.", "error"
    how = "without names" if anonymous else "with names"
    return f"Written to the current folder, {how}: {path.name}", "information"
