"""The mood model: every coefficient, with its words and sources, as it is read from its data file."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

from engine.mood.mood import Mood

MODEL_VERSION: Final = 1
SHIPPED: Final = Path(__file__).with_name("model.yaml")
MAX_MODEL_BYTES: Final = 256 * 1024
"""How large a mood model's file may be. The shipped one has a twentieth of that."""


class ModelError(ValueError):
    """A mood model that cannot be used; the message says where and why, in one line fit to be shown."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its words for a debrief, its source, and its numbers (points or percentages)."""

    name: str
    words: str
    source: str
    numbers: Mapping[str, int]
    moves: tuple[str, ...] = ()
    """The moves it is about, for a rule that is about some."""
    shares: tuple[int, ...] = ()
    """For wear-out: percent of the help that is left each time; the last counts from then on."""

    def __getitem__(self, number: str) -> int:
        """The rule's number of that name; 0 if it has none."""
        return self.numbers.get(number, 0)


@dataclass(frozen=True, slots=True)
class Persona:
    """A named set of sensitivities, in percent of the usual, by move, family or rule."""

    name: str
    words: str
    start: Mood
    baseline: Mood
    sensitivity: Mapping[str, int]
    """0–500 each."""


@dataclass(frozen=True)
class MoodModel:
    """Every coefficient of the mood, and the text it was read from."""

    text: str = field(repr=False)
    edges: tuple[int, ...]
    """Where the four upper bands begin, going up: rising numbers from 1 to 100."""
    slack: int
    """How far below its edge a band ends, going down: 0–20 points."""
    moves: Mapping[str, Mood]
    rules: Mapping[str, Rule]
    personas: Mapping[str, Persona]
    version: int = MODEL_VERSION

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the model's text, in hex."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def adjustable(self) -> frozenset[str]:
        """The rules that a sensitivity can make stronger or weaker: all but those that only name a cause."""
        return frozenset(self.rules) - NAMES_ONLY


RULES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "move": (),
        "persona": (),
        "own-words": (),
        "wear-out": ("more",),
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

NAMES_ONLY: Final = frozenset({"move", "persona", "own-words", "scale"})
"""Rules that are no more than names of causes in a ledger; there is nothing in them to be sensitive to."""


def load_model(path: Path | None = None) -> MoodModel:
    """The mood model in ``path``, or the shipped one.

    Raises:
        ModelError: the file is missing, is no plain file, too large or no YAML, or lacks or misuses a number.
    """
    from engine.mood.model_reader import read_text, shown_name

    source = path or SHIPPED
    return parse_model(read_text(source), name=shown_name(source))


def parse_model(text: str, *, name: str = "model.yaml") -> MoodModel:
    """The mood model written in ``text``; ``name`` stands in messages.

    Raises:
        ModelError: as for ``load_model``.
    """
    from engine.mood.model_reader import read_model

    return read_model(text, name)
