"""Attempts on record for the tests of exports: played here, in memory, with whatever texts a test wants."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from engine.call.playable import Playable, open_scenario, open_source
from engine.mood.coefficients import load_model
from engine.records.attempts import AttemptRecord
from engine.records.exports.formats import Format, write_export
from engine.records.exports.subject import Subject, make_subject
from engine.records.memory import MemoryStore
from engine.records.notes import REACTION, REFLECTION
from engine.records.recorded import RecordedCall
from engine.scenario.files import Source

MODEL = load_model()
BEGAN = datetime(2026, 11, 21, 9, 30, 0, 123456, tzinfo=UTC)
FORMATS: tuple[Format, ...] = ("html", "markdown", "json", "xapi", "svg")

HOSTILE = (
    "</script><script>alert(1)</script>",
    '"><img src="https://example.org/x" onerror=alert(1)>',
    "<!-- ]]> <![CDATA[ &amp; &lt; &#x3c;",
    "[link](javascript:alert) ![pic](https://example.org/p.png) <https://example.org>",
    "**bold** _under_ `code` ~~gone~~ | a | b | # not a heading",
    "1. not a list",
    "- not a list --- === +++",
    "{{ 7 * 7 }} {% raw %} {# note #} ${HOME} %s \\n \\u0041",
    "שלום עולם مرحبا — 您好 — 👩‍🚒 e\u0301",
    "www.example.org https://example.org/a_b_c someone@example.org",
    "x" * 300,
    "'; DROP TABLE attempts; --",
)
"""Texts that some format would obey if it were careless."""


@cache
def playable_of(path: Path) -> Playable:
    return open_scenario(path, MODEL)


def spoken(text: str) -> str:
    """A text as an author has to write it: braces are templates."""
    return text.replace("{", "{{").replace("}", "}}")


@cache
def scenario_with(text: str, language: str = "en", limited: bool = True) -> Playable:
    """A call of any length, in which each text of the author's is ``text`` and names the agent."""
    says = f"{spoken(text[:200])} {{agent}}"
    title = f"{spoken(text[:60])} {{agent}}"
    reply = {"says": says, "why": says, "goto": "talk"}
    scenario = {
        "moodline": 1,
        "id": "small",
        "title": title,
        "summary": says,
        "language": language,
        "level": 1,
        "minutes": 1,
        "brief": {"situation": says},
        "customer": {
            "name": text[:60],
            "mood": {"heat": 50, "heard": 40, "trust": 45},
            **({"limit": {"heat": 90, "turns": 9, "goto": "left"}} if limited else {}),
        },
        "facts": {"number": title},
        "promises": {"ring": title},
        "critical": [{"id": "never", "text": title, "when": {"turn": ">= 3"}}],
        "start": "talk",
        "scenes": {
            "talk": {
                "title": title,
                "customer": says,
                "replies": [
                    {**reply, "id": "ask", "moves": ["probe"], "asks": "number"},
                    {**reply, "id": "vow", "moves": ["own"], "promises": "ring"},
                    {**reply, "id": "blame", "moves": ["blame"]},
                    {**reply, "id": "end", "moves": ["close"], "goto": "fine"},
                ],
            }
        },
        "endings": {
            "fine": {
                "title": title,
                "problem": "solved",
                "relationship": "kept",
                "debrief": says,
            },
            "left": {"title": "Left", "problem": "open", "relationship": "lost"},
        },
    }
    source = Source("small.yaml", {"small.yaml": json.dumps(scenario, ensure_ascii=False)})
    return open_source(source, MODEL)


def recorded(
    playable: Playable,
    replies: Sequence[str | int],
    *,
    agent: str = "Sam",
    mode: str = "standard",
    seed: int = 7,
    note: str = "",
) -> RecordedCall:
    """A call as it was kept: replies by id, or by their place among those on offer. It stops at its end."""
    one = RecordedCall.begin(MemoryStore(), playable, seed=seed, agent=agent, mode=mode, now=BEGAN)
    one.answer()
    for number, reply in enumerate(replies, start=1):
        offers = [offer.reply.id for offer in one.call.offers() if not offer.locked]
        if not offers:
            break
        chosen = reply if isinstance(reply, str) else offers[reply % len(offers)]
        one.choose(chosen, BEGAN + timedelta(seconds=9 * number))
        if one.call.on_hold:
            one.end_hold()
    if one.choices:
        one.note(REACTION, {"band": "angry", "turn": 1}, BEGAN + timedelta(hours=1))
    if note:
        answers = {"problem": note, "upset": note, "felt": f"{note}\n{note}", "show": note}
        one.note(REFLECTION, answers, BEGAN + timedelta(hours=2))
    return one


def record_of(one: RecordedCall) -> AttemptRecord:
    return one.keeper.load(one.attempt.id)


def subject_of(one: RecordedCall, *, anonymous: bool = False) -> Subject:
    return make_subject(record_of(one), anonymous=anonymous, load=one.keeper.load)


def exported(one: RecordedCall, form: Format, *, anonymous: bool = False) -> str:
    return write_export(subject_of(one, anonymous=anonymous), form).decode("utf-8")
