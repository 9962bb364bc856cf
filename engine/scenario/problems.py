"""Problems: what is wrong with a file an author wrote, where, and what would be right."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple

from engine.scenario.text import shortened, visible

Severity = Literal["error", "warning", "advice"]

CODES: Final[dict[str, str]] = {
    # the file
    "no-file": "There is no file of this name.",
    "not-a-file": "This is a folder, a device or a pipe; a scenario is a plain file.",
    "unreadable": "The system would not let the file be read.",
    "too-large": "The file is larger than a scenario may be.",
    "not-utf-8": "The file is not saved as UTF-8 text.",
    "binary-file": "The file is not text at all.",
    "empty-file": "The file has nothing in it, or comments only.",
    # the text
    "control-character": "The text has a character that cannot be seen, or that a terminal would obey.",
    "line-break": "A text that must be one line has a line break.",
    "odd-space": "A line is indented with spaces that are not plain spaces.",
    "tab": "A line is indented with a tab.",
    # the YAML
    "yaml-syntax": "The file is not correct YAML.",
    "too-deep": "Entries and lists stand too deep inside one another.",
    "too-many-values": "The file has more values than a scenario may have, aliases written out.",
    "unknown-alias": "An alias names an anchor that is not there, or that it stands inside.",
    "merge-key": "Merge keys are not part of the format.",
    "tag": "YAML tags are not part of the format.",
    "key-not-text": "A key is a list or has entries of its own.",
    "several-documents": "The file holds more than one YAML document.",
    "duplicate-key": "The same key stands twice in one place.",
    # the shape
    "newer-format": "The file is written in a newer format than this version reads.",
    "not-entries": "The file is not made of entries (key: value).",
    "not-a-scenario": "The file is a part or a shift, which cannot be played on its own.",
    "unknown-key": "The format has no such key in this place.",
    "missing-key": "A key that must be there is missing.",
    "wrong-type": "The value is of another kind than the format wants here.",
    "wrong-value": "The value is none of those that the format allows here.",
    "out-of-range": "The number is too small or too large.",
    "bad-id": "An id is lower-case letters, digits and single hyphens.",
    "bad-condition": "A comparison in a condition cannot be read.",
    "empty-text": "A text that must say something is empty.",
    "too-long": "A text is longer than the format allows.",
    "too-few": "A list or a set of entries has too little in it.",
    "too-many": "A list or a set of entries has too much in it.",
    # what refers to what
    "duplicate-id": "Two things have the same id.",
    "reserved-id": "The id has a meaning of its own in the format.",
    "missing-target": "A scene or an ending is named that is not there.",
    "wrong-target": "A scene is named where an ending belongs, or the other way round.",
    "return-outside-detour": "A scene goes back out of a detour, and no detour leads to it.",
    "unknown-fact": "A fact is named that the scenario does not have.",
    "unknown-promise": "A promise is named that the scenario does not have.",
    "unknown-reply": "A condition names a reply that is not there.",
    "unknown-move": "A move is named that neither the catalogue nor the scenario has.",
    "unknown-persona": "A persona is named that the mood model does not have.",
    "unknown-sensitivity": "A sensitivity is for something that is no move, family or rule.",
    "unknown-name": "A name in braces is none that a text can hold.",
    "stray-brace": "A brace stands alone in a text.",
    "no-way-on": "A reply leads nowhere.",
    "two-ways-on": "A reply has both goto and detour.",
    "guarded-last-way": "The last of a reply's ways has a condition, so there may be no way on.",
    "way-after-last": "A way stands after one that is always taken.",
    "locked-without-when": "A reply is locked with no condition that could unlock it.",
    "no-grievance": "The scenario speaks of a grievance that the customer does not have.",
    # files together
    "include-missing": "An included file is not there.",
    "include-outside": "An included file is not inside the scenario's own folder.",
    "include-loop": "Files include one another in a circle.",
    "not-a-part": "An included file is a whole scenario; only parts can be included.",
    "include-too-many": "The scenario is made of too many files.",
    "unknown-scenario": "No scenario of this id or name can be found.",
    "same-id-elsewhere": "Two scenarios in the library have the same id.",
    "more-problems": "There are more problems than are told at once.",
}
"""Every code of a shape problem, with one plain sentence for the reference."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding about a file.

    ``line`` and ``column`` count from 1, columns in characters; both are 0 where the whole file is meant.
    """

    code: str
    severity: Severity
    file: str
    line: int
    column: int
    where: str
    """The place in the author's terms, such as ``opening.replies[1].goto``; lists count from 0."""
    message: str
    found: str = ""
    hint: str = ""


class Spot(NamedTuple):
    """A place in a file: line and column from 1."""

    line: int
    column: int


NOWHERE: Final = Spot(0, 0)
"""The file as a whole."""


def render(problem: Problem) -> str:
    """The problem as one line of plain text in which nothing is left that a terminal would obey."""
    place = visible(problem.file)
    if problem.line:
        place += f":{problem.line}:{problem.column}"
    words = [
        f"{visible(problem.where)}: {visible(problem.message)}" if problem.where else visible(problem.message)
    ]
    if problem.found:
        words.append(f"found {visible(problem.found)}")
    if problem.hint:
        words.append(visible(problem.hint))
    return f"{place}: {problem.severity}[{problem.code}] {'; '.join(words)}"


def in_order(problems: Iterable[Problem], files: Iterable[str]) -> tuple[Problem, ...]:
    """The problems, each once, in the order in which their files are read and then down each file."""
    place = {file: number for number, file in enumerate(files)}
    return tuple(
        sorted(
            dict.fromkeys(problems),
            key=lambda p: (place.get(p.file, len(place)), p.line, p.column, p.code, p.where),
        )
    )


def capped(problems: tuple[Problem, ...], most: int) -> tuple[Problem, ...]:
    """The first ``most`` problems and, if there are more, one that counts the rest."""
    if len(problems) <= most:
        return problems
    rest = replace(
        problems[most],
        code="more-problems",
        where="",
        message=f"there are {len(problems) - most} more problems; these were the first {most}",
        found="",
        hint="mend these first",
    )
    return (*problems[:most], rest)


def closest(name: str, names: Collection[str]) -> str | None:
    """The one of ``names`` that a person who wrote ``name`` most likely meant, if any is near enough."""
    if len(name) > 100:
        return None
    plain = {_plain(known): known for known in names}
    if (same := plain.get(_plain(name))) is not None:
        return same
    import difflib

    near = difflib.get_close_matches(_plain(name), plain, n=1, cutoff=0.65)
    return plain[near[0]] if near else None


def did_you_mean(name: str, names: Collection[str], otherwise: str = "") -> str:
    """A hint that offers the closest name, lists the names if they are few, or says ``otherwise``."""
    if (near := closest(name, names)) is not None:
        return f"did you mean {quoted(near)}?"
    if otherwise:
        return otherwise
    return f"what can stand here: {listed(names)}" if 0 < len(names) <= 40 else ""


def quoted(text: str) -> str:
    """The text in single quotes, visible and cut short."""
    return f"'{shortened(text)}'"


def listed(names: Iterable[str], last: str = "or") -> str:
    """``a, b or c``."""
    words = [shortened(name, 80) for name in names]
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def _plain(name: str) -> str:
    return name.casefold().replace("_", "-").replace(" ", "-")
