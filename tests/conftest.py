"""What all tests have: code is compiled once, not once for each process."""

import os
import sys

# A test that starts Moodline anew would compile all of it anew, for half a second each; and pytest, every
# test file in every worker. What is compiled goes into __pycache__, which `make clean` takes away.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
