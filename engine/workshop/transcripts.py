"""Playing golden transcripts: does a scenario still play as it was written down?"""

from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from engine.call.call import Call
from engine.call.events import CallEnded, CustomerSaid, Event, FactTold
from engine.call.machine import CallMachine
from engine.scenario.problems import did_you_mean
from engine.workshop.transcript import Expected, ExpectedEnding, ExpectedMood, Transcript, Turn

Kind = Literal["reply", "mood", "ending", "scene", "facts", "line"]

_ORDER: Final[tuple[Kind, ...]] = ("reply", "mood", "ending", "scene", "facts", "line")
"""What an author wants to know first: whether it can be played, how it felt, how it ended."""


class Difference(NamedTuple):
    """Something that is not as expected."""

    kind: Kind
    turn: int
    """After which reply, from 1; 0 when the call is answered."""
    reply: str
    """That reply, as ``scene.reply``; empty when the call is answered."""
    expected: str
    got: str

    def __str__(self) -> str:
        at = f"turn {self.turn} ({self.reply})" if self.turn else "answering"
        return f"{at}: {self.kind}: expected {self.expected}; got {self.got}"


class Played(NamedTuple):
    """What came of playing a transcript."""

    transcript: Transcript
    """The same way through with everything as it is now; cut short where a reply could not be given."""
    differences: tuple[Difference, ...]
    """Those in replies first, then mood, ending, scenes, facts, lines; and each by turn."""

    @property
    def complete(self) -> bool:
        """Whether every reply could be given."""
        return all(difference.kind != "reply" for difference in self.differences)


def play_transcript(machine: CallMachine, transcript: Transcript) -> Played:
    """Play a transcript and compare. Nothing is raised for a scenario that plays otherwise."""
    call = Call(machine, transcript.seed, transcript.agent)
    answer = _standing(call, call.answer())
    found = list(_compared(0, "", transcript.answer, answer))
    turns: list[Turn] = []
    for number, expected in enumerate(transcript.turns, start=1):
        if (refusal := _refusal(call, number, expected.reply)) is not None:
            found.append(refusal)
            break
        name = f"{call.phase}.{expected.reply.rpartition('.')[2]}"
        events = call.choose(name.partition(".")[2])
        if call.on_hold:
            events += call.resume()
        facts = tuple(event.fact for event in events if isinstance(event, FactTold))
        turn = Turn(reply=name, facts=facts or None, **dict(_standing(call, events)))
        turns.append(turn)
        found += _compared(number, name, expected, turn)
        if expected.facts is not None and set(expected.facts) != set(facts):
            found.append(Difference("facts", number, name, _listed(expected.facts), _listed(facts)))
    ending = _ending(call)
    found += _compared_endings(len(turns), turns[-1].reply if turns else "", transcript.ending, ending)
    found.sort(key=lambda difference: (_ORDER.index(difference.kind), difference.turn))
    now = transcript.model_copy(update={"answer": answer, "turns": tuple(turns), "ending": ending})
    return Played(now, tuple(found))


def _refusal(call: Call, number: int, written: str) -> Difference | None:
    """Why a reply cannot be given now, if it cannot."""
    scene, _, reply = written.rpartition(".")
    if call.over:
        ended = next(event for event in reversed(call.events) if isinstance(event, CallEnded))
        return Difference(
            "reply", number, written, written, f"the call was over ({ended.ending or 'no reply left'})"
        )
    on_offer = [offer.reply.id for offer in call.offers() if not offer.locked]
    if scene not in ("", call.phase):
        return Difference("reply", number, written, written, f"the call is at {call.phase}, not at {scene}")
    if reply not in on_offer:
        hint = did_you_mean(reply, on_offer)
        return Difference("reply", number, written, written, f"it is not on offer at {call.phase}; {hint}")
    return None


def _standing(call: Call, events: Sequence[Event]) -> Expected:
    said = " ".join(call.words(event) for event in events if isinstance(event, CustomerSaid))
    return Expected(
        scene=None if call.over else call.phase,
        customer=said,
        band=call.band,
        mood=ExpectedMood(**call.state.mood._asdict()),
    )


def _ending(call: Call) -> ExpectedEnding | None:
    if call.ending is None:
        return None
    return ExpectedEnding(
        id=call.ending_id,
        problem=call.ending.problem,
        relationship=call.ending.relationship,
        critical=call.missed_critical() if call.plan.critical else None,
    )


def _compared(number: int, reply: str, expected: Expected, got: Expected) -> Iterator[Difference]:
    if expected.mood is not None and expected.mood != got.mood:
        yield Difference("mood", number, reply, _mood(expected.mood), _mood(got.mood))
    if expected.band is not None and expected.band != got.band:
        yield Difference("mood", number, reply, expected.band, str(got.band))
    if expected.scene is not None and expected.scene != got.scene:
        yield Difference("scene", number, reply, expected.scene, got.scene or "the end of the call")
    if expected.customer is not None and expected.customer != got.customer:
        yield Difference("line", number, reply, f'"{expected.customer}"', f'"{got.customer}"')


def _compared_endings(
    turn: int, reply: str, expected: ExpectedEnding | None, got: ExpectedEnding | None
) -> Iterator[Difference]:
    if expected is None:
        return
    if got is None:
        yield Difference("ending", turn, reply, expected.id, "a call that is not over")
        return
    for name in ("id", "problem", "relationship", "critical"):
        wanted, found = getattr(expected, name), getattr(got, name)
        if wanted is not None and wanted != (() if found is None else found):
            yield Difference("ending", turn, reply, _words(wanted), _words(found))


def _words(value: str | tuple[str, ...] | None) -> str:
    return value if isinstance(value, str) else _listed(value or ())


def _mood(mood: ExpectedMood | None) -> str:
    return "" if mood is None else f"heat {mood.heat}, heard {mood.heard}, trust {mood.trust}"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "none"
