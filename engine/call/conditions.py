"""Conditions made ready to be asked of a state, by closures over numbers; nothing is evaluated as code."""

from collections.abc import Callable

from engine.call.numbering import Count, Numbering, chosen_in, mask
from engine.call.state import State
from engine.mood.bands import BANDS
from engine.scenario.conditions import HIGHEST, LOWEST, Range, When

Test = Callable[[State], bool]


def compile_when(when: When | None, ids: Numbering) -> Test | None:
    """A test of a state for ``when``; None for a condition that always holds."""
    if when is None:
        return None
    tests = [*_number_tests(when, ids), *_set_tests(when, ids), *_nested_tests(when, ids)]
    if not tests:
        return None
    if len(tests) == 1:
        return tests[0]
    if len(tests) == 2:
        first, second = tests
        return lambda state: first(state) and second(state)
    together = tuple(tests)

    def all_hold(state: State) -> bool:
        for test in together:  # noqa: SIM110 - all() over a generator takes twice as long
            if not test(state):
                return False
        return True

    return all_hold


def _number_tests(when: When, ids: Numbering) -> list[Test]:
    tests: list[Test] = []
    for part, wanted in enumerate((when.heat, when.heard, when.trust)):
        if wanted is not None:
            tests.append(_mood_in(part, wanted))
    if when.turn is not None:
        low, high = when.turn
        tests.append(lambda state: low <= state.turn <= high)
    if when.contacts is not None:
        holds = when.contacts.holds(ids.contacts)
        tests.append(lambda state: holds)
    tests.extend(_made_in(ids.made[move], times) for move, times in when.made.items())
    if when.settled is not None:
        settled = when.settled
        tests.append(lambda state: state.grievance_open is not settled)
    return tests


# Tests run several times a turn. Those below look a state up by place, not by name: it halves their time.
if State._fields[1:3] != ("mood", "band"):
    raise AssertionError("the tests below look for the mood and its band in a state's second and third place")


def _mood_in(part: int, wanted: Range) -> Test:
    low, high = wanted
    if high == HIGHEST:
        return lambda state: state[1][part] >= low
    if low == LOWEST:
        return lambda state: state[1][part] <= high
    return lambda state: low <= state[1][part] <= high


def _made_in(count: Count, times: Range) -> Test:
    (low, high), (shift, bits, _) = times, count
    return lambda state: low <= state.made >> shift & bits <= high


def _set_tests(when: When, ids: Numbering) -> list[Test]:
    tests: list[Test] = []
    if when.mood:
        bands = frozenset(BANDS.index(band) for band in when.mood)
        tests.append(lambda state: state[2] in bands)
    for field, bits in (
        ("told", mask(when.told, ids.facts)),
        ("asked", mask(when.asked, ids.facts)),
        ("promised", mask(when.promised, ids.promises)),
        ("kept", mask(when.kept, ids.promises)),
        ("broken", mask(when.broken, ids.promises)),
        ("flags", mask(when.flag, ids.flags)),
        ("given", mask(chosen_in(when), ids.given)),
        ("visited", mask(when.visited, ids.visited)),
    ):
        if bits:
            tests.append(_has(State._fields.index(field), bits))
    return tests


def _has(field: int, bits: int) -> Test:
    return lambda state: state[field] & bits == bits  # type: ignore[operator]


def _nested_tests(when: When, ids: Numbering) -> list[Test]:
    tests: list[Test] = []
    if when.any:
        options = [compile_when(option, ids) for option in when.any]
        some = tuple(option for option in options if option is not None)
        if len(some) == len(options):  # an empty condition among them always holds
            tests.append(lambda state: any(test(state) for test in some))
    tests.extend(test for test in (compile_when(part, ids) for part in when.all) if test is not None)
    if when.not_ is not None:
        inner = compile_when(when.not_, ids)
        tests.append((lambda state: not inner(state)) if inner is not None else (lambda state: False))
    return tests
