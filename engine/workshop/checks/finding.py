"""What a check finds: a problem in the author's file and, where there is one, a way to see it happen."""

from dataclasses import dataclass

from engine.scenario.problems import Problem
from engine.workshop.explore.graph import Witness


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of ``moodline check``."""

    problem: Problem
    witness: Witness = ()
    """The replies, from the start of the call, that lead to what was found; empty where none is needed."""
    sampled: bool = False
    """Whether it rests on plays that were drawn, because not every state could be tried."""
