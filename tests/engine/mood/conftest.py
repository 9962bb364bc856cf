"""Customers of every shipped persona, and replies made of moves."""

from collections.abc import Callable

import pytest

from engine.mood.appraisal import Act, Deed, Setting, Temper
from engine.mood.coefficients import MoodModel, load_model
from engine.mood.mood import Mood

MODEL = load_model()
PERSONAS = sorted(MODEL.personas)


@pytest.fixture(scope="session")
def model() -> MoodModel:
    return MODEL


@pytest.fixture(params=PERSONAS)
def temper(request: pytest.FixtureRequest) -> Temper:
    """A customer of each shipped persona in turn."""
    return temper_of(request.param)


def temper_of(persona: str) -> Temper:
    chosen = MODEL.personas[persona]
    return Temper(MODEL, chosen, {}, chosen.baseline)


def act(move: str) -> Act:
    return Act(move, move, MODEL.moves[move])


def deed(*moves: str, **more: object) -> Deed:
    return Deed(acts=tuple(act(move) for move in moves), **more)  # type: ignore[arg-type]


def setting(mood: Mood, **more: object) -> Setting:
    return Setting(mood, **{"resting_heat": 30, **more})  # type: ignore[arg-type]


Turns = Callable[..., Mood]


def play(temper: Temper, start: Mood, *deeds: Deed, **more: object) -> Mood:
    """The mood after some replies in a row, each in the same kind of setting."""
    mood = start
    for each in deeds:
        mood = temper.appraise(each, setting(mood, **more)).mood
    return mood
