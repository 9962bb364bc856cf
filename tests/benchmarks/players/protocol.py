"""How a player is asked to play: a number of choices on a line of its input, a line of JSON for an answer.

Every engine plays in a process of its own, so that none pays for another's memory. This module needs nothing
but Python: the players of other engines run where Moodline is not installed.
"""

import json
import sys
from collections.abc import Callable
from time import process_time
from typing import NamedTuple


class Played(NamedTuple):
    """What a player did."""

    choices: int
    calls: int


def serve(play: Callable[[int], Played]) -> None:
    """Answer until the input ends. ``play`` plays whole calls until it has made so many choices."""
    for line in sys.stdin:
        before = process_time()
        played = play(int(line))
        answer = {**played._asdict(), "seconds": process_time() - before}
        print(json.dumps(answer), flush=True)
