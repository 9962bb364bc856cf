"""The part of the exports' reference that lists the columns of a class's tables."""

from __future__ import annotations

from engine.debrief.cohort.sheets import COLUMNS, SheetName
from tools.docs.blocks import Blocks, code, table


def class_blocks() -> Blocks:
    """The blocks of ``docs/reference/exports.md``."""
    return {"choices": lambda: columns_table("choices"), "calls": lambda: columns_table("calls")}


def columns_table(sheet: SheetName) -> str:
    """The columns of one table, in their order."""
    return table(("column", "what it holds"), ((code(name), words) for name, words in COLUMNS[sheet].items()))
