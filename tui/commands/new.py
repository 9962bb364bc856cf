"""For authors: a scenario to begin with."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from tui.commands.options import CONTEXT, settings_from
from tui.completion import values
from tui.leaving import DONE, NOT_SO, Refused

if TYPE_CHECKING:
    from engine.mood.coefficients import Persona
    from engine.workshop.starter.filling import Starter
    from tui.plain.asking import Asker
    from tui.settings import Settings

Job = Callable[[], int]


@click.command("new", context_settings=CONTEXT)
@click.option("--title", metavar="TEXT", help="What the scenario is called in the library.")
@click.option("--customer", metavar="NAME", help="Who rings.")
@click.option("--opening", metavar="TEXT", help="What the customer says first: why they ring.")
@click.option(
    "--persona",
    metavar="NAME",
    shell_complete=values.personas,
    help="How the customer takes things, such as everyday or elderly.",
)
@click.option("--level", type=click.IntRange(1, 3), default=1, show_default=True, help="How hard it is.")
@click.option("--id", "own_id", metavar="ID", help="The scenario's id. Usually made from the title.")
@click.option(
    "--into",
    shell_complete=values.folders,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The folder to write into. Usually the current one.",
)
@click.option("--library", is_flag=True, help="Write into your own folder of the library.")
@click.option("--force", is_flag=True, help="Write over files that are there.")
@click.pass_context
def new(
    context: click.RichContext, /, level: int, own_id: str | None, into: Path | None, library: bool,
    force: bool, **texts: str | None,
) -> Job:  # fmt: skip
    """Write a small scenario that plays, to change into your own.

    Asks four questions on a terminal; what is given as an option is not asked. Writes the scenario, a
    transcript of the best way through it, and the schema that lets an editor help.
    Exits with 0, or with 2 if it could not be written.
    """
    if into is not None and library:
        raise click.UsageError("Give either --into or --library.")
    settings = settings_from(context)
    folder = settings.home.scenarios if library else into if into is not None else Path()
    given = {name: text for name, text in {**texts, "id": own_id}.items() if text is not None}
    return lambda: run_new(settings, folder, given, level=level, force=force)


def run_new(settings: Settings, folder: Path, given: dict[str, str], *, level: int, force: bool) -> int:
    """Ask for what was not given, and write; the exit code.

    Raises:
        Refused: what was given cannot stand in a scenario, or the files cannot be written.
    """
    from engine.mood.coefficients import load_model
    from engine.workshop.starter.filling import Answers, BadAnswer, id_of, starter, text_of
    from engine.workshop.starter.playing import written_down
    from tui.terminal import is_terminal

    model = load_model()
    personas = model.personas
    what = ""
    try:
        for what, typed in given.items():
            if what == "id":
                id_of(typed)
            elif what != "persona":
                text_of(what, typed)
    except BadAnswer as error:
        raise Refused(f"moodline new: --{what}: {error}") from error
    if "persona" in given and given["persona"] not in personas:
        from engine.scenario.problems import did_you_mean, quoted

        hint = did_you_mean(given["persona"], personas)
        raise Refused(f"moodline new: --persona: there is no persona {quoted(given['persona'])}; {hint}")
    if is_terminal(sys.stdin) and is_terminal(sys.stdout):
        answers = _asked(given, personas)
        if answers is None:
            raise Refused("Nothing was written.", NOT_SO)
    elif "title" not in given:
        raise Refused(
            "moodline new: there is no terminal to ask on. Give at least --title; "
            "`moodline new -h` lists the rest."
        )
    else:
        answers = given
    made = Answers(**answers, level=level)
    begun = starter(made, () if force else _taken(settings, folder))
    return _write(written_down(begun, model), settings, folder, force=force)


def _asked(given: dict[str, str], personas: Any) -> dict[str, str] | None:
    """The answers, each asked for that was not given; None if the keyboard was closed."""
    from engine.workshop.starter.filling import CUSTOMER, OPENING
    from tui.plain.asking import Asker, InputEnded
    from tui.plain.paper import Paper

    paper = Paper(sys.stdout, _width())
    asker = Asker(paper, sys.stdin, interactive=True)
    paper.say("Four questions. Enter alone takes what stands in brackets; everything can be changed later.")
    paper.say("")
    answers = dict(given)
    try:
        if "title" not in answers:
            answers["title"] = _text(asker, "title", "What is the scenario called?", "")
        if "customer" not in answers:
            answers["customer"] = _text(asker, "customer", f"Who rings? [{CUSTOMER}]", CUSTOMER)
        if "opening" not in answers:
            paper.say("")
            paper.say("Why do they ring? Write it as they would say it, in their first sentence or two.")
            paper.say(f"[{OPENING}]")
            answers["opening"] = _text(asker, "opening", "They say:", OPENING)
        if "persona" not in answers:
            answers["persona"] = _persona(asker, personas)
    except InputEnded:
        paper.gap()
        return None
    paper.say("")
    return answers


def _text(asker: Asker, name: str, question: str, otherwise: str) -> str:
    from engine.workshop.starter.filling import BadAnswer, text_of
    from tui.plain.asking import Wrong

    def read(typed: str) -> str:
        try:
            return text_of(name, typed or otherwise)
        except BadAnswer as error:
            raise Wrong(str(error)) from error

    return asker.ask(question, read)


def _persona(asker: Asker, personas: dict[str, Persona]) -> str:
    from tui.plain.asking import Wrong

    names = list(personas)
    paper = asker.paper
    paper.say("")
    paper.say("How do they take things?")
    for number, persona in enumerate(personas.values(), start=1):
        paper.say(f"{persona.name}: {persona.words}", hang=f"  {number}. ")

    def read(typed: str) -> str:
        if typed in names or not typed:
            return typed or names[0]
        if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(names):
            return names[int(typed) - 1]
        raise Wrong(f"Type a number from 1 to {len(names)}, or a name of the list.")

    return asker.ask(f"Number or name [{names[0]}]", read)


def _width() -> int:
    import shutil

    return shutil.get_terminal_size().columns


def _taken(settings: Settings, folder: Path) -> set[str]:
    """Ids that are in the library or in the folder already."""
    from engine.scenario.library import headers
    from tui.session import own_folders

    ids = {header.id for header in headers((*own_folders(settings), folder))}
    return ids | {path.stem for path in folder.glob("*.yaml")}


def _write(made: Starter, settings: Settings, folder: Path, *, force: bool) -> int:
    from engine.scenario.schema import file_name, schema_text
    from engine.scenario.text import visible
    from engine.workshop.saving import make_files
    from tui.refusals import refusals_in_words

    scenario, transcript = folder / made.scenario_name, folder / "tests" / made.transcript_name
    files = {scenario: made.scenario.encode(), transcript: made.transcript.encode()}
    schema = folder / file_name()
    if not os.path.lexists(schema):
        files[schema] = schema_text().encode()
    if folder == settings.home.scenarios:
        with refusals_in_words():
            settings.home.make()
    try:
        make_files(files, replace=force)
    except FileExistsError as error:
        name = visible(str(error.filename or scenario))
        raise Refused(f"{name} is there already, and was left as it is. --force writes over it.") from error
    except OSError as error:
        name = visible(str(error.filename or folder))
        raise Refused(f"{name}: cannot be written ({error.strerror or error}).") from error
    for path in files:
        click.echo(f"Written: {visible(str(path))}")
    name = _typed(scenario)
    click.echo(f"\nPlay it with    moodline play {name}")
    click.echo(f"Check it with   moodline check {name}")
    click.echo("Then open it in an editor: the lines that start with # say what to change.")
    return DONE


def _typed(path: Path) -> str:
    """The path as it can be typed after a command."""
    from shlex import quote

    from engine.scenario.text import visible

    return quote(visible(str(path))) if os.name == "posix" else f'"{visible(str(path))}"'
