"""Writing a file so that it is either as it was or wholly as it should be."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile


def write_whole(path: Path, text: str) -> None:
    """Write a text into a file, in place of what was there.

    It is written beside the file first and then takes its place, so nobody ever finds half of it, and nothing
    is lost if the disk is full. Where ``path`` is a link, what it leads to is written. A file that was there
    keeps its permissions.

    Raises:
        OSError: it cannot be written; what was there is then as it was.
    """
    path = path.resolve()
    if path.is_dir():
        raise IsADirectoryError(21, "it is a folder", str(path))
    if path.exists() and not path.is_file():  # A device or a pipe: there is nothing to be replaced.
        path.write_text(text, encoding="utf-8", newline="\n")
        return
    with NamedTemporaryFile("w", encoding="utf-8", newline="\n", dir=path.parent, delete=False) as file:
        beside = Path(file.name)
        try:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
            file.close()
            beside.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
            beside.replace(path)
        except BaseException:
            file.close()
            beside.unlink()
            raise


def _umask() -> int:
    """Which permissions new files do not get; there is no way of asking but setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
