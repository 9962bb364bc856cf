"""Who chose what, where calls were lost, promises, predictions and skills, over the calls of one scenario.

It counts and never ranks: replies are what is looked at.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from engine.debrief.causes import FAMILY_WORDS
from engine.debrief.cohort.digest import Digest
from engine.debrief.cohort.view import ScenarioView
from engine.mood.bands import BANDS
from engine.mood.moves import SKILLS, Family

CUT_SHORT: Final = ""
"""As an ending: the call has none, because it was left, or no reply was left in it."""
MOST_TIMES: Final = 5
"""An agent's fifth call of a scenario and all later ones are counted together."""


class Guess(NamedTuple):
    """What a trainee predicted before the debrief, beside what happened."""

    question: str
    """``end``: how angry the customer was at the end; ``turn``: which reply mattered most."""
    guess: str
    fact: str
    same: bool


class CallTaken(NamedTuple):
    """One call of a class."""

    attempt: int
    who: str
    """The agent, by the name that is to be shown."""
    day: str
    """When it was begun, ``2026-11-21``, in UTC."""
    digest: Digest
    guesses: tuple[Guess, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """A reply, and who gave it."""

    reply: str
    says: str
    times: int
    who: Mapping[str, int]
    """How often each agent gave it, in the order in which they first did."""


@dataclass(frozen=True, slots=True)
class SceneChoices:
    """A scene, and what was chosen there."""

    scene: str
    title: str
    times: int
    """How often a reply was given there; a call can come back to a scene."""
    replies: tuple[Chosen, ...]
    """Every reply of the scene in its order, those that nobody gave too."""


@dataclass(frozen=True, slots=True)
class EndingCount:
    """How many calls came to an ending."""

    ending: str
    title: str
    good: bool
    times: int


HowLost = Literal["by-reply", "left", "never", "unknown"]
"""``by-reply``: a reply put the last good ending out of reach. ``left``: the call was left while one was
still within reach. ``never``: none was within reach from the start on. ``unknown``: it was not worked out."""


@dataclass(frozen=True, slots=True)
class LostAt:
    """Where calls lost the last good ending that was within reach, and how they ended then."""

    how: HowLost
    scene: str
    """Where the reply was given, or the call left. For ``never`` and ``unknown``: of the last reply, or where
    the call was left."""
    title: str
    reply: str
    """For ``by-reply`` which one; else empty."""
    says: str
    turns: tuple[int, int]
    """The earliest and the latest turn at which it happened, from 1; 0 in a call without a reply to give."""
    times: int
    """How many calls."""
    endings: tuple[EndingCount, ...]
    """How they ended, the most frequent first; the ending ``CUT_SHORT`` has no title."""


@dataclass(frozen=True, slots=True)
class PromiseCount:
    """What became of a promise."""

    promise: str
    words: str
    made: int
    kept: int
    broken: int
    open: int
    broken_by: tuple[tuple[str, str, int], ...]
    """Scene and reply that broke it, and how often; the most frequent first."""


@dataclass(frozen=True, slots=True)
class Predictions:
    """Predictions of one kind beside results."""

    question: str
    words: str
    asked: int
    """How many were made."""
    same: int
    """How many fitted what happened."""
    hotter: int
    """Of those about the end: how many ended hotter than was guessed."""
    cooler: int


@dataclass(frozen=True, slots=True)
class SkillPoint:
    """A skill in all agents' first, second … call of the scenario."""

    nth: int
    """``MOST_TIMES`` stands for itself and all after it."""
    calls: int
    chances: int
    shown: int


@dataclass(frozen=True, slots=True)
class SkillCourse:
    """One skill over time."""

    family: Family
    words: str
    points: tuple[SkillPoint, ...]


@dataclass(frozen=True, slots=True)
class Cohort:
    """The calls of one version of a scenario."""

    view: ScenarioView
    version: str
    """A few characters that tell this text of the scenario (and mood model) from others."""
    calls: tuple[CallTaken, ...]
    """The oldest first."""
    agents: int
    finished: int
    scenes: tuple[SceneChoices, ...]
    """Those at which a reply was given, in the scenario's order."""
    endings: tuple[EndingCount, ...]
    """Those that were met, in the scenario's order."""
    lost: tuple[LostAt, ...]
    """The most frequent first."""
    promises: tuple[PromiseCount, ...]
    """Those that were made, in the scenario's order."""
    predictions: tuple[Predictions, ...]
    skills: tuple[SkillCourse, ...]


def make_cohort(view: ScenarioView, version: str, calls: Sequence[CallTaken]) -> Cohort:
    """Count the calls of one version of a scenario; they are in the order in which they were begun."""
    return Cohort(
        view=view,
        version=version,
        calls=tuple(calls),
        agents=len({call.who for call in calls}),
        finished=sum(call.digest.over for call in calls),
        scenes=_scenes(view, calls),
        endings=_endings(view, calls),
        lost=_lost(view, calls),
        promises=_promises(view, calls),
        predictions=_predictions(calls),
        skills=_skills(calls),
    )


def _scenes(view: ScenarioView, calls: Sequence[CallTaken]) -> tuple[SceneChoices, ...]:
    given: Counter[tuple[str, str, str]] = Counter(
        [(scene, reply, call.who) for call in calls for scene, reply in call.digest.choices]
    )
    who: dict[tuple[str, str], dict[str, int]] = {}
    for (scene, reply, agent), times in given.items():
        who.setdefault((scene, reply), {})[agent] = times
    found = []
    for scene, title in view.scenes.items():
        replies = tuple(
            Chosen(reply, says, sum(by.values()), by)
            for reply, says in view.replies[scene].items()
            for by in [who.get((scene, reply), {})]
        )
        if times := sum(reply.times for reply in replies):
            found.append(SceneChoices(scene, title, times, replies))
    return tuple(found)


def _endings(view: ScenarioView, calls: Sequence[CallTaken]) -> tuple[EndingCount, ...]:
    met = Counter(call.digest.ending for call in calls)
    return tuple(
        EndingCount(ending, title, ending in view.good, met[ending])
        for ending, title in view.endings.items()
        if met[ending]
    )


def _lost(view: ScenarioView, calls: Sequence[CallTaken]) -> tuple[LostAt, ...]:
    lost: dict[LostBy, Counter[str]] = {}
    turns: dict[LostBy, tuple[int, int]] = {}
    for call in calls:
        if call.digest.ending in view.good:
            continue
        where, turn = lost_at(call.digest)
        lost.setdefault(where, Counter())[call.digest.ending] += 1
        low, high = turns.get(where, (turn, turn))
        turns[where] = min(low, turn), max(high, turn)
    order = {name: place for place, name in enumerate(view.scenes)}
    return tuple(
        LostAt(
            how, scene, view.scenes.get(scene, scene), reply, view.replies.get(scene, {}).get(reply, reply),
            turns[where], endings.total(),
            tuple(
                EndingCount(ending, view.endings.get(ending, ""), False, times)
                for ending, times in sorted(endings.items(), key=lambda item: (-item[1], item[0]))
            ),
        )
        for where, endings in sorted(
            lost.items(), key=lambda item: (-item[1].total(), order.get(item[0][1], -1), item[0])
        )
        for how, scene, reply in [where]
    )  # fmt: skip


class LostBy(NamedTuple):
    """How a call was lost, in which scene, and by which reply; empty unless by one."""

    how: HowLost
    scene: str
    reply: str


def lost_at(digest: Digest) -> tuple[LostBy, int]:
    """Of a call without a good ending: how it was lost, and at which turn, from 1; 0 if it has none."""
    made, last = digest.choices, digest.last_chance
    if last and last <= len(made):
        return LostBy("by-reply", *made[last - 1]), last
    here = digest.scene or (made[-1].scene if made else "")
    turn = len(made) if digest.over else len(made) + 1
    return LostBy("unknown" if last is None else "left" if last else "never", here, ""), turn


def _promises(view: ScenarioView, calls: Sequence[CallTaken]) -> tuple[PromiseCount, ...]:
    states: Counter[tuple[str, str]] = Counter()
    broken: dict[str, Counter[tuple[str, str]]] = {}
    for call in calls:
        for vow in call.digest.vows:
            states[vow.promise, vow.state] += 1
            if vow.state == "broken":
                broken.setdefault(vow.promise, Counter())[vow.scene, vow.reply] += 1
    found = []
    for promise, words in view.promises.items():
        kept, lost, left = (states[promise, state] for state in ("kept", "broken", "open"))
        if made := kept + lost + left:
            by = sorted(broken.get(promise, {}).items(), key=lambda item: (-item[1], item[0]))
            where = tuple((scene, reply, times) for (scene, reply), times in by)
            found.append(PromiseCount(promise, words, made, kept, lost, left, where))
    return tuple(found)


def _predictions(calls: Sequence[CallTaken]) -> tuple[Predictions, ...]:
    found = []
    for question, words in (
        ("end", "How angry the customer was at the end"),
        ("turn", "Which reply mattered most"),
    ):
        guesses = [guess for call in calls for guess in call.guesses if guess.question == question]
        if guesses:
            away = [_hotter(guess) for guess in guesses if question == "end" and not guess.same]
            found.append(
                Predictions(
                    question,
                    words,
                    len(guesses),
                    sum(guess.same for guess in guesses),
                    sum(far > 0 for far in away),
                    sum(far < 0 for far in away),
                )
            )
    return tuple(found)


def _hotter(guess: Guess) -> int:
    """How far above the guess the heat was, in points or in bands."""
    if guess.guess in BANDS:
        return BANDS.index(guess.fact) - BANDS.index(guess.guess)
    return int(guess.fact) - int(guess.guess)


def _skills(calls: Sequence[CallTaken]) -> tuple[SkillCourse, ...]:
    played: Counter[str] = Counter()
    counts: dict[int, list[int]] = {}
    width = len(SKILLS)
    for call in calls:
        played[call.who] += 1
        sums = counts.setdefault(min(played[call.who], MOST_TIMES), [0] * (2 * width + 1))
        sums[-1] += 1
        for place, (chances, shown) in enumerate(call.digest.skills):
            sums[place] += chances
            sums[width + place] += shown
    return tuple(
        SkillCourse(
            family,
            FAMILY_WORDS[family],
            tuple(
                SkillPoint(nth, sums[-1], sums[place], sums[width + place])
                for nth, sums in sorted(counts.items())
            ),
        )
        for place, family in enumerate(SKILLS)
    )
