"""The files that make up one scenario: on disk, or as they were once read."""

import os
import posixpath
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from engine.scenario.limits import MAX_BYTES
from engine.scenario.problems import NOWHERE, Spot
from engine.scenario.text import shortened


@dataclass(frozen=True)
class Source:
    """Everything that is needed to read a scenario again, whatever happens to its files meanwhile."""

    root: str
    """The name of the file that was read."""
    files: Mapping[str, str] = field(repr=False)
    """The exact text of that file and of all that it includes, by path from its folder."""

    @property
    def fingerprint(self) -> str:
        """SHA-256, in hex, of the texts and of the included files' paths.

        The name of the scenario's own file is not in it: a file that is moved is the same scenario.
        """
        import hashlib

        digest = hashlib.sha256(b"moodline source 1\n")
        for path in (self.root, *sorted(name for name in self.files if name != self.root)):
            name = b"" if path == self.root else path.encode("utf-8", "surrogatepass")
            text = self.files.get(path, "").encode("utf-8", "surrogatepass")
            digest.update(b"%d %d\n" % (len(name), len(text)) + name + text)
        return digest.hexdigest()


class CannotRead(Exception):
    """A file cannot be read; says why, as a problem does.

    Attributes:
        spot: where in the file, for bytes that are no text.
    """

    def __init__(
        self, code: str, message: str, found: str = "", hint: str = "", spot: Spot = NOWHERE
    ) -> None:
        super().__init__(message)
        self.code, self.message, self.found, self.hint, self.spot = code, message, found, hint, spot


class Files(Protocol):
    """Where the texts of a scenario come from."""

    root: str
    """Path of the scenario's own file from its folder, which is its name."""

    def shown(self, path: str) -> str:
        """The name that problems give a file."""

    def load(self, path: str) -> str:
        """The text of a file.

        Raises:
            CannotRead: there is no such text.
        """


class StoredFiles:
    """The files of a source. Touches no disk."""

    def __init__(self, source: Source) -> None:
        self.root = source.root
        self._files = source.files

    def shown(self, path: str) -> str:
        """The path itself."""
        return path

    def load(self, path: str) -> str:
        """The text as it was stored."""
        if path not in self._files:
            raise CannotRead("include-missing", "there is no such file")
        text = self._files[path]
        if len(text) > MAX_BYTES or len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
            raise too_large(len(text))
        return text


class DiskFiles:
    """The files beside the one at ``path``. Links are followed, but not out of that file's own folder."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._given = Path(path)
        self._folder = _real(self._given).parent
        self.root = self._given.name or str(path)

    def shown(self, path: str) -> str:
        """The path from where the author stands."""
        return str(self._given) if path == self.root else str(self._given.parent / path)

    def load(self, path: str) -> str:
        """The text of a file, decoded."""
        if path == self.root:
            return read_text(self._given)
        real = _real(self._folder / path)
        if not real.is_relative_to(self._folder):
            raise CannotRead(
                "include-outside",
                "the link leads out of the scenario's own folder",
                shortened(path),
                "put a copy of the file into the folder",
            )
        return read_text(real)


def _real(path: Path) -> Path:
    """The path with links followed; the path itself if it is none that a file can have."""
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError):
        return path


def beside(path: str, written: str) -> str:
    """The path, from the scenario's folder, of a file that the file at ``path`` includes as ``written``.

    Raises:
        CannotRead: it would lie outside the scenario's folder.
    """
    if "\\" in written:
        hint = f"write {shortened(written.replace(chr(92), '/'))}"
        raise CannotRead("include-outside", "a path has / between its parts", shortened(written), hint)
    if written.startswith(("/", "~")) or written[1:2] == ":" or "\0" in written:
        hint = "write the path from this file, such as parts/identity.yaml"
        raise CannotRead("include-outside", "an include is a path from this file", shortened(written), hint)
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), written))
    if joined == ".." or joined.startswith("../"):
        message = "the path leads out of the scenario's own folder"
        raise CannotRead("include-outside", message, shortened(written), "move the file into the folder")
    return joined


def read_text(path: Path, most: int = MAX_BYTES) -> str:
    """The text of a file on disk, without a byte-order mark.

    Looks at what the file is before it opens it, so that devices, pipes and huge files are answered at once.

    Raises:
        CannotRead: it is missing, no plain file, too large, or not UTF-8 text.
    """
    return decode(read_bytes(path, most))


def read_bytes(path: Path, most: int = MAX_BYTES, first: int | None = None) -> bytes:
    """The bytes of a plain file of at most ``most`` bytes, or only so many of them from its start.

    Raises:
        CannotRead: it is missing, no plain file, or too large.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise CannotRead(
                "not-a-file", "this is not a plain file", _kind(found.st_mode), "name a YAML file"
            )
        if found.st_size > most:
            raise too_large(found.st_size)
        # What has become a pipe meanwhile is opened without waiting for its other end.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as file:
            data = file.read(most + 1 if first is None else first)
    except FileNotFoundError:
        raise CannotRead("no-file", "there is no such file", hint="check the name and the folder") from None
    except PermissionError:
        hint = "check who may read it"
        raise CannotRead("unreadable", "you may not read this file", "no permission", hint) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise CannotRead("unreadable", "the file cannot be read", shortened(why.lower())) from None
    if len(data) > most:
        raise too_large(len(data))
    return data


def too_large(size: int) -> CannotRead:
    """The refusal of a file of so many bytes."""
    found = f"{size / (1 << 20):,.1f} MiB" if size >= 1 << 20 else f"{size:,} bytes"
    hint = f"a scenario is at most {MAX_BYTES >> 20} MiB; split it with include"
    return CannotRead("too-large", "the file is too large", found, hint)


def decode(data: bytes) -> str:
    """UTF-8 text from bytes, without a byte-order mark.

    Raises:
        CannotRead: the bytes are another encoding, or no text.
    """
    hint = "save it as UTF-8 text"
    for mark, name in _MARKS:
        if data.startswith(mark):
            raise CannotRead("not-utf-8", f"the file is saved as {name}", name, hint)
    if b"\0" in data:
        if _is_utf_16(data[:200]):
            raise CannotRead("not-utf-8", "the file is saved as UTF-16", "UTF-16", hint)
        place = data.index(b"\0")
        raise CannotRead(
            "binary-file", "this is not a text file", f"a zero byte at byte {place + 1}", "name a YAML file"
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
        spot = Spot(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
        found = f"the byte {data[error.start]:#04x}"
        raise CannotRead("not-utf-8", "the file is not UTF-8 text", found, hint, spot) from None


def _is_utf_16(head: bytes) -> bool:
    """Whether the bytes are the start of a text in UTF-16 without a byte-order mark."""
    for codec in ("utf-16-le", "utf-16-be"):
        text = head[: len(head) // 2 * 2].decode(codec, "replace")
        plain = sum(
            character.isascii() and (character.isprintable() or character.isspace()) for character in text
        )
        if len(text) > 3 and plain > 0.8 * len(text):
            return True
    return False


_MARKS: Final = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


def _kind(mode: int) -> str:
    for test, words in (
        (stat.S_ISDIR, "a folder"),
        (stat.S_ISFIFO, "a pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"),
    ):
        if test(mode):
            return words
    return "something else"
