"""Made-up scenarios that are valid, and as large or as long as a measurement needs."""

import random
from collections.abc import Iterable
from pathlib import Path

from tests.benchmarks.sentences import reply, sentence

GOOD_MOVES = ("affirm", "invite", "validate", "own", "offer", "cooperate", "listen", "probe")
HARMS = ("script", "dismiss", "rush", "jargon")
RARE = "z"
"""A letter that stands in the title of one scenario of a library, and nowhere else in it."""

_TOP = """\
moodline: 1
id: {id}
title: "{title}"
summary: "{summary}"
language: en
level: {level}
minutes: {minutes}
skills: [listen, affirm]
brief:
  situation: |
{situation}
  policy: |
{policy}
  record:
    Account: "{account}"
    Tariff: Fixed until spring
    Contacts: three in twenty days
customer:
  name: {customer}
  persona: everyday
  mood: {{heat: 55, heard: 20, trust: 35}}
  baseline: {{heat: 40}}
start: scene-1

scenes:
"""

_ENDINGS = """\
endings:
  settled:
    title: Settled
    problem: solved
    relationship: kept
    says: "All right. Thank you, {agent}."
  given-up:
    title: Given up
    problem: open
    relationship: strained
    says: "Then I will try somebody else."
"""

_NAMES = (
    "Priya Nair",
    "Tom Albury",
    "Gerda Holm",
    "Malik Osei",
    "Clara Duarte",
    "Walter Finch",
    "Aoife Byrne",
)


def scenario(name: str, title: str, scenes: int, *, filling: int = 0, seed: int = 0) -> str:
    """A scenario of so many scenes in a row with three replies each.

    ``filling`` is how many more lines the customer has in each scene, besides the one for an angry one.
    """
    rng = random.Random(seed)
    top = _TOP.format(
        id=name,
        title=title,
        summary=sentence(rng),
        level=rng.randrange(1, 4),
        minutes=rng.randrange(4, 13),
        situation="\n".join(f"    {sentence(rng)}" for _ in range(3)),
        policy="\n".join(f"    - {sentence(rng)}" for _ in range(6)),
        account=rng.randrange(1000, 9999),
        customer=rng.choice(_NAMES),
    )
    body = (line for number in range(1, scenes + 1) for line in _scene(rng, number, scenes, filling))
    return top + "\n".join(body) + "\n" + _ENDINGS


def _scene(rng: random.Random, number: int, scenes: int, filling: int) -> Iterable[str]:
    on = f"scene-{number + 1}" if number < scenes else "settled"
    yield f"  scene-{number}:"
    yield "    customer:"
    yield "      - when: {mood: [angry, furious]}"
    yield f'        says: "{sentence(rng)}"'
    if filling:
        yield f"      - says: [{', '.join(_quoted(sentence(rng)) for _ in range(filling))}]"
    else:
        yield f'      - says: "{sentence(rng)}"'
    yield "    replies:"
    for place in range(3):
        move = rng.choice(HARMS if place == 2 else GOOD_MOVES)
        yield f"      - id: reply-{place + 1}"
        yield f'        says: "{reply(rng, number * 3 + place)}"'
        yield f"        moves: [{move}]"
        if filling:
            yield f"        why: {sentence(rng)}"
        if place == 2:
            yield f'        goto: [{{when: {{heat: ">= 95"}}, goto: given-up}}, {{goto: {on}}}]'
        else:
            yield f"        goto: {on}"


def _quoted(text: str) -> str:
    return f'"{text}"'


def large(size: int) -> str:
    """A scenario of nearly ``size`` bytes, made of as many plain scenes as fit."""
    few = 20
    each = (len(scenario("large", "Large", 2 * few)) - len(scenario("large", "Large", few))) / few
    scenes = max(1, int(size / each))
    while len(text := scenario("large", "Large", scenes).encode()) > size:
        scenes -= max(1, int((len(text) - size) / each))
    return text.decode()


def fill_library(folder: Path, count: int, size: int = 30_000) -> None:
    """So many scenarios of about ``size`` bytes; the title of one in the middle has the rare letter."""
    folder.mkdir(parents=True, exist_ok=True)
    few = 10
    each = (len(scenario("a", "a", 2 * few, filling=2)) - len(scenario("a", "a", few, filling=2))) / few
    for number in range(1, count + 1):
        title = f"Caller {number:03}: the {RARE} line" if number == count // 2 + 1 else f"Caller {number:03}"
        text = scenario(f"caller-{number:03}", title, max(1, round(size / each)), filling=2, seed=number)
        (folder / f"caller-{number:03}.yaml").write_text(text, encoding="utf-8")


def looping() -> str:
    """A call that goes round through six scenes for ever, unless the reply that ends it is given."""
    rng = random.Random(7)
    top = scenario("round-and-round", "Round and round", 1).partition("\nscenes:\n")[0]
    lines = [top.replace("persona: everyday", "persona: repeat-contact"), "scenes:"]
    for number in range(1, 7):
        lines += [f"  scene-{number}:", "    customer:"]
        lines += [f'      - when: {{mood: [angry, furious]}}\n        says: "{sentence(rng)}"']
        lines += [f"      - says: [{_quoted(sentence(rng))}, {_quoted(sentence(rng))}]", "    replies:"]
        for place, move in enumerate((GOOD_MOVES[number], HARMS[number % 4], "apologise")):
            lines += [f"      - id: reply-{place + 1}", f'        says: "{reply(rng, number * 3 + place)}"']
            lines += [f"        moves: [{move}]", f"        goto: scene-{number % 6 + 1}"]
    lines += ["      - id: goodbye", '        says: "Goodbye, then."', "        moves: [close]"]
    lines += ['        goto: [{when: {heard: ">= 30"}, goto: settled}, {goto: given-up}]']
    return "\n".join(lines) + "\n" + _ENDINGS


def chain(scenes: int) -> str:
    """So many scenes in a row; two replies lead on, one ends the call.

    After some scenes the mood stands at the ends of its scale: from there on, each scene has as many states.
    """
    top = scenario("in-a-row", "In a row", 1).partition("\nscenes:\n")[0]
    lines = [top, "scenes:"]
    for number in range(1, scenes + 1):
        on = f"scene-{number + 1}" if number < scenes else "settled"
        lines += [f"  scene-{number}:", f'    customer: "And number {number}?"', "    replies:"]
        for place, (moves, to) in enumerate(
            (("[affirm]", on), ("[validate, own]", on), ("[rush]", "given-up"))
        ):
            lines.append(
                f"      - {{id: r{place}, says: Line {number}-{place}., moves: {moves}, goto: {to}}}"
            )
    return "\n".join(lines) + "\n" + _ENDINGS
