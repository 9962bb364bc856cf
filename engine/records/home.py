"""Where Moodline keeps what is the user's own: recorded attempts and scenarios."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.records.errors import not_a_folder, problem_of_os_error

HOME_VARIABLE: Final = "MOODLINE_HOME"
"""The environment variable that overrides the platform's data folder."""


@dataclass(frozen=True, slots=True)
class Home:
    """The data folder. Nothing on disk is touched before :meth:`make`."""

    folder: Path

    @property
    def attempts(self) -> Path:
        """The store of attempts, a file."""
        return self.folder / "attempts.sqlite3"

    @property
    def scenarios(self) -> Path:
        """The user's own scenarios, a folder; it need not exist."""
        return self.folder / "scenarios"

    def make(self) -> None:
        """Make the data folder, readable by its owner alone, and the folder for scenarios in it.

        What is there already is left as it is, its permissions too.

        Raises:
            StoreProblem: it cannot be made; the message says why and what to do.
        """
        _make_folder(self.folder)
        _make_folder(self.scenarios)


def find_home(environment: Mapping[str, str] | None = None) -> Home:
    """The data folder: ``MOODLINE_HOME`` where it is set and not empty, else the platform's usual place.

    ``environment`` is the process's own unless given. ``~`` is understood, and a relative path counts from
    the current folder.
    """
    if environment is None:
        environment = os.environ
    if chosen := environment.get(HOME_VARIABLE, ""):
        return Home(Path(os.path.abspath(os.path.expanduser(chosen))))  # noqa: PTH100, PTH111 (these never raise)
    from platformdirs import user_data_path

    return Home(user_data_path("moodline", appauthor=False))


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True)
    except FileExistsError as error:
        if not os.path.isdir(folder):  # noqa: PTH112 (this one never raises)
            raise not_a_folder(folder) from error
        return
    except OSError as error:
        raise problem_of_os_error(error, folder) from error
    _settle(folder.parent)


def _settle(folder: Path) -> None:
    """Make a new entry in ``folder`` survive a power cut, where the platform can say so."""
    if os.name != "posix":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return  # A folder that may be entered but not listed: its entries cannot be synced, only trusted.
    try:
        os.fsync(handle)
    except OSError:
        pass  # Some network file systems refuse; the store itself still syncs what it writes.
    finally:
        os.close(handle)
