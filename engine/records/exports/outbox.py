"""Statements that wait to be delivered: on the disk before they are sent, gone only once the LRS has them.

Each waiting batch is a file that is written once and never changed, named after what is in it. So two runs at
the same time cannot undo each other's work: at worst a batch is sent twice, and statements that are sent
twice are stored once.
"""

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from engine.records.errors import shown
from engine.records.exports.subject import CannotExport
from engine.records.exports.writing import write_file
from engine.records.exports.xapi import Statement
from engine.records.home import Home

BATCH: Final = 50
"""Statements in one request."""
_MOST_BYTES: Final = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Waiting:
    """A batch that waits."""

    path: Path
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Refusal(Waiting):
    """A batch that the LRS would not take, and that waits for somebody to decide about it."""

    why: str
    """What the LRS answered; empty if that is not known."""


class Outbox:
    """The folder of batches that were not delivered yet, ``outbox`` in the data folder.

    Those that the LRS has refused are in its folder ``refused``, each beside a text with the LRS's answer.
    """

    def __init__(self, home: Home) -> None:
        self.home = home
        self.folder = home.folder / "outbox"
        self.refused_folder = self.folder / "refused"

    def put(self, statements: Sequence[Statement]) -> None:
        """Keep statements until they are delivered; they are on the disk when this returns.

        Raises:
            CannotExport: they cannot be kept, so they must not be counted on.
            StoreProblem: the data folder cannot be made.
        """
        self.home.make()
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            reason = shown(error.strerror or "unknown error")
            raise CannotExport(
                f"{shown(self.folder)} cannot be made ({reason}). Nothing was sent."
            ) from error
        for start in range(0, len(statements), BATCH):
            batch = list(statements[start : start + BATCH])
            content = json.dumps(batch, ensure_ascii=False, sort_keys=True).encode()
            # By time first, so that batches leave in the order of what happened.
            when = "".join(char for char in str(batch[0]["timestamp"]) if char.isdigit())
            name = f"{when}-{hashlib.sha256(content).hexdigest()[:24]}.json"
            # The same name is the same content, so replacing it loses nothing.
            write_file(self.folder / name, content, force=True)

    def waiting(self) -> tuple[tuple[Waiting, ...], tuple[str, ...]]:
        """The batches that wait, the oldest first; and what is wrong with files that cannot be sent, which
        are left where they are."""
        return _batches(self.folder)

    def refused(self) -> tuple[tuple[Refusal, ...], tuple[str, ...]]:
        """The batches that were refused, the oldest first; and what is wrong with files that hold none."""
        batches, wrong = _batches(self.refused_folder)
        return tuple(Refusal(each.path, each.statements, _why(each.path)) for each in batches), wrong

    def refuse(self, batch: Waiting, why: str) -> None:
        """Set a batch aside that the LRS will not take; where that fails it goes on waiting."""
        with suppress(OSError):
            self.refused_folder.mkdir(mode=0o700, exist_ok=True)
            aside = self.refused_folder / batch.path.name
            batch.path.replace(aside)
            aside.with_suffix(".txt").write_text(shown(why), encoding="utf-8")

    def take_back(self, batch: Refusal) -> None:
        """Let a refused batch wait again, to be sent the next time.

        Raises:
            CannotExport: it cannot be moved; it is where it was.
        """
        try:
            batch.path.replace(self.folder / batch.path.name)
        except FileNotFoundError:
            pass  # Another run was quicker.
        except OSError as error:
            reason = shown(error.strerror or "unknown error")
            raise CannotExport(f"{shown(batch.path)} cannot be moved ({reason}).") from error
        with suppress(OSError):
            batch.path.with_suffix(".txt").unlink()

    def drop(self, path: Path) -> None:
        """Delete a file of the outbox for good.

        Raises:
            CannotExport: it cannot be deleted.
        """
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            reason = shown(error.strerror or "unknown error")
            raise CannotExport(f"{shown(path)} cannot be deleted ({reason}).") from error
        with suppress(OSError):
            path.with_suffix(".txt").unlink()

    def delivered(self, batch: Waiting) -> None:
        """Let go of a batch that the LRS has. Where that fails it is sent again, and stored once."""
        with suppress(OSError):
            batch.path.unlink()


def _batches(folder: Path) -> tuple[tuple[Waiting, ...], tuple[str, ...]]:
    found, wrong = [], []
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == ".json")
    except FileNotFoundError:
        return (), ()
    except OSError as error:
        reason = shown(error.strerror or "unknown error")
        return (), (f"{shown(folder)} cannot be read ({reason}).",)
    for path in paths:
        try:
            if path.stat().st_size > _MOST_BYTES:
                raise ValueError("it is too large")
            found.append(Waiting(path, _statements(json.loads(path.read_bytes()))))
        except FileNotFoundError:
            continue  # Another run has just delivered it.
        except (OSError, ValueError, RecursionError) as error:
            wrong.append(f"{shown(path)} is damaged and was left there ({shown(_reason(error))}).")
    return tuple(found), tuple(wrong)


def _why(path: Path) -> str:
    try:
        with path.with_suffix(".txt").open(encoding="utf-8", errors="replace") as file:
            return file.read(1000).strip()
    except OSError:
        return ""


def _statements(data: Any) -> tuple[Statement, ...]:
    if not isinstance(data, list) or not data:
        raise ValueError("it holds no list of statements")
    if not all(isinstance(each, dict) and isinstance(each.get("id"), str) for each in data):
        raise ValueError("it holds something that is no statement")
    return tuple(data)


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return error.strerror or "unknown error"
    return "it is no JSON" if isinstance(error, json.JSONDecodeError | UnicodeDecodeError) else str(error)
