"""Fair play: what the checks look at, where they keep quiet, and what they say."""

import re
from itertools import count, pairwise, product

import pytest

from engine.mood.coefficients import load_model
from engine.scenario.files import Source
from engine.scenario.reader import read_source
from engine.workshop.checks.case import Case
from engine.workshop.checks.fair_luck import at_least, one_in
from engine.workshop.checks.fair_stakes import some_of
from engine.workshop.checks.fair_why import ABOUT_PERSON, QUOTED
from engine.workshop.checks.proof import prove
from engine.workshop.explore.budget import Budget
from engine.workshop.explore.exploration import Exploration
from engine.workshop.explore.graph import NOWHERE
from engine.workshop.explore.recovery import along
from tests.engine.workshop.checks.defects import base, changed, defect, found, proof

GUARD = 'when: {settled: true, heard: ">= 40", any: [{kept: receipt}, {trust: ">= 66"}]}'
SAYS_NO_ENDING = {"longest-is-best", "best-in-same-place", "luck-wins", "skill-not-needed"}


def with_changes(*changes: tuple[str, str]) -> str:
    return changed(base(), [{"from": old, "to": new} for old, new in changes], "here")


def explored(text: str) -> Exploration:
    exploration = proof(text).exploration
    assert exploration is not None
    return exploration


def case_of(text: str) -> Case:
    source = Source("base.yaml", {"base.yaml": text})
    model = load_model(None)
    return Case(read_source(source, personas=model.personas, rules=model.adjustable), explored(text))


# ---------------------------------------------------------------- luck


@pytest.mark.parametrize("hits", range(6))
def test_luck_is_what_counting_every_case_gives(hits: int) -> None:
    chances = [1 / 3, 1 / 4, 1 / 2, 0.9]
    counted = 0.0
    for drawn in product((False, True), repeat=len(chances)):
        share = 1.0
        for chance, hit in zip(chances, drawn, strict=True):
            share *= chance if hit else 1 - chance
        counted += share * (sum(drawn) >= hits)
    assert at_least(hits, chances) == pytest.approx(counted)


def test_small_chances_are_told_as_one_in_so_many() -> None:
    assert one_in(0.025) == "1 in 40"
    assert one_in(1e-9) == "less than 1 in a million"


@pytest.mark.parametrize(
    ("how_many", "told"),
    [(1, "a"), (3, "a, b and c"), (7, "a, b, c, d, e, f and g"), (9, "a, b, c, d, e, f and 3 more")],
)
def test_of_many_names_some_are_told(how_many: int, told: str) -> None:
    assert some_of(list("abcdefghi"[:how_many])) == told


# ---------------------------------------------------------------- witnesses


@pytest.mark.parametrize(
    "name",
    ["recipe-wins", "habit-wins", "one-mistake-decides", "same-twice", "straw-replies", "no-trade-off"],
)
def test_a_witness_can_be_played_and_shows_what_is_claimed(name: str) -> None:
    planted = defect(name)
    exploration = explored(planted.text)
    for finding in found(planted.text, planted.code):
        path = along(exploration.graph, finding.witness)
        last = exploration.graph.states[path[-1]].place
        place = exploration.plan.places[last]
        if name in ("recipe-wins", "habit-wins"):
            assert place.ending is not None
            assert place.ending.is_good
        elif name == "one-mistake-decides":
            assert exploration.last_turn_to_recover(finding.witness) == len(finding.witness)
            assert exploration.to_good is not None
            assert exploration.to_good[path[-2]] != NOWHERE
            assert exploration.to_good[path[-1]] == NOWHERE
        else:
            assert finding.witness[-1].reply in finding.problem.message


def test_the_best_path_takes_the_best_reply_each_time_and_ends_well() -> None:
    case = case_of(base())
    graph, chance = case.exploration.graph, case.stakes.odds.chance
    path = case.stakes.best_path
    for number, after in pairwise(path):
        assert chance[after] == pytest.approx(max(chance[way] for way in graph.next(number)))
    ending = case.plan.places[graph.states[path[-1]].place].ending
    assert ending is not None
    assert ending.is_good


def test_what_is_best_in_a_scene_adds_up() -> None:
    for decision in case_of(base()).stakes.decisions:
        for offer in decision.offers:
            assert sum(offer.best) == pytest.approx(offer.met)
            assert len(offer.best) == len(offer.choices) > 1


# ---------------------------------------------------------------- where they keep quiet


def test_nothing_is_claimed_of_a_scenario_that_was_not_gone_through() -> None:
    budget = Budget(count().__next__, go_on=lambda progress: progress.expanded < 1)
    model = load_model(None)
    for name in ("longest-is-best", "no-trade-off", "same-twice", "straw-replies", "one-mistake-decides"):
        planted = defect(name)
        source = Source("base.yaml", {"base.yaml": planted.text})
        reading = read_source(source, personas=model.personas, rules=model.adjustable)
        proved = prove(reading, model, budget)
        assert proved.exploration is not None
        assert not proved.exploration.is_complete
        assert planted.code not in {finding.problem.code for finding in proved.findings}


def test_what_was_played_out_is_claimed_all_the_same() -> None:
    budget = Budget(count().__next__, go_on=lambda progress: progress.expanded < 1)
    model = load_model(None)
    source = Source("base.yaml", {"base.yaml": defect("recipe-wins").text})
    reading = read_source(source, personas=model.personas, rules=model.adjustable)
    finding = next(
        each for each in prove(reading, model, budget).findings if each.problem.code == "recipe-wins"
    )
    assert finding.sampled
    assert finding.witness


def test_no_good_ending_means_nothing_to_be_fair_about() -> None:
    text = with_changes((GUARD, "when: {trust: '> 100'}"))
    codes = {finding.problem.code for finding in found(text)}
    assert not codes & (SAYS_NO_ENDING | {"no-trade-off", "straw-replies", "one-mistake-decides"})


def test_two_replies_with_another_line_after_them_are_two() -> None:
    twice = defect("same-twice")
    assert found(twice.text, "same-twice")
    heard = (
        "again: \"That's the number.",
        "again:\n      - when: {chose: finding-it.days-since}\n        says: Ah.\n",
    )
    text = twice.text.replace(
        heard[0] + ' So, twelve days. What now?"', heard[1] + '      - says: "That\'s the number. So?"'
    )
    assert text != twice.text
    assert not found(text, "same-twice")


def test_late_in_a_call_one_reply_may_decide() -> None:
    text = with_changes((GUARD, GUARD.replace("{settled", "{not: {chose: goodbye.tomorrow}, settled")))
    case = case_of(text)
    graph, to_good, path = case.exploration.graph, case.stakes.to_good, case.stakes.best_path
    decides = [
        turn
        for turn, number in enumerate(path[:-1], start=1)
        if any(to_good[way] == NOWHERE for way in graph.next(number))
    ]
    assert decides
    assert min(decides) > (len(path) - 1) / 2
    assert not found(text, "one-mistake-decides")


# ---------------------------------------------------------------- what they say


def test_a_skill_that_no_reply_shows_is_told_so() -> None:
    text = with_changes(
        ("moves: listen\n", "moves: thank\n"),
        (
            "moves: [affirm, invite]\n        why: It gives her own",
            "moves: affirm\n        why: It gives her own",
        ),
        ("moves: invite\n", "moves: cooperate\n"),
        (
            "moves: [affirm, invite]\n        why: It gives her back",
            "moves: affirm\n        why: It gives her back",
        ),
    )
    text = re.sub(r"moves: probe\n", "moves: verify\n", text)
    messages = [finding.problem.message for finding in found(text, "skill-not-needed")]
    assert any("no reply shows 'listen'" in message for message in messages)


def test_habits_that_win_are_named_with_what_they_do() -> None:
    findings = found(defect("habit-wins").text, "habit-wins")
    assert len(findings) == 1
    message = findings[0].problem.message
    won = [play for play in explored(defect("habit-wins").text).plays if play.ending == "believed"]
    assert won
    for play in won:
        assert (f"{play.trainee.name} ({play.trainee.words})" in message) == (play.trainee.name != "empath")


def call_of(replies: int) -> str:
    """A call of so many replies, in which the first one may rule the good ending out."""
    text = (
        "moodline: 1\nid: x\ntitle: X\nsummary: X.\nlevel: 1\nminutes: 1\nbrief: {situation: X.}\n"
        "customer: {name: Robin Hale}\nstart: s1\nscenes:\n"
    )
    for number in range(1, replies + 1):
        goto = f"s{number + 1}" if number < replies else "[{when: {flag: slip}, goto: bad}, good]"
        text += (
            f"  s{number}:\n    replies:\n"
            f"      - {{id: go, says: Yes., moves: affirm, why: It., goto: {goto}}}\n"
            f"      - {{id: slip, says: No., moves: probe, sets: slip, why: It., goto: {goto}}}\n"
        )
    return text + (
        "endings:\n  good: {title: Good, problem: solved, relationship: kept}\n"
        "  bad: {title: Bad, problem: open, relationship: lost}\n"
    )


def test_in_a_short_call_there_is_no_time_to_make_up_for_anything() -> None:
    assert not found(call_of(3), "one-mistake-decides")
    places = [finding.problem.where for finding in found(call_of(4), "one-mistake-decides")]
    assert places == ["s2.replies[1]"], "the first reply does not look like a mistake, and is told of as such"
    assert [finding.problem.where for finding in found(call_of(4), "lost-at-once")] == ["s1.replies[1]"]
    looks_it = call_of(4).replace("moves: probe", "moves: blame", 1)
    places = [finding.problem.where for finding in found(looks_it, "one-mistake-decides")]
    assert places == ["s1.replies[1]", "s2.replies[1]"]
    assert not found(looks_it, "lost-at-once")


def test_the_chance_of_luck_is_the_exact_one() -> None:
    text = defect("luck-wins").text
    exact = explored(text).exact
    assert exact is not None
    assert f"in {exact.endings['believed']:.0%} of calls" in found(text, "luck-wins")[0].problem.message


@pytest.mark.parametrize(
    "why",
    [
        "You failed to hear her.",
        "You should have asked first.",
        "You are too hard on her.",
        "You're being rude here.",
        "Your mistake was to hurry.",
        "A good agent would wait.",
        "The trainee is impatient.",
        "You just ignored the grievance.",
    ],
)
def test_words_about_the_person_are_found(why: str) -> None:
    assert ABOUT_PERSON.search(why)


@pytest.mark.parametrize(
    "why",
    [
        "It tells her that the notes were read.",
        "It gives her own facts back before asking for more.",
        "It asks what you and she could do next.",
        "She hears 'you should have called earlier' in it.",
        "To her ears it says \u201cyou are one of many\u201d.",
        "The agent's name makes it a promise by somebody.",
        "A remedy before she has been heard sounds like the script.",
        "Her agent at the bank is brought in.",
    ],
)
def test_words_about_the_reply_are_not(why: str) -> None:
    assert not ABOUT_PERSON.search(QUOTED.sub("", why))


def test_a_why_in_another_language_is_not_judged_by_english_words() -> None:
    text = defect("why-about-person").text.replace("language: en-GB", "language: de")
    assert not found(text, "why-about-person")
