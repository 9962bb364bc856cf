"""Make the project's own virtual environment what a lock file says, and do nothing when it already is.

    python3 tools/environment.py play             .venv with what Moodline needs to run
    python3 tools/environment.py test             .venv with the tools of the tests and checks as well
    python3 tools/environment.py test --venv DIR  the same in another folder

The Makefile runs this before every target that needs an environment. It uses the standard library alone, and
the syntax of old Pythons (3.6), so that a Python too old for Moodline can still say so.

What is installed comes from ``requirements/``, with versions and hashes; the project itself is installed as
an editable, built by the build backend of the same lock. A stamp in the environment holds a fingerprint of
all that went in, so a second run takes a fraction of a second. Two runs at once take turns.
"""

import argparse
import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Iterator, List, Optional, Tuple, Union

Version = Tuple[int, ...]

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
LOCKS = {"play": "runtime.txt", "test": "dev.txt"}
WINDOWS = os.name == "nt"
TURN = ".turn"
"""File in an environment that a run holds while at work. Not ``.lock``: uv would wait for its own there."""


class Failed(Exception):
    """Set-up cannot go on; the message says why and what to do."""


def say(text: str) -> None:
    """Tell what is being done, at once and on the error stream: a program's own output stays its own."""
    print(f"moodline: {text}", file=sys.stderr, flush=True)


def executable(venv: Path, name: str) -> Path:
    """Where ``venv`` keeps the program ``name``."""
    return venv / "Scripts" / f"{name}.exe" if WINDOWS else venv / "bin" / name


def version_of(python: Union[str, Path]) -> Optional[Version]:
    """Version of the interpreter ``python`` as (major, minor, micro); None when it does not run."""
    ask = "import sys; print('%d %d %d' % sys.version_info[:3])"
    try:
        done = subprocess.run(
            [str(python), "-I", "-c", ask],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=60,
        )
        return tuple(int(part) for part in done.stdout.split()) if done.returncode == 0 else None
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None


def dotted(version: Version) -> str:
    """(3, 11, 7) as "3.11.7"."""
    return ".".join(str(part) for part in version)


def shown(path: Path) -> str:
    """``path`` as a reader in the project's folder would write it."""
    try:
        return str(path.relative_to(ROOT))
    except ValueError:
        return str(path)


@contextlib.contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Hold ``folder`` against another run of this script, for as long as the block lasts."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / TURN).open("a+") as handle:
        if sys.platform == "win32":
            import msvcrt

            while True:
                try:
                    handle.seek(0)
                    msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)
                    break
                except OSError:  # ten seconds went by
                    say("waiting for another make in this folder")
        else:
            import fcntl

            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                say("waiting for another make in this folder")
                fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def fingerprint(kind: str, version: Version) -> str:
    """Digest of everything that decides what an environment of this kind holds."""
    digest = hashlib.sha256()
    for part in [kind, dotted(version), str(ROOT)]:  # an editable install names the folder it was made in
        digest.update(part.encode("utf-8", "surrogateescape") + b"\0")
    for source in [Path(__file__), ROOT / "pyproject.toml", ROOT / "requirements" / LOCKS[kind]]:
        digest.update(source.read_bytes() + b"\0")
    return digest.hexdigest()


def stamped(venv: Path, kind: str, version: Version) -> bool:
    """Whether ``venv`` was last brought to exactly what ``kind`` needs now."""
    stamp = venv / f".{kind}"
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == fingerprint(kind, version)


def find_uv() -> Optional[str]:
    """The uv to use: ``$UV``, or the one on the PATH. An empty ``UV`` means none."""
    name = os.environ.get("UV", "uv")
    return shutil.which(name) if name else None


def run(command: List[Union[str, Path]], hint: str) -> None:
    """Run ``command`` quietly; raise Failed with its words and ``hint`` when it fails."""
    words = [str(part) for part in command]
    # A user's own settings for pip must not turn an install into this environment away.
    surroundings = dict(os.environ, PIP_USER="0", PIP_REQUIRE_VIRTUALENV="0")
    surroundings.pop("PYTHONHOME", None)
    done = subprocess.run(
        words,
        cwd=str(ROOT),
        env=surroundings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode:
        told = done.stdout.decode("utf-8", "replace").strip()
        raise Failed(f"{hint}\n\n{told}\n\nmoodline: the command was: {' '.join(words)}")


def create(venv: Path, uv: Optional[str]) -> Version:
    """Make an empty environment in ``venv`` of the Python that runs this script, and tell its version."""
    for left in venv.iterdir():  # of one that no longer works
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(str(left))
        elif left.name != TURN:
            left.unlink()
    # Inside an activated environment, the Python below it: the new one must not hang on the other.
    python = str(getattr(sys, "_base_executable", None) or sys.executable)
    say(f"making {shown(venv)} with Python {dotted(sys.version_info[:3])} ({python})")
    if uv:
        command: List[Union[str, Path]] = [uv, "venv", "-q", "--allow-existing", "--python", python, venv]
        run(command, "uv could not make an environment")
    else:
        run(
            [python, "-m", "venv", venv],
            "this Python cannot make environments; on Debian and Ubuntu `apt install python3-venv` adds "
            "that, and with uv on the PATH it is not needed",
        )
    version = version_of(executable(venv, "python"))
    if version is None:
        raise Failed(f"{shown(venv)} was made, but its Python does not run")
    return version


def install(venv: Path, kind: str, uv: Optional[str]) -> None:
    """Install the lock of ``kind``, then the project itself as an editable."""
    lock = Path("requirements") / LOCKS[kind]
    python = executable(venv, "python")
    pip: List[Union[str, Path]]
    if uv:
        pip = [uv, "pip", "install", "-q", "--python", python]
    else:
        pip = [python, "-m", "pip", "install", "-q"]
        if not executable(venv, "pip").exists():  # uv makes environments without it
            run([python, "-m", "ensurepip"], f"could not add pip to {shown(venv)}")
    say(f"installing {lock} with {'uv' if uv else 'pip'}; the first time takes a minute")
    run(
        [*pip, "--require-hashes", "-r", lock],
        "could not install the packages; if the network was away, run the same again",
    )
    run([*pip, "--no-deps", "--no-build-isolation", "-e", "."], "could not install Moodline itself")


def prepare(venv: Path, kind: str, wanted: Optional[Version] = None) -> None:
    """Bring ``venv`` to what ``kind`` needs.

    ``wanted`` (major, minor, …) refuses an environment that is there already for another Python.

    Raises:
        Failed: when that cannot be done.
    """
    with one_at_a_time(venv):
        version = version_of(executable(venv, "python"))
        if version and wanted and version[:2] != wanted[:2]:
            raise Failed(
                f"{shown(venv)} is there already, for Python {dotted(version[:2])}; "
                f"`make clean` removes it, and the next make uses Python {dotted(wanted[:2])}"
            )
        if version and stamped(venv, kind, version):
            return
        uv = find_uv()
        if version is None or version < OLDEST:
            version = create(venv, uv)
        try:
            install(venv, kind, uv)
        except Failed as problem:
            if not uv:
                raise
            # uv may know nothing of the mirror or proxy that this machine's pip is set up for.
            say(f"{problem}\nmoodline: trying pip instead")
            install(venv, kind, None)
        for name in LOCKS if kind == "test" else ["play"]:  # the tests' lock holds the other whole
            (venv / f".{name}").write_text(fingerprint(name, version), encoding="utf-8")
        say(f"{shown(venv)} is ready")


def newer_python() -> Optional[str]:
    """A Python on the PATH that is new enough, for a machine whose ``python3`` is not; None if none is."""
    for minor in [13, 12, 11, 14]:
        found = shutil.which(f"python3.{minor}")
        version = version_of(found) if found else None
        if version and version >= OLDEST:
            return found
    return None


def main() -> int:
    """Run from the command line; the exit status is 0 when the environment is ready."""
    parser = argparse.ArgumentParser(description="Make Moodline's own environment what the lock says.")
    parser.add_argument("kind", choices=sorted(LOCKS))
    parser.add_argument("--venv", default=".venv", help="where, from the project's folder (default: .venv)")
    parser.add_argument("--exact", action="store_true", help="take this very Python or fail")
    options = parser.parse_args()

    if sys.version_info < OLDEST:
        other = None if options.exact else newer_python()
        if other:
            return subprocess.call([other, *sys.argv])
        found = dotted(sys.version_info[:3])
        say(f"Python {dotted(OLDEST)} or newer is needed; {sys.executable} is {found}.")
        say("Name a newer one like this: make test PYTHON=/path/to/python3.12")
        return 1
    try:
        prepare(ROOT / options.venv, options.kind, sys.version_info[:3] if options.exact else None)
    except (Failed, OSError) as problem:
        say(str(problem))
        return 1
    except KeyboardInterrupt:
        say("stopped; run the same again to go on")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
