"""The preview in words and rows: what stands on the map, in the list of problems, and in the lines on top."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from engine.scenario.problems import Severity
from engine.workshop.preview.desk import Desk
from tui.plain.words import how_many
from tui.proving import WAY
from tui.widgets.problem_list import ProblemRow
from tui.widgets.scene_map import MapRow

if TYPE_CHECKING:
    from engine.scenario.problems import Problem
    from engine.workshop.checks.finding import Finding
    from engine.workshop.explore.budget import Progress
    from engine.workshop.explore.exploration import Chance
    from engine.workshop.preview.scene_map import MapPlace, SceneMap
    from engine.workshop.preview.start import Reach

_WORST: Final[tuple[Severity, ...]] = ("error", "warning", "advice")
_NOT_MET: Final = {"never": "never reached", "unknown": "not seen so far", "met": ""}
REACHES: Final[dict[Reach, str]] = {
    "reached": "Play reaches this start.",
    "never": "A start that no play reaches.",
    "unknown": "A start that play may not reach: not every call was tried.",
}


def percent(chance: Chance | None) -> str:
    """``41.2%``; ``~41%`` if it was sampled; ``<0.1%`` for what is rare."""
    if chance is None:
        return "…"
    if chance.low != chance.high:
        return f"~{chance.share:.0%}" if chance.share >= 0.01 or not chance.share else "<1%"
    return f"{chance.share:.1%}" if chance.share >= 0.001 or not chance.share else "<0.1%"


def worst_by_place(problems: Iterable[Problem], places: Iterable[str]) -> dict[str, Severity]:
    """The worst that is wrong at each scene and ending."""
    known, worst = set(places), dict[str, Severity]()
    for problem in problems:
        words = re.split(r"[.\[]", problem.where)
        place = next((word for word in words[:2] if word in known), "")
        if place and (place not in worst or _WORST.index(problem.severity) < _WORST.index(worst[place])):
            worst[place] = problem.severity
    return worst


def map_rows(found: SceneMap, here: str, worst: dict[str, Severity]) -> list[MapRow]:
    """The map's lines; ``here`` is where the call is."""
    return [
        MapRow(
            place.id,
            is_ending=is_ending,
            note=_note(place, found),
            states=place.states,
            bands=place.bands,
            heat=_between(place, 0),
            heard=_between(place, 1),
            trust=_between(place, 2),
            odds=percent(place.chance) if is_ending else "",
            is_good=place.is_good,
            here=place.id == here,
            worst=worst.get(place.id, ""),
        )
        for is_ending, places in ((False, found.scenes), (True, found.endings))
        for place in places
    ]


def _note(place: MapPlace, found: SceneMap) -> str:
    if not found.states:
        return "…"
    if place.met == "met" and place.lowest is None:
        return "no reply left"
    return _NOT_MET[place.met]


def _between(place: MapPlace, part: int) -> tuple[int, int] | None:
    if place.lowest is None or place.highest is None:
        return None
    return place.lowest[part], place.highest[part]


def place_words(place: MapPlace, found: SceneMap) -> str:
    """All that is known of a place, in a sentence or two."""
    words = [place.title] if place.title else []
    if place.results:
        words.append(f"{place.results}{', a good ending' if place.is_good else ''}")
    if note := _note(place, found):
        words.append(note if note != "…" else "not explored yet")
    elif place.lowest is not None and place.highest is not None:
        moods = ", ".join(
            f"{part} {low}" if low == high else f"{part} {low} to {high}"
            for part, low, high in zip(("heat", "heard", "trust"), place.lowest, place.highest, strict=True)
        )
        away = f" in {('1 reply' if place.away == 1 else str(place.away) + ' replies')}" if place.away else ""
        words.append(f"reached{away}; {how_many(place.states, 'state')}; {', '.join(place.bands)}; {moods}")
    if place.chance is not None and place.met == "met":
        how = "" if place.chance.low == place.chance.high else f" ({_span(place.chance)})"
        words.append(f"{percent(place.chance)}{how} of calls in which every reply is picked blindly")
    if place.ways:
        words.append(f"Leads to {', '.join(place.ways)}")
    return f"{place.id}: {'. '.join(word[:1].upper() + word[1:] for word in words)}."


def _span(chance: Chance) -> str:
    return f"{chance.low:.0%} to {chance.high:.0%}, sampled"


def problem_rows(findings: Sequence[Finding]) -> list[ProblemRow]:
    """The lines of the list of problems."""
    return [
        ProblemRow(
            problem.severity,
            problem.code,
            spot_words(problem),
            f"{problem.where}: {problem.message}" if problem.where else problem.message,
            problem.found,
            problem.hint,
            len(finding.witness) if finding.witness else None,
            finding.sampled,
        )
        for finding in findings
        for problem in (finding.problem,)
    ]


def spot_words(problem: Problem) -> str:
    """``mine.yaml:12:5``, or the file alone."""
    name = PurePath(problem.file).name
    return f"{name}:{problem.line}:{problem.column}" if problem.line else name


def counted(problems: Sequence[Problem]) -> str:
    """``2 errors, 1 warning``; ``no problems``."""
    counts = [
        f"{count} {name}{'s' if count > 1 and name != 'advice' else ''}"
        for name in _WORST
        if (count := sum(problem.severity == name for problem in problems))
    ]
    return ", ".join(counts) or "no problems"


def proof_words(found: SceneMap | None, progress: Progress | None, *, proving: bool) -> str:
    """How far proving is."""
    tried = f" {progress.expanded:,} states tried" if progress and progress.expanded else ""
    if proving:
        return f"sampled so far, proving:{tried or ' …'}" if found and found.states else f"proving{tried} …"
    if found is None or not found.states:
        return ""
    return f"proved: {found.states:,} states" if found.is_exact else f"sampled: over {found.states:,} states"


def state_words(desk: Desk) -> str:
    """How the file is, where it cannot be proved; empty where it can."""
    latest = desk.latest
    if latest is None:
        return "reading …"
    if latest.machine is None:
        return "not there" if latest.is_gone else "cannot be played"
    return ""


def state_in_short(desk: Desk, found: SceneMap | None, *, proving: bool) -> str:
    """How the file is and how far proving is, in one word of eight letters at most."""
    latest = desk.latest
    if latest is None:
        return "reading"
    if latest.machine is None:
        return "gone" if latest.is_gone else "broken"
    if proving:
        return "proving"
    if found is None or not found.states:
        return ""
    return "proved" if found.is_exact else "sampled"


def notices(desk: Desk, name: str, reach: Reach | None) -> list[str]:
    """What has to be said about what is on show, the most important first."""
    lines = []
    before = " On show is the version before." if desk.shown is not None else ""
    if desk.latest is not None and desk.latest.is_gone:
        lines.append(f"{name} is not there. It is waited for.{before}")
    elif desk.latest is not None and desk.latest.errors:
        count = how_many(len(desk.latest.errors), "error")
        lines.append(f"{name} cannot be played as it was saved ({count}: see the problems).{before}")
    if desk.walk is not None:
        problem, walk = desk.walk.finding.problem, desk.walk
        step = f"Step {walk.at} of {len(walk.witness)}"
        what = problem.message if problem.code == WAY else f"{problem.code}: {problem.message}"
        lines.append(f"{step} to {what}. n next, u back, Esc ends.")
    lines += [f"The scene {old} is called {new} now; the call goes on in it." for old, new in desk.renamed]
    if desk.stop is not None:
        lines.append(str(desk.stop))
    if desk.lost:
        lines.append(f"The start asked for what is not there any more: {', '.join(desk.lost)}.")
    if desk.start is not None:
        mood = desk.start.mood
        where = f"Started at {desk.start.scene}, heat {mood.heat}, heard {mood.heard}, trust {mood.trust}."
        lines.append(f"{where} {REACHES[reach]}" if reach is not None else where)
    return lines
