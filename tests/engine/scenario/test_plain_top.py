"""What is read without a parser is what the parser would read."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.scenario.library import SHIPPED
from engine.scenario.nodes import parse
from engine.scenario.plain_top import plain_entries
from tests.engine.scenario.samples import ROOT


@pytest.mark.parametrize(
    ("piece", "data"),
    [
        ("title: A wet parcel\n", {"title": "A wet parcel"}),
        ("title: It's his 4th call, he says\n\n", {"title": "It's his 4th call, he says"}),
        ("title: Überfällig – 電話\n", {"title": "Überfällig – 電話"}),
        ('title: "Yes: no"  # so\n', {"title": "Yes: no"}),
        ("title: 'a # b'\n# c\n  # d\n", {"title": "a # b"}),
        ("title: At 10:30 sharp # not later\n", {"title": "At 10:30 sharp"}),
        ("moodline: 1\n", {"moodline": 1}),
        ("minutes: 2.5", {"minutes": 2.5}),
        ("title: null\n", {"title": None}),
        ("title: no\n", {"title": "no"}),
        ("skills: [listen, affirm]\n", {"skills": ("listen", "affirm")}),
        ("skills: [ listen,true ]\n", {"skills": ("listen", True)}),
        ("customer:\n  name: Robin Hale\n", {"customer": {"name": "Robin Hale"}}),
    ],
)
def test_what_is_plain(piece: str, data: dict[str, object]) -> None:
    assert plain_entries([piece]) == data
    assert parse("file", piece).data == data


@pytest.mark.parametrize(
    "piece",
    [
        "title:\n",
        "title: a: b\n",
        "title: a:\n",
        "title: &a b\n",
        "title: *a\n",
        "title: !!str b\n",
        "title: >\n  folded\n",
        "title: one\n  two\n",
        'title: "one\n  two"\n',
        'title: "\\e[31m"\n',
        "title: 'it''s'\n",
        'title: "a" b\n',
        "title: \x1b[31m\n",
        "title: a\u202eb\n",
        "title: a\ufe0f\n",
        "title: a\tb\n",
        "title: a\rb\n",
        "title: a\u2028b\n",
        "title: -\n",
        "title: - a\n",
        "title: {a: b}\n",
        "skills: []\n",
        "skills: [a, [b]]\n",
        "skills: [a, b: c]\n",
        "skills:\n- a\n",
        "customer:\n  name: A\n  persona: b\n",
        "customer: {name: A}\n",
        "title: a\n---\n",
        "title: a\n...\n",
    ],
)
def test_what_is_left_to_the_parser(piece: str) -> None:
    assert plain_entries([piece]) is None


_ODD = st.sampled_from(
    "abzAZ019 :#-'\",[]{}&*!|>%@`?~\\\t\n\r.<=_é電\u00a0\u0085\u2028\ufe0f\u200d\U0001f600\x07"
) | st.sampled_from(
    [": ", " #", "- ", "\n  ", "\n", "''", "true", "null", "0x1f", "1:30", "<<", "...", "---"]
)
_VALUES = st.lists(_ODD, max_size=12).map("".join)


@given(
    st.sampled_from(["title: {}\n", "title: {}", 'title: "{}"\n', "title: '{}'\n", "skills: [{}]\n"]), _VALUES
)
def test_the_parser_reads_the_same(form: str, value: str) -> None:
    piece = form.format(value)
    found = plain_entries([piece])
    if found is not None:
        document = parse("file", piece)
        assert document.problems == []
        assert repr(document.data) == repr(found)


@given(st.sampled_from(["  name: {}\n", "  name: a\n{}", "{}name: a\n", " {}: a\n"]), _VALUES)
def test_the_parser_reads_the_same_below_a_key(form: str, value: str) -> None:
    piece = "customer:\n" + form.format(value)
    found = plain_entries([piece])
    if found is not None:
        document = parse("file", piece)
        assert document.problems == []
        assert repr(document.data) == repr(found)


def test_the_library_as_shipped_needs_no_parser() -> None:
    code = (
        "import sys; from pathlib import Path; from engine.scenario.library import headers\n"
        f"assert len(list(headers((), Path({str(SHIPPED)!r})))) > 2\n"
        "print([name for name in ('ruamel', '_ruamel_yaml', 'pydantic', 'engine.scenario.nodes') "
        "if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert list(Path(SHIPPED).glob("*.yaml"))
