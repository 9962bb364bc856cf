"""How the preview looks: in every theme, at every size, with whatever text, and in pictures."""

import io
from pathlib import Path

import pytest
from pytest_textual_snapshot import SVGImageExtension  # type: ignore[import-untyped]
from ruamel.yaml import YAML
from syrupy.assertion import SnapshotAssertion

from engine.workshop.checks import proof
from tests.tui.screens.previewing import STUCK, OnlyStuck, previewing
from tests.tui.screens.test_contrast import checker
from tests.tui.screens.test_hostile_text import TEXTS
from tests.tui.screens.test_snapshots import Size, both_sizes
from tests.tui.widgets.demo import painted
from tui.screens.help import HelpScreen
from tui.screens.preview import PreviewScreen
from tui.screens.preview_start import StartScreen
from tui.themes import PALETTES
from tui.widgets.problem_list import ProblemList
from tui.widgets.reply_list import ReplyList
from tui.widgets.scene_map import SceneMapList


@pytest.fixture(autouse=True)
def one_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "CHECKS", (OnlyStuck(),))


async def test_every_character_can_be_told_from_its_paper_in_every_theme(home: Path) -> None:
    async with previewing(home, size=(150, 40)) as there:
        check = checker(there)
        await check("map, problems and call side by side")
        await there.press("down", "p")
        await there.pilot.hover(SceneMapList, offset=(5, 3))
        await check("the problem is highlighted")
        await there.press("w", "n", "n")
        await check("a way walked to its end")
        await there.press("escape", "l", "1", "down", "m", "down", "j")
        await check("the start dialog")
        await there.press("tab", "tab", "tab", "down")
        await check("the start dialog, toggling")
        await there.press("escape")
        await there.save(STUCK.replace("goto: good", "goto: god"))
        await check("a save that cannot be played")
        await there.pilot.resize_terminal(80, 24)
        await there.pilot.hover("#name-problems")
        await check("one pane at a time")


async def test_without_colour_signs_and_words_say_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with previewing(home) as there:
        greys = {ink for _, ink, _ in painted(there.app)} | {paper for _, _, paper in painted(there.app)}  # type: ignore[arg-type]
        assert all(colour[1:3] == colour[3:5] == colour[5:7] for colour in greys)
        row = next(line for line in there.text.splitlines() if "two" in line)
        assert "×" in row
        assert "- ◔ ◑ - -" in row or "- - ◑ - -" in row


def hostile(text: str, broken: str = "") -> str:
    """The scenario with this text in every field that takes one, and a problem for each kind of place."""
    yaml = YAML()
    scenario = yaml.load(STUCK)
    short = text[:60]
    scenario["title"], scenario["summary"], scenario["customer"]["name"] = short, text[:300], short[:40]
    for group in ("facts", "promises"):
        scenario[group] = dict.fromkeys(scenario[group], text[:100])
    for scene in scenario["scenes"].values():
        scene["title"], scene["customer"] = short, text
        for reply in scene["replies"]:
            reply["says"], reply["why"] = f"{reply['id']}. {text}"[:300], text[:300]
            if "locked" in reply:
                reply["locked"] = text[:100]
    for ending in scenario["endings"].values():
        ending["title"], ending["debrief"], ending["says"] = short, text, text
    if broken:
        scenario["scenes"]["one"]["replies"][0]["goto"] = broken
    with io.StringIO() as stream:
        yaml.dump(scenario, stream)
        return stream.getvalue()


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
async def test_whatever_a_file_holds_is_text(home: Path, text: str) -> None:
    async with previewing(home, hostile(text)) as there:

        async def looks(kind: type[object], *keys: str) -> None:
            await there.press(*keys)
            assert isinstance(there.app.screen, kind), there.text
            assert not there.app._exit
            list(painted(there.app))  # type: ignore[arg-type]
            assert not [char for char in there.text if not (char.isprintable() or char in "\n\u200d")]

        await looks(PreviewScreen, "down", "p", "w", "n", "n", "escape")
        await looks(PreviewScreen, "l", "1", "2", "3")
        await looks(HelpScreen, "question_mark")
        await looks(StartScreen, "escape", "m", "j", "tab", "tab", "tab", "down", "enter")
        await looks(PreviewScreen, "ctrl+s")
        await there.pilot.resize_terminal(160, 45)
        await looks(PreviewScreen)
        await there.save(hostile(text, "\\e]52;x" + text[:40]))
        await looks(PreviewScreen, "p", "e")
        await there.pilot.resize_terminal(40, 12)
        await looks(PreviewScreen, "m", "l")


async def test_a_file_whose_name_is_markup(home: Path) -> None:
    async with previewing(home) as there:
        there.file = there.file.rename(home / "[b]oops [@click=app.quit]x[red.yaml")
        there.preview.path = there.file
        await there.press("f5")
        assert "[b]oops [@click=app.quit]x[red.yaml" in there.text
        there.file.unlink()
        await there.press("f5", "p")
        assert "red.yaml is not there" in there.words
        await there.press("e")


@pytest.mark.parametrize("size", [(1, 1), (30, 40), (200, 6)], ids=str)
async def test_no_size_crashes(home: Path, size: tuple[int, int]) -> None:
    async with previewing(home) as there:
        await there.pilot.resize_terminal(*size)
        await there.press("p", "w", "n", "escape", "l", "1", "j", "escape", "m", "question_mark", "escape")
        assert there.screen(PreviewScreen).desk.choices


async def test_at_40x12_each_pane_can_be_read(home: Path) -> None:
    async with previewing(home, size=(40, 12)) as there:
        assert "two" in there.text
        assert "odds" in there.text
        assert there.text.splitlines()[0].endswith("proved")
        await there.save(STUCK.replace("goto: good", "goto: god"))
        assert there.text.splitlines()[0].endswith("broken")
        await there.save(STUCK)
        await there.press("p")
        assert "no-reply-left" in there.text
        assert there.preview.query_one(ProblemList).region.height >= 8
        await there.press("w", "n")
        assert "Step 1 of 2" in there.words
        assert "Why?" in there.text
        assert there.preview.query_one(ReplyList).region.height >= 2
        await there.press("j")
        there.screen(StartScreen)
        assert "heat" in there.text


@both_sizes
async def test_pictures(home: Path, snapshot: SnapshotAssertion, size: Size) -> None:
    album = snapshot.use_extension(SVGImageExtension)

    async with previewing(home, size=size) as there:

        def picture(name: str) -> None:
            assert there.app.export_screenshot(title=name, simplify=True) == album(name=name), name

        await there.press("down")
        picture("map")
        await there.press("p")
        picture("problems")
        await there.press("w", "n")
        picture("walk")
        await there.press("escape", "m", "j")
        picture("start")
        await there.press("escape", "l", "2")
        await there.save(STUCK.replace("goto: good", "goto: god"))
        picture("broken")


@pytest.mark.parametrize("theme", [PALETTES[2].name, PALETTES[-1].name])
async def test_a_picture_in_other_themes(home: Path, snapshot: SnapshotAssertion, theme: str) -> None:
    album = snapshot.use_extension(SVGImageExtension)
    async with previewing(home, size=(140, 40), theme=theme) as there:
        await there.press("l", "2", "m", "down")
        assert there.app.export_screenshot(title="all", simplify=True) == album(name="all")
