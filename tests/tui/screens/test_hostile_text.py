"""Whatever a scenario holds, it is shown as text on every screen: nothing acts, crashes or escapes."""

import io
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.tui.screens.sitting import ON_SCREEN, sitting
from tests.tui.widgets.demo import painted
from tui.screens.call import CallScreen
from tui.screens.debrief import DebriefScreen
from tui.screens.help import HelpScreen
from tui.screens.library import LibraryScreen
from tui.screens.present.room import RoomScreen
from tui.screens.present.vote import VoteScreen
from tui.screens.replay import ReplayScreen

TEXTS = {
    "markup": "{{agent}} $text [/b] [@click=app.quit]quit[/] [quit](app.quit) [red on",
    "scripts": "שלום مرحبا 😡 🤷🏽 👩‍👩‍👧 ❤️ お客様",
    "long word": "x" * 590,
}


def hostile(folder: Path, text: str) -> Path:
    """The test scenario with this text in every field that takes one, and twelve replies at its start."""
    yaml = YAML()
    scenario = yaml.load(ON_SCREEN.read_text("utf-8"))
    short = text[:60]
    scenario["id"], scenario["title"], scenario["summary"] = "hostile", short, text[:300]
    scenario["customer"]["name"] = short[:40]
    brief = scenario["brief"]
    brief["situation"] = brief["policy"] = f"{text}\n\n- {text}\n"
    brief["record"] = {short[:30]: text[:300], "Order": short}
    for group in ("facts", "promises"):
        scenario[group] = dict.fromkeys(scenario[group], text[:100])
    scenario["critical"][0]["text"] = short
    for name, scene in scenario["scenes"].items():
        scene["customer"] = f"{name}. {text}"
        for reply in scene["replies"]:
            reply["says"], reply["why"] = f"{reply['id']}. {text}"[:300], text[:300]
            if "locked" in reply:
                reply["locked"] = text[:100]
    opening = scenario["scenes"]["opening"]["replies"]
    for number in range(len(opening), 12):
        locked = {"when": {"heard": ">= 100"}, "locked": text[:100]} if number % 2 else {}
        opening.append(
            {
                "id": f"more-{number}",
                "says": f"{number} {text}"[:300],
                "moves": ["listen"],
                "goto": "what-now",
                **locked,
            }
        )
    for ending in scenario["endings"].values():
        ending["title"], ending["debrief"], ending["says"] = short, text, text
    path = folder / "hostile.yaml"
    with io.StringIO() as stream:
        yaml.dump(scenario, stream)
        path.write_text(stream.getvalue(), "utf-8")
    return path


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
async def test_every_screen(home: Path, text: str) -> None:
    folder = home / "scenarios"
    folder.mkdir(parents=True)
    hostile(folder, text)
    async with sitting(home, mode="coach", agent=text[:30], seed=None) as there:

        async def looks(kind: type[object], *keys: str) -> None:
            await there.press(*keys)
            assert isinstance(there.app.screen, kind), there.text
            assert not there.app._exit
            list(painted(there.app))  # type: ignore[arg-type]
            assert not [char for char in there.text if not (char.isprintable() or char in "\n\u200d")]

        there.screen(LibraryScreen).query_one("#search").value = "hostile"  # type: ignore[attr-defined]
        await looks(LibraryScreen)
        assert text[2:5] in there.text
        await looks(object, "enter", "a", "escape", "question_mark", "escape")
        await looks(CallScreen, "enter", "3", "6")  # Locked ones.
        assert len(there.toasts) == 2
        await looks(CallScreen, "r", "p", "f", "o", "o")
        await there.pilot.click("Bubble", offset=(3, 2))
        await looks(HelpScreen, "f1")
        await looks(CallScreen, "escape", "1", "2", "1", "1", "1", "1")
        assert there.screen(CallScreen).call.over
        await looks(DebriefScreen, "enter", "3", "enter", "1", "enter")
        await looks(DebriefScreen, "3", "s", "4")
        recorded = there.screen(DebriefScreen).recorded
        there.app.push_screen(VoteScreen(recorded.call, 1))
        await looks(VoteScreen, "1", "a", "s")
        there.app.push_screen(RoomScreen(recorded, 1, recorded.choices[0].reply, False))
        await looks(RoomScreen, "down")
        await looks(VoteScreen, "q", "l")
        await looks(DebriefScreen, "q")
        await looks(ReplayScreen, "t")
        await there.pilot.resize_terminal(40, 12)
        await looks(CallScreen, "enter", "pageup", "p", "p")
        await looks(LibraryScreen, "q")
        await looks(object, "enter")
        assert "A call is waiting" in there.words


async def test_twelve_replies_have_twelve_keys(home: Path, tmp_path: Path) -> None:
    path = hostile(tmp_path, "fine")
    async with sitting(home, (100, 50), scenario=str(path)) as there:
        await there.press("enter")
        for key in "123456789abc":
            assert f" {key} " in there.text
        await there.press("c")
        assert there.toasts == ["fine"], "the twelfth is locked"
        await there.press("b")
        assert there.screen(CallScreen).call.state.turn == 1


async def test_messages_about_broken_files_are_text_too(home: Path) -> None:
    folder = home / "scenarios"
    folder.mkdir(parents=True)
    name = "[b]oops [@click=app.quit]x[red.yaml"
    text = ON_SCREEN.read_text("utf-8").replace("goto: what-now", 'goto: "[/b][red"', 1)
    (folder / name).write_text(text.replace("id: on-screen", "id: broken"), "utf-8")
    (folder / "broken [").with_suffix(".yaml").write_text("moodline: [1\n", "utf-8")
    async with sitting(home) as there:
        there.screen(LibraryScreen).query_one("#search").value = "oops"  # type: ignore[attr-defined]
        await there.settle()
        await there.press("enter")
        assert "[/b][red" in there.words
        await there.press("pagedown", "pageup", "escape")
        there.screen(LibraryScreen)
