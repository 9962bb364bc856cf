"""What a class view has worked out before, in a file beside the records. It can be deleted at any time.

There are no names in it: only what was chosen in which attempt, and what came of it.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from engine.call.journal import Choice
from engine.debrief.cohort.cohort import Guess
from engine.debrief.cohort.digest import Digest, digest_as_data, digest_from_data
from engine.debrief.cohort.view import ScenarioView, view_from_data
from engine.workshop.saving import replace_file

CACHE_VERSION: Final = 2
"""To be raised when what is worked out from the same attempt changes."""


@dataclass
class ClassCache:
    """What is known of attempts and of scenarios."""

    program: str
    """The program's version: another one may work things out differently."""
    calls: dict[str, tuple[int, Digest, tuple[Guess, ...]]] = field(default_factory=dict)
    """By the attempt's UUID: how many events it had, and what they came to."""
    views: dict[str, ScenarioView] = field(default_factory=dict)
    """By the address of the scenario's text and of the model's."""
    changed: bool = False

    @classmethod
    def read(cls, path: Path | None, program: str) -> "ClassCache":
        """What is kept; nothing where the file is not there, not ours, damaged, or another version's."""
        empty = cls(program)
        if path is None:
            return empty
        try:
            data = json.loads(path.read_bytes())
            if data["version"] != [CACHE_VERSION, program]:
                return empty
            choices = [Choice(*each) for each in data["choices"]]
            return cls(
                program,
                {key: _call_from(value, choices) for key, value in data["calls"].items()},
                {key: view_from_data(value) for key, value in data["views"].items()},
            )
        except (OSError, ValueError, TypeError, LookupError, AttributeError):
            return empty

    def write(self, path: Path | None) -> None:
        """Keep it, where that can be done and anything is new; else the next class is worked out again."""
        if path is None or not self.changed:
            return
        numbers: dict[Choice, int] = {}
        calls = {
            key: [events, digest_as_data(digest, numbers), guesses]
            for key, (events, digest, guesses) in self.calls.items()
        }
        data = {
            "version": [CACHE_VERSION, self.program],
            "choices": list(numbers),
            "calls": calls,
            "views": {key: asdict(view) for key, view in self.views.items()},
        }
        with suppress(OSError):
            replace_file(path, json.dumps(data, separators=(",", ":")).encode())


def _call_from(data: Any, choices: Sequence[Choice]) -> tuple[int, Digest, tuple[Guess, ...]]:
    events, digest, guesses = data
    return int(events), digest_from_data(digest, choices), tuple([Guess(*each) for each in guesses])
