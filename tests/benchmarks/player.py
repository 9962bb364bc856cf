"""A player at work in another process: it is sent a number on a line, and answers with a line of JSON."""

import json
import subprocess
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self


class PlayerEnded(RuntimeError):
    """A player ended before it was told to."""


class Player:
    """A program that plays when asked."""

    def __init__(self, command: list[str], folder: Path) -> None:
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=folder, encoding="utf-8"
        )
        self.choices = 0
        """How many choices it has made so far."""
        self.calls = 0
        """How many calls it has begun so far."""

    def ask(self, number: int) -> Any:
        """Its answer to a number.

        Raises:
            PlayerEnded: it gave none.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with suppress(BrokenPipeError):
            self._process.stdin.write(f"{number}\n")
            self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise PlayerEnded(f"the player ended with code {self._process.wait()}")
        return json.loads(line)

    def rate(self, choices: int) -> float:
        """Let an engine make so many choices; how many that is in a second of its processor time."""
        answer = self.ask(choices)
        self.choices += answer["choices"]
        self.calls += answer["calls"]
        return float(answer["choices"] / answer["seconds"])

    @property
    def choices_a_call(self) -> float:
        """How long its calls are, in replies; 0 if it plays no whole calls."""
        return self.choices / self.calls if self.calls else 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with suppress(BrokenPipeError):
                    stream.close()
        self._process.wait()
