"""An export without names has the agent's name in no byte, however it is written there."""

import html
import json
import urllib.parse

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.records.anonymous import NOBODY
from engine.records.exports.formats import Format, file_name, write_export
from engine.scenario.text import clean
from tests.engine.records.exports.played import FORMATS, exported, recorded, scenario_with, subject_of

NAMES = ("Zoë O’Brien-Quill", "Агния <b>К.</b>", 'Quill & "Sons"', "מרים-לוי", "Quill_*Zed*", "ｑｕｉｌｌ")
SECRET = "Quagga-note"


def ways_to_write(name: str) -> set[bytes]:
    """The name as each format could hold it."""
    words = {
        name,
        html.escape(name),
        html.escape(html.escape(name)),
        html.escape(name, quote=False),
        html.escape(name).replace("&#x27;", "&#39;").replace("&quot;", "&#34;"),
        urllib.parse.quote(name, safe=""),
        urllib.parse.quote_plus(name),
        json.dumps(name)[1:-1],
        json.dumps(name, ensure_ascii=False)[1:-1],
        name.encode("unicode_escape").decode(),
        "".join(f"\\{char}" if char in "\\`*_[]<>|~&$" else char for char in name),
        "".join(f"&#{ord(char)};" for char in name),
    }
    forms = {form for word in words for form in (word, word.casefold())}
    return {form.encode() for form in forms} | {name.encode("utf-16-le"), name.encode("utf-16-be")}


def holds(content: bytes, name: str) -> bool:
    lowered = content.decode().casefold().encode()
    return any(way in content or way in lowered for way in ways_to_write(name))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", NAMES)
def test_no_byte_of_any_format_has_the_name(form: Format, name: str) -> None:
    one = recorded(scenario_with("Hello"), ["ask", "vow", "blame", "ask", "end"], agent=name, note=SECRET)
    subject = subject_of(one, anonymous=True)
    content = write_export(subject, form)
    assert not holds(content, name)
    assert SECRET.encode() not in content
    assert str(one.attempt.uuid).encode() not in content
    assert not holds(file_name(subject, form).encode(), name)
    assert not holds(file_name(subject_of(one), form).encode(), name)


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "svg"])
@pytest.mark.parametrize("name", NAMES)
def test_with_names_it_is_there(form: Format, name: str) -> None:
    """So that the test above can fail."""
    one = recorded(scenario_with("Hello"), ["ask", "end"], agent=name, note=SECRET)
    assert holds(write_export(subject_of(one), form), clean(name))
    assert (SECRET in exported(one, form)) == (form != "xapi")


@settings(max_examples=12, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=4, max_size=300))
def test_whatever_the_name(name: str) -> None:
    marked = f"Qx{clean(name)}xQ"
    one = recorded(scenario_with("Hello"), ["ask", "end"], agent=marked, note=marked)
    subject = subject_of(one, anonymous=True)
    assert subject.agent == NOBODY
    for form in FORMATS:
        assert not holds(write_export(subject, form), marked)
        assert b"Qx" not in write_export(subject, form)


def test_two_exports_of_one_attempt_cannot_be_brought_together_by_their_keys() -> None:
    one = recorded(scenario_with("Hello"), ["end"])
    named, nameless = subject_of(one), subject_of(one, anonymous=True)
    assert named.key == one.attempt.uuid
    another = subject_of(recorded(scenario_with("Hello"), ["end"]), anonymous=True)
    assert nameless.key not in (named.key, another.key)
    assert nameless.key == subject_of(one, anonymous=True).key
