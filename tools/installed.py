"""Install Moodline as a user does, from a built wheel into a new environment, and use it from another folder.

    python -m tools.installed

Fails when the build, the install or the first use fails, or when a file that belongs in the wheel is missing.
The dependencies come from the runtime lock. Takes about a minute without a warm package cache.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from tools.environment import ROOT, Failed, executable, find_uv, run, say

SHIPPED = ["engine", "tui", "scenarios"]
FIND = "import engine, pathlib; print(pathlib.Path(engine.__file__).parent.parent / 'scenarios')"


def missing(wheel: Path) -> list[str]:
    """Files of the shipped folders that are not in ``wheel``; caches aside."""
    held = set(zipfile.ZipFile(wheel).namelist())
    files = [path for folder in SHIPPED for path in (ROOT / folder).rglob("*") if path.is_file()]
    wanted = [path.relative_to(ROOT).as_posix() for path in files if "__pycache__" not in path.parts]
    return sorted(set(wanted) - held)


def ask(command: list[str | Path], folder: Path) -> str:
    """What ``command``, run in ``folder``, writes to its output.

    Raises:
        Failed: when it ends with another status than 0.
    """
    words = [str(part) for part in command]
    done = subprocess.run(words, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        raise Failed(f"{' '.join(words)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def trial(scratch: Path) -> None:
    """Build, install and use, all below ``scratch``.

    Raises:
        Failed: at the first thing that is not as it should be.
    """
    say("building the wheel")
    run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", scratch / "dist"], "could not build"
    )
    [wheel] = (scratch / "dist").glob("moodline-*.whl")
    if names := missing(wheel):
        raise Failed("not in the wheel: " + ", ".join(names))

    say(f"installing {wheel.name} in a new environment")
    venv = scratch / "venv"
    python = executable(venv, "python")
    if uv := find_uv():
        run([uv, "venv", "-q", "--python", sys.executable, venv], "could not make an environment")
        pip = [uv, "pip", "install", "-q", "--python", str(python)]
    else:
        run([sys.executable, "-m", "venv", venv], "could not make an environment")
        pip = [str(python), "-m", "pip", "install", "-q"]
    run([*pip, "--require-hashes", "-r", "requirements/runtime.txt"], "could not install the dependencies")
    run([*pip, "--no-deps", wheel], "could not install the wheel")

    elsewhere = scratch / "another folder"
    elsewhere.mkdir()
    found = Path(ask([python, "-c", FIND], elsewhere).strip())
    shipped = sorted(found.glob("*.yaml"))
    if not shipped or ROOT in found.parents:
        raise Failed(f"the installed Moodline looks for scenarios in {found} and finds {len(shipped)}")
    moodline = executable(venv, "moodline")
    say(ask([moodline, "--version"], elsewhere).strip())
    ask([moodline, "check", *shipped], elsewhere)
    say(f"installed, and its {len(shipped)} shipped scenarios pass its own check from another folder")


def main() -> int:
    """Run the trial in a folder that is gone afterwards; 0 when all went well, else 1."""
    with tempfile.TemporaryDirectory() as scratch:
        try:
            trial(Path(scratch))
        except Failed as problem:
            say(str(problem))
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
