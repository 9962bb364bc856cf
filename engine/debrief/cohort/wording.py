"""A class in words, the same for every form in which it is shown."""

from collections.abc import Iterable, Mapping
from textwrap import shorten

from engine.debrief.cohort.cohort import Cohort, LostAt, Predictions, PromiseCount, SkillPoint
from engine.debrief.wording import how_many, quoted, stopped

HOW_LOST = (
    "Calls without a good ending, by the reply after which none could be reached any more, whatever was said "
    "then; or by the scene at which a call was left before that."
)
HOW_SKILLS = (
    "Turns at which a skill was shown, of those at which a reply on offer would have shown it, in all "
    "agents' first call of this scenario, second call and so on."
)
WHAT_KAPPA = (
    "κ is agreement beyond chance: 1 is full agreement, 0 is what two who mark at random would reach, each "
    "as often as they do, below 0 is less (Cohen 1960). For all skills it is taken over all marks together. "
    "With few marks it says little."
)


def summary(cohort: Cohort) -> str:
    """``24 calls by 12 agents: 20 came to an end, 4 were cut short.``"""
    calls = len(cohort.calls)
    return (
        f"{how_many(calls, 'call')} by {how_many(cohort.agents, 'agent')}: {cohort.finished} came to an end, "
        f"{calls - cohort.finished} {'was' if calls - cohort.finished == 1 else 'were'} cut short."
    )


def percent(part: int, whole: int) -> str:
    """``42%``, rounded to the nearest; ``0%`` of nothing."""
    return f"{(200 * part + whole) // (2 * whole) if whole else 0}%"


def who(by: Mapping[str, int], most: int) -> str:
    """Who gave a reply: ``Agent 1, Agent 2 (3 times) and 4 more``."""
    names = [name if times == 1 else f"{name} ({times} times)" for name, times in by.items()]
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")


def lost_at(lost: LostAt, longest: int = 10_000) -> str:
    """Where calls lost the good ending, and by which reply: ``It came back (turns 2 to 4): “…”``

    A reply of more than ``longest`` characters is cut.
    """
    first, last = lost.turns
    where = f"{lost.title} (turn {first})" if first == last else f"{lost.title} (turns {first} to {last})"
    if not last:
        where = "Before the first reply"
    match lost.how:
        case "by-reply":
            return f"{where}: {quoted(shorten(lost.says, longest, placeholder=' …'))}"
        case "left":
            return f"{where}: left while a good ending was still within reach"
        case "never":
            return f"{where}: no good ending was within reach, from the start on"
    return (
        f"{where}: the last reply, or where the call was left. What was still within reach was not worked "
        "out: the scenario has too many states"
    )


def lost_then(lost: LostAt) -> str:
    """How those calls ended: ``Then: Rang off (8), no ending (4)``; empty where nothing ended."""
    if lost.how == "left":
        return ""
    return "Then: " + ", ".join(
        f"{ending.title or ('no title' if ending.ending else 'no ending')} ({ending.times})"
        for ending in lost.endings
    )


def promise(found: PromiseCount, says: Mapping[str, Mapping[str, str]]) -> list[str]:
    """What became of a promise, and what broke it."""
    what = f"Made {found.made}, kept {found.kept}, broken {found.broken}, left open {found.open}"
    lines = [f"{what}: {stopped(found.words)}"]
    for scene, reply, times in found.broken_by:
        words = says.get(scene, {}).get(reply, reply)
        lines.append(f"Broken {how_many(times, 'time')} by: {words}")
    return lines


def prediction(found: Predictions) -> str:
    """Predictions of one kind beside results."""
    words = f"{found.words}: {found.same} of {found.asked} fitted what happened."
    if found.hotter or found.cooler:
        words += f" {found.hotter} ended hotter than was guessed, {found.cooler} cooler."
    return words


def nth(point: SkillPoint, most: int) -> str:
    """``1st``, ``2nd`` … ``5th on``."""
    word = {1: "1st", 2: "2nd", 3: "3rd"}.get(point.nth, f"{point.nth}th")
    return word + (" on" if point.nth == most else "")


def versions_apart(cohorts: Iterable[Cohort]) -> dict[str, str]:
    """For each scenario of which there are calls in several versions: that they are counted apart."""
    counted: dict[str, int] = {}
    for cohort in cohorts:
        counted[cohort.view.id] = counted.get(cohort.view.id, 0) + 1
    return {
        name: f"There are calls of {many} versions of this scenario; each is counted apart."
        for name, many in counted.items()
        if many > 1
    }


def left_out(found: Iterable[tuple[int, str]], most: int = 8) -> list[str]:
    """Why attempts are in no count, with their numbers, by reason."""
    reasons: dict[str, list[int]] = {}
    for attempt, why in found:
        reasons.setdefault(why, []).append(attempt)
    lines = []
    for why, numbers in reasons.items():
        named = ", ".join(map(str, numbers[:most]))
        more = f" and {len(numbers) - most} more" if len(numbers) > most else ""
        lines.append(f"{how_many(len(numbers), 'attempt')} left out ({named}{more}): {why}.")
    return lines
