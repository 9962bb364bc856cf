"""Fair play: does every reply say why it works or does not, and speak of the reply?"""

import re
from collections.abc import Iterator
from typing import Final

from engine.scenario.model import Scenario
from engine.workshop.checks.case import Case
from engine.workshop.checks.check import Check
from engine.workshop.checks.fair_stakes import way_to
from engine.workshop.checks.finding import Finding

ABOUT_PERSON: Final = re.compile(
    r"""
    \b(?:
        you(?:['’]re|\ are|\ were)(?:\ (?:being|so|too|just|simply|very|rather|not))*\ (?:an?\b|\w+)
      | you\ (?:(?:just|simply|clearly|always|never)\ )*
        (?:failed|forgot|ignored|missed|lacked?|fail|forget|ignore|miss|should(?:n['’]t|\ not)?
          |ought|must(?:n['’]t|\ not)?|need\ to|have\ to|had\ to|did(?:n['’]t|\ not)|do(?:n['’]t|\ not)
          |can(?:['’]t|not)|could(?:n['’]t|\ not)|sound(?:ed)?|seem(?:ed)?|lost|panicked|gave\ up)
      | your\ (?:fault|mistake|attitude|failure|carelessness|impatience|laziness|lack)
      | (?:an?|the|this|that)\ (?:bad|poor|lazy|rude|weak|careless|cold|good|great|real|true)
        \ (?:agent|trainee|listener|employee)
      | (?:agent|trainee)\ (?:is|was|seems|sounds|failed|forgot|lacks|should)
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Words of English that judge whoever gave the reply."""
QUOTED: Final = re.compile(r"""["“][^"”]*["”]|(?<!\w)['‘][^'’]*['’](?!\w)""")
"""What stands in quotation marks is what somebody said in the call."""


class NoWhy(Check):
    """Replies do not say why they work or do not."""

    code = "no-why"
    severity = "advice"
    sentence = "A reply has no why, so coach mode and the debrief can show its effect but not the reason."

    def find(self, case: Case) -> Iterator[Finding]:
        """One a scene, at its first reply without."""
        for name, scene in case.scenario.scenes.items():
            without = [
                (choice, reply.id) for choice, reply in enumerate(scene.replies) if not reply.why.strip()
            ]
            if without:
                yield self.finding(
                    case,
                    way_to(name, without[0][0]),
                    f"{len(without)} of {len(scene.replies)} replies here have no why:"
                    f" {', '.join(each for _, each in without)}",
                    hint="say in one sentence what the reply does to the customer at this moment",
                )


class WhyAboutPerson(Check):
    """A ``why`` judges whoever gave the reply."""

    code = "why-about-person"
    severity = "warning"
    sentence = "A why speaks of the person who gave the reply, not of the reply."

    def find(self, case: Case) -> Iterator[Finding]:
        """One a reply. Only in English: it goes by its words."""
        if not _is_english(case.scenario):
            return
        for name, scene in case.scenario.scenes.items():
            for choice, reply in enumerate(scene.replies):
                own_words = QUOTED.sub(lambda found: " " * len(found[0]), reply.why)
                judged = ABOUT_PERSON.search(own_words)
                if judged is not None:
                    yield self.finding(
                        case,
                        (*way_to(name, choice), "why"),
                        "this why is about the person who gave the reply",
                        found=f"'{judged[0].strip()}'",
                        hint="begin with 'It': what the reply does, and what the customer makes of it",
                    )


def _is_english(scenario: Scenario) -> bool:
    return scenario.language.partition("-")[0].lower() == "en"


CHECKS: Final[tuple[Check, ...]] = (NoWhy(), WhyAboutPerson())
