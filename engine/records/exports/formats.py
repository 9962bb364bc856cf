"""The formats in which an attempt can be handed on."""

from typing import Final, Literal

from engine.records.exports.subject import Subject

Format = Literal["html", "markdown", "json", "xapi", "svg"]

ENDINGS: Final[dict[Format, str]] = {
    "html": ".html",
    "markdown": ".md",
    "json": ".json",
    "xapi": ".xapi.json",
    "svg": ".svg",
}
"""How a file of each format is named."""


def write_export(subject: Subject, form: Format, base: str | None = None) -> bytes:
    """The attempt in one format, in UTF-8 with LF line ends.

    ``base`` is the beginning of the IRIs in xAPI statements; None takes the usual one.
    """
    return _text(subject, form, base).encode("utf-8", "replace")


def _text(subject: Subject, form: Format, base: str | None) -> str:
    match form:
        case "json":
            from engine.records.exports.to_data import write_json

            return write_json(subject)
        case "xapi":
            from engine.records.exports.xapi import BASE, write_statements

            return write_statements(subject, base or BASE)
        case "svg":
            from engine.records.exports.curve import make_curve
            from engine.records.exports.picture import draw_curve

            return draw_curve(make_curve(subject.debrief, subject.playable.model.edges), alone=True)
        case "html":
            from engine.records.exports.html import write_html
            from engine.records.exports.telling import make_document

            return write_html(make_document(subject))
        case "markdown":
            from engine.records.exports.markdown import write_markdown
            from engine.records.exports.telling import make_document

            return write_markdown(make_document(subject))


def file_name(subject: Subject, form: Format) -> str:
    """A name for the file; no agent's name is ever in it: ``moodline-12-late-parcel.html``."""
    return f"moodline-{subject.attempt.id}-{subject.playable.scenario.id}{ENDINGS[form]}"
