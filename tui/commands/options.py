"""The options that say how to play. They stand before a command, or after it, where they count more."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, TypeVar, get_args

import rich_click as click

from engine.records.attempts import HIGHEST_NUMBER
from tui.completion import values
from tui.settings import Mode, Settings, from_environment

Command = TypeVar("Command", bound=Callable[..., Any])

CONTEXT: Final = {"help_option_names": ["-h", "--help"]}
"""What every command has: both forms of help."""


def playing_options(command: Command) -> Command:
    """Give a command the options of playing; ``settings_from`` makes settings of them."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def scenario_options(command: Command) -> Command:
    """Give a command the options that say where scenarios are found, and by which mood model they play."""
    named: Command = _FOLDER(_MODEL(command))
    return named


def exploring_options(states: str, seconds: str, *, usual: float = 120.0) -> Callable[[Command], Command]:
    """Give a command ``--states`` and ``--seconds``, with these words on them.

    ``usual``: the seconds it has where nothing is said.
    """

    def add(command: Command) -> Command:
        limited: Command = _states(states)(_seconds(seconds, usual)(command))
        return limited

    return add


def _states(words: str) -> Callable[[Any], Any]:
    kind = click.IntRange(1, 100_000_000)
    return click.option("--states", type=kind, default=1_000_000, show_default=True, help=words)


def _seconds(words: str, usual: float) -> Callable[[Any], Any]:
    kind = click.FloatRange(0.0, 86_400.0)
    return click.option("--seconds", type=kind, default=usual, show_default=True, help=words)


_FOLDER: Final = click.option(
    "--folder",
    "folders",
    shell_complete=values.folders,
    type=click.Path(path_type=Path),
    multiple=True,
    help="A folder with more scenarios. May be given more than once.",
)
_MODEL: Final = click.option(
    "--model",
    shell_complete=values.yaml_files,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A mood model in place of the shipped one.",
)

_OPTIONS: Final[tuple[Callable[[Any], Any], ...]] = (
    click.option("--plain", is_flag=True, default=None, help="Append-only text instead of the full screen."),
    click.option(
        "--mode",
        type=click.Choice(get_args(Mode)),
        help="coach: after each reply, what moved and why. standard (usual): the meter is live, reasons come "
        "at the end. exam: no meter, everything in the debrief.",
    ),
    click.option("--name", metavar="NAME", help="Your name in the call. Usually Sam."),
    click.option(
        "--seed",
        type=int,
        callback=lambda _context, _option, seed: _seed(seed),
        metavar="NUMBER",
        help="Draws the wordings: the same seed and replies, the same call.",
    ),
    _FOLDER,
    _MODEL,
    click.option("--unsaved", is_flag=True, default=None, help="Keep nothing of what is played."),
    click.option(
        "--reduced-motion", is_flag=True, default=None, help="Nothing on the screen moves by itself."
    ),
    click.option(
        "--theme", metavar="NAME", shell_complete=values.themes, help="The colours of the full screen."
    ),
)


def given(options: dict[str, Any]) -> dict[str, Any]:
    """Those options that were given."""
    return {name: value for name, value in options.items() if value not in (None, ())}


def settings_from(context: click.Context, **more: Any) -> Settings:
    """The settings from the environment, the options before the command, and those after it."""
    base = from_environment(os.environ)
    options: dict[str, Any] = {}
    for each in (context.find_root().params, context.params):
        options |= {name: value for name, value in given(each).items() if name in _NAMES}
    values = {_NAMES[name]: value for name, value in options.items()}
    if "agent" in values:
        values["agent"] = _name(values["agent"])
    if missing := [folder for folder in values.get("folders", ()) if not folder.is_dir()]:
        raise click.UsageError(f"There is no folder {str(missing[0])!r}.")
    return replace(base, **{"chosen": frozenset(values), **values, **more})


_NAMES: Final = {
    "plain": "plain",
    "mode": "mode",
    "name": "agent",
    "seed": "seed",
    "folders": "folders",
    "model": "model",
    "unsaved": "unsaved",
    "reduced_motion": "reduced_motion",
    "theme": "theme",
}


def _seed(typed: int | None) -> int | None:
    if typed is not None and not 0 <= typed <= HIGHEST_NUMBER:
        raise click.BadParameter(f"a seed is a whole number from 0 to {HIGHEST_NUMBER}.")
    return typed


def _name(typed: str) -> str:
    from engine.scenario.text import clean

    name = clean(typed.encode("utf-8", "replace").decode())
    if not name or len(name) > 60:
        raise click.UsageError("A name has between 1 and 60 characters.")
    return name
