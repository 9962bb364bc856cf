"""Mermaid itself understands what we write for it: the same boxes and arrows, texts as they are.

``make browser`` runs this; it is no part of the suite (see ``tests/engine/records/exports/in_a_browser.py``).
"""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from engine.call.playable import open_scenario
from engine.mood.coefficients import load_model
from engine.workshop.graph.drawing import Arrow, Box, Drawing, drawing_of
from engine.workshop.graph.mermaid import as_mermaid
from engine.workshop.graph.texts import folded, heading, labels, title_of
from tests.engine.scenario.samples import EVERY_FEATURE, SHIPPED
from tests.engine.workshop.test_graph_forms import HOSTILE
from tests.npm import fetched, one_file

HERE = Path(__file__).parent
MERMAID, JSDOM = ("mermaid", "12.3.0", "dist/mermaid.min.js"), ("jsdom", "26.1.0")
"""The one file that wikis load, and a browser's document for it to work with."""


def understood(texts: list[str]) -> list[dict[str, Any]]:
    """What Mermaid makes of graphs: an ``error``; or ``title``, ``boxes`` and ``arrows``."""
    bundle, dom = one_file(*MERMAID), fetched(*JSDOM)
    if isinstance(bundle, str):
        pytest.skip(bundle)
    if isinstance(dom, str):
        pytest.skip(dom)
    command = [bundle[0], str(HERE / "parse.mjs"), str(bundle[1]), str(dom[1])]
    done = subprocess.run(
        command, input=json.dumps(texts), capture_output=True, encoding="utf-8", timeout=120
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert isinstance(found, list)
    return found


def shown(text: str) -> str:
    """A label as it is read: Mermaid puts our numbers for signs aside in a spelling of its own."""
    text = re.sub(r"</?b>", "", text).replace("<br>", " ").replace("<br/>", " ")
    return re.sub("ﬂ°°([0-9]+)¶ß", lambda match: chr(int(match[1])), text)


def test_mermaid_understands_all_of_it_with_any_text_as_it_is() -> None:
    boxes = [Box(f"s{number}", "scene", text) for number, text in enumerate(HOSTILE)]
    arrows = [Arrow(box.id, boxes[0].id, "reply", "end", (box.title,), "", "x") for box in boxes]
    drawings = [Drawing("hostile", 'a "b" & \\', tuple(boxes), tuple(arrows), "")]
    drawings += [
        drawing_of(open_scenario(path, load_model()).machine) for path in (SHIPPED[0], EVERY_FEATURE)
    ]
    *found, refused = understood([*map(as_mermaid, drawings), 'flowchart LR\n    a["x"] --> b[oops "y"]\n'])
    assert "error" in refused, "it does not take everything"
    for made, there in zip(drawings, found, strict=True):
        assert "error" not in there, there["error"]
        assert shown(there["title"]) == " ".join(title_of(made).split())
        assert len(there["boxes"]) == len(made.boxes)
        for (_, text, _), box in zip(there["boxes"], made.boxes, strict=True):
            assert unfolded(shown(text)).startswith(unfolded("".join(folded(heading(box)))))
        pairs = {(arrow.source, arrow.dest) for arrow in made.arrows}
        assert len(there["arrows"]) == len(pairs)
        words = [unfolded(shown(text)) for _, _, text, _ in there["arrows"]]
        for arrow in made.arrows:
            assert any(unfolded(label) in text for label in labels([arrow]) for text in words)


def unfolded(text: str) -> str:
    """Without blanks: a long word is folded, too."""
    return "".join(text.split())
