"""For authors: a scenario as a picture."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from tui.commands.exploring import machine_of
from tui.commands.going_on import GoingOn, going_on
from tui.commands.options import CONTEXT, exploring_options, scenario_options, settings_from
from tui.completion import values
from tui.leaving import DONE, Refused

if TYPE_CHECKING:
    from engine.call.machine import CallMachine
    from engine.workshop.explore.exploration import Exploration
    from engine.workshop.graph.drawing import Drawing

Job = Callable[[], int]


@click.command(context_settings=CONTEXT)
@click.argument("scenario", metavar="FILE|ID", shell_complete=values.scenarios)
@click.option(
    "--format",
    "form",
    type=click.Choice(["mermaid", "dot", "svg"]),
    help="mermaid (usual): text for Markdown pages. dot: text for Graphviz. svg: a picture for any browser. "
    "Left out, the name of the output decides.",
)
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="FILE", help="Where to write; else it is shown."
)
@click.option("--no-moods", is_flag=True, help="Only who leads where: quick, however large the scenario is.")
@exploring_options(
    "For the moods, try every reply in so many states at most.",
    "For the moods, try replies for so long at most.",
    usual=30.0,
)
@scenario_options
@click.pass_context
def graph(
    context: click.RichContext,
    /,
    scenario: str,
    form: str | None,
    output: Path | None,
    no_moods: bool,
    states: int,
    seconds: float,
    **_options: Any,
) -> Job:
    """Draw a scenario: scenes, replies, endings, and the heat with which each is met.

    Boxes and arrows come from the machine that plays the scenario; the moods from going through every
    possible call, as far as --states and --seconds allow. Ctrl-C draws with the moods seen so far.
    Exits with 0 if it was drawn, 1 if the scenario has errors, 2 if something cannot be read or written, 130
    after Ctrl-C.
    """
    settings = settings_from(context)
    chosen = form or _BY_NAME.get(output.suffix.lower() if output else "", "mermaid")

    def job() -> int:
        from engine.workshop.graph.drawing import drawing_of

        _look_at_name(output)
        machine = machine_of(settings, scenario)
        with going_on(states, seconds) as go_on:
            found = None if no_moods else _explored(machine, states, seconds, go_on)
        drawing = drawing_of(machine, found)
        _write(_drawers()[chosen](drawing), output)
        if chosen == "mermaid":
            _warn_of_size(drawing)
        return go_on.code(DONE)

    return job


_BY_NAME = {".svg": "svg", ".dot": "dot", ".gv": "dot", ".mmd": "mermaid", ".mermaid": "mermaid"}


_OTHER_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".pdf"})
"""What somebody may well ask for, and would then find text in."""


def _look_at_name(output: Path | None) -> None:
    from engine.scenario.text import visible

    if output is None:
        return
    ending = output.suffix.lower()
    if ending in (".yaml", ".yml"):
        raise Refused(
            f"{visible(str(output))}: a picture is no YAML, and a scenario may be there. "
            "Name it .svg, .mmd or .dot."
        )
    if ending in _OTHER_PICTURES:
        raise Refused(
            f"{visible(str(output))}: no picture of this kind is drawn. Name it .svg: any browser opens "
            "that, and prints it."
        )


def _drawers() -> dict[str, Callable[[Any], str]]:
    from engine.workshop.graph.dot import as_dot
    from engine.workshop.graph.mermaid import as_mermaid
    from engine.workshop.graph.svg import as_svg

    return {"mermaid": as_mermaid, "dot": as_dot, "svg": as_svg}


def _explored(machine: CallMachine, states: int, seconds: float, go_on: GoingOn) -> Exploration:
    from engine.workshop.explore.budget import Budget
    from engine.workshop.explore.exploration import explore

    return explore(machine.plan, Budget(time.monotonic, states, seconds, go_on), lines=False)


def _warn_of_size(drawing: Drawing) -> None:
    from engine.workshop.graph.mermaid import MOST_ARROWS
    from engine.workshop.graph.texts import bundles

    if (arrows := len(bundles(drawing))) > MOST_ARROWS:
        click.echo(
            f"{arrows:,} arrows: Mermaid draws {MOST_ARROWS} unless it is told otherwise. "
            "--format svg has no such limit.",
            err=True,
        )


def _write(text: str, output: Path | None) -> None:
    from engine.scenario.text import visible
    from engine.workshop.saving import make_files

    if output is None:
        click.echo(text, nl=False)
        return
    try:
        if output.exists() and not (output.is_file() or output.is_dir()):
            output.write_text(text, encoding="utf-8", newline="\n")  # A device: it cannot be replaced.
        else:
            make_files({output: text.encode("utf-8")}, replace=True)
    except OSError as error:
        raise Refused(f"{visible(str(output))}: cannot be written ({error.strerror}).") from error
    click.echo(f"{visible(str(output))}: written")
