"""Whether files have changed: by looking, which works on every system, folder and network.

An editor saves in many ways. It may write into the file, in pieces; write another file and give it the name;
or take the file away for a moment. So a change is only told of once two looks in a row have seen the same.
"""

from collections.abc import Callable, Iterable
from hashlib import blake2b
from pathlib import Path
from stat import S_ISREG
from threading import Lock
from typing import Final, NamedTuple

from engine.scenario.limits import MAX_BYTES


class Sight(NamedTuple):
    """How one file looked."""

    marks: tuple[int, ...]
    """Its times, size and place on the disk; empty if it is not there or cannot be looked at."""
    digest: bytes = b""
    """Of its bytes; empty for a file that has not been written lately."""

    @property
    def is_hollow(self) -> bool:
        """Whether there is nothing in it, or no such file: as between two steps of a save."""
        return not self.marks or not self.marks[2]

    def is_like(self, other: "Sight") -> bool:
        """Whether nothing speaks for a change between the two."""
        alike = not (self.digest and other.digest) or self.digest == other.digest
        return self.marks == other.marks and alike


Sights = dict[Path, Sight]

FRESH: Final = 3.0
"""Seconds. A file written so recently may be written again without its time changing: some file systems count
in steps of two seconds. Until then its bytes are compared, too."""
RESTLESS: Final = 6
"""After so many looks at which something was different each time, a change is told of anyway."""
HOLLOW: Final = 4
"""So many looks in a row, not one, have to see the same once a file is gone or empty: most likely an editor
is about to write it."""
EVERY: Final = 0.1
"""Seconds between two looks. One takes some microseconds a file."""
SOON: Final = 0.05
"""Seconds to the next look once something is different: it is told of when that look sees the same."""


class Watch:
    """Looks at a few files. Any thread may ask it, or say what to look at."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """``clock`` gives the wall clock's time, as files have it: seconds since 1970."""
        self._clock = clock
        self._files: tuple[Path, ...] = ()
        self._told: Sights = {}
        self._last: Sights = {}
        self._restless = 0
        self._alike = 0
        self._lock = Lock()

    def watch(self, files: Iterable[Path], seen: Sights | None = None) -> None:
        """Look at these files from now on.

        ``seen``: how they looked before they were read, so that what changed meanwhile is not missed.
        """
        wanted = tuple(dict.fromkeys(files))
        now = self.sights(wanted)
        with self._lock:
            self._files = wanted
            self._told = {file: (seen or now).get(file, now[file]) for file in wanted}
            self._last, self._restless, self._alike = dict(self._told), 0, 0

    @property
    def files(self) -> tuple[Path, ...]:
        """What is looked at."""
        return self._files

    @property
    def wait(self) -> float:
        """Seconds until the next look is worth while."""
        return SOON if self._restless else EVERY

    def sights(self, files: Iterable[Path]) -> Sights:
        """How files look now."""
        return {file: self._sight(file) for file in files}

    def changed(self) -> bool:
        """One look: whether some file differs from what was last told of, and has come to rest."""
        files = self._files
        now = self.sights(files)
        with self._lock:
            return files == self._files and self._differs(now)

    def _differs(self, now: Sights) -> bool:
        if _alike(now, self._told):
            self._last, self._restless = now, 0
            return False
        self._alike = self._alike + 1 if _alike(now, self._last) else 0
        self._last = now
        self._restless += 1
        is_hollow = any(sight.is_hollow and not self._told[file].is_hollow for file, sight in now.items())
        if self._alike < (HOLLOW if is_hollow else 1) and self._restless <= RESTLESS:
            return False
        self._told, self._restless = now, 0
        return True

    def _sight(self, file: Path) -> Sight:
        try:
            found = file.stat()
            marks = (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino, found.st_dev)
            is_fresh = abs(self._clock() - found.st_mtime) < FRESH
            if is_fresh and S_ISREG(found.st_mode) and found.st_size <= MAX_BYTES:
                return Sight(marks, blake2b(file.read_bytes()).digest())
        except (OSError, ValueError):
            return Sight(())
        return Sight(marks)


def _alike(some: Sights, others: Sights) -> bool:
    return some.keys() == others.keys() and all(sight.is_like(others[file]) for file, sight in some.items())
