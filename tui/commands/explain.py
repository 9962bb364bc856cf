"""For authors: what a code that `moodline check` names means, and how to mend it."""

from __future__ import annotations

from collections.abc import Callable

import rich_click as click

from tui.commands.options import CONTEXT
from tui.completion import values
from tui.leaving import CANNOT, DONE, Refused

Job = Callable[[], int]


@click.command(context_settings=CONTEXT)
@click.argument("code", required=False, shell_complete=values.codes)
def explain(code: str | None) -> Job:
    """Say what a code of `moodline check` means, why it matters, and how to mend it.

    Without a code, all of them are listed. Exits with 2 if there is no such code.
    """
    return lambda: run_explain(code)


def run_explain(code: str | None) -> int:
    """Write a code's page, or the list of the codes; the exit code.

    Raises:
        Refused: there is no such code.
    """
    from engine.scenario.problems import did_you_mean, quoted
    from engine.workshop.checks.catalogue import SENTENCES
    from engine.workshop.checks.pages import page_of

    if code is None:
        width = max(map(len, SENTENCES))
        for name, sentence in SENTENCES.items():
            click.echo(f"{name:{width}}  {sentence}")
        return DONE
    if code not in SENTENCES:
        hint = did_you_mean(code, SENTENCES, "moodline explain, without a code, lists them all")
        raise Refused(f"There is no code {quoted(code)}: {hint}", CANNOT)
    click.echo(page_of(code).rstrip())
    return DONE
