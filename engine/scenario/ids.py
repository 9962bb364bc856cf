"""Ids made from text, for what an author left unnamed."""

import re
import unicodedata
from typing import Any


def slug_from(text: str) -> str:
    """An id made from a reply's text: its first words, in lower-case ASCII ("reply" if nothing is left)."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", ascii_text.replace("'", "").lower())
    return "-".join(words[:5])[:60].strip("-") or "reply"


def with_ids(replies: Any) -> tuple[Any, ...]:
    """The replies, each that has no id given one from its text that is unique among them."""
    taken = {reply["id"] for reply in replies if isinstance(reply, dict) and isinstance(reply.get("id"), str)}
    counts: dict[str, int] = {}
    named = []
    for reply in replies:
        if isinstance(reply, dict) and "id" not in reply and isinstance(reply.get("says"), str):
            name = stem = slug_from(reply["says"])
            while name in taken:
                counts[stem] = counts.get(stem, 1) + 1
                name = f"{stem}-{counts[stem]}"
            taken.add(name)
            named.append({**reply, "id": name})
        else:
            named.append(reply)
    return tuple(named)
