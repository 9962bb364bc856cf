"""bardic plays at random and says what went wrong: `python -m … FILE.bard CALLS`, where it is installed."""

import importlib
import json
import random
import sys
from pathlib import Path
from typing import Any

LONGEST = 500


def main() -> None:
    """Play, and write what went wrong as a list."""
    bardic: Any = importlib.import_module("bardic")
    said: set[str] = set()
    try:
        story = bardic.BardCompiler().compile_string(Path(sys.argv[1]).read_text(encoding="utf-8"))
        rng = random.Random(1)
        for _ in range(int(sys.argv[2])):
            try:
                said |= _play(bardic, story, rng)
            except Exception as error:
                said.add(str(error))
    except (Exception, SystemExit) as error:
        said.add(str(error))
    print(json.dumps(sorted(said)))


def _play(bardic: Any, story: Any, rng: random.Random) -> set[str]:
    engine = bardic.BardEngine(story)
    for _ in range(LONGEST):
        offered = engine.current().choices
        if not offered:
            return set()
        engine.choose(rng.randrange(len(offered)))
    return {f"a call went on for more than {LONGEST} choices"}


if __name__ == "__main__":
    main()
