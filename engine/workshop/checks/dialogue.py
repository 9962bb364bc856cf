"""A witness as what is heard of it: what the customer says, and each reply."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from engine.call.events import CallEnded, CustomerSaid
from engine.call.plan import Plan
from engine.call.step import begin, open_choices, step
from engine.call.text import Words
from engine.workshop.explore.graph import Witness

AGENT: Final = "Sam"
"""Who gives the replies."""


class Heard(NamedTuple):
    """One line of a dialogue."""

    place: str
    """The scene or ending; for a reply, ``scene.reply``."""
    says: str
    is_reply: bool


def dialogue(plan: Plan, witness: Witness) -> Iterator[Heard]:
    """The call that a witness makes, from the first line to the one after its last reply.

    Raises:
        ValueError: a reply is not offered where it is given.
    """
    words = Words(plan.scenario, 0, AGENT)
    state, events = begin(plan, 0)
    for turn in range(len(witness) + 1):
        for event in events:
            if isinstance(event, CustomerSaid):
                yield Heard(event.place, words.line(event), is_reply=False)
            elif isinstance(event, CallEnded) and not event.ending:
                yield Heard("", "", is_reply=False)
        if turn == len(witness):
            return
        given = witness[turn]
        place = plan.places[state.place]
        choices = [n for n in open_choices(plan, state) if place.replies[n].reply.id == given.reply]
        if place.id != given.scene or not choices:
            raise ValueError(f"{given.scene}.{given.reply} is not offered there")
        yield Heard(f"{given.scene}.{given.reply}", words.fill(given.says), is_reply=True)
        state, events = step(plan, state, choices[0])
