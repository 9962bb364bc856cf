"""From a class to its JSON, and its JSON Schema.

``python -m engine.debrief.cohort.to_data`` writes the schema's file anew.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Final

from engine.debrief.cohort import data
from engine.debrief.cohort.agreement import Agreement, Kappa
from engine.debrief.cohort.cohort import Cohort, PromiseCount
from engine.scenario.data_schema import data_schema_text

SCHEMA_FILE: Final = Path(__file__).with_name(f"class-{data.CLASS_VERSION}.schema.json")


def write_json(
    cohorts: Iterable[Cohort],
    agreements: Iterable[Agreement] = (),
    left_out: Iterable[tuple[int, str]] = (),
) -> str:
    """All of a class as JSON, in ASCII."""
    made = data.ClassData(
        moodline_class=data.CLASS_VERSION,
        scenarios=tuple(map(_scenario, cohorts)),
        raters=tuple(map(_agreement, agreements)),
        left_out=tuple(data.LeftOutData(attempt=attempt, why=why) for attempt, why in left_out),
    )
    return json.dumps(made.model_dump(mode="json"), indent=2) + "\n"


def _scenario(cohort: Cohort) -> data.ScenarioData:
    return data.ScenarioData(
        scenario=cohort.view.id,
        title=cohort.view.title,
        version=cohort.version,
        calls=len(cohort.calls),
        agents=cohort.agents,
        finished=cohort.finished,
        scenes=tuple(data.SceneData(**asdict(each)) for each in cohort.scenes),
        endings=tuple(data.EndingData(**asdict(each)) for each in cohort.endings),
        lost=tuple(data.LostData(**asdict(each)) for each in cohort.lost),
        promises=tuple(map(_promise, cohort.promises)),
        predictions=tuple(
            data.PredictionData(**{name: value for name, value in asdict(each).items() if name != "words"})
            for each in cohort.predictions
        ),
        skills=tuple(
            data.SkillData(
                skill=each.family, points=tuple(data.PointData(**asdict(point)) for point in each.points)
            )
            for each in cohort.skills
        ),
    )


def _promise(found: PromiseCount) -> data.PromiseData:
    return data.PromiseData(
        promise=found.promise,
        words=found.words,
        made=found.made,
        kept=found.kept,
        broken=found.broken,
        open=found.open,
        broken_by=tuple(
            data.BreakData(scene=scene, reply=reply, times=times) for scene, reply, times in found.broken_by
        ),
    )


def _agreement(found: Agreement) -> data.AgreementData:
    return data.AgreementData(
        raters=found.raters,
        unit=found.unit,
        attempts=found.attempts,
        turns=found.turns,
        skills={family: _kappa(each) for family, each in found.skills.items()},
        overall=_kappa(found.overall),
    )


def _kappa(found: Kappa) -> data.KappaData:
    value = None if found.value is None else round(float(found.value), 4)
    return data.KappaData(n=found.n, same=found.same, kappa=value, why=found.why)


def schema_text() -> str:
    """The JSON Schema (2020-12) of a class, as it stands in its file."""
    return data_schema_text(data.ClassData, SCHEMA_FILE)


if __name__ == "__main__":
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8", newline="\n")
