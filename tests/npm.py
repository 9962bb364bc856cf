"""Programs from npm that tests ask, fetched by name when first needed, each into a folder of its own."""

import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / ".venvs"
"""Beside the other environments: ignored by git, removed by `make clean`."""
_PATIENCE = 300
"""Seconds that fetching something may take."""


class NotHere(Exception):
    """A package cannot be had here; the message says why, as the reason of a skipped test."""


@cache
def fetched(name: str, version: str) -> tuple[str, Path] | str:
    """Where Node.js is, and where the package is; if it cannot be had, why. Asked once in each process."""
    try:
        return _fetched(name, version)
    except NotHere as error:
        return str(error)


def _fetched(name: str, version: str) -> tuple[str, Path]:
    node, npm = (shutil.which(program) for program in ("node", "npm"))
    if node is None or npm is None:
        raise NotHere("only with Node.js and npm, which are not here")
    folder = FOLDER / f"npm-{name.rpartition('/')[2]}-{version}"
    package = folder / "node_modules" / name
    if not package.exists():
        _fetch(npm, f"{name}@{version}", folder)
    return node, package


def _fetch(npm: str, package: str, folder: Path) -> None:
    """Fetch it beside its folder, which it becomes when all of it is there: tests run side by side."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    quick = ["--no-audit", "--no-fund", "--fetch-retries", "1", "--fetch-timeout", "10000"]
    with tempfile.TemporaryDirectory(dir=folder.parent) as beside:
        made = Path(beside) / "made"
        made.mkdir()
        command = [npm, "install", "--prefix", str(made), *quick, package]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise NotHere(
                f"only with npm's {package}, which cannot be had: {type(error).__name__}"
            ) from error
        if done.returncode:
            said = [line for line in done.stderr.splitlines() if "error" in line.lower()]
            why = said[0][:120] if said else "npm gave no reason"
            raise NotHere(f"only with npm's {package}, which cannot be had: {why}")
        try:
            made.rename(folder)
        except OSError:
            if not folder.exists():  # Else somebody was faster.
                raise
