"""Nine defects: planted in a scenario, and in the same story for other engines."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from tests.benchmarks.story import ALWAYS, Choice, Line, Stop, Story

BASE = Path(__file__).parents[1] / "data" / "defects" / "base.yaml"
WAITING = "at_waiting"
_NOT_HERE = "why: A no with nothing beside it.\n        goto: proof"
_LIMIT = "  limit: {heat: 66, turns: 2, goto: hung-up}\n"
_ONE_MOMENT = (
    '    customer: "Well?"\n    replies:\n      - id: one\n        says: "One moment."\n'
    "        moves: inform\n        why: It says what comes.\n        goto: {to}\n\n"
)
_BACK = "why: It gives her back what she has said"
_LOOP = (
    f"  waiting:\n{_ONE_MOMENT.format(to='still')}  still:\n{_ONE_MOMENT.format(to='waiting')}interrupts:\n"
)
_READ_IT = "keeps: receipt\n        when: {promised: "
_MILD = "{heat: '< 70'}"


@dataclass(frozen=True)
class Planted:
    """One defect."""

    what: str
    codes: tuple[str, ...]
    """Any of these findings of `moodline check` is about the defect."""
    changes: tuple[tuple[str, str], ...]
    """What becomes what in the scenario; each stands there once."""
    plant: Callable[[Story], Story]
    """The same in a story."""

    def in_scenario(self, text: str) -> str:
        """The scenario with the defect."""
        for old, new in self.changes:
            if text.count(old) != 1:
                raise ValueError(f"{self.what}: {text.count(old)} places have {old!r}")
            text = text.replace(old, new)
        return text


def _with(story: Story, name: str, change: Callable[[Stop], Stop]) -> Story:
    return replace(story, stops=tuple(change(stop) if stop.name == name else stop for stop in story.stops))


def _choice(story: Story, name: str, number: int, change: Callable[[Choice], Choice]) -> Story:
    def changed(stop: Stop) -> Stop:
        choices = list(stop.choices)
        choices[number] = change(choices[number])
        return replace(stop, choices=tuple(choices))

    return _with(story, name, changed)


def _to(story: Story, to: str) -> Story:
    """The manager's second choice leads there."""
    return _choice(story, "at_manager", 1, lambda c: replace(c, ways=(*c.ways[:-1], (ALWAYS, to))))


def _waiting(name: str, *to: str) -> Stop:
    choices = tuple(
        Choice(f"chose_{name}", ALWAYS, "One moment.", (0, 0, 0), (), ((ALWAYS, each),)) for each in to
    )
    return Stop(name, (Line(ALWAYS, "Well?"),), (), choices)


def _also(story: Story, *stops: Stop) -> Story:
    return replace(story, stops=(*story.stops, *stops))


def _guarded(story: Story) -> Story:
    def shut(choice: Choice) -> Choice:
        return replace(choice, when=f"({choice.when}) and (heat < 70)" if choice.when else "heat < 70")

    return _with(story, "at_proof", lambda stop: replace(stop, choices=tuple(map(shut, stop.choices))))


PLANTED = (
    Planted(
        "missing target",
        ("missing-target",),
        ((_NOT_HERE, _NOT_HERE.replace("goto: proof", "goto: prof")),),
        lambda story: _to(story, "at_prof"),
    ),
    Planted(
        "orphan",
        ("scene-unreachable",),
        (
            (
                "  manager:\n    customer:",
                f"  waiting:\n{_ONE_MOMENT.format(to='proof')}  manager:\n    customer:",
            ),
        ),
        lambda story: _also(story, _waiting(WAITING, "at_proof")),
    ),
    Planted(
        "dead end",
        ("too-few", "dead-end"),
        (
            (_NOT_HERE, _NOT_HERE.replace("goto: proof", "goto: waiting")),
            ("interrupts:\n", '  waiting:\n    customer: "Well?"\n    replies: []\n\ninterrupts:\n'),
        ),
        lambda story: _also(_to(story, WAITING), _waiting(WAITING)),
    ),
    Planted(
        "impossible condition",
        ("reply-never-offered",),
        ((_BACK, f"when: {{all: [{{heat: '< 20'}}, {{heat: '> 80'}}]}}\n        {_BACK}"),),
        lambda story: _choice(
            story, "at_manager", 2, lambda choice: replace(choice, when="(heat < 20) and (heat > 80)")
        ),
    ),
    Planted(
        "inescapable loop",
        ("endless-loop",),
        (
            (_NOT_HERE, _NOT_HERE.replace("goto: proof", "goto: waiting")),
            (_LIMIT, ""),
            ("interrupts:\n", _LOOP),
        ),
        lambda story: _also(
            _to(story, WAITING), _waiting(WAITING, "at_still"), _waiting("at_still", WAITING)
        ),
    ),
    Planted(
        "no reply left in one mood",
        ("no-reply-left",),
        (
            ("why: True and plain, and one", f"when: {_MILD}\n        why: True and plain, and one"),
            ("why: It is something that she", f"when: {_MILD}\n        why: It is something that she"),
            ("when: {settled: false}\n", "when: {settled: false, heat: '< 70'}\n"),
            ("why: An open question; it", f"when: {_MILD}\n        why: An open question; it"),
        ),
        _guarded,
    ),
    Planted(
        "misspelt variable",
        ("unknown-promise",),
        (
            (
                "keeps: receipt\n        when: {promised: receipt}",
                "keeps: receipt\n        when: {promised: receipd}",
            ),
        ),
        lambda story: _choice(
            story, "at_goodbye", 0, lambda choice: replace(choice, when="promised_receipd > 0")
        ),
    ),
    Planted(
        "duplicate scene",
        ("duplicate-key", "duplicate-id"),
        (("interrupts:\n", f"  proof:\n{_ONE_MOMENT.format(to='goodbye')}interrupts:\n"),),
        lambda story: _also(story, _waiting("at_proof", "at_goodbye")),
    ),
    Planted(
        "mood change of −200",
        ("out-of-range",),
        (("mood: {trust: -3,", "mood: {trust: -200,"),),
        lambda story: _choice(story, "at_opening", 0, lambda choice: replace(choice, moves=(1, -1, -200))),
    ),
)
