"""Words: how they are counted, how hard they are to read, and which reply they belong to."""

import pytest

from engine.workshop.checks.words_also import likeness
from engine.workshop.checks.words_length import CUSTOMER_WORDS, REPLY_WORDS, words_of
from engine.workshop.checks.words_level import level
from tests.engine.workshop.checks.defects import base, changed, defect, found

BANK = "The bank takes three working days, so it should be with you by Friday at the latest."


def with_changes(*changes: tuple[str, str]) -> str:
    return changed(base(), [{"from": old, "to": new} for old, new in changes], "here")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("… – !", 0),
        ("I don't know.", 3),
        ("A call-back at 12:50, for £1,000.50.", 6),
        ("{agent} here, from Tern Cottage.", 5),
        ("Grüße aus Łódź, señor", 4),
        ("Он не пришёл", 3),
        ("one—two… three/four", 3),
    ],
)
def test_words_are_counted_as_people_read_them(text: str, count: int) -> None:
    assert len(words_of(text)) == count


def test_lix_is_words_a_sentence_and_long_words_in_percent() -> None:
    found_level = level(["The cat sat on the mat. It was comfortable there!"])
    assert (found_level.words, found_level.sentences, found_level.long_words) == (10, 2, 1)
    assert found_level.lix == pytest.approx(10 / 2 + 100 * 1 / 10)


def test_markdown_is_read_without_its_marks_and_list_items_are_sentences() -> None:
    plain = level(["You may book a visit. You may not promise a time."])
    marked = level(["- You may **book** a visit\n- You may not _promise_ a time"])
    assert marked == plain


def test_a_number_with_a_point_ends_no_sentence() -> None:
    assert level(["It costs 12.50 a month."]).sentences == 1


def test_no_text_is_no_trouble() -> None:
    assert level([]).lix == 0
    assert level(["", "…"]).words == 0


def words(count: int) -> str:
    return " ".join(["word"] * count)


def test_a_reply_may_be_as_long_as_the_limit_and_no_longer() -> None:
    assert not found(with_changes((BANK, words(REPLY_WORDS))), "long-line")
    finding = found(with_changes((BANK, words(REPLY_WORDS + 1))), "long-line")[0]
    assert f"a reply of {REPLY_WORDS + 1} words" in finding.problem.message


@pytest.mark.parametrize(
    "written", ["{0}", '["Short.", "{0}"]', '[{{says: "Short.", when: {{turn: 1}}}}, "{0}"]']
)
def test_what_the_customer_says_is_found_where_it_stands(written: str) -> None:
    line = words(CUSTOMER_WORDS + 1)
    text = with_changes(
        (
            'customer: "Five days, you said. It is the twelfth, and nobody has told me a thing."',
            "customer: HERE",
        )
    )
    text = text.replace("customer: HERE", "customer: " + written.format(line))
    problem = found(text, "long-line")[0].problem
    in_the_line = text.splitlines()[problem.line - 1]
    assert in_the_line[problem.column - 1 :].lstrip('"').startswith("word word")


def test_languages_without_blanks_between_words_are_not_counted() -> None:
    text = with_changes((BANK, words(REPLY_WORDS + 1)), ("language: en-GB", "language: ja"))
    assert not found(text, "long-line")


def test_reading_levels_are_compared_only_where_the_formula_was_tried() -> None:
    text = defect("reading-level").text
    assert found(text, "reading-level")
    assert found(text.replace("language: en-GB", "language: sv"), "reading-level")
    assert not found(text.replace("language: en-GB", "language: tr"), "reading-level")


def test_a_brief_like_a_contract_is_found_at_the_brief() -> None:
    contract = (
        "Notwithstanding aforementioned cancellation arrangements, reimbursement transactions necessitate"
        " comprehensive documentation, supervisory authorisation, contemporaneous verification procedures,"
        " customer identification particulars, accommodation references, administrative correspondence"
        " and supplementary confirmation regarding corresponding financial institutions"
    )
    before = "The owner cancelled it twelve days ago."
    text = with_changes((before, contract))
    findings = found(text, "reading-level")
    assert [finding.problem.where for finding in findings] == ["brief"]
    assert "LIX" in findings[0].problem.message


@pytest.mark.parametrize(
    ("one", "other"), [("Go on.", "Go on."), ("Go on, please.", "Please go on."), ("Yes.", "No, not at all.")]
)
def test_likeness_is_the_same_both_ways(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= likeness(one, one) == 1


def test_a_wording_that_is_its_own_or_nobodys_is_left_alone() -> None:
    own = with_changes(
        (BANK, f'{BANK}"\n        also: "The bank takes three days, so it should be with you by Friday.')
    )
    nobodys = with_changes((BANK, f'{BANK}"\n        also: "Such things have their own pace, I fear.'))
    assert not found(own, "also-nearer-another")
    assert not found(nobodys, "also-nearer-another")


def test_a_wording_is_compared_with_the_other_wordings_too() -> None:
    text = with_changes(
        (BANK, f'{BANK}"\n        also: "Tell me how to make the waiting easier for you'),
        (
            "What would make the wait easier?",
            'What would make the wait easier?"\n        also: "Tell me how to make waiting easier for you',
        ),
    )
    finding = found(text, "also-nearer-another")[0]
    assert "'wait-on-it'" in finding.problem.message
    assert "'three-days'" in finding.problem.message
