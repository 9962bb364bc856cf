"""What a user without special rights meets: root, as whom tests often run, may do anything."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

NOBODY = 65534


@contextmanager
def ordinary_folder() -> Iterator[Path]:
    """A folder, and within it the rights of an ordinary user.

    What is imported late may lie where only root can read: run what is tested once before.
    """
    if sys.platform == "win32":
        pytest.skip("needs POSIX permissions")
    folder = Path(tempfile.mkdtemp())
    is_root = os.geteuid() == 0
    if is_root:
        os.chown(folder, NOBODY, NOBODY)
        os.seteuid(NOBODY)
    try:
        yield folder
    finally:
        if is_root:
            os.seteuid(0)
        for path in folder.rglob("*"):
            if path.is_dir():
                path.chmod(0o700)
        shutil.rmtree(folder)
