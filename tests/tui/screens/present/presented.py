"""Calls to be presented, on record: all texts of theirs name the agent, and their scenario has no file."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from engine.call.playable import Playable, open_source
from engine.mood.coefficients import load_model
from engine.records.home import Home
from engine.records.notes import REACTION, REFLECTION
from engine.records.recorded import RecordedCall
from engine.records.store import Store
from engine.scenario.files import Source
from tests.tui.screens.sitting import Clock

NAME = "Quagga Zebroid"
ENDED = ("Settled at last", "You kept to it", "ring on Tuesday, good")
"""What says how the call ended: the ending's title, what it means, the customer's last words."""
REPLIES = ("blame", "vow", "ask", "hear", "keep")


def _reply(name: str, says: str, *moves: str, goto: str, **more: Any) -> dict[str, Any]:
    why = f"Why {{agent}} might {name}."
    return {
        "id": name,
        "says": f"{says} This is {{agent}}.",
        "moves": moves,
        "goto": goto,
        "why": why,
        **more,
    }


@cache
def playable() -> Playable:
    """A call of two scenes and three endings, with a promise, a fact and something critical; few states."""
    scenario = {
        "moodline": 1,
        "id": "presented",
        "title": "A letter for {agent}",
        "summary": "Somebody rings {agent} about a letter.",
        "level": 1,
        "minutes": 1,
        "brief": {"situation": "A letter went out. **{agent}** knows *nothing* of it."},
        "customer": {
            "name": "Robin Hale",
            "mood": {"heat": 45, "heard": 30, "trust": 40},
            "contacts": 2,
            "limit": {"heat": 75, "turns": 1, "goto": "gone"},
        },
        "facts": {"number": "the number that {agent} wrote down"},
        "promises": {"ring": "{agent} rings back on Tuesday"},
        "critical": [{"id": "never", "text": "{agent} gave the number away", "when": {"turn": ">= 3"}}],
        "start": "talk",
        "scenes": {
            "talk": {
                "customer": "Is that {agent}? It says that I owe you two hundred pounds.",
                "replies": [
                    _reply("ask", "What was the number?", "probe", goto="deal", asks="number"),
                    _reply("blame", "You should have read it.", "blame", "script", goto="talk", once=True),
                    _reply("vow", "I will ring you back.", "own", goto="talk", once=True, promises="ring"),
                    _reply("drop", "There is nothing I can do.", "stonewall", goto="left"),
                ],
            },
            "deal": {
                "customer": "And now, {agent}?",
                "replies": [
                    _reply("hear", "That letter was a shock.", "validate", "affirm", goto="deal", once=True),
                    _reply("keep", "It is done.", "cooperate", goto="fine", keeps="ring"),
                    _reply("refuse", "No.", "blame", goto="left"),
                ],
            },
        },
        "endings": {
            "fine": {
                "title": "Settled at last with {agent}",
                "problem": "solved",
                "relationship": "kept",
                "says": "You will ring on Tuesday, good. Thank you, {agent}.",
                "debrief": "You kept to it, **{agent}**.",
            },
            "left": {"title": "{agent} left it open", "problem": "open", "relationship": "strained"},
            "gone": {"title": "{agent} lost it", "problem": "open", "relationship": "lost"},
        },
    }
    text = json.dumps(scenario, ensure_ascii=False)
    return open_source(Source("presented.yaml", {"presented.yaml": text}), load_model())


def put_on_record(
    home: Path, replies: Sequence[str] = REPLIES, agent: str = NAME, mode: str = "standard"
) -> None:
    """Attempt 1, as far as it was played, with guesses and notes that name the agent; attempt 2, which is a
    replay of it from turn 2, where it went that far."""
    clock = Clock()
    with Store.open(Home(home)) as store:
        one = RecordedCall.begin(store, playable(), seed=7, agent=agent, mode=mode, now=clock())
        one.answer()
        for reply in replies:
            one.choose(reply, clock())
        if replies:
            one.note(REACTION, {"heat": None, "band": "furious", "turn": 1}, clock())
        one.note(REFLECTION, {"problem": f"{agent} wrote this", "show": f"{agent} wrote that"}, clock())
        if len(replies) > 1:
            again = one.replay_from(2, clock())
            again.choose("ask", clock())
            again.choose("keep", clock())
