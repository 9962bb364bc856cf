"""Templates of the HTML pages that need nothing else. Every text in them is escaped; a name that a template
has and nobody gives it is an error.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.scenario.text import clean

if TYPE_CHECKING:
    from jinja2 import Template


def html_template(path: Path, filters: Mapping[str, Callable[..., Any]] | None = None) -> "Template":
    """The template in a file; ``filters`` are what it can put values through, by name."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(path.parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_finalize,
    )
    environment.filters.update(filters or {})
    return environment.get_template(path.name)


def _finalize(value: Any) -> Any:
    """Texts without what no page may hold; what is HTML already is ours."""
    return clean(value) if type(value) is str else value
