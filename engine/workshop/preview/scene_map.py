"""The map of a scenario: every scene and ending, in which moods it is met, how likely, and what leads on."""

from dataclasses import dataclass, replace
from typing import Any, Literal

from engine.call.plan import Plan
from engine.mood.bands import BANDS, BandName
from engine.mood.mood import Mood
from engine.scenario.model import RETURN, Scenario
from engine.scenario.scene import Scene
from engine.workshop.explore.exploration import Chance, Exploration
from engine.workshop.explore.graph import NOWHERE

Met = Literal["met", "never", "unknown"]
"""Whether play comes there: it does; it cannot; it has not, but not everything was tried."""


@dataclass(frozen=True)
class MapPlace:
    """A scene or an ending on the map."""

    id: str
    title: str
    """The author's name for it; empty for none."""
    met: Met
    states: int = 0
    """In how many different states it is met."""
    lowest: Mood | None = None
    highest: Mood | None = None
    """Between which moods; None if it is not met."""
    bands: tuple[BandName, ...] = ()
    away: int | None = None
    """How few replies lead there; None if none do."""
    ways: tuple[str, ...] = ()
    """Where a scene's replies lead, in order; ``return`` for the way out of a detour."""
    is_good: bool = False
    """Whether it is a good ending."""
    results: str = ""
    """An ending's two results in words."""
    chance: Chance | None = None
    """How likely an ending is if every reply is picked blindly; None before anything was explored."""


@dataclass(frozen=True)
class SceneMap:
    """The whole map."""

    scenes: tuple[MapPlace, ...]
    """Those that fewer replies lead to first; then those that no play comes to."""
    endings: tuple[MapPlace, ...]
    """The best first; then those that no play comes to."""
    stuck: Chance | None
    """How likely it is that no reply is left; None if that was not seen to happen."""
    for_ever: Chance | None
    """How likely it is that the call goes round for ever; None before anything was explored."""
    is_exact: bool
    """Whether every possible call was gone through."""
    states: int


def scene_map(plan: Plan, found: Exploration | None) -> SceneMap:
    """The map of a plan, with what exploring it has found; None before it was explored."""
    scenario = plan.scenario
    places = {name: _place(scenario, name, found) for name in (*scenario.scenes, *scenario.endings)}
    nearest = sorted(
        scenario.scenes, key=lambda name: len(plan.places) if (way := places[name].away) is None else way
    )
    best = dict.fromkeys([*(found.by_rank if found else ()), *scenario.endings])
    return SceneMap(
        scenes=tuple(places[name] for name in nearest),
        endings=tuple(places[name] for name in best),
        stuck=found.chance("") if found and found.seen.stuck else None,
        for_ever=found.chance_of_no_end if found else None,
        is_exact=found is not None and found.is_complete,
        states=len(found.graph.states) if found else 0,
    )


def carried_over(known: SceneMap, plan: Plan) -> SceneMap:
    """The map of a plan of which nothing is explored yet, with what is known of the version before it.

    Scenes and endings keep their places, moods and odds; what is new comes after them.
    """
    new = scene_map(plan, None)

    def merged(places: tuple[MapPlace, ...], before: tuple[MapPlace, ...]) -> tuple[MapPlace, ...]:
        now, was = ({place.id: place for place in some} for some in (places, before))
        names = [*(name for name in was if name in now), *(name for name in now if name not in was)]
        return tuple(
            replace(
                was[name],
                title=now[name].title,
                ways=now[name].ways,
                results=now[name].results,
                is_good=now[name].is_good,
            )
            if name in was
            else now[name]
            for name in names
        )

    return replace(
        known,
        scenes=merged(new.scenes, known.scenes),
        endings=merged(new.endings, known.endings),
        is_exact=False,
    )


def _place(scenario: Scenario, name: str, found: Exploration | None) -> MapPlace:
    data: dict[str, Any] = {"id": name}
    if name in scenario.endings:
        ending = scenario.endings[name]
        data |= {
            "title": ending.title,
            "is_good": ending.is_good,
            "results": f"problem {ending.problem}, relationship {ending.relationship}",
            "chance": found.chance(name) if found else None,
        }
    else:
        scene = scenario.scenes[name]
        data |= {"title": scene.title or "", "ways": _ways(scene)}
    if found is None or name not in found.seen.places:
        return MapPlace(met="never" if found and found.is_complete else "unknown", **data)
    moods = found.seen.moods.get(name)
    if moods is not None:
        data |= {
            "states": moods.states,
            "lowest": Mood(*moods.lowest),
            "highest": Mood(*moods.highest),
            "bands": tuple(BANDS[band] for band in sorted(moods.bands)),
        }
    return MapPlace(met="met", away=_away(found, name), **data)


def _away(found: Exploration, name: str) -> int:
    number, choice = found.seen.places[name]
    if number < 0:
        return choice
    replies = 0 if choice < 0 else 1
    while (number := found.graph.parents[number]) != NOWHERE:
        replies += 1
    return replies


def _ways(scene: Scene) -> tuple[str, ...]:
    ways: list[str] = []
    for reply in scene.replies:
        ways += [reply.detour] if reply.detour else []
        ways += [way.goto for way in reply.goto]
    return tuple(way for way in dict.fromkeys(ways) if way != RETURN) + ((RETURN,) if RETURN in ways else ())
