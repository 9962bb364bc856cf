"""`moodline explain`: what a code means, for somebody who has only the command."""

import pytest

from engine.workshop.checks.catalogue import SENTENCES
from tests.tui.running import Moodline


@pytest.mark.parametrize("code", SENTENCES)
def test_every_code_has_a_page_that_says_how_to_mend_it(moodline: Moodline, code: str) -> None:
    done = moodline("explain", code)
    assert done.code == 0
    assert done.out.startswith(f"# {code}\n")
    assert "## How to mend it" in done.out


def test_without_a_code_all_are_listed(moodline: Moodline) -> None:
    done = moodline("explain")
    assert [line.split()[0] for line in done.out.splitlines()] == list(SENTENCES)


def test_a_misspelt_code_is_refused_with_the_nearest(moodline: Moodline) -> None:
    done = moodline("explain", "way-nver-taken")
    assert (done.code, done.out) == (2, "")
    assert "did you mean 'way-never-taken'?" in done.err
