"""A call as the room sees it while names are hidden: the same choices, and the trainee's name in no word."""

from typing import Final

from engine.call.call import Call
from engine.call.journal import choices_of, replay
from engine.records.recorded import RecordedCall

NOBODY: Final = "Agent"
"""What stands where the agent's name would, in everything without names."""


def without_names(recorded: RecordedCall) -> Call:
    """The call up to where it stands, played again with ``NOBODY`` as the agent; a hold has been sat out.

    The name is not taken out of the words but never put into them, so that no form of it is left. Where the
    author gave the customer the same name, or wrote a word that happens to be it, those stay: they say
    nothing about who was playing. What the trainee guessed or wrote is no part of a call.
    """
    return replay(recorded.playable.machine, recorded.choices, recorded.attempt.seed, NOBODY)


def nameless(call: Call) -> Call:
    """The same for a call in hand that has been answered; one that has no name is given back as it is."""
    return call if call.agent == NOBODY else replay(call.machine, choices_of(call), call.seed, NOBODY)
