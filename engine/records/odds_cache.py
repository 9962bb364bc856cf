"""What was worked out of where every reply of an attempt could have led, in a folder beside the records.

It can be deleted at any time. There are no names in it, and nothing of what was said: only numbers. A file is
named by all that they depend on, so that it cannot be out of date: the scenario and the mood model as they
are on record, the replies given, and the version of the program. Only what is exact is kept.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from engine.call.call import Call
    from engine.debrief.outlook import Outlook, Prospect
    from engine.records.recorded import RecordedCall

ODDS_VERSION: Final = 1
"""To be raised when something else is worked out of the same attempt."""
MOST: Final = 200
"""So many files are kept; the oldest give way."""
_FOLDER: Final = "odds"


@dataclass(frozen=True)
class KeptOdds:
    """Where the odds of one attempt are kept."""

    path: Path

    def read(self, call: Call) -> Outlook | None:
        """What is kept; None where the file is not there, not ours, damaged, or about another call."""
        from engine.debrief.outlook import Outlook
        from engine.debrief.walk import walk

        try:
            data = json.loads(self.path.read_bytes())
            if data["key"] != self.path.stem:
                return None
            before = tuple(_prospect(*each) for each in data["before"])
            after = {(int(turn), int(reply)): _prospect(*rest) for turn, reply, *rest in data["after"]}
            states = int(data["states"])
        except (OSError, ValueError, TypeError, LookupError, ArithmeticError, RecursionError):
            return None
        turns = walk(call).turns
        replies = {(turn.number, tried.number) for turn in turns for tried in (turn.given, *turn.others)}
        if len(before) != len(turns) + 1 or after.keys() != replies:
            return None
        return Outlook("exact", before, after, states)

    def write(self, outlook: Outlook) -> None:
        """Keep it, where it is exact and that can be done; else it is worked out again the next time."""
        from engine.workshop.saving import replace_file

        if outlook.how != "exact":
            return
        data = {
            "key": self.path.stem,
            "states": outlook.states,
            "before": [_numbers(each) for each in outlook.before],
            "after": [[*map(int, place), *_numbers(each)] for place, each in outlook.after.items()],
        }
        with suppress(OSError):
            self.path.parent.mkdir(mode=0o700, exist_ok=True)
            replace_file(self.path, json.dumps(data, separators=(",", ":")).encode())
            kept = sorted(self.path.parent.glob("*.json"), key=lambda each: each.stat().st_mtime)
            for old in kept[:-MOST]:
                old.unlink(missing_ok=True)


def kept_odds(recorded: RecordedCall) -> KeptOdds | None:
    """Where the odds of an attempt are kept: beside a store that is a file; nowhere for an unsaved one."""
    from importlib.metadata import PackageNotFoundError, version

    store = getattr(recorded.keeper, "path", None)
    if not isinstance(store, Path):
        return None
    attempt = recorded.attempt
    try:
        depends_on = [
            [ODDS_VERSION, version("moodline")],
            [attempt.scenario_fingerprint, recorded.playable.model.fingerprint, attempt.seed],
            [[choice.scene, choice.reply] for choice in recorded.choices],
        ]
    except PackageNotFoundError:
        return None  # Not installed: nothing says which program this is.
    key = sha256(json.dumps(depends_on).encode()).hexdigest()
    return KeptOdds(store.parent / _FOLDER / f"{key}.json")


def _numbers(prospect: Prospect) -> list[Any]:
    return [bool(prospect.reachable), float(prospect.average.share), float(prospect.empathic.share)]


def _prospect(reachable: object, average: object, empathic: object) -> Prospect:
    from engine.debrief.outlook import Prospect, Share

    shares = [share for share in (average, empathic) if isinstance(share, float) and 0 <= share <= 1]
    if not isinstance(reachable, bool) or len(shares) != 2:
        raise ValueError("these are no odds")
    return Prospect(reachable, *(Share(share, share, share) for share in shares))
