"""What the preview's help says."""

from typing import Final

ABOUT: Final = (
    "Write in your editor, and save: within a second the map, the problems and the call show the new "
    "text. The call stays where it was, by giving the same replies again. Nothing of it is recorded. "
    "While a save cannot be played, the version before stays on show."
)
KEYS_IN_WORDS: Final = (
    ("m, p, l", "the map, the problems, the line: that is, the call"),
    ("1 to 9", "give that reply"),
    ("u, r", "take the last reply back; begin again"),
    ("j, Enter", "on the map: start a call there, in any mood and with any facts"),
    ("w, Enter", "walk to it: on a problem its shortest way, on the map (w) the way to that place"),
    ("n, u, Esc", "on the way: the next reply, one back, back to your own call"),
    ("e", "your editor, at the line of the problem, the scene on the map, or the scene of the call"),
    ("F5", "read the file again now"),
    ("PgUp, PgDn", "scroll the transcript"),
    ("q", "leave"),
)
MARKS: Final = (
    (
        "○◔◑◕●",
        "the bands in which a scene is met: calm, uneasy, frustrated, angry, furious; - is not met",
    ),
    ("▶", "where the call is"),
    ("× !", "an error, a warning there"),
    (
        "41.2%",
        "how likely an ending is if every reply is picked blindly; with ~ from plays drawn at random",
    ),
)
