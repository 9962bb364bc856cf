"""A class on paper: the map of what was chosen, and what came of it."""

import textwrap
from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from engine.debrief.cohort import wording
from engine.debrief.cohort.agreement import Agreement, in_plain_words, what_was_marked
from engine.debrief.cohort.cohort import MOST_TIMES, Cohort, SceneChoices
from engine.debrief.wording import quoted
from engine.scenario.text import visible

WIDTH: Final = 80
NARROW: Final = 60
"""Below this there is no room for words beside the bar: they go under it."""
WIDE: Final = 90
"""From here on the bar is longer."""
MOST_NAMED: Final = 6
LONGEST: Final = 100
"""A longer reply is cut; the page and the sheets have all of it."""
CELL: Final = 13
"""The widest a column of the skills gets."""

Role = Literal["", "heading", "scene", "less"]
"""What a line is, for a front end that can set it off: ``less`` is for looking at twice."""


class Line(NamedTuple):
    """A line, with nothing that a terminal would obey."""

    text: str
    role: Role = ""
    bar: tuple[int, int] = (0, 0)
    """Where its bar begins and ends, blanks after it included; two zeros if it has none."""


def class_lines(
    cohorts: Sequence[Cohort],
    agreements: Sequence[Agreement],
    left_out: Sequence[tuple[int, str]],
    width: int = WIDTH,
) -> Iterator[Line]:
    """The class, line by line."""
    apart = wording.versions_apart(cohorts)
    for number, cohort in enumerate(cohorts):
        if number:
            yield EMPTY
        yield from intro_lines(cohort, apart.get(cohort.view.id, ""), width)
        yield EMPTY
        if cohort.scenes:
            yield Line("Who chose what", "heading")
            yield from choice_lines(cohort, width)
            yield EMPTY
        yield from result_lines(cohort, width)
        yield EMPTY
        yield from skill_lines(cohort, width)
    if agreements:
        yield EMPTY
        yield from rater_lines(agreements, width)
    if left_out:
        yield EMPTY
        yield from left_out_lines(left_out, width)


EMPTY: Final = Line("")


def intro_lines(cohort: Cohort, apart: str, width: int) -> Iterator[Line]:
    """Which calls these are; ``apart`` says that there are others of the same scenario."""
    title = f"{cohort.view.title} ({cohort.view.id}, version {cohort.version})"
    yield from _wrapped(title, width, role="heading")
    yield from _wrapped(wording.summary(cohort), width)
    if apart:
        yield from _wrapped(apart, width)


def choice_lines(cohort: Cohort, width: int) -> Iterator[Line]:
    """The map: at each scene, how often each reply was given, and by whom."""
    for scene in cohort.scenes:
        yield from _scene(scene, width)


def result_lines(cohort: Cohort, width: int) -> Iterator[Line]:
    """Endings, where calls were lost, promises, predictions."""
    yield Line("How the calls ended", "heading")
    for ending in cohort.endings:
        good = " (a good ending)" if ending.good else ""
        yield from _counted(ending.times, len(cohort.calls), ending.title + good, width)
    if unended := wording.without_ending(cohort):
        yield from _counted(unended, len(cohort.calls), wording.NO_ENDING, width)
    if cohort.lost:
        yield from (EMPTY, Line("Where calls were lost", "heading"))
        yield from _wrapped(wording.HOW_LOST, width, "  ", "less")
        for lost in cohort.lost:
            yield from _counted(lost.times, len(cohort.calls), wording.lost_at(lost, LONGEST), width)
            if then := wording.lost_then(lost):
                yield from _wrapped(then, width, _hang(width), "less")
    if cohort.promises:
        yield from (EMPTY, Line("Promises", "heading"))
        for promise in cohort.promises:
            first, *rest = wording.promise(promise, cohort.view.replies)
            yield from _wrapped(first, width, "  ")
            for line in rest:
                cut = textwrap.shorten(visible(line), LONGEST, placeholder=" …")
                yield from _wrapped(cut, width, "    ", "less")
    if cohort.predictions:
        yield from (EMPTY, Line("Predictions beside results", "heading"))
        for prediction in cohort.predictions:
            yield from _wrapped(wording.prediction(prediction), width, "  ")


def skill_lines(cohort: Cohort, width: int) -> Iterator[Line]:
    """The skills over time."""
    yield Line("Skills over time", "heading")
    yield from _wrapped(wording.HOW_SKILLS, width, "  ", "less")
    yield from _skills(cohort, width)


def rater_lines(agreements: Sequence[Agreement], width: int) -> Iterator[Line]:
    """How far raters agree, and what that number means."""
    yield Line("Raters", "heading")
    yield from _wrapped(wording.WHAT_KAPPA, width, "  ", "less")
    for agreement in agreements:
        names = " and ".join(agreement.raters)
        yield from _wrapped(f"{names}, {what_was_marked(agreement)}.", width, "  ", "scene")
        for line in in_plain_words(agreement):
            yield from _wrapped(line, width, "    ")


def left_out_lines(left_out: Sequence[tuple[int, str]], width: int) -> Iterator[Line]:
    """Why attempts are in no count."""
    for line in wording.left_out(left_out):
        yield from _wrapped(line, width)


def _scene(scene: SceneChoices, width: int) -> Iterator[Line]:
    times = "once" if scene.times == 1 else f"{scene.times} times"
    name = scene.title if scene.title == scene.scene else f"{scene.title} ({scene.scene})"
    yield from _wrapped(f"{name}: a reply given {times}", width, "  ", "scene")
    for reply in scene.replies:
        says = textwrap.shorten(visible(reply.says), LONGEST, placeholder=" …")
        yield from _counted(reply.times, scene.times, quoted(says), width)
        if reply.who:
            yield from _wrapped(wording.who(reply.who, MOST_NAMED), width, _hang(width), "less")


def _bar(width: int) -> int:
    """How long the bar of what everybody chose is."""
    return 20 if width >= WIDE else 12


def _hang(width: int) -> str:
    """What stands before a line that belongs to the words beside a bar."""
    return " " * (_bar(width) + 18 if width >= NARROW else 4)


def _counted(times: int, of: int, words: str, width: int) -> Iterator[Line]:
    """A number, its share, a bar as wide as that, and what it counts."""
    full = _bar(width)
    bar = "#" * max(1 if times else 0, (2 * full * times + of) // (2 * of) if of else 0)
    before = f"  {times:>6}  {wording.percent(times, of):>4}  "
    counted = f"{before}{bar:<{full}}  "
    place = (len(before), len(before) + full)
    if width >= NARROW:
        first, *rest = _wrapped(words, width, counted)
        yield from (first._replace(bar=place), *rest)
        return
    yield Line(counted.rstrip(), bar=(place[0], place[0] + len(bar)))
    yield from _wrapped(words, width, "    ")


def _skills(cohort: Cohort, width: int) -> Iterator[Line]:
    points = cohort.skills[0].points
    rows = [("", [wording.nth(point, MOST_TIMES) for point in points])]
    rows.append(("Calls", [str(point.calls) for point in points]))
    for skill in cohort.skills:
        cells = [f"{point.shown} of {point.chances}" for point in skill.points]
        rows.append((skill.family.capitalize(), cells))
    wide = min(CELL, (width - 12) // max(1, len(points)))
    if wide > max((len(cell) for _, cells in rows for cell in cells), default=0):
        for name, cells in rows:
            yield Line("  " + f"{name:<10}" + "".join(f"{cell:>{wide}}" for cell in cells))
        return
    for number, point in enumerate(points):  # There is no room for a table.
        yield from _wrapped(
            f"{wording.nth(point, MOST_TIMES)} call, {point.calls} of them: "
            + ", ".join(f"{name.lower()} {cells[number]}" for name, cells in rows[2:]),
            width,
            "  ",
        )


def _wrapped(text: str, width: int, hang: str = "", role: Role = "") -> list[Line]:
    lines = textwrap.wrap(
        visible(text),
        max(width, len(hang) + 10),
        initial_indent=hang,
        subsequent_indent=" " * len(hang),
        break_on_hyphens=False,
    )
    return [Line(line, role) for line in lines or [hang.rstrip()]]
