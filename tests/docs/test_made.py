"""The made parts of the reference pages say what the code says."""

from __future__ import annotations

import pytest

from engine.mood.coefficients import load_model
from engine.scenario.problems import CODES
from engine.workshop.checks.catalogue import CHECKS
from engine.workshop.checks.check import Check
from tools.docs.blocks import names_in, renewed, table
from tools.docs.format_blocks import format_blocks
from tools.docs.pages import DOCS, PAGES, current, stale
from tools.docs.problem_blocks import GROUPS, codes_of, codes_with_a_page


def test_no_page_is_out_of_date() -> None:
    assert stale() == [], "run: python -m tools.docs"


@pytest.mark.parametrize("page", PAGES)
def test_every_block_is_on_its_page_once(page: str) -> None:
    assert sorted(names_in(current(page)[0])) == sorted(PAGES[page]())


def test_every_problem_has_its_place_on_the_page() -> None:
    assert [code for group in GROUPS for code in codes_of(group)] == list(CODES)
    text = (DOCS / "reference" / "problems.md").read_text(encoding="utf-8")
    assert [code for code in CODES if f'<a id="{code}"></a>' not in text] == []


def test_every_code_has_its_page_and_every_page_its_code() -> None:
    folder = DOCS / "reference" / "problems"
    assert sorted(page.stem for page in folder.glob("*.md")) == sorted(codes_with_a_page())


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_the_page_of_a_check_says_what_the_check_says(check: Check) -> None:
    text = (DOCS / "reference" / "problems" / f"{check.code}.md").read_text(encoding="utf-8")
    assert text.startswith(f"# {check.code}\n")
    assert check.sentence in " ".join(text.split())
    assert f"{check.severity}" in text.casefold()


@pytest.mark.parametrize("code", CODES)
def test_the_page_of_an_error_in_the_form_says_what_the_error_says(code: str) -> None:
    text = (DOCS / "reference" / "problems" / f"{code}.md").read_text(encoding="utf-8")
    assert text.startswith(f"# {code}\n")
    assert f"*Error.* {CODES[code]}" in " ".join(text.split())


def test_no_code_is_used_twice() -> None:
    codes = codes_with_a_page()
    assert len(codes) == len(set(codes))


def test_every_rule_has_its_words_and_its_source() -> None:
    text = (DOCS / "reference" / "mood-model.md").read_text(encoding="utf-8")
    for rule in load_model().rules.values():
        _, _, rest = text.partition(f"### {rule.name}\n")
        assert rest, rule.name
        section = rest.partition("\n### ")[0]
        assert rule.words in section
        assert rule.source.strip().removesuffix(".") in section
        numbers = [str(abs(number)) for number in rule.numbers.values() if number]
        assert [number for number in numbers if number not in section] == []


def test_every_key_has_a_description() -> None:
    for name, make in format_blocks().items():
        assert "|  |" not in make(), name


def test_prose_around_a_block_stays() -> None:
    page = "Before.\n\n<!-- made: one -->\nold\n<!-- end -->\n\nAfter.\n"
    made = renewed(page, {"one": lambda: "new"})
    assert made == "Before.\n\n<!-- made: one -->\n\nnew\n\n<!-- end -->\n\nAfter.\n"
    assert renewed(made, {"one": lambda: "new"}) == made


def test_a_block_that_nothing_makes_is_refused() -> None:
    with pytest.raises(KeyError, match="one"):
        renewed("<!-- made: one -->\n<!-- end -->\n", {})


def test_a_bar_in_a_cell_stays_in_it() -> None:
    assert table(("a",), [("b|c",)]).splitlines()[-1] == r"| b\|c |"
