"""The slides of a call: what is on them, in which order, and what is on none before it is asked for."""

from collections.abc import Iterator
from functools import cache

import pytest

from engine.call.call import Call
from engine.call.machine import CallMachine
from engine.debrief.by_odds import odds_words
from engine.debrief.debrief import Debrief, find_outlook, make_debrief
from engine.debrief.outlook import Outlook
from engine.debrief.presentation.deck import WORKING, Deck
from engine.debrief.presentation.parts import Ask, Figures, MoodSoFar, Said, Slide
from engine.debrief.presentation.slides import make_slides
from engine.debrief.presentation.turn_slides import ODDS_LATER
from engine.debrief.reaction import Reaction
from tests.engine.debrief.plays import answered, give, reply, small, texts_of


@cache
def machine() -> CallMachine:
    """A call of two scenes with a promise, a limit, something critical and three endings; few states."""
    return small(
        reply("ask", "probe", goto="deal"),
        reply("blame", "blame", "script", "dismiss", once=True),
        reply("hear", "validate", "affirm", goto="deal", once=True),
        reply("vow", "own", promises="ring", once=True),
        reply("drop", "stonewall", goto="left"),
        mood=(45, 30, 40),
        customer={"limit": {"heat": 75, "turns": 1, "goto": "walked"}},
        promises={"ring": "ring back on Tuesday"},
        critical=[{"id": "never", "text": "It was thrown back at the customer", "when": {"turn": ">= 2"}}],
        scenes={
            "deal": {
                "customer": "And what now?",
                "replies": [
                    reply("keep", "cooperate", goto="fine", keeps="ring"),
                    reply("back", "rush", goto="talk", once=True),
                    reply("refuse", "blame", "threaten", goto="left"),
                ],
            }
        },
        endings={
            "fine": ending("Settled at last", "solved", "kept"),
            "left": ending("Nothing came of it", "open", "strained"),
            "walked": ending("Gone for good", "open", "lost"),
        },
    )


def ending(title: str, problem: str, relationship: str) -> dict[str, str]:
    says = f"Last words of {title.lower()}."
    about = f"What {title.lower()} means."
    return {"title": title, "problem": problem, "relationship": relationship, "says": says, "debrief": about}


CALLS = (
    ("hear", "keep"),
    ("blame", "vow", "ask", "back", "hear", "keep"),
    ("ask", "refuse"),
    ("vow", "hear", "back", "blame", "drop"),
    ("ask", "back", "blame"),
    ("drop",),
)


@cache
def call_of(*replies: str) -> Call:
    return give(answered(machine()), *replies)


@cache
def outlook_of(call: Call) -> Outlook:
    found = find_outlook(call, lambda: 0.0)
    assert found is not None
    return found


def played() -> Call:
    return call_of(*CALLS[1])


def slides_of(call: Call, *, revealed: bool = False, ahead: bool = True) -> tuple[Slide, ...]:
    outlook = outlook_of(call) if ahead else None
    return make_slides(call, make_debrief(call, outlook=outlook), outlook, revealed=revealed)


def keys(slides: tuple[Slide, ...]) -> list[str]:
    return [slide.key for slide in slides]


def words_of(slides: tuple[Slide, ...]) -> str:
    return "\n".join(texts_of(slides))


def test_the_slides_stand_in_their_order_whatever_is_shown() -> None:
    call = played()
    assert call.over
    hidden, revealed = slides_of(call), slides_of(call, revealed=True)
    assert keys(hidden) == keys(revealed)
    order = ["title", "situation", "opening", "mood", "skills", "outcome", "last-turn", "next", "questions"]
    assert [key for key in keys(hidden) if key in order] == order
    turns = [slide for slide in hidden if slide.turn]
    pivots = make_debrief(call, outlook=outlook_of(call)).why.pivots
    assert sorted({slide.turn for slide in turns}) == [pivot.turn.number for pivot in pivots]
    assert keys(hidden).index("mood") < hidden.index(turns[0]) < keys(hidden).index("skills")
    assert all(slide.steps and all(slide.steps) for slide in (*hidden, *revealed))


def test_the_room_is_asked_before_it_sees_the_reply_that_was_given() -> None:
    call = played()
    slides = {slide.key: slide for slide in slides_of(call)}
    for pivot in make_debrief(call, outlook=outlook_of(call)).why.pivots:
        first, ask, given, then = (step[0] for step in slides[f"turn-{pivot.turn.number}"].steps)
        assert isinstance(first, Said)
        assert isinstance(given, Said)
        assert (first.by, given.by, given.text) == ("customer", "agent", pivot.turn.says)
        assert (ask, then) == (Ask("What would you say?"), Ask("How will the customer take it?"))


def test_the_line_marks_promises_and_what_was_asked_again_as_far_as_it_goes() -> None:
    call = call_of("vow", "ask", "keep")
    for revealed, then in ((False, [(1, ("promised",))]), (True, [(1, ("promised",)), (3, ("kept",))])):
        steps = next(slide.steps for slide in slides_of(call, revealed=revealed) if slide.key == "mood")
        lines = [part for step in steps for part in step if isinstance(part, MoodSoFar)]
        assert lines[0].signs == ()
        assert list(lines[-1].signs) == then
        told = " ".join(words for line in lines for words in line.words)
        assert "Marked: promised (ring back on Tuesday)." in told
        assert ("promise kept" in told) == revealed, "of the last turn nothing before the outcome"


def outcome_words(debrief: Debrief, call: Call) -> Iterator[str]:
    """Everything that says how a call ended, as it could stand on a slide."""
    outcome = debrief.happened.outcome
    yield from (outcome.title, outcome.good_words, outcome.why_over_words, outcome.text)
    yield from (outcome.problem_words, outcome.relationship_words)
    if call.over:
        yield debrief.happened.timeline.turns[-1].answer
    yield debrief.next_time.action.because
    if debrief.why.last_turn is not None:
        yield debrief.why.last_turn.sentence
    yield from (sentence for pivot in debrief.why.pivots for sentence in pivot.because)
    yield from (other.led_to for pivot in debrief.why.pivots for other in pivot.others)


@pytest.mark.parametrize("replies", CALLS, ids="-".join)
def test_nothing_of_how_it_ended_is_on_a_slide_before_it_is_asked_for(replies: tuple[str, ...]) -> None:
    """Neither result, nor the last turn's effect, nor odds: they say as much."""
    call = call_of(*replies)
    debrief = make_debrief(call, outlook=outlook_of(call))
    hidden = make_slides(call, debrief, outlook_of(call))
    words = words_of(hidden)
    for told in outcome_words(debrief, call):
        assert not told.strip() or told not in words, told
    assert " in 100" not in words
    assert "good ending could" not in words
    turns = len(debrief.happened.timeline.turns)
    lines = [part for slide in hidden for step in slide.steps for part in step if isinstance(part, MoodSoFar)]
    assert max(point.turn for line in lines for point in line.points) == turns - 1
    last = [slide for slide in hidden if slide.turn == turns and not slide.key.endswith("others")]
    assert len(last) in (0, 2)
    assert not [part for slide in last for step in slide.steps for part in step if isinstance(part, Figures)]


def test_once_asked_for_it_is_there() -> None:
    call = played()
    debrief = make_debrief(call, outlook=outlook_of(call))
    revealed = {slide.key: slide for slide in slides_of(call, revealed=True)}
    outcome = debrief.happened.outcome
    words = words_of((revealed["outcome"],))
    assert outcome.problem is not None
    assert outcome.relationship is not None
    for told in (outcome.title, outcome.why_over_words, outcome.good_words):
        assert told in words
    assert {"The problem", "The relationship"} <= set(texts_of(revealed["outcome"].steps[0]))
    assert debrief.next_time.action.because in words_of((revealed["next"],))
    assert debrief.why.last_turn is not None
    assert debrief.why.last_turn.sentence in words_of((revealed["last-turn"],))
    line = revealed["mood"].steps[-1][0]
    assert isinstance(line, MoodSoFar)
    assert line.whole
    assert line.pivots == tuple(pivot.turn.number for pivot in debrief.why.pivots)
    for pivot in debrief.why.pivots:
        words = words_of((revealed[f"turn-{pivot.turn.number}"], revealed[f"turn-{pivot.turn.number}-after"]))
        assert all(told in words for told in (pivot.turn.customer, pivot.turn.says, pivot.turn.answer))
        before = outlook_of(call).before
        assert odds_words(before[pivot.turn.number - 1], before[pivot.turn.number]) in words
        after = revealed[f"turn-{pivot.turn.number}-after"].steps[0][0]
        assert isinstance(after, Figures)
        assert [pivot.turn.band_after in figure.word for figure in after.shown] == [True, False, False]
        others = words_of((revealed[f"turn-{pivot.turn.number}-others"],))
        for other in pivot.others:
            assert all(told in others for told in (other.option.says, other.changed, other.led_to))


def test_the_causes_that_moved_most_come_first_and_no_more_than_three() -> None:
    call = call_of(*CALLS[1])
    debrief = make_debrief(call)
    slide = next(slide for slide in make_slides(call, debrief) if slide.key == "turn-1-after")
    reasons = next(pivot for pivot in debrief.why.pivots if pivot.turn.number == 1).reasons
    assert len(reasons) > 3
    sizes = {each.sentence: abs(each.heat) + abs(each.heard) + abs(each.trust) for each in reasons}
    told = [text for text in texts_of(slide) if text in sizes]
    assert [sizes[text] for text in told] == sorted(sizes.values(), reverse=True)[:3]
    left = len(reasons) - 3
    assert f"And {left} smaller cause{'' if left == 1 else 's'}." in words_of((slide,))


def test_odds_that_nobody_knows_are_not_promised_for_later() -> None:
    late = reply("end", "close", goto="fine", when={"turn": ">= 4"})
    call = give(answered(small(reply("kind", "validate"), reply("rude", "blame"), late)), "kind", "rude")
    ahead, blind = (words_of(slides_of(call, ahead=known)) for known in (True, False))
    assert ODDS_LATER in ahead
    assert ODDS_LATER not in blind


def test_nothing_that_is_private_is_on_any_slide() -> None:
    call = played()
    outlook = outlook_of(call)
    guessed = make_debrief(call, Reaction(band="furious", turn=2), outlook=outlook)
    assert guessed.reaction.compared
    words = words_of(make_slides(call, guessed, outlook, revealed=True))
    assert words == words_of(slides_of(call, revealed=True))
    assert "guess" not in words


def test_calls_cut_short_of_one_turn_of_none_and_of_five_hundred() -> None:
    endless = small(reply("a", "probe"), reply("b", "blame"), reply("c", goto="fine"))
    for turns in (0, 1, 500):
        call = give(answered(endless), *("a", "b") * (turns // 2), *("a",) * (turns % 2))
        for revealed in (False, True):
            slides = slides_of(call, revealed=revealed, ahead=False)
            assert ("mood" in keys(slides)) == bool(turns)
            assert keys(slides)[-3:] == ["outcome", "next", "questions"]
            assert ("cut short" in words_of(slides)) == revealed
            assert all(len(slide.steps) <= 16 for slide in slides)
            if turns > 1 or (turns and revealed):
                steps = next(slide.steps for slide in slides if slide.key == "mood")
                told = [
                    words
                    for step in steps
                    for part in step
                    if isinstance(part, MoodSoFar)
                    for words in part.words
                ]
                assert len(told) == turns + revealed, "every turn is told once, the start too"


def test_the_last_turns_promise_and_quotes_wait_too() -> None:
    def told(*replies: str, key: str, revealed: bool) -> str:
        return words_of(
            tuple(slide for slide in slides_of(call_of(*replies), revealed=revealed) if slide.key == key)
        )

    kept = ("vow", "ask", "keep")
    assert "neither kept nor broken" in told(*kept, key="promises", revealed=False)
    assert "kept at turn 3" in told(*kept, key="promises", revealed=True)
    assert "Line keep." not in told("hear", "keep", key="skills", revealed=False)
    assert "Line keep." in told("hear", "keep", key="skills", revealed=True)


def test_a_deck_reveals_goes_back_and_never_falls_off() -> None:
    deck = Deck(slides_of(played()))
    assert not deck.back()
    seen = [(deck.at, deck.step)]
    while deck.next():
        seen.append((deck.at, deck.step))
    assert len(set(seen)) == len(seen) == sum(len(slide.steps) for slide in deck.slides)
    assert deck.at == len(deck.slides) - 1
    back = [(deck.at, deck.step)]
    while deck.back():
        back.append((deck.at, deck.step))
    assert back == seen[::-1]
    assert not deck.go(len(deck.slides))
    assert not deck.go(-1)
    assert not deck.go_to("turn-99")
    assert deck.go_to("mood")
    deck.next()
    assert len([part for part in deck.shown if isinstance(part, MoodSoFar)]) == 1


def test_a_deck_stays_where_it_is_when_more_becomes_known() -> None:
    call = played()
    debrief = make_debrief(call)
    pending = make_slides(call, debrief, pending=True)
    known = slides_of(call)
    first = next(slide.key for slide in known if slide.turn)
    assert not [slide for slide in pending if slide.turn]
    for key, then in (("mood", "mood"), (WORKING, first), ("outcome", "outcome"), ("questions", "questions")):
        deck = Deck(pending)
        assert deck.go_to(key)
        deck.replace(known)
        assert deck.slide.key == then
    deck = Deck(known)
    deck.go_to("outcome")
    deck.replace(slides_of(call, revealed=True))
    assert (deck.slide.key, deck.step) == ("outcome", 1)
    assert len(deck.slide.steps) > 1
    while deck.step < len(deck.slide.steps):
        deck.next()
    deck.replace(known)
    assert deck.step == len(deck.slide.steps)
    with pytest.raises(ValueError, match="at least one"):
        Deck(())


def test_a_replay_says_that_it_is_one() -> None:
    call = played()
    slides = make_slides(call, make_debrief(call), from_turn=3)
    assert "from turn 3" in words_of(slides[:1])
    assert "played again" not in words_of(slides_of(call)[:1])
