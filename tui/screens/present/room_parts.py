"""What the room's screen is made of: what was said in the call, and what it came to."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from engine.call.call import Call
from engine.debrief.outcome import make_outcome
from engine.debrief.walk import walk
from tui.room_words import THE_ROOM
from tui.widgets.lines import Line, heading, picture
from tui.widgets.safe_text import one_line, safe_text


def result_words(call: Call) -> Content:
    """What a call that is over came to, and what can be done then."""
    outcome = make_outcome(walk(call))
    title = Content.styled(one_line(outcome.title) or "The call stopped there", "bold $key")
    words = (outcome.problem_words, outcome.relationship_words, outcome.good_words)
    keys = Content.styled("c compares it with the first attempt, d debriefs it, q goes back.", "$text-muted")
    return Content("\n").join((title, Content(" ".join(filter(None, words))), keys))


def told(line: Line) -> Static:
    """One line, large where somebody speaks."""
    if line.kind == "agent":
        line = Line("agent", line.text, THE_ROOM, line.turn)
    if line.kind in ("agent", "customer"):
        style = "bold" if line.kind == "customer" else ""
        words = Content("\n").join((heading(line), Content.styled(safe_text(line.text), style)))
        return Static(words, classes=line.kind, markup=False)
    return Static(picture(line), classes=line.kind, markup=False)
