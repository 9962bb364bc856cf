"""A class as tables for a spreadsheet (CSV)."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal, get_args

from engine.debrief.cohort.cohort import CallTaken, Cohort, lost_at
from engine.mood.moves import SKILLS
from engine.scenario.text import clean

SheetName = Literal["choices", "calls"]
SHEETS: Final[tuple[SheetName, ...]] = get_args(SheetName)
"""``choices``: a row a scene, reply and agent. ``calls``: a row a call."""

_FORMULA: Final = frozenset("=+-@＝＋－＠|%")
_BOTH: Final = {
    "scenario": "The scenario's id.",
    "version": "Tells this text of the scenario and mood model from others.",
}
COLUMNS: Final[Mapping[SheetName, Mapping[str, str]]] = {
    "choices": {
        **_BOTH,
        "scene": "The scene's id.",
        "scene_title": "Its title.",
        "reply": "The reply's id.",
        "says": "What the trainee says with it.",
        "agent": "Who gave it: a pseudonym, or with `--names` the name. Empty where nobody did.",
        "times": "How often this agent gave it.",
        "times_reply": "How often everybody together gave it.",
        "times_scene": "How often a reply was given at the scene.",
    },
    "calls": {
        **_BOTH,
        "attempt": "The attempt's number in the records.",
        "agent": "Who played: a pseudonym, or with `--names` the name.",
        "day": "When it was begun, in UTC: `2026-11-21`.",
        "turns": "How many replies were given.",
        "ended": "Whether it came to an end: `yes` or `no`.",
        "ending": "The ending's id; empty for a call that was left, or in which no reply was left.",
        "good": "Whether that is a good ending: `yes` or `no`.",
        "heat": "The heat at the end, 0 to 100.",
        "band": "The same in a word.",
        "left_at": "The id of the scene at which it was left; empty if it came to an end.",
        "lost_how": (
            "How it lost the last good ending: `by-reply`, `left` while one was within reach, `never` within "
            "reach, `unknown`; empty if it ended well."
        ),
        "lost_turn": "At which turn.",
        "lost_scene": "At which scene, by its id.",
        "lost_reply": "By which reply, by its id; empty unless by one.",
        "promises_kept": "How many promises were kept.",
        "promises_broken": "How many were broken.",
        "promises_open": "How many were left open.",
        **{
            f"{skill}_{what}": words.format(skill)
            for skill in SKILLS
            for what, words in (
                ("on_offer", "Turns at which a reply on offer would have shown *{}*."),
                ("shown", "Turns at which *{}* was shown."),
            )
        },
        "end_guessed": "How angry the trainee guessed the customer was at the end; empty without a guess.",
        "end_fitted": "Whether that fitted: `yes` or `no`.",
        "turn_guessed": "Which turn the trainee guessed mattered most.",
        "turn_fitted": "Whether that fitted: `yes` or `no`.",
    },
}
"""The columns of each table in their order, with what they hold, in Markdown."""


def write_csv(cohorts: Iterable[Cohort], sheet: SheetName = "choices") -> bytes:
    """One sheet as CSV by RFC 4180, in UTF-8 with a byte-order mark, by which spreadsheets know it.

    A text that a spreadsheet could take for a formula gets an apostrophe before it.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS[sheet])
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
