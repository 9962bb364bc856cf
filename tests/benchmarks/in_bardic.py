"""A story in bardic. A choice there only leads to a passage, so each reply is a passage of its own."""

from collections.abc import Iterable, Iterator

from tests.benchmarks.story import ALWAYS, Choice, Stop, Story


def as_bardic(story: Story) -> str:
    """The story's source in bardic."""
    return "\n".join(_lines(story)) + "\n"


def _lines(story: Story) -> Iterator[str]:
    yield "@start Begin"
    yield ":: Begin"
    yield from _python(f"{name} = {value}" for name, value in story.variables)
    yield f"-> {story.start}"
    for stop in story.stops:
        yield from _stop(stop)
        for choice in stop.choices:
            yield from _given(choice, story.limit_heat)


def _stop(stop: Stop) -> Iterator[str]:
    yield f":: {stop.name}"
    yield from _python(f"{name} = {value}" for name, value in stop.sets)
    yield from _first_that_holds((line.when, line.text) for line in stop.lines)
    for choice in stop.choices:
        guard = f"{{{choice.when}}} " if choice.when else ""
        yield f"+ {guard}[{choice.text}] -> {choice.name}"
    if stop.leads_to:
        yield f"-> {stop.leads_to}"


def _given(choice: Choice, limit_heat: int) -> Iterator[str]:
    yield f":: {choice.name}"
    parts = zip(("heat", "heard", "trust"), choice.moves, strict=True)
    yield from _python(
        [
            *(f"{part} = max(0, min(100, {part} + {points}))" for part, points in parts),
            f"over = over + 1 if heat >= {limit_heat} else 0",
            *(f"{name} = {value}" for name, value in choice.sets),
        ]
    )
    yield from _first_that_holds((when, f"-> {to}") for when, to in choice.ways)


def _python(lines: Iterable[str]) -> Iterator[str]:
    statements = list(lines)
    if statements:
        yield "@py:"
        yield from statements
        yield "@endpy"


def _first_that_holds(branches: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The first branch whose condition holds. A branch that always holds ends the list."""
    started = False
    for when, text in branches:
        if when == ALWAYS:
            if started:
                yield "@else:"
                yield f"  {text}"
            else:
                yield text
            break
        yield f"@elif {when}:" if started else f"@if {when}:"
        yield f"  {text}"
        started = True
    if started:
        yield "@endif"
