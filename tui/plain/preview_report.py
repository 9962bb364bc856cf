"""What the plain preview tells: a save, what is wrong, what is proved, and how the call stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.workshop.preview.desk import Desk
from tui.plain.paper import Paper
from tui.plain.telling import Teller
from tui.plain.words import how_many
from tui.preview_words import counted, notices, percent, place_words, proof_words, spot_words

if TYPE_CHECKING:
    from engine.scenario.problems import Problem
    from engine.workshop.checks.finding import Finding
    from engine.workshop.preview.scene_map import SceneMap
    from engine.workshop.preview.start import Reach
    from engine.workshop.preview.version import Version
    from tui.proving import Proved

_Told = tuple[str, str, str, str]


class Report:
    """Writes on paper, and remembers what it has told, so that only what is new is told again."""

    def __init__(self, paper: Paper, desk: Desk, name: str) -> None:
        self._paper = paper
        self._desk = desk
        self._name = name
        self.findings: tuple[Finding, ...] = ()
        """What is known to be wrong, in the order in which it is numbered."""
        self.map: SceneMap | None = None
        self._told: dict[_Told, Finding] = {}
        self._odds: dict[str, str] = {}
        self._saves = 0

    def say(self, words: str) -> None:
        """One paragraph with space before it."""
        self._paper.gap()
        self._paper.say(words)

    def broken(self, version: Version) -> None:
        """A save that cannot be played."""
        if version.is_gone:
            self._paper.gap()
        else:
            self._heading()
        self.notices(None)
        self._tell_findings(_shape(version.problems), whole=False)

    def saved(self, version: Version) -> None:
        """A save that can be played, before anything of it is proved."""
        self._heading()
        if version.problems:
            self._tell_findings(_shape(version.problems), whole=False)
        self.standing()

    def same(self, version: Version, findings: Sequence[Finding] | None) -> None:
        """A save of the very text that was proved before."""
        self._heading()
        self._tell_findings(tuple(findings) if findings is not None else _shape(version.problems))
        self.standing()

    def proved(self, answer: Proved, *, more_to_come: bool) -> None:
        """What is known now; ``more_to_come`` while it goes on."""
        self.map = answer.map
        if answer.map is not None:
            self.say(f"{proof_words(answer.map, None, proving=more_to_come).capitalize()}.")
        self._tell_findings(answer.proof.findings, whole=not more_to_come)
        odds = {place.id: percent(place.chance) for place in (answer.map.endings if answer.map else ())}
        if odds != self._odds:
            told = [
                f"{name} {share}" + (f" (was {self._odds[name]})" if name in self._odds else "")
                for name, share in odds.items()
                if self._odds.get(name) != share
            ]
            if told:
                self._paper.say(f"Endings, if every reply is picked blindly: {', '.join(told)}.")
            self._odds = odds

    def standing(self, reach: Reach | None = None) -> None:
        """How the call stands: what has to be said about it, the customer's last line, mood and replies."""
        self.notices(reach)
        call = self._desk.call
        if call is None:
            return
        self._paper.gap()
        teller = Teller(self._paper, call, "coach")
        if call.state.turn:
            self._paper.say(f"The call is at turn {call.state.turn + 1}.")
        teller.tell_customer_again()
        if call.over:
            self.over()
            return
        teller.tell_mood()
        self.replies()

    def replies(self) -> None:
        """The replies on offer, numbered; the one that a way goes on with is marked."""
        call, walk = self._desk.call, self._desk.walk
        following = walk.following if walk is not None else ""
        for number, offer in enumerate(call.offers() if call is not None else (), start=1):
            locked = f" (not now: {offer.locked})" if offer.locked else ""
            marked = " (next on the way)" if offer.reply.id == following else ""
            self._paper.say(f"{offer.says}{locked}{marked}", f"{number}. ")

    def over(self) -> None:
        """How the call ended."""
        call = self._desk.call
        how = "u takes the last reply back, r begins again."
        if call is None or call.ending is None:
            self._paper.say(f"No reply is left in this scene, so the call stops here. {how}")
            return
        ending = call.ending
        results = f"problem {ending.problem}, relationship {ending.relationship}"
        self._paper.say(f"The call is over: {ending.title} ({call.ending_id}; {results}). {how}")

    def notices(self, reach: Reach | None) -> None:
        """What has to be said about what is on show."""
        for line in notices(self._desk, self._name, reach):
            self._paper.say(line.replace(" Esc ends.", " x ends.").replace("Esc ends", "x ends"))

    def problems(self) -> None:
        """All that is wrong, numbered."""
        self.say(f"{counted([finding.problem for finding in self.findings]).capitalize()}.")
        for number, finding in enumerate(self.findings, start=1):
            self._paper.say(_words(finding), f"{number}. ")

    def places(self, only: str = "") -> bool:
        """The map, or one place of it; False if there is no such place."""
        found = self.map
        if found is None:
            self.say("Nothing is explored yet.")
            return True
        places = [place for place in (*found.scenes, *found.endings) if only in ("", place.id)]
        self._paper.gap()
        for place in places:
            self._paper.say(place_words(place, found), "- " if not only else "")
        return bool(places)

    def _heading(self) -> None:
        self._saves += 1
        self.say(f"{self._name}, as it is now:" if self._saves == 1 else f"{self._name} was saved.")

    def _tell_findings(self, findings: tuple[Finding, ...], *, whole: bool = True) -> None:
        """What is new, with its number, and what is mended; all of it is in the list of problems.

        ``whole``: whether that is all there is, so that what is not in it is mended.
        """
        self.findings = findings
        now = {_key(finding.problem): finding for finding in findings}
        mended = [finding for key, finding in self._told.items() if whole and key not in now]
        if now.keys() == self._told.keys() and now:
            self._paper.say(f"{counted([f.problem for f in findings]).capitalize()}, as before.")
        for number, finding in enumerate(findings, start=1):
            if _key(finding.problem) not in self._told:
                self._paper.say(_words(finding), f"{number}. ")
        for finding in mended:
            problem = finding.problem
            self._paper.say(f"Not found any more: {problem.code}, {problem.where or spot_words(problem)}.")
        if not findings and whole:
            self._paper.say("No problems.")
        self._told = now if whole else self._told | now


def _shape(problems: Sequence[Problem]) -> tuple[Finding, ...]:
    from engine.workshop.checks.finding import Finding

    return tuple(Finding(problem) for problem in problems)


def _key(problem: Problem) -> _Told:
    return problem.code, problem.file, problem.where, problem.message


def _words(finding: Finding) -> str:
    problem = finding.problem
    where = f"{problem.where}: " if problem.where else ""
    parts = [f"{where}{problem.message}"]
    if problem.found:
        parts.append(f"found {problem.found}")
    if problem.hint:
        parts.append(problem.hint)
    if finding.witness:
        replies = how_many(len(finding.witness), "step")
        parts.append(f"w walks there in {replies}")
    words = "; ".join(parts)
    stop = "" if words.endswith(("?", ".")) else "."
    return f"{spot_words(problem)}: {problem.severity} {problem.code}: {words}{stop}"
