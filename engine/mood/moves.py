"""The catalogue of moves: what a reply can do as communication.

Names, families and plain words live here; how far each move shifts a mood is data (``model.yaml``).
"""

from typing import Final, Literal, NamedTuple

Family = Literal["listen", "validate", "affirm", "cooperate", "process", "harm"]
"""Where a move belongs. The first four are the skills that a debrief reports."""

SKILLS: Final[tuple[Family, ...]] = ("listen", "validate", "affirm", "cooperate")
"""The families a scenario can train."""


class Move(NamedTuple):
    """One move of the catalogue."""

    name: str
    family: Family
    words: str
    """What the move does, in words for a debrief: it completes "The reply …"."""


_CATALOGUE: Final[tuple[Move, ...]] = (
    Move("invite", "listen", "asked an open question"),
    Move("listen", "listen", "let them go on"),
    Move("probe", "listen", "asked a specific question"),
    Move("validate", "validate", "said that the feeling makes sense"),
    Move("apologise", "validate", "said sorry"),
    Move("affirm", "affirm", "gave their concern back in specifics"),
    Move("summarise", "affirm", "summed up what was said"),
    Move("cooperate", "cooperate", "made it a shared next step"),
    Move("own", "cooperate", "took it on, by name"),
    Move("offer", "cooperate", "offered a remedy"),
    Move("choice", "cooperate", "gave a choice"),
    Move("ask-help", "cooperate", "brought someone in and stayed with it"),
    Move("promise", "cooperate", "made a promise"),
    Move("inform", "cooperate", "explained plainly"),
    Move("limit", "cooperate", "said what cannot be done"),
    Move("warmth", "cooperate", "was warm"),
    Move("thank", "cooperate", "thanked them"),
    Move("close", "cooperate", "brought the call to a close"),
    Move("verify", "process", "checked who is calling"),
    Move("hold", "process", "put them on hold"),
    Move("transfer", "process", "passed them on"),
    Move("script", "harm", "used a stock phrase"),
    Move("interrupt", "harm", "cut in"),
    Move("dismiss", "harm", "brushed the concern aside"),
    Move("blame", "harm", "put it on the customer"),
    Move("command", "harm", "told them how to behave"),
    Move("jargon", "harm", "used words from inside the company"),
    Move("rush", "harm", "hurried them"),
    Move("patronise", "harm", "talked down to them"),
    Move("deflect", "harm", "pointed somewhere else"),
    Move("stonewall", "harm", "gave nothing to go on"),
    Move("mirror", "harm", "sent their anger back"),
    Move("threaten", "harm", "threatened a consequence"),
    Move("overpromise", "harm", "promised more than can be kept"),
)

MOVES: Final[dict[str, Move]] = {move.name: move for move in _CATALOGUE}
"""Every move of the catalogue by name, in the order a reader meets them."""
