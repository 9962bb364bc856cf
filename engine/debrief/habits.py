"""Rules for the next action, the finer ones: skills, worn lines, warmth, the close, what to keep."""

from dataclasses import replace
from typing import Final

from engine.debrief.advice import DO_AGAIN, FOR_A_SKILL
from engine.debrief.causes import change_words, move_words
from engine.debrief.next_action import NextAction, Story
from engine.debrief.skills import Skill, families_shown, moves_shown
from engine.debrief.walk import Tried, Walked, best_of, changed, worth
from engine.debrief.wording import how_many
from engine.mood.appraisal import PARTS
from engine.mood.mood import Mood


def skill_missed(story: Story) -> NextAction | None:
    """A skill that was missed more than once, or that the scenario trains and no reply showed; one that it
    trains comes first.

    In a call that ended well only a skill that was never shown counts: what would have been taken better at
    once is not always what leads to a good end.
    """
    weak = [
        skill
        for skill in story.skills.families
        if skill.missed and (not skill.shown or not story.ended_well) and _is_weak(skill)
    ]
    if not weak:
        return None
    skill = max(weak, key=lambda skill: (skill.trained, len(skill.missed)))
    walked, instead = max(_misses(story, skill), key=lambda pair: _gain(*pair))
    return story.act("skill-missed", FOR_A_SKILL[skill.family], _missed(skill), walked, instead)


def _is_weak(skill: Skill) -> bool:
    return len(skill.missed) > 1 or (skill.trained and not skill.shown)


def _misses(story: Story, skill: Skill) -> list[tuple[Walked, Tried]]:
    plan, pairs = story.walk.plan, []
    for missed in skill.missed:
        walked = story.walk.turns[missed.turn - 1]
        with_it = [other for other in walked.others if skill.family in families_shown(other, plan)]
        best = best_of(with_it, walked, plan)
        if best is not None:
            pairs.append((walked, best))
    return pairs


def _gain(walked: Walked, other: Tried) -> int:
    return worth(other.change) - worth(walked.given.change)


def _missed(skill: Skill) -> str:
    if not skill.shown:
        said = f"This was on offer at {how_many(skill.chances, 'turn')}, and not done."
    else:
        said = f"This was done at {skill.taken} of {skill.chances} turns where it was on offer."
    return (
        f"{said} At {how_many(len(skill.missed), 'turn')} it would have been taken better than what was said."
    )


def worn_out(story: Story) -> NextAction | None:
    """The same line was said again, where it cost most."""

    def lost(walked: Walked) -> int:
        points = dict.fromkeys(PARTS, 0)
        for cause in walked.given.ledger:
            if cause.rule == "wear-out":
                points[cause.part] += cause.amount
        return -worth(Mood(**points))

    walked = max(story.walk.turns, key=lost)
    if lost(walked) <= 0:
        return None
    because = (
        f"The line at turn {walked.number} had been said before. "
        "The same words help less the second time, and work against the reply after that."
    )
    action = "Say it once; after that, show it in another way."
    return story.act("worn-out", action, because, walked, story.best(walked))


def too_warm(story: Story) -> NextAction | None:
    """Warmth in the middle of the work, the first time that it cost."""
    for walked in story.walk.turns:
        points = dict.fromkeys(PARTS, 0)
        for cause in walked.given.ledger:
            if cause.rule == "too-warm":
                points[cause.part] += cause.amount
        if any(points.values()):
            because = (
                f"At turn {walked.number}, in the middle of the work, warmth cost: {change_words(points)}. "
                "It helps at the beginning and at the end."
            )
            action = "Keep warmth for the beginning and the end; in between, get on with the work."
            return story.act("too-warm", action, because, walked, story.best(walked))
    return None


CLOSING: Final = 2
"""How many turns are the close of a call."""


def weak_close(story: Story) -> NextAction | None:
    """The last turns took the customer further away, in a call that could have ended better."""
    turns = story.walk.turns
    if not story.walk.call.over or story.ended_well or len(turns) <= CLOSING:
        return None
    closing = turns[-CLOSING:]
    change = changed(closing[0].given.before, closing[-1].given.after)
    if worth(change) >= 0:
        return None
    points = dict(zip(PARTS, change, strict=True))
    walked = min(closing, key=lambda walked: worth(walked.given.change))
    because = (
        f"Over the last {CLOSING} turns the mood went the wrong way: {change_words(points)}. "
        "How a call ends is the impression that stays."
    )
    action = "End with what was agreed and who does it, in one sentence."
    return story.act("weak-close", action, because, walked, story.best(walked))


def keep_doing(story: Story) -> NextAction | None:
    """Nothing went wrong enough to speak of: what helped most, to be done again. The turn to play again from
    is the one that helped least."""
    plan, call = story.walk.plan, story.walk.call
    walked = max(story.walk.turns, key=lambda walked: worth(walked.given.change))
    moves = moves_shown(walked.given, plan)
    if worth(walked.given.change) <= 0 or not moves:
        return None
    move = max(moves, key=lambda name: moves[name])
    family = plan.scenario.move_of(move).family
    change = change_words(dict(zip(PARTS, walked.given.change, strict=True)))
    because = (
        f"No reply in this call helped more than the one at turn {walked.number}. "
        f"There the reply {move_words(move, call)}, and the mood moved: {change}."
    )
    action = story.act("keep-doing", DO_AGAIN[family], because, walked, None)
    least = min(story.walk.turns, key=lambda walked: worth(walked.given.change))
    return replace(action, replay_from=least.number)


def try_another(story: Story) -> NextAction:
    """Nothing to keep and nothing to leave out: another reply where there was a better one."""

    def gain(walked: Walked) -> int:
        best = story.best(walked)
        return _gain(walked, best) if best is not None else 0

    walked = max(story.walk.turns, key=gain)
    instead = story.best(walked)
    action = "Do one thing differently, and watch what it does to the mood."
    if instead is not None:
        because = f"At turn {walked.number} another reply would have been taken better."
    else:
        because = "No reply in this call moved the mood much."
    return story.act("try-another", action, because, walked, instead)
