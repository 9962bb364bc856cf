"""Made-up talk for made-up scenarios: sentences of the usual length, hardly any of them twice."""

import random


def _choices(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.strip().splitlines())


_WHO = _choices("""
    The man who came
    Your office
    Somebody in the branch
    My neighbour
    The website
    The first letter
    A colleague of yours
    The message on my phone
    The engineer
    The new contract
    That last bill
    Your own leaflet
""")
_DID = _choices("""
    told me
    made it clear
    promised us
    said in so many words
    let me believe
    wrote to say
    swore to me
    gave me to understand
    put it in black and white
""")
_WHAT = _choices("""
    that the meter would be read
    that the charge comes off
    that nobody needed to be at home
    that the old price stays
    that the parts are on their way
    that I could pay it in three
    that it was all in order
    that the line is tested
    that the refund had left
    that a manager would ring
""")
_WHEN = _choices("""
    on Monday
    a fortnight ago
    in the spring
    before the holidays
    at ten past four
    the other evening
    the week of the storm
    when I moved in
    last time I rang
    after the second visit
""")
_AND = _choices("""
    and here we are again
    and not a word since
    and my mother was standing next to me
    and I wrote it down
    and then the power went
    and I took a morning off for it
    and I was charged twice
    and the children heard it
    and I still have the envelope
    and nobody knew a thing about it
""")


def sentence(rng: random.Random) -> str:
    """One sentence; there are about a hundred thousand."""
    words = " ".join(rng.choice(choices) for choices in (_WHO, _DID, _WHAT, _WHEN))
    return f"{words}, {rng.choice(_AND)}."


def reply(rng: random.Random, number: int) -> str:
    """What an agent might say; ``number`` makes it one of its kind."""
    return f"So they {rng.choice(_DID)} {rng.choice(_WHAT)}, {rng.choice(_WHEN)}. Is it number {number}?"
