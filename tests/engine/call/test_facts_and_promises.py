"""Facts asked and told, promises made, kept and broken, the grievance: each once, and in order."""

from typing import Any

from engine.call import events as ev
from engine.call.compiler import compile_scenario
from engine.call.plan import Plan
from engine.call.state import State
from engine.call.step import begin
from engine.mood.coefficients import parse_model
from engine.mood.mood import Mood
from tests.engine.call.generated import MODEL, plan_from, scenario_from, small
from tests.engine.call.test_step import only, say


def start(*replies: dict[str, Any], **more: Any) -> tuple[Plan, State]:
    plan = plan_from(small(*replies, **more))
    return plan, begin(plan, 1)[0]


def of(events: tuple[ev.Event, ...], *kinds: type[ev.Event]) -> list[ev.Event]:
    return [event for event in events if isinstance(event, kinds)]


def test_a_fact_named_twice_in_one_reply_is_asked_once() -> None:
    plan, state = start({"id": "ask", "asks": ["name", "name"]})
    state, events = say(plan, state, "ask")
    assert of(events, ev.FactAsked, ev.FactTold) == [ev.FactAsked("name", 0), ev.FactTold("name")]
    assert not any(cause.rule == "told-once" for cause in only(events, ev.MoodChanged).ledger)
    _, events = say(plan, state, "ask")
    assert of(events, ev.FactAsked, ev.FactTold) == [ev.FactAsked("name", 1)]


def test_a_fact_that_the_next_scene_tells_was_not_known_when_it_was_asked() -> None:
    plan, state = start(
        {"id": "ask", "asks": "name", "goto": "on"},
        {"id": "go", "goto": "on"},
        scenes={"on": {"tells": "name", "replies": [{"id": "back", "goto": "talk"}]}},
    )
    _, events = say(plan, state, "ask")
    assert of(events, ev.FactAsked, ev.FactTold) == [ev.FactAsked("name", 0), ev.FactTold("name")]
    _, events = say(plan, state, "go", "back", "ask")
    assert of(events, ev.FactAsked, ev.FactTold) == [ev.FactAsked("name", 1)]


def test_a_told_fact_is_not_told_again_and_telling_it_costs_nothing() -> None:
    plan, state = start({"id": "stay"}, talk={"tells": ["name", "date"]}, told=["name"])
    assert of(begin(plan, 1)[1], ev.FactTold) == [ev.FactTold("date")]
    _, events = say(plan, state, "stay")
    assert of(events, ev.FactTold) == []


def test_asking_again_is_counted_for_each_fact_up_to_twenty() -> None:
    plan, state = start({"id": "ask", "asks": ["name", "date"]}, {"id": "one", "asks": "date"}, told=["name"])
    state, events = say(plan, state, "ask", "ask", "one")
    assert only(events, ev.FactAsked) == ev.FactAsked("date", 2)
    state, events = say(plan, state, *["ask"] * 30)
    assert of(events, ev.FactAsked) == [ev.FactAsked("name", 20), ev.FactAsked("date", 20)]


def test_a_promise_is_made_once_however_often_it_is_made() -> None:
    plan, state = start({"id": "promise", "promises": ["refund", "refund"]})
    state, events = say(plan, state, "promise")
    assert of(events, ev.PromiseMade) == [ev.PromiseMade("refund")]
    _, events = say(plan, state, "promise")
    assert of(events, ev.PromiseMade) == []


def test_a_promise_named_twice_is_kept_or_broken_once() -> None:
    plan, state = start(
        {"id": "promise", "promises": ["refund", "call-back"]},
        {"id": "keep", "keeps": ["refund", "refund"]},
        {"id": "break", "breaks": ["call-back", "call-back"]},
        customer={"mood": {"heat": 40, "heard": 50, "trust": 60}},
    )
    state, events = say(plan, state, "promise", "keep")
    assert of(events, ev.PromiseKept) == [ev.PromiseKept("refund")]
    assert [
        cause.amount for cause in only(events, ev.MoodChanged).ledger if cause.rule == "promise-kept"
    ] == [-4, 9]
    state, events = say(plan, state, "break")
    assert of(events, ev.PromiseBroken) == [ev.PromiseBroken("call-back")]
    assert state.owed == 1


def test_a_promise_that_was_not_made_is_neither_kept_nor_broken() -> None:
    plan, state = start({"id": "keep", "keeps": "refund"}, {"id": "break", "breaks": "refund"})
    after, events = say(plan, state, "keep", "break")
    assert of(events, ev.PromiseKept, ev.PromiseBroken) == []
    assert (after.kept, after.broken, after.owed) == (0, 0, 0)


def test_a_promise_is_closed_once_and_making_it_again_opens_nothing() -> None:
    plan, state = start(
        {"id": "promise", "promises": "refund"},
        {"id": "keep", "keeps": "refund"},
        {"id": "break", "breaks": "refund"},
    )
    kept, events = say(plan, state, "promise", "keep", "promise", "break")
    assert of(events, ev.PromiseBroken) == []
    broken, events = say(plan, state, "promise", "break", "promise", "keep")
    assert of(events, ev.PromiseKept) == []
    assert (kept.kept, kept.broken, broken.kept, broken.broken) == (2, 0, 0, 2)


def test_one_reply_can_make_and_keep_a_promise_and_a_promise_kept_is_not_broken() -> None:
    plan, state = start(
        {"id": "at-once", "promises": "refund", "keeps": "refund"},
        {"id": "both", "promises": "call-back", "keeps": "call-back", "breaks": "call-back"},
    )
    _, events = say(plan, state, "at-once")
    assert of(events, ev.PromiseMade, ev.PromiseKept) == [ev.PromiseMade("refund"), ev.PromiseKept("refund")]
    after, events = say(plan, state, "both")
    assert of(events, ev.PromiseKept, ev.PromiseBroken) == [ev.PromiseKept("call-back")]
    assert after.owed == 0


def test_amends_in_the_reply_that_breaks_the_promise_are_amends() -> None:
    plan, state = start(
        {"id": "promise", "promises": ["refund", "call-back"]},
        {"id": "only-sorry", "moves": ["apologise"], "breaks": "refund"},
        {"id": "both", "moves": ["apologise", "own"], "breaks": ["refund", "call-back"]},
        customer={"mood": {"heat": 40, "heard": 60, "trust": 95}},
    )
    state, _ = say(plan, state, "promise")
    sorry, events = say(plan, state, "only-sorry")
    assert sorry.owed == 1
    assert sum(c.amount for c in only(events, ev.MoodChanged).ledger if c.part == "trust") == -40
    after, events = say(plan, state, "both")
    assert only(events, ev.AmendsMade) == ev.AmendsMade(1)
    assert after.owed == 1


def test_settling_without_an_open_grievance_is_nothing() -> None:
    plan, state = start({"id": "settle", "settles": True}, customer={"grievance": "wet"})
    state, events = say(plan, state, "settle")
    assert only(events, ev.GrievanceSettled) == ev.GrievanceSettled("wet")
    state, events = say(plan, state, "settle")
    assert of(events, ev.GrievanceSettled) == []
    assert not any(cause.rule == "settled" for cause in only(events, ev.MoodChanged).ledger)


def test_failed_remedies_raise_where_heat_rests_to_the_top_and_no_further() -> None:
    plan, state = start({"id": "try", "fails": True}, customer={"baseline": {"heat": 90}, "grievance": "wet"})
    rests = []
    for _ in range(3):
        state, events = say(plan, state, "try")
        rests.append(only(events, ev.RemedyFailed).resting_heat)
    assert rests == [98, 100, 100]


def test_a_failed_remedy_raises_it_as_strongly_as_the_customer_takes_failures() -> None:
    for share, rest in ((0, 20), (0.5, 24), (1.2, 30), (5, 60)):
        plan, state = start(
            {"id": "try", "fails": True},
            customer={"baseline": {"heat": 20}, "sensitivity": {"failed-remedy": share}},
        )
        assert say(plan, state, "try")[0].resting_heat == rest


def test_a_line_is_worn_by_its_words_however_they_are_punctuated() -> None:
    lines = {
        "one": "I'm sorry, truly.",
        "same": "I’m sorry — TRULY!",
        "other": "I am sorry, truly.",
        "hindi": "कि",
        "hindi-other": "का",
        "dots": "…",
        "smile": "🙂",
    }
    plan, state = start(*({"id": name, "says": says, "moves": ["validate"]} for name, says in lines.items()))

    def worn(*names: str) -> bool:
        _, events = say(plan, state, *names)
        return any(cause.rule == "wear-out" for cause in only(events, ev.MoodChanged).ledger)

    assert worn("one", "one")
    assert worn("one", "same")
    assert not worn("one", "other")
    assert not worn("hindi", "hindi-other")
    assert not worn("dots", "smile")


def test_a_phrase_wears_lines_of_the_same_move_together_and_of_no_other() -> None:
    plan, state = start(
        {"id": "a", "says": "So sorry.", "moves": ["apologise"], "phrase": "sorry"},
        {"id": "b", "says": "I do apologise.", "moves": ["apologise"], "phrase": "sorry"},
        {"id": "c", "says": "I see that.", "moves": ["validate"], "phrase": "sorry"},
        {"id": "d", "says": "I do apologise.", "moves": ["apologise"]},
    )

    def worn(*names: str) -> bool:
        _, events = say(plan, state, *names)
        return any(cause.rule == "wear-out" for cause in only(events, ev.MoodChanged).ledger)

    assert [worn("a", then) for then in "abcd"] == [True, True, False, False]


def test_a_line_that_cannot_come_again_is_not_counted() -> None:
    plan = plan_from(
        small(
            {"id": "once", "moves": ["validate"], "once": True},
            {"id": "on", "moves": ["affirm"], "goto": "end"},
            scenes={"end": {"replies": [{"id": "bye", "moves": ["thank"], "goto": "fine"}]}},
        )
    )
    wears = {reply.reply.id: bool(reply.wears) for place in plan.places for reply in place.replies}
    assert wears == {"once": False, "on": False, "bye": False}


def test_a_model_in_which_nothing_wears_and_one_in_which_it_takes_long() -> None:
    text = MODEL.text
    for shares, last in (("[100]", 100), ("[100, 90, 80, 70, 60]", 60)):
        model = parse_model(text.replace("shares: [100, 50, -50]", f"shares: {shares}"))
        scenario = scenario_from(small({"id": "a", "moves": ["affirm"], "mood": {"because": "So."}}))
        plan = compile_scenario(scenario, model)
        _, events = say(plan, begin(plan, 1)[0]._replace(mood=Mood(50, 50, 50)), *["a"] * 9)
        ledger = only(events, ev.MoodChanged).ledger
        worn = sum(cause.amount for cause in ledger if cause.rule == "wear-out" and cause.part == "heard")
        assert worn == 12 * last // 100 - 12


def test_where_the_mood_starts_and_rests_is_the_authors_and_else_the_personas() -> None:
    plan, state = start(
        {"id": "stay"},
        customer={"persona": "elderly", "mood": {"heard": 0, "trust": 100}, "baseline": {"heat": 100}},
    )
    assert state.mood == Mood(plan.model.personas["elderly"].start.heat, 0, 100)
    assert state.resting_heat == 100


def test_the_first_two_replies_are_the_start_of_a_call() -> None:
    def too_warm(events: tuple[ev.Event, ...]) -> bool:
        return any(cause.rule == "too-warm" for cause in only(events, ev.MoodChanged).ledger)

    plan, state = start({"id": "warm", "moves": ["warmth"]})
    assert [too_warm(say(plan, state, *["warm"] * turns)[1]) for turns in (1, 2, 3)] == [False, False, True]
    assert all(reply.wears for place in plan.places for reply in place.replies)
    for more in ({}, {"sets": "sent"}):
        ways = [
            {"id": f"to-{after}", "moves": ["warmth"], "goto": after, **more}
            for after in ("one", "two", "three")
        ]
        plan, state = start(
            ways[0],
            scenes={
                "one": {"replies": [ways[1]]},
                "two": {"replies": [ways[2]]},
                "three": {"replies": [{"id": "bye", "moves": ["warmth"], "goto": "fine"}]},
            },
        )
        assert not any(reply.wears for place in plan.places for reply in place.replies)
        given = ["to-one", "to-two", "to-three"]
        assert [too_warm(say(plan, state, *given[:turns])[1]) for turns in (1, 2, 3)] == [False, False, True]
        assert not too_warm(say(plan, state, *given, "bye")[1])
