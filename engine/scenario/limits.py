"""How large a scenario may be. Past a limit the reader says so; it never tries."""

from typing import Final

FORMAT_VERSION: Final = 1
"""The newest format that this reader knows."""

MAX_BYTES: Final = 1 << 20
"""A file's size: 1 MiB."""

MAX_NESTING: Final = 32
"""How deep entries and lists may stand inside one another, what aliases bring included."""

MAX_VALUES: Final = 250_000
"""Values in one file. Real scenarios have a few thousand; a megabyte of commas has half a million."""

MAX_ALIASED: Final = 50_000
"""Values that the aliases of one file may add to what is written there."""

MAX_FILES: Final = 50
"""Files that make up one scenario, the first one included."""

MAX_SCENES: Final = 2000
"""Scenes of one scenario, those of its parts included."""

MAX_REPLIES: Final = 12
"""Replies of one scene."""

MAX_PROBLEMS: Final = 1000
"""Problems that are told of one scenario; the rest is counted."""
