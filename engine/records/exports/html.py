"""A document as one HTML page that needs nothing else: no script, no font, no picture from outside."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.records.exports.colours import DARK, LIGHT, variables
from engine.records.exports.document import Curve, Document
from engine.records.exports.picture import STYLE, draw_curve
from engine.scenario.text import clean

if TYPE_CHECKING:
    from jinja2 import Template


def write_html(document: Document) -> str:
    """The document as a page for screen and paper."""
    return _template().render(
        document=document, light=variables(LIGHT), dark=variables(DARK), picture_style=STYLE
    )


@cache
def _template() -> "Template":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_finalize,
    )
    environment.filters["kind"] = lambda block: type(block).__name__
    environment.filters["drawn"] = _drawn
    return environment.get_template("debrief.html.j2")


def _finalize(value: Any) -> Any:
    """Texts without what no page may hold; what is HTML already is ours."""
    return clean(value) if type(value) is str else value


def _drawn(curve: Curve) -> Any:
    from markupsafe import Markup

    return Markup(draw_curve(curve))
