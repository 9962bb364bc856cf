"""What an update would change in a golden transcript, before and after: for an author to look at first."""

from collections.abc import Iterator
from itertools import groupby

from engine.workshop.transcript import Expected, Transcript
from engine.workshop.transcripts import Played

_TITLES = {
    "reply": "replies",
    "mood": "mood",
    "ending": "ending",
    "scene": "scenes",
    "facts": "facts",
    "line": "lines",
}


def before_and_after(written: Transcript, played: Played) -> Iterator[str]:
    """The lines that show it: replies, mood and ending first, each as it is written and as it is now."""
    for kind, differences in groupby(played.differences, key=lambda each: each.kind):
        yield f"  {_TITLES[kind]}"
        for each in differences:
            yield f"    {f'turn {each.turn} ({each.reply})' if each.turn else 'answering'}"
            yield f"      written  {each.expected}"
            yield f"      now      {each.got}"
    if played.complete and (number := _new(written, played.transcript)):
        what = "expectation that was" if number == 1 else "expectations that were"
        yield f"  {number} {what} not written before"


def _new(written: Transcript, now: Transcript) -> int:
    """How many expectations an update writes for the first time."""
    pairs: list[tuple[Expected, Expected]] = [(written.answer, now.answer)]
    pairs += zip(written.turns, now.turns, strict=True)
    found = sum(
        getattr(before, key) is None and getattr(after, key) is not None
        for before, after in pairs
        for key in type(after).model_fields
    )
    return found + (written.ending is None and now.ending is not None)
