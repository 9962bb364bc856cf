"""What all tests have: code is compiled once for all processes, Ctrl-C works in what they start, no clock.

What is imported and collected stays to the end, so the garbage collector need not look through it again and
again: that takes a sixteenth of the suite's time.
"""

import gc
import os
import signal
import sys
import threading

from hypothesis import HealthCheck, settings

# A test that starts Moodline anew would compile all of it anew, for half a second each; and pytest, every
# test file in every worker. What is compiled goes into __pycache__, which `make clean` takes away.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# A shell script that runs the tests in the background (`make test &`) has them ignore Ctrl-C, and every
# process of theirs would inherit that: a test that interrupts one would wait for ever.
if (
    threading.current_thread() is threading.main_thread()
    and signal.getsignal(signal.SIGINT) == signal.SIG_IGN
):
    signal.signal(signal.SIGINT, signal.default_int_handler)

# How long an example takes says how busy the machine is, and fails nothing.
settings.register_profile("moodline", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("moodline")


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
