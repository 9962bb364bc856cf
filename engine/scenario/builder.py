"""A document's data from the parser's events.

Depth and size are looked at before anything is built, and nothing here recurses over the file: no file can
exhaust the stack, the memory or the reader's patience.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, Final, NamedTuple

from engine.scenario.document import Document, Mark, Path, where_of
from engine.scenario.limits import MAX_ALIASED, MAX_NESTING, MAX_VALUES
from engine.scenario.problems import Problem, Spot, quoted
from engine.scenario.scalars import plain_value
from engine.scenario.text import name_of, refused, shortened

_MISSING: Final = object()


class Stop(Exception):
    """What follows in the file cannot be read sensibly; the document says why."""


class _Frame(NamedTuple):
    """Entries or a list that are being read while something inside them is."""

    value: Any
    keys: dict[str, Mark] | None
    marks: Any
    key: Any
    anchor: str | None


class Builder:
    """Fills a document.

    Args:
        as_written: entries whose values are text as it stands, whatever it looks like.
        is_long: whether the text at a path may have several lines.
        is_odd: whether texts can hold characters that must be looked for in each of them.
    """

    def __init__(
        self,
        document: Document,
        as_written: frozenset[Path],
        is_long: Callable[[Path], bool],
        *,
        is_odd: bool,
    ) -> None:
        self._document = document
        self._as_written = as_written
        self._is_long = is_long
        self._is_odd = is_odd
        self._stack: list[_Frame] = []
        self._anchors: dict[str, Any] = {}
        self._aliased = 0
        self._sizes: dict[int, tuple[int, int]] = {}
        self._merges = False

    def run(self, events: Iterator[Any]) -> None:
        """Read every event.

        Raises:
            Stop: the rest of the file cannot be read.
        """
        # One loop without calls for what is usual: it runs a hundred thousand times for a megabyte.
        from ruamel.yaml.events import (
            AliasEvent,
            DocumentStartEvent,
            MappingEndEvent,
            MappingStartEvent,
            ScalarEvent,
            SequenceEndEvent,
            SequenceStartEvent,
        )

        document_marks, stack, odd = self._document.marks, self._stack, self._is_odd
        known: dict[str, Any] = {}
        top: list[Any] = []
        top_marks: list[Mark] = []
        value: Any = top  # what is being filled
        keys: dict[str, Mark] | None = None  # the marks of its keys; None in a list
        marks: Any = top_marks  # the marks of its values
        key: Any = None  # the key whose value comes next; None where a key is to come
        anchor: str | None = None
        raw = False
        documents = 0
        for event in islice(events, 2 * MAX_VALUES):
            kind = type(event)
            if kind is ScalarEvent:
                text = event.value
                if keys is not None and key is None:
                    if event.ctag is not None or event.anchor is not None:
                        self._tag_and_anchor(event, text)
                    if odd:
                        text = self._checked(text, event, (*self._path(), text))
                    if text in keys:
                        self._duplicate(event.start_mark, keys[text], text)
                    elif text == "<<" and not event.style:
                        self._merge_key(event.start_mark)
                    key = text
                    keys[text] = event.start_mark
                    continue
                if event.style or raw:
                    item = text
                elif (item := known.get(text, _MISSING)) is _MISSING:
                    item = known[text] = plain_value(text)
                if event.ctag is not None or event.anchor is not None:
                    self._tag_and_anchor(event, item)
                if (odd or "\n" in text or "\t" in text) and type(item) is str:
                    item = self._checked(
                        item, event, (*self._path(), key if keys is not None else len(value))
                    )
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if keys is not None and key is None:
                    self._key_not_text(event.start_mark)
                if event.ctag is not None:
                    self._tag_and_anchor(event, None)
                if len(stack) >= MAX_NESTING:
                    self._too_deep(event.start_mark)
                if keys is None:
                    marks.append(event.start_mark)
                else:
                    marks[key] = event.start_mark
                stack.append(_Frame(value, keys, marks, key, anchor))
                if (anchor := event.anchor) is not None:
                    self._anchors[anchor] = _MISSING
                key = None
                if kind is MappingStartEvent:
                    value, keys, marks = {}, {}, {}
                    raw = bool(self._as_written) and self._path() in self._as_written
                else:
                    value, keys, marks = [], None, []
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                item = tuple(value) if keys is None else value
                if item or keys is not None:  # the empty tuple is one and the same everywhere
                    document_marks[id(item)] = (keys, marks)
                if anchor is not None:
                    self._anchors[anchor] = item
                raw = False
                value, keys, marks, key, anchor = stack.pop()
                if keys is None:
                    value.append(item)
                else:
                    value[key] = self._united(value[key], item) if key in value else item
                    key = None
                continue
            elif kind is AliasEvent:
                if keys is not None and key is None:
                    self._key_not_text(event.start_mark)
                item = self._alias(event)
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self._second_document(event.start_mark)
                continue
            else:
                continue
            if keys is None:
                value.append(item)
                marks.append(event.start_mark)
            else:
                value[key] = item
                marks[key] = event.start_mark
                key = None
        if (event := next(events, None)) is not None:
            self._too_many(event.start_mark)
        if top:
            self._document.data = top[0]
            self._document.top = top_marks[0]
            if self._merges:
                self._drop_merge_keys()

    def _path(self) -> Path:
        """The path of what is being filled."""
        return tuple(len(frame.value) if frame.keys is None else frame.key for frame in self._stack[1:])

    def _problem(
        self, code: str, mark: Mark, where: str, message: str, found: str = "", hint: str = ""
    ) -> None:
        spot = Spot(mark.line + 1, mark.column + 1)
        self._document.problems.append(
            Problem(code, "error", self._document.file, *spot, where, message, found, hint)
        )

    def _tag_and_anchor(self, event: Any, value: Any) -> None:
        if event.ctag is not None:
            hint = "take the tag out; quotes make a value text, and text that starts with ! must be in quotes"
            tag = shortened(str(event.ctag).replace("tag:yaml.org,2002:", "!!"))
            self._problem("tag", event.start_mark, "", "YAML tags are not part of the format", tag, hint)
        if event.anchor is not None:
            self._anchors[event.anchor] = value

    def _duplicate(self, mark: Mark, first: Mark, key: str) -> None:
        where = where_of((*self._path(), key))
        found = f"the first on line {first.line + 1}, column {first.column + 1}"
        self._problem(
            "duplicate-key",
            mark,
            where,
            f"the key {quoted(key)} stands here twice",
            found,
            "keep one of them",
        )

    def _united(self, first: Any, second: Any) -> Any:
        """Both values of a doubled key, so that what the first one holds is not reported as missing."""
        if not (isinstance(first, dict) and isinstance(second, dict)):
            return second
        marks = self._document.marks
        (first_keys, first_marks), (keys, values) = marks[id(first)], marks[id(second)]
        both = {**first, **second}
        marks[id(both)] = ({**(first_keys or {}), **(keys or {})}, {**first_marks, **values})
        return both

    def _merge_key(self, mark: Mark) -> None:
        self._merges = True
        hint = "write the entries out, or give a whole value an anchor and use that as an alias"
        self._problem(
            "merge-key",
            mark,
            where_of((*self._path(), "<<")),
            "merge keys are not part of the format",
            "<<",
            hint,
        )

    def _key_not_text(self, mark: Mark) -> None:
        message = "a key must be plain text, and this one is a list, has entries, or is an alias"
        self._problem(
            "key-not-text", mark, "", message, hint="text that starts with {, [ or * must be in quotes"
        )
        raise Stop

    def _too_deep(self, mark: Mark) -> None:
        message = f"entries and lists may stand at most {MAX_NESTING} deep inside one another"
        self._problem("too-deep", mark, "", message, hint="a scenario needs about ten")
        raise Stop

    def _too_many(self, mark: Mark) -> None:
        message = f"a file may have {MAX_VALUES:,} values, and its aliases may add {MAX_ALIASED:,} to them"
        self._problem("too-many-values", mark, "", message, hint="split the scenario, or use fewer aliases")
        raise Stop

    def _second_document(self, mark: Mark) -> None:
        hint = "a file is one scenario: take the line --- out, or make two files of it"
        self._problem("several-documents", mark, "", "a second YAML document starts here", "---", hint)
        raise Stop

    def _alias(self, event: Any) -> Any:
        value = self._anchors.get(event.anchor, self)
        if value is self or value is _MISSING:
            message, hint = (
                "there is no anchor of this name above",
                "text that starts with * must be in quotes",
            )
            if value is _MISSING:
                message, hint = "this alias stands inside the very value that it names", "write the value out"
            self._problem("unknown-alias", event.start_mark, "", message, f"*{shortened(event.anchor)}", hint)
            return None
        size, height = self._size(value)
        self._aliased += size
        if self._aliased > MAX_ALIASED:
            self._too_many(event.start_mark)
        if len(self._stack) + height > MAX_NESTING:
            self._too_deep(event.start_mark)
        return value

    def _size(self, value: Any) -> tuple[int, int]:
        """Values in ``value``, itself included, and how deep they stand; what is shared is walked once."""
        if not isinstance(value, dict | tuple):
            return 1, 0
        if (known := self._sizes.get(id(value))) is None:
            parts = [self._size(part) for part in (value.values() if isinstance(value, dict) else value)]
            known = 1 + sum(size for size, _ in parts), 1 + max((height for _, height in parts), default=0)
            self._sizes[id(value)] = known
        return known

    def _checked(self, text: str, event: Any, path: Path) -> str:
        """The text without what it may not hold; each such character becomes a problem."""
        bad = [character for _, character in refused(text)] if self._is_odd else []
        is_long = self._is_long(path)
        if "\t" in text and not is_long:
            bad.append("\t")
        if bad:
            for character in dict.fromkeys(bad):
                self._problem(*character_problem(event.start_mark, where_of(path), character))
            text = "".join(" " if character in bad else character for character in text)
        if not is_long and "\n" in text:
            text = text.strip("\n")
            if "\n" in text:
                hint = "write > in place of | and no empty line, and the lines flow together"
                self._problem(
                    "line-break",
                    event.start_mark,
                    where_of(path),
                    "this text must be one line",
                    "a line break",
                    hint,
                )
                text = text.replace("\n", " ")
        return text

    def _drop_merge_keys(self) -> None:
        """Take along what a refused merge key would have brought, so that it is not reported as missing."""
        waiting, seen = [self._document.data], set()
        while waiting:
            value = waiting.pop()
            if not isinstance(value, dict | tuple) or id(value) in seen:
                continue
            seen.add(id(value))
            if isinstance(value, dict) and "<<" in value:
                merged = value.pop("<<")
                for one in merged if isinstance(merged, tuple) else (merged,):
                    for key, part in one.items() if isinstance(one, dict) else ():
                        value.setdefault(key, part)
            waiting.extend(value.values() if isinstance(value, dict) else value)


def character_problem(mark: Mark, where: str, character: str) -> tuple[str, Mark, str, str, str, str]:
    """What to say of a character that no text may hold."""
    hint = "write a space" if character == "\t" else "delete it; it may have come along when text was copied"
    return "control-character", mark, where, "the text may not hold this character", name_of(character), hint
