"""Markdown as plain paragraphs: what it says, without the signs."""

from engine.scenario.prose import paragraphs
from tui.plain.paper import Paper

__all__ = ["paragraphs", "write_markdown"]


def write_markdown(paper: Paper, text: str) -> None:
    """Write a briefing's or debrief's Markdown: paragraphs, headings and lists. Nothing in it is obeyed."""
    for hang, words in paragraphs(text):
        paper.say(words, hang)
