"""A document as one HTML page that needs nothing else: no script, no font, no picture from outside."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.debrief.html_template import html_template
from engine.records.exports.colours import DARK, LIGHT, variables
from engine.records.exports.document import Curve, Document
from engine.records.exports.picture import STYLE, draw_curve

if TYPE_CHECKING:
    from jinja2 import Template


def write_html(document: Document) -> str:
    """The document as a page for screen and paper."""
    return _template().render(
        document=document, light=variables(LIGHT), dark=variables(DARK), picture_style=STYLE
    )


@cache
def _template() -> "Template":
    filters = {"kind": lambda block: type(block).__name__, "drawn": _drawn}
    return html_template(Path(__file__).with_name("debrief.html.j2"), filters)


def _drawn(curve: Curve) -> Any:
    from markupsafe import Markup

    return Markup(draw_curve(curve))
