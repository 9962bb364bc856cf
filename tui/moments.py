"""Times on record, in words and in the reader's own time zone."""

from datetime import datetime


def day_words(at: datetime) -> str:
    """``7 November 2026``."""
    here = at.astimezone()
    return f"{here.day} {here:%B %Y}"


def moment_words(at: datetime) -> str:
    """``7 November 2026, 20:15``."""
    return f"{day_words(at)}, {at.astimezone():%H:%M}"
