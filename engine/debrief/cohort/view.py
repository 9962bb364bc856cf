"""What a class view needs of a scenario: its ids in order, and the author's words for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from engine.call.plan import Plan
from engine.call.text import Words

ANYBODY: Final = "Agent"
"""Who the agent is in the lines of a class view, whoever played."""


@dataclass(frozen=True, slots=True)
class ScenarioView:
    """A version of a scenario. Each mapping is in the scenario's order."""

    id: str
    title: str
    scenes: Mapping[str, str]
    """Titles by id; the id where there is none."""
    replies: Mapping[str, Mapping[str, str]]
    """Of each scene: what the trainee says, by the reply's id."""
    endings: Mapping[str, str]
    """Titles by id."""
    good: tuple[str, ...]
    """The endings in which a call ends as well as it honestly can."""
    promises: Mapping[str, str]
    """The author's words by id."""


def make_view(plan: Plan) -> ScenarioView:
    """The scenario's words, with ``ANYBODY`` as the agent."""
    scenario, text = plan.scenario, Words(plan.scenario, 0, ANYBODY)
    return ScenarioView(
        id=scenario.id,
        title=text.fill(scenario.title),
        scenes={name: text.fill(scene.title or name) for name, scene in scenario.scenes.items()},
        replies={
            name: {reply.id: text.reply(reply) for reply in scene.replies}
            for name, scene in scenario.scenes.items()
        },
        endings={name: text.fill(ending.title) for name, ending in scenario.endings.items()},
        good=tuple(name for name, ending in scenario.endings.items() if ending.is_good),
        promises={name: text.fill(words) for name, words in scenario.promises.items()},
    )


def view_from_data(data: Mapping[str, Any]) -> ScenarioView:
    """Back from what ``dataclasses.asdict`` made of it and JSON kept.

    Raises:
        TypeError, KeyError: it is no view.
    """
    return ScenarioView(**{**data, "good": tuple(data["good"])})
