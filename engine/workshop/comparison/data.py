"""Two versions side by side as plain data, for programs."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from engine.workshop.comparison.played import Ended, Odds, Path, Place, Played, Spans
from engine.workshop.comparison.written import Change
from engine.workshop.explore.exploration import Chance, Exploration

FORMAT = 1
"""Raised when a key changes its meaning or goes."""


def as_data(changes: Sequence[Change], played: Played | None) -> dict[str, Any]:
    """Everything that is different, ready for JSON; ``play`` is null where nothing had to be explored."""
    return {
        "moodline-diff": FORMAT,
        "same": not changes,
        "changes": [asdict(each) for each in changes],
        "play": None if played is None else _play(played),
    }


def _play(played: Played) -> dict[str, Any]:
    return {
        "exact": played.is_exact,
        "before": _extent(played.old),
        "after": _extent(played.new),
        "endings": {each.ending: _odds(each) for each in played.odds},
        "stuck": _odds(played.stuck),
        "never-ends": _odds(played.never_ends),
        "trainees": [_ended(each) for each in played.trainees],
        "recipes-that-win": {"before": played.recipes[0], "after": played.recipes[1]},
        "moods": {each.name: _moods(each) for each in played.places},
        "best": {"before": _path(played.best[0]), "after": _path(played.best[1])},
        "worst": {"before": _path(played.worst[0]), "after": _path(played.worst[1])},
    }


def _extent(found: Exploration) -> dict[str, Any]:
    return {
        "complete": found.is_complete,
        "stopped": found.stopped,
        "states": len(found.graph.states),
        "plays-drawn": found.sample.plays if found.sample else 0,
    }


def _odds(odds: Odds) -> dict[str, Any]:
    return {"before": _chance(odds.before), "after": _chance(odds.after), "differ": odds.differ}


def _chance(chance: Chance | None) -> dict[str, float] | None:
    return None if chance is None else {"chance": chance.share, "low": chance.low, "high": chance.high}


def _ended(each: Ended) -> dict[str, Any]:
    return {
        "name": each.trainee,
        "words": each.words,
        "before": {"ending": each.before, "replies": each.replies_before},
        "after": {"ending": each.after, "replies": each.replies_after},
    }


def _moods(place: Place) -> dict[str, Any]:
    return {
        "before": _spans(place.before, place.bands_before),
        "after": _spans(place.after, place.bands_after),
    }


def _spans(spans: Spans | None, bands: Sequence[str]) -> dict[str, Any] | None:
    if spans is None:
        return None
    parts = zip(("heat", "heard", "trust"), spans, strict=True)
    return {**{part: list(span) for part, span in parts}, "bands": list(bands)}


def _path(path: Path | None) -> dict[str, Any] | None:
    if path is None:
        return None
    return {"ending": path.ending, "replies": [f"{each.scene}.{each.reply}" for each in path.replies]}
