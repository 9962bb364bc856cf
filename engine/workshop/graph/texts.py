"""The words of boxes and arrows, the same in every form of a picture."""

from textwrap import wrap

from engine.workshop.graph.drawing import KIND_WORDS, Arrow, Box, Drawing

LONGEST_LINE = 48
"""Characters of a line of a label."""
MOST_LINES = 4
"""Lines of one text; more is cut, and whole only where there is a text beside it."""
MOST_LABELS = 12


def heading(box: Box) -> str:
    """Its title, or its id; the id alone is a phase's name, and says nothing to people."""
    return box.title or box.id


def under(box: Box) -> list[str]:
    """What stands under the heading, a line each."""
    lines = [] if box.kind not in ("scene", "ending") or not box.title else [box.id]
    if box.starts:
        lines.append("▶ the call starts here")
    lines += box.about
    if box.good:
        lines.append("✔ a good ending")
    if box.met is not None:
        lines.append(box.met.words())
        if share := box.met.share_words():
            lines.append(share)
    return lines


def label(arrow: Arrow) -> str:
    """An arrow in one line: ``reset (if heat is 75 or more)``."""
    word = KIND_WORDS[arrow.kind]
    details = [*([word] if word and word != arrow.name else []), *arrow.guards]
    return f"{arrow.name} ({'; '.join(details)})" if details else arrow.name


def folded(text: str) -> list[str]:
    """The text in a few lines; an ellipsis stands for what is cut."""
    return wrap(text, LONGEST_LINE, max_lines=MOST_LINES, placeholder=" …", break_on_hyphens=False) or ["?"]


def bundles(drawing: Drawing) -> dict[tuple[str, str], list[Arrow]]:
    """All arrows from one box to another together, in their order: one line with several labels."""
    found: dict[tuple[str, str], list[Arrow]] = {}
    for arrow in drawing.arrows:
        found.setdefault((arrow.source, arrow.dest), []).append(arrow)
    return found


def labels(arrows: list[Arrow]) -> list[str]:
    """The lines of the labels of arrows that are drawn as one; past a dozen labels it says how many more."""
    shown = arrows if len(arrows) <= MOST_LABELS else arrows[: MOST_LABELS - 1]
    lines = [line for arrow in shown for line in folded(label(arrow))]
    return lines if shown is arrows else [*lines, f"… and {len(arrows) - len(shown)} more"]


def title_of(drawing: Drawing) -> str:
    """What the whole picture is called."""
    return f"{drawing.title} ({drawing.id})"


def notes(drawing: Drawing) -> list[str]:
    """What has to be said about the whole picture."""
    if drawing.moods == "some":
        return ["Moods are those seen so far: not every possible call was gone through."]
    return []


def as_text(drawing: Drawing) -> list[str]:
    """The whole picture in words: every box, and every arrow under the box where it starts."""
    headings = {box.id: heading(box) for box in drawing.boxes}
    lines = [title_of(drawing), *notes(drawing)]
    leaving: dict[str, list[str]] = {}
    for arrow in drawing.arrows:
        leaving.setdefault(arrow.source, []).append(f"  {label(arrow)} → {headings[arrow.dest]}")
    for box in drawing.boxes:
        lines.append(f"{heading(box)}: {'; '.join(under(box))}" if under(box) else heading(box))
        lines += leaving.get(box.id, [])
    return lines
