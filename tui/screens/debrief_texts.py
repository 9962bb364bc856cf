"""What the debrief says of itself: its title, and what its help tells."""

from __future__ import annotations

from typing import Final

from textual.content import Content

from tui.widgets.safe_text import one_line

STEPS: Final = ("Reaction", "What happened", "Why", "Next time")
_SHORT: Final = 70
"""Below this many cells across there is no room for all four names in the title."""

ABOUT: Final = (
    "Four steps: what you think happened, what happened, why, and one thing for the next call. "
    "It speaks of replies and what they did. Nobody is scored."
)
KEYS_IN_WORDS: Final = (
    ("1 to 9", "in a question: move to that answer; Enter gives it"),
    ("n, b", "the next step, the step before"),
    ("1 to 4", "go to that step, once the two questions are done"),
    ("left, right", "on the mood line: move from turn to turn; Enter plays again from there"),
    ("s", "show or hide where the reasons come from, and those of the other replies"),
    ("t", "play again from a turn"),
    ("p", "present it to a room, names and outcome hidden; without the two questions, too"),
    ("c", "a replay: put it beside the attempt that it replays"),
    ("Tab, Esc", "into a field to write, and out of it"),
    ("q", "leave; all of this can be read again"),
)
MARKS: Final = (
    ("◇ ▲ ■", "on the mood line: the start, the peak, the end"),
    ("◆", "a pivotal turn"),
    ("┄", "from this heat on the customer leaves"),
    ("+ ● × ?", "below the turns: promised, promise kept, promise broken, asked again"),
    ("● ○", "a skill that was shown, and one that was missed"),
)


def top(step: int, title: str, *, saved: bool, width: int) -> Content:
    """The line at the top: the steps with the one on show, and the call's title."""
    if width < _SHORT:
        head = Content(f"Step {step} of 4  {STEPS[step - 1]}")
    else:
        here = "bold $chosen-text on $chosen"
        head = Content(" ").join(
            Content.styled(f" {number} {name} ", here if number == step else "")
            for number, name in enumerate(STEPS, start=1)
        )
    unsaved = [] if saved else [Content.styled(" not saved ", "$chosen-text on $warning")]
    return Content("  ").join([head, *unsaved, Content(one_line(title))])
