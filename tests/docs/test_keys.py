"""The keys that the pages for trainees name are bound where they say."""

from __future__ import annotations

import re

import pytest
from textual.binding import Binding
from textual.screen import Screen

from tests.docs.pages import DOCS, text_of
from tui.plain.call import HELP
from tui.plain.present import HELP as PRESENTING
from tui.screens.briefing import BriefingScreen
from tui.screens.call import CallScreen
from tui.screens.debrief import DebriefScreen
from tui.screens.present.beside import BesideScreen
from tui.screens.present.present import PresentScreen
from tui.screens.present.room import RoomScreen
from tui.screens.present.vote import VoteScreen
from tui.screens.preview import PreviewScreen

NAMED = {
    BriefingScreen: "cse n",
    CallScreen: "rpfohq?",
    DebriefScreen: "nbstcp",
    BesideScreen: "123ponq",
    PresentScreen: "govnctqe?",
    VoteScreen: "ragstq",
    RoomScreen: "vncdq",
    PreviewScreen: "mpljwnureq?",
}
"""By the screen that they are for."""


def bound(screen: type[Screen[object]]) -> set[str]:
    keys = {
        key.strip()
        for binding in screen.BINDINGS
        for key in (binding.key if isinstance(binding, Binding) else binding[0]).split(",")
    }
    return {"?" if key == "question_mark" else key for key in keys}


@pytest.mark.parametrize("screen", NAMED)
def test_the_keys_of_a_screen_are_bound(screen: type[Screen[object]]) -> None:
    assert set(NAMED[screen]) - {" "} <= bound(screen)


def test_the_first_call_names_no_other_keys() -> None:
    prose = text_of(DOCS / "tutorial" / "first-call.md")
    named = set(re.findall(r"`([a-z?])`", prose))
    assert named <= set("".join(NAMED[each] for each in (BriefingScreen, CallScreen, DebriefScreen)))


def test_the_page_on_the_preview_names_all_its_keys() -> None:
    page = text_of(DOCS / "how-to" / "see-your-changes.md")
    assert set(re.findall(r"`([a-z?])`", page)) == set(NAMED[PreviewScreen])


def test_the_page_on_two_attempts_names_only_their_keys() -> None:
    page = text_of(DOCS / "how-to" / "compare-two-attempts.md")
    assert set(re.findall(r"`([a-z0-9?])`", page)) == {*NAMED[BesideScreen], "c"}


def test_the_page_on_presenting_lists_its_keys_and_what_can_be_typed() -> None:
    page = text_of(DOCS / "how-to" / "present-a-debrief.md")
    keys = page.partition("## Keys")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `([a-z?])`", keys, re.MULTILINE)) == set(NAMED[PresentScreen]) - {"?"}
    typed = page.partition("## In plain text")[2]
    assert set(re.findall(r"`([a-z?])`", typed)) == {key for key, _ in PRESENTING if len(key) == 1}


def test_the_page_on_votes_names_their_keys_and_the_one_that_shows_the_outcome() -> None:
    page = text_of(DOCS / "how-to" / "let-the-room-vote.md")
    assert set(re.findall(r"`([a-z?])`", page)) == {*NAMED[VoteScreen], *NAMED[RoomScreen], "o", "?"}


def test_the_plain_page_lists_what_can_be_typed() -> None:
    page = text_of(DOCS / "how-to" / "play-in-plain-text.md")
    listed = set(re.findall(r"`([a-z?])`", page.partition("## What you can type")[2].partition("\n## ")[0]))
    assert listed == {key for key, _ in HELP if len(key) == 1}
