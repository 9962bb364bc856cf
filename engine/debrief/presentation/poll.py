"""What a room votes on: the replies that could be given at a turn, and what each of them does."""

from dataclasses import dataclass
from typing import Final

from engine.call.call import Call
from engine.call.step import open_choices
from engine.debrief.causes import Reason, biggest_first
from engine.debrief.counterfactual import WhatIf, effect_of
from engine.debrief.outlook import Outlook
from engine.debrief.presentation.votes import letter
from engine.debrief.walk import Walk, last_line, try_reply, walk
from engine.mood.bands import BANDS, BandName
from engine.mood.mood import Mood

NOT_KNOWN: Final = "Where it could lead is not known here."
LATER: Final = "Where it could lead comes with the outcome."


@dataclass(frozen=True, slots=True)
class PollOption:
    """One reply that the room can vote for; all but ``letter`` and ``says`` is for revealing."""

    letter: str
    """What the room calls it."""
    id: str
    says: str
    given: bool
    """Whether it was given in the attempt."""
    effect: WhatIf
    """What it does: the mood before and after, the causes, what the customer says then."""
    biggest: tuple[Reason, ...]
    """Why, the reason that moved most first."""
    led_to: str
    """Where it could still have led, in a sentence; ``NOT_KNOWN`` or ``LATER`` where it is not told."""


@dataclass(frozen=True, slots=True)
class Poll:
    """One turn, as it is put before a room."""

    turn: int
    """From 1."""
    customer: str
    """The customer's name."""
    line: str
    """What the customer has just said; empty if nothing."""
    mood: Mood
    band: BandName
    options: tuple[PollOption, ...]
    """Every reply that could be given, in the scene's order."""


def poll_at(call: Call, turn: int, outlook: Outlook | None = None, *, later: bool = False) -> Poll:
    """The replies of a turn that was played, or of the one that a call stands at. ``later``: where they could
    lead is told with the outcome.

    Raises:
        ValueError: the call has no such turn.
    """
    walked = walk(call)
    played = len(walked.turns)
    if 1 <= turn <= played:
        here = walked.turns[turn - 1]
        # In the scene's order, so that the place of a reply does not tell which was given.
        tried = sorted((here.given, *here.others), key=lambda each: each.number)
        state, given = here.before, here.given.planned.reply.id
    elif turn == played + 1 and call.offers():
        state, given = walked.end, ""
        tried = [try_reply(call.plan, state, choice) for choice in open_choices(call.plan, state)]
    else:
        raise ValueError(f"this call has no turn {turn} at which a reply can be given")
    known = outlook.after if outlook is not None else {}
    options = []
    for place, each in enumerate(tried):
        effect = effect_of(each, walked, known.get((turn, each.number)), open_yet=True)
        options.append(
            PollOption(
                letter=letter(place),
                id=effect.option.id,
                says=effect.option.says,
                given=effect.option.id == given,
                effect=effect,
                biggest=tuple(biggest_first(effect.reasons)),
                led_to=effect.led_to or (LATER if later else NOT_KNOWN),
            )
        )
    scenario = call.plan.scenario
    return Poll(
        turn,
        scenario.customer.name,
        _line_before(walked, turn),
        state.mood,
        BANDS[state.band],
        tuple(options),
    )


def _line_before(walked: Walk, turn: int) -> str:
    """What the customer had said before a turn."""
    before = walked.turns[turn - 2].given.events if turn > 1 else walked.opening
    return last_line(before, walked.call)
