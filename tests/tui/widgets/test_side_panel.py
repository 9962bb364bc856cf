"""The cards beside the call: what is on them, and how one gets to them."""

from tests.tui.widgets.demo import FACTS, POLICY, PROMISES, RECORD, SITUATION, Demo, screen_text, side_panel
from tui.widgets.side_panel import CARDS, FactRow, PromiseRow, SidePanel


class Turned(Demo):
    def __init__(self, panel: SidePanel) -> None:
        super().__init__(panel)
        self.told: list[str] = []

    def on_side_panel_card_shown(self, event: SidePanel.CardShown) -> None:
        assert event.control is event.side_panel
        self.told.append(event.card)


async def test_the_record_comes_first() -> None:
    app = Demo(side_panel())
    async with app.run_test(size=(48, 24)) as pilot:
        await pilot.pause()
        text = screen_text(app)
        assert app.query_one(SidePanel).card == "record"
        assert "Line drops every evening." in text
        for label, value in RECORD.items():
            assert label in text
            assert value.split(",")[0] in text


async def test_every_card_can_be_shown_and_says_so() -> None:
    app = Turned(side_panel())
    async with app.run_test(size=(48, 24)) as pilot:
        panel = app.query_one(SidePanel)
        await pilot.pause()
        app.told.clear()
        for card, words in (
            ("policy", "You may book an engineer"),
            ("facts", "asked again 2 ×"),
            ("promises", "× broken"),
            ("record", "4471-220"),
        ):
            panel.show_card(next(one for one in CARDS if one == card))
            await pilot.pause()
            assert panel.card == card
            assert words in screen_text(app)
        assert app.told == ["policy", "facts", "promises", "record"]


async def test_keys_and_mouse_turn_the_cards() -> None:
    app = Turned(side_panel())
    async with app.run_test(size=(48, 24)) as pilot:
        await pilot.press("right", "right")
        await pilot.pause()
        assert app.told[-1] == "facts"
        await pilot.click("ContentTab#--content-tab-policy")
        await pilot.pause()
        assert app.told[-1] == "policy"


async def test_a_long_policy_scrolls_by_key() -> None:
    app = Demo(SidePanel(policy=POLICY * 6 + "\n\nThe very end"))
    async with app.run_test(size=(40, 12)) as pilot:
        app.query_one(SidePanel).show_card("policy")
        await pilot.press("tab", "end")
        await pilot.pause()
        assert "The very end" in screen_text(app)


async def test_facts_and_promises_are_told_and_counted() -> None:
    app = Demo(SidePanel(RECORD, POLICY, SITUATION))
    async with app.run_test(size=(48, 24)) as pilot:
        panel = app.query_one(SidePanel)
        panel.show_card("facts")
        await pilot.pause()
        assert "Nothing learnt yet." in screen_text(app)
        panel.set_facts(FACTS)
        panel.set_promises(PROMISES[:2])
        await pilot.pause()
        text = screen_text(app)
        assert "Facts 3" in text
        assert "Promises 2" in text
        assert "● the line drops between seven and ten" in text
        assert "○ her date of birth  asked for, not told" in text
        panel.show_card("promises")
        await pilot.pause()
        assert "○ open  call her back after the visit" in screen_text(app)
        panel.set_promises([PromiseRow("call her back after the visit", "broken")])
        await pilot.pause()
        assert "× broken  call her back after the visit" in screen_text(app)
        panel.set_promises([])
        await pilot.pause()
        assert "Nothing promised yet." in screen_text(app)
        assert "Promises 0" not in screen_text(app)


async def test_they_can_be_set_before_it_is_on_screen() -> None:
    panel = SidePanel()
    panel.set_facts([FactRow("early")])
    app = Demo(panel)
    async with app.run_test(size=(48, 24)) as pilot:
        await pilot.pause()
        assert "Facts 1" in screen_text(app)
        assert "There is no record." in screen_text(app)
        panel.show_card("policy")
        await pilot.pause()
        assert "There is no policy for this call." in screen_text(app)
