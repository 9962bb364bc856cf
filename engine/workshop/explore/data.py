"""An exploration as plain data, for programs."""

from typing import Any

from engine.mood.bands import BANDS
from engine.workshop.explore.exploration import Chance, Exploration
from engine.workshop.explore.graph import Witness
from engine.workshop.explore.trainees import Play

FORMAT = 1
"""Raised when a key changes its meaning or goes."""


def as_data(found: Exploration) -> dict[str, Any]:
    """Everything that was found, ready for JSON."""
    graph, scenario = found.graph, found.plan.scenario
    best, worst = (found.by_rank[0], found.by_rank[-1]) if found.by_rank else (None, None)
    return {
        "moodline-explore": FORMAT,
        "scenario": scenario.id,
        "complete": found.is_complete,
        "stopped": found.stopped,
        "seconds": round(found.seconds, 3),
        "states": len(graph.states),
        "states-tried": graph.expanded,
        "choices": len(graph.to),
        "plays-drawn": found.sample.plays if found.sample else 0,
        "scenes": {name: _place(found, name) for name in scenario.scenes},
        "endings": {name: _ending(found, name) for name in scenario.endings},
        "stuck": {
            "chance": _chance(found, found.chance("")),
            "scenes": {name: _replies(found.witness(mark)) for name, mark in found.seen.stuck.items()},
        },
        "never-ends": _chance(found, found.chance_of_no_end),
        "interrupts": {
            each.id: _replies(way) if (way := found.to_interrupt(each.id)) is not None else None
            for each in scenario.interrupts
        },
        "lines-not-heard": [
            {"place": name, "list": which, "variant": number}
            for name, scene in scenario.scenes.items()
            for which, variants in (("customer", scene.customer), ("again", scene.again))
            for number in range(len(variants))
            if (name, which, number) not in found.seen.lines
        ],
        "trainees": [_play(found, each) for each in found.plays],
        "recipes": [_play(found, each) for each in found.recipes],
        "best": best,
        "worst": worst,
    }


def _place(found: Exploration, name: str) -> dict[str, Any]:
    way = found.to_place(name)
    moods = found.seen.moods.get(name)
    data: dict[str, Any] = {"reached": way is not None, "witness": None if way is None else _replies(way)}
    if moods is not None:
        for number, part in enumerate(("heat", "heard", "trust")):
            data[part] = [moods.lowest[number], moods.highest[number]]
        data["bands"] = [BANDS[band] for band in sorted(moods.bands)]
        data["states"] = moods.states
    return data


def _ending(found: Exploration, name: str) -> dict[str, Any]:
    ending = found.plan.scenario.endings[name]
    data: dict[str, Any] = _place(found, name) | {
        "problem": ending.problem,
        "relationship": ending.relationship,
        "good": ending.is_good,
        "random": _chance(found, found.chance(name)),
    }
    way = found.to_place(name)
    if way is not None and found.is_complete:
        data["last-turn-to-recover"] = found.last_turn_to_recover(way)
    return data


def _chance(found: Exploration, chance: Chance) -> dict[str, Any]:
    how = "exact" if found.is_complete else "sampled"
    return {"how": how, "chance": chance.share, "low": chance.low, "high": chance.high}


def _play(found: Exploration, each: Play) -> dict[str, Any]:
    data: dict[str, Any] = {
        "name": each.trainee.name,
        "words": each.trainee.words,
        "ending": each.ending,
        "left": each.left,
        "replies": _replies(each.replies),
    }
    if found.is_complete:
        data["last-turn-to-recover"] = found.last_turn_to_recover(each.replies)
    return data


def _replies(replies: Witness) -> list[str]:
    return [f"{each.scene}.{each.reply}" for each in replies]
