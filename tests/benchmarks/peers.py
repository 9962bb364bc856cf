"""Other engines to play beside: installed when first needed, by name, into a folder of their own."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.in_bardic import as_bardic
from tests.benchmarks.in_ink import as_ink
from tests.benchmarks.player import Player
from tests.benchmarks.story import Story

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / ".venvs" / "peers"
"""Beside the other environments: ignored by git, removed by `make clean`."""

BARDIC = "bardic==0.10.2"
BINK = "bink==0.7.1"
INKJS = "inkjs@2.4.0"
YARN = "yarn-bound@0.5.5"
_PATIENCE = 300
"""Seconds that installing something may take."""


class NotHere(Exception):
    """Another engine cannot be played here; the message says why."""


@dataclass(frozen=True)
class Peer:
    """Another engine."""

    name: str
    start: Callable[[Story, Path], Player]
    """Starts a player of the story; the folder is for its files. Raises NotHere."""


def _bardic(story: Story, folder: Path) -> Player:
    python = _python_with(BARDIC)
    source = folder / "story.bard"
    source.write_text(as_bardic(story), encoding="utf-8")
    return Player([str(python), "-m", "tests.benchmarks.players.bardic", str(source)], ROOT)


def _bink(story: Story, folder: Path) -> Player:
    python = _python_with(BINK)
    return Player([str(python), "-m", "tests.benchmarks.players.bink", str(_compiled(story, folder))], ROOT)


def _inkjs(story: Story, folder: Path) -> Player:
    compiled = _compiled(story, folder)
    script = Path(__file__).parent / "players" / "inkjs.js"
    return Player([_program("node"), str(script), str(inkjs_folder()), str(compiled)], ROOT)


PEERS = (
    Peer("bink 0.7.1 (ink, in Rust)", _bink),
    Peer("inkjs 2.4.0 (ink, in JavaScript)", _inkjs),
    Peer("bardic 0.10.2 (in Python)", _bardic),
)


def _compiled(story: Story, folder: Path) -> Path:
    """The story in ink, compiled by inkjs: bink brings no compiler."""
    source, compiled = folder / "story.ink", folder / "story.json"
    if not compiled.exists():
        source.write_text(as_ink(story), encoding="utf-8")
        compiler = inkjs_folder() / "bin" / "inkjs-compiler.js"
        _run([_program("node"), str(compiler), "-o", str(compiled), str(source)], "the story in ink")
    return compiled


def _python_with(requirement: str) -> Path:
    """The Python of an environment that has the package."""
    name, _, version = requirement.partition("==")
    python = FOLDER / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.exists():
        _run([sys.executable, "-m", "venv", str(FOLDER)], "an environment of its own")
    asked = f"import importlib.metadata as m, sys; sys.exit(m.version({name!r}) != {version!r})"
    if subprocess.run([str(python), "-c", asked], capture_output=True).returncode:
        quick = ["--quiet", "--disable-pip-version-check", "--retries", "1", "--timeout", "15"]
        _run([str(python), "-m", "pip", "install", *quick, requirement], requirement)
    return python


def bardic_python() -> Path:
    """The Python that has bardic, with its `bardic` beside it. Raises NotHere."""
    return _python_with(BARDIC)


def inkjs_folder() -> Path:
    """Where inkjs is. Raises NotHere."""
    return _from_npm(INKJS, "bin/inkjs-compiler.js")


def yarn_folder() -> Path:
    """Where yarn-bound is. Raises NotHere."""
    return _from_npm(YARN, "package.json")


def node() -> str:
    """Node.js. Raises NotHere."""
    return _program("node")


def _from_npm(package: str, file: str) -> Path:
    folder = FOLDER / "node_modules" / package.partition("@")[0]
    if not (folder / file).exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        quick = ["--no-audit", "--no-fund", "--fetch-retries", "1", "--fetch-timeout", "15000"]
        _run([_program("npm"), "install", "--prefix", str(FOLDER), *quick, package], package)
    return folder


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise NotHere(f"{name} is not installed")
    return found


def _run(command: list[str], what: str) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, cwd=ROOT)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotHere(f"{what}: {type(error).__name__}") from error
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        errors = [line for line in said if "error" in line.lower()] or said or ["no reason given"]
        raise NotHere(f"{what} could not be had ({errors[0][:100].strip()})")
