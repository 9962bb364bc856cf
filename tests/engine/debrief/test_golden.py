"""Whole debriefs, word for word. ``python -m tests.engine.debrief.test_golden`` writes them anew when a
change of the words or the rules is meant; read them aloud then."""

from pathlib import Path

import pytest

from engine.debrief.debrief import make_debrief
from engine.debrief.reaction import Reaction
from tests.engine.debrief.plays import every_feature
from tests.engine.debrief.reading import as_read

GOLDEN = Path(__file__).with_name("golden")
PLAYS = {
    "amends": "verify fix stay check address try wait stay photo new-one forget amends",
    "put-right": "hear check address photo new-one keep",
    "shrug": "sorry hear no-reply-needed photo day bye",
    "cut-short": "hear wait",
}
"""Some plays of the scenario with every feature."""


def written(play: str) -> str:
    debrief = make_debrief(every_feature(*PLAYS[play].split()), Reaction(band="calm", turn=3))
    return "\n".join(as_read(debrief)) + "\n"


@pytest.mark.parametrize("play", PLAYS)
def test_the_debrief_is_the_golden_one(play: str) -> None:
    assert written(play) == (GOLDEN / f"{play}.txt").read_text(encoding="utf-8")


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name in PLAYS:
        (GOLDEN / f"{name}.txt").write_text(written(name), encoding="utf-8", newline="\n")
