"""A first answer, then all of it; and nothing once it is not wanted."""

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.mood.coefficients import load_model
from engine.scenario.reader import read
from engine.workshop.checks.proof import Proof
from engine.workshop.explore.budget import Progress
from engine.workshop.preview import proving
from engine.workshop.preview.proving import NotWanted, prove_in_steps
from engine.workshop.preview.scene_map import scene_map
from tests.engine.workshop.preview.writing import ON_SCREEN


def proofs(
    path: Path = ON_SCREEN, goes_on: Callable[[Progress | None], bool] = lambda _progress: True
) -> list[Proof]:
    return list(prove_in_steps(read(path), load_model(), lambda: 0.0, goes_on))


def test_a_small_scenario_is_proved_at_once() -> None:
    (proof,) = proofs()
    assert proof.exploration is not None
    assert proof.exploration.is_complete


def test_a_large_one_is_sampled_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proving, "SOON_STATES", 50)
    first, second = proofs()
    assert first.exploration is not None
    assert second.exploration is not None
    assert not first.exploration.is_complete
    assert first.exploration.sample is not None
    assert second.exploration.is_complete


def test_one_that_is_too_large_stays_sampled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proving, "SOON_STATES", 20)
    monkeypatch.setattr(proving, "MOST_STATES", 60)
    first, second = proofs()
    assert second.exploration is not None
    assert not second.exploration.is_complete
    found = scene_map(second.exploration.plan, second.exploration)
    assert (found.is_exact, found.states) == (False, len(second.exploration.graph.states))
    assert {place.met for place in (*found.scenes, *found.endings)} <= {"met", "unknown"}
    assert first.exploration is not None
    assert not first.exploration.is_complete


def test_it_ends_at_once_when_it_is_not_wanted() -> None:
    asked: list[Progress | None] = []

    def goes_on(progress: Progress | None) -> bool:
        asked.append(progress)
        return len(asked) < 5

    with pytest.raises(NotWanted):
        proofs(goes_on=goes_on)
    assert len(asked) == 5


def test_what_cannot_be_played_has_only_its_problems(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("moodline: 1\n", encoding="utf-8")
    (proof,) = proofs(tmp_path / "a.yaml")
    assert proof.exploration is None
    assert proof.findings


def test_the_map_of_what_was_explored() -> None:
    (proof,) = proofs()
    found = proof.exploration
    assert found is not None
    made = scene_map(found.plan, found)
    assert [place.id for place in made.scenes][:2] == ["opening", "what-now"]
    assert made.scenes[0].away == 0
    assert made.scenes[0].ways == ("what-now", "opening")
    assert [place.away for place in made.scenes] == sorted(place.away or 0 for place in made.scenes)
    assert made.endings[0].id == "settled"
    assert made.endings[0].is_good
    chances = [place.chance.share for place in made.endings if place.chance is not None]
    assert sum(chances) + (made.for_ever.share if made.for_ever else 0) == pytest.approx(1)
    for place in (*made.scenes, *made.endings):
        assert place.away == len(found.to_place(place.id) or ())
        moods = found.seen.moods[place.id]
        assert (place.states, list(place.lowest or ()), list(place.highest or ())) == (
            moods.states,
            moods.lowest,
            moods.highest,
        )


def test_the_map_before_anything_was_explored() -> None:
    (proof,) = proofs()
    assert proof.exploration is not None
    made = scene_map(proof.exploration.plan, None)
    assert [place.id for place in made.scenes] == ["opening", "what-now", "depot", "closing", "boiling"]
    assert {place.met for place in made.scenes} == {"unknown"}
    assert (made.is_exact, made.states, made.for_ever) == (False, 0, None)
