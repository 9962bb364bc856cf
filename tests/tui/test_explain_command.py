"""`moodline explain`: what a code means, for somebody who has only the command."""

import pytest

from engine.scenario.problems import CODES as SHAPE_CODES
from engine.workshop.checks.catalogue import CHECKS, SENTENCES
from tests.tui.running import Moodline


@pytest.mark.parametrize("code", [check.code for check in CHECKS])
def test_what_is_proved_has_a_page_that_says_how_to_mend_it(moodline: Moodline, code: str) -> None:
    done = moodline("explain", code)
    assert done.code == 0
    assert done.out.startswith(f"# {code}\n")
    assert "## How to mend it" in done.out


@pytest.mark.parametrize("code", ["missing-target", "yaml-syntax"])
def test_what_the_form_asks_for_is_said_in_a_sentence(moodline: Moodline, code: str) -> None:
    assert moodline("explain", code).out == f"# {code}\n\n{SHAPE_CODES[code]}\n"


def test_without_a_code_all_are_listed(moodline: Moodline) -> None:
    done = moodline("explain")
    assert [line.split()[0] for line in done.out.splitlines()] == list(SENTENCES)


def test_a_misspelt_code_is_refused_with_the_nearest(moodline: Moodline) -> None:
    done = moodline("explain", "way-nver-taken")
    assert (done.code, done.out) == (2, "")
    assert "did you mean 'way-never-taken'?" in done.err
