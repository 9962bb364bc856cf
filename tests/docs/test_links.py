"""Every relative link leads somewhere, and every page can be found from the map."""

from pathlib import Path

import pytest

from tests.docs.pages import DOCS, NAMES, PAGES, ROOT, anchors, links


def target_of(page: Path, link: str) -> tuple[Path, str]:
    path, _, anchor = link.partition("#")
    return ((page.parent / path).resolve() if path else page), anchor


def is_elsewhere(link: str) -> bool:
    return "://" in link or link.startswith("mailto:")


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for link in links(page):
        if is_elsewhere(link):
            continue
        target, anchor = target_of(page, link)
        there = target.exists() and target.is_relative_to(ROOT)
        if not there or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


def test_every_page_can_be_found_from_the_map() -> None:
    waiting, found = [DOCS / "index.md"], set()
    while waiting:
        page = waiting.pop()
        if page in found:
            continue
        found.add(page)
        for link in links(page):
            if not is_elsewhere(link):
                target, _ = target_of(page, link)
                if target.suffix == ".md" and target.exists():
                    waiting.append(target)
    lost = [str(page.relative_to(ROOT)) for page in PAGES if page.is_relative_to(DOCS) and page not in found]
    assert lost == []


def test_the_readme_shows_a_picture_that_is_there() -> None:
    assert "docs/images/call.svg" in links(ROOT / "README.md")
