"""Rules for the next action, the grave ones: what must not happen, promises, told facts, too soon, harms."""

from typing import Final

from engine.call.events import FactAsked, PromiseKept
from engine.debrief.advice import FOR_A_HARM, FOR_TOO_SOON
from engine.debrief.causes import TOO_SOON
from engine.debrief.next_action import NextAction, Story
from engine.debrief.skills import families_shown
from engine.debrief.walk import Tried, Walked, best_of, is_fit, is_timely, worth
from engine.debrief.wording import quoted, stopped


def critical(story: Story) -> NextAction | None:
    """Something happened that must not happen. What was never put right speaks last."""
    happened = [item for item in story.critical if item.happened]
    if not happened:
        return None
    turns, plan = story.walk.turns, story.walk.plan
    item = min(happened, key=lambda item: item.turn or len(turns) + 1)
    action = f"Before anything else, see that this does not happen: {quoted(item.text)}."
    outweighs = "and nothing else in a call makes up for it."
    test = dict(plan.critical)[item.id]

    def spares(walked: Walked) -> Tried | None:
        """The best of the replies after which it would not have held."""
        options = [other for other in walked.others if test is not None and not test(other.state)]
        sound = [other for other in options if is_timely(other) and is_fit(other, plan, walked.before)]
        return max(sound or options, key=lambda other: worth(other.change), default=None)

    if item.turn:
        walked = turns[item.turn - 1]
        because = f"It happened at turn {item.turn}, {outweighs}"
        return story.act("critical", action, because, walked, spares(walked))
    because = f"It was not put right in this call, {outweighs}"
    for walked in reversed(turns):
        if (other := spares(walked)) is not None:
            return story.act("critical", action, because, walked, other)
    return story.act("critical", action, because, turns[0], None)


def promise_broken(story: Story) -> NextAction | None:
    """A promise was broken: keep it where a reply on offer did, else do not make it."""
    broken = [record for record in story.promises if record.state == "broken"]
    if not broken:
        return None
    record = min(broken, key=lambda record: record.closed)
    walked, made = story.walk.turns[record.closed - 1], story.walk.turns[record.made - 1]
    because = (
        f"A promise made at turn {record.made} was broken at turn {record.closed}: {stopped(record.words)}"
    )
    fell = -sum(cause.amount for cause in walked.given.ledger if cause[:2] == ("promise-broken", "trust"))
    if fell > 0:
        because += f" It cost {fell} points of trust."
    keeping = [other for other in walked.others if PromiseKept(record.id) in other.events]
    if keeping:
        best = max(keeping, key=lambda other: worth(other.change))
        return story.act("promise-broken", "Keep what was promised before you go on.", because, walked, best)
    action = "Promise only what you know will be done."
    return story.act("promise-broken", action, because, made, story.best(made))


def asked_again(story: Story) -> NextAction | None:
    """A told fact was asked for again, the first time that it happened."""
    for walked in story.walk.turns:
        for event in walked.given.events:
            if isinstance(event, FactAsked) and event.times_again:
                scenario = story.walk.plan.scenario
                fact = story.walk.call.text.fill(scenario.facts[event.fact])
                known = "known before the call" if event.fact in scenario.told else "told already"
                because = f"Turn {walked.number} asked for something {known}: {stopped(fact)}"
                action = "Before you ask for something, look at what is known already."
                return story.act("asked-again", action, because, walked, story.best(walked))
    return None


LEAST_TOO_SOON: Final = 2
"""Too soon by less heat than this is not worth an action."""


def too_soon(story: Story) -> NextAction | None:
    """A remedy, an explanation or a no came before the customer felt heard, where it cost most."""

    def cost(walked: Walked) -> int:
        return sum(
            cause.amount
            for cause in walked.given.ledger
            if cause.rule == "heard-first" and cause.part == "heat" and cause.amount > 0
        )

    walked = max(story.walk.turns, key=cost)
    if cost(walked) < LEAST_TOO_SOON:
        return None
    plan = story.walk.plan
    causes = [cause for cause in walked.given.ledger if cause.rule == "heard-first" and cause.part == "heat"]
    like = plan.scenario.move_of(max(causes, key=lambda cause: cause.amount).note).name
    heard = walked.given.before.heard
    because = (
        f"{TOO_SOON.get(like, 'The reply')} came at turn {walked.number}, while heard was at {heard}. "
        "Before a customer feels heard it counts for less, and adds heat."
    )
    hearing = [
        other for other in walked.others if families_shown(other, plan) & {"listen", "validate", "affirm"}
    ]
    instead = best_of(hearing, walked, plan) or best_of(walked.others, walked, plan)
    return story.act("too-soon", FOR_TOO_SOON.get(like, FOR_TOO_SOON["offer"]), because, walked, instead)


def harm(story: Story) -> NextAction | None:
    """A harm was used: the one that cost most."""
    if not story.skills.harms:
        return None
    worst = min(story.skills.harms, key=lambda each: each.worth)
    walked = story.walk.turns[worst.turn - 1]
    action = FOR_A_HARM[story.walk.plan.scenario.move_of(worst.move).name]
    because = f"{worst.sentence} That was at turn {worst.turn}."
    return story.act("harm", action, because, walked, story.best(walked))
