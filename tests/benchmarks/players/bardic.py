"""bardic as a player: `python -m tests.benchmarks.players.bardic FILE.bard`, where bardic is installed."""

import importlib
import random
import sys
from pathlib import Path
from typing import Any

from tests.benchmarks.players.protocol import Played, serve


def main() -> None:
    """Serve. The story is compiled once; each call is a new engine on it."""
    bardic: Any = importlib.import_module("bardic")
    story = bardic.BardCompiler().compile_string(Path(sys.argv[1]).read_text(encoding="utf-8"))
    rng = random.Random(1)

    def play(choices: int) -> Played:
        made = calls = 0
        while made < choices:
            engine = bardic.BardEngine(story)
            calls += 1
            while offered := engine.current().choices:
                engine.choose(rng.randrange(len(offered)))
                made += 1
        return Played(made, calls)

    serve(play)


if __name__ == "__main__":
    main()
