"""Programs from npm that tests ask, fetched by name when first needed, each into a folder of its own."""

import shutil
import subprocess
import tarfile
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / ".venvs"
"""Beside the other environments: ignored by git, removed by `make clean`."""
_PATIENCE = 300
"""Seconds that fetching something may take."""
_QUICK = ["--no-audit", "--no-fund", "--fetch-retries", "1", "--fetch-timeout", "10000"]


class NotHere(Exception):
    """A package cannot be had here; the message says why, as the reason of a skipped test."""


@cache
def fetched(name: str, version: str) -> tuple[str, Path] | str:
    """Where Node.js is, and where the package is; if it cannot be had, why. Asked once in each process."""
    try:
        return _fetched(name, version)
    except NotHere as error:
        return str(error)


@cache
def one_file(name: str, version: str, file: str) -> tuple[str, Path] | str:
    """As ``fetched``, for one file of a package: nothing else is kept, and nothing that it depends on."""
    try:
        return _one_file(name, version, file)
    except NotHere as error:
        return str(error)


def _programs() -> tuple[str, str]:
    node, npm = (shutil.which(program) for program in ("node", "npm"))
    if node is None or npm is None:
        raise NotHere("only with Node.js and npm, which are not here")
    return node, npm


def _one_file(name: str, version: str, file: str) -> tuple[str, Path]:
    node, npm = _programs()
    kept = FOLDER / f"npm-{name.rpartition('/')[2]}-{version}-{file.rpartition('/')[2]}"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept.parent) as beside:
            command = [npm, "pack", "--pack-destination", beside, *_QUICK, f"{name}@{version}"]
            _run(command, f"{name}@{version}")
            (packed,) = Path(beside).glob("*.tgz")
            with tarfile.open(packed) as archive:
                content = archive.extractfile(f"package/{file}")
                assert content is not None
                made = Path(beside) / "made"
                made.write_bytes(content.read())
            made.replace(kept)
    return node, kept


def _fetched(name: str, version: str) -> tuple[str, Path]:
    node, npm = _programs()
    folder = FOLDER / f"npm-{name.rpartition('/')[2]}-{version}"
    package = folder / "node_modules" / name
    if not package.exists():
        _fetch(npm, f"{name}@{version}", folder)
    return node, package


def _fetch(npm: str, package: str, folder: Path) -> None:
    """Fetch it beside its folder, which it becomes when all of it is there: tests run side by side."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as beside:
        made = Path(beside) / "made"
        made.mkdir()
        _run([npm, "install", "--prefix", str(made), *_QUICK, package], package)
        try:
            made.rename(folder)
        except OSError:
            if not folder.exists():  # Else somebody was faster.
                raise


def _run(command: list[str], package: str) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotHere(f"only with npm's {package}, which cannot be had: {type(error).__name__}") from error
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if "error" in line.lower()]
        why = said[0][:120] if said else "npm gave no reason"
        raise NotHere(f"only with npm's {package}, which cannot be had: {why}")
