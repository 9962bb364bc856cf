"""Recipes: ways of playing that look at the replies and never at the customer.

A recipe is a fixed order of preference. The first reply that fits best is given, whatever was said, felt or
promised before. Practice that a recipe wins teaches the recipe.
"""

import random
from collections.abc import Callable, Iterator
from itertools import permutations

from engine.call.events import ReplyGiven
from engine.call.plan import Plan
from engine.call.state import State
from engine.call.step import begin, open_choices, step
from engine.mood.moves import MOVES, SKILLS
from engine.scenario.scene import Reply

Chooser = Callable[[list[Reply]], int]
Recipe = Callable[[Reply], tuple[int, ...]]
"""How early a reply comes in the order of preference; the lowest is given."""

LONGEST_CALL = 60


def play(plan: Plan, choose: Chooser, seed: int = 1) -> tuple[str, tuple[ReplyGiven, ...]]:
    """The ending of a call and the replies given in it."""
    state: State
    state, _ = begin(plan, seed)
    given: list[ReplyGiven] = []
    while (choices := open_choices(plan, state)) and len(given) < LONGEST_CALL:
        replies = plan.places[state.place].replies
        choice = choices[choose([replies[number].reply for number in choices])]
        given.append(replies[choice].given)
        state, _ = step(plan, state, choice)
    return plan.places[state.place].id, tuple(given)


def follow(recipe: Recipe) -> Chooser:
    """Play by a recipe; of replies that it likes alike, the first."""
    return lambda replies: min(range(len(replies)), key=lambda place: recipe(replies[place]))


def at_random(chance: random.Random) -> Chooser:
    """Play by chance alone."""
    return lambda replies: chance.randrange(len(replies))


def recipes(plan: Plan) -> Iterator[tuple[str, Chooser]]:
    """Every recipe that is tried: by place, by length, by families of moves, by two moves."""
    yield "first", lambda replies: 0
    yield "last", lambda replies: len(replies) - 1
    yield "middle", lambda replies: len(replies) // 2
    yield "longest", follow(lambda reply: (-len(reply.says),))
    yield "shortest", follow(lambda reply: (len(reply.says),))
    for order in permutations(SKILLS):
        for shuns_harm in (False, True):
            yield f"{order}, shuns harm: {shuns_harm}", follow(_by_family(plan, order, shuns_harm=shuns_harm))
    for pair in permutations(MOVES, 2):
        yield f"{pair}", follow(_by_move(pair))


def _by_family(plan: Plan, order: tuple[str, ...], *, shuns_harm: bool) -> Recipe:
    own = plan.scenario.moves

    def recipe(reply: Reply) -> tuple[int, ...]:
        families = [MOVES[own[move].like if move in own else move].family for move in reply.moves]
        places = [order.index(family) for family in families if family in order]
        return (int(shuns_harm and "harm" in families), min(places, default=len(order)))

    return recipe


def _by_move(order: tuple[str, ...]) -> Recipe:
    def recipe(reply: Reply) -> tuple[int, ...]:
        return (next((place for place, move in enumerate(order) if move in reply.moves), len(order)),)

    return recipe
