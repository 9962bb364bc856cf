"""The mood line of a debrief, ready to be drawn: what is marked on it, and all of it in words."""

from engine.debrief.debrief import Debrief
from engine.debrief.signs import Sign, signs_of
from engine.debrief.wording import listed, turns_named
from engine.mood.bands import BANDS
from engine.records.exports.document import Curve, CurvePoint


def make_curve(debrief: Debrief, edges: tuple[int, ...]) -> Curve:
    """The line of heat with its bands (``edges`` are their lower ends), pivotal turns, limit and marks."""
    timeline = debrief.happened.timeline
    pivots = frozenset(pivot.turn.number for pivot in debrief.why.pivots)
    marks = {turn.number: found for turn in timeline.turns if (found := signs_of(turn))}
    return Curve(
        points=tuple(CurvePoint(point.turn, point.mood.heat, point.band) for point in timeline.points),
        edges=edges,
        pivots=pivots,
        limit=timeline.limit,
        marks=marks,
        title="Heat over the call, 0 to 100",
        words=" ".join(_words(debrief, edges, pivots, marks)),
    )


def _words(
    debrief: Debrief, edges: tuple[int, ...], pivots: frozenset[int], marks: dict[int, tuple[Sign, ...]]
) -> list[str]:
    timeline = debrief.happened.timeline
    heats = ", ".join(str(point.mood.heat) for point in timeline.points[1:])
    start = timeline.points[0]
    said = [f"Heat starts at {start.mood.heat}, {start.band}."]
    if timeline.turns:
        peak = timeline.heat
        where = f"after turn {peak.peak_turn}" if peak.peak_turn else "at the start"
        said.append(f"After each turn it is: {heats}.")
        said.append(
            f"It is highest {where}, at {peak.peak}. Its mean is {peak.mean}. It ends at {peak.end}, "
            f"{timeline.points[-1].band}."
        )
    bands = [f"{band} from {edge}" for band, edge in zip(BANDS[1:], edges, strict=True)]
    said.append(f"The bands are calm, {listed(bands)}.")
    if pivots:
        said.append(f"Pivotal: {turns_named(sorted(pivots))}.")
    if timeline.limit is not None:
        said.append(f"The customer leaves from {timeline.limit}.")
    for mark, words in (
        ("promised", "A promise was made"),
        ("kept", "A promise was kept"),
        ("broken", "A promise was broken"),
        ("asked-again", "Something already told was asked for"),
    ):
        if turns := [turn for turn, found in sorted(marks.items()) if mark in found]:
            said.append(f"{words} at {turns_named(turns)}.")
    return said
