"""The mood line as SVG: bands, numbered turns, pivotal turns, the limit, promises, and all of it in words.

The picture needs nothing from outside: no script, no font, no style sheet. It is light or dark as the
reader's system is. Its shapes carry the meaning (◇ start, ▲ peak, ◆ pivotal, ■ end, and letters below the
turns); colour only repeats it.
"""

from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape

from engine.debrief.signs import SIGN_WORDS, Sign
from engine.mood.bands import BANDS
from engine.records.exports.colours import DARK, LIGHT, variables
from engine.records.exports.document import Curve
from engine.scenario.text import clean

WIDTH: Final = 760
HEIGHT: Final = 380
_LEFT, _RIGHT, _TOP, _BOTTOM = 112, 744, 16, 290
LETTERS: Final[dict[Sign, str]] = {"promised": "P", "kept": "K", "broken": "B", "asked-again": "A"}
"""The letter below a turn for each mark, in the order in which they stand there."""

STYLE: Final = """\
.mood-line text { font: 13px system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; fill: var(--ink); }
.mood-line .quiet { fill: var(--muted); }
.mood-line .strong { font-weight: 700; }
.mood-line .pivotal { fill: var(--pivot); font-weight: 700; }
.mood-line .leaves { fill: var(--limit); }
.mood-line .curve { fill: none; stroke: var(--curve); stroke-width: 2.5; stroke-linejoin: round; }
.mood-line .limit { stroke: var(--limit); stroke-width: 2; stroke-dasharray: 8 5; }
.mood-line .axis { stroke: var(--rule); stroke-width: 1; }
.mood-line .dot { fill: var(--curve); }
.mood-line .sign { fill: var(--ink); stroke: var(--paper); stroke-width: 1.5; }
.mood-line .start { fill: var(--paper); stroke: var(--ink); stroke-width: 2; }
.mood-line .pivot { fill: var(--pivot); stroke: var(--paper); stroke-width: 1.5; }
""" + "".join(f".mood-line .{band} {{ fill: var(--{band}); }}\n" for band in BANDS)
"""How the picture looks, for the page that it stands in."""


def draw_curve(curve: Curve, *, alone: bool = False) -> str:
    """The picture. ``alone`` makes it a file of its own, with its style and paper in it; otherwise the page
    around it brings the colours (``colours.variables``) and ``STYLE``.
    """
    return "\n".join(_Drawing(curve).lines(alone)) + "\n"


class _Drawing:
    def __init__(self, curve: Curve) -> None:
        self.curve = curve
        self.points = curve.points
        self.heats = [point.heat for point in curve.points]
        self.peak = self.heats.index(max(self.heats))

    def lines(self, alone: bool) -> Iterator[str]:
        names = 'xmlns="http://www.w3.org/2000/svg" ' if alone else ""
        size = f'width="{WIDTH}" height="{HEIGHT}" ' if alone else ""
        yield (
            f'<svg {names}{size}class="mood-line" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
            'aria-labelledby="mood-line-title mood-line-words">'
        )
        yield f'<title id="mood-line-title">{_text(self.curve.title)}</title>'
        yield f'<desc id="mood-line-words">{_text(self.curve.words)}</desc>'
        if alone:
            dark = f"@media (prefers-color-scheme: dark) {{ svg {{ {variables(DARK)} }} }}"
            ground = ".ground { fill: var(--paper); }"
            yield f"<style>svg {{ {variables(LIGHT)} }}\n{dark}\n{STYLE}{ground}</style>"
            yield f'<rect class="ground" width="{WIDTH}" height="{HEIGHT}"/>'
        yield from self.bands()
        yield from self.turns()
        yield from self.limit()
        yield from self.line()
        yield from self.legend()
        yield "</svg>"

    def bands(self) -> Iterator[str]:
        edges = (0, *self.curve.edges, 100)
        for band, low, high in zip(BANDS, edges, edges[1:], strict=False):
            top, bottom = _y(high), _y(low)
            yield (
                f'<rect class="{band}" x="{_LEFT}" y="{top}" width="{_RIGHT - _LEFT}" '
                f'height="{_number(bottom - top)}"/>'
            )
            if bottom - top >= 14:
                middle = _number((top + bottom) / 2 + 4)
                yield f'<text class="quiet" x="8" y="{middle}">{band}</text>'
            if low:
                yield f'<text class="quiet" x="{_LEFT - 6}" y="{bottom + 4}" text-anchor="end">{low}</text>'
        yield f'<text class="quiet" x="{_LEFT - 6}" y="{_BOTTOM + 4}" text-anchor="end">0</text>'
        yield f'<text class="quiet" x="{_LEFT - 6}" y="{_TOP + 8}" text-anchor="end">100</text>'

    def turns(self) -> Iterator[str]:
        """The axis with its ticks, the turns' numbers, and the letters of what happened below them."""
        yield f'<path class="axis" d="M{_LEFT} {_BOTTOM}H{_RIGHT}"/>'
        yield f'<text class="quiet" x="8" y="{_BOTTOM + 20}">turn</text>'
        taken: list[tuple[float, float]] = []
        last = len(self.points) - 1
        pivots = [place for place, point in enumerate(self.points) if point.turn in self.curve.pivots]
        for place in dict.fromkeys((0, last, *pivots, *range(0, last, self.every()))):
            number = str(self.points[place].turn)
            x, half = self.x(place), 4.5 * len(number) + 3
            if all(x + half <= left or x - half >= right for left, right in taken):
                taken.append((x - half, x + half))
                kind = "pivotal" if place in pivots else "quiet"
                yield f'<path class="axis" d="M{_number(x)} {_BOTTOM}v5"/>'
                yield _middle(kind, x, _BOTTOM + 20, number)
        end = -1.0
        for place, point in enumerate(self.points):
            here = self.curve.marks.get(point.turn, ())
            if letters := "".join(letter for mark, letter in LETTERS.items() if mark in here):
                x, half = self.x(place), 5.0 * len(letters)
                if x - half > end:
                    end = x + half
                    yield _middle("strong", x, _BOTTOM + 38, letters)

    def every(self) -> int:
        """Every turn has its number, or every second, fifth, tenth … one where they stand close."""
        room = (_RIGHT - _LEFT) / max(1, len(self.points))
        need = 9 * len(str(self.points[-1].turn)) + 6
        return next((step for step in (1, 2, 5, 10, 20, 50, 100, 200) if room * step >= need), 500)

    def limit(self) -> Iterator[str]:
        if self.curve.limit is not None:
            y = _y(self.curve.limit)
            yield f'<path class="limit" d="M{_LEFT} {y}H{_RIGHT}"/>'
            words = f"leaves from {self.curve.limit}"
            # On the left: most calls that come near the limit do so late.
            yield f'<text class="leaves" x="{_LEFT + 6}" y="{_number(y + 14)}">{words}</text>'

    def line(self) -> Iterator[str]:
        places = [(self.x(place), _y(heat)) for place, heat in enumerate(self.heats)]
        path = " ".join(f"{_number(x)},{_number(y)}" for x, y in places)
        if len(places) > 1:
            yield f'<polyline class="curve" points="{path}"/>'
        last = len(places) - 1
        for place, (x, y) in enumerate(places):
            turn = self.points[place].turn
            if place == last and place:
                kind = "pivot" if turn in self.curve.pivots else "sign"
                yield f'<path class="{kind}" d="M{_number(x - 5)} {_number(y - 5)}h10v10h-10z"/>'
            elif turn in self.curve.pivots:
                yield f'<path class="pivot" d="M{_number(x)} {_number(y - 8)}l8 8-8 8-8-8z"/>'
            elif place == self.peak:
                yield f'<path class="sign" d="M{_number(x)} {_number(y - 8)}l8 13h-16z"/>'
            elif place == 0:
                yield f'<path class="start" d="M{_number(x)} {_number(y - 7)}l7 7-7 7-7-7z"/>'
            elif len(places) <= 80:
                yield f'<circle class="dot" cx="{_number(x)}" cy="{_number(y)}" r="3"/>'

    def legend(self) -> Iterator[str]:
        peak = self.points[self.peak]
        where = f"turn {peak.turn}" if peak.turn else "start"
        words = [f"◇ start {self.heats[0]}", f"▲ peak {peak.heat}, {where}"]
        if len(self.heats) > 1:
            words.append(f"■ end {self.heats[-1]}")
        if self.curve.pivots:
            turns = ", ".join(map(str, sorted(self.curve.pivots)))
            words.append(f"◆ pivotal: turn {turns}")
        yield f'<text x="8" y="{_BOTTOM + 60}">{_text(" · ".join(words))}</text>'
        found = {mark for marks in self.curve.marks.values() for mark in marks}
        letters = [f"{letter} {SIGN_WORDS[mark]}" for mark, letter in LETTERS.items() if mark in found]
        if letters:
            yield f'<text x="8" y="{_BOTTOM + 80}">{_text(" · ".join(letters))}</text>'

    def x(self, place: int) -> float:
        """Where a point is; half a turn is left free on either side."""
        return _LEFT + (place + 0.5) * (_RIGHT - _LEFT) / len(self.points)


def _middle(kind: str, x: float, y: int, words: str) -> str:
    return f'<text class="{kind}" x="{_number(x)}" y="{y}" text-anchor="middle">{words}</text>'


def _y(heat: int) -> float:
    return _number(_BOTTOM - heat * (_BOTTOM - _TOP) / 100)


def _number(value: float) -> float:
    return round(value, 1)


def _text(text: str) -> str:
    return escape(clean(text))
