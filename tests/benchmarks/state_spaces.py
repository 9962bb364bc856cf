"""Made-up scenarios whose calls can stand in as many states as are asked for, or go round for ever.

Every reply leaves the mood where it is, so that the states are those of what a call remembers.
"""

from tests.benchmarks.scenarios import scenario

_AT_REST = "  mood: {heat: 30, heard: 30, trust: 50}\n  baseline: {heat: 30, heard: 30, trust: 50}\n"
_ENDINGS = """\
endings:
  settled: {title: Settled, problem: solved, relationship: kept}
  given-up: {title: Given up, problem: open, relationship: lost}
"""
MOST_REPLIES = 12
"""In a scene."""


def counting(*most: int) -> str:
    """A call that counts as many moves of its own as there are numbers, each up to its number.

    In its one scene it has a state for each way in which the counts can stand, (m + 1) · (n + 1) · … in all;
    and there are two endings.
    """
    names = [f"count-{number}" for number in range(1, len(most) + 1)]
    moves = ", ".join(
        f"{name}: {{words: counted, like: probe, heat: 0, heard: 0, trust: 0}}" for name in names
    )
    lines = [_top(f"moves: {{{moves}}}\n"), "  scene-1:", "    replies:"]
    lines += [
        f"      - {{id: {name}, says: Of {name} one more., moves: [{name}], goto: scene-1}}" for name in names
    ]
    all_of_them = ", ".join(f'{name}: ">= {many}"' for name, many in zip(names, most, strict=True))
    lines += _way_out(f"made: {{{all_of_them}}}")
    return "\n".join(lines) + "\n" + _ENDINGS


def flagged(flags: int) -> str:
    """A call that can set so many flags, each by itself, in any order: 2 to the power of that many states.

    Each flag is looked at by the reply that sets it, and all of them on the way to the good ending.
    """
    each = MOST_REPLIES - 2
    scenes = -(-flags // each)
    lines = [_top()]
    for scene in range(scenes):
        lines += [f"  scene-{scene + 1}:", "    replies:"]
        for flag in range(scene * each + 1, min(flags, (scene + 1) * each) + 1):
            lines.append(
                f"      - {{id: set-{flag}, says: Set number {flag}., when: {{not: {{flag: flag-{flag}}}}},"
                f" sets: flag-{flag}, goto: scene-{scene + 1}}}"
            )
        lines.append(f"      - {{id: on, says: And on., goto: scene-{(scene + 1) % scenes + 1}}}")
        lines += _way_out(f"flag: [{', '.join(f'flag-{number}' for number in range(1, flags + 1))}]")
    return "\n".join(lines) + "\n" + _ENDINGS


def endless(scenes: int) -> str:
    """A call that goes round through so many scenes, and in none of them is there a way out."""
    lines = [_top()]
    for number in range(1, scenes + 1):
        on = f"goto: scene-{number % scenes + 1}"
        lines += [f"  scene-{number}:", f"    customer: Number {number}?", "    replies:"]
        lines += [f"      - {{id: r{place}, says: Line {number}-{place}., {on}}}" for place in range(2)]
    return "\n".join(lines) + "\n" + _ENDINGS


def _top(more: str = "") -> str:
    top = scenario("made-up", "Made up", 1).partition("\nscenes:\n")[0]
    before, _, after = top.partition("  mood: ")
    return before + _AT_REST + more + "start: scene-1\n" + after.partition("start: scene-1\n")[2] + "scenes:"


def _way_out(when: str) -> list[str]:
    ways = f"[{{when: {{{when}}}, goto: settled}}, {{goto: given-up}}]"
    return [f"      - {{id: end, says: Goodbye., goto: {ways}}}"]
