"""A story in Yarn 2, for yarn-bound."""

import re
from collections.abc import Iterable, Iterator

from tests.benchmarks.story import ALWAYS, Choice, Line, Stop, Story

_WORD = re.compile(r"\b(?!(?:and|or|not)\b)[a-z_]\w*")


def as_yarn(story: Story) -> str:
    """The story's source in Yarn."""
    return "\n".join(_lines(story)) + "\n"


def _lines(story: Story) -> Iterator[str]:
    yield from ("title: Start", "---")
    yield from (f"<<set ${name} to {value}>>" for name, value in story.variables)
    yield from (f"<<jump {story.start}>>", "===")
    for stop in story.stops:
        yield from _stop(stop, story.limit_heat)


def _stop(stop: Stop, limit_heat: int) -> Iterator[str]:
    yield from (f"title: {stop.name}", "---")
    yield from (f"<<set ${name} to {_expression(value)}>>" for name, value in stop.sets)
    yield from _first_that_holds(((line.when, _said(line)) for line in stop.lines), "")
    for choice in stop.choices:
        yield from _choice(choice, limit_heat)
    if stop.leads_to:
        yield f"<<jump {stop.leads_to}>>"
    yield "==="


def _said(line: Line) -> str:
    return line.text.replace("#", " ")


def _choice(choice: Choice, limit_heat: int) -> Iterator[str]:
    guard = f" <<if {_expression(choice.when)}>>" if choice.when else ""
    yield f"-> {choice.text}{guard}"
    lines: list[str] = []
    for part, points in zip(("heat", "heard", "trust"), choice.moves, strict=True):
        lines.append(f"<<set ${part} to ${part} + ({points})>>")
        lines += [f"<<if ${part} > 100>>", f"<<set ${part} to 100>>", "<<endif>>"]
        lines += [f"<<if ${part} < 0>>", f"<<set ${part} to 0>>", "<<endif>>"]
    lines += [f"<<if $heat >= {limit_heat}>>", "<<set $over to $over + 1>>"]
    lines += ["<<else>>", "<<set $over to 0>>", "<<endif>>"]
    lines += [f"<<set ${name} to {_expression(value)}>>" for name, value in choice.sets]
    lines += _first_that_holds(((when, f"<<jump {to}>>") for when, to in choice.ways), "")
    yield from (f"    {line}" for line in lines)


def _first_that_holds(branches: Iterable[tuple[str, str]], indent: str) -> Iterator[str]:
    started = False
    for when, text in branches:
        if when == ALWAYS:
            if started:
                yield f"{indent}<<else>>"
            yield f"{indent}{text}"
            break
        yield f"{indent}<<{'elseif' if started else 'if'} {_expression(when)}>>"
        yield f"{indent}{text}"
        started = True
    if started:
        yield f"{indent}<<endif>>"


def _expression(text: str) -> str:
    return _WORD.sub(lambda found: f"${found[0]}", text)
