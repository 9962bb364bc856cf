"""In which moods a place of the call is met, as a picture shows it: a band, its glyph, and numbers."""

from dataclasses import dataclass

from engine.mood.bands import BANDS, GLYPHS, BandName, band_of
from engine.workshop.explore.exploration import Exploration


@dataclass(frozen=True)
class Met:
    """The heat with which a scene or an ending is met."""

    low: int
    """0–100, like the next two."""
    high: int
    mean: int
    """Over the different states in which it is met, each counted once; rounded."""
    band: BandName
    """The band of the mean."""
    bands: tuple[BandName, ...]
    """All bands in which it is met, the calmest first; empty if it was not met at all."""
    complete: bool
    """Whether these are all moods that can be met there, not just those seen so far."""
    share: float | None = None
    """Of an ending: how many of all calls come to it if every reply is picked blindly, 0–1."""

    @property
    def is_met(self) -> bool:
        """Whether any play came here."""
        return bool(self.bands)

    @property
    def shown_band(self) -> BandName | None:
        """The band of its colour; None if it was not met."""
        return self.band if self.is_met else None

    def words(self) -> str:
        """``◕ angry · heat 46–94, mean 66``; it says so if nobody comes here."""
        if not self.is_met:
            return "never reached" if self.complete else "not seen so far"
        heat = str(self.low) if self.low == self.high else f"{self.low}–{self.high}, mean {self.mean}"
        return f"{GLYPHS[self.band]} {self.band} · heat {heat}"

    def share_words(self) -> str:
        """``2.7 % of calls played blindly``; empty for a scene."""
        if self.share is None or not self.is_met:
            return ""
        about = "" if self.complete else "about "
        percent = self.share * 100
        digits = f"{percent:.1f}" if percent >= 0.05 or not percent else "under 0.1"
        return f"{about}{digits} % of calls played blindly"


class Moods:
    """The moods that exploring has met, place by place."""

    def __init__(self, found: Exploration | None) -> None:
        self._found = found
        self._totals: dict[int, tuple[int, int]] = {}
        """The sum of the heats of a place's states, and how many they are."""
        if found is not None:
            self._totals = found.graph.states.heats()

    def at(self, name: str) -> Met | None:
        """In which moods a scene or an ending is met; None if nobody explored."""
        found = self._found
        if found is None:
            return None
        plan = found.plan
        share = found.chance(name).share if name in plan.scenario.endings else None
        moods = found.seen.moods.get(name)
        if moods is None:
            return Met(0, 0, 0, BANDS[0], (), found.is_complete, share)
        low, high = moods.lowest[0], moods.highest[0]
        # What only plays drawn at random have met is in the range, and in no state that could be averaged.
        total, count = self._totals.get(plan.numbers[name], (low + high, 2))
        mean = round(total / count)
        return Met(
            low=low,
            high=high,
            mean=mean,
            band=BANDS[band_of(mean, plan.model.edges)],
            bands=tuple(BANDS[number] for number in sorted(moods.bands)),
            complete=found.is_complete,
            share=share,
        )
