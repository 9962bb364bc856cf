"""What was worked out of an attempt is there the next time, and only if it is about that very attempt."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from engine.call.playable import open_scenario
from engine.debrief.debrief import find_outlook, make_debrief
from engine.debrief.outlook import Outlook, Prospect, Share
from engine.mood.coefficients import load_model
from engine.records.home import Home
from engine.records.memory import MemoryStore
from engine.records.odds_cache import MOST, KeptOdds, kept_odds
from engine.records.recorded import RecordedCall
from engine.records.store import Store

ON_SCREEN = Path(__file__).parents[2] / "data" / "on-screen.yaml"
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def played(keeper: Any, *replies: str, seed: int = 7) -> RecordedCall:
    playable = open_scenario(ON_SCREEN, load_model())
    recorded = RecordedCall.begin(keeper, playable, seed=seed, agent="Sam", mode="exam", now=NOW)
    recorded.answer()
    for reply in replies:
        recorded.choose(reply, NOW)
    return recorded


def found(recorded: RecordedCall) -> Outlook:
    outlook = find_outlook(recorded.call, lambda: 0.0)
    assert outlook is not None
    return outlook


def kept(recorded: RecordedCall) -> KeptOdds:
    where = kept_odds(recorded)
    assert where is not None
    return where


def test_what_was_found_is_there_the_next_time_and_only_for_that_attempt(tmp_path: Path) -> None:
    with Store.open(Home(tmp_path)) as store:
        recorded = played(store, "hear", "verify", "day")
        where, outlook = kept(recorded), found(recorded)
        assert where.read(recorded.call) is None
        where.write(outlook)
        again = where.read(RecordedCall.resume(store, recorded.attempt.id).call)
        assert again == outlook
        assert make_debrief(recorded.call, outlook=again) == make_debrief(recorded.call, outlook=outlook)
        assert "Sam" not in where.path.read_text("utf-8")
        sure = Prospect(False, Share(0.0, 0.0, 0.0), Share(1.0, 1.0, 1.0))
        ends = Outlook("exact", (sure,) * len(outlook.before), dict.fromkeys(outlook.after, sure), 9)
        where.write(ends)
        assert where.read(recorded.call) == ends

        others = [played(store, "hear", "verify"), played(store, "hear", "verify", "day", seed=8)]
        assert len({kept(each).path for each in [recorded, *others]}) == 3
        recorded.note("reaction", {"turn": 1}, NOW)
        assert kept(recorded).path == where.path, "it does not depend on what was noted"
        # Of another call, under a name that is not its own: it is not believed.
        where.path.rename(kept(others[0]).path)
        assert kept(others[0]).read(others[0].call) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("key", "0" * 64),
        ("before", []),
        ("after", []),
        ("before", [[True, 2.0, 0.5]] * 4),
        ("before", [["yes", 0.5, 0.5]] * 4),
        ("before", [[True, float("nan"), 0.5]] * 4),
        ("after", [[float("inf"), 0, True, 0.5, 0.5]] * 4),
        ("states", "many"),
        ("states", float("inf")),
    ],
)
def test_what_is_damaged_or_foreign_is_not_believed(tmp_path: Path, name: str, value: object) -> None:
    with Store.open(Home(tmp_path)) as store:
        recorded = played(store, "hear", "verify", "day")
        where = kept(recorded)
        where.write(found(recorded))
        data = json.loads(where.path.read_bytes())
        where.path.write_text(json.dumps({**data, name: value}))
        assert where.read(recorded.call) is None
        for damaged in (b"", b"[1", b"[]", b"\xff", b"[" * 100_000):
            where.path.write_bytes(damaged)
            assert where.read(recorded.call) is None


def test_where_nothing_can_be_kept_it_does_without(tmp_path: Path) -> None:
    assert kept_odds(played(MemoryStore(), "hear")) is None
    with Store.open(Home(tmp_path)) as store:
        recorded = played(store, "hear")
        where, outlook = kept(recorded), found(recorded)
        where.path.parent.write_text("a file where the folder would be")
        where.write(outlook)
        assert where.read(recorded.call) is None
        where.path.parent.unlink()
        where.write(Outlook("sampled", outlook.before, outlook.after))
        assert not where.path.exists(), "what was drawn by chance may be better the next time"
        where.path.parent.mkdir()
        for number in range(MOST + 5):
            (where.path.parent / f"{number}.json").touch()
        where.write(outlook)
        assert len(list(where.path.parent.iterdir())) == MOST
