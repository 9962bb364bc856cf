"""The house stands as docs and pyproject.toml say: who imports whom, and what is not loaded when."""

from __future__ import annotations

import json
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import engine
import tui

ROOT = Path(__file__).resolve().parent.parent
TERMINAL = ["textual", "rich", "rich_click", "click", "tui"]
HEAVY = ["pydantic", "sqlalchemy", "alembic", "ruamel", "jinja2"]


def modules_below(package: object) -> list[str]:
    """Names of every module below an imported ``package``, itself included; none of them is imported."""
    name, path = package.__name__, package.__path__  # type: ignore[attr-defined]
    return [name, *sorted(found.name for found in walk(name, path))]


def walk(name: str, path: list[str]) -> list[pkgutil.ModuleInfo]:
    """pkgutil's walk without its imports: sub-packages are found by their folders."""
    found = []
    for info in pkgutil.iter_modules(path, f"{name}."):
        found.append(info)
        if info.ispkg:
            found += walk(info.name, [str(Path(folder) / info.name.rpartition(".")[2]) for folder in path])
    return found


def loaded_after(*names: str) -> set[str]:
    """Top-level packages that a fresh interpreter has loaded once it has imported ``names``."""
    code = (
        "import importlib, json, sys\n"
        "for name in json.loads(sys.argv[1]):\n"
        "    importlib.import_module(name)\n"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, json.dumps(names)], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_the_import_contracts_hold() -> None:
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as go; go()",
        "--no-cache",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_every_folder_of_code_is_a_package() -> None:
    """A folder without ``__init__.py`` would be invisible to the contracts and to the tests below."""
    folders = {path.parent for name in ["engine", "tui"] for path in (ROOT / name).rglob("*.py")}
    bare = sorted(str(path.relative_to(ROOT)) for path in folders if not (path / "__init__.py").exists())
    # Alembic loads its revisions by file, not by import.
    assert [path for path in bare if not path.endswith("versions") and "migrations" not in path] == []


def test_the_engine_loads_no_terminal() -> None:
    modules = modules_below(engine)
    assert len(modules) > 10
    # Alembic's environment is a script that runs inside a migration alone.
    importable = [name for name in modules if not name.endswith(".env")]
    assert loaded_after(*importable).intersection(TERMINAL) == set()


@pytest.mark.parametrize("module", ["tui", "tui.cli"])
def test_the_way_to_the_first_paint_loads_nothing_heavy(module: str) -> None:
    assert loaded_after(module).intersection(HEAVY) == set()


def test_the_command_line_loads_no_textual_before_it_knows_that_it_needs_it() -> None:
    assert "textual" not in loaded_after("tui.cli")


def test_widgets_load_no_screens_and_no_store() -> None:
    widgets = [name for name in modules_below(tui) if name.startswith("tui.widgets")]
    assert widgets
    code = (
        "import importlib, json, sys\n"
        "for name in json.loads(sys.argv[1]):\n"
        "    importlib.import_module(name)\n"
        "print('\\n'.join(sys.modules))"
    )
    command = [sys.executable, "-c", code, json.dumps(widgets)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    kept_out = ("tui.screens", "tui.app", "tui.cli", "engine.records", "sqlalchemy")
    assert [name for name in done.stdout.split() if name.startswith(kept_out)] == []
