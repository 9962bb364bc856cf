"""Whole debriefs, word for word. ``python -m tests.engine.debrief.test_golden`` writes them anew when a
change of the words or the rules is meant; read them aloud then."""

import time
from pathlib import Path

import pytest

from engine.debrief.debrief import find_outlook, make_debrief
from engine.debrief.reaction import Reaction
from tests.engine.debrief.plays import answered, every_feature, give, machine_of
from tests.engine.debrief.reading import as_read

ON_SCREEN = Path(__file__).parents[2] / "data" / "on-screen.yaml"
GOLDEN = Path(__file__).with_name("golden")
PLAYS = {
    "amends": "verify fix stay check address try wait stay photo new-one forget amends",
    "put-right": "hear check address photo new-one keep",
    "shrug": "sorry hear no-reply-needed photo day bye",
    "cut-short": "hear wait",
}
"""Some plays of the scenario with every feature."""


WITH_ODDS = {
    "won": "hear verify wait new-one keep",
    "lost": "script stay day sorry bye",
    "odds-cut-short": "hear day",
}
"""Some plays of a smaller scenario, with the odds of a good ending."""


def written(play: str) -> str:
    if play in PLAYS:
        debrief = make_debrief(every_feature(*PLAYS[play].split()), Reaction(band="calm", turn=3))
    else:
        call = give(answered(machine_of(ON_SCREEN)), *WITH_ODDS[play].split())
        debrief = make_debrief(
            call, Reaction(band="calm", turn=3), outlook=find_outlook(call, time.monotonic)
        )
    return "\n".join(as_read(debrief)) + "\n"


@pytest.mark.parametrize("play", [*PLAYS, *WITH_ODDS])
def test_the_debrief_is_the_golden_one(play: str) -> None:
    assert written(play) == (GOLDEN / f"{play}.txt").read_text(encoding="utf-8")


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name in [*PLAYS, *WITH_ODDS]:
        (GOLDEN / f"{name}.txt").write_text(written(name), encoding="utf-8", newline="\n")
