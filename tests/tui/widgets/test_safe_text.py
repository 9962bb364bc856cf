"""No character of a text can steer the terminal; everything that is text stays."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from tui.widgets.safe_text import one_line, safe_text

ANY_TEXT = st.text(st.characters(), max_size=200)


@given(ANY_TEXT)
def test_no_control_surrogate_or_bidi_character_is_left(text: str) -> None:
    for char in safe_text(text):
        assert unicodedata.category(char) not in ("Cc", "Cs", "Zl", "Zp") or char in "\t\n", ascii(char)
        assert unicodedata.bidirectional(char) not in (
            "LRE",
            "RLE",
            "PDF",
            "LRO",
            "RLO",
            "LRI",
            "RLI",
            "FSI",
            "PDI",
        )


@given(ANY_TEXT)
def test_it_can_always_be_written(text: str) -> None:
    safe_text(text).encode("utf-8")


@given(ANY_TEXT)
def test_doing_it_twice_changes_nothing(text: str) -> None:
    assert safe_text(safe_text(text)) == safe_text(text)


def test_text_stays_as_it_is() -> None:
    for text in (
        "שלום עולם",
        "مرحبا",
        "👩‍👩‍👧 ❤",
        "[/b] [@click=app.quit]",
        "naïve £25 – “yes”",
        "a\tb\nc",
        "",
    ):
        assert safe_text(text) == text


def test_line_ends_become_newlines() -> None:
    assert safe_text("a\r\nb\rc\u2028d") == "a\nb\nc\nd"


def test_an_escape_sequence_loses_its_escape() -> None:
    assert safe_text("\x1b]52;c;aGk=\x07 \x9b31m red") == "]52;c;aGk= 31m red"


def test_one_line() -> None:
    assert one_line("  Priya\n\tNair\x1b ") == "Priya Nair"
