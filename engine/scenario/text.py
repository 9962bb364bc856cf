"""Text from files and people: which characters are refused, how they are shown, and how they are taken out.

A terminal obeys control characters, and bidi controls make a line read differently from what it is (Unicode
Technical Report 36, CVE-2021-42574). So scenarios may not hold them, and what people type is cleaned of them.
Letters of every script stay, emoji too: the joiners and variation selectors that they are made with are
refused only where they join nothing.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_ALWAYS: Final = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 and C1 controls, but tab and line feed
    "\xad\u180e\u200b\u2060-\u2065\ufeff"  # invisible: soft hyphen, zero-width spaces, invisible operators
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi controls
    "\u2028\u2029\u206a-\u206f\ufff9-\ufffb"  # separators and deprecated format characters
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"  # lone surrogates and noncharacters
)
_JOINERS: Final = "\u200c\u200d"
_SELECTORS: Final = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_TAGS: Final = "\U000e0000-\U000e007f"

_SUSPECT: Final = re.compile(f"[{_ALWAYS}{_JOINERS}{_SELECTORS}{_TAGS}]")
_REFUSED: Final = re.compile(
    "(?P<flag>\U0001f3f4[\U000e0020-\U000e007e]{1,8}\U000e007f)"  # the flags of England, Scotland, Wales …
    f"|[{_ALWAYS}{_TAGS}]"
    f"|(?<![^\\s{_JOINERS}])[{_JOINERS}]"  # a joiner with nothing, or another joiner, before it
    f"|(?<![^\\s{_SELECTORS}])[{_SELECTORS}]"
)
_UNSEEN: Final = re.compile(f"[{_SELECTORS}]")
"""What is printable by itself and still cannot be seen."""
_SPACES: Final = re.compile(r"[\t\r\n\f\v\x1c-\x1f\x85\u2028\u2029]+")

_NAMES: Final = {
    "\x00": "a zero byte",
    "\x07": "the bell character",
    "\x08": "a backspace",
    "\t": "a tab",
    "\r": "a carriage return",
    "\n": "a line break",
    "\x1b": "the escape character",
    "\x7f": "a delete character",
    "\x85": "a line-break character",
    "\xad": "a soft hyphen",
    "\ufeff": "a byte-order mark",
}


def is_suspect(text: str) -> bool:
    """Whether the text has any character that ``refused`` has to look at. Fast: one pass, no objects made."""
    return _SUSPECT.search(text) is not None


def refused(text: str) -> Iterator[tuple[int, str]]:
    """Place and character of everything in the text that no scenario may hold.

    Tabs and line feeds are not among it: whether they are right depends on the field.
    """
    for match in _REFUSED.finditer(text):
        if match["flag"] is None:
            yield match.start(), match[0]


def clean(text: str, *, lines: bool = False) -> str:
    """The text without refused characters, and without blanks at its ends: for names and notes people type.

    Args:
        lines: keep line breaks and tabs, as in a note; otherwise each run of them becomes one space.
    """
    if lines:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    else:
        text = _SPACES.sub(" ", text)
    while (left := _REFUSED.sub(lambda match: match["flag"] or "", text)) != text:
        text = left  # what is taken out may leave a joiner with nothing to join
    return text.strip()


def visible(text: str) -> str:
    """The text with each character that cannot be seen, or that a terminal would obey, as an escape."""
    if text.isprintable():
        return _UNSEEN.sub(lambda match: _escape(match[0]), text)
    return "".join(c if c.isprintable() and not _UNSEEN.match(c) else _escape(c) for c in text)


def shortened(text: str, length: int = 60) -> str:
    """The text made visible and, past ``length`` characters, cut with an ellipsis."""
    cut = visible(text[: length + 1])
    return cut if len(cut) <= length else cut[: length - 1] + "…"


def name_of(character: str) -> str:
    """The character in words: ``the escape character (U+001B)``."""
    code = f"U+{ord(character):04X}"
    known = _NAMES.get(character) or unicodedata.name(character, "").lower()
    if known in _NAMES.values():
        return f"{known} ({code})"
    return f"the character {known} ({code})" if known else f"the character {code}"


def _escape(character: str) -> str:
    code = ord(character)
    if character in "\n\t":
        return "\\n" if character == "\n" else "\\t"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
