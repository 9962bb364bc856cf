"""The words of a call: which line an event stands for, with its templates filled in."""

import re
from collections.abc import Mapping
from typing import Final

from engine.call.events import CustomerSaid
from engine.scenario.model import Scenario
from engine.scenario.scene import Reply

TEMPLATE_NAMES: Final = frozenset({"customer", "agent", "greeting"})

_GREETINGS: Final[Mapping[str, tuple[str, str, str]]] = {
    "en": ("Good morning", "Good afternoon", "Good evening"),
    "de": ("Guten Morgen", "Guten Tag", "Guten Abend"),
    "fr": ("Bonjour", "Bonjour", "Bonsoir"),
    "es": ("Buenos días", "Buenas tardes", "Buenas noches"),
    "it": ("Buongiorno", "Buon pomeriggio", "Buonasera"),
    "nl": ("Goedemorgen", "Goedemiddag", "Goedenavond"),
    "pt": ("Bom dia", "Boa tarde", "Boa noite"),
}
_TEMPLATE = re.compile(r"\{\{|\}\}|\{([a-z]+)\}")


class Words:
    """The texts of one call. The time of day is drawn by the seed, so that the same call greets the same
    way."""

    def __init__(self, scenario: Scenario, seed: int, agent: str) -> None:
        self.scenario = scenario
        language = scenario.language.lower().partition("-")[0]
        greetings = _GREETINGS.get(language, _GREETINGS["en"])
        self._values = {
            "customer": scenario.customer.name,
            "agent": agent,
            "greeting": greetings[seed % len(greetings)],
        }

    def fill(self, text: str) -> str:
        """``text`` with its templates filled in, and doubled braces single."""
        return _TEMPLATE.sub(self._value, text) if "{" in text or "}" in text else text

    def _value(self, match: re.Match[str]) -> str:
        if match[0] in ("{{", "}}"):
            return match[0][0]
        return self._values.get(match[1], match[0])

    def line(self, event: CustomerSaid) -> str:
        """What the customer says in ``event``."""
        if event.list == "ending":
            return self.fill(self.scenario.endings[event.place].says[event.line])
        scene = self.scenario.scenes[event.place]
        variants = scene.again if event.list == "again" else scene.customer
        return self.fill(variants[event.variant].says[event.line])

    def reply(self, reply: Reply) -> str:
        """What the trainee says with ``reply``."""
        return self.fill(reply.says)
