"""A class on paper: the map of what was chosen, and what came of it."""

import textwrap
from collections.abc import Iterator, Sequence
from typing import Final

from engine.debrief.cohort import wording
from engine.debrief.cohort.agreement import Agreement, in_plain_words, what_was_marked
from engine.debrief.cohort.cohort import MOST_TIMES, Cohort, SceneChoices
from engine.debrief.wording import quoted
from engine.scenario.text import visible

WIDTH: Final = 80
BAR: Final = 12
"""The bar of what everybody chose."""
NARROW: Final = 60
"""Below this there is no room for words beside the bar: they go under it."""
MOST_NAMED: Final = 6
LONGEST: Final = 100
"""A longer reply is cut; the page and the sheets have all of it."""


def class_lines(
    cohorts: Sequence[Cohort],
    agreements: Sequence[Agreement],
    left_out: Sequence[tuple[int, str]],
    width: int = WIDTH,
) -> Iterator[str]:
    """The class, line by line, with nothing that a terminal would obey."""
    apart = wording.versions_apart(cohorts)
    for number, cohort in enumerate(cohorts):
        if number:
            yield ""
        yield from intro_lines(cohort, apart.get(cohort.view.id, ""), width)
        if cohort.scenes:
            yield from ("", "Who chose what")
            yield from choice_lines(cohort, width)
        yield ""
        yield from result_lines(cohort, width)
        yield ""
        yield from skill_lines(cohort, width)
    if agreements:
        yield ""
        yield from rater_lines(agreements, width)
    if left_out:
        yield ""
        for line in wording.left_out(left_out):
            yield from _wrapped(line, width)


def intro_lines(cohort: Cohort, apart: str, width: int) -> Iterator[str]:
    """Which calls these are; ``apart`` says that there are others of the same scenario."""
    yield from _wrapped(f"{cohort.view.title} ({cohort.view.id}, version {cohort.version})", width)
    yield from _wrapped(wording.summary(cohort), width)
    if apart:
        yield from _wrapped(apart, width)


def choice_lines(cohort: Cohort, width: int) -> Iterator[str]:
    """The map: at each scene, how often each reply was given, and by whom."""
    for scene in cohort.scenes:
        yield from _scene(scene, width)


def result_lines(cohort: Cohort, width: int) -> Iterator[str]:
    """Endings, where calls were lost, promises, predictions."""
    yield "How the calls ended"
    for ending in cohort.endings:
        good = " (a good ending)" if ending.good else ""
        yield from _counted(ending.times, len(cohort.calls), ending.title + good, width)
    if unended := len(cohort.calls) - sum(ending.times for ending in cohort.endings):
        yield from _counted(unended, len(cohort.calls), "No ending: cut short, or no reply was left", width)
    if cohort.lost:
        yield from ("", "Where calls were lost")
        yield from _wrapped(wording.HOW_LOST, width, "  ")
        for lost in cohort.lost:
            yield from _counted(lost.times, len(cohort.calls), wording.lost_at(lost, LONGEST), width)
            if then := wording.lost_then(lost):
                yield from _wrapped(then, width, _hang(width))
    if cohort.promises:
        yield from ("", "Promises")
        for promise in cohort.promises:
            first, *rest = wording.promise(promise, cohort.view.replies)
            yield from _wrapped(first, width, "  ")
            for line in rest:
                yield from _wrapped(textwrap.shorten(visible(line), LONGEST, placeholder=" …"), width, "    ")
    if cohort.predictions:
        yield from ("", "Predictions beside results")
        for prediction in cohort.predictions:
            yield from _wrapped(wording.prediction(prediction), width, "  ")


def skill_lines(cohort: Cohort, width: int) -> Iterator[str]:
    """The skills over time."""
    yield "Skills over time"
    yield from _wrapped(wording.HOW_SKILLS, width, "  ")
    yield from _skills(cohort)


def rater_lines(agreements: Sequence[Agreement], width: int) -> Iterator[str]:
    """How far raters agree, and what that number means."""
    yield "Raters"
    yield from _wrapped(wording.WHAT_KAPPA, width, "  ")
    for agreement in agreements:
        names = " and ".join(agreement.raters)
        yield from _wrapped(f"{names}, {what_was_marked(agreement)}.", width, "  ")
        for line in in_plain_words(agreement):
            yield from _wrapped(line, width, "    ")


def _scene(scene: SceneChoices, width: int) -> Iterator[str]:
    times = "once" if scene.times == 1 else f"{scene.times} times"
    yield from _wrapped(f"{scene.title} ({scene.scene}), a reply given {times}", width, "  ")
    for reply in scene.replies:
        says = textwrap.shorten(visible(reply.says), LONGEST, placeholder=" …")
        yield from _counted(reply.times, scene.times, quoted(says), width)
        if reply.who:
            yield from _wrapped(wording.who(reply.who, MOST_NAMED), width, _hang(width))


def _hang(width: int) -> str:
    """What stands before a line that belongs to the words beside a bar."""
    return " " * (BAR + 18 if width >= NARROW else 4)


def _counted(times: int, of: int, words: str, width: int) -> Iterator[str]:
    """A number, its share, a bar as wide as that, and what it counts."""
    bar = "#" * max(1 if times else 0, (2 * BAR * times + of) // (2 * of) if of else 0)
    counted = f"  {times:>6}  {wording.percent(times, of):>4}  {bar:<{BAR}}  "
    if width >= NARROW:
        yield from _wrapped(words, width, counted)
        return
    yield counted.rstrip()
    yield from _wrapped(words, width, "    ")


def _skills(cohort: Cohort) -> Iterator[str]:
    points = cohort.skills[0].points
    yield "  " + " " * 10 + "".join(f"{wording.nth(point, MOST_TIMES):>13}" for point in points)
    yield "  " + f"{'Calls':<10}" + "".join(f"{point.calls:>13}" for point in points)
    for skill in cohort.skills:
        cells = (f"{point.shown} of {point.chances}" for point in skill.points)
        yield "  " + f"{skill.family.capitalize():<10}" + "".join(f"{cell:>13}" for cell in cells)


def _wrapped(text: str, width: int, hang: str = "") -> list[str]:
    return textwrap.wrap(
        visible(text),
        max(width, len(hang) + 10),
        initial_indent=hang,
        subsequent_indent=" " * len(hang),
        break_on_hyphens=False,
    ) or [hang.rstrip()]
