"""An attempt as xAPI 1.0.3 statements, for a learning record store (LRS).

One registration an attempt: ``initialized``; ``answered`` for every reply; ``completed`` once the call is
over; ``passed`` or ``failed`` for an exam alone; ``terminated`` last. Moodline scores nothing, so no
statement has a score, and a call that was practice is neither passed nor failed. It is plain xAPI and claims
no profile.

Statements are made from the record alone, ids included: the same attempt gives the same statements, and a
store that gets them twice keeps them once. What a statement says never changes while a call goes on; later
ones come after it.
"""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import quote
from uuid import uuid5

from engine.call.text import Words
from engine.debrief.timeline import Turn
from engine.mood.mood import Mood
from engine.records.anonymous import NOBODY
from engine.records.exports.subject import Subject

BASE: Final = "https://moodline.invalid/xapi"
"""What the project's own IRIs begin with unless an organisation sets its own: under ``.invalid`` no address
can ever belong to anybody (RFC 2606)."""

VERSION: Final = 1
"""Goes into the ids: where a new Moodline tells more of the same event, that is another statement."""

_VERBS: Final = "http://adlnet.gov/expapi/verbs/"
_TYPES: Final = "http://adlnet.gov/expapi/activities/"

Statement = dict[str, Any]


def write_statements(subject: Subject, base: str = BASE) -> str:
    """The statements as a JSON array."""
    return json.dumps(make_statements(subject, base), indent=2, ensure_ascii=False) + "\n"


def make_statements(subject: Subject, base: str = BASE) -> list[Statement]:
    """The statements of one attempt in the order of what happened.

    Turns that a replay took over from another attempt are that attempt's statements, and not told again.
    ``base`` is the beginning of the project's own IRIs, without a slash at its end.
    """
    return list(_Teller(subject, base.rstrip("/")).statements())


class _Teller:
    def __init__(self, subject: Subject, base: str) -> None:
        self.subject = subject
        self.attempt = subject.attempt
        self.base = base
        self.scenario = subject.playable.scenario
        # Activities are the same whoever plays, so their words hold neither a name nor a drawn greeting.
        self.words = Words(self.scenario, 0, NOBODY)
        self.id = f"{base}/scenarios/{quote(self.scenario.id, safe='')}"

    def statements(self) -> Iterator[Statement]:
        attempt, subject = self.attempt, self.subject
        timeline, outcome = subject.debrief.happened.timeline, subject.debrief.happened.outcome
        first = attempt.from_turn or 1
        yield self.statement("initialized", "initialized", self.whole(), attempt.began_at)
        before = attempt.began_at
        for turn, given_at in zip(timeline.turns, subject.given_at, strict=False):
            if turn.number >= first:
                yield self.answered(turn, given_at, before)
            before = given_at
        last = subject.given_at[-1] if subject.given_at else attempt.began_at
        ended = attempt.finished_at or last
        if subject.call.over:
            yield self.statement("completed", "completed", self.whole(), ended, self.results(ended))
            if attempt.mode == "exam" and outcome.good is not None:
                critical = any(item.happened for item in subject.debrief.happened.critical)
                success = outcome.good and not critical
                verb = "passed" if success else "failed"
                yield self.statement(verb, "judged", self.whole(), ended, {"success": success})
        if subject.call.over or attempt.set_aside_at is not None:
            # A call that was set aside can be gone on with, and then ends a second time.
            event = f"terminated after {len(subject.given_at)}"
            result = {"duration": duration(ended - attempt.began_at)}
            yield self.statement("terminated", event, self.whole(), ended, result)

    def results(self, ended: datetime) -> Statement:
        """What the call came to."""
        outcome, timeline = self.subject.debrief.happened.outcome, self.subject.debrief.happened.timeline
        known = {
            "ending": outcome.ending or None,
            "problem": outcome.problem,
            "relationship": outcome.relationship,
            "good-ending": outcome.good,
            "turns": len(timeline.turns),
            "mood-start": mood(timeline.points[0].mood),
            "mood-end": mood(timeline.points[-1].mood),
        }
        return {
            "completion": True,
            "duration": duration(ended - self.attempt.began_at),
            # xAPI takes no nulls: what is not known is left out.
            "extensions": {self.key(name): value for name, value in known.items() if value is not None},
        }

    def answered(self, turn: Turn, given_at: datetime, before: datetime) -> Statement:
        result = {
            "response": turn.given.id,
            "duration": duration(given_at - before),
            "extensions": {
                self.key("turn"): turn.number,
                self.key("mood-before"): mood(turn.before),
                self.key("mood-after"): mood(turn.after),
                self.key("band-before"): turn.band_before,
                self.key("band-after"): turn.band_after,
                self.key("moves"): list(turn.moves),
                self.key("on-offer"): self.on_offer(turn),
            },
        }
        made = self.statement("answered", f"turn {turn.number}", self.scene(turn.scene), given_at, result)
        made["context"]["contextActivities"] = {"parent": [{"id": self.id, "objectType": "Activity"}]}
        return made

    def statement(
        self, verb: str, event: str, activity: Statement, when: datetime, result: Statement | None = None
    ) -> Statement:
        attempt = self.attempt
        extensions: Statement = {self.key("mode"): attempt.mode}
        if attempt.from_turn is not None:
            extensions[self.key("replay-from-turn")] = attempt.from_turn
        made: Statement = {
            "id": str(uuid5(self.subject.key, f"{VERSION} {self.base} {event}")),
            "actor": self.actor(),
            "verb": {"id": _VERBS + verb, "display": {"en": verb}},
            "object": activity,
            "context": {
                "registration": str(self.subject.key),
                "revision": attempt.scenario_fingerprint,
                "platform": "Moodline",
                "language": self.subject.language,
                "extensions": extensions,
            },
            "timestamp": stamp(when),
        }
        if result is not None:
            made["result"] = result
        return made

    def actor(self) -> Statement:
        """The agent as an account of Moodline's. Without names, one for this attempt alone."""
        name = str(self.subject.key) if self.subject.anonymous else self.subject.agent
        account = {"homePage": f"{self.base}/agents", "name": name}
        shown = {} if self.subject.anonymous else {"name": name}
        return {"objectType": "Agent", "account": account, **shown}

    def whole(self) -> Statement:
        """The call as an activity."""
        fill = self.words.fill
        return {
            "id": self.id,
            "objectType": "Activity",
            "definition": {
                "type": f"{_TYPES}simulation",
                "name": {self.subject.language: fill(self.scenario.title)},
                "description": {self.subject.language: fill(self.scenario.summary)},
            },
        }

    def scene(self, name: str) -> Statement:
        """A scene as a question whose choices are all of its replies, whichever were on offer."""
        scene, fill, language = self.scenario.scenes[name], self.words.fill, self.subject.language
        # An edited scenario may have other replies: the fingerprint keeps the two questions apart.
        version = self.attempt.scenario_fingerprint[:12]
        definition: Statement = {
            "type": f"{_TYPES}cmi.interaction",
            "interactionType": "choice",
            "choices": [
                {"id": reply.id, "description": {language: fill(reply.says)}} for reply in scene.replies
            ],
            "name": {language: fill(scene.title) if scene.title else name},
        }
        activity = f"{self.id}/versions/{quote(version, safe='')}/scenes/{quote(name, safe='')}"
        return {"id": activity, "objectType": "Activity", "definition": definition}

    def on_offer(self, turn: Turn) -> list[str]:
        """The replies that could be given at a turn, in the scene's order."""
        could = {turn.given.id, *(other.id for other in turn.others)}
        return [reply.id for reply in self.scenario.scenes[turn.scene].replies if reply.id in could]

    def key(self, name: str) -> str:
        return f"{self.base}/extensions/{name}"


def mood(value: Mood) -> dict[str, int]:
    """A mood as an extension's value, 0–100 each."""
    return {"heat": value.heat, "heard": value.heard, "trust": value.trust}


def duration(time: timedelta) -> str:
    """ISO 8601, to the hundredth of a second as xAPI asks: ``PT83.25S``. Never below nothing: clocks are
    put back."""
    hundredths = max(0, time // timedelta(milliseconds=10))
    whole, rest = divmod(hundredths, 100)
    return f"PT{whole}S" if not rest else f"PT{whole}.{rest:02}S"


def stamp(when: datetime) -> str:
    """ISO 8601 in UTC, to the millisecond: ``2026-11-21T09:30:00.123Z``."""
    return when.strftime("%Y-%m-%dT%H:%M:%S.") + f"{when.microsecond // 1000:03}Z"
