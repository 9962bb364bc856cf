"""`python -m tests.benchmarks [SECTION …] [--write] [--tiny]`: measure, and print the tables."""

import argparse
import importlib
from typing import Protocol, cast

from tests.benchmarks import report
from tests.benchmarks.tables import Table, as_text, conditions

SECTIONS = (
    "checking",
    "cohort",
    "debrief",
    "defects",
    "explore",
    "first_paint",
    "keys",
    "play",
    "preview",
    "reader",
)


class Section(Protocol):
    """A module of this package that measures something."""

    def measure(self, tiny: bool) -> Table:
        """Measure; ``tiny`` is for seeing that it works, in seconds and with no useful figures."""


def section(name: str) -> Section:
    """The section of that name."""
    return cast(Section, importlib.import_module(f"tests.benchmarks.{name}"))


def main() -> None:
    """Measure the sections named, or all."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "sections", nargs="*", metavar="SECTION", help=f"one or more of {', '.join(SECTIONS)}"
    )
    parser.add_argument("--write", action="store_true", help=f"put the tables into {report.PAGE.name}")
    parser.add_argument("--tiny", action="store_true", help="only see whether it works")
    asked = parser.parse_args()
    if asked.tiny and asked.write:
        parser.error("--tiny measures nothing that is worth writing")
    if unknown := sorted(set(asked.sections) - set(SECTIONS)):
        parser.error(f"there is no section {unknown[0]!r}; there are {', '.join(SECTIONS)}")
    for name in asked.sections or SECTIONS:
        table = section(name).measure(asked.tiny)
        made = conditions()
        print(as_text(table), f"{made}.\n", sep="\n", flush=True)
        if asked.write:
            report.write(table, made)


if __name__ == "__main__":
    main()
