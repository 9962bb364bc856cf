"""Lists on paper: scenarios, and attempts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import rich_click as click

from engine.scenario.text import visible
from tui.leaving import DONE

if TYPE_CHECKING:
    from engine.records.attempts import Attempt
    from tui.settings import Settings


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows in columns of plain text, the last column as long as it is; nothing that a terminal would obey."""
    shown = [[visible(cell) for cell in row] for row in rows]
    widths = [max(len(cell) for cell in column) for column in zip(*shown, strict=True)]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in shown
    )
    return "\n".join(lines)


def write_scenarios(settings: Settings, *, as_json: bool) -> int:
    """Write every scenario of the library."""
    from engine.scenario.library import headers
    from engine.scenario.problems import render
    from tui.session import own_folders

    found = list(headers(own_folders(settings)))
    if as_json:
        data = [
            {
                "id": header.id,
                "title": header.title,
                "summary": header.summary,
                "customer": header.customer,
                "language": header.language,
                "level": header.level,
                "minutes": header.minutes,
                "skills": list(header.skills),
                "shipped": header.shipped,
                "path": str(header.path),
                "problem": render(header.problem) if header.problem else None,
            }
            for header in found
        ]
        click.echo(json.dumps(data, indent=2))
        return DONE
    rows = [("ID", "LEVEL", "MINUTES", "TITLE")]
    rows += [
        (header.id, str(header.level or "-"), str(header.minutes or "-"), header.title)
        for header in found
        if header.is_readable and header.hidden_by is None
    ]
    click.echo(
        table(rows)
        if len(rows) > 1
        else f"There are no scenarios. Yours belong in {settings.home.scenarios}."
    )
    for header in found:
        if header.problem is not None:
            click.echo(render(header.problem), err=True)
    return DONE


def write_attempts(attempts: Sequence[Attempt], *, as_json: bool) -> int:
    """Write attempts, newest first."""
    if as_json:
        click.echo(json.dumps([_as_data(attempt) for attempt in attempts], indent=2))
        return DONE
    if not attempts:
        click.echo("Nothing has been recorded yet.")
        return DONE
    rows = [("ATTEMPT", "BEGUN", "SCENARIO", "MODE", "TURNS", "HOW IT STANDS")]
    rows += [
        (
            str(attempt.id),
            attempt.began_at.astimezone().strftime("%Y-%m-%d %H:%M"),
            attempt.scenario_id,
            attempt.mode,
            str(attempt.standing.turns if attempt.standing else 0),
            _standing(attempt),
        )
        for attempt in attempts
    ]
    click.echo(table(rows))
    return DONE


def _standing(attempt: Attempt) -> str:
    replay = f" (replay of {attempt.parent} from turn {attempt.from_turn})" if attempt.parent else ""
    if attempt.outcome is None:
        if attempt.standing is None:
            return f"not over, not answered{replay}"
        mood = "" if attempt.hides_mood(over=False) else f", mood {attempt.standing.heat}"
        return f"not over{mood}{replay}"
    outcome = attempt.outcome
    if not outcome.ending:
        return f"stopped: no reply was left{replay}"
    return f"{outcome.ending}: problem {outcome.problem}, relationship {outcome.relationship}{replay}"


def _as_data(attempt: Attempt) -> dict[str, Any]:
    standing, outcome = attempt.standing, attempt.outcome
    return {
        "id": attempt.id,
        "uuid": str(attempt.uuid),
        "scenario": attempt.scenario_id,
        "title": attempt.title,
        "mode": attempt.mode,
        "agent": attempt.agent,
        "seed": attempt.seed,
        "began_at": _moment(attempt.began_at),
        "last_at": _moment(attempt.last_at),
        "finished_at": _moment(attempt.finished_at),
        "turns": standing.turns if standing else 0,
        "mood": None
        if standing is None or attempt.hides_mood(over=attempt.outcome is not None)
        else {"heat": standing.heat, "heard": standing.heard, "trust": standing.trust},
        "ending": outcome.ending if outcome else None,
        "problem": outcome.problem if outcome else None,
        "relationship": outcome.relationship if outcome else None,
        "replay_of": attempt.parent,
        "from_turn": attempt.from_turn,
    }


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")
