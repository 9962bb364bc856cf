"""A real browser to look at pages with: fetched when first asked for, by name, into a folder of its own."""

import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[4]
FOLDER = ROOT / ".venvs" / "browser"
"""Beside the other environments: ignored by git, removed by `make clean`."""

PACKAGES = ("puppeteer-core@24.43.1", "axe-core@4.14.1")
CHROMIUM = "@sparticuz/chromium@153.0.0"
"""A Chromium that comes as a package; for Linux alone."""
_INSTALLED = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PATIENCE = 240
"""Seconds that fetching, or looking, may take."""


class NotHere(Exception):
    """There is no browser to look with; the message says why."""


def look(pages: Sequence[Path]) -> list[dict[str, Any]]:
    """What a browser makes of pages, once in light and once in dark.

    Raises:
        NotHere: there is no browser, and none could be fetched.
    """
    node = _program("node")
    program = next(filter(None, map(shutil.which, _INSTALLED)), "")
    packages = [*PACKAGES, *([] if program else [CHROMIUM])]
    if not program and (sys.platform != "linux" or platform.machine() not in ("x86_64", "aarch64")):
        raise NotHere(f"no Chromium is installed, and none comes as a package for {sys.platform}")
    if not all((FOLDER / "node_modules" / name.rpartition("@")[0]).is_dir() for name in packages):
        _fetch(packages)
    shutil.copy(Path(__file__).with_name("audit.mjs"), FOLDER)
    scratch = FOLDER / "scratch"
    scratch.mkdir(exist_ok=True)
    command = [node, "audit.mjs", program or "-", *(page.resolve().as_uri() for page in pages)]
    # The packaged Chromium unpacks itself there, once.
    done = _run(command, "the browser", {**os.environ, "TMPDIR": str(scratch)})
    told: list[dict[str, Any]] = json.loads(done)
    return told


def _fetch(packages: Sequence[str]) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    quick = ["--no-audit", "--no-fund", "--fetch-retries", "1", "--fetch-timeout", "30000"]
    _run(
        [_program("npm"), "install", "--prefix", str(FOLDER), *quick, *packages], "packages", dict(os.environ)
    )


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise NotHere(f"{name} is not installed")
    return found


def _run(command: list[str], what: str, environment: dict[str, str]) -> str:
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=_PATIENCE, cwd=FOLDER, env=environment
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotHere(f"{what}: {type(error).__name__}") from error
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        errors = [line for line in said if "error" in line.lower()] or said or ["no reason given"]
        raise NotHere(f"{what} could not be had ({errors[0][:200].strip()})")
    return done.stdout
