"""Writing what a call does now into its transcript, without losing the author's comments."""

import io
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml.error import YAMLError

from engine.scenario.formatter.tidy import BOM
from engine.workshop.saving import replace_file
from engine.workshop.tidying import ChangedMeanwhile
from engine.workshop.transcript import Expected, Transcript

_NEVER_FOLD = 1 << 20


class Update(NamedTuple):
    """What a transcript's file holds, and what it is to hold."""

    before: bytes
    after: bytes

    @property
    def changes(self) -> bool:
        """Whether it is to hold anything else."""
        return self.before != self.after


def update_of(path: Path, now: Transcript) -> Update:
    """What writing ``now`` into the file makes of it; nothing is written yet.

    The file must be one that ``read_transcript`` read without problems. Its line ends and its byte order mark
    stay.

    Raises:
        ChangedMeanwhile: it is not that transcript any more.
        OSError: it cannot be read.
    """
    before = path.read_bytes()
    try:
        text = before.decode("utf-8")
        after = updated(text.removeprefix(BOM).replace("\r\n", "\n"), now)
    except (UnicodeDecodeError, YAMLError, LookupError, TypeError, AttributeError) as error:
        raise ChangedMeanwhile from error
    if "\r\n" in text:
        after = after.replace("\n", "\r\n")
    return Update(before, (BOM + after if text.startswith(BOM) else after).encode("utf-8"))


def write_update(path: Path, update: Update) -> None:
    """Put what ``update_of`` made in the place of what is there.

    Raises:
        ChangedMeanwhile: the file holds something else by now.
        OSError: it cannot be written; it is then as it was.
    """
    if path.read_bytes() != update.before:
        raise ChangedMeanwhile
    replace_file(path, update.after)


def updated(text: str, now: Transcript) -> str:
    """The text of a transcript with every expectation as it is in ``now``; comments stay.

    Raises:
        LookupError: it has other turns.
    """
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
    if len(turns) != len(now.turns):
        raise LookupError(f"{len(turns)} turns, and not {len(now.turns)}")
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
