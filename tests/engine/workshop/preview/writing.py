"""An author at work: a scenario in a file, and edits to it."""

from pathlib import Path

from engine.mood.coefficients import load_model
from engine.workshop.preview.desk import Desk
from engine.workshop.preview.version import Version, read_version

ROOT = Path(__file__).parents[4]
ON_SCREEN = ROOT / "tests" / "data" / "on-screen.yaml"
WHOLE = ON_SCREEN.read_text(encoding="utf-8")


class Author:
    """Writes a scenario, and sees it on a desk."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "parcel.yaml"
        self.file.write_text(WHOLE, encoding="utf-8")
        self.desk = Desk(seed=7, agent="Sam")
        self.read()

    def read(self) -> Version:
        version = read_version(self.file, load_model())
        self.desk.take(version)
        return version

    def edit(self, *changes: tuple[str, str]) -> Version:
        """Replace each old text, wherever it stands, by a new one; save; and read."""
        text = self.file.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new)
        return self.save(text)

    def save(self, text: str) -> Version:
        self.file.write_text(text, encoding="utf-8")
        return self.read()

    def play(self, *replies: str) -> None:
        for reply in replies:
            self.desk.give(reply)
            assert self.desk.call is not None
            if self.desk.call.on_hold:
                self.desk.end_hold()

    @property
    def scene(self) -> str:
        """Where the call is."""
        call = self.desk.call
        assert call is not None
        return call.plan.places[call.state.place].id

    @property
    def replies(self) -> list[str]:
        """What was said in it, by id."""
        return [choice.reply for choice in self.desk.choices]
