"""Stock trainees: ways of playing that look at the replies. Practice that a habit wins teaches the habit.

A trainee is a function of the plan, the state and the replies on offer; it uses no chance and remembers
nothing. Only ``worst`` looks at what a reply does to the customer.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from engine.call.plan import Plan
from engine.call.state import State
from engine.call.step import begin, open_choices, step
from engine.mood.moves import MOVES, SKILLS
from engine.scenario.scene import Reply
from engine.workshop.explore.chances import outcome
from engine.workshop.explore.graph import Given, Witness, given
from engine.workshop.explore.projection import Projection

Choose = Callable[[Plan, State, Sequence[int]], int]
"""Which of the choices on offer is taken; of several liked alike, the first."""
MOST_REPLIES = 20_000


@dataclass(frozen=True)
class Trainee:
    """A way of playing."""

    name: str
    words: str
    """What this trainee does, in a few words."""
    choose: Choose


@dataclass(frozen=True)
class Play:
    """How a trainee's call went."""

    trainee: Trainee
    ending: str | None
    """The ending's id, empty if no reply was left, None if the call goes round for ever."""
    replies: Witness


def stock_trainees() -> tuple[Trainee, ...]:
    """Everyone but the random trainee and the recipes."""
    return (
        Trainee("first", "always the first reply", lambda _plan, _state, choices: choices[0]),
        Trainee("last", "always the last reply", lambda _plan, _state, choices: choices[-1]),
        Trainee("longest", "always the longest reply", _by_reply(lambda reply: (-len(reply.says),))),
        Trainee("shortest", "always the shortest reply", _by_reply(lambda reply: (len(reply.says),))),
        Trainee(
            "script-reader",
            "checks who is calling, says sorry, reads out, passes on",
            _by_reply(_prefer("verify", "apologise", "script", "inform", "transfer")),
        ),
        Trainee(
            "solver-first",
            "offers a remedy wherever there is one",
            _by_reply(_prefer("offer", "own", "inform", "promise", "choice")),
        ),
        Trainee(
            "empath",
            "names the feeling, gives it back, listens, and takes it on",
            _by_reply(
                _prefer("validate", "affirm", "listen", "invite", "summarise", "own", "cooperate", "choice")
            ),
        ),
        Trainee("worst", "the reply that the customer takes worst, each time", _worst),
    )


def recipes() -> Iterator[Trainee]:
    """Recipe-followers: each order of the four skills, with and without an eye for harm."""
    for order in permutations(SKILLS):
        for shuns_harm in (False, True):
            words = ", ".join(order) + ("; no harm if it can be helped" if shuns_harm else "")
            yield Trainee("recipe-follower", words, _recipe(order, shuns_harm=shuns_harm))


def play(plan: Plan, project: Projection, trainee: Trainee) -> Play:
    """The call that a trainee plays. A state that comes again means that it never ends."""
    state = project(begin(plan, 0)[0])
    replies: list[Given] = []
    met: set[State] = set()
    while choices := open_choices(plan, state):
        if state in met or len(replies) >= MOST_REPLIES:
            return Play(trainee, None, tuple(replies))
        met.add(state)
        choice = trainee.choose(plan, state, choices)
        replies.append(given(plan, state, choice))
        state = project(step(plan, state, choice)[0])
    return Play(trainee, outcome(plan, state), tuple(replies))


def _by_reply(liking: Callable[[Reply], tuple[int, ...]]) -> Choose:
    """Chooses by the replies alone; the lowest is liked most."""

    def choose(plan: Plan, state: State, choices: Sequence[int]) -> int:
        replies = plan.places[state.place].replies
        return min(choices, key=lambda choice: liking(replies[choice].reply))

    return choose


def _prefer(*moves: str) -> Callable[[Reply], tuple[int, ...]]:
    return lambda reply: (
        next((place for place, move in enumerate(moves) if move in reply.moves), len(moves)),
    )


def _recipe(order: Sequence[str], *, shuns_harm: bool) -> Choose:
    def choose(plan: Plan, state: State, choices: Sequence[int]) -> int:
        own = plan.scenario.moves
        replies = plan.places[state.place].replies

        def liking(choice: int) -> tuple[int, ...]:
            families = [
                MOVES[own[move].like if move in own else move].family for move in replies[choice].reply.moves
            ]
            places = [order.index(family) for family in families if family in order]
            return int(shuns_harm and "harm" in families), min(places, default=len(order))

        return min(choices, key=liking)

    return choose


def _worst(plan: Plan, state: State, choices: Sequence[int]) -> int:
    def mood_after(choice: int) -> int:
        heat, heard, trust = step(plan, state, choice)[0].mood
        return heard + trust - heat

    return min(choices, key=mood_after)
