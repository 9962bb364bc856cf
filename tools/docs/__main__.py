"""Make what is made of the documentation, or say what is out of date.

python -m tools.docs            write the tables of the reference pages anew
python -m tools.docs check      say which of them are out of date; 1 if any is
python -m tools.docs picture    take the README's picture of the call screen anew
"""

from __future__ import annotations

import argparse
import asyncio
import sys

from tools.docs.pages import PICTURE, stale, write


def main(arguments: list[str]) -> int:
    """Run the command line; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.docs", description=__doc__.splitlines()[0])
    parser.add_argument("what", nargs="?", choices=("tables", "check", "picture"), default="tables")
    match parser.parse_args(arguments).what:
        case "check":
            pages = stale()
            for page in pages:
                print(f"docs/{page} is out of date: python -m tools.docs")
            return 1 if pages else 0
        case "picture":
            from tools.docs.picture import take

            PICTURE.write_text(asyncio.run(take()), encoding="utf-8", newline="\n")
            print(f"{PICTURE.name} taken")
        case _:
            for page in write():
                print(f"docs/{page} written")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
