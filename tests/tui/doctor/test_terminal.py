"""What the doctor says of a terminal."""

from __future__ import annotations

import io

import pytest

from tui.doctor.terminal import look, why_plain


class Terminal(io.StringIO):
    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__()
        self.name_of_encoding = encoding

    def isatty(self) -> bool:
        return True

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self.name_of_encoding


@pytest.mark.parametrize(
    ("environment", "stdin", "stdout", "plain", "why"),
    [
        ({"TERM": "xterm"}, Terminal(), Terminal(), False, ""),
        ({"TERM": "xterm"}, Terminal(), Terminal(), True, "--plain asks for it"),
        (
            {"TERM": "xterm", "MOODLINE_PLAIN": "1"},
            Terminal(),
            Terminal(),
            True,
            "MOODLINE_PLAIN asks for it",
        ),
        ({"TERM": "xterm"}, io.StringIO(), Terminal(), False, "input is not a terminal"),
        ({"TERM": "xterm"}, Terminal(), None, False, "output is not a terminal"),
        ({"TERM": "dumb"}, Terminal(), Terminal(), False, "TERM is dumb"),
        ({}, Terminal(), Terminal(), False, "TERM is not set"),
    ],
)
def test_it_says_why_text_would_be_plain(
    environment: dict[str, str], stdin: io.StringIO, stdout: io.StringIO | None, plain: bool, why: str
) -> None:
    assert why_plain(environment, stdin, stdout, plain=plain) == why


def said(environment: dict[str, str], stdout: Terminal) -> dict[str, tuple[str, str]]:
    found = look(environment, Terminal(), stdout, plain=False)
    return {finding.name: (finding.level, finding.said) for finding in found}


def test_colours_encoding_and_motion() -> None:
    usual = said({"TERM": "xterm-256color"}, Terminal())
    assert usual["front end"] == ("ok", "the full screen would start")
    assert usual["colours"][1].startswith("256")
    assert usual["encoding"] == ("ok", "UTF-8")
    assert usual["motion"] == ("ok", "as usual")
    # A stream that is no real terminal cannot tell its size.
    assert usual["size"] == ("warn", "the terminal does not say how large it is")
    other = said(
        {"TERM": "xterm", "NO_COLOR": "1", "COLORTERM": "truecolor", "MOODLINE_REDUCED_MOTION": "1"},
        Terminal("latin-1"),
    )
    assert "NO_COLOR" in other["colours"][1]
    assert other["encoding"][0] == "warn"
    assert "latin-1" in other["encoding"][1]
    assert "reduced" in other["motion"][1]
    assert said({"COLORTERM": "truecolor"}, Terminal("no-such"))["encoding"][0] == "warn"
