"""What could have been, in the JSON export: the other replies of pivotal turns, and the attempt before."""

from typing import Final

from engine.debrief.counterfactual import LastTurn, WhatIf
from engine.debrief.outlook import Prospect, Share
from engine.debrief.pivots import Pivot
from engine.debrief.presentation.aligning import Row
from engine.debrief.presentation.beside import Beside
from engine.debrief.presentation.side import Side
from engine.records.exports import data
from engine.records.exports.parts_to_data import (
    critical_data,
    mood_data,
    outcome_data,
    promise_data,
    reason_data,
    reply_data,
)
from engine.records.replays import Replay

DIGITS: Final = 9
"""Odds have so many digits: the last ones of a worked-out number are the arithmetic's own, and may be other
ones on another machine."""


def pivot_data(pivot: Pivot) -> data.PivotData:
    """A pivotal turn, with what every other reply would have done."""
    return data.PivotData(
        turn=pivot.turn.number,
        direction=pivot.direction,
        because=pivot.because,
        picked_by=pivot.by,
        others=tuple(map(_what_if, pivot.others)),
    )


def _what_if(other: WhatIf) -> data.WhatIfData:
    return data.WhatIfData(
        reply=reply_data(other.option),
        after=mood_data(other.after),
        band=other.band_after,
        reasons=reason_data(other.reasons),
        customer_after=other.answer,
        ended=other.ended,
        led_to=other.led_to,
        prospect=None if other.prospect is None else _prospect(other.prospect),
    )


def _prospect(prospect: Prospect) -> data.ProspectData:
    return data.ProspectData(
        reachable=prospect.reachable,
        average=_share(prospect.average),
        empathic=_share(prospect.empathic),
    )


def _share(share: Share) -> data.ShareData:
    chance, low, high = (min(1.0, max(0.0, round(each, DIGITS))) for each in share)
    return data.ShareData(share=chance, low=low, high=high)


def last_turn_data(last: LastTurn | None) -> data.LastTurnData | None:
    """The last turn at which a good ending was within reach."""
    if last is None:
        return None
    return data.LastTurnData(
        turn=last.turn,
        lost=last.lost,
        sentence=last.sentence,
        instead=tuple(map(reply_data, last.instead)),
    )


def replay_data(replay: Replay | None) -> data.ReplayData | None:
    """A replay beside the attempt that it replays."""
    if replay is None:
        return None
    return data.ReplayData(
        of=replay.parent,
        from_turn=replay.from_turn,
        beside=None if replay.beside is None else _beside(replay.beside),
        why_not=replay.why_not,
    )


def _beside(beside: Beside) -> data.BesideData:
    parting = next((row for row in beside.rows if row.kind == "parting"), None)
    return data.BesideData(
        parting=None if parting is None else _parting(parting),
        rows=tuple(map(_row, beside.rows)),
        before=_side(beside.one),
        sentences=beside.summary,
    )


def _parting(row: Row) -> data.PartingData | None:
    here = row.one or row.other
    if here is None:
        return None
    return data.PartingData(
        turn=here.number,
        scene=here.scene,
        customer_before=here.customer,
        before=None if row.one is None else reply_data(row.one.given),
        now=None if row.other is None else reply_data(row.other.given),
    )


def _row(row: Row) -> data.RowData:
    apart = row.apart_by
    return data.RowData(
        kind=row.kind,
        before=None if row.one is None else row.one.number,
        now=None if row.other is None else row.other.number,
        heat_apart=None if apart is None else apart.heat,
    )


def _side(side: Side) -> data.ReplayedData:
    return data.ReplayedData(
        turns=len(side.timeline.turns),
        outcome=outcome_data(side.outcome),
        end=mood_data(side.end.mood),
        band=side.end.band,
        skills=tuple(
            data.TallyData(skill=skill.family, chances=skill.chances, taken=skill.taken)
            for skill in side.skills.families
        ),
        promises=promise_data(side.promises),
        critical=critical_data(side.critical),
    )
