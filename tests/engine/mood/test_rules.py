"""Each rule by itself: what it adds to the ledger, where it begins and ends, and what a sensitivity does."""

from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.mood.appraisal import PARTS, Act, Appraisal, Deed, Nudge, Setting, Temper, scaled
from engine.mood.coefficients import NAMES_ONLY, RULES
from engine.mood.mood import Ledger, Mood, Part, total
from engine.mood.moves import MOVES
from tests.engine.mood.conftest import MODEL, act, deed, setting, temper_of

WARM = Mood(60, 60, 50)
"""A mood in which the customer feels heard and trust lends nothing."""


def plain(**adjusted: int) -> Temper:
    """A customer who takes everything as it is, but for these percentages (``_`` for ``-``)."""
    persona = replace(MODEL.personas["everyday"], sensitivity=MappingProxyType({}))
    return Temper(
        MODEL, persona, {name.replace("_", "-"): share for name, share in adjusted.items()}, persona.baseline
    )


def causes(appraisal: Appraisal, rule: str) -> list[tuple[Part, int, str]]:
    return [(part, amount, note) for of, part, amount, note in appraisal.ledger if of == rule]


def points(ledger: Ledger) -> Mood:
    return Mood(*(total(ledger, part) for part in PARTS))


def test_halves_are_rounded_away_from_zero() -> None:
    assert [scaled(amount, 50) for amount in (-3, -1, 0, 1, 3)] == [-2, -1, 0, 1, 2]
    assert scaled(10, 150) == 15
    assert scaled(-7, 0) == 0


def test_a_move_does_what_the_model_says_and_the_persona_says_how_much() -> None:
    once = plain().appraise(deed("affirm"), setting(WARM))
    assert points(once.ledger) == MODEL.moves["affirm"]
    more = plain(affirm=150).appraise(deed("affirm"), setting(WARM))
    assert causes(more, "move") == causes(once, "move")
    assert causes(more, "persona") == [("heat", -3, "affirm"), ("heard", 6, "affirm"), ("trust", 2, "affirm")]


def test_a_moves_own_share_beats_the_one_it_is_like_and_that_beats_the_familys() -> None:
    temper = plain(**{"name-card": 300, "own": 200, "cooperate": 50})
    assert temper.share("name-card", "cooperate", like="own") == 300
    assert temper.share("badge", "cooperate", like="own") == 200
    assert temper.share("badge", "cooperate", like="offer") == 50
    assert temper.share("badge", "affirm", like="affirm") == 100


def test_a_move_of_the_scenarios_own_is_taken_as_this_persona_takes_what_it_is_like() -> None:
    own = Deed((Act("gives-name", "own", MODEL.moves["own"]),))
    entitled = temper_of("entitled").appraise(own, setting(WARM))
    assert entitled.mood == temper_of("entitled").appraise(deed("own"), setting(WARM)).mood
    assert causes(entitled, "persona")


def test_the_personas_share_and_the_scenarios_multiply() -> None:
    persona = MODEL.personas["entitled"]
    temper = Temper(MODEL, persona, {"script": 150, "promise-broken": 500}, persona.baseline)
    assert temper.share("script") == 225
    assert temper.share("promise-broken") == 500
    assert Temper(MODEL, persona, {"script": 0}, persona.baseline).share("script") == 0
    assert (
        Temper(MODEL, MODEL.personas["elderly"], {"patronise": 500}, persona.baseline).share("patronise")
        == 1000
    )


def test_a_share_of_nothing_leaves_nothing_of_a_move() -> None:
    for move in MOVES:
        if move in MODEL.rules["heard-first"].moves or move in MODEL.rules["mistuned"].moves:
            continue
        appraisal = plain(**{move: 0}).appraise(deed(move), setting(WARM, early=True))
        moved = [cause for cause in appraisal.ledger if cause.rule != "drift"]
        assert points(tuple(moved)) == (0, 0, 0), move


def test_a_harm_costs_more_than_the_matching_good() -> None:
    taken = plain().appraise(deed("dismiss"), setting(WARM))
    assert points(taken.ledger) == (11, -12, -8)
    assert causes(taken, "loss") == [
        ("heat", 4, "dismiss"),
        ("heard", -4, "dismiss"),
        ("trust", -3, "dismiss"),
    ]
    assert not causes(plain(loss=0).appraise(deed("dismiss"), setting(WARM)), "loss")
    assert causes(plain(loss=200).appraise(deed("dismiss"), setting(WARM)), "loss")[0] == (
        "heat",
        8,
        "dismiss",
    )


def test_what_soothes_in_an_own_move_that_is_like_a_harm_is_no_loss_and_does_not_wear() -> None:
    joke = Deed((Act("gallows-humour", "script", Mood(-6, 2, -2)),))
    taken = plain().appraise(joke, setting(WARM, worn=(2,)))
    assert causes(taken, "loss") == [("trust", -1, "gallows-humour")]
    assert causes(taken, "wear-out") == [("trust", -2, "gallows-humour")]
    assert taken.mood.heat < WARM.heat


def test_an_own_moves_numbers_are_the_authors_and_its_rules_those_of_the_move_it_is_like() -> None:
    calm = Deed((Act("silence", "listen", Mood(-30, 0, 0)),), vents=True)
    taken = plain().appraise(calm, setting(WARM))
    assert taken.mood.heat == 30
    assert causes(taken, "vent-heard") == [("heard", 6, ""), ("trust", 1, "")]


def test_a_line_said_again_is_worth_half_then_less_than_nothing() -> None:
    def heat(worn: int, **adjusted: int) -> int:
        own = Deed((Act("affirm", "affirm", Mood(-10, 0, 0)),))
        return total(
            plain(**adjusted).appraise(own, setting(WARM, worn=(worn,), grievance_open=True)).ledger, "heat"
        )

    assert [heat(worn) for worn in range(4)] == [-10, -5, 5, 5]
    assert [heat(worn, wear_out=0) for worn in range(3)] == [-10, -10, -10]
    assert [heat(worn, wear_out=50) for worn in range(3)] == [-10, -7, -2]


def test_half_of_one_point_is_less_than_one() -> None:
    assert plain().appraise(deed("thank"), setting(WARM, worn=(1,), early=True)).mood == (60, 60, 51)


def test_a_stock_phrase_costs_the_models_share_more_each_time() -> None:
    def heard(worn: int) -> int:
        return total(plain().appraise(deed("script"), setting(WARM, worn=(worn,))).ledger, "heard")

    assert [heard(worn) for worn in range(4)] == [-5, -7, -8, -10]
    assert MODEL.rules["wear-out"]["more"] == 50


@pytest.mark.parametrize("move", MODEL.rules["heard-first"].moves)
def test_too_soon_is_discounted_in_proportion_and_costs_a_little(move: str) -> None:
    own = Deed((Act(move, move, Mood(-10, 0, 10)),))

    def taken(heard: int, **adjusted: int) -> Mood:
        return points(
            plain(**adjusted).appraise(own, setting(Mood(60, heard, 50), grievance_open=True)).ledger
        )

    assert taken(50)[::2] == (-10, 10)
    assert taken(49)[::2] == (-9, 10)  # 98 % of ten is ten; too soon by a little costs one
    assert taken(25)[::2] == (-2, 5)
    assert taken(0)[::2] == (6, 0)
    assert taken(0, heard_first=0)[::2] == (0, 0)
    assert taken(0, heard_first=200)[::2] == (12, 0)


def test_anger_that_is_not_there_is_not_named_without_cost() -> None:
    edge = MODEL.rules["mistuned"]["below"]
    at_edge = plain().appraise(deed("validate"), setting(Mood(edge, 60, 50)))
    below = plain().appraise(deed("validate"), setting(Mood(edge - 1, 60, 50)))
    assert not causes(at_edge, "mistuned")
    assert points(tuple(c for c in below.ledger if c.rule in ("move", "mistuned"))) == (0, 0, -4)
    lightly = plain(mistuned=50).appraise(deed("validate"), setting(Mood(edge - 1, 60, 50)))
    assert points(tuple(c for c in lightly.ledger if c.rule in ("move", "mistuned"))) == (-2, 3, -1)
    not_at_all = plain(mistuned=0).appraise(deed("validate"), setting(Mood(edge - 1, 60, 50)))
    assert not causes(not_at_all, "mistuned")
    wildly = plain(mistuned=500).appraise(deed("validate"), setting(Mood(edge - 1, 60, 50)))
    assert points(tuple(c for c in wildly.ledger if c.rule in ("move", "mistuned"))) == (0, 0, -20)


def test_warmth_is_for_the_start_and_the_end() -> None:
    middle = plain().appraise(deed("warmth"), setting(WARM))
    assert points(tuple(c for c in middle.ledger if c.rule in ("move", "too-warm"))) == (2, 0, -1)
    for early, closing in ((True, False), (False, True)):
        assert not causes(
            plain().appraise(deed("warmth", closing=closing), setting(WARM, early=early)), "too-warm"
        )
    assert not causes(plain(too_warm=0).appraise(deed("warmth"), setting(WARM)), "too-warm")


@pytest.mark.parametrize(("trust", "heat"), [(0, -7), (25, -8), (50, -10), (75, -12), (100, -13)])
def test_trust_lends_weight_to_what_soothes(trust: int, heat: int) -> None:
    own = Deed((Act("affirm", "affirm", Mood(-10, 10, 10)),))
    assert points(plain().appraise(own, setting(Mood(60, 60, trust))).ledger)[0] == heat
    assert points(plain(trust_weight=0).appraise(own, setting(Mood(60, 60, trust))).ledger)[0] == -10


@given(st.integers(0, 100), st.sampled_from([0, 50, 100, 500]), st.integers(1, 50))
def test_little_trust_can_take_all_of_the_help_and_never_more(trust: int, share: int, size: int) -> None:
    own = Deed((Act("affirm", "affirm", Mood(-size, size, 0)),))
    heat, heard, _ = points(plain(trust_weight=share).appraise(own, setting(Mood(50, 50, trust))).ledger)
    assert heat <= 0 <= heard


def test_trust_lends_nothing_to_harm() -> None:
    for trust in (0, 100):
        assert not causes(plain().appraise(deed("blame"), setting(Mood(50, 50, trust))), "trust-weight")


def test_a_no_with_a_way_out_costs_nothing_once_heard() -> None:
    enough = MODEL.rules["way-out"]["heard"]
    for other in MODEL.rules["way-out"].moves:
        heard = plain().appraise(deed("limit", other), setting(Mood(60, enough, 50)))
        about_the_no = tuple(cause for cause in heard.ledger if cause.note == "limit")
        assert points(about_the_no) == (0, 0, MODEL.rules["way-out"]["trust"])
        unheard = plain().appraise(deed("limit", other), setting(Mood(60, enough - 1, 50)))
        assert not causes(unheard, "way-out")
    assert not causes(plain().appraise(deed("limit"), setting(WARM)), "way-out")


def test_the_way_out_of_an_own_no_names_the_own_move() -> None:
    own = Deed((Act("no-refund", "limit", Mood(8, 0, -4)), act("choice")))
    taken = plain().appraise(own, setting(WARM))
    assert causes(taken, "way-out") == [
        ("heat", -8, "no-refund"),
        ("trust", 4, "no-refund"),
        ("trust", 2, "no-refund"),
    ]
    half = plain(way_out=50).appraise(own, setting(WARM))
    assert causes(half, "way-out") == [
        ("heat", -4, "no-refund"),
        ("trust", 2, "no-refund"),
        ("trust", 1, "no-refund"),
    ]


@pytest.mark.parametrize("move", MODEL.rules["vent-cut"].moves)
def test_cutting_into_a_vent_costs_even_beside_listening(move: str) -> None:
    taken = plain().appraise(deed("listen", move, vents=True), setting(WARM))
    assert causes(taken, "vent-cut") == [("heat", 5, ""), ("heard", -5, "")]
    assert not causes(taken, "vent-heard")
    assert not causes(plain().appraise(deed("listen", move), setting(WARM)), "vent-cut")
    assert not causes(plain(vent_cut=0).appraise(deed(move, vents=True), setting(WARM)), "vent-cut")


def test_asking_again_costs_as_many_times_as_it_was_asked_again() -> None:
    asked = setting(WARM, again=(("name", 1), ("date", 3)))
    taken = plain().appraise(deed(), asked)
    assert causes(taken, "told-once")[:3] == [
        ("heat", 3, "name"),
        ("heard", -5, "name"),
        ("trust", -1, "name"),
    ]
    assert causes(taken, "told-once")[3:] == [
        ("heat", 9, "date"),
        ("heard", -15, "date"),
        ("trust", -3, "date"),
    ]
    assert not causes(plain(told_once=0).appraise(deed(), asked), "told-once")


def test_sorry_in_the_reply_that_breaks_a_promise_is_not_enough_either() -> None:
    def trust(*moves: str, owed: int = 0) -> int:
        at = setting(Mood(50, 60, 90), broken=("call-back",), owed=owed)
        return total(plain().appraise(deed(*moves), at).ledger, "trust")

    assert trust() == -40
    assert trust("apologise") == -40
    assert trust("apologise", "offer") == -40 + 9 + 2 + 2
    assert plain().appraise(deed("apologise", "own"), setting(WARM, broken=("call-back",))).amends
    assert not plain().appraise(deed("apologise"), setting(WARM, broken=("call-back",))).amends
    assert not plain().appraise(deed("own", "offer"), setting(WARM, owed=1)).amends


def test_amends_are_made_for_one_promise_at_a_time_and_only_if_one_is_owed() -> None:
    for owed, made in ((0, False), (1, True), (3, True)):
        taken = plain().appraise(deed("apologise", "choice"), setting(WARM, owed=owed))
        assert taken.amends is made
        assert causes(taken, "amends") == ([("heat", -3, ""), ("trust", 9, "")] if made else [])
    lightly = plain(sorry_not_enough=0).appraise(deed("apologise"), setting(WARM, owed=1))
    assert not causes(lightly, "sorry-not-enough")


def test_a_promise_kept_and_one_broken_are_both_felt() -> None:
    taken = plain().appraise(deed(), setting(WARM, kept=("a",), broken=("b", "c")))
    assert points(taken.ledger)[::2] == (-4 + 20, -50)  # 9 − 80 stops at the scale's end
    assert causes(taken, "scale") == [("trust", 21, "")]


def test_settling_counts_while_the_grievance_is_open() -> None:
    assert causes(plain().appraise(deed(settles=True), setting(WARM, grievance_open=True)), "settled") == [
        ("heat", -8, ""),
        ("trust", 4, ""),
    ]
    assert not causes(plain().appraise(deed(settles=True), setting(WARM)), "settled")


@pytest.mark.parametrize(
    ("seconds", "announced", "share", "heat"),
    [
        (60, False, 100, 5),
        (60, True, 100, 2),
        (120, True, 100, 4),
        (5, False, 100, 0),
        (6, False, 100, 1),
        (3600, False, 100, 40),
        (60, False, 0, 0),
        (60, False, 500, 25),
        (90, True, 130, 4),
    ],
)
def test_time_on_hold_raises_heat_less_when_it_was_announced(
    seconds: int, announced: bool, share: int, heat: int
) -> None:
    held = deed(seconds=seconds, announced=announced)
    taken = plain(hold=share).appraise(held, setting(WARM, resting_heat=60))
    assert total(taken.ledger, "heat") == heat


def test_the_authors_own_words_are_taken_as_they_are() -> None:
    nudged = deed(nudge=Nudge(-3, 0, 7, "She had asked for one name"))
    taken = plain().appraise(nudged, setting(WARM))
    assert causes(taken, "own-words") == [
        ("heat", -3, "She had asked for one name"),
        ("trust", 7, "She had asked for one name"),
    ]


@pytest.mark.parametrize(
    ("heat", "rest", "more", "after"),
    [
        (100, 20, {}, 91),
        (20, 100, {}, 29),
        (24, 20, {}, 24),  # the last few points are too few for a share of them
        (100, 20, {"grievance_open": True}, 100),
        (20, 100, {"grievance_open": True}, 29),
    ],
)
def test_drift_goes_some_of_the_way_to_rest(heat: int, rest: int, more: dict[str, bool], after: int) -> None:
    assert plain().appraise(deed(), setting(Mood(heat, 40, 50), resting_heat=rest, **more)).mood.heat == after


def test_drift_waits_for_a_turn_in_which_nothing_else_moves_a_part() -> None:
    taken = plain().appraise(deed("listen"), setting(Mood(80, 10, 10), resting_heat=20))
    assert [part for part, _, _ in causes(taken, "drift")] == ["heat"]
    assert not causes(plain().appraise(deed("invite", vents=True), setting(Mood(80, 10, 10))), "drift")


def test_drift_can_be_slower_or_faster_and_never_goes_past_rest() -> None:
    def after(share: int) -> int:
        return plain(drift=share).appraise(deed(), setting(Mood(80, 40, 50), resting_heat=20)).mood.heat

    assert [after(share) for share in (0, 50, 100, 500)] == [80, 76, 73, 47]
    assert (
        Temper(MODEL, temper_of("everyday").persona, {"drift": 2000}, Mood(0, 0, 0))
        .appraise(deed(), setting(Mood(80, 0, 0), resting_heat=20))
        .mood.heat
        == 20
    )


def test_a_mood_at_the_end_of_the_scale_stays_there_and_says_so() -> None:
    taken = plain().appraise(deed("blame"), setting(Mood(100, 0, 0)))
    assert taken.mood == (100, 0, 0)
    assert causes(taken, "scale") == [("heat", -14, ""), ("heard", 9, ""), ("trust", 11, "")]


@pytest.mark.parametrize("rule", sorted(set(RULES) - NAMES_ONLY - {"heard-first"}))
def test_a_customer_who_does_not_take_a_rule_has_none_of_it_in_the_ledger(rule: str) -> None:
    everything = Deed(
        acts=tuple(act(move) for move in MOVES),
        settles=True,
        fails=True,
        seconds=300,
        nudge=Nudge(1, 1, 1, "Why"),
    )
    for vents in (True, False):
        at = Setting(Mood(20, 10, 30), 50, True, 1, False, (1,) * len(MOVES), (("name", 1),), ("a",), ("b",))
        taken = plain(**{rule: 0}).appraise(everything._replace(vents=vents), at)
        assert not causes(taken, rule)
