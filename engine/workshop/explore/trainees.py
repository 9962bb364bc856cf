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
from engine.mood.moves import SKILLS
from engine.scenario.scene import Reply
from engine.workshop.explore.chances import outcome
from engine.workshop.explore.graph import NOWHERE, Given, Graph, Witness, given
from engine.workshop.explore.projection import Projection

Choose = Callable[[Plan, State, Sequence[int]], int]
"""Which of the choices on offer is taken; of several liked alike, the first."""
MOST_REPLIES = 20_000
LOOK_UP = 256
"""After so many replies it looks at the clock."""


@dataclass(frozen=True)
class Trainee:
    """A way of playing, in calls of one plan."""

    name: str
    words: str
    """What this trainee does, in a few words."""
    choose: Choose


@dataclass(frozen=True)
class Play:
    """How a trainee's call went."""

    trainee: Trainee
    ending: str | None
    """The ending's id, empty if no reply was left, None if the call goes round for ever, or was left."""
    replies: Witness
    left: bool = False
    """Whether it was left, before anybody knew how it ends: it went on too long."""


def stock_trainees() -> tuple[Trainee, ...]:
    """Everyone but the random trainee and the recipes."""
    return (
        Trainee("first", "always the first reply", lambda _plan, _state, choices: choices[0]),
        Trainee("last", "always the last reply", lambda _plan, _state, choices: choices[-1]),
        Trainee("longest", "always the longest reply", _by_reply(lambda _plan, reply: (-len(reply.says),))),
        Trainee("shortest", "always the shortest reply", _by_reply(lambda _plan, reply: (len(reply.says),))),
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
            "names the feeling, gives it back, listens, and takes it on; no harm if it can be helped",
            _by_reply(
                _prefer(
                    *("validate", "affirm", "listen", "invite", "summarise", "own", "cooperate", "choice"),
                    shuns_harm=True,
                )
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


def play(
    plan: Plan,
    project: Projection,
    trainee: Trainee,
    graph: Graph | None = None,
    go_on: Callable[[], bool] = lambda: True,
) -> Play:
    """The call that a trainee plays. A state that comes again means that it never ends.

    What ``graph`` knows is looked up there, and not played. ``go_on`` is asked now and then; once it says no,
    the call is left.
    """
    number = 0 if graph is not None else NOWHERE
    state = project(begin(plan, 0)[0])
    replies: list[Given] = []
    met: set[State] = set()
    while True:
        if graph is not None and number < graph.expanded:
            ways = graph.replies(number)
            choices: Sequence[int] = graph.choices[ways.start : ways.stop]
        else:
            ways, choices = range(0), open_choices(plan, state)
        if not choices:
            return Play(trainee, outcome(plan, state), tuple(replies))
        if state in met:
            return Play(trainee, None, tuple(replies))
        if len(replies) >= MOST_REPLIES or (len(replies) % LOOK_UP == LOOK_UP - 1 and not go_on()):
            return Play(trainee, None, tuple(replies), left=True)
        met.add(state)
        choice = trainee.choose(plan, state, choices)
        replies.append(given(plan, state, choice))
        if graph is not None and ways:
            number = graph.to[ways[choices.index(choice)]]
            state = graph.states[number]
        else:
            state = project(step(plan, state, choice)[0])


def _by_reply(liking: Callable[[Plan, Reply], tuple[int, ...]]) -> Choose:
    """Chooses by the replies alone; the lowest is liked most."""
    known: dict[int, list[tuple[int, ...]]] = {}

    def choose(plan: Plan, state: State, choices: Sequence[int]) -> int:
        likings = known.get(state.place)
        if likings is None:
            replies = plan.places[state.place].replies
            likings = known[state.place] = [liking(plan, planned.reply) for planned in replies]
        return min(choices, key=likings.__getitem__)

    return choose


def _prefer(*moves: str, shuns_harm: bool = False) -> Callable[[Plan, Reply], tuple[int, ...]]:
    def liking(plan: Plan, reply: Reply) -> tuple[int, ...]:
        alike = {plan.scenario.move_of(move).name for move in reply.moves}
        place = next((place for place, move in enumerate(moves) if move in alike), len(moves))
        return int(shuns_harm and "harm" in _families(plan, reply)), place

    return liking


def _recipe(order: Sequence[str], *, shuns_harm: bool) -> Choose:
    def liking(plan: Plan, reply: Reply) -> tuple[int, ...]:
        families = _families(plan, reply)
        places = [order.index(family) for family in families if family in order]
        return int(shuns_harm and "harm" in families), min(places, default=len(order))

    return _by_reply(liking)


def _families(plan: Plan, reply: Reply) -> list[str]:
    return [plan.scenario.move_of(move).family for move in reply.moves]


def _worst(plan: Plan, state: State, choices: Sequence[int]) -> int:
    def mood_after(choice: int) -> int:
        heat, heard, trust = step(plan, state, choice)[0].mood
        return heard + trust - heat

    return min(choices, key=mood_after)
