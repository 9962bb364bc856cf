"""The replies of a call, kept so that they can be given again in another version of the scenario."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.call.call import Call
from engine.scenario.problems import listed
from engine.scenario.scene import Reply


@dataclass(frozen=True)
class Choice:
    """A reply that was given, and how to know it again after the author has worked on it."""

    scene: str
    reply: str
    says: str
    """The reply's text, as written."""
    others: tuple[str, ...]
    """The ids of all the scene's replies as they were, in order."""


@dataclass(frozen=True)
class Stop:
    """Where giving the replies again had to stop."""

    turn: int
    """The turn that could not be played again, from 1 on."""
    of: int
    """How many there were."""
    choice: Choice
    why: str
    """In words; it follows on "because"."""

    def __str__(self) -> str:
        return f"The call stops before turn {self.turn} of {self.of}, because {self.why}."


@dataclass(frozen=True)
class Replayed:
    """What came of giving replies again."""

    choices: tuple[Choice, ...]
    """Those that were given, as they are called now."""
    stop: Stop | None
    """None if all of them could be given."""


def choice_of(call: Call, reply: str) -> Choice:
    """The choice of a reply at the scene where the call is now.

    Raises:
        StopIteration: the scene has no such reply.
    """
    place = call.plan.places[call.state.place]
    found = next(planned.reply for planned in place.replies if planned.reply.id == reply)
    return Choice(place.id, reply, found.says, tuple(planned.reply.id for planned in place.replies))


def replay(
    call: Call, choices: Sequence[Choice], unsure: Mapping[str, Sequence[str]] | None = None
) -> Replayed:
    """Give replies in a call that has been answered. Holds are waited for.

    A reply is known by its id. One whose id is gone is known by its text; or, where the scene has as many
    replies as before, by its place, if what stands there now is new: an id that nobody wrote follows the
    text.

    Args:
        call: the call.
        choices: the replies.
        unsure: scenes that are gone, each with the new ones that it may have become.
    """
    given: list[Choice] = []
    for turn, choice in enumerate(choices, start=1):
        reply, why = _reply_now(call, choice, unsure or {})
        if reply is None:
            return Replayed(tuple(given), Stop(turn, len(choices), choice, why))
        given.append(choice_of(call, reply.id))
        call.choose(reply.id)
        if call.on_hold:
            call.resume()
    return Replayed(tuple(given), None)


def _reply_now(call: Call, choice: Choice, unsure: Mapping[str, Sequence[str]]) -> tuple[Reply | None, str]:
    """The reply that the choice means now; or None, and why it cannot be given."""
    scene = call.plan.scenario.scenes.get(choice.scene)
    if scene is None:
        now = [name for name in unsure.get(choice.scene, ()) if name in call.plan.scenario.scenes]
        doubt = f", and it may have become {listed(now, 'or')}" if now else ""
        return None, f"there is no scene {choice.scene} any more{doubt}"
    if call.over:
        return None, f"the call is over by then, with {_ending(call)}"
    here = call.plan.places[call.state.place].id
    if here != choice.scene:
        return None, f"the call is at {here} by then, and no longer at {choice.scene}"
    reply = _known_again(scene.replies, choice)
    if reply is None:
        return None, f"{choice.scene} has no reply {choice.reply} any more"
    offers = {offer.reply.id: offer for offer in call.offers()}
    if reply.id not in offers:
        return None, f"the reply {reply.id} is not offered there any more"
    if locked := offers[reply.id].locked:
        return None, f"the reply {reply.id} is locked there now ({locked})"
    return reply, ""


def _known_again(replies: Sequence[Reply], choice: Choice) -> Reply | None:
    for reply in replies:
        if reply.id == choice.reply:
            return reply
    for reply in replies:
        if reply.says == choice.says and reply.id not in choice.others:
            return reply
    if len(replies) == len(choice.others) and choice.reply in choice.others:
        there = replies[choice.others.index(choice.reply)]
        if there.id not in choice.others:
            return there
    return None


def _ending(call: Call) -> str:
    return f"the ending {call.ending_id}" if call.ending_id else "no reply left"
