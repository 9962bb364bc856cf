"""From a reply to what it does to a mood, and how often that needs to be worked out."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from engine.call.events import MoodChanged
from engine.call.plan import SettingKey, Take, Taken
from engine.mood.appraisal import Act, Deed, Nudge, Setting, Taker, Temper
from engine.mood.coefficients import MoodModel
from engine.mood.mood import Mood
from engine.scenario.model import Scenario, StartMood
from engine.scenario.scene import Reply, Scene

REMEMBERED: Final = 1 << 12
"""How many takings of one reply are remembered at most; those longest unused are forgotten first."""
REMEMBERED_IN_ALL: Final = 1 << 17
"""How many takings of all replies of a plan are remembered, about 1 kB each."""


def temper_of(scenario: Scenario, model: MoodModel) -> Temper:
    """How this scenario's customer takes things: the persona, and the author's adjustments.

    Raises:
        KeyError: the model has no such persona.
    """
    customer = scenario.customer
    persona = model.personas[customer.persona]
    return Temper(
        model=model,
        persona=persona,
        adjusted={name: round(times * 100) for name, times in customer.sensitivity.items()},
        baseline=mood_from(customer.baseline, persona.baseline),
    )


def mood_from(own: StartMood, usual: Mood) -> Mood:
    """The author's mood; what is left out is as usual for the persona."""
    return _mood((own.heat, own.heard, own.trust), usual)


def acts_of(reply: Reply, scenario: Scenario, model: MoodModel) -> tuple[Act, ...]:
    """The reply's moves. A move of the scenario's own has its numbers, and else those of what it is like.

    Raises:
        KeyError: there is no such move.
    """
    acts = []
    for name in reply.moves:
        own = scenario.moves.get(name)
        like = scenario.move_of(name).name
        usual = model.moves[like]
        effect = usual if own is None else _mood((own.heat, own.heard, own.trust), usual)
        acts.append(Act(name, like, effect))
    return tuple(acts)


def deed_of(reply: Reply, acts: tuple[Act, ...], scene: Scene, scenario: Scenario) -> Deed:
    """What the reply does when it is given in its scene."""
    nudge = reply.mood
    ends = any(way.goto in scenario.endings for way in reply.goto)
    return Deed(
        acts=acts,
        vents=scene.vents,
        closing=ends or any(act.like == "close" for act in acts),
        settles=reply.settles,
        fails=reply.fails,
        seconds=reply.hold.seconds if reply.hold else 0,
        announced=bool(reply.hold and reply.hold.announced),
        nudge=Nudge(nudge.heat, nudge.heard, nudge.trust, nudge.because) if nudge else None,
    )


def remembering(taker: Taker, replies: int) -> Take:
    """How the customer takes a reply. Calls meet the same settings again: the latest are remembered.

    ``replies`` is how many replies of the plan remember theirs: they share what memory there is.
    """

    @lru_cache(maxsize=max(8, min(REMEMBERED, REMEMBERED_IN_ALL // max(1, replies))))
    def take(key: SettingKey) -> Taken:
        setting = Setting(*key)
        mood, ledger, amends = taker.appraise(setting)
        return Taken(mood, MoodChanged(setting.mood, mood, ledger), amends)

    return take


def _mood(own: Iterable[int | None], usual: Mood) -> Mood:
    return Mood(*(number if mine is None else mine for mine, number in zip(own, usual, strict=True)))
