"""The command ``moodline``: from the command line to an exit code, and never a traceback.

Importing this module loads next to nothing. Without arguments the app starts and no parser of arguments is
loaded at all.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Sequence

from tui.leaving import CANNOT, NOBODY_READS, Left, Refused, leaving_at_signals
from tui.terminal import prepare_streams, silence_output

DEBUG_VARIABLE = "MOODLINE_DEBUG"
COMPLETING = "_MOODLINE_COMPLETE"
"""Set by a shell that asks what could be typed next."""
_YES = frozenset({"1", "true", "yes", "on"})


def main() -> None:
    """What the installed command runs."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run the command line; the exit code. Nothing but the process's end gets past it."""
    prepare_streams()
    try:
        with leaving_at_signals():
            code = _job(arguments)()
            sys.stdout.flush()
            return code
    except Refused as refused:
        return _tell(str(refused), refused.code)
    except Left as left:
        return left.code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        silence_output()
        return NOBODY_READS
    except OSError as error:
        return _tell(_no_room(error) or _sorry(error, arguments), CANNOT)
    except Exception as error:
        return _tell(_sorry(error, arguments), CANNOT)


def _job(arguments: Sequence[str]) -> Callable[[], int]:
    if COMPLETING in os.environ:
        from tui.commands.root import answer_the_shell

        return answer_the_shell
    if arguments:
        from tui.commands.root import parse

        return parse(arguments)
    from tui.front import run as run_front
    from tui.settings import from_environment

    return lambda: run_front(from_environment(os.environ))


def _tell(message: str, code: int) -> int:
    try:
        sys.stdout.flush()
        sys.stderr.write(f"{message}\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        silence_output()
    return code


def _no_room(error: OSError) -> str:
    """What to say if a disk is full, as the one behind standard output may be; empty for other errors."""
    if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return ""
    return f"Not everything could be written ({error.strerror}). Make room, and do it again."


def _sorry(error: Exception, arguments: Sequence[str]) -> str:
    """One plain sentence for an error that is Moodline's own fault, and where to find out more."""
    what = (
        f"Something went wrong inside Moodline ({type(error).__name__}). What was on record is still there."
    )
    debugging = "--debug" in arguments or os.environ.get(DEBUG_VARIABLE, "").lower() in _YES
    if not debugging:
        return f"{what} To find out more, do the same again with {DEBUG_VARIABLE}=1 set."
    import traceback

    from engine.records.home import find_home

    log = find_home().folder / "debug.log"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8", errors="backslashreplace") as file:
            traceback.print_exception(error, file=file)
    except OSError as failed:
        return f"{what} The log {log} could not be written ({failed.strerror})."
    return f"{what} The log is {log}."


if __name__ == "__main__":
    main()
