"""Moodline as a player: `python -m tests.benchmarks.players.moodline WAY FILE`. See WAYS for the ways."""

import gc
import random
import sys
from collections.abc import Callable
from pathlib import Path

from engine.call.call import Call
from engine.call.events import CustomerSaid
from engine.call.machine import CallMachine
from engine.call.plan import Plan
from engine.call.playable import open_scenario
from engine.call.state import State
from engine.call.step import begin, open_choices, step
from engine.mood.coefficients import load_model
from tests.benchmarks.players.protocol import Played, serve

SEEDS = 1_000_000


def machine_with_words(machine: CallMachine, rng: random.Random) -> Callable[[int], Played]:
    """Through the transitions machine as a front end plays: every line and every reply on offer as text."""

    def play(choices: int) -> Played:
        made = calls = 0
        while made < choices:
            call = Call(machine, rng.randrange(SEEDS))
            events = call.answer()
            calls += 1
            while True:
                for event in events:
                    if isinstance(event, CustomerSaid):
                        call.words(event)
                if call.on_hold:
                    events = call.resume()
                    continue
                offers = [offer for offer in call.offers() if not offer.locked]
                if not offers:
                    break
                events = call.choose(rng.choice(offers).reply.id)
                made += 1
        return Played(made, calls)

    return play


def machine_alone(machine: CallMachine, rng: random.Random) -> Callable[[int], Played]:
    """Through the transitions machine, nothing put into words."""
    plan = machine.plan

    def play(choices: int) -> Played:
        made = calls = 0
        while made < choices:
            call = Call(machine, rng.randrange(SEEDS))
            call.answer()
            calls += 1
            while open_ones := open_choices(plan, call.state):
                call.choose(plan.places[call.state.place].replies[rng.choice(open_ones)].reply.id)
                if call.on_hold:
                    call.resume()
                made += 1
        return Played(made, calls)

    return play


def fresh_steps(machine: CallMachine, rng: random.Random) -> Callable[[int], Played]:
    """New calls through ``step``: looking up what is on offer, and drawing one of it, included."""
    plan = machine.plan

    def play(choices: int) -> Played:
        made = calls = 0
        while made < choices:
            state, _ = begin(plan, rng.randrange(SEEDS))
            calls += 1
            while open_ones := open_choices(plan, state):
                state, _ = step(plan, state, rng.choice(open_ones))
                made += 1
        return Played(made, calls)

    return play


def recorded_steps(machine: CallMachine, rng: random.Random) -> Callable[[int], Played]:
    """``step`` and nothing else, on turns that were recorded before."""
    plan = machine.plan
    turns = _recorded(plan, rng, 20_000)
    gc.collect()
    gc.freeze()  # what was recorded is not looked through again and again

    def play(choices: int) -> Played:
        made = 0
        while made < choices:
            for state, choice in turns:
                step(plan, state, choice)
            made += len(turns)
        return Played(made, 0)

    return play


def _recorded(plan: Plan, rng: random.Random, enough: int) -> list[tuple[State, int]]:
    turns: list[tuple[State, int]] = []
    while len(turns) < enough:
        state, _ = begin(plan, rng.randrange(SEEDS))
        while open_ones := open_choices(plan, state):
            turns.append((state, rng.choice(open_ones)))
            state, _ = step(plan, *turns[-1])
    return turns


WAYS = {
    "words": machine_with_words,
    "machine": machine_alone,
    "fresh": fresh_steps,
    "recorded": recorded_steps,
}


def main() -> None:
    """Serve."""
    way, file = sys.argv[1:]
    playable = open_scenario(Path(file), load_model())
    serve(WAYS[way](playable.machine, random.Random(1)))


if __name__ == "__main__":
    main()
