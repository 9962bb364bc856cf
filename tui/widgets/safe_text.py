"""Text from files and people, made safe for a screen: no character in it can steer the terminal."""

import re
from typing import Final

_UNSAFE: Final = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f"  # C0 without tab and newline, and delete
    "\x80-\x9f"  # C1: a terminal may read these as whole escape sequences
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi controls: reorder what stands around them
    "\u2028\u2029"  # line and paragraph separators
    "\ufeff\ufff9-\ufffb"  # byte order mark, interlinear annotation
    "\ud800-\udfff"  # lone surrogates: cannot be encoded, so writing them raises
    "\U000e0000-\U000e007f"  # tags: invisible text
    "]"
)
_LINE_BREAKS: Final = re.compile("\r\n|[\r\u2028\u2029]")


def safe_text(text: str) -> str:
    """``text`` without control, bidi and invisible tag characters; tabs and newlines stay.

    Readers refuse such characters already; this is the second lock, at the widget's door. Right-to-left
    letters and joined emoji stay: they are text, not orders to the terminal.
    """
    return _UNSAFE.sub("", _LINE_BREAKS.sub("\n", text))


def one_line(text: str) -> str:
    """:func:`safe_text` on one line: every run of white space becomes one space."""
    return " ".join(safe_text(text).split())
