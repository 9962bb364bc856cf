"""Playing the starter once, so that its transcript says how the call goes before anything is changed."""

from dataclasses import replace

from engine.call.playable import open_source
from engine.mood.coefficients import MoodModel
from engine.scenario.files import Source
from engine.scenario.nodes import parse
from engine.scenario.shape import validate
from engine.workshop.starter.filling import Starter
from engine.workshop.transcript import Transcript
from engine.workshop.transcript_writer import updated
from engine.workshop.transcripts import play_transcript


def written_down(made: Starter, model: MoodModel) -> Starter:
    """The starter with everything in its transcript that comes of its replies: lines, moods, facts, ending.

    Raises:
        NotPlayable: the mood model does not know the starter's persona.
    """
    source = Source(made.scenario_name, {made.scenario_name: made.scenario})
    machine = open_source(source, model).machine
    transcript, _ = validate(parse(made.transcript_name, made.transcript), Transcript)
    if transcript is None:
        return made
    return replace(made, transcript=updated(made.transcript, play_transcript(machine, transcript).transcript))
