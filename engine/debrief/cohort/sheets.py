"""A class as tables for a spreadsheet (CSV), and as data (JSON)."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any, Final, Literal, get_args

from engine.debrief.cohort.agreement import Agreement, Kappa
from engine.debrief.cohort.cohort import CallTaken, Cohort, lost_at
from engine.mood.moves import SKILLS
from engine.scenario.text import clean

SheetName = Literal["choices", "calls"]
SHEETS: Final[tuple[SheetName, ...]] = get_args(SheetName)
"""``choices``: a row a scene, reply and agent. ``calls``: a row a call."""
CLASS_VERSION: Final = 1
"""Of the JSON. Raised when a field goes or changes its meaning."""

_FORMULA: Final = frozenset("=+-@＝＋－＠|%")
_CHOICES: Final = (
    "scenario", "version", "scene", "scene_title", "reply", "says", "agent", "times", "times_reply",
    "times_scene",
)  # fmt: skip
_CALLS: Final = (
    "scenario", "version", "attempt", "agent", "day", "turns", "ended", "ending", "good", "heat", "band",
    "left_at", "lost_how", "lost_turn", "lost_scene", "lost_reply",
    "promises_kept", "promises_broken", "promises_open",
    *(f"{skill}_{what}" for skill in SKILLS for what in ("on_offer", "shown")),
    "end_guessed", "end_fitted", "turn_guessed", "turn_fitted",
)  # fmt: skip


def write_csv(cohorts: Iterable[Cohort], sheet: SheetName = "choices") -> bytes:
    """One sheet as CSV by RFC 4180, in UTF-8 with a byte-order mark, by which spreadsheets know it.

    A text that a spreadsheet could take for a formula gets an apostrophe before it.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_CHOICES if sheet == "choices" else _CALLS)
    rows = _choice_rows if sheet == "choices" else _call_rows
    for cohort in cohorts:
        for row in rows(cohort):
            writer.writerow([safe(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig", "replace")


def safe(cell: str) -> str:
    """A cell's text, which no spreadsheet runs."""
    text = clean(cell)
    return f"'{text}" if text.lstrip()[:1] in _FORMULA else text


def _choice_rows(cohort: Cohort) -> Iterable[Sequence[str | int]]:
    for scene in cohort.scenes:
        for reply in scene.replies:
            for who, times in (reply.who or {"": 0}).items():
                yield (
                    cohort.view.id, cohort.version, scene.scene, scene.title, reply.reply, reply.says,
                    who, times, reply.times, scene.times,
                )  # fmt: skip


def _call_rows(cohort: Cohort) -> Iterable[Sequence[str | int]]:
    for call in cohort.calls:
        digest = call.digest
        states = [vow.state for vow in digest.vows]
        yield (
            cohort.view.id, cohort.version, call.attempt, call.who, call.day, len(digest.choices),
            _yes(digest.over), digest.ending, _yes(digest.ending in cohort.view.good), digest.heat,
            digest.band, digest.scene, *_lost(call, cohort),
            states.count("kept"), states.count("broken"), states.count("open"),
            *(number for pair in digest.skills for number in pair),
            *_guess(call, "end"), *_guess(call, "turn"),
        )  # fmt: skip


def _lost(call: CallTaken, cohort: Cohort) -> tuple[str, str | int, str, str]:
    if call.digest.ending in cohort.view.good:
        return "", "", "", ""
    where, turn = lost_at(call.digest)
    return where.how, turn, where.scene, where.reply


def _guess(call: CallTaken, question: str) -> tuple[str, str]:
    found = next((guess for guess in call.guesses if guess.question == question), None)
    return ("", "") if found is None else (found.guess, _yes(found.same))


def _yes(what: bool) -> str:
    return "yes" if what else "no"


def as_data(
    cohorts: Iterable[Cohort],
    agreements: Iterable[Agreement] = (),
    left_out: Iterable[tuple[int, str]] = (),
) -> dict[str, Any]:
    """All of it as plain data for JSON."""
    return {
        "class": CLASS_VERSION,
        "scenarios": [_cohort_data(cohort) for cohort in cohorts],
        "raters": [
            {
                "raters": list(each.raters),
                "unit": each.unit,
                "attempts": each.attempts,
                "turns": each.turns,
                "skills": {name: _kappa_data(found) for name, found in each.skills.items()},
                "overall": _kappa_data(each.overall),
            }
            for each in agreements
        ],
        "left_out": [{"attempt": attempt, "why": why} for attempt, why in left_out],
    }


def _cohort_data(cohort: Cohort) -> dict[str, Any]:
    return {
        "scenario": cohort.view.id,
        "title": cohort.view.title,
        "version": cohort.version,
        "calls": len(cohort.calls),
        "agents": cohort.agents,
        "finished": cohort.finished,
        **{
            name: [asdict(each) for each in getattr(cohort, name)]
            for name in ("scenes", "endings", "lost", "promises", "predictions", "skills")
        },
    }


def _kappa_data(found: Kappa) -> dict[str, Any]:
    value = None if found.value is None else round(float(found.value), 4)
    return {"n": found.n, "same": found.same, "kappa": value, "why": found.why}
