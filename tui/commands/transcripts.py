"""For authors: does a scenario still play as its golden transcripts say?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import rich_click as click

from tui.commands.going_on import going_on
from tui.commands.options import CONTEXT, settings_from
from tui.completion import values
from tui.leaving import DONE, NOT_SO, Refused
from tui.settings import Settings

if TYPE_CHECKING:
    from engine.call.playable import Playable
    from engine.workshop.transcript_writer import Update

Job = Callable[[], int]
_SAVED_MEANWHILE: Final = "{}: was saved by somebody else meanwhile, and is left as it is."


@click.command(context_settings=CONTEXT)
@click.argument("names", metavar="[ID|FILE]...", nargs=-1, shell_complete=values.scenarios)
@click.option(
    "--update",
    is_flag=True,
    help="Show what is different, before and after; then write how the calls go now into the transcripts.",
)
@click.option("--dry-run", is_flag=True, help="With --update: show it, and write nothing.")
@click.option(
    "--folder",
    "folders",
    type=click.Path(path_type=Path),
    multiple=True,
    help="A folder with more scenarios.",
)
@click.option("--model", type=click.Path(path_type=Path), metavar="FILE", help="A mood model of your own.")
@click.pass_context
def test(
    context: click.RichContext, /, names: tuple[str, ...], update: bool, dry_run: bool, **_options: Any
) -> Job:
    """Play golden transcripts and say what is different now.

    They lie beside a scenario, as tests/ID.NAME.yaml. Without a name, all of the library are played; a FILE
    is a scenario or a transcript. Ctrl-C stops after the one that is played, and nothing is written.
    Exits with 0 if all is as written, 1 if not, 2 if something cannot be read, 130 after Ctrl-C.
    """
    if dry_run and not update:
        raise click.UsageError("--dry-run says what --update would write; give both.")
    settings = settings_from(context)
    return lambda: _Run(settings, update=update, dry=dry_run).over(names)


class _Run:
    def __init__(self, settings: Settings, *, update: bool, dry: bool) -> None:
        from engine.mood.coefficients import load_model
        from tui.refusals import refusals_in_words

        with refusals_in_words():
            self.model = load_model(settings.model)
        self.settings = settings
        self.update = update
        self.dry = dry
        self.opened: dict[Path, Playable] = {}
        self.to_write: list[tuple[Path, Update]] = []

    def over(self, names: tuple[str, ...]) -> int:
        """Play what was named, or everything; the exit code."""
        pairs = [pair for name in names for pair in self._named(name)] if names else list(self._everything())
        # All are played, and what differs is shown, before anything is written.
        look = self._is_up_to_date if self.update else self._is_as_written
        played = wrong = 0
        with going_on() as go_on:
            for scenario, transcript in pairs:
                if go_on.stopped:
                    break
                wrong += not look(scenario, transcript)
                played += 1
        if not go_on.stopped:
            for path, update in self.to_write:
                self._write(path, update)
        elif self.update:
            click.echo("Nothing was written.")
        many = f"{played} of {len(pairs)}" if played < len(pairs) else f"{played}"
        what = f"{many} transcript" + ("" if len(pairs) == 1 else "s")
        click.echo(f"{what} played: {f'{wrong} not as written' if wrong else 'all as written'}.")
        return go_on.code(NOT_SO if wrong else DONE)

    def _everything(self) -> Iterator[tuple[Path, Path]]:
        from engine.scenario.library import headers
        from engine.workshop.transcript import transcripts_of
        from tui.session import own_folders

        for header in headers(own_folders(self.settings)):
            for transcript in transcripts_of(header.path, header.id):
                yield header.path, transcript

    def _named(self, name: str) -> Iterator[tuple[Path, Path]]:
        from engine.scenario.headers import read_header
        from engine.scenario.library import find
        from engine.scenario.problems import Problem, render
        from engine.workshop.transcript import is_transcript, transcripts_of
        from tui.session import own_folders

        found = find(name, own_folders(self.settings))
        if isinstance(found, Problem):
            raise Refused(render(found))
        if is_transcript(found):
            yield self._scenario_of(found), found
            return
        header = read_header(found)
        if header is None or not header.is_readable:
            self._open(found)  # Says what is wrong.
            raise Refused(f"{found}: this is no scenario.")
        transcripts = transcripts_of(found, header.id)
        if not transcripts:
            raise Refused(
                f"{header.id} has no transcripts; they belong in {found.parent / 'tests'}, "
                f"as {header.id}.NAME.yaml."
            )
        for transcript in transcripts:
            yield found, transcript

    def _scenario_of(self, transcript: Path) -> Path:
        """The scenario that a transcript names: beside it, or in the library."""
        from engine.scenario.library import find
        from engine.scenario.problems import Problem, render

        scenario = self._read(transcript).scenario
        found = find(scenario, (transcript.absolute().parent.parent,))
        if isinstance(found, Problem):
            raise Refused(render(found))
        return found

    def _read(self, path: Path) -> Any:
        from engine.scenario.problems import render
        from engine.workshop.transcript import read_transcript

        transcript, problems = read_transcript(path)
        if transcript is None:
            raise Refused("\n".join(map(render, problems)))
        return transcript

    def _open(self, path: Path) -> Playable:
        from engine.call.playable import open_scenario
        from tui.refusals import refusals_in_words

        if path not in self.opened:
            with refusals_in_words():
                self.opened[path] = open_scenario(path, self.model)
        return self.opened[path]

    def _is_as_written(self, scenario: Path, path: Path) -> bool:
        from engine.scenario.text import visible
        from engine.workshop.transcripts import play_transcript

        played = play_transcript(self._open(scenario).machine, self._read(path))
        click.echo(f"{visible(str(path))}: {'not as written' if played.differences else 'as written'}")
        for difference in played.differences:
            click.echo(f"  {visible(str(difference))}")
        return not played.differences

    def _is_up_to_date(self, scenario: Path, path: Path) -> bool:
        """Show what an update changes, and note it as to be written; whether the transcript will be right."""
        from engine.scenario.text import visible
        from engine.workshop.tidying import ChangedMeanwhile
        from engine.workshop.transcript_changes import before_and_after
        from engine.workshop.transcript_writer import update_of
        from engine.workshop.transcripts import play_transcript

        written = self._read(path)
        played = play_transcript(self._open(scenario).machine, written)
        name = visible(str(path))
        update = None
        if played.complete:
            try:
                update = update_of(path, played.transcript)
            except ChangedMeanwhile:
                raise Refused(_SAVED_MEANWHILE.format(name)) from None
            except OSError as error:
                raise Refused(f"{name}: cannot be read ({error.strerror}).") from error
        changes = update is None or update.changes
        if not played.complete:
            click.echo(f"{name}: not as written, and cannot be updated")
        else:
            click.echo(f"{name}: {'changes' if changes else 'as written'}")
        for line in before_and_after(written, played):
            click.echo(visible(line))
        if update is not None and changes and not self.dry:
            self.to_write.append((path, update))
        return played.complete and not (changes and self.dry)

    def _write(self, path: Path, update: Update) -> None:
        from engine.scenario.text import visible
        from engine.workshop.tidying import ChangedMeanwhile
        from engine.workshop.transcript_writer import write_update

        name = visible(str(path))
        try:
            write_update(path, update)
        except ChangedMeanwhile:
            raise Refused(_SAVED_MEANWHILE.format(name)) from None
        except OSError as error:
            raise Refused(f"{name}: cannot be written ({error.strerror}).") from error
        click.echo(f"{name}: updated")
