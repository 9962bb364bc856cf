"""Graphviz itself draws what we write in DOT, and shows an author's texts as they are."""

import json
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from engine.call.playable import open_scenario
from engine.mood.coefficients import load_model
from engine.workshop.graph.dot import as_dot
from engine.workshop.graph.drawing import Arrow, Box, Drawing, drawing_of
from tests.engine.scenario.samples import SHIPPED
from tests.engine.workshop.test_graph_forms import HOSTILE, SVG
from tests.npm import fetched

HERE = Path(__file__).parent
VERSION = "1.29.2"
"""Graphviz compiled for Node.js: nothing has to be installed on the system."""


def drawn(texts: list[str]) -> list[ET.Element]:
    """Graphviz's own pictures of graphs in DOT; it starts once for all of them."""
    found = fetched("@hpcc-js/wasm-graphviz", VERSION)
    if isinstance(found, str):
        pytest.skip(found)
    node, package = found
    command = [node, str(HERE / "draw.mjs"), str(package)]
    done = subprocess.run(
        command, input=json.dumps(texts), capture_output=True, encoding="utf-8", timeout=120
    )
    assert done.returncode == 0, done.stderr
    return [ET.fromstring(picture) for picture in json.loads(done.stdout)]


def test_graphviz_draws_all_of_it_with_any_text_as_it_is() -> None:
    boxes = [Box(f"s{number}", "scene", text) for number, text in enumerate(HOSTILE)]
    arrows = [Arrow(box.id, boxes[0].id, "reply", "end", (box.title,), "", "x") for box in boxes]
    shipped = [drawing_of(open_scenario(path, load_model()).machine) for path in SHIPPED]
    graphs = [Drawing("hostile", 'a "b" & \\', tuple(boxes), tuple(arrows), ""), *shipped]
    for made, root in zip(graphs, drawn([as_dot(made) for made in graphs]), strict=True):
        groups = [element.get("class") for element in root.iter(f"{SVG}g")]
        assert groups.count("node") == len(made.boxes)
        assert groups.count("edge") == len({(arrow.source, arrow.dest) for arrow in made.arrows})
        written = {element.text for element in root.iter(f"{SVG}text")}
        titles = [" ".join(box.title.split()) for box in made.boxes]
        assert {title for title in titles if title and len(title) < 40} <= written
