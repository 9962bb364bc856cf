"""A small scenario without a fault, and how to plant one in it."""

from pathlib import Path

from engine.scenario.files import Source
from engine.scenario.problems import Problem
from engine.scenario.reader import Reading, read_source

ROOT = Path(__file__).parents[3]
EVERY_FEATURE = ROOT / "tests" / "data" / "every-feature.yaml"
SHIPPED = sorted((ROOT / "scenarios").glob("*.yaml"))
PERSONAS = ("everyday", "entitled", "elderly")
RULES = ("hold", "drift")

BASE = """\
moodline: 1
id: wet-parcel
title: A wet parcel
summary: It was left in the rain.
level: 1
minutes: 3
skills: [listen, affirm]
brief:
  situation: |
    Left in the rain, **twice**.

    The second one was a present.
  policy: You may send a new one.
  record: {Order: 0042, Signed: no}
customer:
  name: Robin Hale
  persona: elderly
  sensitivity: {script: 1.5, hold: 2}
  mood: {heat: 60, heard: 20, trust: 35}
  grievance: wet
  limit: {heat: 95, turns: 2}
facts:
  order: the order number
  street: where it was left
promises:
  note: leave a note
told: [order]
moves:
  photo: {words: asked for a photo, like: probe}
critical:
  - {id: no-day, text: Promised a day, when: {flag: day}}
start: opening
scenes:
  opening:
    customer:
      - {when: {heat: ">= 80"}, says: "Soaked. Again."}
      - says: [My parcel is wet., "It is {customer} here. My parcel is wet."]
    vents: true
    tells: street
    replies:
      - id: hear
        says: "Left in the rain, twice. What happened?"
        moves: [affirm, invite]
        why: Specific.
        goto: middle
      - id: fix
        says: I'll send another.
        moves: offer
        goto: [{when: {mood: angry}, goto: middle}, {goto: closing}]
  middle:
    customer: So what now?
    replies:
      - id: check
        says: Let me check.
        moves: [verify]
        detour: checking
      - id: promise
        says: I'll leave a note.
        moves: [own, photo]
        promises: note
        settles: true
        goto: closing
        when: {not: {promised: note}}
        locked: You did already
        mood: {trust: 2, because: Plain words}
  checking:
    customer: Go on.
    replies:
      - {id: street, says: "Which street?", asks: street, goto: return}
  closing:
    customer: Right.
    replies:
      - id: keep
        says: The note is on it.
        keeps: note
        goto: [{when: {chose: middle.promise, visited: middle, made: {own: ">= 1"}}, goto: sent}, shrug]
      - id: bye
        says: Goodbye.
        hold: 30
        goto: shrug
interrupts:
  - {id: boils, when: {heat: ">= 90"}, goto: closing}
endings:
  sent: {title: Sent, problem: solved, relationship: kept, says: Thank you., debrief: Well done.}
  shrug: {title: A shrug, problem: open, relationship: strained}
  walkout: {title: Gone, problem: open, relationship: lost}
"""

PART = """\
moodline: 1
facts:
  postcode: the postcode
scenes:
  identity:
    replies:
      - {id: postcode, says: "Your postcode?", asks: postcode, goto: return}
"""


def large(scenes: int = 950) -> str:
    """A scenario of so many scenes of three replies, without a fault; 950 are about a megabyte."""
    head, _, rest = BASE.partition("start: opening\nscenes:\n")
    middle = "".join(
        LARGE_SCENE.format(here=number, after=(number + 1) % scenes, away=(number + 7) % scenes)
        for number in range(scenes)
    )
    return f"{head}start: scene-0\nscenes:\n{middle}{rest[rest.index('endings:') :]}"


LARGE_SCENE = """\
  scene-{here}:
    customer:
      - {{when: {{mood: [angry, furious]}}, says: "Call {here}. Will you ask me to switch it off and on?"}}
      - says: ["This is call number {here} about this.", "I have rung {here} times already about this line."]
    vents: true
    tells: street
    replies:
      - id: hear
        says: "Four calls, and still dropping every evening. Tell me what happened with the visits."
        moves: [affirm, invite]
        why: It gives the customer's own facts back before asking for more.
        goto: scene-{after}
      - id: reset
        says: "Let's start with a quick restart of the router, as it has been a while since the last one."
        moves: [offer]
        why: A fix before being heard sounds like the script they have had three times.
        goto: [{{when: {{heat: ">= 75"}}, goto: scene-{away}}}, {{goto: scene-{after}}}]
      - id: verify
        says: "Can I take your order number first, so that I have everything in front of me?"
        moves: [verify]
        asks: [order]
        why: The number was given before.
        goto: sent
"""


def reading(text: str, parts: dict[str, str] | None = None) -> Reading:
    """What reading the text as ``wet.yaml`` gives, with nothing on disk."""
    return read_source(
        Source("wet.yaml", {"wet.yaml": text, **(parts or {})}), personas=PERSONAS, rules=RULES
    )


def problems(text: str, parts: dict[str, str] | None = None) -> tuple[Problem, ...]:
    """The problems of the text."""
    return reading(text, parts).problems


def with_change(old: str, new: str, text: str = BASE) -> str:
    """The base scenario with one change. Fails if what is to be changed is not there exactly once."""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    return text.replace(old, new)
