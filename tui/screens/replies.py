"""The replies of a call that goes on: one at a time, whoever chooses."""

from typing import Final

from tui.widgets.reply_list import ReplyList

BACK_TO_THE_LINE: Final = "(back)"
"""The one thing to choose while the customer is on hold; no reply's id has brackets."""


class Replies(ReplyList):
    """Takes one reply at a time: a second key that comes before the first is answered is for nothing."""

    def choose(self, index: int) -> bool:
        given = super().choose(index)
        if given:
            self.set_reactive(ReplyList.waiting, True)  # Until replies are offered again.
        return given
