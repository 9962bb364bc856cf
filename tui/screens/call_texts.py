"""What the call's help says of its screen, its keys and its marks."""

from typing import Final

ABOUT: Final = (
    "Give replies, and watch what they do. Nothing here runs against the clock. The meter shows the "
    "customer's heat from 0 to 100 and its word: ○ calm, ◔ uneasy, ◑ frustrated, ◕ angry, ● furious. Heard "
    "says whether the customer feels understood, trust whether they believe that the agent is on their side."
)
KEYS_IN_WORDS: Final = (
    ("1 to 9", "give that reply; arrows and Enter or a click do it too"),
    ("Space, Enter", "while the customer speaks: show the rest at once"),
    ("r, p, f, o", "the record, the policy, facts learnt, promises made; again or Esc to close"),
    ("h", "put the customer on hold, where a reply offers that; again to come back"),
    ("PgUp, PgDn", "scroll the transcript, or the card that is open"),
    ("Tab", "move to the transcript, the cards, the replies"),
    ("q", "leave; the call is kept, and can be gone on with"),
)
MARKS: Final = (
    ("▲ +8", "the last change: up is hotter; with heard and trust, up is better"),
    ("◇", "heat at the start of the call"),
    ("▸", "heat before the last reply"),
    ("▂▄▆", "the history: one bar a turn, the newest on the right"),
)
"""The marks of the mood meter, in words."""
