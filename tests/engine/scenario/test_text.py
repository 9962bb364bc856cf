"""Which characters are refused, how they are shown, and what is left when they are taken out."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.scenario.text import clean, is_suspect, name_of, refused, shortened, visible

any_text = st.text(alphabet=st.characters(codec=None, categories=None), max_size=60)

KEPT = [
    "Zoë O’Brien-Łęski",
    "محمد",
    "שרה",
    "می‌خواهم",
    "क्‍ष",
    "👩‍👩‍👧‍👦",
    "❤️",
    "🇬🇧",
    "👍🏽",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "葛󠄀",
    "¿Qué?",
    "x\u00a0y",
]

REFUSED = [
    *(chr(code) for code in range(0x20) if chr(code) not in "\n\t"),
    *(chr(code) for code in range(0x7F, 0xA0)),
    *"\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    *"\u200b\u2060\u2063\ufeff\xad\u2028\u2029\u180e\ufff9",
    *"\ud800\udfff\ufdd0\uffff",
    "\U000e0041",
]


@pytest.mark.parametrize("text", KEPT)
def test_letters_and_emoji_of_every_kind_stay(text: str) -> None:
    assert list(refused(text)) == []
    assert clean(text) == text


@pytest.mark.parametrize("character", REFUSED, ids=lambda c: f"U+{ord(c):04X}")
def test_what_a_terminal_obeys_or_nobody_sees_is_refused(character: str) -> None:
    text = f"a{character}b"
    assert is_suspect(text)
    assert list(refused(text)) == [(1, character)]
    assert character not in clean(text)
    assert visible(text).isprintable()


@pytest.mark.parametrize(
    "text", ["\u200dx", "x \u200d", "x\u200d\u200dy", "\ufe0fx", "x\ufe0f\ufe0f", "🏴\U000e0067x"]
)
def test_joiners_that_join_nothing_are_refused(text: str) -> None:
    assert list(refused(text))


def test_line_breaks_are_kept_where_a_note_has_them() -> None:
    note = "first\r\nsecond\rthird\n\tfourth\x1b[0m\n"
    assert clean(note, lines=True) == "first\nsecond\nthird\n\tfourth[0m"
    assert clean(note) == "first second third fourth[0m"


@given(any_text)
def test_what_is_cleaned_has_nothing_left_to_refuse(text: str) -> None:
    for lines in (False, True):
        left = clean(text, lines=lines)
        assert [
            unicodedata.category(c)
            for c in left
            if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t"
        ] == []
        assert lines or not {"\n", "\t"} & set(left)


@given(any_text)
def test_cleaning_cannot_be_tricked_by_what_it_takes_out(text: str) -> None:
    once = clean(text)
    assert list(refused(once)) == []


@given(any_text)
def test_what_is_shown_is_printable(text: str) -> None:
    assert visible(text).isprintable()
    assert shortened(text, 20).isprintable()
    assert len(shortened(text, 20)) <= 20


@given(any_text)
def test_plain_text_is_left_as_it_is(text: str) -> None:
    if not is_suspect(text) and text.isprintable():
        assert visible(text) == clean(text, lines=True) or text != text.strip()
        assert visible(text) == text


@pytest.mark.parametrize(
    "character, name",
    [
        ("\x1b", "the escape character (U+001B)"),
        ("\u202e", "the character right-to-left override (U+202E)"),
        ("\x01", "the character U+0001"),
        ("\t", "a tab (U+0009)"),
    ],
)
def test_characters_have_names(character: str, name: str) -> None:
    assert name_of(character) == name
