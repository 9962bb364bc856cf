"""Write the lock files in ``requirements/``, or check that they still hold what pyproject.toml asks for.

    python -m tools.locks write [--upgrade]    renew them (needs the network; uv, or pip to get uv with)
    python -m tools.locks check                compare them with pyproject.toml (needs neither)

One resolution for every supported Python and platform serves all: ``dev.txt`` is resolved, and
``runtime.txt`` is the part of it that Moodline needs to run, the build backend included. The files hold
versions and hashes, and no address: where packages come from is for each machine's own set-up to say.
"""

from __future__ import annotations

import argparse
import itertools
import re
import subprocess
import sys
import tomllib
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.environment import ROOT, Failed, executable, find_uv, run, say

LOCKS = ROOT / "requirements"
PYTHONS = ["3.11", "3.12", "3.13"]
PLATFORMS = [
    {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "x86_64"},
    {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix", "platform_machine": "arm64"},
    {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
]
ADDRESS = re.compile(r"://|^\s*(-i|-f|--(extra-)?index-url|--find-links|--trusted-host)\b|\s@\s")


def pyproject() -> dict[str, Any]:
    """The project's pyproject.toml, read."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def asked(project: dict[str, Any], *, dev: bool) -> list[Requirement]:
    """What a read pyproject.toml asks for: to run and to be built, and with ``dev`` to be developed."""
    words = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    if dev:
        words += project["project"]["optional-dependencies"]["dev"]
    return [Requirement(word) for word in words]


def pins(text: str) -> dict[Requirement, list[str]]:
    """Each pin of a lock file with its hashes.

    Raises:
        packaging.requirements.InvalidRequirement: for a line that is none.
    """
    found: dict[Requirement, list[str]] = {}
    for line in text.replace("\\\n", " ").splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            requirement, *hashes = line.split("--hash=")
            found[Requirement(requirement.strip())] = [item.strip() for item in hashes]
    return found


def settings() -> list[dict[str, str]]:
    """What markers are told on every supported Python and platform; the rest is as on this machine."""
    return [
        {"python_version": python, "python_full_version": f"{python}.0", **platform}
        for python, platform in itertools.product(PYTHONS, PLATFORMS)
    ]


def findings(name: str, text: str, wanted: list[Requirement]) -> list[str]:
    """What is wrong with the lock ``name`` that holds ``text`` and must hold ``wanted``, if anything."""
    if lines := [line.strip() for line in text.splitlines() if ADDRESS.search(line)]:
        return [f"{name}: holds an address: {line}" for line in lines]
    held = pins(text)
    problems = []
    for pin, hashes in held.items():
        exact = [item.operator for item in pin.specifier] == ["=="] and "*" not in str(pin.specifier)
        if not exact:
            problems.append(f"{name}: {pin} is not one exact version")
        if not hashes or not all(re.fullmatch(r"sha256:[0-9a-f]{64}", item) for item in hashes):
            problems.append(f"{name}: {pin} has no hash, or one that is no SHA-256")
    for want, setting in itertools.product(wanted, settings()):
        if want.marker and not want.marker.evaluate(setting):
            continue
        where = f"Python {setting['python_version']} on {setting['platform_system']}"
        same = [pin for pin in held if canonicalize_name(pin.name) == canonicalize_name(want.name)]
        fits = [pin for pin in same if pin.marker is None or pin.marker.evaluate(setting)]
        versions = [item.version for pin in fits for item in pin.specifier]
        if len(versions) != 1:
            problems.append(f"{name}: {want} needs one version for {where}, and has {len(versions)}")
        elif not want.specifier.contains(versions[0], prereleases=True):
            problems.append(f"{name}: {want.name} is {versions[0]}, and {want.specifier} is asked for")
    return list(dict.fromkeys(problems))


def check() -> int:
    """Print what is wrong with the locks; 0 when nothing is, else 1."""
    project = pyproject()
    runtime, dev, tool = [
        (LOCKS / f"{name}.txt").read_text(encoding="utf-8") for name in ["runtime", "dev", "uv"]
    ]
    problems = findings("runtime.txt", runtime, asked(project, dev=False))
    problems += findings("dev.txt", dev, asked(project, dev=True))
    problems += findings("uv.txt", tool, [Requirement("uv")])
    if not problems:
        whole = pins(dev)
        for pin, hashes in pins(runtime).items():
            if whole.get(pin) != hashes:
                problems.append(f"runtime.txt: {pin} differs from dev.txt")
    for problem in problems:
        say(problem)
    say("`make lock` renews the locks" if problems else "the locks hold what pyproject.toml asks for")
    return 1 if problems else 0


def uv_to_use() -> str:
    """The uv of the PATH, or one of the project's own in ``.venvs/lock``."""
    if found := find_uv():
        return found
    venv = ROOT / ".venvs" / "lock"
    say("no uv on the PATH: installing one in .venvs/lock")
    run([sys.executable, "-m", "venv", venv], "could not make .venvs/lock")
    pip = [str(executable(venv, "python")), "-m", "pip", "install", "-q"]
    run([*pip, "--require-hashes", "-r", LOCKS / "uv.txt"], "could not install uv")
    return str(executable(venv, "uv"))


def write(*, upgrade: bool) -> int:
    """Resolve and write every lock; versions that still fit stay unless ``upgrade``."""
    build = "\n".join(pyproject()["build-system"]["requires"])
    command = [uv_to_use(), "pip", "compile", "-q", "--no-config", "--universal", "--generate-hashes"]
    command += ["--no-emit-index-url", "--no-emit-find-links", "--python-version", PYTHONS[0]]
    command += ["--custom-compile-command", "make lock"]
    newer = "--upgrade" if upgrade else ""
    for words, given in [
        (f"pyproject.toml --extra dev - -o requirements/dev.txt {newer}", build),
        # Held to dev.txt, so the two can never disagree; --upgrade lets go of what this file said before.
        ("pyproject.toml - -c requirements/dev.txt -o requirements/runtime.txt --upgrade", build),
        (f"- -o requirements/uv.txt {newer}", "uv"),
    ]:
        arguments = [*command, *words.split()]
        subprocess.run(arguments, input=given, text=True, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return check()


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Write or check the lock files.")
    parser.add_argument("action", choices=["write", "check"])
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions that fit")
    options = parser.parse_args()
    try:
        return write(upgrade=options.upgrade) if options.action == "write" else check()
    except (Failed, OSError, subprocess.CalledProcessError) as problem:
        say(str(problem))
        return 1


if __name__ == "__main__":
    sys.exit(main())
