"""bink as a player: `python -m tests.benchmarks.players.bink FILE.json`, where bink is installed."""

import importlib
import random
import sys
from pathlib import Path
from typing import Any

from tests.benchmarks.players.protocol import Played, serve


def main() -> None:
    """Serve. One story, set back to its beginning for each call; every text is fetched."""
    story: Any = importlib.import_module("bink.story").Story(
        Path(sys.argv[1]).read_text(encoding="utf-8-sig")
    )
    rng = random.Random(1)

    def play(choices: int) -> Played:
        made = calls = 0
        while made < choices:
            story.reset_state()
            calls += 1
            while True:
                story.continue_maximally()
                texts = list(story.get_current_choices())
                if not texts:
                    break
                story.choose_choice_index(rng.randrange(len(texts)))
                made += 1
        return Played(made, calls)

    serve(play)


if __name__ == "__main__":
    main()
