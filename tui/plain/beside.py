"""Two attempts in plain text: where they part, both turn by turn, and what came of it."""

from engine.debrief.presentation.aligning import Row
from engine.debrief.presentation.beside import Beside
from engine.debrief.presentation.beside_words import apart_words, met_words
from engine.debrief.timeline import Turn
from tui.plain.paper import Paper
from tui.plain.words import mood_line


def write_beside(paper: Paper, beside: Beside) -> None:
    """All of it, in three parts."""
    write_parting(paper, beside)
    write_rows(paper, beside)
    write_results(paper, beside)


def write_parting(paper: Paper, beside: Beside) -> None:
    """What has to be known, where they part, and both replies."""
    one, other = (side.name for side in beside.sides)
    paper.heading(f"{beside.title}: {one} and {other} side by side")
    for note in beside.notes:
        paper.say(note)
    for sentence in beside.parting.sentences if beside.parting else beside.changed[:1]:
        paper.say(sentence)


def write_rows(paper: Paper, beside: Beside) -> None:
    """Both attempts turn by turn, those at the same scene below each other."""
    paper.heading("Turn by turn")
    start, opening = beside.one.timeline.points[0], beside.one.timeline.opening
    paper.say(f"Start. {mood_line(start.mood, start.band)}")
    if opening:
        paper.say(f"{beside.customer}: {opening}")
    for row in beside.rows:
        write_row(paper, beside, row)


def write_row(paper: Paper, beside: Beside, row: Row) -> None:
    """One turn of both; where they are the same, once."""
    if row.kind == "same" and row.one is not None and row.other is not None:
        if row.one.after == row.other.after:
            _write_turn(paper, "Both", row.one, beside.customer)
            return
    elif row.kind == "parting":
        paper.heading("They part here.")
    elif met := met_words(row):
        paper.heading(f"{met}.")
    apart = apart_words(row)
    for side, turn in zip(beside.sides, row.turns, strict=True):
        _write_turn(paper, side.name, turn, beside.customer)
    if apart:
        name = beside.other.name
        paper.say("Heat is the same in both." if apart == "the same" else f"Heat of {name}: {apart}.", "  ")


def _write_turn(paper: Paper, name: str, turn: Turn | None, customer: str) -> None:
    if turn is None:
        paper.say(f"{name}: no turn beside it.")
        return
    paper.say(f"{name}, turn {turn.number}: “{turn.says}”")
    if turn.answer:
        paper.say(f"{customer}: {turn.answer}", "  ")
    paper.say(mood_line(turn.after, turn.band_after, turn.before), "  ")


def write_results(paper: Paper, beside: Beside) -> None:
    """What the parting changed, and everything that can be compared."""
    paper.heading("What came of it")
    for sentence in beside.changed:
        paper.say(sentence)
    one, other = (side.name for side in beside.sides)
    for each in beside.compared:
        both = f"{each.one}, in both" if not each.differs else f"{each.one} ({one}); {each.other} ({other})"
        paper.say(f"{each.what}: {both}.", "- ")
