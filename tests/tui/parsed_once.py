"""Style sheets parsed once for all the apps of a run, not once for each.

Textual keeps what it has parsed for as long as an app lives. A test has an app of its own, and parses the
same forty sheets again: a tenth of the suite's time. What was parsed is not changed by whoever uses it
(Textual itself uses it again after each change of theme), so apps can share it.

To find the rules for a widget, Textual asks hundreds of them for their hashes, each of which calls Python for
the rule's identity; Python's own hash is the same thing without the call.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

_parse_rules = Stylesheet._parse_rules


@contextmanager
def parsed_once() -> Iterator[None]:
    """While this lasts, the same sheet with the same variables is parsed once."""
    kept: dict[tuple[object, ...], Any] = {}

    def rules(
        self: Stylesheet,
        css: str,
        read_from: Any,
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> Any:
        sheet = (css, read_from, is_default_rules, tie_breaker, scope)
        if sheet in self._parse_cache:
            return self._parse_cache[sheet]
        key = (frozenset(self._variables.items()), *sheet)
        if key not in kept:
            kept[key] = _parse_rules(self, *sheet)
        self._parse_cache[sheet] = kept[key]
        return kept[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", rules)
        patch.setattr(RuleSet, "__hash__", object.__hash__)
        yield
