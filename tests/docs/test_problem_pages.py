"""The pages of the checks say what the checks say, and show what was really changed."""

from pathlib import Path

import pytest

from engine.workshop.checks.catalogue import CHECKS
from tests.docs.pages import DOCS, blocks, text_of
from tests.engine.workshop.checks.defects import base, defect

FOLDER = DOCS / "reference" / "problems"
PAGES = sorted(FOLDER.glob("*.md"))
BY_CODE = {check.code: check for check in CHECKS}


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_a_page_has_its_check_s_own_words(page: Path) -> None:
    check = BY_CODE[page.stem]
    text = text_of(page)
    assert text.startswith(f"# {check.code}\n")
    assert check.severity.capitalize() in text
    assert check.sentence in text


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_before_and_after_are_the_planted_defect_and_its_clean_twin(page: Path) -> None:
    for block in blocks(page, "diff"):
        before = [line[1:] for line in block.text.splitlines() if line.startswith("-")]
        after = [line[1:] for line in block.text.splitlines() if line.startswith("+")]
        assert before
        assert before != after
        assert "\n".join(before) in defect(page.stem).text
        assert "\n".join(after) in base()
