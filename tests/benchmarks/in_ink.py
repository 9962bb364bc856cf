"""A story in ink, for inkjs and bink."""

from collections.abc import Iterable, Iterator

from tests.benchmarks.story import ALWAYS, Choice, Line, Stop, Story


def as_ink(story: Story) -> str:
    """The story's source in ink."""
    return "\n".join(_lines(story)) + "\n"


def _lines(story: Story) -> Iterator[str]:
    yield from (f"VAR {name} = {value}" for name, value in story.variables)
    yield f"-> {story.start}"
    for stop in story.stops:
        yield from _stop(stop)
    yield from (
        "=== function feel(by_heat, by_heard, by_trust)",
        "~ heat = MAX(0, MIN(100, heat + by_heat))",
        "~ heard = MAX(0, MIN(100, heard + by_heard))",
        "~ trust = MAX(0, MIN(100, trust + by_trust))",
        f"{{ heat >= {story.limit_heat}:",
        "  ~ over = over + 1",
        "- else:",
        "  ~ over = 0",
        "}",
    )


def _stop(stop: Stop) -> Iterator[str]:
    yield f"=== {stop.name} ==="
    yield from _set(stop.sets)
    yield from _said(stop.lines)
    for choice in stop.choices:
        yield from _choice(choice)
    if not stop.choices:
        yield f"-> {stop.leads_to or 'END'}"


def _set(sets: Iterable[tuple[str, str]]) -> Iterator[str]:
    return (f"~ {name} = {value}" for name, value in sets)


def _said(lines: tuple[Line, ...]) -> Iterator[str]:
    if len(lines) == 1 and lines[0].when == ALWAYS:
        yield lines[0].text
    elif lines:
        yield "{"
        yield from (f"- {line.when or 'else'}: {line.text}" for line in lines)
        yield "}"


def _choice(choice: Choice) -> Iterator[str]:
    guard = f"{{{choice.when}}} " if choice.when else ""
    yield f"+ {guard}[{choice.text}]"
    yield "  ~ feel({}, {}, {})".format(*choice.moves)
    yield from (f"  {line}" for line in _set(choice.sets))
    if len(choice.ways) == 1:
        yield f"  -> {choice.ways[0][1]}"
    else:
        yield "  {"
        yield from (f"  - {when or 'else'}: -> {to}" for when, to in choice.ways)
        yield "  }"
