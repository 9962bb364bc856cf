"""What the shell offers while a command is typed: scenarios, attempts, YAML files, personas.

Nothing here raises and nothing is made on disk: a shell that asks must always get an answer, if an empty one.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from click.shell_completion import CompletionItem
from rich_click import Context, Parameter

if TYPE_CHECKING:
    from tui.settings import Settings

Complete = Callable[[Context, Parameter, str], list[CompletionItem]]

_MOST: Final = 200
_YAML: Final = (".yaml", ".yml")


def yaml_files(_context: Context, _parameter: Parameter, typed: str) -> list[CompletionItem]:
    """YAML files, and the folders on the way to them."""
    return _files(typed)


def folders(_context: Context, _parameter: Parameter, typed: str) -> list[CompletionItem]:
    """Folders."""
    return [item for item in _files(typed) if item.value.endswith("/")]


def scenarios(context: Context, _parameter: Parameter, typed: str) -> list[CompletionItem]:
    """Ids of scenarios, and YAML files."""
    found: list[CompletionItem] = []
    if not _is_path(typed):
        with suppress(Exception):
            found = _items(_ids(_settings(context)), typed)
    return [*found, *_files(typed)]


def scenario_ids(context: Context, _parameter: Parameter, typed: str) -> list[CompletionItem]:
    """Ids of scenarios."""
    with suppress(Exception):
        return _items(_ids(_settings(context)), typed)
    return []


def codes(_context: Context, _parameter: Parameter, typed: str) -> list[CompletionItem]:
    """The codes that `moodline check` can name."""
    with suppress(Exception):
        from engine.workshop.checks.catalogue import SENTENCES

        return _items(SENTENCES.items(), typed)
    return []


def shifts(context: Context, _parameter: Parameter, typed: str) -> list[CompletionItem]:
    """Ids of shifts, and YAML files."""
    found: list[CompletionItem] = []
    if not _is_path(typed):
        with suppress(Exception):
            from engine.scenario.library import shift_files
            from tui.session import own_folders

            paths = shift_files(own_folders(_settings(context)))
            found = _items(((path.stem, "") for path in paths), typed)
    return [*found, *_files(typed)]


def attempts(context: Context, _parameter: Parameter, typed: str) -> list[CompletionItem]:
    """Numbers of attempts that are over, newest first: those have a debrief."""
    return _attempts(context, typed, finished=True)


def unfinished_attempts(context: Context, _parameter: Parameter, typed: str) -> list[CompletionItem]:
    """Numbers of attempts that can be gone on with, newest first."""
    return _attempts(context, typed, finished=False)


def personas(_context: Context, _parameter: Parameter, typed: str) -> list[CompletionItem]:
    """Names of personas."""
    with suppress(Exception):
        from engine.mood.coefficients import load_model

        return _items(((each.name, each.words) for each in load_model().personas.values()), typed)
    return []


def themes(_context: Context, _parameter: Parameter, typed: str) -> list[CompletionItem]:
    """Names of themes."""
    with suppress(Exception):
        from tui.themes import PALETTES

        return _items(((palette.name, "") for palette in PALETTES), typed)
    return []


def _attempts(context: Context, typed: str, *, finished: bool) -> list[CompletionItem]:
    with suppress(Exception):
        from engine.records.store import Store

        with Store.open(_settings(context).home, read_only=True, busy_seconds=0.2) as store:
            rows = store.attempts(finished=finished, limit=_MOST)
        return _items(((str(row.id), f"{row.scenario_id}, {row.began_at:%d %b}") for row in rows), typed)
    return []


def _settings(context: Context) -> Settings:
    from tui.commands.options import settings_from

    return settings_from(context)


def _ids(settings: Settings) -> Iterable[tuple[str, str]]:
    from engine.scenario.library import headers
    from tui.session import own_folders

    for header in headers(own_folders(settings)):
        if header.is_readable and header.hidden_by is None:
            yield header.id, header.title


def _items(found: Iterable[tuple[str, str]], typed: str) -> list[CompletionItem]:
    """Those that begin with what is typed, each with what it is. Lines and signs of the shell stay out."""
    from engine.scenario.text import shortened

    items: list[CompletionItem] = []
    for value, words in found:
        if value.startswith(typed) and _is_safe(value):
            # zsh takes a colon for the end of the value.
            items.append(CompletionItem(value, help=shortened(words, 60).replace(":", " -") or None))
        if len(items) == _MOST:
            break
    return items


def _is_path(typed: str) -> bool:
    return "/" in typed or os.sep in typed or typed.startswith((".", "~"))


def _files(typed: str) -> list[CompletionItem]:
    """YAML files and folders whose path begins as typed; the slash after a folder says to go on."""
    folder, _, start = typed.rpartition("/")
    where = os.path.expanduser(f"{folder}/") if "/" in typed else "."  # noqa: PTH111 (this one never raises)
    before = f"{folder}/" if "/" in typed else ""
    names: list[str] = []
    with suppress(OSError, ValueError), os.scandir(where) as entries:
        for entry in entries:
            if not entry.name.startswith(start) or (entry.name.startswith(".") and not start):
                continue
            with suppress(OSError):
                if entry.is_dir():
                    names.append(f"{before}{entry.name}/")
                elif entry.name.endswith(_YAML):
                    names.append(f"{before}{entry.name}")
    return [CompletionItem(name, type="path") for name in sorted(names)[:_MOST] if _is_safe(name)]


def _is_safe(value: str) -> bool:
    """Whether the shell gets it back as it is: a line break or a comma would be read as something else."""
    return value.isprintable() and "," not in value
