"""Replies are given by key, arrows and Enter, or mouse; never by accident, and never a locked one."""

import pytest
from textual.widgets import Input

from tests.tui.widgets.demo import REPLIES, Demo, screen_text
from tui.widgets.reply_list import KEYS, ReplyList, ReplyOffer


class Taken(Demo):
    """Keeps what the list told."""

    def __init__(self, replies: list[ReplyOffer], **more: str) -> None:
        super().__init__(ReplyList(replies), **more)
        self.told: list[object] = []

    def on_mount(self) -> None:
        self.query_one(ReplyList).focus()

    def on_reply_list_chosen(self, event: ReplyList.Chosen) -> None:
        assert event.control is event.reply_list
        self.told.append((event.reply_id, event.index))

    def on_reply_list_refused(self, event: ReplyList.Refused) -> None:
        self.told.append(event.reason)

    def on_reply_list_impatient(self, event: ReplyList.Impatient) -> None:
        self.told.append("impatient")

    def key_c(self) -> None:
        self.told.append("screen's c")


async def test_number_keys() -> None:
    app = Taken(REPLIES)
    async with app.run_test() as pilot:
        await pilot.press("2", "1", "3")
        assert app.told == [("reset", 1), ("hear-her", 0), ("verify", 2)]


async def test_arrows_and_enter_skip_locked_replies() -> None:
    app = Taken(REPLIES)
    async with app.run_test() as pilot:
        await pilot.press("down", "down", "enter", "down", "down", "enter", "up", "space")
        assert app.told == [("reset", 1), ("hear-her", 0), ("verify", 2)]


async def test_enter_alone_gives_nothing() -> None:
    """Nothing is highlighted at first: a key pressed once too often must not speak for the trainee."""
    app = Taken(REPLIES)
    async with app.run_test() as pilot:
        await pilot.press("enter", "enter", "space")
        assert app.told == []
        await pilot.press("down", "enter")
        app.query_one(ReplyList).offer(REPLIES)
        await pilot.press("enter")
        assert app.told == [("hear-her", 0)]


async def test_a_locked_reply_says_why() -> None:
    app = Taken(REPLIES)
    async with app.run_test() as pilot:
        assert "Locked: she has not been heard yet" in screen_text(app)
        await pilot.press("4")
        assert app.told == ["she has not been heard yet"]
        await pilot.click(ReplyList, offset=(10, 5))
        assert app.told == ["she has not been heard yet"]


async def test_mouse() -> None:
    app = Taken(REPLIES)
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.hover(ReplyList, offset=(10, 1))
        await pilot.click(ReplyList, offset=(10, 1))
        assert app.told == [("reset", 1)]


async def test_while_waiting_nothing_can_be_chosen() -> None:
    app = Taken(REPLIES)
    async with app.run_test() as pilot:
        replies = app.query_one(ReplyList)
        replies.waiting = True
        await pilot.press("2", "enter", "down", "space")
        await pilot.click(ReplyList, offset=(10, 1))
        assert app.told == ["impatient"] * 4
        replies.waiting = False
        await pilot.press("2")
        assert app.told[-1] == ("reset", 1)


async def test_keys_beyond_the_replies_are_left_to_others() -> None:
    app = Taken(REPLIES)
    async with app.run_test() as pilot:
        await pilot.press("c", "9")
        assert app.told == ["screen's c"]


async def test_twelve_replies_have_twelve_keys_and_scroll() -> None:
    replies = [ReplyOffer(f"r{number}", f"Reply number {number} " + "and more " * 9) for number in range(12)]
    app = Taken(replies)
    async with app.run_test(size=(40, 12)) as pilot:
        shown = app.query_one(ReplyList)
        assert shown.max_scroll_y > 0
        await pilot.press("c", "a", "9")
        assert app.told == [("r11", 11), ("r9", 9), ("r8", 8)]
        await pilot.press("home")
        for number in range(12):
            await pilot.pause()
            assert f"Reply number {number} " in screen_text(app)
            await pilot.press("down")


async def test_long_replies_wrap_and_hang_under_themselves() -> None:
    app = Taken(REPLIES)
    async with app.run_test(size=(40, 24)) as pilot:
        await pilot.pause()
        rows = [row.rstrip() for row in screen_text(app).splitlines()]
        assert rows[0].startswith("  1  Four calls,")
        assert rows[1].startswith("     ")
        assert rows[1].strip()
        words = " ".join(" ".join(rows).split())
        for reply in REPLIES:
            assert reply.text in words


async def test_choosing_from_outside_while_something_else_has_the_focus() -> None:
    app = Taken(REPLIES)
    async with app.run_test() as pilot:
        await app.mount(Input())
        app.query_one(Input).focus()
        replies = app.query_one(ReplyList)
        assert replies.choose_key("2") is True
        assert replies.choose_key("9") is False
        assert replies.choose_key("enter") is False
        assert replies.choose_key("4") is False
        assert replies.choose(-1) is False
        await pilot.pause()
        assert app.told == [("reset", 1), "she has not been heard yet"]


async def test_offering_others_replaces_them() -> None:
    app = Taken(REPLIES)
    async with app.run_test() as pilot:
        replies = app.query_one(ReplyList)
        replies.offer([ReplyOffer("only", "The only one")])
        await pilot.pause()
        assert "The only one" in screen_text(app)
        assert "router" not in screen_text(app)
        assert replies.size.height == 1
        replies.offer([])
        await pilot.press("1", "enter")
        assert screen_text(app).strip() == ""
        assert app.told == []


@pytest.mark.parametrize("count", [1, 12])
def test_there_are_keys_for_all(count: int) -> None:
    assert len(set(KEYS)) >= count
    assert "h" not in KEYS, "h puts the customer on hold"
