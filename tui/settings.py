"""What a run of Moodline was asked for, on the command line or in the environment."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from engine.records.home import Home

Mode = Literal["coach", "standard", "exam"]
"""How much of the mood is shown while a call goes on: with reasons, the numbers alone, or nothing."""

AGENT: Final = "Sam"
"""The agent's name in a call, unless the trainee gives another."""

_YES: Final = frozenset({"1", "true", "yes", "on"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One run's settings. Nothing in here has been looked at on disk yet."""

    home: Home
    folders: tuple[Path, ...] = ()
    """Folders of scenarios besides the shipped ones and the user's own."""
    mode: Mode = "standard"
    seed: int | None = None
    """What draws among wordings, 0 … 2⁶³−1; None draws a seed too."""
    agent: str = AGENT
    plain: bool = False
    reduced_motion: bool = False
    theme: str | None = None
    model: Path | None = None
    """A mood model in place of the shipped one."""
    scenario: str | None = None
    """A scenario to play at once: its id, or the path of its file."""
    resume: int | None = None
    """The number of an attempt to go on with at once."""
    new: bool = False
    """Begin a new call of ``scenario``, and do not offer to go on with an old one."""
    debrief: int | None = None
    """The number of an attempt whose debrief to show at once."""
    present: bool = False
    """Show that debrief to a room, slide by slide."""
    names: bool = False
    """Show the trainee's name to the room from the start."""
    beside: int | None = None
    """The number of another attempt, to show both side by side in place of the debrief."""
    preview: Path | None = None
    """A scenario's file to show while it is being written, in place of everything else."""
    unsaved: bool = False
    """Keep no records: the trainee has agreed to that."""
    chosen: frozenset[str] = frozenset()
    """The names of those settings that were asked for outright: they count more than what is remembered."""


def wants_plain_text(environment: Mapping[str, str]) -> bool:
    """Whether the environment asks for the plain front end, once and for all."""
    return environment.get("MOODLINE_PLAIN", "").lower() in _YES


def wants_less_motion(environment: Mapping[str, str]) -> bool:
    """Whether the environment asks for reduced motion."""
    asked = environment.get("MOODLINE_REDUCED_MOTION", "").lower() in _YES
    return asked or environment.get("TEXTUAL_ANIMATIONS", "").lower() == "none"


def from_environment(environment: Mapping[str, str]) -> Settings:
    """The settings of a run without arguments."""
    from engine.records.home import find_home

    return Settings(
        home=find_home(environment),
        plain=wants_plain_text(environment),
        reduced_motion=wants_less_motion(environment),
    )
