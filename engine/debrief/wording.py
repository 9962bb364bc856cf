"""Small pieces of English that the debrief's sentences are made of."""

from collections.abc import Sequence


def how_many(number: int, thing: str) -> str:
    """``1 turn``, ``3 turns``."""
    return f"{number} {thing}" + ("" if number == 1 else "s")


def listed(words: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def turns_named(numbers: Sequence[int], most: int = 6) -> str:
    """``turn 3``, ``turns 3 and 5``, ``turns 2 to 6 and 9``; past ``most`` of them, a count."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    # Two in a row read better as two numbers; from three on, as a span.
    runs = [part for run in runs for part in ([run] if len(run) > 2 else [[number] for number in run])]
    named = [f"{run[0]} to {run[-1]}" if len(run) > 2 else str(run[0]) for run in runs[:most]]
    left = sum(map(len, runs[most:]))
    if left:
        named.append(f"{left} more")
    return f"turn{'s' if len(numbers) > 1 else ''} {listed(named)}"


def moved(part: str, amount: int) -> str:
    """A change in points: ``heat up 8``, ``trust down 5``, ``heat unchanged``."""
    if amount == 0:
        return f"{part} unchanged"
    return f"{part} up {amount}" if amount > 0 else f"{part} down {-amount}"


def stopped(text: str) -> str:
    """``text`` with a full stop, unless it ends in a mark of its own."""
    return text if text.endswith((".", "!", "?", "…", ".”", "!”", "?”")) else f"{text}."


def quoted(text: str) -> str:
    """``text`` in quotation marks."""
    return f"“{text}”"
