"""Writing what a call does now into its transcript, without losing the author's comments."""

import io
from pathlib import Path
from typing import Any

from engine.workshop.saving import replace_file
from engine.workshop.transcript import Expected, Transcript

_NEVER_FOLD = 1 << 20


def update_transcript(path: Path, now: Transcript) -> bool:
    """Write what ``now`` holds into the file; True if that changed it.

    The file must be one that ``read_transcript`` read without problems.

    Raises:
        OSError: it cannot be written; it is then as it was.
    """
    before = path.read_text(encoding="utf-8")
    after = updated(before, now)
    if after == before:
        return False
    replace_file(path, after.encode("utf-8"))
    return True


def would_change(path: Path, now: Transcript) -> bool:
    """Whether ``update_transcript`` would write anything else than what the file holds."""
    before = path.read_text(encoding="utf-8")
    return updated(before, now) != before


def updated(text: str, now: Transcript) -> str:
    """The text of a transcript with every expectation as it is in ``now``; comments stay."""
    from ruamel.yaml import YAML

    yaml = YAML(typ="rt")
    yaml.width = _NEVER_FOLD
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.preserve_quotes = True
    data: Any = yaml.load(text)
    if "answer" not in data:
        data.insert(list(data).index("turns"), "answer", _block())
    for key, value in _entries(now.answer).items():
        _put(data["answer"], key, value)
    turns = data["turns"]
    for place, turn in enumerate(now.turns):
        entries = turns[place] if isinstance(turns[place], dict) else _block()
        for key, value in {"reply": turn.reply, **_entries(turn), "facts": _flow_list(turn.facts)}.items():
            _put(entries, key, value)
        if turns[place] is not entries:
            turns[place] = entries
            if (
                place in turns.ca.items
            ):  # A comment after the reply's name goes on after all that is said of it.
                entries.ca.items[next(reversed(entries))] = [None, None, turns.ca.items.pop(place)[0], None]
    turns.fa.set_block_style()
    ending = None
    if now.ending is not None:
        ending = _flow(
            {**now.ending.model_dump(exclude_none=True), "critical": _flow_list(now.ending.critical)}
        )
    _put(data, "ending", ending)
    out = io.StringIO()
    yaml.dump(data, out)
    return out.getvalue()


def _put(entries: Any, key: str, value: Any) -> None:
    if value is None:
        entries.pop(key, None)
    elif entries.get(key) != value:
        entries[key] = value


def _entries(expected: Expected) -> Any:
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    entries = _block()
    for key in ("scene", "customer", "band", "mood"):
        value = getattr(expected, key)
        if key == "customer" and value is not None:
            value = DoubleQuotedScalarString(value)
        elif key == "mood" and value is not None:
            value = _flow(value.model_dump())
        entries[key] = value
    return entries


def _block() -> Any:
    from ruamel.yaml.comments import CommentedMap

    return CommentedMap()


def _flow(values: dict[str, Any]) -> Any:
    entries = _block()
    entries.update({key: value for key, value in values.items() if value is not None})
    entries.fa.set_flow_style()
    return entries


def _flow_list(values: tuple[str, ...] | None) -> Any:
    from ruamel.yaml.comments import CommentedSeq

    if values is None:
        return None
    listed = CommentedSeq(values)
    listed.fa.set_flow_style()
    return listed
