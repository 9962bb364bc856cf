"""The mood model read from its data file: moves, rules with their sources, personas, bands."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NoReturn

from engine.mood.mood import Mood
from engine.mood.moves import MOVES

MODEL_VERSION: Final = 1
SHIPPED: Final = Path(__file__).with_name("model.yaml")


class ModelError(ValueError):
    """A mood model that cannot be used; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its words for a debrief, its source, and its numbers (points or percentages)."""

    name: str
    words: str
    source: str
    numbers: Mapping[str, int]
    moves: tuple[str, ...] = ()
    shares: tuple[int, ...] = ()

    def __getitem__(self, number: str) -> int:
        return self.numbers.get(number, 0)


@dataclass(frozen=True, slots=True)
class Persona:
    """A named set of sensitivities, in percent of the usual, by move, family or rule."""

    name: str
    words: str
    start: Mood
    baseline: Mood
    sensitivity: Mapping[str, int]


@dataclass(frozen=True)
class MoodModel:
    """Every coefficient of the mood, and the text it was read from."""

    text: str = field(repr=False)
    edges: tuple[int, ...]
    slack: int
    moves: Mapping[str, Mood]
    rules: Mapping[str, Rule]
    personas: Mapping[str, Persona]
    version: int = MODEL_VERSION

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the model's text, in hex."""
        return hashlib.sha256(self.text.encode()).hexdigest()


RULES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "move": (),
        "persona": (),
        "own-words": (),
        "wear-out": (),
        "heard-first": ("enough", "heat"),
        "vent-heard": ("heard", "trust"),
        "vent-cut": ("heat", "heard"),
        "mistuned": ("below", "trust"),
        "told-once": ("heat", "heard", "trust"),
        "promise-kept": ("heat", "trust"),
        "promise-broken": ("heat", "trust"),
        "sorry-not-enough": (),
        "amends": ("heat", "trust"),
        "loss": ("share",),
        "settled": ("heat", "trust"),
        "failed-remedy": ("heat", "trust", "baseline"),
        "drift": ("share",),
        "trust-weight": ("share",),
        "way-out": ("heard", "trust"),
        "too-warm": ("early", "heat", "trust"),
        "hold": ("heat", "announced"),
        "scale": (),
    }
)
"""The rules the engine knows, and the numbers each must have."""

_WITH_MOVES = frozenset(
    {"wear-out", "heard-first", "vent-heard", "vent-cut", "mistuned", "amends", "way-out", "too-warm"}
)


def load_model(path: Path | None = None) -> MoodModel:
    """The mood model in ``path``, or the shipped one.

    Raises:
        ModelError: the file is missing, is no YAML, or lacks or misuses a number.
    """
    source = path or SHIPPED
    try:
        text = source.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(f"{source}: the mood model cannot be read: {error}") from error
    return parse_model(text, name=str(source))


def parse_model(text: str, *, name: str = "model.yaml") -> MoodModel:
    """The mood model written in ``text``; ``name`` stands in messages.

    Raises:
        ModelError: as for ``load_model``.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        data = YAML(typ="safe").load(text)
    except (YAMLError, ValueError, RecursionError) as error:
        raise ModelError(f"{name}: this is not YAML: {error}") from error
    return _Reader(name).model(text, data)


class _Reader:
    """Turns the file's plain data into a model, and says exactly what is wrong with it."""

    def __init__(self, name: str) -> None:
        self._name = name

    def _fail(self, where: str, what: str) -> NoReturn:
        raise ModelError(f"{self._name}: {where}: {what}")

    def model(self, text: str, data: Any) -> MoodModel:
        top = self._mapping("the file", data, ("moodline-model", "bands", "moves", "rules", "personas"))
        if top["moodline-model"] != MODEL_VERSION:
            self._fail(
                "moodline-model",
                f"found {top['moodline-model']!r}; this Moodline reads version {MODEL_VERSION}",
            )
        bands = self._mapping("bands", top["bands"], ("edges", "slack"))
        edges = tuple(
            self._whole("bands.edges", edge, 1, 100) for edge in self._list("bands.edges", bands["edges"])
        )
        if len(edges) != 4 or list(edges) != sorted(set(edges)):
            self._fail("bands.edges", "four rising numbers are needed")
        moves = self._mapping("moves", top["moves"], MOVES)
        rules = self._mapping("rules", top["rules"], RULES)
        personas = self._mapping("personas", top["personas"], ("everyday",), open_ended=True)
        return MoodModel(
            text=text,
            edges=edges,
            slack=self._whole("bands.slack", bands["slack"], 0, 20),
            moves=MappingProxyType({key: self._effect(key, value) for key, value in moves.items()}),
            rules=MappingProxyType({key: self._rule(key, value) for key, value in rules.items()}),
            personas=MappingProxyType(
                {str(key): self._persona(str(key), value) for key, value in personas.items()}
            ),
        )

    def _mapping(
        self,
        where: str,
        value: Any,
        keys: Iterable[str],
        *,
        open_ended: bool = False,
        optional: Iterable[str] = (),
    ) -> dict[str, Any]:
        if not isinstance(value, dict):
            self._fail(where, f"keys with values are needed, found {value!r:.60}")
        wanted = tuple(keys)
        for key in wanted:
            if key not in value:
                self._fail(where, f"{key!r} is missing")
        if not open_ended:
            for key in value:
                if key not in wanted and key not in tuple(optional):
                    self._fail(where, f"{key!r} is not known here")
        return value

    def _list(self, where: str, value: Any) -> list[Any]:
        if not isinstance(value, list):
            self._fail(where, f"a list is needed, found {value!r:.60}")
        return value

    def _whole(self, where: str, value: Any, low: int, high: int) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            self._fail(where, f"a whole number from {low} to {high} is needed, found {value!r:.60}")
        return value

    def _text(self, where: str, value: Any) -> str:
        if not isinstance(value, str) or not value.isprintable():
            self._fail(where, f"text on one line is needed, found {value!r:.60}")
        return value

    def _effect(self, move: str, value: Any) -> Mood:
        where = f"moves.{move}"
        parts = self._mapping(where, value, Mood._fields)
        effect = Mood(*(self._whole(f"{where}.{part}", parts[part], -50, 50) for part in Mood._fields))
        if MOVES[move].family == "harm" and (effect.heat < 0 or effect.heard > 0 or effect.trust > 0):
            self._fail(where, "a harm may not soothe: heat 0 or more, heard and trust 0 or less")
        return effect

    def _rule(self, name: str, value: Any) -> Rule:
        where = f"rules.{name}"
        lists = ("moves",) if name in _WITH_MOVES else ()
        shares = ("shares",) if name == "wear-out" else ()
        entry = self._mapping(where, value, ("words", "source", *RULES[name], *lists, *shares))
        named = tuple(
            self._text(f"{where}.moves", move) for move in self._list(where, entry.get("moves", []))
        )
        for move in named:
            if move not in MOVES:
                self._fail(f"{where}.moves", f"there is no move {move!r}")
        return Rule(
            name=name,
            words=self._text(f"{where}.words", entry["words"]),
            source=self._text(f"{where}.source", entry["source"]),
            numbers=MappingProxyType(
                {key: self._whole(f"{where}.{key}", entry[key], -100, 100) for key in RULES[name]}
            ),
            moves=named,
            shares=tuple(
                self._whole(f"{where}.shares", share, -100, 100)
                for share in self._list(where, entry.get("shares", []))
            ),
        )

    def _persona(self, name: str, value: Any) -> Persona:
        where = f"personas.{name}"
        entry = self._mapping(where, value, ("words", "start", "baseline", "sensitivity"))
        moods = [
            Mood(
                *(
                    self._whole(
                        f"{where}.{key}.{part}", self._mapping(where, entry[key], Mood._fields)[part], 0, 100
                    )
                    for part in Mood._fields
                )
            )
            for key in ("start", "baseline")
        ]
        known = {*MOVES, *(move.family for move in MOVES.values()), *RULES}
        sensitivity = self._mapping(f"{where}.sensitivity", entry["sensitivity"], (), optional=known)
        return Persona(
            name=name,
            words=self._text(f"{where}.words", entry["words"]),
            start=moods[0],
            baseline=moods[1],
            sensitivity=MappingProxyType(
                {
                    key: self._whole(f"{where}.sensitivity.{key}", share, 0, 500)
                    for key, share in sensitivity.items()
                }
            ),
        )
