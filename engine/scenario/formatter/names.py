"""Writing reply ids into a file: those that the reader makes, so that they outlive edits of the text."""

from collections.abc import Iterator
from typing import Any

from engine.scenario.document import Document
from engine.scenario.formatter.edits import CannotTidy, Edit
from engine.scenario.ids import with_ids


def with_names(data: Any) -> Any:
    """A file's data with the id of every reply, as the reader understands it; the id comes first."""
    if not isinstance(data, dict) or not isinstance(data.get("scenes"), dict):
        return data
    scenes = {
        name: {**scene, "replies": tuple(map(_id_first, with_ids(scene["replies"])))}
        if isinstance(scene, dict) and isinstance(scene.get("replies"), tuple)
        else scene
        for name, scene in data["scenes"].items()
    }
    return {**data, "scenes": scenes}


def _id_first(reply: Any) -> Any:
    return {"id": reply["id"], **reply} if isinstance(reply, dict) and "id" in reply else reply


def name_edits(document: Document) -> list[Edit]:
    """The edits that write an id before the first entry of each reply that has none.

    Raises:
        CannotTidy: a reply is written in an unusual way.
    """
    lines = document.text.split("\n")
    found: dict[tuple[int, int], Edit] = {}
    for mark, keys, name in _nameless(document):
        first = min(keys.values(), key=lambda key: (key.line, key.column))
        line = lines[first.line]
        before = "\n".join([*lines[mark.line : first.line], line])[
            mark.column : sum(len(one) + 1 for one in lines[mark.line : first.line]) + first.column
        ]
        if before.lstrip().startswith("{") or "{" in before.split("#")[0]:
            text = f"id: {name}, "
        elif line[: first.column].strip(" -") == "":
            text = f"id: {name}\n{' ' * first.column}"
        else:
            raise CannotTidy
        edit = Edit(first.line, first.column, first.column, text)
        # One reply that several scenes share has one text, and so can have one id.
        if found.setdefault((first.line, first.column), edit) != edit:
            raise CannotTidy
    return list(found.values())


def _nameless(document: Document) -> Iterator[tuple[Any, Any, str]]:
    data = document.data
    scenes = data.get("scenes") if isinstance(data, dict) else None
    for scene in scenes.values() if isinstance(scenes, dict) else ():
        replies = scene.get("replies") if isinstance(scene, dict) else None
        if not isinstance(replies, tuple):
            continue
        _, marks = document.marks[id(replies)]
        for reply, named, mark in zip(replies, with_ids(replies), marks, strict=True):
            if named is not reply:
                keys, _ = document.marks[id(reply)]
                yield mark, keys, _word(named["id"])


def _word(name: str) -> str:
    from engine.scenario.formatter.quotes import is_plain_word

    return name if is_plain_word(name) else f'"{name}"'
