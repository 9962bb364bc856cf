"""Reading a mood model's file, an organisation's own included, and saying exactly what is wrong with it."""

import re
import stat
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Final, NoReturn

from engine.mood.coefficients import (
    MAX_MODEL_BYTES,
    MODEL_VERSION,
    NAMES_ONLY,
    RULES,
    ModelError,
    MoodModel,
    Persona,
    Rule,
)
from engine.mood.entries import Node, NotEntries, parse_entries, shown
from engine.mood.mood import Mood
from engine.mood.moves import MOVES

_WITH_MOVES: Final = frozenset(
    {"wear-out", "heard-first", "vent-heard", "vent-cut", "mistuned", "amends", "way-out", "too-warm"}
)
_UP: Final = (0, 100)
_DOWN: Final = (-100, 0)
_RANGES: Final[Mapping[str, tuple[int, int]]] = MappingProxyType(
    {
        "promise-kept.heat": _DOWN,
        "amends.heat": _DOWN,
        "settled.heat": _DOWN,
        "vent-cut.heard": _DOWN,
        "told-once.heard": _DOWN,
        **dict.fromkeys(
            [
                f"{rule}.trust"
                for rule in ("mistuned", "told-once", "promise-broken", "failed-remedy", "too-warm")
            ],
            _DOWN,
        ),
        "loss.share": (0, 400),
        "wear-out.more": (0, 400),
    }
)
"""The numbers that are not from 0 to 100. Research gives the signs, so no file can turn them."""
_MOST_SHARES: Final = 20
_MOST_PERSONAS: Final = 200
_NUMBER = re.compile(r"[-+]?[0-9]{1,9}\Z")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_LONGEST_ID: Final = 80


def shown_name(path: Path) -> str:
    """The path as it stands in messages, without any character that a terminal would act on."""
    name = str(path)
    return name if name.isprintable() else ascii(name)[1:-1]


def read_text(path: Path) -> str:
    """The text of a mood model's file, its lines ended by line feeds.

    Looks at what the file is before it opens it, so that devices, pipes and huge files are answered at once.

    Raises:
        ModelError: there is no such file, it is too large, or no UTF-8 text.
    """
    shown_path = shown_name(path)
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise ModelError(f"{shown_path}: the mood model cannot be read: this is not a plain file")
        with path.open("rb") as file:
            data = file.read(MAX_MODEL_BYTES + 1)
    except (OSError, ValueError) as error:
        if isinstance(error, ModelError):
            raise
        why = (getattr(error, "strerror", None) or str(error)).lower()
        raise ModelError(f"{shown_path}: the mood model cannot be read: {why}") from error
    if len(data) > MAX_MODEL_BYTES:
        most = f"{MAX_MODEL_BYTES // 1024} KiB"
        raise ModelError(f"{shown_path}: this is too large for a mood model, which has at most {most}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ModelError(
            f"{shown_path}:{line}: the mood model cannot be read: byte {error.start + 1} is not UTF-8 text"
        ) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_model(text: str, name: str) -> MoodModel:
    """The mood model written in ``text``; ``name`` stands in messages.

    Raises:
        ModelError: the text is no mood model.
    """
    if len(text) > MAX_MODEL_BYTES:
        raise ModelError(f"{name}: this is too large for a mood model")
    try:
        top = parse_entries(text)
    except NotEntries as error:
        place = f":{error.line}:{error.column}" if error.line else ""
        raise ModelError(f"{name}{place}: {error}") from error
    return _Reader(name).model(text, top)


class _Reader:
    """Turns the file's entries into a model."""

    def __init__(self, name: str) -> None:
        self._name = name

    def _fail(self, node: Node, where: str, what: str, *, key: bool = False) -> NoReturn:
        line, column = node.key if key and node.key is not None else (node.line, node.column)
        raise ModelError(f"{self._name}:{line}:{column}: {where}: {what}")

    def model(self, text: str, top: Node) -> MoodModel:
        entries = self._entries("the file", top)
        version = entries.get("moodline-model")
        if version is not None and version.value != str(MODEL_VERSION):
            self._fail(
                version,
                "moodline-model",
                f"found {version.found}; this Moodline reads version {MODEL_VERSION}",
            )
        wanted = ("moodline-model", "bands", "moves", "rules", "personas")
        self._check_keys("the file", top, wanted)
        edges, slack = self._bands(entries["bands"])
        moves = self._named("moves", entries["moves"], MOVES)
        rules = self._named("rules", entries["rules"], RULES)
        personas = self._entries("personas", entries["personas"])
        if "everyday" not in personas:
            self._fail(entries["personas"], "personas", "'everyday' is missing")
        if len(personas) > _MOST_PERSONAS:
            self._fail(entries["personas"], "personas", f"there may be at most {_MOST_PERSONAS}")
        return MoodModel(
            text=text,
            edges=edges,
            slack=slack,
            # In the catalogue's order, whatever the file's is: what is made from a model is the same then.
            moves=MappingProxyType({move: self._effect(move, moves[move]) for move in MOVES}),
            rules=MappingProxyType({rule: self._rule(rule, rules[rule]) for rule in RULES}),
            personas=MappingProxyType({key: self._persona(key, value) for key, value in personas.items()}),
        )

    def _entries(self, where: str, node: Node) -> dict[str, Node]:
        if not isinstance(node.value, dict):
            self._fail(node, where, f"entries (key: value) are needed, found {node.found}")
        return node.value

    def _check_keys(self, where: str, node: Node, wanted: Collection[str]) -> None:
        entries = self._entries(where, node)
        for key, value in entries.items():
            if key not in wanted:
                near = get_close_matches(key[:_LONGEST_ID], wanted, n=1)
                meant = f"; did you mean {near[0]!r}?" if near else ""
                self._fail(value, where, f"{shown(key)} is not known here{meant}", key=True)
        for key in wanted:
            if key not in entries:
                self._fail(node, where, f"{key!r} is missing")

    def _named(self, where: str, node: Node, wanted: Collection[str]) -> dict[str, Node]:
        self._check_keys(where, node, wanted)
        return self._entries(where, node)

    def _list(self, where: str, node: Node) -> list[Node]:
        if not isinstance(node.value, list):
            self._fail(node, where, f"a list is needed, found {node.found}")
        return node.value

    def _whole(self, where: str, node: Node, low: int, high: int) -> int:
        if isinstance(node.value, str) and not node.quoted and _NUMBER.match(node.value):
            number = int(node.value)
            if low <= number <= high:
                return number
        self._fail(node, where, f"a whole number from {low} to {high} is needed, found {node.found}")

    def _text(self, where: str, node: Node) -> str:
        text = node.value.strip() if isinstance(node.value, str) else ""
        if not text or not text.isprintable():
            self._fail(node, where, f"text on one line is needed, found {node.found}")
        return text

    def _bands(self, node: Node) -> tuple[tuple[int, ...], int]:
        bands = self._named("bands", node, ("edges", "slack"))
        numbers = self._list("bands.edges", bands["edges"])
        edges = tuple(self._whole("bands.edges", edge, 1, 100) for edge in numbers[:5])
        if len(edges) != 4 or list(edges) != sorted(set(edges)):
            self._fail(bands["edges"], "bands.edges", "four rising numbers are needed")
        return edges, self._whole("bands.slack", bands["slack"], 0, 20)

    def _effect(self, move: str, node: Node) -> Mood:
        where = f"moves.{move}"
        parts = self._named(where, node, Mood._fields)
        effect = Mood(*(self._whole(f"{where}.{part}", parts[part], -50, 50) for part in Mood._fields))
        if MOVES[move].family == "harm" and (effect.heat < 0 or effect.heard > 0 or effect.trust > 0):
            self._fail(node, where, "a harm may not soothe: heat 0 or more, heard and trust 0 or less")
        return effect

    def _rule(self, name: str, node: Node) -> Rule:
        where = f"rules.{name}"
        lists = [*(["moves"] if name in _WITH_MOVES else []), *(["shares"] if name == "wear-out" else [])]
        entry = self._named(where, node, ("words", "source", *RULES[name], *lists))
        return Rule(
            name=name,
            words=self._text(f"{where}.words", entry["words"]),
            source=self._text(f"{where}.source", entry["source"]),
            numbers=MappingProxyType(
                {
                    key: self._whole(f"{where}.{key}", entry[key], *_RANGES.get(f"{name}.{key}", _UP))
                    for key in RULES[name]
                }
            ),
            moves=self._moves(f"{where}.moves", entry["moves"]) if "moves" in entry else (),
            shares=self._shares(f"{where}.shares", entry["shares"]) if "shares" in entry else (),
        )

    def _moves(self, where: str, node: Node) -> tuple[str, ...]:
        names: dict[str, None] = {}
        for item in self._list(where, node):
            if not isinstance(item.value, str) or item.value not in MOVES:
                near = get_close_matches(str(item.value)[:_LONGEST_ID], MOVES, n=1)
                meant = f"; did you mean {near[0]!r}?" if near and isinstance(item.value, str) else ""
                self._fail(item, where, f"there is no move {item.found}{meant}")
            names[item.value] = None
        return tuple(names)

    def _shares(self, where: str, node: Node) -> tuple[int, ...]:
        items = self._list(where, node)
        shares = [self._whole(where, item, -100, 100) for item in items[: _MOST_SHARES + 1]]
        falling = all(after <= before for before, after in pairwise(shares))
        if not shares or shares[0] != 100 or not falling or len(shares) > _MOST_SHARES:
            what = f"1 to {_MOST_SHARES} numbers are needed, of which the first is 100 and none rises"
            self._fail(node, where, what)
        return tuple(shares)

    def _persona(self, name: str, node: Node) -> Persona:
        where = f"personas.{shown(name)[1:-1]}"
        if not _ID.match(name) or len(name) > _LONGEST_ID:
            what = "a persona's name is lower-case letters, digits and single hyphens"
            self._fail(node, where, what, key=True)
        entry = self._named(where, node, ("words", "start", "baseline", "sensitivity"))
        known = {*MOVES, *(move.family for move in MOVES.values()), *RULES} - NAMES_ONLY
        sensitivity = self._entries(f"{where}.sensitivity", entry["sensitivity"])
        for key, value in sensitivity.items():
            if key not in known:
                what = f"{shown(key)} is no move, family of moves, or rule that can act more or less"
                self._fail(value, f"{where}.sensitivity", what, key=True)
        return Persona(
            name=name,
            words=self._text(f"{where}.words", entry["words"]),
            start=self._mood(f"{where}.start", entry["start"]),
            baseline=self._mood(f"{where}.baseline", entry["baseline"]),
            sensitivity=MappingProxyType(
                {
                    key: self._whole(f"{where}.sensitivity.{key}", share, 0, 500)
                    for key, share in sensitivity.items()
                }
            ),
        )

    def _mood(self, where: str, node: Node) -> Mood:
        parts = self._named(where, node, Mood._fields)
        return Mood(*(self._whole(f"{where}.{part}", parts[part], 0, 100) for part in Mood._fields))
