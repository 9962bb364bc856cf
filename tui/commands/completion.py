"""The shell's completion of what is typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import rich_click as click

from tui.commands.options import CONTEXT
from tui.completion.shells import Shell, script
from tui.leaving import DONE

Job = Callable[[], int]


@click.command(context_settings=CONTEXT)
@click.argument("shell", type=click.Choice(get_args(Shell)))
def completion(shell: Shell) -> Job:
    """Write the script that lets bash, zsh or fish complete commands, options, scenarios and files.

    For bash, put `source <(moodline completion bash)` into ~/.bashrc.
    """

    def job() -> int:
        click.echo(script(shell), nl=False)
        return DONE

    return job
