"""Run tests under every Python that Moodline supports and this machine has.

    python -m tools.interpreters tests/engine/call/test_golden.py

Each version gets an environment of its own in ``.venvs/``, kept for the next time, with the same pinned
packages. A version that is not on the machine is named, and is no failure: the summary says what was run and
what was not. The arguments go to pytest. The exit status is 1 when a run failed, or when none could be run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.environment import ROOT, Failed, dotted, executable, find_uv, say, version_of

SUPPORTED = [(3, 11), (3, 12), (3, 13)]


def candidates(minor: tuple[int, int]) -> Iterator[Path]:
    """Places where a Python of this (major, minor) may be, the likeliest first; not all exist or run.

    Every folder of the PATH counts, not the first alone: pyenv's shims stand there for versions that are
    not switched on, and fail when run. So pyenv's own folder, and what uv keeps, are looked into as well.
    """
    name = f"python{dotted(minor)}"
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        if found := shutil.which(name, path=folder):
            yield Path(found)
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from sorted(pyenv.glob(f"versions/{dotted(minor)}.*/bin/{name}"), reverse=True)
    if uv := find_uv():
        ask = [uv, "python", "find", "--no-project", "--no-python-downloads", dotted(minor)]
        done = subprocess.run(ask, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            yield Path(done.stdout.strip())
    if launcher := shutil.which("py"):  # Windows
        ask = [launcher, f"-{dotted(minor)}", "-c", "import sys; print(sys.executable)"]
        done = subprocess.run(ask, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            yield Path(done.stdout.strip())


def find(minor: tuple[int, int]) -> Path | None:
    """A working interpreter of exactly this (major, minor), or None."""
    if sys.version_info[:2] == minor:
        return Path(sys.executable)
    return next((path for path in candidates(minor) if (version_of(path) or ())[:2] == minor), None)


def environment(minor: tuple[int, int], python: Path) -> Path:
    """The interpreter of an environment of this version, with all that the tests need.

    Raises:
        Failed: when it cannot be made.
    """
    if sys.version_info[:2] == minor and Path(sys.prefix).resolve() == (ROOT / ".venv").resolve():
        return python
    venv = ROOT / ".venvs" / dotted(minor)
    script = ROOT / "tools" / "environment.py"
    made = subprocess.run([python, script, "test", "--venv", venv, "--exact"], cwd=ROOT, check=False)
    if made.returncode:
        raise Failed(f"no environment for Python {dotted(minor)}")
    return executable(venv, "python")


def main(arguments: list[str]) -> int:
    """Run pytest with ``arguments`` under each version, one after the other, and print a summary."""
    summary = []
    failed = ran = 0
    for minor in SUPPORTED:
        label = f"Python {dotted(minor)}"
        python = find(minor)
        if python is None:
            summary.append(f"{label}: NOT RUN, not on this machine")
            continue
        try:
            inside = environment(minor, python)
        except Failed as problem:
            failed += 1
            summary.append(f"{label}: FAILED, {problem}")
            continue
        say(f"{label}: pytest {' '.join(arguments)}")
        code = subprocess.run([inside, "-m", "pytest", *arguments], cwd=ROOT, check=False).returncode
        ran += 1
        failed += code != 0
        full = dotted(version_of(inside) or minor)
        summary.append(f"Python {full}: " + ("passed" if code == 0 else f"FAILED (pytest ended with {code})"))
    for line in summary:
        say(line)
    if not ran:
        say("no supported Python could be run")
    return 1 if failed or not ran else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
