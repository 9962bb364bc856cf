"""Pivotal turns: which are picked, in which order, and why."""

from collections.abc import Sequence

from engine.debrief.debrief import Debrief, make_debrief
from engine.debrief.outcome import CriticalItem
from engine.debrief.pivots import Pivot, Weight
from engine.debrief.timeline import Timeline
from tests.engine.debrief.plays import answered, debrief_of, every_feature, give, reply, small


def by(**points: int) -> dict[str, object]:
    return {"because": "Because", **points}


MACHINE = small(
    reply("better", mood=by(heat=-8, heard=8)),
    reply("much-better", mood=by(heat=-12, heard=12)),
    reply("worse", mood=by(heat=8)),
    reply("much-worse", mood=by(heat=12)),
    reply("nothing"),
    mood=(60, 25, 50),
    customer={"baseline": {"heat": 60, "heard": 25, "trust": 50}},
)


def turns(debrief: Debrief) -> list[int]:
    return [pivot.turn.number for pivot in debrief.why.pivots]


def pivot(debrief: Debrief, turn: int) -> Pivot:
    return next(each for each in debrief.why.pivots if each.turn.number == turn)


def test_what_helped_most_and_what_cost_most_are_picked_in_the_order_of_the_call() -> None:
    played = debrief_of(MACHINE, "worse", "much-worse", "better", "nothing", "much-better", "worse")
    assert {2, 5} <= set(turns(played))
    assert turns(played) == sorted(turns(played))
    assert pivot(played, 2).direction == "cost"
    assert pivot(played, 2).because[0] == "No other reply cost more."
    assert pivot(played, 5).direction == "helped"
    assert pivot(played, 5).because[0] == "No other reply helped more."


def test_short_calls_have_fewer() -> None:
    assert len(debrief_of(MACHINE, "much-worse").why.pivots) == 1
    assert len(debrief_of(MACHINE, "much-worse", "better").why.pivots) == 1
    assert len(debrief_of(MACHINE, "much-worse", "better", "worse").why.pivots) == 2
    long = debrief_of(MACHINE, "much-worse", "much-better", "much-worse", "much-better", "worse", "better")
    assert len(long.why.pivots) == 3


def test_a_third_turn_has_to_weigh_something() -> None:
    assert len(debrief_of(MACHINE, "much-better", *["nothing"] * 6, "much-worse").why.pivots) == 2


def test_of_turns_that_weigh_the_same_the_earlier_counts() -> None:
    assert turns(debrief_of(MACHINE, "nothing", "worse", "worse")) == [2, 3]
    assert turns(debrief_of(MACHINE, "worse", "worse")) == [1]


def test_where_nothing_moved_there_is_no_pivot() -> None:
    assert debrief_of(MACHINE, "nothing", "nothing").why.pivots == ()


def test_one_turn_is_not_compared_with_others() -> None:
    (only,) = debrief_of(MACHINE, "much-worse").why.pivots
    assert not any(sentence.startswith("No other reply") for sentence in only.because)


def test_time_alone_makes_no_turn_pivotal() -> None:
    """Heat falls by itself towards where it rests, which is no reply's doing."""
    machine = small(reply("nothing"), mood=(95, 60, 50), customer={"baseline": {"heat": 0}})
    debrief = debrief_of(machine, "nothing", "nothing")
    assert debrief.happened.timeline.heat.change < -10
    assert all("No other" not in pivot.because[0] for pivot in debrief.why.pivots)


def test_what_happened_is_said() -> None:
    debrief = make_debrief(every_feature("hear", "photo", "new-one", "forget", "only-sorry"))
    assert "The reply settled the grievance." in pivot(debrief, 3).because
    assert "The reply broke a promise: leave a note for the driver." in pivot(debrief, 4).because
    critical = make_debrief(every_feature("hear", "photo", "day", "bye"))
    assert "What must not happen in this call happened here: “Promised a day”." in pivot(critical, 3).because


def test_the_turn_that_led_to_the_walkout_is_picked_and_not_the_last_one() -> None:
    machine = small(
        reply("hot", mood=by(heat=45)),
        reply("nothing", mood=by(trust=1)),
        customer={"limit": {"heat": 70, "turns": 3, "goto": "left"}},
    )
    debrief = debrief_of(machine, "nothing", "hot", "nothing", "nothing")
    assert debrief.happened.outcome.why_over == "walkout"
    assert turns(debrief) == [2]
    assert "Heat came to 70 or more with this reply, and stayed so until the customer left." in (
        pivot(debrief, 2).because
    )


def test_a_pivot_has_its_ledger_in_words() -> None:
    debrief = make_debrief(every_feature("hear"))
    (only,) = debrief.why.pivots
    assert only.reasons[0].sentence.startswith("The reply gave their concern back in specifics: ")


def test_another_way_of_weighing_can_be_put_in_its_place() -> None:
    def latest_first(timeline: Timeline, _critical: Sequence[CriticalItem]) -> list[Weight]:
        return [Weight(turn.number * 10, 0, (f"It is turn {turn.number}.",)) for turn in timeline.turns]

    call = give(answered(MACHINE), *["nothing"] * 8)
    found = make_debrief(call, weigh=latest_first).why.pivots
    assert [each.turn.number for each in found] == [6, 7, 8]
    assert found[-1].because == ("No other reply helped more.", "It is turn 8.")
