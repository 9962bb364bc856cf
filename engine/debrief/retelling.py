"""A walk through a call, retold as a timeline for the trainee, and its course in sentences."""

from engine.call.events import (
    AmendsMade,
    CallEnded,
    FactAsked,
    FactTold,
    GrievanceSettled,
    Held,
    Interrupted,
    PromiseBroken,
    PromiseKept,
    PromiseMade,
    RemedyFailed,
    WhyOver,
)
from engine.debrief.timeline import AskedFact, Course, Hold, Named, Option, Point, Timeline, Turn
from engine.debrief.walk import Tried, Walk, Walked, last_line
from engine.debrief.wording import turns_named
from engine.mood.bands import BANDS
from engine.mood.mood import Part


def make_timeline(walk: Walk) -> Timeline:
    """The call as a trainee reads it."""
    call, plan = walk.call, walk.plan
    limited = plan.limit_heat <= 100
    turns = []
    customer = opening = last_line(walk.opening, call)
    for walked in walk.turns:
        turn = _turn(walk, walked, customer)
        customer = turn.answer
        turns.append(turn)
    points = [Point(0, walk.start.mood, BANDS[walk.start.band])]
    points += [Point(turn.number, turn.after, turn.band_after) for turn in turns]
    return Timeline(
        opening=opening,
        turns=tuple(turns),
        points=tuple(points),
        heat=_course("heat", [point.mood.heat for point in points]),
        heard=_course("heard", [point.mood.heard for point in points]),
        trust=_course("trust", [point.mood.trust for point in points]),
        limit=plan.limit_heat if limited else None,
        limit_turns=plan.limit_turns if limited else 0,
        over_limit=tuple(turn.number for turn in turns if turn.over_limit),
    )


def summary(timeline: Timeline) -> tuple[str, ...]:
    """The mood's course in sentences; none for a call without turns."""
    if not timeline.turns:
        return ()
    heat, first, last = timeline.heat, timeline.points[0], timeline.points[-1]
    peak = "at the start" if heat.peak_turn == 0 else f"after turn {heat.peak_turn}"
    sentences = [
        f"Heat started at {heat.start} ({first.band}) and ended at {heat.end} ({last.band}).",
        f"It was highest {peak}, at {heat.peak}. Its mean was {heat.mean}.",
        f"{_from_to('Heard', timeline.heard)} {_from_to('Trust', timeline.trust)}",
    ]
    if timeline.over_limit:
        turns = turns_named(timeline.over_limit)
        sentences.append(
            f"Heat was at {timeline.limit} or more after {turns}. {_leaves(timeline.limit_turns)}"
        )
    return tuple(sentences)


def _leaves(turns: int) -> str:
    if turns == 1:
        return "One such turn makes this customer leave."
    return f"This customer leaves after {turns} such turns in a row."


def _from_to(name: str, course: Course) -> str:
    if not course.change:
        return f"{name} ended where it started, at {course.end}."
    return f"{name} {'rose' if course.change > 0 else 'fell'} from {course.start} to {course.end}."


def _turn(walk: Walk, walked: Walked, customer: str) -> Turn:
    call, plan, given = walk.call, walk.plan, walked.given
    place = plan.places[walked.before.place]
    scene, fill = plan.scenario.scenes[place.id], call.text.fill
    facts, promises = plan.scenario.facts, plan.scenario.promises
    asked: list[AskedFact] = []
    learnt: list[Named] = []
    closed: dict[type, list[Named]] = {PromiseMade: [], PromiseKept: [], PromiseBroken: []}
    hold: Hold | None = None
    ended: WhyOver | None = None
    for event in given.events:
        match event:
            case FactAsked(fact, times):
                asked.append(AskedFact(fact, fill(facts[fact]), times))
            case FactTold(fact):
                learnt.append(Named(fact, fill(facts[fact])))
            case PromiseMade(promise) | PromiseKept(promise) | PromiseBroken(promise):
                closed[type(event)].append(Named(promise, fill(promises[promise])))
            case Held(seconds, announced):
                hold = Hold(seconds, announced)
            case CallEnded(_, reason):
                ended = reason
    return Turn(
        number=walked.number,
        scene=place.id,
        title=fill(scene.title) if scene.title else place.id,
        customer=customer,
        given=option(given, walk),
        others=tuple(option(other, walk) for other in walked.others),
        before=given.before,
        after=given.after,
        band_before=BANDS[walked.before.band],
        band_after=BANDS[given.state.band],
        ledger=given.ledger,
        asked=tuple(asked),
        learnt=tuple(learnt),
        promised=tuple(closed[PromiseMade]),
        kept=tuple(closed[PromiseKept]),
        broken=tuple(closed[PromiseBroken]),
        amends=given.happened(AmendsMade),
        settled=given.happened(GrievanceSettled),
        remedy_failed=given.happened(RemedyFailed),
        hold=hold,
        interrupted=given.happened(Interrupted),
        answer=last_line(given.events, call),
        over_limit=given.after.heat >= plan.limit_heat,
        ended=ended,
    )


def option(tried: Tried, walk: Walk) -> Option:
    """A reply as a debrief shows it."""
    reply, text = tried.planned.reply, walk.call.text
    families = dict.fromkeys(walk.plan.scenario.move_of(name).family for name in reply.moves)
    return Option(reply.id, text.reply(reply), reply.moves, tuple(families), text.fill(reply.why))


def _course(part: Part, values: list[int]) -> Course:
    peak, lowest, count = max(values), min(values), len(values)
    return Course(
        part=part,
        start=values[0],
        peak=peak,
        peak_turn=values.index(peak),
        lowest=lowest,
        lowest_turn=values.index(lowest),
        mean=(2 * sum(values) + count) // (2 * count),
        end=values[-1],
        end_turn=count - 1,
    )
