"""What holds for the debrief of any call: of any scenario, over or cut short, whatever was replied."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.call.call import Call
from engine.call.events import CustomerSaid
from engine.call.journal import choices_of, replay
from engine.debrief.causes import explain
from engine.debrief.debrief import Debrief, make_debrief
from engine.debrief.reaction import Reaction
from engine.mood.appraisal import PARTS
from engine.mood.bands import BANDS
from engine.mood.mood import Mood, total
from tests.engine.call.conftest import ALL, EVERY_FEATURE
from tests.engine.debrief.plays import at_random, machine_of, texts_of

PICKS = st.lists(st.integers(0, 11), max_size=30)
SEEDS = st.integers(0, 2**31 - 1)

any_scenario = pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)


@any_scenario
@settings(max_examples=40)
@given(picks=PICKS, seed=SEEDS)
def test_a_debrief_tells_the_call_as_it_was(path: Path, picks: list[int], seed: int) -> None:
    call = at_random(machine_of(path), seed, picks)
    before = (call.state, tuple(call.events), call.phase)
    debrief = make_debrief(call)
    assert (call.state, tuple(call.events), call.phase) == before
    the_timeline_is_the_call(debrief, call)
    the_results_are_the_calls(debrief, call)
    what_is_quoted_was_said_or_on_offer(debrief)
    again = replay(machine_of(path), choices_of(call), seed)
    assert make_debrief(again) == debrief


def the_timeline_is_the_call(debrief: Debrief, call: Call) -> None:
    timeline = debrief.happened.timeline
    assert [(turn.scene, turn.given.id) for turn in timeline.turns] == list(choices_of(call))
    assert [turn.number for turn in timeline.turns] == list(range(1, len(timeline.turns) + 1))
    assert [point.turn for point in timeline.points] == list(range(len(timeline.turns) + 1))
    said = [call.words(event) for event in call.events if isinstance(event, CustomerSaid)]
    assert [line for line in (timeline.opening, *(turn.answer for turn in timeline.turns)) if line] == said
    moods = [point.mood for point in timeline.points]
    assert moods[-1] == call.state.mood
    assert timeline.points[-1].band == call.band
    for turn, before, after in zip(timeline.turns, moods, moods[1:], strict=False):
        assert (turn.before, turn.after) == (before, after)
        assert turn.change == Mood(*(total(turn.ledger, part) for part in PARTS))
        reasons = explain(turn.ledger, call)
        assert turn.change == Mood(*(sum(getattr(reason, part) for reason in reasons) for part in PARTS))
        assert all(reason.source or reason.rule == "own-words" for reason in reasons)
    for course in (timeline.heat, timeline.heard, timeline.trust):
        values = [getattr(mood, course.part) for mood in moods]
        assert (course.start, course.end) == (values[0], values[-1])
        assert (course.peak, course.lowest) == (max(values), min(values))
        assert values[course.peak_turn] == course.peak
        assert course.lowest <= course.mean <= course.peak


def the_results_are_the_calls(debrief: Debrief, call: Call) -> None:
    outcome = debrief.happened.outcome
    assert outcome.finished == call.over
    assert outcome.ending == call.ending_id
    assert (outcome.why_over is None) == (not call.over)
    missed = {item.id for item in debrief.happened.critical if item.happened}
    assert missed <= set(call.missed_critical())
    assert not call.over or missed == set(call.missed_critical())
    promises = {(record.words, record.state) for record in debrief.why.promises}
    assert promises == {(words, "open" if state == "made" else state) for words, state in call.promises()}
    assert tuple(fact.words for fact in debrief.why.facts) == tuple(map(call.text.fill, call.facts_told()))


def what_is_quoted_was_said_or_on_offer(debrief: Debrief) -> None:
    turns = {turn.number: turn for turn in debrief.happened.timeline.turns}
    pivots = [pivot.turn.number for pivot in debrief.why.pivots]
    assert len(pivots) <= 3
    assert pivots == sorted(set(pivots))
    assert all(pivot.because and pivot.weight > 0 for pivot in debrief.why.pivots)
    for skill in debrief.why.skills.families:
        assert skill.taken + len(skill.missed) <= skill.chances <= len(turns)
        assert all(turns[shown.turn].says == shown.says for shown in skill.shown)
        for missed in skill.missed:
            assert turns[missed.turn].says == missed.said
            assert missed.instead in [other.says for other in turns[missed.turn].others]
    assert all(turns[harm.turn].says == harm.says for harm in debrief.why.skills.harms)
    action = debrief.next_time.action
    assert action.action
    assert action.because
    if turns:
        turn = turns[action.turn]
        assert action.said == turn.says
        assert action.replay_from in turns
        assert action.instead in ["", *(other.says for other in turn.others)]


@any_scenario
@settings(max_examples=10)
@given(picks=PICKS, seed=SEEDS)
def test_every_turn_can_be_played_again_from(path: Path, picks: list[int], seed: int) -> None:
    call = at_random(machine_of(path), seed, picks)
    debrief = make_debrief(call)
    points = debrief.next_time.replay_from
    assert [point.turn for point in points] == [turn.number for turn in debrief.happened.timeline.turns]
    for point, turn in zip(points, debrief.happened.timeline.turns, strict=True):
        back = replay(machine_of(path), point.choices, seed)
        assert back.phase == point.scene
        assert {offer.says for offer in back.offers() if not offer.locked} == {
            option.says for option in (turn.given, *turn.others)
        }


BLAME = re.compile(
    r"\b(you are|you were|you should|your fault|mistakes?|scores?|stars?|ranks?)\b", re.IGNORECASE
)


@settings(max_examples=80)
@given(picks=PICKS, seed=SEEDS, band=st.sampled_from(BANDS), turn=st.integers(0, 31))
def test_every_sentence_is_whole_and_speaks_of_replies(
    picks: list[int], seed: int, band: str, turn: int
) -> None:
    call = at_random(machine_of(EVERY_FEATURE), seed, picks)
    debrief = make_debrief(call, Reaction(band=band, turn=turn))  # type: ignore[arg-type]
    for text in texts_of(debrief):
        assert "  " not in text
        assert ".." not in text
        assert "{" not in text
        assert text == text.strip()
        assert not BLAME.search(text)
    sentences = [
        *debrief.happened.summary,
        *(comparison.sentence for comparison in debrief.reaction.compared),
        *(item.sentence for item in debrief.happened.critical),
        *(sentence for pivot in debrief.why.pivots for sentence in pivot.because),
        *(reason.sentence for pivot in debrief.why.pivots for reason in pivot.reasons),
        *(skill.sentence for skill in debrief.why.skills.families),
        *(harm.sentence for harm in debrief.why.skills.harms),
        *(promise.sentence for promise in debrief.why.promises),
        *(fact.sentence for fact in debrief.why.facts),
        debrief.next_time.action.action,
        debrief.next_time.action.because,
        debrief.happened.outcome.why_over_words,
        debrief.happened.outcome.problem_words,
        debrief.happened.outcome.relationship_words,
    ]
    for sentence in sentences:
        assert sentence[0].isupper()
        assert sentence.endswith((".", "?"))
