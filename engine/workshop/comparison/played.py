"""What is different in play between two versions of a scenario, from exploring both."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.mood.bands import BANDS, BandName
from engine.scenario.model import Scenario
from engine.workshop.comparison.written import pair
from engine.workshop.explore.exploration import Chance, Exploration
from engine.workshop.explore.graph import Witness

_SAME = 1e-9
"""Chances that differ by less are the same: what is left is the arithmetic's own error."""


@dataclass(frozen=True)
class Odds:
    """How likely an ending is if every reply is picked blindly."""

    ending: str
    """Its new id; its old one if it is gone."""
    before: Chance | None
    """None if the old version has no such ending."""
    after: Chance | None

    @property
    def differ(self) -> bool:
        """Whether the odds are certainly not the same."""
        if self.before is None or self.after is None:
            return True
        return self.before.low > self.after.high + _SAME or self.after.low > self.before.high + _SAME


@dataclass(frozen=True)
class Ended:
    """How the calls of one stock trainee end."""

    trainee: str
    words: str
    before: str | None
    """The ending's id (the new one, where it was renamed); empty if no reply was left, None for never."""
    after: str | None
    replies_before: int
    replies_after: int


Spans = tuple[tuple[int, int], ...]
"""Lowest and highest heat, heard and trust."""
Moods = tuple[Spans | None, tuple[BandName, ...]]


@dataclass(frozen=True)
class Place:
    """A scene or an ending, and in which moods it is met. Spans are None where nobody came."""

    name: str
    before: Spans | None
    after: Spans | None
    bands_before: tuple[BandName, ...]
    bands_after: tuple[BandName, ...]


@dataclass(frozen=True)
class Path:
    """The best or the worst end that a call can come to, and the shortest way there."""

    ending: str
    replies: Witness


@dataclass(frozen=True)
class Played:
    """All of it; only what differs is in it, but for the odds."""

    old: Exploration
    new: Exploration
    odds: tuple[Odds, ...]
    stuck: Odds
    never_ends: Odds
    trainees: tuple[Ended, ...]
    recipes: tuple[int, int]
    """How many fixed orders of skills reach a good ending, before and after."""
    places: tuple[Place, ...]
    best: tuple[Path | None, Path | None]
    worst: tuple[Path | None, Path | None]

    @property
    def is_exact(self) -> bool:
        """Whether every possible call of both versions was gone through."""
        return self.old.is_complete and self.new.is_complete


def compare_play(old: Exploration, new: Exploration) -> Played:
    """Put two explorations side by side."""
    one, other = old.plan.scenario, new.plan.scenario
    scenes, endings = pair(one.scenes, other.scenes), pair(one.endings, other.endings)
    renamed = {**scenes.both, **endings.both}
    return Played(
        old=old,
        new=new,
        odds=tuple(_odds(old, new, endings.both)),
        stuck=Odds("", old.chance(""), new.chance("")),
        never_ends=Odds("", old.chance_of_no_end, new.chance_of_no_end),
        trainees=tuple(_ended(old, new, endings.both)),
        recipes=(_winning(old), _winning(new)),
        places=tuple(each for each in _places(old, new, renamed) if _differs(each)),
        best=(_path(old, 0, renamed), _path(new, 0, {})),
        worst=(_path(old, -1, renamed), _path(new, -1, {})),
    )


def _odds(old: Exploration, new: Exploration, both: Mapping[str, str]) -> Iterator[Odds]:
    earlier = {after: before for before, after in both.items()}
    for name in new.plan.scenario.endings:
        yield Odds(name, old.chance(earlier[name]) if name in earlier else None, new.chance(name))
    for name in old.plan.scenario.endings:
        if name not in both:
            yield Odds(name, old.chance(name), None)


def _ended(old: Exploration, new: Exploration, both: Mapping[str, str]) -> Iterator[Ended]:
    now = {each.trainee.name: each for each in new.plays}
    for each in old.plays:
        after = now[each.trainee.name]
        before = both.get(each.ending, each.ending) if each.ending else each.ending
        if (before, len(each.replies)) != (after.ending, len(after.replies)):
            yield Ended(
                each.trainee.name,
                each.trainee.words,
                before,
                after.ending,
                len(each.replies),
                len(after.replies),
            )


def _winning(found: Exploration) -> int:
    endings = found.plan.scenario.endings
    return sum(bool(each.ending and endings[each.ending].is_good) for each in found.recipes)


def _places(old: Exploration, new: Exploration, renamed: Mapping[str, str]) -> Iterator[Place]:
    earlier = {after: before for before, after in renamed.items()}
    for name in _names(new.plan.scenario):
        yield _place(name, _met(old, earlier.get(name)), _met(new, name))
    for name in _names(old.plan.scenario):
        if name not in renamed:
            yield _place(name, _met(old, name), _met(new, None))


def _place(
    name: str,
    before: tuple[Spans | None, tuple[BandName, ...]],
    after: tuple[Spans | None, tuple[BandName, ...]],
) -> Place:
    return Place(name, before[0], after[0], before[1], after[1])


def _differs(place: Place) -> bool:
    return (place.before, place.bands_before) != (place.after, place.bands_after)


def _names(scenario: Scenario) -> list[str]:
    return [*scenario.scenes, *scenario.endings]


def _met(found: Exploration, name: str | None) -> Moods:
    moods = None if name is None else found.seen.moods.get(name)
    if moods is None:
        return None, ()
    spans = tuple(zip(moods.lowest, moods.highest, strict=True))
    return spans, tuple(BANDS[number] for number in sorted(moods.bands))


def _path(found: Exploration, rank: int, renamed: Mapping[str, str]) -> Path | None:
    if not found.by_rank:
        return None
    name = found.by_rank[rank]
    return Path(renamed.get(name, name), found.to_place(name) or ())
